//! Whose an identity is that two people show.
//!
//! Identities are stolen more often than lent. Where one of the two is evidently the owner, the other uses it, and the owner is
//! a victim: what the two share is no tie of the owner's. Only where pay of the one ends with the owner has the owner a part
//! in it, as far as records show. Somebody who appears twice under one name is mostly one person, so that two of one name
//! count only when both work here at once and share nothing that one person would have in both places.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_model::{
    Borrowed, Evidence, Fact, IdentityZone, Persona, PersonaId, Provenance, Sentence, Tie, TieKind,
    sentence, value::Site,
};
use jiff::{SignedDuration, Timestamp};

use crate::{
    names::{self, Agreement},
    ties::{Population, Sharers, note},
};

/// Personas of one document or profile among whom an owner is looked for. Guess: more are a fault of the records.
const MOST_SHARERS: usize = 12;
/// Time by which an owner has worked here longer than the other. Guess: two years, as for long tenure.
const LONGER: SignedDuration = SignedDuration::from_hours(24 * 730);
/// Time for which two work here at once. Guess: a month, more than two contracts that meet.
const AT_ONCE: SignedDuration = SignedDuration::from_hours(24 * 30);

/// What two personas both show, with its lines.
struct Shown<'a> {
    what: &'static str,
    zone: Option<&'a IdentityZone>,
    lines: BTreeSet<&'a Provenance>,
}

/// Pairs of an owner and somebody who uses the owner's identity, in order.
pub(crate) fn find(population: &Population<'_>, ties: &[Tie]) -> Vec<Borrowed> {
    let mut between: BTreeMap<(&PersonaId, &PersonaId), Vec<&Tie>> = BTreeMap::new();
    for tie in ties {
        between.entry((&tie.a, &tie.b)).or_default().push(tie);
    }
    let shown = shown(population);
    let found = shown.iter().filter_map(|(pair, shown)| {
        let ties = between.get(pair).map_or(&[][..], Vec::as_slice);
        borrowed(population, (*pair, shown), ties)
    });
    found.collect()
}

/// Everything that two personas both show, the document before the profile.
fn shown<'a>(population: &Population<'a>) -> BTreeMap<(&'a PersonaId, &'a PersonaId), Shown<'a>> {
    let mut documents: BTreeMap<&str, (&IdentityZone, Sharers<'a>)> = BTreeMap::new();
    let mut profiles: BTreeMap<_, Sharers<'a>> = BTreeMap::new();
    for persona in population.personas() {
        for (zone, said) in persona.identity_zones() {
            if let Some(number) = &zone.number {
                let (_, sharers) =
                    documents.entry(number).or_insert_with(|| (zone, Sharers::new()));
                sharers.entry(&persona.id).or_default().insert(said.from());
            }
        }
        for (profile, said) in persona.profiles().filter(|(it, _)| *it.site() != Site::Web) {
            note(&mut profiles, profile, &persona.id, said.from());
        }
    }
    let documents =
        documents.into_values().map(|(zone, sharers)| ("identity document", Some(zone), sharers));
    let profiles = profiles.into_values().map(|sharers| ("profile", None, sharers));
    let mut res = BTreeMap::new();
    for (what, zone, sharers) in documents.chain(profiles) {
        if sharers.len() > MOST_SHARERS {
            continue;
        }
        let sides: Vec<_> = sharers.into_iter().collect();
        for (idx, (a, lines_a)) in sides.iter().enumerate() {
            for (b, lines_b) in &sides[idx + 1..] {
                let lines = lines_a.union(lines_b).copied().collect();
                res.entry((*a, *b)).or_insert(Shown { what, zone, lines });
            }
        }
    }
    res
}

fn borrowed<'a>(
    population: &Population<'a>,
    (pair, shown): ((&PersonaId, &PersonaId), &Shown<'a>),
    ties: &[&Tie],
) -> Option<Borrowed> {
    let (a, b) = (population.personas.get(pair.0)?, population.personas.get(pair.1)?);
    let (owner, by, (proof, line)) = match (proof(a, b), proof(b, a)) {
        (Some(proof), None) => (a, b, proof),
        (None, Some(proof)) => (b, a, proof),
        (None, None) | (Some(_), Some(_)) => return None,
    };
    let is_theirs = match names::of_people(a, b) {
        Agreement::Agree => are_two(a, b, ties),
        Agreement::Differ | Agreement::Unknown => shown.zone.is_some_and(|it| is_of(it, owner, by)),
    };
    let lines: BTreeSet<&Provenance> = shown.lines.iter().copied().chain([line]).collect();
    let because =
        sentence!("{} shows the {} of {}, {}", by, shown.what, owner, Sentence::plain(proof));
    let is_lent = ties.iter().any(|it| matches!(it.kind, TieKind::BankAccount | TieKind::Wallet));
    is_theirs.then(|| Borrowed {
        owner: owner.id.clone(),
        by: by.id.clone(),
        is_lent,
        because,
        evidence: Evidence::new(line).and(lines),
    })
}

/// Whether the name in a document is the owner's and not the other's.
fn is_of(zone: &IdentityZone, owner: &Persona, by: &Persona) -> bool {
    let agrees = |persona: &Persona| {
        let names: Vec<_> = persona.names().map(|(it, _)| it).collect();
        zone.name.as_ref().map(|it| names::compare_all([it], names))
    };
    agrees(owner) == Some(Agreement::Agree) && agrees(by) == Some(Agreement::Differ)
}

/// Whether two of one name are two people: both work here at once, and nothing that one person would keep is in both records.
fn are_two(a: &Persona, b: &Persona, ties: &[&Tie]) -> bool {
    let stay = |persona: &Persona| -> Option<(Timestamp, Timestamp)> {
        let until = persona.left().map_or(Timestamp::MAX, |(at, ..)| at);
        Some((persona.hired()?.0, until))
    };
    let (Some(a), Some(b)) = (stay(a), stay(b)) else { return false };
    let at_once = a.1.min(b.1).duration_since(a.0.max(b.0)) > AT_ONCE;
    let is_one_persons = |tie: &&Tie| {
        matches!(
            tie.kind,
            TieKind::Phone
                | TieKind::Mailbox
                | TieKind::Address
                | TieKind::Device
                | TieKind::Authenticator
                | TieKind::ClientMachine
                | TieKind::CodeIdentity
                | TieKind::Gateway
                | TieKind::Egress
        )
    };
    at_once && !ties.iter().any(is_one_persons)
}

/// What shows that a persona is who they say, where nothing of the kind shows it of the other; with its line.
fn proof<'a>(of: &'a Persona, other: &Persona) -> Option<(&'static str, &'a Provenance)> {
    let in_words = |fact: &Fact| {
        let met = matches!(fact, Fact::MetInPerson).then_some("who was met in person");
        let badged = || {
            matches!(fact, Fact::Badged { .. })
                .then_some("who opens doors of the organization with a badge")
        };
        let confirmed = || {
            matches!(fact, Fact::CallBackConfirmed).then_some("whom a former employer confirmed")
        };
        met.or_else(badged).or_else(confirmed)
    };
    let said = of.said.iter().find_map(|it| Some((in_words(&it.fact)?, it.from())));
    said.or_else(|| {
        let (since, line) = of.hired()?;
        let came = other.seen()?.0;
        (came.duration_since(since) >= LONGER)
            .then_some(("who had worked here for years when the other came", line))
    })
}
