//! Network, computer, account and second factor change at once.
//!
//! ## What it sees
//! Within fourteen days three or more of: the networks from which the person works, the computers with which they work, the
//! account into which they are paid, the second factor. Before and after there are five days of work, and nothing of the one side
//! comes back on the other.
//!
//! ## Why it matters
//! An account that was sold or rented passes whole from one hand to another; the name stays.
//!
//! ## Innocent reasons
//! A move brings a new network and often a new bank; a new laptop brings a new factor. A move that is on file, and a device that
//! was sent or came back in those days, are left out. Names are never looked at.
//!
//! ## Blind spots
//! A hand-over of the laptop itself; one that takes longer.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_model::{
    AddressPurpose, Artifact, Bits, Card, Cell, CellKey, Channel, Fact, Family, Finding, Need,
    NetworkFacts, Persona, Provenance, Scene, Stage, sentence,
    value::{self, utc_day},
};
use jiff::{Unit, civil::Date};

use crate::places;

/// Days within which the changes fall: published (threat catalogue SRC-08).
const WINDOW_DAYS: i32 = 14;
/// Changes that are more than a move: published (threat catalogue SRC-08, CON-07).
const CHANGES: usize = 3;
/// Days of work on either side without which a change cannot be told (guess).
const LEAST_DAYS: usize = 5;

pub(crate) static CARD: Card = Card {
    id: "everything-changes-at-once",
    title: "Network, computer, account and second factor change at once",
    stage: Stage::Conduct,
    family: Family::Work,
    weight: Bits(4.0),
    weight_from: "guess: strong when three or more change together in the threat catalogue (SRC-08), less for a move that nobody wrote down",
    needs: &[Need::SignIns, Need::AccountChanges, Need::Shipments, Need::Workers],
    benign: &[
        "a move that is not on file yet",
        "a laptop that was lost with the telephone and replaced",
        "a stolen account that was made safe again",
    ],
    verify: "ask the person, in a call with the team that knows them, what happened in those days",
    sources: &["FLARE26", "RF26", "SEAL"],
    indicators: &["SRC-08", "CON-07"],
    attack: &["T1586", "T1078"],
};

/// What changed, when, and the line that shows it.
type Change<'a> = (Date, &'static str, &'a Provenance);

/// Looks for changes of each kind, and whether they fall together.
pub(crate) fn detect(scene: &Scene<'_>) -> Vec<Finding> {
    scene.personas().filter_map(|it| of_persona(scene, it)).collect()
}

fn of_persona(scene: &Scene<'_>, persona: &Persona) -> Option<Finding> {
    if has_moved(persona) {
        return None;
    }
    let mut changes: Vec<Change<'_>> = Vec::new();
    changes.extend(switch(networks(scene, persona)).map(|(day, line)| (day, "network", line)));
    changes.extend(switch(computers(persona)).map(|(day, line)| (day, "computer", line)));
    changes.extend(dated(persona, "account", |it| matches!(it, Fact::AccountChanged { .. })));
    changes.extend(dated(persona, "second factor", |it| {
        matches!(it, Fact::FactorReset | Fact::Uses(Artifact::Authenticator(_)))
    }));
    changes.sort();
    let together = |first: &Change<'_>| {
        let mut kinds: BTreeMap<&str, &Change<'_>> = BTreeMap::new();
        for it in changes.iter().filter(|it| (0..=WINDOW_DAYS).contains(&days(first.0, it.0))) {
            kinds.entry(it.1).or_insert(it);
        }
        kinds
    };
    let (first, kinds) = changes
        .iter()
        .map(|first| (first, together(first)))
        .find(|(_, kinds)| kinds.len() >= CHANGES && kinds.contains_key("network"))?;
    if got_a_device(persona, first.0) {
        return None;
    }
    let because = sentence!(
        "{} of {} changed within {} days from {} on",
        kinds.keys().copied().collect::<Vec<_>>().join(", "),
        persona,
        WINDOW_DAYS,
        first.0
    );
    let mut lines = kinds.values().map(|(_, _, line)| *line);
    Some(Finding::new(&CARD, &persona.id, because, lines.next()?).and(lines))
}

