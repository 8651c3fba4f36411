//! People with different names share a mailbox.
//!
//! ## What it sees
//! One mailbox in the records of people with different names, when it is rare here.
//!
//! ## Why it matters
//! Personas of one operator are reached through one channel.
//!
//! ## Innocent reasons
//! A couple with one mailbox; a recruiter who applies for clients; a counselor who sends applications in for those whom she places.
//!
//! ## Blind spots
//! Personas with a channel each; values that only one system holds. A counselor whose office stands neither in the documents nor in
//! the records looks like whoever prepares papers for personas.

use bonafide_model::{Bits, Card, Family, Finding, Need, Scene, Stage, TieKind};

use crate::from_ties;

pub(crate) static CARD: Card = Card {
    id: "mailbox-shared-across-names",
    title: "People with different names share a mailbox",
    stage: Stage::Application,
    family: Family::Share,
    weight: Bits(7.0),
    weight_from: "guess: strong in the threat catalogue (APP-02)",
    needs: &[Need::Applications],
    benign: &[
        "a couple with one mailbox",
        "a recruiter who applies for clients",
        "a counselor who sends applications in",
    ],
    verify: "write to the mailbox with a question that only the applicant can answer, and ask for a second way of contact",
    sources: &["FBI25a", "GTIG24"],
    indicators: &["APP-02"],
    attack: &["T1585.002"],
};

/// One finding a persona, of its heaviest tie.
pub(crate) fn detect(scene: &Scene<'_>) -> Vec<Finding> {
    from_ties::of_kind(scene, &CARD, TieKind::Mailbox)
}
