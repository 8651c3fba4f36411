//! Virtual desktops are opened from rented servers.
//!
//! ## What it sees
//! Clients of virtual desktops whose address is in a hosting firm, a public cloud or a published VPN range, or
//! whose operating system is a server's, on at least five days and a fifth of the days.
//!
//! ## Why it matters
//! The broker sees what the work systems cannot: a rented server between the worker and the desktop hides where the
//! worker is.
//!
//! ## Innocent reasons
//! Cloud machines and VPNs; see `CARD.benign`. Addresses behind which many of the staff stand do not count; people
//! in IT are left out.
//!
//! ## Blind spots
//! A rented server in a residential range, and a laptop driven by a KVM, look like a home.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_model::{
    Bits, Card, Cell, Channel, Family, Finding, Need, Persona, Scene, Stage, sentence,
};
use jiff::civil::Date;

use crate::places;

pub(crate) static CARD: Card = Card {
    id: "vdi-from-rented-servers",
    title: "Virtual desktops are opened from rented servers",
    stage: Stage::VirtualDesktop,
    family: Family::Remctl,
    weight: Bits(5.0),
    weight_from: "guess: strong in the catalogue if it lasts (ANY26, FLARE26)",
    needs: &[Need::VirtualDesktops],
    benign: &[
        "a cloud development machine",
        "a VPN that leaves through a data center",
        "a test of the team that runs the virtual desktops",
    ],
    verify: "ask which machine the virtual desktop is opened from",
    sources: &["ANY26", "FLARE26"],
    indicators: &["VDI-04", "VDI-01"],
    attack: &["T1219", "T1090"],
};

/// Days from which it lasts (guess).
const LEAST_DAYS: usize = 5;
/// Share of days with a virtual desktop, in percent (guess).
const LEAST_PERCENT: usize = 20;

pub(crate) fn detect(scene: &Scene) -> Vec<Finding> {
    scene
        .personas()
        .filter(|it| !scene.is_it_or_lab(it))
        .filter_map(|persona| look(scene, persona))
        .collect()
}

fn look(scene: &Scene, persona: &Persona) -> Option<Finding> {
    let mut days: BTreeSet<Date> = BTreeSet::new();
    let mut rented: BTreeMap<Date, &Cell> = BTreeMap::new();
    let mut operators: BTreeSet<&str> = BTreeSet::new();
    for (key, cell) in persona.footprint.through(Channel::VirtualDesktop) {
        days.insert(key.day);
        let is_server =
            key.os.as_deref().is_some_and(|it| it.to_lowercase().contains("windows server"));
        if (is_server || places::is_anonymized(scene, key))
            && !places::through_common_exit(scene, key)
        {
            rented.entry(key.day).or_insert(cell);
            operators.extend(places::network(scene, key).operator.as_deref());
        }
    }
    if rented.len() < LEAST_DAYS || places::percent(rented.len(), days.len()) < LEAST_PERCENT {
        return None;
    }
    let names = if operators.is_empty() {
        "no name".to_owned()
    } else {
        operators.into_iter().collect::<Vec<_>>().join(", ")
    };
    let because = sentence!(
        "opens virtual desktops from a rented server or VPN ({}) on {} of {} days",
        names,
        rented.len(),
        days.len()
    );
    let mut lines = rented.values().map(|it| &it.example);
    Some(Finding::new(&CARD, &persona.id, because, lines.next()?).and(lines))
}
