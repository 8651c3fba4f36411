//! A former employer confirmed the person on a call-back.
//!
//! ## What it sees
//! A former employer, called on a number that the organization found itself, confirmed the person.
//!
//! ## Why it matters
//! The biography holds where it was tested.
//!
//! ## Innocent reasons
//! This speaks for the person.
//!
//! ## Blind spots
//! A confirmed biography can be a stolen one.

use bonafide_model::{Bits, Card, Fact, Family, Finding, Need, Persona, Scene, Stage, sentence};

pub(crate) static CARD: Card = Card {
    id: "call-back-confirmed",
    title: "A former employer confirmed the person on a call-back",
    stage: Stage::References,
    family: Family::Persona,
    weight: Bits(-2.5),
    weight_from: "guess: threat catalogue L10",
    needs: &[Need::References],
    benign: &["this speaks for the person"],
    verify: "nothing to do",
    sources: &[],
    indicators: &["L10"],
    attack: &[],
};

/// Looks for the record that says so.
pub(crate) fn detect(scene: &Scene<'_>) -> Vec<Finding> {
    scene.personas().filter_map(of_persona).collect()
}

fn of_persona(persona: &Persona) -> Option<Finding> {
    let said = persona.said.iter().find(|it| matches!(it.fact, Fact::CallBackConfirmed))?;
    let because = sentence!("a former employer of {} confirmed them on a call-back", persona);
    Some(Finding::new(&CARD, &persona.id, because, said.from()))
}
