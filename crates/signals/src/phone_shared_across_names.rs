//! People with different names share a telephone number.
//!
//! ## What it sees
//! One telephone number in the records of people with different names, when it is rare here.
//!
//! ## Why it matters
//! Personas of one operator are reached through one channel.
//!
//! ## Innocent reasons
//! Spouses or flatmates; a recruiter or agency that puts its own number; a recycled number; the telephone of a house in which both
//! have rooms, which weighs as much as living there, unless the numbering plan says that it is a mobile or on the net.
//!
//! ## Blind spots
//! Personas with a channel each; values that only one system holds.

use bonafide_model::{Bits, Card, Family, Finding, Need, Scene, Stage, TieKind};

use crate::from_ties;

pub(crate) static CARD: Card = Card {
    id: "phone-shared-across-names",
    title: "People with different names share a telephone number",
    stage: Stage::Application,
    family: Family::Share,
    weight: Bits(7.0),
    weight_from: "guess: strong in the threat catalogue (APP-02)",
    needs: &[Need::Applications],
    benign: &[
        "spouses or flatmates",
        "a recruiter or agency that puts its own number",
        "a recycled number",
        "the telephone of a house with many rooms",
    ],
    verify: "call the number and ask for each of the people by name, as for any other call-back",
    sources: &["FBI25a", "GTIG24"],
    indicators: &["APP-02"],
    attack: &["T1585.002"],
};

/// One finding a persona, of its heaviest tie.
pub(crate) fn detect(scene: &Scene<'_>) -> Vec<Finding> {
    from_ties::of_kind(scene, &CARD, TieKind::Phone)
}
