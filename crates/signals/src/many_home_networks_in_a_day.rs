//! Within one day the account comes from the networks of many providers, far apart, again and again.
//!
//! ## What it sees
//! Providers of homes and phones from which work systems are used within one day. On at least five days there are four or more,
//! and two of their places lie more than 300 km apart.
//!
//! ## Why it matters
//! A service that lets its customers out through other people's homes takes another home every few minutes. No list of VPN
//! exits has them.
//!
//! ## Innocent reasons
//! Days on the road; see `CARD.benign`. Home, phone and a cafe are three, and near one another. VPNs, rented servers and common
//! exits are left out.
//!
//! ## Blind spots
//! Services that keep one home for a day, or homes of one provider.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_model::{
    Bits, Card, Cell, Family, Finding, Need, Persona, Place, Scene, Stage, sentence,
};
use jiff::civil::Date;

use crate::{places, surprise};

pub(crate) static CARD: Card = Card {
    id: "many-home-networks-in-a-day",
    title: "Within one day the account comes from the networks of many providers, far apart, again and again",
    stage: Stage::Access,
    family: Family::Netloc,
    weight: Bits(3.0),
    weight_from: "guess: moderate in the threat catalogue (ACC-02)",
    needs: &[Need::SignIns],
    benign: &[
        "a representative who drives from customer to customer",
        "trains and airports, each with a network of its own",
        "a browser that hides addresses behind a relay",
    ],
    verify: "ask which networks were used on one of these days, and compare with the places of the laptop",
    sources: &["HUN26", "JP24"],
    indicators: &["ACC-02"],
    attack: &["T1090"],
};

/// Providers in one day: more than home, phone and a cafe (guess).
const LEAST_PROVIDERS: usize = 4;
/// Apart by more than a commute and the error of address tables (guess).
const FAR_KM: f64 = 300.0;
/// Days from which it is no journey (guess).
const LEAST_DAYS: usize = 5;

/// What was seen of a day: the providers, each with a place and a line.
type Day<'a> = BTreeMap<&'a str, (&'a Place, &'a Cell)>;

pub(crate) fn detect(scene: &Scene) -> Vec<Finding> {
    let working = scene
        .personas()
        .filter(|it| it.footprint.human().any(|(key, _)| places::is_work(key.channel)));
    let n_working = working.count();
    let findings = scene.personas().filter_map(|persona| look(scene, persona)).collect::<Vec<_>>();
    // A sales force on the road.
    surprise::weigh(findings, n_working)
}

fn look(scene: &Scene, persona: &Persona) -> Option<Finding> {
    let mut days: BTreeMap<Date, Day> = BTreeMap::new();
    for (key, cell) in persona.footprint.human().filter(|(key, _)| places::is_work(key.channel)) {
        if !places::is_access(scene, key) {
            continue;
        }
        let operator = places::network(scene, key).operator.as_deref();
        if let Some((operator, place)) = operator.zip(places::telling_place(scene, key, cell)) {
            days.entry(key.day).or_default().entry(operator).or_insert((place, cell));
        }
    }
    days.retain(|_, day| day.len() >= LEAST_PROVIDERS && is_wide(day));
    if days.len() < LEAST_DAYS {
        return None;
    }
    let providers = days.values().flat_map(|it| it.keys()).collect::<BTreeSet<_>>();
    let because = sentence!(
        "on {} days works from four or more providers' networks within the day, far apart; {} providers in all",
        days.len(),
        providers.len()
    );
    let mut lines = days.values().flat_map(|it| it.values()).map(|(_, cell)| &cell.example);
    Some(Finding::new(&CARD, &persona.id, because, lines.next()?).and(lines))
}

fn is_wide(day: &Day) -> bool {
    let places = || day.values().map(|(place, _)| *place);
    places().any(|here| places().any(|there| here.km_apart(there).is_some_and(|km| km > FAR_KM)))
}
