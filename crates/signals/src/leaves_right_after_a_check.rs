//! The person resigned within days of a check that did not confirm them.
//!
//! ## What it sees
//! A resignation or an ended contract within seven days after an identity or background check that did not confirm what was
//! claimed, or after the bank said that the account is not theirs.
//!
//! ## Why it matters
//! Whoever cannot pass the next step of a check leaves before it, and comes back under another name.
//!
//! ## Innocent reasons
//! An offended employee; a better offer in the same week; a contract that was to end then. A check that confirmed in the end, and
//! people whom somebody has met, are left out.
//!
//! ## Blind spots
//! Requests for a check that nobody writes down; applicants who withdraw leave no record of it.

use bonafide_model::{
    Bits, Card, Fact, Family, Finding, LeaveKind, Need, Persona, Said, Scene, ScreeningOutcome,
    Stage, sentence,
};

use crate::{clock::days_between, screening};

/// Days from the check to leaving (guess; the threat catalogue has two for applicants).
const DAYS: f64 = 7.0;

pub(crate) static CARD: Card = Card {
    id: "leaves-right-after-a-check",
    title: "The person resigned within days of a check that did not confirm them",
    stage: Stage::Offboarding,
    family: Family::Work,
    weight: Bits(2.5),
    weight_from: "guess: moderate to strong for somebody who works here in the threat catalogue (OFF-05, INT-14)",
    needs: &[Need::Workers, Need::BackgroundChecks],
    benign: &[
        "an offended employee",
        "a better offer in the same week",
        "a contract that was to end then",
    ],
    verify: "ask in the exit interview, and have the laptop handed back in person",
    sources: &["SEAL", "FBI23"],
    indicators: &["OFF-05", "INT-14"],
    attack: &[],
};

/// Looks at those who left of their own will.
pub(crate) fn detect(scene: &Scene<'_>) -> Vec<Finding> {
    scene.personas().filter_map(of_persona).collect()
}

fn of_persona(persona: &Persona) -> Option<Finding> {
    let (left, kind, line) = persona.left()?;
    let is_met = persona.said.iter().any(|it| matches!(it.fact, Fact::MetInPerson));
    if kind == LeaveKind::Dismissed || is_met {
        return None;
    }
    let standing = screening::standing(persona);
    let checks = standing.iter().filter(|(check, (outcome, _))| {
        screening::is_of_identity(check) && *outcome != ScreeningOutcome::Confirmed
    });
    let of_bank =
        persona.said.iter().filter(|it| it.fact == Fact::HolderChecked { matches: false });
    let is_just_before =
        |said: &&Said| said.last().is_some_and(|at| (0.0..=DAYS).contains(&days_between(at, left)));
    let said = checks.map(|(_, (_, said))| *said).chain(of_bank).find(is_just_before)?;
    let because =
        sentence!("{} left within {} days of a check that did not confirm them", persona, DAYS);
    Some(Finding::new(&CARD, &persona.id, because, said.from()).and([line]))
}
