//! Bank details were changed from an anonymizing network.
//!
//! ## What it sees
//! Changes of bank details whose address is a VPN or a rented server, or one that a log names as an anonymizing
//! service.
//!
//! ## Why it matters
//! Pay is the point of the scheme. Actors were seen to edit payroll from their own exits, apart from where they
//! work.
//!
//! ## Innocent reasons
//! VPN habits; see `CARD.benign`. An exit behind which many of the staff stand does not count.
//!
//! ## Blind spots
//! Most payroll systems do not export the address of a change.

use std::{collections::BTreeSet, net::IpAddr};

use bonafide_model::{Bits, Card, Fact, Family, Finding, Need, Persona, Scene, Stage, sentence};

use crate::{clock::days_between, places};

pub(crate) static CARD: Card = Card {
    id: "bank-details-changed-from-anonymizing-network",
    title: "Bank details were changed from an anonymizing network",
    stage: Stage::Payment,
    family: Family::Payout,
    weight: Bits(3.0),
    weight_from: "guess: moderate in the catalogue; more in the first weeks of employment (MS26)",
    needs: &[Need::AccountChanges],
    benign: &[
        "a VPN that is always on",
        "a payroll portal reached from a cloud desktop",
        "a careful person on hotel Wi-Fi",
    ],
    verify: "confirm the change by a call to the number on file before the next pay run",
    sources: &["MS26"],
    indicators: &["PAY-04", "ACC-08"],
    attack: &["T1657", "T1090"],
};

/// In the first days after the start (guess; the window is published, MS26).
const FIRST_DAYS: f64 = 90.0;
/// What it weighs then (guess).
const FIRST_DAYS_BITS: Bits = Bits(5.0);

pub(crate) fn detect(scene: &Scene) -> Vec<Finding> {
    scene.personas().filter_map(|persona| look(scene, persona)).collect()
}

fn look(scene: &Scene, persona: &Persona) -> Option<Finding> {
    let named = persona
        .footprint
        .cells
        .keys()
        .filter(|it| it.anonymizer.is_some())
        .filter_map(|it| it.ip)
        .collect::<BTreeSet<_>>();
    let changes = persona
        .find(|it| if let Fact::AccountChanged { ip: Some(ip) } = it { Some(*ip) } else { None });
    let is_hidden = |ip: IpAddr| {
        (scene.network(ip).is_rented() || named.contains(&ip)) && !places::is_common_exit(scene, ip)
    };
    let mut hits = changes.filter(|(ip, _)| is_hidden(*ip)).collect::<Vec<_>>();
    hits.sort_by_key(|(ip, said)| (said.first(), *ip));
    let (ip, first) = hits.first()?;
    let operator =
        scene.network(*ip).operator.clone().unwrap_or_else(|| "operator not named".to_owned());
    let is_early = hits.iter().any(|(_, said)| match (persona.hired(), said.first()) {
        (Some((hired, _)), Some(at)) => (0.0..=FIRST_DAYS).contains(&days_between(hired, at)),
        _ => false,
    });
    let because =
        sentence!("bank details changed from {}, an anonymizing network ({})", *ip, operator);
    let finding = Finding::new(&CARD, &persona.id, because, first.from())
        .and(hits.iter().map(|(_, said)| said.from()));
    Some(if is_early { finding.weighing(FIRST_DAYS_BITS) } else { finding })
}
