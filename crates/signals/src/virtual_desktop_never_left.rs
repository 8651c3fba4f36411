//! The virtual desktop stays connected day and night.
//!
//! ## What it sees
//! Connections to virtual desktops of twenty hours or more, on at least five days.
//!
//! ## Why it matters
//! A desktop that several operators use in turns, or that a program keeps awake, is never closed.
//!
//! ## Innocent reasons
//! Clients that nobody closes; see `CARD.benign`. Where many do it, the client is set so and nobody is named.
//!
//! ## Blind spots
//! Brokers that log no end; gateways that cut every connection after some hours.

use std::collections::BTreeMap;

use bonafide_model::{
    Bits, Card, Cell, Channel, Family, Finding, Need, Persona, Scene, Stage, sentence,
};
use jiff::civil::Date;

use crate::surprise;

pub(crate) static CARD: Card = Card {
    id: "virtual-desktop-never-left",
    title: "The virtual desktop stays connected day and night",
    stage: Stage::VirtualDesktop,
    family: Family::Work,
    weight: Bits(1.0),
    weight_from: "guess: weak to moderate in the threat catalogue (VDI-11); people forget to close it",
    needs: &[Need::VirtualDesktops],
    benign: &[
        "a client that is left open over night",
        "long computations that end with the session",
        "a script that keeps the session alive",
    ],
    verify: "look at when the session was idle, before asking anybody",
    sources: &["GTIG24"],
    indicators: &["VDI-11"],
    attack: &[],
};

/// Longer than one person sits at a desk (guess).
const LEAST_MINUTES: u32 = 20 * 60;
/// Days from which it is no accident (guess).
const LEAST_DAYS: usize = 5;

pub(crate) fn detect(scene: &Scene) -> Vec<Finding> {
    let n_ended = scene.personas().filter(|it| longest(it).values().any(is_known)).count();
    let findings = scene.personas().filter_map(look).collect::<Vec<_>>();
    surprise::weigh(findings, n_ended)
}

fn look(persona: &Persona) -> Option<Finding> {
    let mut days = longest(persona);
    days.retain(|_, cell| cell.longest_minutes >= LEAST_MINUTES);
    if days.len() < LEAST_DAYS {
        return None;
    }
    let because = sentence!(
        "stayed connected to a virtual desktop for {} hours or more on {} days",
        LEAST_MINUTES / 60,
        days.len()
    );
    let mut lines = days.values().map(|it| &it.example);
    Some(Finding::new(&CARD, &persona.id, because, lines.next()?).and(lines))
}

/// The longest connection that began on each day.
fn longest(persona: &Persona) -> BTreeMap<Date, &Cell> {
    let mut days: BTreeMap<Date, &Cell> = BTreeMap::new();
    for (key, cell) in persona.footprint.through(Channel::VirtualDesktop) {
        let known = days.entry(key.day).or_insert(cell);
        if cell.longest_minutes > known.longest_minutes {
            *known = cell;
        }
    }
    days
}

/// Whether the broker says when it ended.
fn is_known(cell: &&Cell) -> bool {
    cell.longest_minutes > 0
}
