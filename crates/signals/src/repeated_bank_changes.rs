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
const CHANGES: usize = 3;
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
    needs: &[Need::AccountChanges],
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
    let mut changes: Vec<(Timestamp, &Said)> = persona
        .find(|it| matches!(it, Fact::AccountChanged { .. }).then_some(()))
        .flat_map(|((), said)| {
            [said.first(), said.last()].into_iter().flatten().map(move |at| (at, said))
        })
        .collect();
    changes.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.from().cmp(b.1.from())));
    changes.dedup_by_key(|it| it.0);
    let window = SignedDuration::from_hours(24 * WINDOW_DAYS);
    if let Some(dense) =
        changes.windows(CHANGES).find(|it| it[CHANGES - 1].0.duration_since(it[0].0) <= window)
    {
        let because = sentence!(
            "bank details of {} were changed {} times within {} days",
            persona,
            CHANGES,
            WINDOW_DAYS
        );
        return Some(
            Finding::new(&CARD, &persona.id, because, dense[0].1.from())
                .and(dense.iter().map(|(_, said)| said.from())),
        );
    }
    let (hired, line) = persona.hired()?;
    let is_early = |at: Timestamp| {
        at >= hired && at.duration_since(hired) <= SignedDuration::from_hours(24 * EARLY_DAYS)
    };
    let (_, said) = changes.into_iter().find(|(at, _)| is_early(*at))?;
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
