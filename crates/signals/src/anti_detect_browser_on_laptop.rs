//! A browser made for many identities is on the work laptop.
//!
//! ## What it sees
//! Listed browsers that give each of their profiles another fingerprint, on company laptops and uncommon here.
//!
//! ## Why it matters
//! Several personas on one machine need several machines to be seen.
//!
//! ## Innocent reasons
//! Advertising and testing; see `CARD.benign`. What many devices have was rolled out; people in IT are left out.
//!
//! ## Blind spots
//! The same with profiles of an ordinary browser; a browser on another machine.

use bonafide_model::{Bits, Card, Family, Finding, Need, Scene, SoftwareKind, Stage};

use crate::programs;

pub(crate) static CARD: Card = Card {
    id: "anti-detect-browser-on-laptop",
    title: "A browser made for many identities is on the work laptop",
    stage: Stage::Endpoint,
    family: Family::Share,
    weight: Bits(3.0),
    weight_from: "guess: moderate in the threat catalogue (EPT-14)",
    needs: &[Need::Programs],
    benign: &[
        "a team that keeps many advertising accounts",
        "a tester who looks at a site from many places",
        "a privacy-minded person",
    ],
    verify: "ask what it is for, and whether the team uses it",
    sources: &["RF26"],
    indicators: &["EPT-14"],
    attack: &["T1036"],
};

pub(crate) fn detect(scene: &Scene) -> Vec<Finding> {
    programs::findings(scene, &CARD, &[SoftwareKind::AntiDetectBrowser], CARD.weight)
}
