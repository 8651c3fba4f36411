//! The company laptop stays in a country that nobody was told of.
//!
//! ## What it sees
//! Public addresses of company devices on working days. On more than ten of them, and on most, the device is in a country
//! in which the person has neither home nor declared place of work, 300 km or more from any.
//!
//! ## Why it matters
//! Laptops were sent on abroad from the homes of facilitators, dozens in one published case. It needs no record of the
//! shipment.
//!
//! ## Innocent reasons
//! Long visits and moves that were agreed elsewhere; see `CARD.benign`. VPNs, rented servers and common exits are left out,
//! and so is whoever lives across a border. Where the laptops of many are abroad, as those of a team that winters together, it
//! weighs less or nothing.
//!
//! ## Blind spots
//! A laptop that stays with its host and is driven from abroad is at home.

use std::collections::BTreeSet;

use bonafide_model::{
    Bits, Card, Family, Finding, Need, Persona, Place, Said, Scene, Stage, sentence,
};
use jiff::civil::{Date, Weekday};

use crate::{device_days::Days, places, surprise};

pub(crate) static CARD: Card = Card {
    id: "device-stays-in-another-country",
    title: "The company laptop stays in a country that nobody was told of",
    stage: Stage::Shipping,
    family: Family::Ship,
    weight: Bits(4.0),
    weight_from: "guess: strong in the threat catalogue if undeclared (SHP-10)",
    needs: &[Need::Devices, Need::Workers],
    benign: &[
        "a long visit to family that the manager knows of",
        "a relocation that HR has approved and not entered yet",
        "a provider whose addresses are registered in another country",
    ],
    verify: "ask HR whether a stay abroad was agreed, then the worker where the laptop is",
    sources: &["FBI24", "DOJ", "RF26"],
    indicators: &["SHP-10", "SHP-04"],
    attack: &["T1078"],
};

/// Working days from which it is no visit: published (threat catalogue SHP-04).
const LEAST_DAYS: usize = 11;
/// Nearer than this it may be a border that somebody lives at (guess).
const FAR_KM: f64 = 300.0;

pub(crate) fn detect(scene: &Scene) -> Vec<Finding> {
    let mut looked_at = Vec::new();
    for persona in scene.personas() {
        let claims = places::claims(scene, persona);
        if claims.is_empty() {
            continue;
        }
        let days = days(scene, persona, &claims);
        if days.n() >= LEAST_DAYS {
            looked_at.push((persona, look(persona, &days, &claims)));
        }
    }
    surprise::weigh_people(looked_at)
}

/// Working days at home or, as far days, abroad.
fn days<'a>(scene: &'a Scene, persona: &Persona, claims: &[(&Place, &Said)]) -> Days<'a> {
    let countries = claims.iter().map(|(it, _)| it.country.as_str()).collect::<BTreeSet<_>>();
    Days::of(scene, persona, |day, place| {
        let is_far = || places::km_from_claims(claims, place).is_some_and(|km| km > FAR_KM);
        is_working_day(day).then(|| !countries.contains(place.country.as_str()) && is_far())
    })
}

fn look(persona: &Persona, days: &Days<'_>, claims: &[(&Place, &Said)]) -> Option<Finding> {
    if !days.are_mostly_far(LEAST_DAYS) {
        return None;
    }
    let abroad = &days.far;
    let because = sentence!(
        "says {}, but the company device is abroad on {} of {} working days, mostly at {}",
        places::claim_words(claims),
        abroad.len(),
        days.n(),
        places::usual_place(abroad.values().map(|(place, _)| *place))
    );
    let (_, (_, first)) = abroad.first_key_value()?;
    let lines = abroad.values().map(|(_, cell)| &cell.example);
    let claims = claims.iter().map(|(_, said)| said.from());
    Some(Finding::new(&CARD, &persona.id, because, &first.example).and(lines).and(claims))
}

fn is_working_day(day: Date) -> bool {
    !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}
