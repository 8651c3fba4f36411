//! Work is done through a consumer VPN on many days.
//!
//! ## What it sees
//! Uses of work systems through an address that the identity provider names as an anonymizing service, or that
//! stands in a published VPN range, on at least a fifth of the active days and on three days.
//!
//! ## Why it matters
//! Persons who claim one place and sit in another need an exit in the claimed one. One operator, Astrill, is named
//! in most published cases.
//!
//! ## Innocent reasons
//! Privacy, censorship at the place of stay, travel; see `CARD.benign`. An operator through which much of the staff works is
//! the organization's own gateway and does not count; a single day is no finding.
//!
//! ## Blind spots
//! Residential proxies and exits of small services are in no list; a remote-controlled laptop needs no VPN at all.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_model::{
    Bits, Card, Cell, CellKey, Family, Finding, Need, NetworkKind, Persona, Scene, SoftwareKind,
    Stage, sentence,
};
use jiff::civil::Date;

use crate::{places, surprise::Frequencies};

pub(crate) static CARD: Card = Card {
    id: "consumer-vpn-at-sign-in",
    title: "Work is done through a consumer VPN on many days",
    stage: Stage::Access,
    family: Family::Netloc,
    weight: Bits(2.0),
    weight_from: "guess: a VPN alone is common among honest people; a rare one that is reported in this scheme is not",
    needs: &[Need::SignIns],
    benign: &[
        "privacy-minded people",
        "people abroad who need a VPN to reach anything",
        "a VPN left on from private use",
    ],
    verify: "ask why a VPN is on during work, and for one week of work without it",
    sources: &["GTIG24", "MS25", "SW24", "HUN26", "KUD26", "OKTADET"],
    indicators: &["ACC-01"],
    attack: &["T1090"],
};

/// Days from which a habit can be told from an accident (guess).
const LEAST_DAYS: usize = 3;
/// Share of active days from which it is a habit, in percent (guess).
const LEAST_PERCENT: usize = 20;
/// Share of active days from which it is the rule, in percent (guess).
const RULE_PERCENT: usize = 80;
/// When it is the rule (guess).
const RULE_BITS: Bits = Bits(2.5);
/// When the operator is one that is reported in this scheme and rare here (guess).
const REPORTED_BITS: Bits = Bits(4.0);

pub(crate) fn detect(scene: &Scene) -> Vec<Finding> {
    let known = operators(scene);
    scene.personas().filter_map(|persona| look(scene, persona, &known)).collect()
}

fn look(scene: &Scene, persona: &Persona, known: &Frequencies<String>) -> Option<Finding> {
    let mut active: BTreeSet<Date> = BTreeSet::new();
    let mut hidden: BTreeMap<Date, &Cell> = BTreeMap::new();
    let mut operators: BTreeSet<String> = BTreeSet::new();
    for (key, cell) in persona.footprint.human().filter(|(key, _)| places::is_work(key.channel)) {
        active.insert(key.day);
        let operator = operator(scene, key).filter(|it| !known.get(it).is_common(CARD.weight));
        let Some(operator) = operator else { continue };
        if !places::through_common_exit(scene, key) {
            hidden.entry(key.day).or_insert(cell);
            operators.insert(operator);
        }
    }
    let share = places::percent(hidden.len(), active.len());
    if hidden.len() < LEAST_DAYS || share < LEAST_PERCENT {
        return None;
    }
    let bits = if operators.iter().any(|it| is_reported(scene, it)) {
        REPORTED_BITS
    } else if share >= RULE_PERCENT {
        RULE_BITS
    } else {
        CARD.weight
    };
    let frequency = known.rarest(&operators);
    let names = operators.into_iter().collect::<Vec<_>>().join(", ");
    let because = sentence!(
        "works through a VPN ({}) on {} of {} active days",
        names,
        hidden.len(),
        active.len()
    );
    let mut lines = hidden.values().map(|it| &it.example);
    let finding = Finding::new(&CARD, &persona.id, because, lines.next()?).and(lines);
    frequency.weigh(finding.weighing(bits))
}

/// Who runs the VPN, if there is one.
fn operator(scene: &Scene, key: &CellKey) -> Option<String> {
    let network = places::network(scene, key);
    let by_network = || network.operator.clone().unwrap_or_else(|| UNNAMED.to_owned());
    match &key.anonymizer {
        Some(anonymizer) => {
            Some(anonymizer.operator.as_deref().map_or_else(by_network, str::to_owned))
        }
        None => (network.kind == NetworkKind::Vpn).then(by_network),
    }
}

const UNNAMED: &str = "operator not named";

/// How often each operator is worked through, of those who work.
fn operators(scene: &Scene) -> Frequencies<String> {
    let used = scene.personas().filter_map(|persona| {
        let work = persona.footprint.human().filter(|(key, _)| places::is_work(key.channel));
        let mut work = work.peekable();
        work.peek()?;
        let operators = work.filter_map(|(key, _)| operator(scene, key));
        Some(operators.filter(|it| it != UNNAMED).collect())
    });
    Frequencies::of_people(used)
}

fn is_reported(scene: &Scene, operator: &str) -> bool {
    let operator = operator.to_lowercase();
    let clients = scene
        .lists
        .software
        .iter()
        .filter(|it| it.kind == SoftwareKind::VpnClient && it.is_reported);
    clients
        .filter_map(|it| it.name.split_whitespace().next())
        .any(|word| operator.contains(&word.to_lowercase()))
}
