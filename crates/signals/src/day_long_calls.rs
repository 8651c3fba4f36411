//! Calls last the whole working day, day after day.
//!
//! ## What it sees
//! Meetings in which the person stayed for eight hours or more without a break, on at least five days.
//!
//! ## Why it matters
//! A call with screen sharing is a remote desktop that no list of tools names.
//!
//! ## Innocent reasons
//! Open rooms and forgotten calls; see `CARD.benign`. A call that most of the firm, or of the person's team, keeps open
//! does not count.
//!
//! ## Blind spots
//! Calls on services whose logs are not here; calls that are closed and opened again.

use std::collections::BTreeMap;

use bonafide_model::{
    Bits, Card, Cell, Channel, Family, Finding, Need, Persona, Scene, Stage, sentence,
};
use jiff::civil::Date;

use crate::{surprise, teams};

pub(crate) static CARD: Card = Card {
    id: "day-long-calls",
    title: "Calls last the whole working day, day after day",
    stage: Stage::Endpoint,
    family: Family::Remctl,
    weight: Bits(3.0),
    weight_from: "guess: moderate in the catalogue if repeated",
    needs: &[Need::Meetings],
    benign: &["an open room of a team", "pair programming all day", "a call that nobody closed"],
    verify: "ask what the long call is for and who is in it",
    sources: &["SOPH25", "HUN26", "DTEX24"],
    indicators: &["EPT-12"],
    attack: &["T1219"],
};

/// A working day: published (SOPH25, more than eight hours).
const LEAST_MINUTES: u32 = 480;
/// Days from which it is repeated (guess).
const LEAST_DAYS: usize = 5;

pub(crate) fn detect(scene: &Scene) -> Vec<Finding> {
    let meets = |it: &Persona| it.footprint.through(Channel::Meeting).next().is_some();
    let n_meeting = scene.personas().filter(|it| meets(it)).count();
    let found = scene.personas().filter_map(|it| Some((it, look(it)?))).collect();
    let findings = teams::without_customs(scene, found, meets).into_iter().map(|(_, it)| it);
    surprise::weigh(findings.collect(), n_meeting)
}

fn look(persona: &Persona) -> Option<Finding> {
    let mut days: BTreeMap<Date, &Cell> = BTreeMap::new();
    for (key, cell) in persona.footprint.through(Channel::Meeting) {
        if cell.longest_minutes >= LEAST_MINUTES {
            days.entry(key.day).or_insert(cell);
        }
    }
    if days.len() < LEAST_DAYS {
        return None;
    }
    let longest = days.values().map(|it| it.longest_minutes).max()? / 60;
    let because = sentence!(
        "stays in one call for eight hours or more on {} days, {} hours at most",
        days.len(),
        longest
    );
    let mut lines = days.values().map(|it| &it.example);
    Some(Finding::new(&CARD, &persona.id, because, lines.next()?).and(lines))
}
