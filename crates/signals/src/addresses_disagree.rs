//! Addresses of one person lie in three or more distant places.
//!
//! ## What it sees
//! Three or more places, more than 100 km from one another, among home, delivery and payroll addresses of one person
//! within a year.
//!
//! ## Why it matters
//! A persona is put together from the addresses of several helpers.
//!
//! ## Innocent reasons
//! A move during the year; a student or seasonal home; a post box or accountant. Where many have three places, as at a school
//! whose students work in the summer, it weighs less or nothing.
//!
//! ## Blind spots
//! Two places are common and say nothing.

use bonafide_model::{
    AddressPurpose, Bits, Card, Family, Finding, Need, Persona, Place, Said, Scene, Stage, sentence,
};

use crate::surprise;

/// Farther apart than a metropolitan area, in kilometers: guess.
const APART_KM: f64 = 100.0;
/// Places that are too many: threat catalogue (IDV-06).
const PLACES: usize = 3;

pub(crate) static CARD: Card = Card {
    id: "addresses-disagree",
    title: "Addresses of one person lie in three or more distant places",
    stage: Stage::Identity,
    family: Family::Ship,
    weight: Bits(3.0),
    weight_from: "guess: moderate in the threat catalogue (IDV-06)",
    needs: &[Need::Workers],
    benign: &["a move during the year", "a student or seasonal home", "a post box or accountant"],
    verify: "ask for the current address and since when",
    sources: &["TRE22", "SPLUNK25"],
    indicators: &["IDV-06"],
    attack: &[],
};

/// Counts places that are far from each other.
pub(crate) fn detect(scene: &Scene<'_>) -> Vec<Finding> {
    let placed = scene.personas().map(|it| (it, placed(scene, it)));
    // One address can't disagree with any. Who has a second could have a third, had anything gone there.
    let placed = placed.filter(|(_, addresses)| addresses.len() > 1);
    surprise::weigh_people(placed.map(|(persona, all)| (persona, of_persona(persona, all))))
}

/// Addresses of home, delivery and payroll that are on the map.
fn placed<'a>(scene: &'a Scene<'_>, persona: &'a Persona) -> Vec<(&'a Place, &'a Said)> {
    let addresses =
        persona.addresses().filter(|((_, purpose), _)| *purpose != AddressPurpose::Work);
    addresses.filter_map(|((it, _), said)| Some((scene.place_of(it)?, said))).collect()
}

fn of_persona(persona: &Persona, addresses: Vec<(&Place, &Said)>) -> Option<Finding> {
    let mut places: Vec<(&Place, &Said)> = Vec::new();
    for (place, said) in addresses {
        if places.iter().all(|(it, _)| it.km_apart(place).is_some_and(|km| km > APART_KM)) {
            places.push((place, said));
        }
    }
    if places.len() < PLACES {
        return None;
    }
    let labels = places.iter().map(|(place, _)| place.label()).collect::<Vec<_>>().join("; ");
    let because = sentence!(
        "addresses of {} lie in {} places far from one another: {}",
        persona,
        places.len(),
        labels
    );
    Some(
        Finding::new(&CARD, &persona.id, because, places[0].1.from())
            .and(places.iter().map(|(_, said)| said.from())),
    )
}
