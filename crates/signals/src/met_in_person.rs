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
//! A stand-in; a record made without looking. What was on file about who somebody is before they came weighs half afterwards; where
//! they work and what they share is no question that a meeting answers.

use bonafide_model::{
    Bits, Card, Fact, Family, Finding, Need, Persona, Said, Scene, Stage, sentence,
};

/// What is left of a question about who somebody is once they have come and shown their document. Guess: a stand-in comes rarely.
const LEFT: f64 = 0.5;

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

/// A finding about who somebody is, at what a later meeting leaves of it.
pub(crate) fn leaves(persona: &Persona, said: &Said, finding: Finding) -> Finding {
    let met = persona.find(|it| matches!(it, Fact::MetInPerson).then_some(()));
    let met = met.filter_map(|((), said)| said.last()).max();
    let is_answered = matches!((said.last(), met), (Some(seen), Some(met)) if seen <= met);
    if !is_answered {
        return finding;
    }
    let bits = Bits(finding.bits.0 * LEFT);
    let because =
        sentence!("{}; since then they were met with their identity document", finding.because);
    Finding { because, ..finding.weighing(bits) }
}
