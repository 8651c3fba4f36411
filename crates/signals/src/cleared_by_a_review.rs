//! People looked into a case about the person and found nothing to it.
//!
//! ## What it sees
//! The latest decision about the person in the register of closed cases is that the case was cleared, and it still counts.
//!
//! ## Why it matters
//! Somebody asked, and the answer held. Without it the same shared desk or journey would bring the same person up again and again.
//!
//! ## Innocent reasons
//! This speaks for the person. It says less from year to year, since what is found afterwards was not looked into.
//!
//! ## Blind spots
//! A decision can err, and the register does not say what was looked into.

use bonafide_model::{
    Bits, Card, CaseOutcome, Family, Finding, Need, Persona, Said, Scene, Stage, sentence,
    value::utc_day,
};
use jiff::Timestamp;

pub(crate) static CARD: Card = Card {
    id: "cleared-by-a-review",
    title: "People looked into a case about the person and found nothing to it",
    stage: Stage::Conduct,
    family: Family::Persona,
    weight: Bits(-4.0),
    weight_from: "guess: threat catalogue L10; as much as a meeting in person, and half of it after a year",
    needs: &[Need::CaseOutcomes],
    benign: &["this speaks for the person"],
    verify: "nothing to do; what was found since the decision stands for itself",
    sources: &[],
    indicators: &["L10"],
    attack: &[],
};

/// Days after which a decision says half as much: guess, a year.
const HALF_LIFE_DAYS: f64 = 365.0;
/// Decisions that say less than this are not shown. Guess.
const LEAST_BITS: f64 = 0.5;
const SECONDS_A_DAY: i64 = 86_400;

pub(crate) fn detect(scene: &Scene<'_>) -> Vec<Finding> {
    scene.personas().filter_map(|it| of_persona(it, scene.as_of)).collect()
}

fn of_persona(persona: &Persona, as_of: Timestamp) -> Option<Finding> {
    let (outcome, said) = persona.decision(utc_day(as_of))?;
    let bits = Bits(CARD.weight.0 * faded(said, as_of)?);
    if outcome != CaseOutcome::Cleared || bits.0 > -LEAST_BITS {
        return None;
    }
    let on = utc_day(said.last()?);
    let because = sentence!("a case about {} was looked into and cleared on {}", persona, on);
    Some(Finding::new(&CARD, &persona.id, because, said.from()).weighing(bits))
}

/// What is left of a decision; `None` of one without a day.
fn faded(said: &Said, as_of: Timestamp) -> Option<f64> {
    let days = (as_of.as_second() - said.last()?.as_second()).max(0) / SECONDS_A_DAY;
    Some((-(days as f64) / HALF_LIFE_DAYS).exp2())
}
