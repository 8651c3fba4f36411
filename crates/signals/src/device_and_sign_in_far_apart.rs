//! The laptop is in one place and the person who signs in is in another, week after week.
//!
//! ## What it sees
//! Days on which both the company device and the sign-ins can be placed. Over at least thirty days and ten such days, the two
//! are more than 300 km apart, and within 150 km of one another on at most a tenth of the days.
//!
//! ## Why it matters
//! On a journey the two part and come together again. A laptop that stands with a host and a person who signs in elsewhere
//! never meet; nor do a laptop abroad and a home proxy in the claimed town.
//!
//! ## Innocent reasons
//! A laptop that is not used; see `CARD.benign`. VPNs, rented servers and common exits are left out on both sides. Where the
//! laptops of many stand elsewhere than they do, as where all work on computers of their own, it weighs less or nothing.
//!
//! ## Blind spots
//! Where the laptop itself is driven from afar, its sign-ins are where it is.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_model::{
    Bits, Card, Cell, Channel, Family, Finding, Need, Persona, Place, Scene, Stage, sentence,
};
use jiff::civil::Date;

use crate::{places, programs, surprise};

pub(crate) static CARD: Card = Card {
    id: "device-and-sign-in-far-apart",
    title: "The laptop is in one place and the person who signs in is in another, week after week",
    stage: Stage::Access,
    family: Family::Netloc,
    weight: Bits(5.0),
    weight_from: "guess: published as strong where it never converges (RF26, threat catalogue L2)",
    needs: &[Need::SignIns, Need::Devices],
    benign: &[
        "a laptop that lies in the office or at home while somebody works on another computer",
        "a laptop that was handed on and is still entered under its former holder",
        "a gateway of the firm that is not known to be one",
    ],
    verify: "ask on which computer the person works, and where the company's laptop is",
    sources: &["RF26"],
    indicators: &["ACC-04"],
    attack: &["T1078", "T1219"],
};

/// Farther than an address table errs within a region (guess).
const FAR_KM: f64 = 300.0;
/// As near as counts as the same place: a metropolitan area with the error of address tables (guess).
const NEAR_KM: f64 = 150.0;
/// Days from first to last, from which a journey is told from a stay: published (RF26, threat catalogue L2).
const LEAST_SPAN_DAYS: i64 = 30;
/// Days on which they are apart (guess).
const LEAST_DAYS: usize = 10;
/// Share of days together up to which it counts as never, in percent: published (L2) as "about 0"; the figure is a guess.
const MOST_PERCENT: usize = 10;

/// Days on which both could be placed: together, or apart with the two cells.
#[derive(Default)]
struct Both<'a> {
    together: BTreeSet<Date>,
    apart: BTreeMap<Date, [(&'a Place, &'a Cell); 2]>,
}

/// Where something was on each day, with the line.
type Days<'a> = BTreeMap<Date, Vec<(&'a Place, &'a Cell)>>;

pub(crate) fn detect(scene: &Scene) -> Vec<Finding> {
    let placed = scene.personas().map(|persona| (persona, both(scene, persona)));
    let placed = placed.filter(|(_, it)| it.together.len() + it.apart.len() >= LEAST_DAYS);
    surprise::weigh_people(placed.map(|(persona, both)| (persona, look(persona, &both))))
}

fn both<'a>(scene: &'a Scene, persona: &'a Persona) -> Both<'a> {
    let (devices, sign_ins) = (device_days(scene, persona), sign_in_days(scene, persona));
    let Both { mut together, mut apart } = Both::default();
    for (day, devices) in &devices {
        let Some(sign_ins) = sign_ins.get(day) else { continue };
        let pairs =
            devices.iter().flat_map(|here| sign_ins.iter().map(move |there| [*here, *there]));
        let nearest = pairs
            .filter_map(|pair| Some((pair[0].0.km_apart(pair[1].0)?, pair)))
            .min_by(|a, b| a.0.total_cmp(&b.0));
        match nearest {
            Some((km, _)) if km <= NEAR_KM => {
                together.insert(*day);
            }
            Some((km, pair)) if km > FAR_KM => {
                apart.insert(*day, pair);
            }
            // In between nobody can tell.
            Some(_) | None => {}
        }
    }
    Both { together, apart }
}

fn look(persona: &Persona, Both { together, apart }: &Both<'_>) -> Option<Finding> {
    let span = places::span_days(&apart.keys().copied().collect());
    let never_meet = together.len() * 100 <= (together.len() + apart.len()) * MOST_PERCENT;
    if apart.len() < LEAST_DAYS || span < LEAST_SPAN_DAYS || !never_meet {
        return None;
    }
    let because = sentence!(
        "on {} of {} days over {} days the company device is at {} and the sign-ins come from {}",
        apart.len(),
        apart.len() + together.len(),
        span,
        places::usual_place(apart.values().map(|[device, _]| device.0)),
        places::usual_place(apart.values().map(|[_, sign_in]| sign_in.0))
    );
    let (_, [_, first]) = apart.first_key_value()?;
    let lines = apart.values().flat_map(|pair| pair.map(|(_, cell)| &cell.example));
    Some(Finding::new(&CARD, &persona.id, because, &first.1.example).and(lines))
}

fn device_days<'a>(scene: &'a Scene, persona: &Persona) -> Days<'a> {
    let mut days = Days::new();
    let devices = programs::company_devices(scene, persona).into_iter();
    for device in devices.filter(|it| it.holders.len() == 1) {
        for (key, cell) in &device.footprint.cells {
            if let Some(place) = places::telling_place(scene, key, cell) {
                days.entry(key.day).or_default().push((place, cell));
            }
        }
    }
    days
}

fn sign_in_days<'a>(scene: &'a Scene, persona: &'a Persona) -> Days<'a> {
    let mut days = Days::new();
    let is_looked_at = |channel: Channel| {
        matches!(channel, Channel::SignIn | Channel::SecondFactor | Channel::VirtualDesktop)
    };
    for (key, cell) in persona.footprint.human().filter(|(key, _)| is_looked_at(key.channel)) {
        if let Some(place) = places::telling_place(scene, key, cell) {
            days.entry(key.day).or_default().push((place, cell));
        }
    }
    days
}
