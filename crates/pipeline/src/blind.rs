//! What could not be checked for a persona, and which kind of record was missing: a missing source is never "clean".

use std::collections::BTreeSet;

use bonafide_model::{
    Blind, Card, Fact, FileReport, Footprint, Ledger, Need, Persona, PersonaStage, Scene, Stage,
};

/// The source whose records are of whatever kind the user's mapping says.
const MAPPED: &str = "mapped_events";

/// Kinds of record that were read: what the sources give, and for mapped logs of uses the doors that they speak of.
pub fn fed(intake: &[FileReport], ledger: &Ledger) -> BTreeSet<Need> {
    let mut res = feeds(intake.iter().filter(|it| it.says > 0).filter_map(|it| it.source));
    let mapped: BTreeSet<&str> =
        intake.iter().filter(|it| it.source == Some(MAPPED)).map(|it| it.file.as_str()).collect();
    if mapped.is_empty() {
        return res;
    }
    // A cell that another file shares has its kind of record from there too.
    for (key, cell) in ledger.footprints.values().flat_map(|it| &it.cells) {
        if mapped.contains(&*cell.example.file) {
            res.extend(key.channel.need());
            res.extend((cell.round_trips > 0).then_some(Need::RoundTrips));
        }
    }
    for (fact, sighting) in ledger.said.values().flatten() {
        if matches!(fact, Fact::Badged { .. }) && mapped.contains(&*sighting.from.file) {
            res.insert(Need::Badges);
        }
    }
    res
}

/// Checks that could not run for this persona, of signals with these cards.
pub(crate) fn of(
    persona: &Persona,
    scene: &Scene<'_>,
    (of_scan, cards): (&BTreeSet<Need>, &[&'static Card]),
) -> Vec<Blind> {
    let own = persona
        .records
        .iter()
        .map(|it| it.source)
        .chain(scene.devices(persona).flat_map(|it| it.sources.iter().copied()));
    let mut of_person = feeds(own);
    if persona.records.iter().any(|it| it.source == MAPPED) {
        of_person.extend(doors(&persona.footprint));
    }
    let mut res = Vec::new();
    for card in cards.iter().filter(|it| applies(it.stage, persona.stage)) {
        for need in card.needs {
            let has =
                if is_personal(*need) { of_person.contains(need) } else { of_scan.contains(need) };
            if !has {
                res.push(Blind { signal: card.id, need: *need });
            }
        }
    }
    res
}

fn feeds(sources: impl Iterator<Item = &'static str>) -> BTreeSet<Need> {
    sources.filter_map(bonafide_sources::by_id).flat_map(|it| it.feeds.iter().copied()).collect()
}

fn doors(footprint: &Footprint) -> impl Iterator<Item = Need> + '_ {
    let measured = footprint.cells.values().any(|it| it.round_trips > 0);
    let needs = footprint.cells.keys().filter_map(|it| it.channel.need());
    needs.chain(measured.then_some(Need::RoundTrips))
}

/// Whether every person should have records of this kind. Logs of events (a change of account, a threat, a virtual desktop
/// that not everybody uses) show nothing for most people and are judged for the scan as a whole.
fn is_personal(need: Need) -> bool {
    match need {
        Need::Applications
        | Need::Resumes
        | Need::Workers
        | Need::Payroll
        | Need::SignIns
        | Need::SecondFactors
        | Need::Devices
        | Need::DeviceNetworks
        | Need::Peripherals
        | Need::Programs
        | Need::Meetings => true,
        Need::References
        | Need::Shipments
        | Need::CarrierEvents
        | Need::AccountChanges
        | Need::Authenticators
        | Need::VirtualDesktops
        | Need::RoundTrips
        | Need::CodeAudit
        | Need::Threats
        | Need::CodeHistory
        | Need::Badges
        | Need::BackgroundChecks
        | Need::IdentityDocuments
        | Need::Assessments
        | Need::WatchLists
        | Need::Collaboration
        | Need::RemoteNetwork
        | Need::Signatures
        | Need::Alerts
        | Need::Mail
        | Need::Calendars
        | Need::Profiles
        | Need::Platforms
        | Need::Training
        | Need::CaseOutcomes => false,
    }
}

/// Whether a check of this stage makes sense for somebody who has come this far.
fn applies(stage: Stage, of: PersonaStage) -> bool {
    match of {
        PersonaStage::Applicant | PersonaStage::Offered => {
            matches!(
                stage,
                Stage::Sourcing
                    | Stage::Application
                    | Stage::Interview
                    | Stage::Identity
                    | Stage::References
            )
        }
        PersonaStage::Referee => matches!(stage, Stage::References),
        PersonaStage::Active => !matches!(stage, Stage::Offboarding),
        PersonaStage::Leaver => true,
    }
}
