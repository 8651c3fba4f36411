//! Security software reports, again and again, that credentials were taken on the laptop.
//!
//! ## What it sees
//! Detections on company laptops whose name says that passwords, keys or browser sessions were read out, on at least two days.
//!
//! ## Why it matters
//! Workers of this scheme have been reported to take passwords and sessions of the browser along, for later.
//!
//! ## Innocent reasons
//! Mostly the owner is the victim of a program that steals; see `CARD.benign`. One bad day does not count, nor what is reported of
//! many laptops here, and people in IT are left out.
//!
//! ## Blind spots
//! Passwords that are copied by hand, and whatever the security software misses.

use std::sync::Arc;

use bonafide_model::{Bits, Card, Fact, Family, Finding, Need, Persona, Scene, Stage, sentence};

use crate::{alerts, clock::days_between, surprise::Frequencies};

pub(crate) static CARD: Card = Card {
    id: "credential-theft-reported-on-laptop",
    title: "Security software reports, again and again, that credentials were taken on the laptop",
    stage: Stage::Data,
    family: Family::Exfil,
    weight: Bits(1.5),
    weight_from: "guess: strong in the threat catalogue (DAT-03), much less since the owner is mostly the victim",
    needs: &[Need::Alerts],
    benign: &[
        "a program that steals passwords and came with a download: the owner is its victim",
        "a move from one password manager to another",
        "an agreed test of the firm's defenses",
    ],
    verify: "treat the account as stolen first; then ask security which program read the credentials, and who started it",
    sources: &["FBI25a", "KB4"],
    indicators: &["DAT-03"],
    attack: &["T1555", "T1539"],
};

/// Words of vendors for it, lower case: published (ATT&CK's names of the techniques) and the vendors' products (from memory).
const WORDS: &[&str] = &[
    "credential dump",
    "credential theft",
    "credentials from password stores",
    "credentials from web browsers",
    "steal web session cookie",
    "browser credential",
    "lsass",
];
/// Days between the first and the last report, from which it is no single bad day (guess).
const LEAST_DAYS: f64 = 1.0;

pub(crate) fn detect(scene: &Scene) -> Vec<Finding> {
    let known = alerts::on_devices(scene, taking);
    let people = scene.personas().filter(|it| !scene.is_it_or_lab(it));
    people.filter_map(|persona| look(scene, persona, &known)).collect()
}

fn look(scene: &Scene, persona: &Persona, known: &Frequencies<&Arc<str>>) -> Option<Finding> {
    let hits = alerts::uncommon((scene, persona), taking, (known, CARD.weight));
    let first = hits.iter().filter_map(|(.., said)| said.first()).min()?;
    let last = hits.iter().filter_map(|(.., said)| said.last()).max()?;
    if days_between(first, last) < LEAST_DAYS {
        return None;
    }
    let (name, device, said) = hits.first()?;
    let because = sentence!(
        "security software on the work device {} reported from {} to {}: {}",
        device.id,
        first.strftime("%Y-%m-%d").to_string(),
        last.strftime("%Y-%m-%d").to_string(),
        **name
    );
    let lines = hits.iter().map(|(.., said)| said.from());
    let finding = Finding::new(&CARD, &persona.id, because, said.from()).and(lines);
    known.rarest(hits.iter().map(|(name, ..)| name)).weigh(finding)
}

fn taking(fact: &Fact) -> Option<&Arc<str>> {
    alerts::named(fact, WORDS)
}
