//! Résumés under different names share long rare passages.
//!
//! ## What it sees
//! Long word sequences that at most three people in this population have in their résumés, in two or more places of
//! the text.
//!
//! ## Why it matters
//! One operator writes the résumés of several personas and reuses whole passages.
//!
//! ## Innocent reasons
//! A public template or sample text; colleagues who describe one project; a résumé writer with a house style.
//!
//! ## Blind spots
//! Says nothing where résumés are pictures, or where every persona has a freshly generated text.

use bonafide_model::{Bits, Card, Family, Finding, Need, Scene, Stage, TieKind};

use crate::from_ties;

pub(crate) static CARD: Card = Card {
    id: "resume-text-shared-across-names",
    title: "Résumés under different names share long rare passages",
    stage: Stage::Application,
    family: Family::Share,
    weight: Bits(6.0),
    weight_from: "guess: strong in the threat catalogue (APP-01)",
    needs: &[Need::Resumes],
    benign: &[
        "a public template or sample text",
        "colleagues who describe one project",
        "a résumé writer with a house style",
    ],
    verify: "ask each candidate, in the ordinary interview, for details of the shared passage that it does not contain",
    sources: &["FBI25a", "GTIG24", "TRE22"],
    indicators: &["APP-01", "APP-19"],
    attack: &["T1585.001"],
};

/// One finding a persona, of its heaviest tie.
pub(crate) fn detect(scene: &Scene<'_>) -> Vec<Finding> {
    from_ties::of_kind(scene, &CARD, TieKind::ResumeText)
}
