//! Reference texts are near-copies of one another.
//!
//! ## What it sees
//! Reference texts for different people, or from different referees, that share most of their word sequences.
//!
//! ## Why it matters
//! References written by one hand are near-copies.
//!
//! ## Innocent reasons
//! Form phrases; a referee who writes several honest references.
//!
//! ## Blind spots
//! Short answers and form phrases are not compared.

use bonafide_model::{Bits, Card, Family, Finding, Need, Scene, Stage, TieKind};

use crate::from_ties;

pub(crate) static CARD: Card = Card {
    id: "reference-text-shared",
    title: "Reference texts are near-copies of one another",
    stage: Stage::References,
    family: Family::Refnet,
    weight: Bits(3.0),
    weight_from: "guess: moderate in the threat catalogue (NET-06)",
    needs: &[Need::References],
    benign: &["form phrases", "a referee who writes several honest references"],
    verify: "call the referee back on a number that you found yourself",
    sources: &["FBI25a"],
    indicators: &["NET-06"],
    attack: &[],
};

/// One finding a persona, of its heaviest tie.
pub(crate) fn detect(scene: &Scene<'_>) -> Vec<Finding> {
    from_ties::of_kind(scene, &CARD, TieKind::ReferenceText)
}
