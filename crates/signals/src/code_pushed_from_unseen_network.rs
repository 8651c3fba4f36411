//! Code is pushed from a network that no other system has seen.
//!
//! ## What it sees
//! Code hosting from access networks whose operator and region occur in none of the person's sign-ins, second
//! factors, virtual desktops or portal visits, on at least five days and half of the days with code.
//!
//! ## Why it matters
//! One person signs in at the laptop, and another writes the code elsewhere with a key or a token.
//!
//! ## Innocent reasons
//! Private machines; see `CARD.benign`. Rented servers, VPNs and common exits are left out, because machines push
//! code too.
//!
//! ## Blind spots
//! Code hosting exports seldom carry addresses; a worker who pushes through the laptop is not seen.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_model::{
    Bits, Card, Cell, Channel, Family, Finding, Need, Persona, Place, Scene, Stage, sentence,
};
use jiff::civil::Date;

use crate::places;

pub(crate) static CARD: Card = Card {
    id: "code-pushed-from-unseen-network",
    title: "Code is pushed from a network that no other system has seen",
    stage: Stage::Code,
    family: Family::Remctl,
    weight: Bits(3.0),
    weight_from: "guess: moderate; build machines and bastions explain most and are left out where they can be told",
    needs: &[Need::CodeAudit, Need::SignIns],
    benign: &[
        "a private machine used for code, against policy or with leave",
        "a build machine at home",
        "another provider on the phone",
    ],
    verify: "ask which machine pushes, and where it stands",
    sources: &["SEAL"],
    indicators: &["DEV-11"],
    attack: &["T1078"],
};

/// Days from which it is a habit (guess).
const LEAST_DAYS: usize = 5;
/// As near as counts as the same region (guess).
const NEAR_KM: f64 = 150.0;

pub(crate) fn detect(scene: &Scene) -> Vec<Finding> {
    scene.personas().filter_map(|persona| look(scene, persona)).collect()
}

fn look(scene: &Scene, persona: &Persona) -> Option<Finding> {
    let mut asns: BTreeSet<u32> = BTreeSet::new();
    let mut known: BTreeSet<&Place> = BTreeSet::new();
    for (key, cell) in persona
        .footprint
        .human()
        .filter(|(key, _)| places::is_work(key.channel) && key.channel != Channel::Code)
    {
        asns.extend(places::network(scene, key).asn);
        known.extend(places::place_of(scene, key, cell));
    }
    if known.is_empty() {
        return None;
    }
    let mut days: BTreeSet<Date> = BTreeSet::new();
    let mut unseen: BTreeMap<Date, (&Place, &Cell)> = BTreeMap::new();
    for (key, cell) in persona.footprint.through(Channel::Code).filter(|(key, _)| key.ip.is_some())
    {
        days.insert(key.day);
        let Some(place) =
            places::telling_place(scene, key, cell).filter(|_| places::is_access(scene, key))
        else {
            continue;
        };
        let is_known_operator =
            places::network(scene, key).asn.is_some_and(|it| asns.contains(&it));
        let is_near = known.iter().any(|it| it.km_apart(place).is_none_or(|km| km <= NEAR_KM));
        if !is_known_operator && !is_near {
            unseen.entry(key.day).or_insert((place, cell));
        }
    }
    if unseen.len() < LEAST_DAYS || unseen.len() * 2 < days.len() {
        return None;
    }
    let seen = places::usual_place(unseen.values().map(|(place, _)| *place));
    let because = sentence!(
        "on {} of {} days code comes from {}, where no sign-in was ever seen",
        unseen.len(),
        days.len(),
        seen
    );
    let mut lines = unseen.values().map(|(_, cell)| &cell.example);
    Some(Finding::new(&CARD, &persona.id, because, lines.next()?).and(lines))
}
