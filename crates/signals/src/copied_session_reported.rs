//! The provider itself reports a session or token in other hands.
//!
//! ## What it sees
//! Detections of identity providers and office software whose name says that a session, token or credential was used from another
//! client than its owner's, on at least two days.
//!
//! ## Why it matters
//! A session that is carried from the laptop in the host's home to the machine where the work is done looks just so.
//!
//! ## Innocent reasons
//! Somebody else is the thief; see `CARD.benign`. What the product says of many people here is noise.
//!
//! ## Blind spots
//! Needs the provider's own detections, which cost extra in most plans.

use std::{collections::BTreeSet, sync::Arc};

use bonafide_model::{
    Bits, Card, Fact, Family, Finding, Need, Persona, Said, Scene, Stage, sentence,
};

use crate::{alerts, clock::days_between, surprise::Frequencies};

pub(crate) static CARD: Card = Card {
    id: "copied-session-reported",
    title: "The provider itself reports a session or token in other hands",
    stage: Stage::Access,
    family: Family::Remctl,
    weight: Bits(2.0),
    weight_from: "guess: moderate in the threat catalogue (ACC-07), less because the owner may be the victim",
    needs: &[Need::Alerts],
    benign: &[
        "a person whose session was stolen by a stranger",
        "a browser that was updated or moved to a new computer",
        "a proxy of the firm that changes what the provider sees",
    ],
    verify: "end all sessions and treat the account as stolen first; then ask on which machines the person works",
    sources: &["FBI25a", "MS26"],
    indicators: &["ACC-07"],
    attack: &["T1539", "T1550.004"],
};

/// Names of such detections, lower case, in part: published (Entra ID Protection, Slack's anomalies, Google's alerts).
const NAMES: &[&str] =
    &["anomaloustoken", "attackerinthemiddle", "session_fingerprint", "user_shared_credentials"];
/// Days between the first and the last, from which it is no single slip of the product (guess).
const LEAST_DAYS: f64 = 1.0;

pub(crate) fn detect(scene: &Scene) -> Vec<Finding> {
    let known = known(scene);
    scene.personas().filter_map(|persona| look(persona, &known)).collect()
}

fn look(persona: &Persona, known: &Frequencies<&Arc<str>>) -> Option<Finding> {
    let reports = reports(persona)
        .filter(|(name, _)| !known.get(name).is_common(CARD.weight))
        .collect::<Vec<_>>();
    let first = reports.iter().filter_map(|(_, said)| said.first()).min()?;
    let last = reports.iter().filter_map(|(_, said)| said.last()).max()?;
    if days_between(first, last) < LEAST_DAYS {
        return None;
    }
    let names = reports.iter().map(|(name, _)| &***name).collect::<BTreeSet<_>>();
    let names = names.into_iter().collect::<Vec<_>>().join(", ");
    let because = sentence!(
        "the provider reported {} from {} to {}",
        names,
        first.strftime("%Y-%m-%d").to_string(),
        last.strftime("%Y-%m-%d").to_string()
    );
    let mut lines = reports.iter().map(|(_, said)| said.from());
    let finding = Finding::new(&CARD, &persona.id, because, lines.next()?).and(lines);
    known.rarest(reports.iter().map(|(name, _)| name)).weigh(finding)
}

fn reports(persona: &Persona) -> impl Iterator<Item = (&Arc<str>, &Said)> {
    persona.find(|it| alerts::named(it, NAMES))
}

/// How often the product says each of them, of those of whom it says anything.
fn known<'a>(scene: &Scene<'a>) -> Frequencies<&'a Arc<str>> {
    let reported =
        scene.personas().filter(|it| it.said.iter().any(|it| matches!(it.fact, Fact::Alerted(_))));
    Frequencies::of_people(reported.map(|it| reports(it).map(|(name, _)| name).collect()))
}
