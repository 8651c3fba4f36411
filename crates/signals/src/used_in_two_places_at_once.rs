//! One account is used in two distant places at the same time.
//!
//! ## What it sees
//! On at least three days, uses on access networks more than 500 km apart whose times interlock so that no journey
//! fits between them.
//!
//! ## Why it matters
//! A persona that is worked by several people in shifts or at once is in two places.
//!
//! ## Innocent reasons
//! Sessions that stay open elsewhere; see `CARD.benign`. VPNs, rented servers and common exits are left out, and so are phones
//! and tablets where the log names the system: their providers let them out where they like.
//!
//! ## Blind spots
//! Several people behind one exit are in one place. Of a day, door and network only first and last use are kept.

use std::collections::BTreeMap;

use bonafide_model::{Bits, Card, Channel, Family, Finding, Need, Persona, Scene, Stage, sentence};
use jiff::civil::Date;

use crate::{
    clients, places,
    stays::{self, Stay},
};

pub(crate) static CARD: Card = Card {
    id: "used-in-two-places-at-once",
    title: "One account is used in two distant places at the same time",
    stage: Stage::Access,
    // The catalogue says WORK; but it rests on places, as the jumps between them do, and they share one cause.
    family: Family::Netloc,
    weight: Bits(4.0),
    weight_from: "guess: moderate to strong in the catalogue; sync in the background explains some",
    needs: &[Need::SignIns],
    benign: &[
        "a phone or a desktop at home that keeps a session while its owner travels",
        "a remote desktop into the office",
        "a relative who uses the account",
    ],
    verify: "compare the clients of the two places, and ask who holds each",
    sources: &["TRE22", "SEAL", "SOPH25"],
    indicators: &["ACC-10", "VDI-05", "CON-05"],
    attack: &["T1078"],
};

/// Nearer than this, address tables err too often (guess).
const FAR_KM: f64 = 500.0;
/// Days from which it is no accident (guess).
const LEAST_DAYS: usize = 3;

pub(crate) fn detect(scene: &Scene) -> Vec<Finding> {
    scene.personas().filter_map(|persona| look(scene, persona)).collect()
}

fn look(scene: &Scene, persona: &Persona) -> Option<Finding> {
    let mut stays: BTreeMap<Date, Vec<Stay>> = BTreeMap::new();
    for (key, cell) in persona.footprint.human() {
        // Code that comes from elsewhere has a signal of its own, and is not to be counted twice.
        let is_code = key.channel == Channel::Code;
        if is_code || clients::is_mobile(key) || !places::is_access(scene, key) {
            continue;
        }
        if let Some(place) = places::telling_place(scene, key, cell) {
            stays.entry(key.day).or_default().push((place, cell));
        }
    }
    let clashes = stays
        .iter()
        .filter_map(|(day, stays)| Some((*day, stays::clash(stays, FAR_KM)?)))
        .collect::<Vec<_>>();
    if clashes.len() < LEAST_DAYS {
        return None;
    }
    let (day, (here, there)) = clashes.first()?;
    let because = sentence!(
        "on {} days is in two distant places at once, such as {} and {} on {}",
        clashes.len(),
        here.0.label(),
        there.0.label(),
        *day
    );
    let more = clashes.iter().flat_map(|(_, (here, there))| [&here.1.example, &there.1.example]);
    Some(Finding::new(&CARD, &persona.id, because, &here.1.example).and(more))
}
