//! The only telephone number is one of internet telephony.
//!
//! ## What it sees
//! A telephone number that the numbering plan gives to internet telephony.
//!
//! ## Why it matters
//! Numbers of any country can be rented by the month.
//!
//! ## Innocent reasons
//! Privacy-minded people; people who move between countries; a small office line.
//!
//! ## Blind spots
//! In North America the plan does not tell; only a screening vendor can.

use bonafide_model::{
    Bits, Card, Family, Finding, Need, Persona, Scene, Stage, sentence, value::PhoneKind,
};

use crate::surprise;

pub(crate) static CARD: Card = Card {
    id: "voip-phone",
    title: "The only telephone number is one of internet telephony",
    stage: Stage::Application,
    family: Family::Persona,
    weight: Bits(0.5),
    weight_from: "guess: weak in the threat catalogue (APP-08)",
    needs: &[Need::Applications],
    benign: &["privacy-minded people", "people who move between countries", "a small office line"],
    verify: "none alone; use it to choose how to call back",
    sources: &["FBI25a", "FLARE26"],
    indicators: &["APP-08"],
    attack: &[],
};

/// Looks at the kind that the numbering plan gives.
pub(crate) fn detect(scene: &Scene<'_>) -> Vec<Finding> {
    let n_with_phone = scene.personas().filter(|it| it.phones().next().is_some()).count();
    surprise::weigh(scene.personas().filter_map(of_persona).collect(), n_with_phone)
}

fn of_persona(persona: &Persona) -> Option<Finding> {
    let (phone, said) = persona.phones().find(|(phone, _)| phone.kind() == PhoneKind::Voip)?;
    // Somebody who also gave an ordinary number can be reached.
    if persona.phones().any(|(phone, _)| phone.kind() != PhoneKind::Voip) {
        return None;
    }
    let because = sentence!(
        "the only telephone number of {} is one of internet telephony: {}",
        persona,
        phone
    );
    Some(Finding::new(&CARD, &persona.id, because, said.from()))
}
