//! People with different names share a profile or web page.
//!
//! ## What it sees
//! One profile or web page in the records of people with different names, when it is rare here.
//!
//! ## Why it matters
//! Personas of one operator are reached through one channel.
//!
//! ## Innocent reasons
//! A copy-and-paste slip in a form; a common project page.
//!
//! ## Blind spots
//! Personas with a channel each; values that only one system holds.

use bonafide_model::{Bits, Card, Family, Finding, Need, Scene, Stage, TieKind};

use crate::from_ties;

pub(crate) static CARD: Card = Card {
    id: "profile-shared-across-names",
    title: "People with different names share a profile or web page",
    stage: Stage::Application,
    family: Family::Share,
    weight: Bits(6.0),
    weight_from: "guess: strong in the threat catalogue (APP-02)",
    needs: &[Need::Applications],
    benign: &["a copy-and-paste slip in a form", "a common project page"],
    verify: "ask each person to change a word on the page while on a call",
    sources: &["FBI25a", "GTIG24"],
    indicators: &["APP-02", "APP-12"],
    attack: &["T1585.002"],
};

/// One finding a persona, of its heaviest tie.
pub(crate) fn detect(scene: &Scene<'_>) -> Vec<Finding> {
    from_ties::of_kind(scene, &CARD, TieKind::Profile)
}
