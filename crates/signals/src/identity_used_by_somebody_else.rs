//! Somebody else shows this person's identity.
//!
//! ## What it sees
//! The owner's side of an identity that somebody else shows as well (`identity-of-another-person`).
//!
//! ## Why it matters
//! The owner of a stolen identity is a victim. What they share with who uses it is no tie of theirs, and they are to be told and
//! helped: wages and taxes may have been booked under their name.
//!
//! ## Innocent reasons
//! This speaks for the person: there is proof of who they are.
//!
//! ## Blind spots
//! Owners whom the organization does not know.

use bonafide_model::{Bits, Card, Family, Finding, Need, Scene, Sentence, Stage, sentence};

use crate::stolen;

pub(crate) static CARD: Card = Card {
    id: "identity-used-by-somebody-else",
    title: "Somebody else shows this person's identity",
    stage: Stage::Identity,
    family: Family::Persona,
    weight: Bits(-2.0),
    weight_from: "guess: what proves the owner counts in its own family; that somebody finds the identity worth using says a little more",
    needs: &[Need::Workers, Need::Badges],
    benign: &["this speaks for the person, who is a victim"],
    verify: "nothing to clear: with counsel, tell the person that somebody else shows their identity, and which records bear their name",
    sources: &["DOJ"],
    indicators: &["PAY-09"],
    attack: &[],
};

/// One finding for each owner.
pub(crate) fn detect(scene: &Scene<'_>) -> Vec<Finding> {
    let words = |because: &Sentence| sentence!("a victim, and nobody to look into: {}", because);
    stolen::findings(scene, &CARD, |it| (&it.owner, &it.by), words)
}
