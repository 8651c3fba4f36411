//! Many repositories were copied in the last days before leaving.
//!
//! ## What it sees
//! Repositories cloned or downloaded in the fourteen days before the last day, most of them for the first time: ten
//! or more, or five times the own usual number.
//!
//! ## Why it matters
//! Dismissed workers of this scheme were seen to copy code and to ask for money for it.
//!
//! ## Innocent reasons
//! Handovers and tools; see `CARD.benign`. Repositories that the person had copied before count as their work.
//!
//! ## Blind spots
//! Code that was copied over months, and systems that do not log fetches.

use bonafide_model::{Bits, Card, Family, Finding, Need, Persona, Scene, Stage, sentence};

use crate::taken::{self, Taken};

pub(crate) static CARD: Card = Card {
    id: "mass-clone-before-leaving",
    title: "Many repositories were copied in the last days before leaving",
    stage: Stage::Data,
    family: Family::Exfil,
    weight: Bits(4.0),
    weight_from: "guess: moderate, strong after notice (FBI25a)",
    needs: &[Need::CodeAudit, Need::Workers],
    benign: &[
        "a handover",
        "a backup before the laptop goes back",
        "a tool that fetches everything",
    ],
    verify: "ask the team lead what the handover needed, and preserve the audit log",
    sources: &["FBI25a", "MS26", "SEED", "SW24"],
    indicators: &["DEV-10", "DAT-04"],
    attack: &["T1213.003", "T1567"],
};

/// Days before the last one: published (threat catalogue DAT-04).
const LAST_DAYS: f64 = 14.0;
/// Repositories that are many for anybody (guess).
const MANY: usize = 10;
/// Fewer are not looked at, whatever the norm (guess).
const SOME: usize = 5;

pub(crate) fn detect(scene: &Scene) -> Vec<Finding> {
    scene.personas().filter_map(look).collect()
}

fn look(persona: &Persona) -> Option<Finding> {
    let (left, _, left_line) = persona.left()?;
    let taken = Taken::before(left, LAST_DAYS, persona.find(taken::repository));
    if !taken.is_much(MANY) && !taken.is_unusual(SOME) {
        return None;
    }
    let because = sentence!(
        "copied {} repositories in the {} days before leaving, {} of them for the first time",
        taken.lately.len(),
        LAST_DAYS as u64,
        taken.fresh
    );
    let lines = taken.lately.values().map(|it| it.from());
    Some(Finding::new(&CARD, &persona.id, because, left_line).and(lines))
}
