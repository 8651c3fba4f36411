//! The phone that approves is far from the device that signs in.
//!
//! ## What it sees
//! Approved second factors where both addresses can be placed: the device that signs in and, on an access network,
//! the phone. More than 500 km apart on at least twenty approvals, eight days and half of all approvals that can be
//! placed. A phone near a declared home or place of work is not far: it is where the person says they are.
//!
//! ## Why it matters
//! A laptop in a stranger's home and a person elsewhere leave this trace: the laptop signs in locally, the phone
//! approves from where the person is.
//!
//! ## Innocent reasons
//! Carrier gateways above all; see `CARD.benign`. Within one country, where they are common, it weighs less, and so
//! it does where the phone showed its far address on a day on which the person stood in the office: then that address is
//! its carrier's. So it does where a telephone number on file is of the country in which the phone approves: a card of that
//! country comes out there, wherever it is. Where the telephones of many come out far away, as those of one carrier do, it weighs less or nothing.
//! Devices behind VPNs, rented servers or common exits are left out.
//!
//! ## Blind spots
//! Blind when the facilitator holds the phone as well, or when the factor is a code without an address.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_model::{
    Bits, Card, Cell, Fact, Family, Finding, Need, Persona, Place, Scene, Stage, sentence,
    value::utc_day,
};
use jiff::civil::Date;

use crate::{
    approvals::{self, Approvals},
    places, surprise,
};

pub(crate) static CARD: Card = Card {
    id: "second-factor-far-from-device",
    title: "The phone that approves is far from the device that signs in",
    stage: Stage::Access,
    family: Family::Netloc,
    weight: Bits(5.0),
    weight_from: "guess: published as strong where it persists over twenty sign-ins",
    needs: &[Need::SecondFactors],
    benign: &[
        "a phone whose carrier lets it out in another region or, roaming, in its home country",
        "a phone on a VPN",
        "a desktop in the office that is reached from home",
    ],
    verify: "ask for an approval by code shown on screen while on a call from the claimed place",
    sources: &["OKTADET"],
    indicators: &["ACC-06", "FAC-02"],
    attack: &["T1078", "T1219"],
};

/// Nearer than this, address tables and carrier gateways err too often (guess).
const FAR_KM: f64 = 500.0;
/// Far approvals from which it is persistent: published (threat catalogue ACC-06).
const LEAST_APPROVALS: u32 = 20;
/// Days on which they fall (guess).
const LEAST_DAYS: usize = 8;
/// Within one country (guess).
const SAME_COUNTRY_BITS: Bits = Bits(3.5);
/// Where a number on file is of the country in which the phone approves. Guess: not nothing, since who works from there has such a
/// number too, and would have told it to the organization.
const OWN_NUMBER_BITS: Bits = Bits(2.5);
/// Where the far address was seen while the person was in the office. Guess: not nothing, since somebody else may hold the phone
/// of one who shows their face.
const SEEN_HERE_BITS: Bits = Bits(1.5);

/// Approvals far away.
#[derive(Default)]
struct Far<'a> {
    approvals: u32,
    days: BTreeMap<Date, &'a Cell>,
    devices: Vec<&'a Place>,
    phones: Vec<&'a Place>,
    abroad: u32,
}

pub(crate) fn detect(scene: &Scene) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut n_placed = 0;
    for persona in scene.personas() {
        let approvals = approvals::placed(scene, persona);
        if !approvals.is_empty() {
            n_placed += 1;
            findings.extend(look(scene, persona, &approvals));
        }
    }
    surprise::weigh(findings, n_placed)
}

fn look(scene: &Scene, persona: &Persona, approvals: &[Approvals]) -> Option<Finding> {
    let claims = places::claims(scene, persona);
    let mut placed = 0;
    let mut far = Far::default();
    for Approvals { day, cell, device, phone } in approvals.iter().copied() {
        let Some(km) = device.km_apart(phone) else { continue };
        placed += cell.count;
        let is_at_home = places::km_from_claims(&claims, phone).is_some_and(|it| it <= FAR_KM);
        if km > FAR_KM && !is_at_home {
            far.approvals += cell.count;
            far.abroad += if device.country == phone.country { 0 } else { cell.count };
            far.days.entry(day).or_insert(cell);
            far.devices.push(device);
            far.phones.push(phone);
        }
    }
    let is_persistent = far.approvals >= LEAST_APPROVALS && far.days.len() >= LEAST_DAYS;
    if !is_persistent || far.approvals * 2 < placed {
        return None;
    }
    let (device, phone) =
        (places::usual_place(far.devices), places::usual_place(far.phones.iter().copied()));
    let mut because = sentence!(
        "{} of {} approvals on {} days: the device signs in at {}, the phone approves at {}",
        far.approvals,
        placed,
        far.days.len(),
        device,
        phone
    );
    let mut bits = if far.abroad * 2 >= far.approvals { CARD.weight } else { SAME_COUNTRY_BITS };
    let numbers = countries_of_numbers(persona);
    let is_of_card = |it: &&Place| numbers.contains(it.country.as_str());
    if far.abroad * 2 >= far.approvals && far.phones.iter().all(is_of_card) {
        bits = OWN_NUMBER_BITS;
        because = sentence!(
            "{}, the country of a telephone number on file, so that its card may come out there",
            because
        );
    }
    let here = days_here(persona);
    if far.days.keys().any(|day| here.contains(day)) {
        bits = SEEN_HERE_BITS;
        because = sentence!(
            "{}, as it did on a day on which the person was in the office, so that the place may be its carrier's",
            because
        );
    }
    let mut lines = far.days.values().map(|it| &it.example);
    Some(Finding::new(&CARD, &persona.id, because, lines.next()?).and(lines).weighing(bits))
}

/// Countries whose numbers the person has on file.
fn countries_of_numbers(persona: &Persona) -> BTreeSet<&str> {
    persona.phones().filter_map(|(it, _)| it.region()).collect()
}

/// UTC days on which somebody of the organization, or a door of it, saw the person.
fn days_here(persona: &Persona) -> BTreeSet<Date> {
    let seen =
        persona.said.iter().filter(|it| matches!(it.fact, Fact::MetInPerson | Fact::Badged { .. }));
    let times = seen.flat_map(|it| [it.first(), it.last()]).flatten();
    times.map(utc_day).collect()
}
