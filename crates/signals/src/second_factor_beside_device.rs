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
    Bits, Card, Cell, CellKey, Channel, Family, Finding, Need, NetworkKind, Persona, Place, Said,
    Scene, Stage, sentence,
};
use jiff::civil::Date;

use crate::places;

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
    let (mut beside, mut elsewhere) = (0, 0);
    let mut days: BTreeMap<Date, &Cell> = BTreeMap::new();
    for (key, cell) in persona.footprint.through(Channel::SecondFactor) {
        if key.factor_ip.is_none() {
            continue;
        }
        if is_beside(scene, (key, cell), &claims) {
            beside += cell.count;
            days.entry(key.day).or_insert(cell);
        } else {
            elsewhere += cell.count;
        }
    }
    if beside < LEAST_APPROVALS || days.len() < LEAST_DAYS || elsewhere * 9 > beside {
        return None;
    }
    let because = sentence!(
        "{} of {} approvals came from a phone beside the device, near the claimed place",
        beside,
        beside + elsewhere
    );
    let mut lines = days.values().map(|it| &it.example);
    Some(Finding::new(&CARD, &persona.id, because, lines.next()?).and(lines))
}

fn is_beside(scene: &Scene, (key, cell): (&CellKey, &Cell), claims: &[(Place, &Said)]) -> bool {
    let (Some(phone), true) =
        (key.factor_ip.map(|it| scene.network(it)), places::is_access(scene, key))
    else {
        return false;
    };
    let (Some(device), Some(phone_place)) = (places::telling_place(scene, key, cell), &phone.place)
    else {
        return false;
    };
    phone.kind == NetworkKind::Access
        && device.km_apart(phone_place).is_some_and(|km| km <= BESIDE_KM)
        && places::km_from_claims(claims, device).is_some_and(|km| km <= NEAR_KM)
}
