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
//! A move during the year; a student or seasonal home; a post box or accountant.
//!
//! ## Blind spots
//! Two places are common and say nothing.

use bonafide_model::{
    AddressPurpose, Bits, Card, Family, Finding, Need, Persona, Place, Said, Scene, Stage, sentence,
};

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
    scene.personas().filter_map(|it| of_persona(scene, it)).collect()
}

fn of_persona(scene: &Scene<'_>, persona: &Persona) -> Option<Finding> {
    let mut places: Vec<(Place, &Said)> = Vec::new();
    for ((address, purpose), said) in persona.addresses() {
        let Some(place) =
            (purpose != AddressPurpose::Work).then(|| scene.place_of(address)).flatten()
        else {
            continue;
        };
        if places.iter().all(|(it, _)| it.km_apart(&place).is_some_and(|km| km > APART_KM)) {
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
