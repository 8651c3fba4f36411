//! Bank details were changed about the time of leaving.
//!
//! ## What it sees
//! A change of bank details from thirty days before the last day until sixty days after it.
//!
//! ## Why it matters
//! The last pay goes to a fresh account, before the next persona begins.
//!
//! ## Innocent reasons
//! People who leave open accounts, move and marry as others do; where many change in those weeks payroll itself moved, and it
//! counts for nobody. It weighs more for those who were dismissed.
//!
//! ## Blind spots
//! Systems that log no changes.

use bonafide_model::{
    Bits, Card, Fact, Family, Finding, LeaveKind, Need, Persona, Scene, Stage, sentence,
};

use crate::{clock::days_between, surprise};

/// Days before the last day (guess: a notice period) and after it (guess: the last pay runs).
const BEFORE_DAYS: f64 = 30.0;
const AFTER_DAYS: f64 = 60.0;
/// For those who resigned or whose contract ended, in bits (guess).
const LEFT_BITS: Bits = Bits(0.5);

pub(crate) static CARD: Card = Card {
    id: "bank-details-changed-around-leaving",
    title: "Bank details were changed about the time of leaving",
    stage: Stage::Offboarding,
    family: Family::Payout,
    weight: Bits(2.0),
    weight_from: "guess: moderate for the last pay to another account in the threat catalogue (OFF-04, PAY-03)",
    needs: &[Need::AccountChanges, Need::Workers],
    benign: &[
        "a new bank after a move",
        "an account that was closed",
        "a salary account that an employer's bank had given",
    ],
    verify: "call the person on the number on file before the last pay run",
    sources: &["FLARE26", "SW24"],
    indicators: &["OFF-04", "PAY-03"],
    attack: &[],
};

/// Looks at leavers, and how many of them changed their account.
pub(crate) fn detect(scene: &Scene<'_>) -> Vec<Finding> {
    let n_left = scene.personas().filter(|it| it.left().is_some()).count();
    let res: Vec<Finding> = scene.personas().filter_map(of_persona).collect();
    surprise::weigh(res, n_left)
}

fn of_persona(persona: &Persona) -> Option<Finding> {
    let (left, kind, line) = persona.left()?;
    let mut changes =
        persona.said.iter().filter(|it| matches!(it.fact, Fact::AccountChanged { .. }));
    let is_near = |at| (-BEFORE_DAYS..=AFTER_DAYS).contains(&days_between(left, at));
    let said = changes.find(|it| [it.first(), it.last()].into_iter().flatten().any(is_near))?;
    let because = sentence!("bank details of {} were changed about the time of leaving", persona);
    let bits = if kind == LeaveKind::Dismissed { CARD.weight } else { LEFT_BITS };
    Some(Finding::new(&CARD, &persona.id, because, said.from()).and([line]).weighing(bits))
}
