//! The payroll portal is only ever opened from another country than the work is done in.
//!
//! ## What it sees
//! Visits to the HR or payroll portal, on days two weeks or more apart, all from access networks of countries in which the person
//! neither claims to live or work nor ever works.
//!
//! ## Why it matters
//! The laptop sits where it should and is worked from afar; the money is looked after from where the person is.
//!
//! ## Innocent reasons
//! A telephone's network says nothing within a country, so only another country counts; a payslip read once on holiday, or once
//! at home, clears it. VPNs, rented servers and common exits do not count.
//!
//! ## Blind spots
//! Portals without a log of addresses; a worker who opens everything on the laptop.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_model::{
    Bits, Card, Cell, Channel, Family, Finding, Need, Persona, Place, Scene, Stage, sentence,
};
use jiff::civil::Date;

use crate::places;

/// From the first to the last visit, in days (guess): longer than most holidays.
const LEAST_SPAN_DAYS: i64 = 15;
/// Visits on different days (guess).
const LEAST_VISITS: usize = 2;
/// Days of work without which it cannot be said where somebody works (guess).
const LEAST_WORK_DAYS: usize = 10;
/// Farther than address tables err at a border (guess).
const FAR_KM: f64 = 300.0;

pub(crate) static CARD: Card = Card {
    id: "payroll-portal-only-from-another-country",
    title: "The payroll portal is only ever opened from another country than the work is done in",
    stage: Stage::Payment,
    family: Family::Netloc,
    weight: Bits(4.0),
    weight_from: "guess: strong with an actor's address in the threat catalogue (ACC-08), less without",
    needs: &[Need::SignIns],
    benign: &[
        "a telephone on a foreign card that comes out abroad",
        "a spouse abroad who keeps the accounts",
        "a second home across the border",
    ],
    verify: "ask from where payslips are opened, and confirm the account on a call to the number on file",
    sources: &["MS26"],
    indicators: &["ACC-08"],
    attack: &["T1078"],
};

/// Compares the places of the portal with those of work.
pub(crate) fn detect(scene: &Scene<'_>) -> Vec<Finding> {
    scene.personas().filter_map(|it| of_persona(scene, it)).collect()
}

fn of_persona(scene: &Scene<'_>, persona: &Persona) -> Option<Finding> {
    let claims = places::claims(scene, persona);
    let mut visits: BTreeMap<Date, (&Place, &Cell)> = BTreeMap::new();
    let mut at_work: Vec<&Place> = Vec::new();
    let mut work_days: BTreeSet<Date> = BTreeSet::new();
    for (key, cell) in persona.footprint.human().filter(|(key, _)| places::is_work(key.channel)) {
        let Some(place) = places::telling_place(scene, key, cell) else { continue };
        if key.channel == Channel::HrPortal {
            visits.entry(key.day).or_insert((place, cell));
            continue;
        }
        work_days.insert(key.day);
        if !at_work.contains(&place) {
            at_work.push(place);
        }
    }
    let span = places::span_days(&visits.keys().copied().collect());
    if work_days.len() < LEAST_WORK_DAYS || visits.len() < LEAST_VISITS || span < LEAST_SPAN_DAYS {
        return None;
    }
    let known = || at_work.iter().copied().chain(claims.iter().map(|(place, _)| *place));
    let is_foreign = |place: &Place| {
        known().all(|it| {
            it.country != place.country && it.km_apart(place).is_some_and(|km| km > FAR_KM)
        })
    };
    if !visits.values().all(|(place, _)| is_foreign(place)) {
        return None;
    }
    let because = sentence!(
        "{} works in {} and opens the payroll portal, on {} days, from {} only",
        persona,
        places::usual_place(at_work.iter().copied()),
        visits.len(),
        places::usual_place(visits.values().map(|(place, _)| *place))
    );
    let mut lines = visits.values().map(|(_, cell)| &cell.example);
    Some(Finding::new(&CARD, &persona.id, because, lines.next()?).and(lines))
}
