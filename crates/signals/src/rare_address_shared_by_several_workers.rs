//! Several workers share a public address that few others use.
//!
//! ## What it sees
//! Public addresses from which few personas work, several of them for days; how much it says comes from how rare
//! the address is and what network it is in.
//!
//! ## Why it matters
//! Laptops of several personas stand in one flat, or several personas leave through one rented exit.
//!
//! ## Innocent reasons
//! Households and small offices; see `CARD.benign`. Families and branch offices weigh less, common exits nothing.
//!
//! ## Blind spots
//! Each persona behind an own exit shares none. Carrier-grade translation puts strangers behind one address.

use bonafide_model::{Bits, Card, Family, Finding, Need, Persona, Scene, Stage, TieKind};

use crate::sharing;

pub(crate) static CARD: Card = Card {
    id: "rare-address-shared-by-several-workers",
    title: "Several workers share a public address that few others use",
    stage: Stage::Access,
    family: Family::Share,
    weight: Bits(5.0),
    weight_from: "guess: carried by the tie, which knows how rare the address is here; at most this",
    needs: &[Need::SignIns, Need::VirtualDesktops],
    benign: &[
        "a couple or flat-mates who both work here",
        "a coworking space",
        "a small branch office",
    ],
    verify: "ask HR whether the workers know each other or share a home or an office",
    sources: &["MS26", "WP26"],
    indicators: &["ACC-09"],
    attack: &["T1090"],
};

pub(crate) fn detect(scene: &Scene) -> Vec<Finding> {
    let look = |persona: &Persona| {
        sharing::finding(&CARD, persona, &sharing::telling(scene, persona, TieKind::Egress))
    };
    scene.personas().filter_map(look).collect()
}
