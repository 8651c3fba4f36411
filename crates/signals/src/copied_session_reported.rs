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

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use bonafide_model::{
    Bits, Card, Fact, Family, Finding, Need, Persona, Said, Scene, Stage, sentence,
};

use crate::{clock::days_between, customs};

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
    let noise = noise(scene);
    scene.personas().filter_map(|persona| look(persona, &noise)).collect()
}

fn look(persona: &Persona, noise: &BTreeSet<&Arc<str>>) -> Option<Finding> {
    let reports = reports(persona).filter(|(name, _)| !noise.contains(name)).collect::<Vec<_>>();
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
    Some(Finding::new(&CARD, &persona.id, because, lines.next()?).and(lines))
}

fn reports(persona: &Persona) -> impl Iterator<Item = (&Arc<str>, &Said)> {
    persona.find(|it| {
        let Fact::Alerted(name) = it else { return None };
        let lower = name.to_lowercase();
        NAMES.iter().any(|it| lower.contains(it)).then_some(name)
    })
}

/// What the product says of many of those of whom it says anything.
fn noise<'a>(scene: &Scene<'a>) -> BTreeSet<&'a Arc<str>> {
    let mut of_name: BTreeMap<&Arc<str>, usize> = BTreeMap::new();
    let mut n_reported = 0;
    for persona in scene.personas() {
        n_reported +=
            usize::from(persona.said.iter().any(|it| matches!(it.fact, Fact::Alerted(_))));
        let names = reports(persona).map(|(name, _)| name).collect::<BTreeSet<_>>();
        names.into_iter().for_each(|it| *of_name.entry(it).or_default() += 1);
    }
    of_name
        .into_iter()
        .filter(|(_, n)| customs::is_custom(*n, n_reported))
        .map(|(it, _)| it)
        .collect()
}
