//! Meetings are joined from another place than the claimed one.
//!
//! ## What it sees
//! Meetings on at least three days, or three quarters of them, joined from access networks more than 300 km from
//! every claimed place; with at least two other systems that see the same region it weighs more.
//!
//! ## Why it matters
//! Interview and meeting logs are the first that see an applicant, before any device or login exists.
//!
//! ## Innocent reasons
//! Travel and relays; see `CARD.benign`. VPNs, rented servers and common exits are left out. Where many meet from
//! elsewhere, it weighs less or nothing.
//!
//! ## Blind spots
//! External guests' addresses are hidden in many accounts.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_model::{
    Bits, Card, Cell, Channel, Family, Finding, Need, Persona, Place, Provenance, Scene, Stage,
    sentence,
};
use jiff::civil::Date;

use crate::{places, surprise};

pub(crate) static CARD: Card = Card {
    id: "meeting-from-place-other-than-claimed",
    title: "Meetings are joined from another place than the claimed one",
    stage: Stage::Interview,
    family: Family::Netloc,
    weight: Bits(2.0),
    weight_from: "guess: weak a meeting, moderate when other systems agree on the place",
    needs: &[Need::Meetings],
    benign: &["travel", "a meeting service that sees a relay", "a move that is not recorded yet"],
    verify: "ask at the next call where the person is today",
    sources: &["DTEX24", "MS26", "SPLUNK25", "SEAL"],
    indicators: &["INT-01", "ACC-14"],
    attack: &["T1078"],
};

/// Farther than an address table errs within a region (guess).
const FAR_KM: f64 = 300.0;
/// As near as counts as the same place (guess).
const NEAR_KM: f64 = 150.0;
/// Days with a far meeting (guess).
const LEAST_DAYS: usize = 3;
/// Other systems that agree: published (threat catalogue INT-01, three systems in all).
const AGREEING: usize = 2;
/// When they do (guess).
const AGREEING_BITS: Bits = Bits(3.5);

pub(crate) fn detect(scene: &Scene) -> Vec<Finding> {
    let meets = |it: &&Persona| it.footprint.through(Channel::Meeting).next().is_some();
    let findings = scene.personas().filter_map(|persona| look(scene, persona)).collect();
    surprise::weigh(findings, scene.personas().filter(meets).count())
}

fn look(scene: &Scene, persona: &Persona) -> Option<Finding> {
    let claims = places::claims(scene, persona);
    let mut near: BTreeSet<Date> = BTreeSet::new();
    let mut far: BTreeMap<Date, (&Place, &Cell)> = BTreeMap::new();
    for (key, cell) in persona.footprint.through(Channel::Meeting) {
        let Some(place) = places::telling_place(scene, key, cell) else { continue };
        match places::km_from_claims(&claims, place) {
            Some(km) if km > FAR_KM => {
                far.entry(key.day).or_insert((place, cell));
            }
            Some(_) => {
                near.insert(key.day);
            }
            None => {}
        }
    }
    far.retain(|day, _| !near.contains(day));
    let (_, (place, first)) = far.first_key_value()?;
    let agreeing = agreeing(scene, persona, place);
    let is_enough = far.len() >= LEAST_DAYS || agreeing.len() >= AGREEING;
    if !is_enough || far.len() < near.len() * 3 {
        return None;
    }
    let seen = places::usual_place(far.values().map(|(place, _)| *place));
    let because = sentence!(
        "says {}, joins meetings on {} of {} days from elsewhere, mostly {}; {} other systems see that region",
        places::claim_words(&claims),
        far.len(),
        far.len() + near.len(),
        seen,
        agreeing.len()
    );
    let more = far.values().map(|(_, cell)| &cell.example).chain(agreeing.values().copied());
    let finding = Finding::new(&CARD, &persona.id, because, &first.example).and(more);
    Some(if agreeing.len() >= AGREEING { finding.weighing(AGREEING_BITS) } else { finding })
}

/// Other doors that saw the persona in the region of a place, with a line each.
fn agreeing<'a>(
    scene: &Scene,
    persona: &'a Persona,
    place: &Place,
) -> BTreeMap<Channel, &'a Provenance> {
    let mut res = BTreeMap::new();
    for (key, cell) in persona.footprint.human().filter(|(key, _)| key.channel != Channel::Meeting)
    {
        let km = places::telling_place(scene, key, cell).and_then(|it| it.km_apart(place));
        if km.is_some_and(|it| it <= NEAR_KM) {
            res.entry(key.channel).or_insert(&cell.example);
        }
    }
    res
}
