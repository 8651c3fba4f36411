//! Two referees of one person answered from one address.
//!
//! ## What it sees
//! Reference forms of two referees of one person sent from one public address that few people here use.
//!
//! ## Why it matters
//! Whoever operates the persona answers for its referees too.
//!
//! ## Innocent reasons
//! Two colleagues in one office, who write from their employer's domain, and an exit behind which many stand, are left out, and
//! so are exits of VPNs.
//!
//! ## Blind spots
//! Reference tools that do not record the address; one address for each referee.

use std::{
    collections::{BTreeMap, BTreeSet},
    net::IpAddr,
};

use bonafide_model::{
    Bits, Card, Cell, Channel, Family, Finding, Need, Persona, PersonaId, Scene, Stage, sentence,
};

use crate::{hiring, places, vouching};

/// More people than these behind an address make it an office or a carrier: guess.
const MOST_USERS: usize = 4;

pub(crate) static CARD: Card = Card {
    id: "referees-share-a-network",
    title: "Two referees of one person answered from one address",
    stage: Stage::References,
    family: Family::Refnet,
    weight: Bits(4.0),
    weight_from: "guess: near-conclusive with the same device in the threat catalogue (NET-01), less for an address alone",
    needs: &[Need::References],
    benign: &[
        "a couple of former colleagues",
        "two colleagues in an office who both write from private mailboxes",
    ],
    verify: "call the former employer's switchboard on a number that you found yourself and ask for each of them",
    sources: &["SEED", "NISOS"],
    indicators: &["NET-01"],
    attack: &[],
};

/// Compares the referees of each person with one another.
pub(crate) fn detect(scene: &Scene<'_>) -> Vec<Finding> {
    let mut res = Vec::new();
    for (candidate, theirs) in vouching::by_candidate(scene) {
        let referees: Vec<&Persona> = theirs.keys().map(|it| &scene.linked.personas[*it]).collect();
        res.extend(of_persona(scene, &scene.linked.personas[candidate], &referees));
    }
    res
}

fn of_persona(scene: &Scene<'_>, persona: &Persona, referees: &[&Persona]) -> Option<Finding> {
    let mut by_place: BTreeMap<String, BTreeMap<&PersonaId, (&Persona, &Cell)>> = BTreeMap::new();
    for referee in referees {
        for (key, cell) in referee.footprint.through(Channel::Reference) {
            let is_few = |ip: &IpAddr| scene.users_of(*ip) <= MOST_USERS;
            let Some(ip) = key.ip.filter(is_few).filter(|_| !places::is_anonymized(scene, key))
            else {
                continue;
            };
            let there = by_place.entry(hiring::place_on_net(ip)).or_default();
            there.entry(&referee.id).or_insert((referee, cell));
        }
    }
    let is_odd = |people: &&BTreeMap<&PersonaId, (&Persona, &Cell)>| {
        people.len() > 1 && !are_of_one_firm(scene, people.values().map(|(it, _)| *it))
    };
    let together = by_place.values().find(is_odd)?;
    let because = sentence!(
        "{} referees of {} answered from one address that few others use",
        together.len(),
        persona
    );
    let mut lines = together.values().map(|(_, cell)| &cell.example);
    let finding = Finding::new(&CARD, &persona.id, because, lines.next()?).and(lines);
    Some(finding.with(together.keys().copied()))
}

/// Whether all write from one domain that is not open to everybody.
fn are_of_one_firm<'a>(scene: &Scene<'_>, mut people: impl Iterator<Item = &'a Persona>) -> bool {
    let domains = |it: &Persona| {
        it.emails()
            .map(|(email, _)| email.registrable_domain().to_owned())
            .filter(|it| !scene.lists.free_mail_domains.contains(it))
            .collect::<BTreeSet<_>>()
    };
    let Some(first) = people.next().map(domains) else { return false };
    !first.is_empty() && people.all(|it| !domains(it).is_disjoint(&first))
}
