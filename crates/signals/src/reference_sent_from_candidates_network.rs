//! The reference was sent from the candidate's own network.
//!
//! ## What it sees
//! A reference form sent from a public address that the person vouched for also uses, and that few people here use.
//!
//! ## Why it matters
//! Whoever operates the persona fills in the form too.
//!
//! ## Innocent reasons
//! A colleague in the same office network; a referee who filled in the form at the candidate's home. Where the address is the
//! referee's own line, on which the candidate was a guest, or the two live together, it weighs less.
//!
//! ## Blind spots
//! Reference tools that do not record the address; mobile networks that change it.

use std::{
    collections::{BTreeMap, BTreeSet},
    net::IpAddr,
};

use bonafide_model::{
    Bits, Card, Channel, Family, Finding, Need, Persona, Provenance, Scene, Stage, TieKind,
    sentence,
};

use crate::households;

/// More people than these behind an address make it an office or a carrier: guess.
const MOST_USERS: usize = 3;

/// Days of use from which an address is somebody's own line: guess, a week of work.
const OWN_LINE_DAYS: usize = 5;
/// What it weighs where the line is the referee's own or that of their common home, in bits: guess, who operates two personas has them
/// vouch for one another from one desk, and friends and relatives do, too.
const REFEREES_OWN_BITS: Bits = Bits(2.0);

pub(crate) static CARD: Card = Card {
    id: "reference-sent-from-candidates-network",
    title: "The reference was sent from the candidate's own network",
    stage: Stage::References,
    family: Family::Refnet,
    weight: Bits(6.0),
    weight_from: "guess: near-conclusive with the same device in the threat catalogue (NET-01), less for an address alone",
    needs: &[Need::References, Need::SignIns, Need::Meetings],
    benign: &[
        "a colleague in the same office network",
        "a referee who filled in the form at the candidate's home",
    ],
    verify: "call the former employer's switchboard on a number that you found yourself",
    sources: &["SEED"],
    indicators: &["NET-01"],
    attack: &[],
};

/// Compares the referee's address with those of the person.
pub(crate) fn detect(scene: &Scene<'_>) -> Vec<Finding> {
    let mut res = Vec::new();
    for tie in scene.linked.ties.iter().filter(|it| it.kind == TieKind::Vouching) {
        for (referee, candidate) in [(&tie.a, &tie.b), (&tie.b, &tie.a)] {
            let (referee, candidate) =
                (&scene.linked.personas[referee], &scene.linked.personas[candidate]);
            let sent = addresses(referee, |it| it == Channel::Reference);
            let used = addresses(candidate, |it| it.is_human() && it != Channel::Reference);
            let Some((ip, line)) = sent
                .iter()
                .find(|(ip, _)| used.contains_key(*ip) && scene.users_of(**ip) <= MOST_USERS)
            else {
                continue;
            };
            let is_referees = is_own_line(referee, candidate, *ip)
                || households::live_together(referee, candidate);
            let because = sentence!(
                "the reference for {} was sent from {}, {} {} also uses",
                candidate,
                ip,
                if is_referees { "the referee's own line, which" } else { "which" },
                candidate
            );
            let bits = if is_referees { REFEREES_OWN_BITS } else { CARD.weight };
            res.push(
                Finding::new(&CARD, &candidate.id, because, line)
                    .and([used[ip]])
                    .with([&referee.id])
                    .weighing(bits),
            );
        }
    }
    res
}

/// Whether the referee works from an address day by day, and the candidate on fewer days.
fn is_own_line(referee: &Persona, candidate: &Persona, ip: IpAddr) -> bool {
    let days = |of: &Persona| {
        let uses = of.footprint.human();
        let uses = uses.filter(|(key, _)| key.ip == Some(ip) && key.channel != Channel::Reference);
        uses.map(|(key, _)| key.day).collect::<BTreeSet<_>>().len()
    };
    let of_referee = days(referee);
    of_referee >= OWN_LINE_DAYS && days(candidate) < of_referee
}

fn addresses(persona: &Persona, wanted: impl Fn(Channel) -> bool) -> BTreeMap<IpAddr, &Provenance> {
    let cells = persona.footprint.cells.iter().filter(|(key, _)| wanted(key.channel));
    cells.filter_map(|(key, cell)| Some((key.ip?, &cell.example))).collect()
}
