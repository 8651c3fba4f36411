//! Uses follow one another in places too far apart for the time between them.
//!
//! ## What it sees
//! Consecutive human uses on access networks, more than 500 km apart, that would need more than 900 km/h, on at
//! least three days.
//!
//! ## Why it matters
//! One account that is worked by several people in several places jumps between them.
//!
//! ## Innocent reasons
//! Roaming phones and address tables; see `CARD.benign`. Phones and tablets are left out where the log names the system, VPNs,
//! rented servers and common exits at both ends.
//!
//! ## Blind spots
//! Only the first and last use of a day, door and network are kept, so jumps back and forth in between are not
//! counted.

use std::collections::BTreeMap;

use bonafide_model::{
    Bits, Card, Channel, Family, Finding, Need, Persona, Place, Provenance, Scene, Stage, sentence,
};
use jiff::{Timestamp, civil::Date};

use crate::{clients, clock::hours_between, places};

pub(crate) static CARD: Card = Card {
    id: "places-too-far-apart-too-fast",
    title: "Uses follow one another in places too far apart for the time between them",
    stage: Stage::Access,
    family: Family::Netloc,
    weight: Bits(3.0),
    weight_from: "guess: a single jump is mostly an error of address tables; repeated jumps between homes are not",
    needs: &[Need::SignIns],
    benign: &[
        "a phone on a roaming network whose exit is in its home country",
        "errors of address tables",
        "a colleague or relative using the account with permission",
    ],
    verify: "compare the two clients of the jumps: which devices, and who holds them",
    sources: &["TRE22", "FBI25a", "MS26", "JP24"],
    indicators: &["ACC-03"],
    attack: &["T1078"],
};

/// Faster than an airliner: published (impossible-travel rules of identity providers use about this).
const KM_PER_HOUR: f64 = 900.0;
/// Nearer than this, address tables err too often (guess).
const FAR_KM: f64 = 500.0;
/// Days with a jump, from which it is no error of one address (guess).
const LEAST_DAYS: usize = 3;

/// Somebody was there then.
struct Stop<'a> {
    at: Timestamp,
    place: &'a Place,
    day: Date,
    line: &'a Provenance,
}

pub(crate) fn detect(scene: &Scene) -> Vec<Finding> {
    scene.personas().filter_map(|persona| look(scene, persona)).collect()
}

fn look(scene: &Scene, persona: &Persona) -> Option<Finding> {
    let stops = stops(scene, persona);
    let mut jumps: BTreeMap<Date, (&Stop, &Stop, f64)> = BTreeMap::new();
    for pair in stops.windows(2) {
        let [from, to] = pair else { continue };
        let Some(km) = from.place.km_apart(to.place) else { continue };
        let hours = hours_between(from.at, to.at);
        if km > FAR_KM && km > KM_PER_HOUR * hours {
            jumps.entry(to.day).or_insert((from, to, km));
        }
    }
    if jumps.len() < LEAST_DAYS {
        return None;
    }
    let (_, (from, to, km)) = jumps.first_key_value()?;
    let because = sentence!(
        "on {} days moves faster than an airliner, such as from {} to {}, {} km, on {}",
        jumps.len(),
        from.place.label(),
        to.place.label(),
        places::km_words(*km),
        to.day
    );
    let more = jumps.values().flat_map(|(from, to, _)| [from.line, to.line]);
    Some(Finding::new(&CARD, &persona.id, because, from.line).and(more))
}

/// First and last uses of every cell on access networks, in order of time.
fn stops<'a>(scene: &'a Scene, persona: &'a Persona) -> Vec<Stop<'a>> {
    let mut stops = Vec::new();
    for (key, cell) in persona.footprint.human() {
        // Code that comes from elsewhere has a signal of its own, and is not to be counted twice.
        if !places::is_work(key.channel)
            || key.channel == Channel::Code
            || clients::is_mobile(key)
            || !places::is_access(scene, key)
        {
            continue;
        }
        let Some(place) = places::telling_place(scene, key, cell) else { continue };
        for at in [cell.first, cell.last] {
            stops.push(Stop { at, place, day: key.day, line: &cell.example });
        }
    }
    stops.sort_by(|a, b| (a.at, a.place, a.line).cmp(&(b.at, b.place, b.line)));
    stops
}
