//! Telephone and laptop travel together.
//!
//! ## What it sees
//! Approvals in three or more distant places whose phone and device, both on access networks, are near one another each time, and
//! no more than a tenth that are not.
//!
//! ## Why it matters
//! A laptop that stands with a helper does not travel, and a telephone elsewhere does not follow it: who carries both is most
//! likely the person who works.
//!
//! ## Innocent reasons
//! This speaks for the person. People who never travel are none the worse for it.
//!
//! ## Blind spots
//! Factors without an address say nothing either way.

use std::collections::BTreeSet;

use bonafide_model::{
    Bits, Card, Cell, Channel, Family, Finding, Need, Persona, Place, Scene, Stage, sentence,
};
use jiff::civil::Date;

use crate::approvals::{self, Approvals};

/// Approvals without which it is chance: as for far phones (threat catalogue ACC-06).
const LEAST_APPROVALS: u32 = 20;
/// Places in which both were (guess).
const LEAST_PLACES: usize = 3;
/// As near as counts as beside, with the error of address tables (guess).
const BESIDE_KM: f64 = 100.0;
/// As far as counts as another place (guess).
const APART_KM: f64 = 200.0;

pub(crate) static CARD: Card = Card {
    id: "second-factor-travels-along",
    title: "Telephone and laptop travel together",
    stage: Stage::Access,
    family: Family::Netloc,
    weight: Bits(-2.5),
    weight_from: "guess: threat catalogue L10; a laptop in a rack does not travel",
    needs: &[Need::SecondFactors],
    benign: &["this speaks for the person"],
    verify: "nothing to do",
    sources: &["OKTADET"],
    indicators: &["L10", "ACC-06"],
    attack: &[],
};

/// Looks at the approvals of each person.
pub(crate) fn detect(scene: &Scene<'_>) -> Vec<Finding> {
    scene.personas().filter_map(|it| of_persona(scene, it)).collect()
}

fn of_persona(scene: &Scene<'_>, persona: &Persona) -> Option<Finding> {
    let with_phone =
        persona.footprint.through(Channel::SecondFactor).filter(|(key, _)| key.factor_ip.is_some());
    let all = with_phone.map(|(_, cell)| cell.count).sum::<u32>();
    let mut beside = 0;
    let mut seen: Vec<(&Place, &Cell)> = Vec::new();
    let mut days: BTreeSet<Date> = BTreeSet::new();
    for Approvals { day, cell, device, phone } in approvals::placed(scene, persona) {
        if device.km_apart(phone).is_none_or(|km| km > BESIDE_KM) {
            continue;
        }
        beside += cell.count;
        days.insert(day);
        if seen.iter().all(|(it, _)| it.km_apart(device).is_some_and(|km| km > APART_KM)) {
            seen.push((device, cell));
        }
    }
    if beside < LEAST_APPROVALS || seen.len() < LEAST_PLACES || (all - beside) * 10 > all {
        return None;
    }
    let because = sentence!(
        "phone and device of {} were beside one another in {} distant places, on {} days",
        persona,
        seen.len(),
        days.len()
    );
    let mut lines = seen.iter().map(|(_, cell)| &cell.example);
    Some(Finding::new(&CARD, &persona.id, because, lines.next()?).and(lines))
}
