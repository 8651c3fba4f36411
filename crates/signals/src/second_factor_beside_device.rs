//! The approving phone is beside the device, near the claimed place.
//!
//! ## What it sees
//! At least twenty approvals on eight days whose phone and device, both on access networks, are within 100 km of
//! each other and within 150 km of a claimed place, and no more than a tenth elsewhere.
//!
//! ## Why it matters
//! Who signs in and who approves are most likely one person, in the claimed place.
//!
//! ## Innocent reasons
//! Speaks for the person, and only a little: a facilitator who keeps the laptop may keep the phone.
//!
//! ## Blind spots
//! Factors without an address say nothing either way.

use std::collections::BTreeMap;

use bonafide_model::{
    Bits, Card, Cell, Channel, Family, Finding, Need, Persona, Scene, Stage, sentence,
};
use jiff::civil::Date;

use crate::{
    approvals::{self, Approvals},
    places,
};

pub(crate) static CARD: Card = Card {
    id: "second-factor-beside-device",
    title: "The approving phone is beside the device, near the claimed place",
    stage: Stage::Access,
    family: Family::Netloc,
    weight: Bits(-1.5),
    weight_from: "guess: a phone in the same town speaks for the person; a facilitator can hold it too",
    needs: &[Need::SecondFactors, Need::Workers],
    benign: &["speaks for the person: phone and laptop are together, where they should be"],
    verify: "nothing to settle",
    sources: &["OKTADET"],
    indicators: &["ACC-06"],
    attack: &[],
};

/// Approvals without which it is chance: as for far phones (threat catalogue ACC-06).
const LEAST_APPROVALS: u32 = 20;
/// Days on which they fall (guess).
const LEAST_DAYS: usize = 8;
/// As near as counts as beside, with the error of address tables (guess).
const BESIDE_KM: f64 = 100.0;
/// As near as counts as the claimed place (guess).
const NEAR_KM: f64 = 150.0;

pub(crate) fn detect(scene: &Scene) -> Vec<Finding> {
    scene.personas().filter_map(|persona| look(scene, persona)).collect()
}

fn look(scene: &Scene, persona: &Persona) -> Option<Finding> {
    let claims = places::claims(scene, persona);
    let with_phone =
        persona.footprint.through(Channel::SecondFactor).filter(|(key, _)| key.factor_ip.is_some());
    let all = with_phone.map(|(_, cell)| cell.count).sum::<u32>();
    let mut beside = 0;
    let mut days: BTreeMap<Date, &Cell> = BTreeMap::new();
    for Approvals { day, cell, device, phone } in approvals::placed(scene, persona) {
        let is_beside = device.km_apart(phone).is_some_and(|km| km <= BESIDE_KM);
        if is_beside && places::km_from_claims(&claims, device).is_some_and(|km| km <= NEAR_KM) {
            beside += cell.count;
            days.entry(day).or_insert(cell);
        }
    }
    if beside < LEAST_APPROVALS || days.len() < LEAST_DAYS || (all - beside) * 10 > all {
        return None;
    }
    let because = sentence!(
        "{} of {} approvals came from a phone beside the device, near the claimed place",
        beside,
        all
    );
    let mut lines = days.values().map(|it| &it.example);
    Some(Finding::new(&CARD, &persona.id, because, lines.next()?).and(lines))
}