fn days(from: Date, to: Date) -> i32 {
    from.until((Unit::Day, to)).map_or(i32::MAX, |it| it.get_days())
}

/// Whether a second home or place of work is on file.
fn has_moved(persona: &Persona) -> bool {
    let places = |wanted: AddressPurpose| {
        persona.addresses_for(wanted).map(|(it, _)| it).collect::<BTreeSet<_>>().len()
    };
    places(AddressPurpose::Home) > 1 || places(AddressPurpose::Work) > 1
}

/// Whether a device went to the person or came back about that day.
fn got_a_device(persona: &Persona, day: Date) -> bool {
    let moved = persona
        .said
        .iter()
        .filter(|it| matches!(it.fact, Fact::SentDevice { .. } | Fact::ReturnedDevice { .. }));
    let mut at = moved.flat_map(|it| [it.first(), it.last()]).flatten().map(utc_day);
    at.any(|it| days(it, day).abs() <= 2 * WINDOW_DAYS)
}

/// What is used day by day: work systems, and accounts on job platforms.
fn uses(persona: &Persona) -> impl Iterator<Item = (&CellKey, &Cell)> {
    let is_daily = |it: Channel| places::is_work(it) || it == Channel::Platform;
    persona.footprint.human().filter(move |(key, _)| is_daily(key.channel))
}

/// Uses by day, each with what it came from.
type Uses<'a> = Vec<(Date, String, &'a Cell)>;

/// Networks by operator, since homes and telephones change their addresses; exits of VPNs are left out.
fn networks<'a>(scene: &Scene<'_>, persona: &'a Persona) -> Uses<'a> {
    let name = |facts: &NetworkFacts, ip| match (facts.asn, ip) {
        (Some(asn), _) => Some(format!("AS{asn}")),
        (None, Some(ip)) => Some(value::network_key(ip)),
        (None, None) => None,
    };
    let uses = uses(persona);
    let telling = uses.filter(|(key, _)| {
        !places::is_anonymized(scene, key) && !places::through_common_exit(scene, key)
    });
    telling
        .filter_map(|(key, cell)| Some((key.day, name(places::network(scene, key), key.ip)?, cell)))
        .collect()
}

/// Computers as the systems name them.
fn computers(persona: &Persona) -> Uses<'_> {
    let uses = uses(persona);
    uses.filter_map(|(key, cell)| Some((key.day, key.client.as_deref()?.to_owned(), cell)))
        .collect()
}

/// The first day from which on nothing is used that was used before, if both sides are long enough.
fn switch(mut uses: Uses<'_>) -> Option<(Date, &Provenance)> {
    uses.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
    let mut last: BTreeMap<&str, Date> = BTreeMap::new();
    for (day, name, _) in &uses {
        last.insert(name, *day);
    }
    let n_days = uses.chunk_by(|a, b| a.0 == b.0).count();
    let mut until: Option<Date> = None;
    for (n_before, of_day) in uses.chunk_by(|a, b| a.0 == b.0).enumerate() {
        let (day, _, cell) = of_day.first()?;
        let is_long = n_before >= LEAST_DAYS && n_days - n_before >= LEAST_DAYS;
        if until.is_some_and(|it| it < *day) && is_long {
            return Some((*day, &cell.example));
        }
        until = until
            .max(of_day.iter().filter_map(|(_, name, _)| last.get(name.as_str())).max().copied());
    }
    None
}

/// Changes that a record dates.
fn dated<'a>(
    persona: &'a Persona,
    kind: &'static str,
    is_wanted: fn(&Fact) -> bool,
) -> Vec<Change<'a>> {
    let wanted = persona.said.iter().filter(|it| is_wanted(&it.fact));
    wanted.filter_map(|it| Some((utc_day(it.first()?), kind, it.from()))).collect()
}
