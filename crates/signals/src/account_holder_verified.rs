//! The bank confirms the holder of the pay account.
//!
//! ## What it sees
//! The bank's own check says that the holder of the pay account is this person.
//!
//! ## Why it matters
//! The money goes where it should.
//!
//! ## Innocent reasons
//! This speaks for the person.
//!
//! ## Blind spots
//! Somebody who lends name and account.

use bonafide_model::{Bits, Card, Fact, Family, Finding, Need, Persona, Scene, Stage, sentence};

pub(crate) static CARD: Card = Card {
    id: "account-holder-verified",
    title: "The bank confirms the holder of the pay account",
    stage: Stage::Payment,
    family: Family::Payout,
    weight: Bits(-1.5),
    weight_from: "guess: threat catalogue L10",
    needs: &[Need::Payroll],
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
    let said =
        persona.said.iter().find(|it| matches!(it.fact, Fact::HolderChecked { matches: true }))?;
    let because = sentence!("the bank confirms that the pay account is held by {}", persona);
    Some(Finding::new(&CARD, &persona.id, because, said.from()))
}
