//! A screening company had jobs or schools confirmed.
//!
//! ## What it sees
//! Checks of employment or education that confirm what was claimed, while none found otherwise.
//!
//! ## Why it matters
//! The biography holds where it was tested, by somebody who asked the employer or school.
//!
//! ## Innocent reasons
//! This speaks for the person, and only a little.
//!
//! ## Blind spots
//! A confirmed biography can be a stolen one; a firm that vouches for itself.

use bonafide_model::{
    Bits, Card, Family, Finding, Need, Persona, Scene, ScreeningOutcome, Stage, sentence,
};

use crate::screening;

pub(crate) static CARD: Card = Card {
    id: "claims-confirmed-by-check",
    title: "A screening company had jobs or schools confirmed",
    stage: Stage::Identity,
    family: Family::Persona,
    weight: Bits(-1.0),
    weight_from: "guess: threat catalogue L10; less than a call-back of one's own, since clean checks of stolen identities are published (KB4)",
    needs: &[Need::BackgroundChecks],
    benign: &["this speaks for the person"],
    verify: "nothing to do",
    sources: &["KB4"],
    indicators: &["L10"],
    attack: &[],
};

/// Looks at the standing results.
pub(crate) fn detect(scene: &Scene<'_>) -> Vec<Finding> {
    scene.personas().filter_map(of_persona).collect()
}

fn of_persona(persona: &Persona) -> Option<Finding> {
    let standing = screening::standing(persona);
    if standing.values().any(|(outcome, _)| *outcome == ScreeningOutcome::Discrepant) {
        return None;
    }
    let mut confirmed = standing.iter().filter(|(check, (outcome, _))| {
        screening::is_of_biography(check) && *outcome == ScreeningOutcome::Confirmed
    });
    let (check, (_, said)) = confirmed.next()?;
    let because = sentence!("a check confirmed the {} that {} claims", *check, persona);
    let more = confirmed.map(|(_, (_, said))| said.from());
    Some(Finding::new(&CARD, &persona.id, because, said.from()).and(more))
}
