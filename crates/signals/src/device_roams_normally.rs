//! The work device moves about as a person does.
//!
//! ## What it sees
//! On at least twenty days, a company device is mostly near a claimed place and at least four days on two or more
//! other access networks.
//!
//! ## Why it matters
//! A laptop that stands with a facilitator stays on one network. One that goes to cafes, to relatives and on trains
//! is in the hands of somebody who lives there.
//!
//! ## Innocent reasons
//! Speaks for the person. A facilitator who carries a laptop about is possible and unusual. Days on VPNs and common
//! exits are not counted.
//!
//! ## Blind spots
//! People who never leave the house with their laptop do not get it, and are none the worse for it.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_model::{
    Bits, Card, Cell, Device, Family, Finding, Need, Persona, Place, Said, Scene, Stage, sentence,
    value,
};
use jiff::civil::Date;

use crate::{places, programs};

pub(crate) static CARD: Card = Card {
    id: "device-roams-normally",
    title: "The work device moves about as a person does",
    stage: Stage::Endpoint,
    family: Family::Ship,
    weight: Bits(-2.0),
    weight_from: "guess: a laptop in a rack never leaves; one that is carried by somebody else might",
    needs: &[Need::Devices],
    benign: &["speaks for the person: a carried laptop is in somebody's hands"],
    verify: "nothing to settle",
    sources: &["RF26"],
    indicators: &["SHP-06"],
    attack: &[],
};

/// Days without which a habit cannot be told (guess).
const LEAST_DAYS: usize = 20;
/// Days away from the usual network (guess).
const LEAST_DAYS_AWAY: usize = 4;
/// Networks away from it (guess).
const LEAST_NETWORKS_AWAY: usize = 2;
/// As near as counts as the claimed place (guess).
const NEAR_KM: f64 = 150.0;

pub(crate) fn detect(scene: &Scene) -> Vec<Finding> {
    scene.personas().filter_map(|persona| look(scene, persona)).collect()
}

fn look(scene: &Scene, persona: &Persona) -> Option<Finding> {
    let claims = places::claims(scene, persona);
    let devices =
        programs::company_devices(scene, persona).into_iter().filter(|it| it.holders.len() == 1);
    devices.filter_map(|device| roams(scene, device, (persona, &claims))).next()
}

fn roams(
    scene: &Scene,
    device: &Device,
    (persona, claims): (&Persona, &[(&Place, &Said)]),
) -> Option<Finding> {
    let mut near: BTreeSet<Date> = BTreeSet::new();
    let mut days: BTreeSet<Date> = BTreeSet::new();
    let mut networks: BTreeMap<String, BTreeMap<Date, &Cell>> = BTreeMap::new();
    for (key, cell) in &device.footprint.cells {
        let (Some(ip), true) = (key.ip, places::is_access(scene, key)) else { continue };
        let Some(place) = places::telling_place(scene, key, cell) else { continue };
        days.insert(key.day);
        if places::km_from_claims(claims, place).is_some_and(|km| km <= NEAR_KM) {
            near.insert(key.day);
        }
        networks.entry(value::network_key(ip)).or_default().entry(key.day).or_insert(cell);
    }
    let usual =
        networks.iter().max_by_key(|(_, seen)| seen.len()).map(|(network, _)| network.clone())?;
    let usual = networks.remove(&usual)?;
    let away = networks.values().flat_map(|it| it.keys().copied()).collect::<BTreeSet<_>>();
    let roams = away.len() >= LEAST_DAYS_AWAY && networks.len() >= LEAST_NETWORKS_AWAY;
    if days.len() < LEAST_DAYS || near.len() * 2 <= days.len() || !roams {
        return None;
    }
    let because = sentence!(
        "the work device {} is mostly near the claimed place and on {} days on {} other networks",
        device.id,
        away.len(),
        networks.len()
    );
    let (_, first) = usual.first_key_value()?;
    let more = networks.values().flat_map(|it| it.values()).map(|it| &it.example);
    Some(Finding::new(&CARD, &persona.id, because, &first.example).and(more))
}
