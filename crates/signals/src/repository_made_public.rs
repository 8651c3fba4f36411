//! A repository of the organization was made public or moved out of it.
//!
//! ## What it sees
//! Repositories that somebody made public or transferred. In the first month at work, or in the last two weeks of it, it weighs
//! more.
//!
//! ## Why it matters
//! It is a way to take a whole history along with one click.
//!
//! ## Innocent reasons
//! Open source; see `CARD.benign`. Where many publish, publishing is the work here and nobody is named.
//!
//! ## Blind spots
//! Copies that are pushed elsewhere; code hosts whose audit log is not here.

use bonafide_model::{
    Bits, Card, Channel, Fact, Family, Finding, GitAction, Need, Persona, Said, Scene, Stage,
    sentence,
};

use crate::{clock::days_between, surprise};

pub(crate) static CARD: Card = Card {
    id: "repository-made-public",
    title: "A repository of the organization was made public or moved out of it",
    stage: Stage::Code,
    family: Family::Exfil,
    weight: Bits(1.5),
    weight_from: "guess: moderate in the threat catalogue, strong after notice (DEV-10); most of it is open source",
    needs: &[Need::CodeAudit],
    benign: &[
        "a release as open source",
        "a repository of samples or documentation",
        "a slip that was put right within the hour",
    ],
    verify: "ask the owner of the repository whether it was to be public",
    sources: &["FBI25a", "MS26"],
    indicators: &["DEV-10"],
    attack: &["T1567.001"],
};

/// Days from the first day at work (guess).
const FIRST_DAYS: f64 = 30.0;
/// Days before the last one: published (threat catalogue DAT-04).
const LAST_DAYS: f64 = 14.0;
/// When it was done in those days (guess).
const EDGE_BITS: Bits = Bits(3.0);

pub(crate) fn detect(scene: &Scene) -> Vec<Finding> {
    let with_code =
        scene.personas().filter(|it| it.footprint.through(Channel::Code).next().is_some());
    let n_with_code = with_code.count();
    let findings = scene.personas().filter_map(look).collect::<Vec<_>>();
    surprise::weigh(findings, n_with_code)
}

fn look(persona: &Persona) -> Option<Finding> {
    let exposed = persona.find(|it| {
        let Fact::Git { action: GitAction::Exposed, repository } = it else { return None };
        Some(&**repository)
    });
    let mut exposed = exposed.collect::<Vec<_>>();
    exposed.sort_by_key(|(repository, said)| (!is_at_edge(persona, said), *repository));
    let (repository, first) = exposed.first()?;
    let because = sentence!(
        "{} made {} repositories public or moved them out, such as {}",
        persona,
        exposed.len(),
        *repository
    );
    let lines = exposed.iter().map(|(_, said)| said.from());
    let finding = Finding::new(&CARD, &persona.id, because, first.from()).and(lines);
    Some(if is_at_edge(persona, first) { finding.weighing(EDGE_BITS) } else { finding })
}

/// Whether it was in somebody's first or last days.
fn is_at_edge(persona: &Persona, said: &Said) -> bool {
    let hired = persona.hired().map(|(at, _)| at);
    let left = persona.left().map(|(at, ..)| at);
    let is_early = hired
        .zip(said.first())
        .is_some_and(|(hired, at)| (0.0..=FIRST_DAYS).contains(&days_between(hired, at)));
    let is_late = left
        .zip(said.last())
        .is_some_and(|(left, at)| (-1.0..=LAST_DAYS).contains(&days_between(at, left)));
    is_early || is_late
}
