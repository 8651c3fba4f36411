//! One browser or computer signs in from two distant places at the same time.
//!
//! ## What it sees
//! The id that an identity provider gives to a browser or device. On at least five days the same id is used on access networks
//! more than 1,000 km apart, at times between which no journey fits. Phones and tablets are left out.
//!
//! ## Why it matters
//! An id that is in two places was copied: a session lifted from the laptop in the host's home and used where the worker is.
//!
//! ## Innocent reasons
//! A laptop that changes between two providers; see `CARD.benign`. VPNs, rented servers and common exits are left out.
//!
//! ## Blind spots
//! Providers that name no device; copies that are used on days of their own. Of a day and network only first and last use are
//! kept.

use std::collections::BTreeMap;

use bonafide_model::{Bits, Card, Family, Finding, Need, Persona, Scene, Stage, sentence};
use jiff::civil::Date;

use crate::{
    clients, places,
    stays::{self, Stay},
};

pub(crate) static CARD: Card = Card {
    id: "one-client-in-two-places-at-once",
    title: "One browser or computer signs in from two distant places at the same time",
    stage: Stage::Access,
    // The catalogue says REMCTL; but it rests on places, as one account in two places does, and they share one cause.
    family: Family::Netloc,
    weight: Bits(4.0),
    weight_from: "guess: moderate in the threat catalogue (ACC-07), more where it comes back on several days",
    needs: &[Need::SignIns],
    benign: &[
        "a laptop that is now on a cable and now on a phone whose provider lets it out far away",
        "a browser profile that was moved to a second computer with its cookies",
        "an image of a computer that was copied together with its id",
    ],
    verify: "end the sessions of that id, and see which of the two places signs in again with the second factor",
    sources: &["FBI25a", "MS26"],
    indicators: &["ACC-07"],
    attack: &["T1539", "T1550.004"],
};

/// Nearer than this it may be a phone's exit in another region (guess).
const FAR_KM: f64 = 1000.0;
/// Days from which it is no error of one address (guess).
const LEAST_DAYS: usize = 5;

pub(crate) fn detect(scene: &Scene) -> Vec<Finding> {
    scene.personas().filter_map(|persona| look(scene, persona)).collect()
}

fn look(scene: &Scene, persona: &Persona) -> Option<Finding> {
    let mut stays: BTreeMap<&str, BTreeMap<Date, Vec<Stay>>> = BTreeMap::new();
    for (key, cell) in persona.footprint.human() {
        let Some(client) = clients::machine(key) else { continue };
        if clients::is_mobile(key) || !places::is_access(scene, key) {
            continue;
        }
        if let Some(place) = places::telling_place(scene, key, cell) {
            stays.entry(client).or_default().entry(key.day).or_default().push((place, cell));
        }
    }
    let clashes = stays.values().find_map(|days| {
        let clashes = days.iter().filter_map(|(day, it)| Some((*day, stays::clash(it, FAR_KM)?)));
        let clashes = clashes.collect::<Vec<_>>();
        (clashes.len() >= LEAST_DAYS).then_some(clashes)
    })?;
    let (day, (here, there)) = clashes.first()?;
    let because = sentence!(
        "on {} days one browser or computer is in two distant places at once, such as {} and {} on {}",
        clashes.len(),
        here.0.label(),
        there.0.label(),
        *day
    );
    let more = clashes.iter().flat_map(|(_, (here, there))| [&here.1.example, &there.1.example]);
    Some(Finding::new(&CARD, &persona.id, because, &here.1.example).and(more))
}
