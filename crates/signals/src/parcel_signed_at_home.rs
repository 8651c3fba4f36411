//! Equipment was delivered to the home on file and signed for by the person.
//!
//! ## What it sees
//! A parcel with equipment that was addressed to the home on file, delivered in that place, and signed for in the person's own
//! name.
//!
//! ## Why it matters
//! Laptops of personas go to helpers at other addresses.
//!
//! ## Innocent reasons
//! This speaks for the person, and only a little: carriers take any name, and a helper may live at the home on file.
//!
//! ## Blind spots
//! Parcels that nobody signs for, and people who share a home, are none the worse for it.

use bonafide_model::{
    AddressPurpose, Bits, Card, Fact, Family, Finding, Need, ParcelStep, Persona, Place, Scene,
    Stage, sentence, value::PersonName,
};

use crate::{households, names};

/// As near as counts as the same place (guess).
const NEAR_KM: f64 = 50.0;

pub(crate) static CARD: Card = Card {
    id: "parcel-signed-at-home",
    title: "Equipment was delivered to the home on file and signed for by the person",
    stage: Stage::Shipping,
    family: Family::Ship,
    weight: Bits(-1.0),
    weight_from: "guess: threat catalogue L10; little, since a signature in the right name by another person is published (KB4, IDV-13)",
    needs: &[Need::CarrierEvents, Need::Shipments, Need::Workers],
    benign: &["this speaks for the person"],
    verify: "nothing to do",
    sources: &["KB4"],
    indicators: &["L10", "SHP-02"],
    attack: &[],
};

/// Looks at the person's parcels.
pub(crate) fn detect(scene: &Scene<'_>) -> Vec<Finding> {
    scene.personas().filter_map(|it| of_persona(scene, it)).collect()
}

fn of_persona(scene: &Scene<'_>, persona: &Persona) -> Option<Finding> {
    let homes = households::homes(persona);
    let is_home = |unit: Option<String>| unit.is_some_and(|it| homes.contains(&it));
    let mut sent =
        persona.addresses_for(AddressPurpose::ShipTo).map(|(it, _)| it.unit_key()).peekable();
    if sent.peek().is_none() || !sent.all(is_home) {
        return None;
    }
    let near = persona.addresses_for(AddressPurpose::Home);
    let near: Vec<&Place> = near.filter_map(|(it, _)| scene.place_of(it)).collect();
    let mut signed = persona.find(|it| {
        let Fact::Parcel { step: ParcelStep::Delivered, place: Some(place), signed_by: Some(by) } =
            it
        else {
            return None;
        };
        Some((place, by))
    });
    let is_own =
        |by: &PersonName| persona.names().next().is_some() && !names::is_strange_to(by, persona);
    let ((place, by), said) = signed.find(|((place, by), _)| {
        let place = scene.place_of(place);
        let is_near = |it: &&Place| {
            place.as_ref().and_then(|place| it.km_apart(place)).is_some_and(|km| km <= NEAR_KM)
        };
        is_own(by) && near.iter().any(is_near)
    })?;
    let because = sentence!(
        "a parcel with equipment for {} was signed for by {} at the home on file, {}",
        persona,
        by,
        place
    );
    Some(Finding::new(&CARD, &persona.id, because, said.from()))
}
