//! Is seen in the office.
//!
//! ## What it sees
//! Sign-ins on ten or more days from an address that a tenth of all staff use.
//!
//! ## Why it matters
//! Somebody who sits in the office is seen there.
//!
//! ## Innocent reasons
//! This speaks for the person.
//!
//! ## Blind spots
//! A corporate VPN looks like an office; where everybody is remote there is none.

use std::{
    collections::{BTreeMap, BTreeSet},
    net::IpAddr,
};

use bonafide_model::{
    Bits, Card, Channel, Fact, Family, Finding, Need, Persona, PersonaStage, Provenance, Scene,
    Stage, WorkPlace, sentence,
};
use jiff::civil::Date;

/// Share of staff behind an office's address: guess.
const SHARE: f64 = 0.1;
/// Fewer people make no office: guess.
const PEOPLE: usize = 5;
/// Days of presence: guess, two working weeks.
const DAYS: usize = 10;

pub(crate) static CARD: Card = Card {
    id: "office-presence",
    title: "Is seen in the office",
    stage: Stage::Access,
    family: Family::Netloc,
    weight: Bits(-2.0),
    weight_from: "guess: threat catalogue L10",
    needs: &[Need::SignIns, Need::Workers],
    benign: &["this speaks for the person"],
    verify: "nothing to do",
    sources: &["SEAL"],
    indicators: &["L10"],
    attack: &[],
};

/// Finds offices, then who is in them. A remote worker on a shared address may sit behind a corporate VPN: not counted.
pub(crate) fn detect(scene: &Scene<'_>) -> Vec<Finding> {
    let n_staff = scene
        .personas()
        .filter(|it| matches!(it.stage, PersonaStage::Active | PersonaStage::Leaver))
        .count();
    let least = (SHARE * n_staff as f64).max(PEOPLE as f64);
    scene.personas().filter_map(|it| of_persona(scene, it, least)).collect()
}

fn of_persona(scene: &Scene<'_>, persona: &Persona, least: f64) -> Option<Finding> {
    let goes_in = persona
        .said
        .iter()
        .any(|it| matches!(it.fact, Fact::WorksAt(WorkPlace::Office | WorkPlace::Hybrid)));
    let mut days: BTreeMap<IpAddr, (BTreeSet<Date>, &Provenance)> = BTreeMap::new();
    for (key, cell) in persona.footprint.through(Channel::SignIn) {
        let Some(ip) = key
            .ip
            .filter(|ip| scene.users_of(*ip) as f64 >= least && !scene.network(*ip).is_rented())
        else {
            continue;
        };
        days.entry(ip).or_insert_with(|| (BTreeSet::new(), &cell.example)).0.insert(key.day);
    }
    let (ip, (days, line)) = days.into_iter().max_by_key(|(_, (days, _))| days.len())?;
    if !goes_in || days.len() < DAYS {
        return None;
    }
    let because = sentence!(
        "{} signed in from the office on {} days ({} people use that address)",
        persona,
        days.len(),
        scene.users_of(ip)
    );
    Some(Finding::new(&CARD, &persona.id, because, line))
}
