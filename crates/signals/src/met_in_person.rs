//! Was met in person, with the identity document.
//!
//! ## What it sees
//! A record that somebody of the organization met the person in the flesh and matched them with their document.
//!
//! ## Why it matters
//! A stand-in can come once, but rarely does.
//!
//! ## Innocent reasons
//! This speaks for the person.
//!
//! ## Blind spots
//! A stand-in; a record made without looking.

use bonafide_model::{Bits, Card, Fact, Family, Finding, Need, Persona, Scene, Stage, sentence};

pub(crate) static CARD: Card = Card {
    id: "met-in-person",
    title: "Was met in person, with the identity document",
    stage: Stage::Identity,
    family: Family::Doc,
    weight: Bits(-4.0),
    weight_from: "guess: sharply lowers concern (SEAL), threat catalogue L10",
    needs: &[Need::Workers],
    benign: &["this speaks for the person"],
    verify: "nothing to do",
    sources: &["SEAL"],
    indicators: &["L10"],
    attack: &[],
};

/// Looks for the record that says so.
pub(crate) fn detect(scene: &Scene<'_>) -> Vec<Finding> {
    scene.personas().filter_map(of_persona).collect()
}

fn of_persona(persona: &Persona) -> Option<Finding> {
    let said = persona.said.iter().find(|it| matches!(it.fact, Fact::MetInPerson))?;
    let because = sentence!("{} was met in person and matched with the identity document", persona);
    Some(Finding::new(&CARD, &persona.id, because, said.from()))
}
