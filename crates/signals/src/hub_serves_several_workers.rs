//! The same hands serve several workers in several ways.
//!
//! ## What it sees
//! Membership in a network that somebody or something serves in two or more ways (an address, an account, a gateway …)
//! for three or more of its members.
//!
//! ## Why it matters
//! A facilitator is what turns personas into an operation.
//!
//! ## Innocent reasons
//! An employer of record or relocation agent; a landlord who takes parcels in.
//!
//! ## Blind spots
//! Networks of two.

use std::collections::BTreeSet;

use bonafide_model::{Bits, Card, Facilitator, Family, Finding, Need, Scene, Stage, sentence};

/// Members served that are too many for chance: threat catalogue (FAC-01).
const SERVED: usize = 3;
/// Ways of serving: threat catalogue (FAC-01).
const WAYS: usize = 2;

pub(crate) static CARD: Card = Card {
    id: "hub-serves-several-workers",
    title: "The same hands serve several workers in several ways",
    stage: Stage::Shipping,
    family: Family::Ship,
    weight: Bits(7.0),
    weight_from: "guess: near-conclusive in the threat catalogue (FAC-01), counted in one family with deliveries",
    needs: &[Need::Shipments, Need::Payroll, Need::DeviceNetworks],
    benign: &["an employer of record or relocation agent", "a landlord who takes parcels in"],
    verify: "ask who the address and the account belong to, starting with payroll and the carrier",
    sources: &["DOJ", "SEED"],
    indicators: &["FAC-01"],
    attack: &[],
};

/// Looks at the facilitators of every network.
pub(crate) fn detect(scene: &Scene<'_>) -> Vec<Finding> {
    let mut res = Vec::new();
    for network in scene.linked.networks.values() {
        let large: Vec<&Facilitator> =
            network.facilitators.iter().filter(|it| it.personas.len() >= SERVED).collect();
        let kinds: BTreeSet<_> = large.iter().map(|it| it.kind).collect();
        if kinds.len() < WAYS {
            continue;
        }
        let served: BTreeSet<_> = large.iter().flat_map(|it| &it.personas).collect();
        let words = large
            .iter()
            .map(|it| it.role.as_str().replace('_', " "))
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect::<Vec<_>>()
            .join(", ");
        for id in &served {
            let persona = &scene.linked.personas[*id];
            let lines: Vec<_> = large
                .iter()
                .filter(|it| it.personas.contains(*id))
                .flat_map(|it| it.evidence.lines())
                .collect();
            let Some(first) = lines.first() else { continue };
            let because = sentence!(
                "{} and {} others are served by the same hands ({})",
                persona,
                served.len() - 1,
                words
            );
            res.push(
                Finding::new(&CARD, id, because, first)
                    .and(lines.iter().copied())
                    .with(served.iter().copied().filter(|it| it != id)),
            );
        }
    }
    res
}
