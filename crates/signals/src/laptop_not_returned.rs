//! Equipment of a leaver has not come back.
//!
//! ## What it sees
//! Equipment of a leaver that had not come back when it was due.
//!
//! ## Why it matters
//! Laptops in a farm are not the leaver's to return.
//!
//! ## Innocent reasons
//! Slow logistics; a return label that never arrived; illness.
//!
//! ## Blind spots
//! Says nothing where returns are not recorded.

use bonafide_model::{Bits, Card, Fact, Family, Finding, Need, Persona, Scene, Stage, sentence};

use crate::surprise;

pub(crate) static CARD: Card = Card {
    id: "laptop-not-returned",
    title: "Equipment of a leaver has not come back",
    stage: Stage::Offboarding,
    family: Family::Ship,
    weight: Bits(1.5),
    weight_from: "guess: moderate in the threat catalogue (OFF-04), less because late returns are common",
    needs: &[Need::Shipments, Need::Workers],
    benign: &["slow logistics", "a return label that never arrived", "illness"],
    verify: "send a return label again, to the address on file",
    sources: &["FLARE26"],
    indicators: &["OFF-04", "SHP-12"],
    attack: &[],
};

/// Looks at overdue devices of leavers.
pub(crate) fn detect(scene: &Scene<'_>) -> Vec<Finding> {
    let n_left = scene.personas().filter(|it| it.left().is_some()).count();
    let findings = scene.personas().filter_map(|it| of_persona(scene, it)).collect();
    surprise::weigh(findings, n_left)
}

fn of_persona(scene: &Scene<'_>, persona: &Persona) -> Option<Finding> {
    let (left, _, line) = persona.left().filter(|(at, ..)| *at <= scene.as_of)?;
    let is_overdue = |it: &&bonafide_model::Said| {
        matches!(it.fact, Fact::DeviceOverdue { .. })
            && it.first().is_some_and(|due| due <= scene.as_of)
    };
    let overdue = persona.said.iter().find(is_overdue)?;
    let because = sentence!(
        "equipment of {}, who left on {}, has not come back",
        persona,
        left.strftime("%Y-%m-%d").to_string()
    );
    Some(Finding::new(&CARD, &persona.id, because, overdue.from()).and([line]))
}
