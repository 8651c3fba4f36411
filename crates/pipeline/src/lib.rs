//! The whole product as one straight line: records are read and folded, people linked, signals seen, weighed, ordered.
//!
//! Invariants: every record ends as exactly one of said, passed over or rejected; the order of files and rows changes nothing
//! but line numbers.
#![warn(clippy::disallowed_methods, reason = "pure room")]

mod account;
mod blind;
mod known;
mod read;
mod reconsider;
mod repeat;
mod watch;

use std::collections::BTreeMap;

use bonafide_model::{
    Assessment, Atlas, Bits, Card, Channel, Fact, FileReport, Finding, Ledger, Lists, PersonaId,
    PersonaStage, Scan, Scene, Settings, Sighting, Subject,
};
use jiff::Timestamp;

pub use blind::fed;
pub use bonafide_link::{
    LinkError, MOST_STEPS, Reached, Step, index_people, index_table, link_table, memory_needed,
    online, propose_kinds, who_else,
};
pub use known::{applicant, known, known_pairs};
pub use read::{read, read_watching, unopened};
pub use reconsider::{Own, Reconsidered, reconsider};
pub use watch::Watch;

/// Reference tables that a scan looks things up in.
#[derive(Clone, Copy)]
pub struct Tables<'a> {
    /// Places of addresses.
    pub atlas: &'a dyn Atlas,
    /// Lists of hardware, software and domains.
    pub lists: &'a Lists,
}

/// What is done with what was read, one after the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Records are linked to people, people to operators.
    Link,
    /// Signals are looked for.
    Signals,
    /// Findings are weighed, people put in order.
    Order,
}

/// Ledger of all files → the answer.
pub fn analyze(
    ledger: Ledger,
    intake: Vec<FileReport>,
    tables: Tables<'_>,
    settings: &Settings,
) -> Scan {
    analyze_watched((ledger, intake), tables, settings, &mut |_| {})
}

/// The same for one who waits: each phase is told when it begins.
pub fn analyze_watched(
    (ledger, intake): (Ledger, Vec<FileReport>),
    tables: Tables<'_>,
    settings: &Settings,
    begins: &mut dyn FnMut(Phase),
) -> Scan {
    let as_of = settings.as_of.unwrap_or_else(|| latest(&ledger));
    let fed = fed(&intake, &ledger);
    begins(Phase::Link);
    let linked = bonafide_link::link(ledger, tables.atlas, as_of);
    begins(Phase::Signals);
    let scene = Scene::new(&linked, tables.atlas, tables.lists, as_of);
    let mut findings = see(&scene);
    begins(Phase::Order);
    let cards: Vec<&'static Card> = bonafide_signals::SIGNALS.iter().map(|it| it.card).collect();
    let assessed: BTreeMap<PersonaId, Assessment> = scene
        .personas()
        .map(|persona| {
            let own = findings.remove(&persona.id).unwrap_or_default();
            let blind = blind::of(persona, &scene, (&fed, &cards));
            (persona.id.clone(), bonafide_weigh::assess(own, prior(persona.stage, settings), blind))
        })
        .collect();
    let cases = bonafide_cases::order(assessed, &scene);
    Scan { as_of, cases, linked, intake, fed }
}

/// Runs every signal.
fn see(scene: &Scene<'_>) -> BTreeMap<PersonaId, Vec<Finding>> {
    use rayon::prelude::*;
    let seen: Vec<Vec<Finding>> =
        bonafide_signals::SIGNALS.par_iter().map(|signal| (signal.detect)(scene)).collect();
    let mut res: BTreeMap<PersonaId, Vec<Finding>> = BTreeMap::new();
    for finding in seen.into_iter().flatten() {
        res.entry(finding.persona.clone()).or_default().push(finding);
    }
    res
}

fn prior(stage: PersonaStage, settings: &Settings) -> Bits {
    match stage {
        PersonaStage::Applicant | PersonaStage::Offered | PersonaStage::Referee => {
            settings.applicant_prior()
        }
        PersonaStage::Active | PersonaStage::Leaver => settings.staff_prior(),
    }
}

/// The last thing that happened, so that a scan of old exports does not depend on the day it is made. Uses of systems are
/// preferred, since other dates (due days, contract ends) may lie ahead; watch lists are of another day than the exports.
fn latest(ledger: &Ledger) -> Timestamp {
    // Commits bear whatever date the writer's computer was set to.
    let cells = ledger.footprints.values().flat_map(|it| &it.cells);
    let uses =
        cells.filter(|(key, _)| key.channel != Channel::Commit).map(|(_, cell)| cell.last).max();
    let own = |it: &(&Subject, &BTreeMap<Fact, Sighting>)| !matches!(it.0, Subject::Indicator(_));
    let said = || {
        let facts = ledger.said.iter().filter(own);
        facts.flat_map(|(_, facts)| facts.values().filter_map(|it| it.last)).max()
    };
    uses.or_else(said).unwrap_or(Timestamp::UNIX_EPOCH)
}
