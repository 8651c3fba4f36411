//! The check digits of an identity document do not agree.
//!
//! ## What it sees
//! A machine-readable zone whose check digits do not fit what stands in it, and no other zone of the person that holds.
//!
//! ## Why it matters
//! Whoever changes a number or a date in a picture forgets the digits that are made from it.
//!
//! ## Innocent reasons
//! A misread letter breaks a digit as surely as a forged one. A second, sound reading clears it, and where a fifth of all zones
//! do not hold it is the reader's fault and counts for nobody.
//!
//! ## Blind spots
//! Forgers who know the arithmetic; documents without a zone.

use bonafide_model::{Bits, Card, Family, Finding, Need, Persona, Scene, Stage, sentence};

use crate::surprise;

pub(crate) static CARD: Card = Card {
    id: "identity-zone-does-not-hold",
    title: "The check digits of an identity document do not agree",
    stage: Stage::Identity,
    family: Family::Doc,
    weight: Bits(2.0),
    weight_from: "guess: moderate from a reader, strong only once a person has looked, in the threat catalogue (IDV-01)",
    needs: &[Need::IdentityDocuments],
    benign: &["a misread letter", "a blurred or folded picture", "a zone that was cut off"],
    verify: "read the zone again from the picture by eye, and ask for a better picture as from everybody",
    sources: &["U42", "FBI25b"],
    indicators: &["IDV-01"],
    attack: &[],
};

/// Looks at the zones of everybody, and how many of all do not hold.
pub(crate) fn detect(scene: &Scene<'_>) -> Vec<Finding> {
    let n_read = scene.personas().filter(|it| it.identity_zones().next().is_some()).count();
    let res: Vec<Finding> = scene.personas().filter_map(of_persona).collect();
    surprise::weigh(res, n_read)
}

fn of_persona(persona: &Persona) -> Option<Finding> {
    let (_, said) = persona.identity_zones().next()?;
    if persona.identity_zones().any(|(zone, _)| zone.holds) {
        return None;
    }
    let because = sentence!(
        "the check digits in the zone of an identity document of {} do not agree",
        persona
    );
    Some(Finding::new(&CARD, &persona.id, because, said.from()))
}
