//! Two computers work one account in shifts, day after day.
//!
//! ## What it sees
//! Sign-ins by computer, phones and tablets left out. On at least ten days two computers are each active in five or more hours
//! of the day, in no hour together, and in twelve or more hours between them.
//!
//! ## Why it matters
//! Two people share the day of one persona, each on a machine of their own.
//!
//! ## Innocent reasons
//! A second computer; see `CARD.benign`. An evening on the private computer is shorter than a shift. Where many have it, it is the
//! way of working here.
//!
//! ## Blind spots
//! Operators on one machine; providers that name no device or ask seldom.

use std::collections::BTreeMap;

use bonafide_model::{Bits, Card, Cell, Family, Finding, Need, Persona, Scene, Stage, sentence};
use jiff::civil::Date;

use crate::{clients, clock, surprise};

pub(crate) static CARD: Card = Card {
    id: "two-computers-take-shifts",
    title: "Two computers work one account in shifts, day after day",
    stage: Stage::Access,
    family: Family::Work,
    weight: Bits(2.0),
    weight_from: "guess: moderate to strong in the threat catalogue (ACC-10), less because one person can own two computers",
    needs: &[Need::SignIns],
    benign: &[
        "one computer for the day and another for the night shift of a release",
        "jobs that sign in under the person's account from a second machine",
        "a computer at the office and one at home, each for half the day",
    ],
    verify: "ask which two computers these are, and compare with where each of them is",
    sources: &["TRE22", "SEAL", "SOPH25"],
    indicators: &["ACC-10", "VDI-06"],
    attack: &["T1078"],
};

/// Days from which it is a habit (guess).
const LEAST_DAYS: usize = 10;
/// Hours of one day that make a shift (guess).
const SHIFT_HOURS: u32 = 5;
/// Hours of one day that both make together (guess).
const BOTH_HOURS: u32 = 12;

/// Hours in which each computer was active, one bit an hour, with a line.
type Day<'a> = BTreeMap<&'a str, (u32, &'a Cell)>;

pub(crate) fn detect(scene: &Scene) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut n_named = 0;
    for persona in scene.personas() {
        let days = days(persona);
        n_named += usize::from(!days.is_empty());
        findings.extend(look(persona, &days));
    }
    surprise::weigh(findings, n_named)
}

fn look(persona: &Persona, days: &BTreeMap<Date, Day>) -> Option<Finding> {
    let mut of_pair: BTreeMap<[&str; 2], Vec<[&Cell; 2]>> = BTreeMap::new();
    for day in days.values() {
        if let Some((pair, cells)) = shifts(day) {
            of_pair.entry(pair).or_default().push(cells);
        }
    }
    let days = of_pair.into_values().max_by_key(Vec::len)?;
    if days.len() < LEAST_DAYS {
        return None;
    }
    let because = sentence!(
        "on {} days two computers take turns, five hours or more each and never in the same hour",
        days.len()
    );
    let mut lines = days.iter().flatten().map(|it| &it.example);
    Some(Finding::new(&CARD, &persona.id, because, lines.next()?).and(lines))
}

fn days(persona: &Persona) -> BTreeMap<Date, Day<'_>> {
    let mut days: BTreeMap<Date, Day> = BTreeMap::new();
    for (key, cell) in persona.footprint.human().filter(|(key, _)| !clients::is_mobile(key)) {
        let Some(client) = clients::machine(key) else { continue };
        let day = days.entry(key.day).or_default();
        let (hours, _) = day.entry(client).or_insert((0, cell));
        *hours |= clock::hours_used(cell);
    }
    days
}

/// The two computers that worked most of the day, if they took turns.
fn shifts<'a>(day: &Day<'a>) -> Option<([&'a str; 2], [&'a Cell; 2])> {
    let mut longest = day.iter().filter(|(_, (hours, _))| hours.count_ones() >= SHIFT_HOURS);
    let (one, (hours, cell)) = longest.next()?;
    let (other, (others, other_cell)) = longest.next()?;
    let take_turns = hours & others == 0 && hours.count_ones() + others.count_ones() >= BOTH_HOURS;
    // Three at once are a fleet of something else.
    (take_turns && longest.next().is_none()).then_some(([*one, *other], [*cell, *other_cell]))
}
