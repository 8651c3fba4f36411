//! People with different names give one address, down to the unit.
//!
//! ## What it sees
//! One postal address down to the unit in the records of people with different names who have told of no common
//! household.
//!
//! ## Why it matters
//! Facilitators lend one address to several personas.
//!
//! ## Innocent reasons
//! Couples, relatives and flatmates; a dormitory or co-living house; a co-working address.
//!
//! ## Blind spots
//! Addresses without a unit in large buildings; a different spelling that cannot be folded.

use bonafide_model::{Bits, Card, Family, Finding, Need, Scene, Stage, TieKind};

use crate::from_ties;

pub(crate) static CARD: Card = Card {
    id: "address-shared-across-names",
    title: "People with different names give one address, down to the unit",
    stage: Stage::Identity,
    family: Family::Ship,
    weight: Bits(4.0),
    weight_from: "guess: moderate in the threat catalogue (APP-02, SHP-03)",
    needs: &[Need::Workers, Need::Shipments],
    benign: &[
        "couples, relatives and flatmates",
        "a dormitory or co-living house",
        "a co-working address",
    ],
    verify: "ask the people, separately and as a matter of routine, to confirm their home address with a recent bill",
    sources: &["FBI25a", "DOJ"],
    indicators: &["APP-02", "SHP-03"],
    attack: &[],
};

/// One finding a persona, of its heaviest tie.
pub(crate) fn detect(scene: &Scene<'_>) -> Vec<Finding> {
    from_ties::of_kind(scene, &CARD, TieKind::Address)
}
