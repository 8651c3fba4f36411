//! One authenticator or signing device serves several workers.
//!
//! ## What it sees
//! Enrolled authenticators, security keys, phones for codes, and client devices as the identity provider knows
//! them, equal for several personas.
//!
//! ## Why it matters
//! One person who holds several accounts confirms them all with what is in the hand.
//!
//! ## Innocent reasons
//! Shared phones and administrators; see `CARD.benign`. Pairs with somebody in IT do not count, and a family weighs
//! less.
//!
//! ## Blind spots
//! Two phones, or an app restored on another phone, have two ids.

use bonafide_model::{Bits, Card, Family, Finding, Need, Persona, Scene, Stage, Tie, TieKind};

use crate::sharing;

pub(crate) static CARD: Card = Card {
    id: "authenticator-shared-by-several-workers",
    title: "One authenticator or signing device serves several workers",
    stage: Stage::Access,
    family: Family::Share,
    weight: Bits(8.0),
    weight_from: "guess: a second factor is made not to be shared; published as near-conclusive (MSDX25)",
    needs: &[Need::Authenticators],
    benign: &[
        "a shared service phone or kiosk",
        "a phone within a family",
        "an administrator who enrolls keys for others",
    ],
    verify: "ask the identity team who enrolled the authenticator and for which reason, before asking either worker",
    sources: &["MSDX25", "OKTADET"],
    indicators: &["ACC-05"],
    attack: &["T1078"],
};

/// Sources whose client devices are the identity provider's.
const IDENTITY_SOURCES: &[&str] = &["okta_", "entra_", "duo_"];

pub(crate) fn detect(scene: &Scene) -> Vec<Finding> {
    scene
        .personas()
        .filter_map(|persona| sharing::finding(&CARD, persona, &ties(scene, persona)))
        .collect()
}

fn ties<'a>(scene: &Scene<'a>, persona: &Persona) -> Vec<&'a Tie> {
    let machines = sharing::telling(scene, persona, TieKind::ClientMachine).into_iter();
    let known_to_identity = machines.filter(|tie| sharing::is_from(persona, tie, IDENTITY_SOURCES));
    sharing::telling(scene, persona, TieKind::Authenticator)
        .into_iter()
        .chain(known_to_identity)
        .collect()
}
