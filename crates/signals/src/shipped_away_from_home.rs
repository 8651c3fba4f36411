//! Equipment went far from the home on file.
//!
//! ## What it sees
//! Equipment sent, or delivered by the carrier, more than 100 km from every home address of the person.
//!
//! ## Why it matters
//! Laptops of personas go to a host.
//!
//! ## Innocent reasons
//! A move that HR does not know yet; a partner's or parents' home; an office that receives equipment. What came back within weeks
//! and was sent home afterwards had gone astray, and says nothing. Where the equipment of many goes far from home, it weighs less or
//! nothing.
//!
//! ## Blind spots
//! Says nothing where no home address is on file.

use std::collections::BTreeSet;

use bonafide_model::{
    AddressPurpose, Bits, Card, Fact, Family, Finding, Need, ParcelStep, Persona, Place, Said,
    Scene, Stage, Subject, sentence,
};
use jiff::SignedDuration;

use crate::{households, surprise};

/// Farther than a metropolitan area, in kilometers: guess.
const AWAY_KM: f64 = 100.0;
/// What an office weighs to which an agency has everybody's equipment sent, in bits: guess, agencies send it on.
const AGENCY_BITS: f64 = 1.0;
/// Time within which a laptop that went astray comes back: guess, a carrier's week there, a week back and two of asking.
const SOON: SignedDuration = SignedDuration::from_hours(24 * 28);
/// What a late change of the delivery address adds, in bits: guess.
const LATE_CHANGE_BITS: f64 = 1.0;

pub(crate) static CARD: Card = Card {
    id: "shipped-away-from-home",
    title: "Equipment went far from the home on file",
    stage: Stage::Shipping,
    family: Family::Ship,
    weight: Bits(3.0),
    weight_from: "guess: moderate for another state in the threat catalogue (SHP-01)",
    needs: &[Need::Shipments, Need::CarrierEvents, Need::Workers],
    benign: &[
        "a move that HR does not know yet",
        "a partner's or parents' home",
        "an office that receives equipment",
        "an agency or employer of record that takes equipment in and sends it on",
    ],
    verify: "ask the person to read back the serial number on a call from the delivery address",
    sources: &["TRE22", "SPLUNK25", "KB4"],
    indicators: &["SHP-01"],
    attack: &[],
};

/// Compares where equipment went with where the person lives.
pub(crate) fn detect(scene: &Scene<'_>) -> Vec<Finding> {
    let was_sent = |it: &&Persona| it.addresses_for(AddressPurpose::ShipTo).next().is_some();
    let offices = households::agency_offices(scene);
    let findings = scene.personas().filter_map(|it| of_persona(scene, it, &offices)).collect();
    surprise::weigh(findings, scene.personas().filter(was_sent).count())
}

fn of_persona(
    scene: &Scene<'_>,
    persona: &Persona,
    agency_offices: &BTreeSet<String>,
) -> Option<Finding> {
    let homes: Vec<(&Place, &Said)> = persona
        .addresses_for(AddressPurpose::Home)
        .filter_map(|(it, said)| Some((scene.place_of(it)?, said)))
        .collect();
    let delivered = persona.find(|it| {
        let Fact::Parcel { step: ParcelStep::Delivered | ParcelStep::Collected, place, .. } = it
        else {
            return None;
        };
        place.as_ref()
    });
    let (home, home_said) = homes.first()?;
    let is_away = |place: &Place| {
        homes.iter().all(|(it, _)| it.km_apart(place).is_some_and(|km| km > AWAY_KM))
    };
    let at_home: Vec<&Subject> = persona
        .addresses_for(AddressPurpose::ShipTo)
        .filter(|(it, _)| scene.place_of(it).is_some_and(|place| !is_away(place)))
        .map(|(_, said)| &said.subject)
        .collect();
    for (address, said) in persona.addresses_for(AddressPurpose::ShipTo).chain(delivered) {
        let Some(place) = scene.place_of(address) else { continue };
        if !is_away(place) || went_astray(persona, &said.subject, &at_home) {
            continue;
        }
        let is_office = address.unit_key().is_some_and(|it| agency_offices.contains(&it));
        let bits = if is_office { AGENCY_BITS } else { CARD.weight.0 };
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
        return Some(finding.and(change.map(Said::from)).weighing(Bits(bits + late)));
    }
    None
}

/// Whether an order, or the parcel that carried it, came back soon and something was sent home after it: whoever wanted the laptop
/// elsewhere would have kept it there.
fn went_astray(persona: &Persona, away: &Subject, at_home: &[&Subject]) -> bool {
    let sent = |subject: &Subject| {
        let sent = persona.said.iter().filter(move |it| it.subject == *subject);
        sent.filter(|it| matches!(it.fact, Fact::SentDevice { .. })).filter_map(Said::first).min()
    };
    let carries = |it: &Said| {
        matches!((&it.fact, away), (Fact::SentDevice { tracking: Some(ours), .. }, Subject::Parcel(number))
            if **ours == **number)
    };
    let order = persona.said.iter().find(|it| carries(it)).map_or(away, |it| &it.subject);
    let back = persona.said.iter().filter(|it| it.subject == *order);
    let back = back
        .filter(|it| matches!(it.fact, Fact::ReturnedDevice { .. }))
        .filter_map(Said::first)
        .min();
    let (Some(sent_away), Some(back)) = (sent(order), back) else { return false };
    back.duration_since(sent_away) <= SOON
        && at_home.iter().any(|it| sent(it).is_some_and(|at| at > sent_away))
}
