//! Years at work without a change of home or account.
//!
//! ## What it sees
//! More than two years at work with one home, one account and no change of bank details on record.
//!
//! ## Why it matters
//! Operated personas rarely last and change what they are reached by.
//!
//! ## Innocent reasons
//! This speaks for the person.
//!
//! ## Blind spots
//! A patient operator; systems that keep no history.

use std::collections::BTreeSet;

use bonafide_model::{Bits, Card, Fact, Family, Finding, Need, Persona, Scene, Stage, sentence};
use jiff::SignedDuration;

use crate::households;

/// Long, in days: guess.
const DAYS: i64 = 730;

pub(crate) static CARD: Card = Card {
    id: "long-tenure-without-change",
    title: "Years at work without a change of home or account",
    stage: Stage::Conduct,
    family: Family::Persona,
    weight: Bits(-1.0),
    weight_from: "guess: threat catalogue L10",
    needs: &[Need::Workers, Need::AccountChanges],
    benign: &["this speaks for the person"],
    verify: "nothing to do",
    sources: &[],
    indicators: &["L10"],
    attack: &[],
};

/// Looks at tenure and changes.
pub(crate) fn detect(scene: &Scene<'_>) -> Vec<Finding> {
    scene.personas().filter_map(|it| of_persona(scene, it)).collect()
}

fn of_persona(scene: &Scene<'_>, persona: &Persona) -> Option<Finding> {
    let (hired, line) = persona.hired()?;
    let until = persona.left().map_or(scene.as_of, |(left, ..)| left.min(scene.as_of));
    let homes = households::homes(persona);
    let accounts: BTreeSet<_> =
        persona.accounts().filter_map(|(it, _)| it.joinable_key()).collect();
    let changed = persona.said.iter().any(|it| matches!(it.fact, Fact::AccountChanged { .. }));
    if until.duration_since(hired) < SignedDuration::from_hours(24 * DAYS)
        || homes.len() != 1
        || accounts.len() > 1
        || changed
    {
        return None;
    }
    let because = sentence!(
        "{} has worked here for more than two years with one home and one account",
        persona
    );
    Some(Finding::new(&CARD, &persona.id, because, line))
}
