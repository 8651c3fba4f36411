//! Several applicants come from one network and one kind of computer.
//!
//! ## What it sees
//! Applications, tests, contracts or platform accounts of three or more people of different names within thirty days, from one
//! public address and one operating system.
//!
//! ## Why it matters
//! One operator applies under many names, from one desk or one rented server.
//!
//! ## Innocent reasons
//! A university or a job center; a family; an agency that sends in the papers of its people. An exit behind which many stand,
//! people of one home, and what came through an agency are left out; exits that strangers rent weigh less.
//!
//! ## Blind spots
//! Most applicant-tracking systems export no address; one address for each name.

use std::{collections::BTreeMap, net::IpAddr};

use bonafide_model::{
    Bits, Card, Cell, Family, Finding, Need, Persona, PersonaId, Scene, Stage, sentence,
};

use crate::{clock::days_between, hiring, households, names, places};

/// People from whom on it is no couple: published (threat catalogue APP-10).
const PEOPLE: usize = 3;
/// Days within which they came: published (threat catalogue APP-10).
const WINDOW_DAYS: f64 = 30.0;
/// Where the address is a VPN's or a rented server's, which strangers share, in bits (guess).
const RENTED_BITS: Bits = Bits(2.0);

pub(crate) static CARD: Card = Card {
    id: "one-network-for-several-applicants",
    title: "Several applicants come from one network and one kind of computer",
    stage: Stage::Sourcing,
    family: Family::Share,
    weight: Bits(4.0),
    weight_from: "guess: strong for one address and client and three names in thirty days in the threat catalogue (APP-10), less because the client is known by its system alone",
    needs: &[Need::Applications],
    benign: &[
        "a university, a library or a job center",
        "friends who apply together",
        "an agency that sends in papers, where no record says so",
    ],
    verify: "ask each of them, as everybody, from where they applied, and meet them on one day in calls that follow one another",
    sources: &["RF26", "DTEX24", "DOCS"],
    indicators: &["APP-10", "SRC-02", "SRC-06", "SRC-01"],
    attack: &["T1585"],
};

/// One person's first use from an address.
type Came<'a> = (&'a Persona, &'a Cell);
/// Everybody who came from one address with one system.
type Group<'a> = BTreeMap<&'a PersonaId, (IpAddr, Came<'a>)>;

/// Groups the doors of hiring by address and system.
pub(crate) fn detect(scene: &Scene<'_>) -> Vec<Finding> {
    let mut groups: BTreeMap<(String, Option<&str>), Group<'_>> = BTreeMap::new();
    for persona in scene.personas().filter(|it| !hiring::is_sent_by_agency(it)) {
        for (key, cell) in hiring::uses(persona) {
            let Some(ip) = key.ip.filter(|it| !places::is_common_exit(scene, *it)) else {
                continue;
            };
            let group = groups.entry((hiring::place_on_net(ip), key.os.as_deref())).or_default();
            group.entry(&persona.id).or_insert((ip, (persona, cell)));
        }
    }
    let mut found: BTreeMap<&PersonaId, Finding> = BTreeMap::new();
    for group in groups.values().filter(|it| it.len() >= PEOPLE) {
        let Some((ip, _)) = group.values().next() else { continue };
        let mut came: Vec<Came<'_>> = group.values().map(|(_, came)| *came).collect();
        came.sort_by_key(|(persona, cell)| (cell.first, &persona.id));
        let together = together(&came);
        for (persona, _) in &together {
            found.entry(&persona.id).or_insert_with(|| finding(scene, *ip, (persona, &together)));
        }
    }
    found.into_values().collect()
}

/// The largest set of people of different names and homes who came within one window; none if it is too small.
fn together<'a>(came: &[Came<'a>]) -> Vec<Came<'a>> {
    let is_in =
        |first: &Came<'_>, it: &&Came<'a>| days_between(first.1.first, it.1.first) <= WINDOW_DAYS;
    let mut best: Vec<Came<'a>> = Vec::new();
    for (idx, first) in came.iter().enumerate() {
        let mut others: Vec<Came<'a>> = Vec::new();
        for it in came[idx..].iter().take_while(|it| is_in(first, it)) {
            let is_another = |(other, _): &Came<'_>| {
                names::differ(other, it.0) && !households::live_together(other, it.0)
            };
            if others.iter().all(is_another) {
                others.push(*it);
            }
        }
        if others.len() > best.len() {
            best = others;
        }
    }
    if best.len() < PEOPLE { Vec::new() } else { best }
}

fn finding(scene: &Scene<'_>, ip: IpAddr, of: (&Persona, &[Came<'_>])) -> Finding {
    let (persona, together) = of;
    let is_rented = scene.network(ip).is_rented();
    let because = sentence!(
        "{} people of different names came to hiring from {} within {} days, {} among them",
        together.len(),
        ip,
        WINDOW_DAYS,
        persona
    );
    let own = together.iter().find(|(it, _)| it.id == persona.id);
    let (_, cell) = own.expect("everybody of the group is in it");
    Finding::new(&CARD, &persona.id, because, &cell.example)
        .and(together.iter().map(|(_, cell)| &cell.example))
        .with(together.iter().map(|(it, _)| &it.id).filter(|it| **it != persona.id))
        .weighing(if is_rented { RENTED_BITS } else { CARD.weight })
}
