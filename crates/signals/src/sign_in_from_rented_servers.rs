//! Sign-ins come from rented servers.
//!
//! ## What it sees
//! Sign-ins, second factors, portal visits and meetings from addresses of hosting firms and public clouds, on at
//! least five days and a fifth of the active days, by computers.
//!
//! ## Why it matters
//! Workers in one published case shared a rented server in the claimed region and worked through it, so that every
//! log shows the claimed place.
//!
//! ## Innocent reasons
//! Cloud desktops and gateways; see `CARD.benign`. An address behind which many of the staff stand does not count,
//! code hosting does not, because machines push code too, and a telephone does not: makers' relays and carriers'
//! proxies let it out of rented servers, and work is done on the computer beside it.
//!
//! ## Blind spots
//! A computer's browser behind the relay of its maker is told from a rented server only where the relay's exits are known as no
//! server's. A rented server in a residential range, or a remote-controlled laptop in a home, looks like a home.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_model::{
    Bits, Card, Cell, Channel, Family, Finding, Need, NetworkKind, Persona, Scene, Stage, sentence,
};
use jiff::civil::Date;

use crate::{clients, places, surprise};

pub(crate) static CARD: Card = Card {
    id: "sign-in-from-rented-servers",
    title: "Sign-ins come from rented servers",
    stage: Stage::Access,
    family: Family::Netloc,
    weight: Bits(3.0),
    weight_from: "guess: people seldom sign in from data centers, except through tools that their firm knows",
    needs: &[Need::SignIns],
    benign: &[
        "a cloud desktop or remote development machine",
        "a privacy relay of a browser",
        "a security gateway run in a cloud",
    ],
    verify: "ask which machine the sign-ins come from and whether the team uses cloud desktops",
    sources: &["FLARE26", "ANY26", "MS26"],
    indicators: &["ACC-16"],
    attack: &["T1078", "T1090"],
};

/// Days from which it is no test or accident (guess).
const LEAST_DAYS: usize = 5;
/// Share of active days from which it is a habit, in percent (guess).
const LEAST_PERCENT: usize = 20;

pub(crate) fn detect(scene: &Scene) -> Vec<Finding> {
    let is_seen = |it: &&Persona| it.footprint.human().any(|(key, _)| is_looked_at(key.channel));
    let n_seen = scene.personas().filter(is_seen).count();
    let findings = scene.personas().filter_map(|persona| look(scene, persona)).collect();
    surprise::weigh(findings, n_seen)
}

fn look(scene: &Scene, persona: &Persona) -> Option<Finding> {
    let mut active: BTreeSet<Date> = BTreeSet::new();
    let mut rented: BTreeMap<Date, &Cell> = BTreeMap::new();
    let mut operators: BTreeSet<&str> = BTreeSet::new();
    for (key, cell) in persona.footprint.human().filter(|(key, _)| is_looked_at(key.channel)) {
        active.insert(key.day);
        let network = places::network(scene, key);
        let is_server = matches!(network.kind, NetworkKind::Hosting | NetworkKind::Cloud)
            && key.anonymizer.is_none()
            && !clients::is_mobile(key);
        if is_server && !places::through_common_exit(scene, key) {
            rented.entry(key.day).or_insert(cell);
            operators.extend(network.operator.as_deref());
        }
    }
    if rented.len() < LEAST_DAYS || places::percent(rented.len(), active.len()) < LEAST_PERCENT {
        return None;
    }
    let names = if operators.is_empty() {
        "no name".to_owned()
    } else {
        operators.into_iter().collect::<Vec<_>>().join(", ")
    };
    let because = sentence!(
        "signs in from rented servers ({}) on {} of {} active days",
        names,
        rented.len(),
        active.len()
    );
    let mut lines = rented.values().map(|it| &it.example);
    Some(Finding::new(&CARD, &persona.id, because, lines.next()?).and(lines))
}

fn is_looked_at(channel: Channel) -> bool {
    matches!(
        channel,
        Channel::SignIn | Channel::SecondFactor | Channel::HrPortal | Channel::Meeting
    )
}
