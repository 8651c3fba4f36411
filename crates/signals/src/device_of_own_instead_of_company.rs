//! Works on a device of their own where few do.
//!
//! ## What it sees
//! A worker on a device of their own, where the organization usually gives one.
//!
//! ## Why it matters
//! Own devices have no agent and no inventory, and need no shipping.
//!
//! ## Innocent reasons
//! Ergonomic or system preference; a contract that says so.
//!
//! ## Blind spots
//! It is a gap in sight more than a trace; many firms allow it.

use bonafide_model::{Bits, Card, Fact, Family, Finding, Need, Scene, Stage, sentence};

/// Where more than this share of staff use their own devices, it says nothing: guess.
const USUAL: f64 = 0.2;

pub(crate) static CARD: Card = Card {
    id: "device-of-own-instead-of-company",
    title: "Works on a device of their own where few do",
    stage: Stage::VirtualDesktop,
    family: Family::Remctl,
    weight: Bits(0.5),
    weight_from: "guess: weak in the threat catalogue (SHP-11)",
    needs: &[Need::Workers],
    benign: &["ergonomic or system preference", "a contract that says so"],
    verify: "look at who agreed to it and why",
    sources: &["SW24", "SOPH25"],
    indicators: &["SHP-11", "VDI-08"],
    attack: &[],
};

/// Looks for the odd one among workers.
pub(crate) fn detect(scene: &Scene<'_>) -> Vec<Finding> {
    let owners: Vec<_> = scene
        .personas()
        .filter_map(|it| Some((it, it.said.iter().find(|said| said.fact == Fact::OwnDevice)?)))
        .collect();
    let n_staff = scene.personas().filter(|it| it.hired().is_some()).count();
    if owners.len() as f64 > USUAL * n_staff as f64 {
        return Vec::new();
    }
    let finding = |(persona, said): (&bonafide_model::Persona, &bonafide_model::Said)| {
        let because = sentence!("{} works on a device of their own, which few here do", persona);
        Finding::new(&CARD, &persona.id, because, said.from())
    };
    owners.into_iter().map(finding).collect()
}
