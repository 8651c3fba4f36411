//! Security software reports that somebody tried to switch it off.
//!
//! ## What it sees
//! Detections on company laptops whose name says tampering: protection disabled, an agent removed or weakened.
//!
//! ## Why it matters
//! Remote-control programs and copied data are what such an agent would see.
//!
//! ## Innocent reasons
//! Builds that crawl, and updates that go wrong; see `CARD.benign`. What is reported of many laptops here is an update; people in
//! IT are left out.
//!
//! ## Blind spots
//! An agent that was switched off well reports nothing.

use std::sync::Arc;

use bonafide_model::{Bits, Card, Fact, Family, Finding, Need, Persona, Scene, Stage, sentence};

use crate::{alerts, surprise::Frequencies};

pub(crate) static CARD: Card = Card {
    id: "protection-tampered-with",
    title: "Security software reports that somebody tried to switch it off",
    stage: Stage::Endpoint,
    family: Family::Remctl,
    weight: Bits(2.0),
    weight_from: "guess: moderate in the threat catalogue (EPT-19); developers do it for speed",
    needs: &[Need::Alerts],
    benign: &[
        "a developer who excludes a folder so that builds run faster",
        "an update or removal by IT that looks like tampering",
        "a second security product",
    ],
    verify: "ask IT whether it changed the agent that day, then look at what was excluded or stopped",
    sources: &["FBI25a"],
    indicators: &["EPT-19"],
    attack: &["T1562.001"],
};

/// Words of vendors for it, lower case: published (ATT&CK's names of the techniques) and the vendors' products (from memory).
const WORDS: &[&str] = &[
    "tamper",
    "impair defenses",
    "disable or modify tools",
    "disable windows defender",
    "disable security",
    "sensor uninstall",
    "agent uninstall",
];

pub(crate) fn detect(scene: &Scene) -> Vec<Finding> {
    let known = alerts::on_devices(scene, tampering);
    let people = scene.personas().filter(|it| !scene.is_it_or_lab(it));
    people.filter_map(|persona| look(scene, persona, &known)).collect()
}

fn look(scene: &Scene, persona: &Persona, known: &Frequencies<&Arc<str>>) -> Option<Finding> {
    let hits = alerts::uncommon((scene, persona), tampering, (known, CARD.weight));
    let (name, device, said) = hits.first()?;
    let because =
        sentence!("security software on the work device {} reported: {}", device.id, **name);
    let lines = hits.iter().map(|(_, _, said)| said.from());
    let finding = Finding::new(&CARD, &persona.id, because, said.from()).and(lines);
    known.rarest(hits.iter().map(|(name, ..)| name)).weigh(finding)
}

fn tampering(fact: &Fact) -> Option<&Arc<str>> {
    alerts::named(fact, WORDS)
}
