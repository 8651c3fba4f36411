//! A tunnel that lets others in is on the work laptop.
//!
//! ## What it sees
//! Programs on company laptops that are in the shipped list of tunnels and mesh networks and on fewer than a tenth
//! of the devices here.
//!
//! ## Why it matters
//! A tunnel lets an operator in without a remote-control tool.
//!
//! ## Innocent reasons
//! Daily work of developers; see `CARD.benign`. Where a tenth of the devices has it, it is left out.
//!
//! ## Blind spots
//! Tunnels inside editors and in the system's own shell are not told apart.

use bonafide_model::{Bits, Card, Family, Finding, Need, Scene, SoftwareKind, Stage};

use crate::programs;

pub(crate) static CARD: Card = Card {
    id: "tunnel-tool-on-laptop",
    title: "A tunnel that lets others in is on the work laptop",
    stage: Stage::Endpoint,
    family: Family::Remctl,
    weight: Bits(1.0),
    weight_from: "guess: developers use them every day",
    needs: &[Need::Programs],
    benign: &[
        "development and demonstration",
        "a private home network",
        "access to a device at home",
    ],
    verify: "ask what the tunnel leads to",
    sources: &["U42", "CS"],
    indicators: &["EPT-08"],
    attack: &["T1572"],
};

/// For a program that is reported in this scheme (guess).
const REPORTED_BITS: Bits = Bits(1.5);

pub(crate) fn detect(scene: &Scene) -> Vec<Finding> {
    programs::findings(scene, &CARD, &[SoftwareKind::Tunnel], REPORTED_BITS)
}
