//! Bank details were changed again and again.
//!
//! ## What it sees
//! Three or more changes of bank details within 180 days; or one within 60 days of the first day at work, which weighs
//! little.
//!
//! ## Why it matters
//! Accounts of personas are closed by banks and lent by changing helpers.
//!
//! ## Innocent reasons
//! A switching bonus; a closed or hacked account; corrections of a typing slip.
//!
//! ## Blind spots
//! Systems that log corrections as changes make more of them.

use bonafide_model::{
    Bits, Card, Fact, Family, Finding, Need, Persona, Said, Scene, Stage, sentence,
};
use jiff::{SignedDuration, Timestamp};

/// Changes that are more than a habit: threat catalogue (PAY-03).
const CHANGES: u64 = 3;
/// Window of these changes, in days: threat catalogue (PAY-03).
const WINDOW_DAYS: i64 = 180;
/// After the first day, in days: threat catalogue (PAY-03).
const EARLY_DAYS: i64 = 60;
/// One early change, in bits: guess, weak.
const EARLY_BITS: f64 = 0.5;

pub(crate) static CARD: Card = Card {
    id: "repeated-bank-changes",
    title: "Bank details were changed again and again",
    stage: Stage::Payment,
    family: Family::Payout,
    weight: Bits(3.0),
    weight_from: "guess: moderate from three changes in six months in the threat catalogue (PAY-03)",
    needs: &[Need::AccountChanges, Need::Workers],
    benign: &["a switching bonus", "a closed or hacked account", "corrections of a typing slip"],
    verify: "call the worker back on the number on file before the next pay run",
    sources: &["SW24", "JP24", "FBI25a"],
    indicators: &["PAY-03"],
    attack: &[],
};

/// Counts changes in a moving window.
pub(crate) fn detect(scene: &Scene<'_>) -> Vec<Finding> {
    scene.personas().filter_map(of_persona).collect()
}

fn of_persona(persona: &Persona) -> Option<Finding> {
    let changes: Vec<&Said> =
        persona.said.iter().filter(|it| matches!(it.fact, Fact::AccountChanged { .. })).collect();
    if let Some((count, first)) = dense(&changes) {
        let because = sentence!(
            "bank details of {} were changed {} times within {} days",
            persona,
            count,
            WINDOW_DAYS
        );
        return Some(
            Finding::new(&CARD, &persona.id, because, first.from())
                .and(changes.iter().map(|it| it.from())),
        );
    }
    let (hired, line) = persona.hired()?;
    let is_early = |at: Timestamp| {
        at >= hired && at.duration_since(hired) <= SignedDuration::from_hours(24 * EARLY_DAYS)
    };
    let said = changes.into_iter().find(|it| it.first().is_some_and(is_early))?;
    let because = sentence!(
        "bank details of {} were changed within {} days of the first day",
        persona,
        EARLY_DAYS
    );
    Some(
        Finding::new(&CARD, &persona.id, because, said.from())
            .and([line])
            .weighing(Bits(EARLY_BITS)),
    )
}

/// How many changes fell into one window, and the first of them. Equal changes are folded into first, last and count, so that a
/// longer history counts only where its ends lie near one another.
fn dense<'a>(changes: &[&'a Said]) -> Option<(u64, &'a Said)> {
    let first = changes.iter().filter(|it| it.first().is_some()).min_by_key(|it| it.first())?;
    let last = changes.iter().filter_map(|it| it.last()).max()?;
    let count: u64 = changes.iter().map(|it| it.sighting.count).sum();
    let is_dense =
        last.duration_since(first.first()?) <= SignedDuration::from_hours(24 * WINDOW_DAYS);
    (is_dense && count >= CHANGES).then_some((count, *first))
}
