//! Documents under different names come from one ancestor file.
//!
//! ## What it sees
//! Traces of one ancestor file: equal document ids, or three and more save ids of Word that few files here have.
//!
//! ## Why it matters
//! Files made by strangers have no common save history; files of one workshop do.
//!
//! ## Innocent reasons
//! The same template downloaded by both; the same résumé writer or career service.
//!
//! ## Blind spots
//! Applicant systems that re-render uploads remove the traces; public templates are weighed down by their frequency.

use bonafide_model::{Bits, Card, Family, Finding, Need, Scene, Stage, TieKind};

use crate::from_ties;

pub(crate) static CARD: Card = Card {
    id: "document-ancestry-shared-across-names",
    title: "Documents under different names come from one ancestor file",
    stage: Stage::Application,
    family: Family::Share,
    weight: Bits(8.0),
    weight_from: "guess: near-conclusive in the threat catalogue (APP-05), less for unknown templates",
    needs: &[Need::Resumes],
    benign: &["the same template downloaded by both", "the same résumé writer or career service"],
    verify: "compare the two originals for content that a template would not hold",
    sources: &["HUN26"],
    indicators: &["APP-05"],
    attack: &[],
};

/// One finding a persona, of its heaviest tie.
pub(crate) fn detect(scene: &Scene<'_>) -> Vec<Finding> {
    from_ties::of_kind(scene, &CARD, TieKind::DocumentAncestry)
}
