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

use std::collections::BTreeMap;

use bonafide_model::{
    Bits, Card, Fact, Family, Finding, GitAction, Need, Persona, Said, Scene, Stage, sentence,
};
use jiff::Timestamp;

use crate::clock::days_between;

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
/// Times the own norm (guess).
const TIMES_NORM: f64 = 5.0;
/// Days of history without which there is no norm (guess).
const LEAST_HISTORY_DAYS: f64 = 60.0;

pub(crate) fn detect(scene: &Scene) -> Vec<Finding> {
    scene.personas().filter_map(look).collect()
}

fn look(persona: &Persona) -> Option<Finding> {
    let (left, _, left_line) = persona.left()?;
    // The last day is named by its midnight.
    let is_last = |at: Timestamp| (-1.0..=LAST_DAYS).contains(&days_between(at, left));
    let copies = persona.find(|it| {
        let Fact::Git { action: GitAction::Cloned | GitAction::Downloaded, repository } = it else {
            return None;
        };
        Some(&**repository)
    });
    let mut first_copied: BTreeMap<&str, (Timestamp, &Said)> = BTreeMap::new();
    let mut lately: BTreeMap<&str, &Said> = BTreeMap::new();
    for (repository, said) in copies {
        let (Some(first), Some(last)) = (said.first(), said.last()) else { continue };
        let entry = first_copied.entry(repository).or_insert((first, said));
        if first < entry.0 {
            *entry = (first, said);
        }
        if is_last(last) {
            lately.entry(repository).or_insert(said);
        }
    }
    let fresh = first_copied.values().filter(|(first, _)| is_last(*first)).count();
    let earlier = first_copied
        .values()
        .filter(|(first, _)| days_between(*first, left) > LAST_DAYS)
        .map(|(first, _)| *first);
    let history_days =
        earlier.clone().min().map_or(0.0, |first| days_between(first, left) - LAST_DAYS);
    let norm = earlier.count() as f64 * LAST_DAYS / history_days.max(LAST_DAYS);
    let is_many = lately.len() >= MANY && fresh * 2 >= lately.len();
    let is_unusual =
        history_days >= LEAST_HISTORY_DAYS && fresh >= SOME && fresh as f64 >= TIMES_NORM * norm;
    if !is_many && !is_unusual {
        return None;
    }
    let because = sentence!(
        "copied {} repositories in the {} days before leaving, {} of them for the first time",
        lately.len(),
        LAST_DAYS as u64,
        fresh
    );
    let lines = lately.values().map(|it| it.from());
    Some(Finding::new(&CARD, &persona.id, because, left_line).and(lines))
}
