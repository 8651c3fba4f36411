//! Sign-ins come from another place than the claimed one, week after week.
//!
//! ## What it sees
//! Days with sign-ins, second factors or virtual desktops whose address can be placed. Over at least thirty days
//! and ten active ones, at most a tenth of the days show a place within 150 km of any home or declared place of
//! work.
//!
//! ## Why it matters
//! Travel goes away and comes back. Somebody who was never where they say they are does not come back.
//!
//! ## Innocent reasons
//! An unrecorded move is the usual one; see `CARD.benign`. Declared places of work count as claims, so an approved
//! relocation is quiet. VPNs, rented servers and addresses shared by many of the staff are left out, because their
//! place is not the person's. Where many are seen away from what is on file, the file is out of date, and it weighs less
//! or nothing.
//!
//! ## Blind spots
//! Blind where all work goes through the organisation's gateway, and towards a laptop that stands in the claimed
//! place and is driven from elsewhere.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_model::{
    Bits, Card, Cell, Channel, Family, Finding, Need, Persona, Place, Scene, Stage, sentence,
};
use jiff::civil::Date;

use crate::{places, surprise};

pub(crate) static CARD: Card = Card {
    id: "sign-in-place-never-matches-claim",
    title: "Sign-ins come from another place than the claimed one, week after week",
    stage: Stage::Access,
    family: Family::Netloc,
    weight: Bits(5.0),
    weight_from: "guess: travel ends; a month without one day near home or the declared workplace is rare without an agreed move",
    needs: &[Need::SignIns, Need::Workers],
    benign: &[
        "a move that HR has not recorded yet",
        "an agreed stay elsewhere that is not in the exports",
        "an exit of the mobile carrier or provider in another region",
    ],
    verify: "ask HR whether a move or a stay elsewhere was agreed, and ask the worker for the present address",
    sources: &["RF26", "SEED", "DTEX24"],
    indicators: &["ACC-04"],
    attack: &["T1078"],
};

/// As near as counts as the same place: a metropolitan area with the error of address tables (guess).
const NEAR_KM: f64 = 150.0;
/// Days from first to last, from which a journey is told from a stay: published (RF26, threat catalogue L2).
const LEAST_SPAN_DAYS: i64 = 30;
/// Active days among them (guess).
const LEAST_DAYS: usize = 10;
/// Share of days near a claim up to which it counts as never, in percent: published (L2) as "about 0"; the figure is a guess.
const MOST_PERCENT: usize = 10;

pub(crate) fn detect(scene: &Scene) -> Vec<Finding> {
    let signs_in = |it: &&Persona| it.footprint.human().any(|(key, _)| is_looked_at(key.channel));
    let findings = scene.personas().filter_map(|persona| look(scene, persona)).collect();
    surprise::weigh(findings, scene.personas().filter(signs_in).count())
}

fn look(scene: &Scene, persona: &Persona) -> Option<Finding> {
    let claims = places::claims(scene, persona);
    let mut days: BTreeSet<Date> = BTreeSet::new();
    let mut near: BTreeSet<Date> = BTreeSet::new();
    let mut far: BTreeMap<Date, (&Place, &Cell)> = BTreeMap::new();
    for (key, cell) in persona.footprint.human().filter(|(key, _)| is_looked_at(key.channel)) {
        let Some(place) = places::telling_place(scene, key, cell) else { continue };
        let Some(km) = places::km_from_claims(&claims, place) else { continue };
        days.insert(key.day);
        if km <= NEAR_KM {
            near.insert(key.day);
        } else {
            far.entry(key.day).or_insert((place, cell));
        }
    }
    let is_long = places::span_days(&days) >= LEAST_SPAN_DAYS && days.len() >= LEAST_DAYS;
    if !is_long || near.len() * 100 > days.len() * MOST_PERCENT {
        return None;
    }
    let seen = places::usual_place(far.values().map(|(place, _)| *place));
    let claim = places::claim_words(&claims);
    let because = sentence!(
        "says {}, but on {} of {} days over {} days signs in elsewhere, mostly {}",
        claim,
        days.len() - near.len(),
        days.len(),
        places::span_days(&days),
        seen
    );
    let (_, (_, first)) = far.first_key_value()?;
    let more = far
        .values()
        .map(|(_, cell)| &cell.example)
        .chain(claims.iter().map(|(_, said)| said.from()));
    Some(Finding::new(&CARD, &persona.id, because, &first.example).and(more))
}

fn is_looked_at(channel: Channel) -> bool {
    matches!(channel, Channel::SignIn | Channel::SecondFactor | Channel::VirtualDesktop)
}
