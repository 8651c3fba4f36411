//! Documents under different names hold the same image.
//!
//! ## What it sees
//! An embedded image, byte for byte, in documents of people with different names.
//!
//! ## Why it matters
//! A portrait or signature that serves two names was put there by one hand.
//!
//! ## Innocent reasons
//! Icons and logos of a template; a logo of a common former employer.
//!
//! ## Blind spots
//! Sees exact copies only; a re-encoded image is another file.

use bonafide_model::{Bits, Card, Family, Finding, Need, Scene, Stage, TieKind};

use crate::from_ties;

pub(crate) static CARD: Card = Card {
    id: "image-shared-across-documents",
    title: "Documents under different names hold the same image",
    stage: Stage::Application,
    family: Family::Share,
    weight: Bits(5.0),
    weight_from: "guess: strong for a portrait, weak for an icon (APP-11)",
    needs: &[Need::Resumes],
    benign: &["icons and logos of a template", "a logo of a common former employer"],
    verify: "look at the image: an icon clears it",
    sources: &["KB4", "RF26"],
    indicators: &["APP-11"],
    attack: &[],
};

/// One finding a persona, of its heaviest tie.
pub(crate) fn detect(scene: &Scene<'_>) -> Vec<Finding> {
    from_ties::of_kind(scene, &CARD, TieKind::Image)
}
