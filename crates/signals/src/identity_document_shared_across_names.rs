//! People with different names showed one identity document.
//!
//! ## What it sees
//! The number of an identity document, as the machine-readable zone gives it, in the files of people with different names. Only
//! zones whose check digits agree are compared.
//!
//! ## Why it matters
//! One stolen or bought document is changed and shown for several personas.
//!
//! ## Innocent reasons
//! A couple whose papers went into one envelope; a change of the whole name.
//!
//! ## Blind spots
//! Documents that nobody kept; zones that cannot be read; a number that was changed together with its check digits.

use bonafide_model::{Bits, Card, Family, Finding, Need, Scene, Stage, TieKind};

use crate::from_ties;

pub(crate) static CARD: Card = Card {
    id: "identity-document-shared-across-names",
    title: "People with different names showed one identity document",
    stage: Stage::Identity,
    family: Family::Doc,
    weight: Bits(8.0),
    weight_from: "guess: a number is given to one person (WP26: stolen pictures of documents serve several personas)",
    needs: &[Need::IdentityDocuments],
    benign: &["a couple whose papers went into one envelope", "a change of the whole name"],
    verify: "ask whoever checked the documents to look at the originals again, both of them",
    sources: &["WP26"],
    indicators: &["IDV-03", "IDV-05"],
    attack: &[],
};

/// One finding a persona, of its heaviest tie.
pub(crate) fn detect(scene: &Scene<'_>) -> Vec<Finding> {
    from_ties::of_kind(scene, &CARD, TieKind::IdentityDocument)
}
