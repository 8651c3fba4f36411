//! The virtual desktop is opened from one machine after another.
//!
//! ## What it sees
//! Names of the client machines that a broker logs. Within thirty days at least five that the person had not used before.
//!
//! ## Why it matters
//! An account that several operators work in turns, or from rented machines that come and go, has a new client every week.
//!
//! ## Innocent reasons
//! Shared desks; see `CARD.benign`. Names that a browser makes up for every session do not count. Where many have it, desks are
//! shared here.
//!
//! ## Blind spots
//! Brokers that do not log the client's name; machines that were cloned with their name.

use std::collections::BTreeSet;

use bonafide_model::{Bits, Card, Family, Finding, Need, Persona, Scene, Stage, sentence};

use crate::{brokers, clock::days_between, surprise};

pub(crate) static CARD: Card = Card {
    id: "vdi-client-keeps-changing",
    title: "The virtual desktop is opened from one machine after another",
    stage: Stage::VirtualDesktop,
    family: Family::Work,
    weight: Bits(1.5),
    weight_from: "guess: moderate in the threat catalogue (VDI-06), less because shared desks do it",
    needs: &[Need::VirtualDesktops],
    benign: &[
        "shared desks and thin clients",
        "a consultant who works on customers' computers",
        "a computer that is set up anew again and again",
    ],
    verify: "ask which machines these were",
    sources: &["SEAL"],
    indicators: &["VDI-06"],
    attack: &["T1078"],
};

/// Machines that are too many for one person in a month (guess).
const LEAST_MACHINES: usize = 5;
/// The month, in days (guess).
const WITHIN_DAYS: f64 = 30.0;

pub(crate) fn detect(scene: &Scene) -> Vec<Finding> {
    let n_named = scene.personas().filter(|it| brokers::machines(it).next().is_some()).count();
    let findings = scene.personas().filter_map(look).collect::<Vec<_>>();
    surprise::weigh(findings, n_named)
}

fn look(persona: &Persona) -> Option<Finding> {
    let machines = brokers::machines(persona).filter(|(name, _)| !brokers::is_made_up(name));
    let mut names = BTreeSet::new();
    let mut first_uses =
        machines.filter_map(|(name, said)| Some((said.first()?, name, said))).collect::<Vec<_>>();
    first_uses.sort_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)));
    // Two brokers may name one machine; its first use counts.
    first_uses.retain(|(_, name, _)| names.insert(*name));
    let months = first_uses.windows(LEAST_MACHINES);
    let month = months.into_iter().find(|month| match month {
        [(first, ..), .., (last, ..)] => days_between(*first, *last) <= WITHIN_DAYS,
        [] | [_] => false,
    })?;
    let because = sentence!(
        "opened virtual desktops from {} machines, {} of them for the first time within {} days",
        first_uses.len(),
        month.len(),
        WITHIN_DAYS as u64
    );
    let mut lines = month.iter().map(|(_, _, said)| said.from());
    Some(Finding::new(&CARD, &persona.id, because, lines.next()?).and(lines))
}
