//! A threat received after somebody left points at them.
//!
//! ## What it sees
//! A threat to publish, sell or withhold the organization's property that points at somebody who has left.
//!
//! ## Why it matters
//! Dismissed personas extort.
//!
//! ## Innocent reasons
//! Another criminal who uses a known name; a dispute over pay in strong words. Where the register holds messages of many who left, as
//! after a site was closed, it is a register of complaints, and it weighs less or nothing.
//!
//! ## Blind spots
//! Threats that were not written into a register. A complaint that nobody marked as one, and whose summary does not open with that word,
//! looks like a threat.

use bonafide_model::{Bits, Card, Fact, Family, Finding, Need, Persona, Scene, Stage, sentence};

use crate::surprise;

pub(crate) static CARD: Card = Card {
    id: "threat-after-leaving",
    title: "A threat received after somebody left points at them",
    stage: Stage::Offboarding,
    family: Family::Exfil,
    weight: Bits(7.0),
    weight_from: "guess: near-conclusive in the threat catalogue (OFF-01), less because a register can be wrong about who",
    needs: &[Need::Threats, Need::Workers],
    benign: &[
        "another criminal who uses a known name",
        "a dispute over pay in strong words",
        "a complaint that the register does not mark as one",
    ],
    verify: "read the message, and compare what the threat shows with what this person had access to",
    sources: &["SEED", "FBI25a"],
    indicators: &["OFF-01"],
    attack: &["T1657"],
};

/// Joins the register of threats with leavers.
pub(crate) fn detect(scene: &Scene<'_>) -> Vec<Finding> {
    let leavers = scene.personas().filter(|it| it.left().is_some());
    surprise::weigh_people(leavers.map(|it| (it, of_persona(it))))
}

fn of_persona(persona: &Persona) -> Option<Finding> {
    let (left, _, line) = persona.left()?;
    let threats = persona.said.iter().filter(|it| it.fact == Fact::Threatened);
    let threat = threats.into_iter().find(|it| it.last().is_some_and(|at| at >= left))?;
    let because = sentence!(
        "a threat received after {} left on {} points at them",
        persona,
        left.strftime("%Y-%m-%d").to_string()
    );
    Some(Finding::new(&CARD, &persona.id, because, threat.from()).and([line]))
}
