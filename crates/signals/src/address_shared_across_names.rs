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
//! Couples, relatives and flatmates; a dormitory or co-living house; a co-working address. Where strangers often give one address, as
//! where flats are not told apart, it fades to nothing.
//!
//! ## Blind spots
//! Addresses without a unit in large buildings; a different spelling that cannot be folded.

use bonafide_model::{Bits, Card, Fact, Family, Finding, Need, Persona, Scene, Stage, TieKind};

use crate::{from_ties, surprise::Frequency};

pub(crate) static CARD: Card = Card {
    id: "address-shared-across-names",
    title: "People with different names give one address, down to the unit",
    stage: Stage::Identity,
    family: Family::Ship,
    weight: Bits(4.0),
    weight_from: "guess: moderate in the threat catalogue (APP-02, SHP-03)",
    needs: &[Need::Workers, Need::Shipments, Need::Payroll],
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

/// One finding a persona, of its heaviest tie; how common it is here is counted in addresses, since an operator's is one however
/// many give it.
pub(crate) fn detect(scene: &Scene<'_>) -> Vec<Finding> {
    let findings = from_ties::of_kind(scene, &CARD, TieKind::Address);
    let has_address = |it: &&Persona| {
        it.is_somebody() && it.said.iter().any(|said| matches!(said.fact, Fact::Address(..)))
    };
    let n_people = scene.personas().filter(has_address).count();
    let n_shared = findings.iter().map(|it| 1.0 / (1 + it.others.len()) as f64).sum::<f64>();
    let n_shared = n_shared.round() as usize;
    let n_addresses = n_people.saturating_sub(findings.len()) + n_shared;
    let frequency = Frequency::of_addresses(n_shared, n_addresses);
    findings.into_iter().filter_map(|it| frequency.weigh(it)).collect()
}
