//! Two people whom one person referred share something hard.
//!
//! ## What it sees
//! Two people of different names, both referred by one colleague, who share a phone, device, account, document or the like that
//! is rare here.
//!
//! ## Why it matters
//! One persona inside brings in the next ones; they are tied to one another even where none is tied to the referrer.
//!
//! ## Innocent reasons
//! A colleague who brings in a couple or two flatmates; people of one home are left out.
//!
//! ## Blind spots
//! Referrals that no system records.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_model::{
    Bits, Card, Family, Finding, Need, PersonaId, Scene, Stage, TieKind, sentence,
};

use crate::{from_ties, households, names};

pub(crate) static CARD: Card = Card {
    id: "referred-people-share-something-hard",
    title: "Two people whom one person referred share something hard",
    stage: Stage::Sourcing,
    family: Family::Refnet,
    weight: Bits(2.5),
    weight_from: "guess: strong with one hard artifact in the threat catalogue (SRC-03); the shared thing itself counts in its own family",
    needs: &[Need::Applications],
    benign: &["a couple or two flatmates, brought in openly"],
    verify: "ask the referrer how they know each of the two",
    sources: &["SEAL", "SEED"],
    indicators: &["SRC-03", "CON-09"],
    attack: &[],
};

/// Looks at all pairs among those who are tied to one person by a referral.
pub(crate) fn detect(scene: &Scene<'_>) -> Vec<Finding> {
    let mut around: BTreeMap<&PersonaId, BTreeSet<&PersonaId>> = BTreeMap::new();
    for tie in scene.linked.ties.iter().filter(|it| it.kind == TieKind::Referral) {
        around.entry(&tie.a).or_default().insert(&tie.b);
        around.entry(&tie.b).or_default().insert(&tie.a);
    }
    let mut found: BTreeMap<&PersonaId, Finding> = BTreeMap::new();
    for (referrer, people) in &around {
        let pairs = people.iter().flat_map(|a| people.iter().map(move |b| (*a, *b)));
        for (a, b) in pairs.filter(|(a, b)| a != b) {
            let (persona, other) = (&scene.linked.personas[a], &scene.linked.personas[b]);
            if !names::differ(persona, other) || households::live_together(persona, other) {
                continue;
            }
            let Some(hard) = from_ties::hard(scene, a, b) else { continue };
            let because = sentence!(
                "{} and {} were referred by one person, {}, and {}",
                persona,
                other,
                &scene.linked.personas[*referrer],
                hard.because
            );
            found.entry(a).or_insert_with(|| {
                let lines = scene.ties(a, TieKind::Referral).flat_map(|it| it.evidence.lines());
                from_ties::on_top_of(&CARD, persona, (hard, because)).and(lines).with([*referrer])
            });
        }
    }
    found.into_values().collect()
}
