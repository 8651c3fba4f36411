//! A program that keeps the laptop awake or moves its pointer is installed.
//!
//! ## What it sees
//! Programs on company laptops that are in the shipped list of pointer movers and keep-awake tools and on fewer
//! than a tenth of the devices here.
//!
//! ## Why it matters
//! A laptop that is worked from elsewhere in turns with others has to stay awake and look used.
//!
//! ## Innocent reasons
//! Nearly all uses are harmless; see `CARD.benign`. It weighs accordingly.
//!
//! ## Blind spots
//! Hardware movers and those inside KVMs are not programs.

use bonafide_model::{Bits, Card, Family, Finding, Need, Scene, SoftwareKind, Stage};

use crate::programs;

pub(crate) static CARD: Card = Card {
    id: "pointer-mover-on-laptop",
    title: "A program that keeps the laptop awake or moves its pointer is installed",
    stage: Stage::Endpoint,
    family: Family::Work,
    weight: Bits(1.0),
    weight_from: "guess: common, and mostly a dislike of screen locks",
    needs: &[Need::Programs],
    benign: &[
        "presentations and long builds",
        "a dislike of the screen lock",
        "an aid for hands that cannot hold a pointer still or click",
        "looking present",
    ],
    verify: "ask what the program is for; the answer alone settles little",
    sources: &["GTIG24"],
    indicators: &["EPT-10"],
    attack: &[],
};

/// For a program that is reported in this scheme (guess).
const REPORTED_BITS: Bits = Bits(2.0);

pub(crate) fn detect(scene: &Scene) -> Vec<Finding> {
    programs::findings(scene, &CARD, &[SoftwareKind::Jiggler], REPORTED_BITS)
}
