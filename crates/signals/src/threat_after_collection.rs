//! Somebody who collected much before leaving is the one at whom a later threat points.
//!
//! ## What it sees
//! A threat received after the last day that points at a leaver who, in the ninety days before it, copied repositories or files
//! in a number that is much for anybody or far above their own norm.
//!
//! ## Why it matters
//! Either has ordinary explanations. Together they are the published course of events: collect, go, demand.
//!
//! ## Innocent reasons
//! A handover, and somebody else who knows it; see `CARD.benign`.
//!
//! ## Blind spots
//! Threats that no register holds; copies by ways that are not logged.

use bonafide_model::{Bits, Card, Fact, Family, Finding, Need, Persona, Scene, Stage, sentence};

use crate::taken::{self, Taken};

pub(crate) static CARD: Card = Card {
    id: "threat-after-collection",
    title: "Somebody who collected much before leaving is the one at whom a later threat points",
    stage: Stage::Offboarding,
    family: Family::Exfil,
    weight: Bits(9.0),
    weight_from: "guess: near-conclusive in the threat catalogue (R14: DAT-04 with OFF-01)",
    needs: &[Need::Threats, Need::Workers, Need::CodeAudit],
    benign: &[
        "a large handover, and a criminal who names a former employee",
        "an account of the leaver that somebody else used",
    ],
    verify: "compare the samples in the threat with what the person copied, by name and by version",
    sources: &["SEED", "FBI25a", "SW24"],
    indicators: &["OFF-01", "OFF-03", "DAT-04"],
    attack: &["T1657", "T1213", "T1567"],
};

/// Days before the last one that are looked back on: published (threat catalogue OFF-03).
const LAST_DAYS: f64 = 90.0;
/// Repositories that are many for anybody (guess).
const MANY_REPOSITORIES: usize = 10;
/// The same of files (guess).
const MANY_FILES: usize = 200;
/// Fewer are not looked at, whatever the norm (guess).
const SOME: usize = 20;

pub(crate) fn detect(scene: &Scene) -> Vec<Finding> {
    scene.personas().filter_map(look).collect()
}

fn look(persona: &Persona) -> Option<Finding> {
    let (left, _, left_line) = persona.left()?;
    let mut threats = persona.said.iter().filter(|it| it.fact == Fact::Threatened);
    let threat = threats.find(|it| it.last().is_some_and(|at| at >= left))?;
    let repositories = Taken::before(left, LAST_DAYS, persona.find(taken::repository));
    let files = Taken::before(left, LAST_DAYS, persona.find(|it| Some(taken::file(it)?.1)));
    let has_collected = repositories.is_much(MANY_REPOSITORIES)
        || files.is_much(MANY_FILES)
        || repositories.is_unusual(SOME)
        || files.is_unusual(SOME);
    if !has_collected {
        return None;
    }
    let because = sentence!(
        "a threat received after {} left points at them, and in the {} days before they had copied {} repositories and {} files",
        persona,
        LAST_DAYS as u64,
        repositories.lately.len(),
        files.lately.len()
    );
    let taken = repositories.lately.values().chain(files.lately.values());
    let lines = taken.map(|it| it.from());
    Some(Finding::new(&CARD, &persona.id, because, threat.from()).and([left_line]).and(lines))
}
