//! Equipment went far from the home on file.
//!
//! ## What it sees
//! Equipment sent, or delivered by the carrier, more than 100 km from every home address of the person.
//!
//! ## Why it matters
//! Laptops of personas go to a host.
//!
//! ## Innocent reasons
//! A move that HR does not know yet; a partner's or parents' home; an office that receives equipment. Where the
//! equipment of many goes far from home, as to an agency that hands it out, it weighs less or nothing.
//!
//! ## Blind spots
//! Says nothing where no home address is on file.

use bonafide_model::{
    AddressPurpose, Bits, Card, Fact, Family, Finding, Need, ParcelStep, Persona, Place, Said,
    Scene, Stage, sentence,
};

use crate::surprise;

/// Farther than a metropolitan area, in kilometers: guess.
const AWAY_KM: f64 = 100.0;
/// What a late change of the delivery address adds, in bits: guess.
const LATE_CHANGE_BITS: f64 = 1.0;

pub(crate) static CARD: Card = Card {
    id: "shipped-away-from-home",
    title: "Equipment went far from the home on file",
    stage: Stage::Shipping,
    family: Family::Ship,
    weight: Bits(3.0),
    weight_from: "guess: moderate for another state in the threat catalogue (SHP-01)",
    needs: &[Need::Shipments, Need::Workers],
    benign: &[
        "a move that HR does not know yet",
        "a partner's or parents' home",
        "an office that receives equipment",
    ],
    verify: "ask the person to read back the serial number on a call from the delivery address",
    sources: &["TRE22", "SPLUNK25", "KB4"],
    indicators: &["SHP-01"],
    attack: &[],
};

/// Compares where equipment went with where the person lives.
pub(crate) fn detect(scene: &Scene<'_>) -> Vec<Finding> {
    let was_sent = |it: &&Persona| {
        let mut purposes = it.addresses().map(|((_, purpose), _)| purpose);
        purposes.any(|it| it == AddressPurpose::ShipTo)
    };
    let findings = scene.personas().filter_map(|it| of_persona(scene, it)).collect();
    surprise::weigh(findings, scene.personas().filter(was_sent).count())
}

fn of_persona(scene: &Scene<'_>, persona: &Persona) -> Option<Finding> {
    let of = |wanted: AddressPurpose| {
        persona.addresses().filter(move |((_, purpose), _)| *purpose == wanted)
    };
    let homes: Vec<(Place, &Said)> = of(AddressPurpose::Home)
        .filter_map(|((it, _), said)| Some((scene.place_of(it)?, said)))
        .collect();
    let sent = of(AddressPurpose::ShipTo).map(|((it, _), said)| (it, said));
    let delivered = persona.find(|it| {
        let Fact::Parcel { step: ParcelStep::Delivered | ParcelStep::Collected, place, .. } = it
        else {
            return None;
        };
        place.as_ref()
    });
    let (home, home_said) = homes.first()?;
    for (address, said) in sent.chain(delivered) {
        let Some(place) = scene.place_of(address) else { continue };
        if !homes.iter().all(|(it, _)| it.km_apart(&place).is_some_and(|km| km > AWAY_KM)) {
            continue;
        }
        let change = persona.said.iter().find(|it| it.fact == Fact::ShipToChanged);
        let late = if change.is_some() { LATE_CHANGE_BITS } else { 0.0 };
        let because = sentence!(
            "equipment for {} went to {}, while the home on file is {}",
            persona,
            place.label(),
            home.label()
        );
        let finding =
            Finding::new(&CARD, &persona.id, because, said.from()).and([home_said.from()]);
        return Some(finding.and(change.map(Said::from)).weighing(Bits(CARD.weight.0 + late)));
    }
    None
}
