//! What could not be checked for a persona, and which kind of record was missing: a missing source is never "clean".

use std::collections::BTreeSet;

use bonafide_model::{Blind, Need, Persona, PersonaStage, Scene, Stage};

/// Checks that could not run for this persona.
pub(crate) fn of(
    persona: &Persona,
    scene: &Scene<'_>,
    read_sources: &BTreeSet<&'static str>,
) -> Vec<Blind> {
    let of_scan = feeds(read_sources.iter().copied());
    let devices = scene.devices(persona);
    let own = persona
        .records
        .iter()
        .map(|it| it.source)
        .chain(devices.iter().flat_map(|it| it.sources.iter().copied()));
    let of_person = feeds(own);
    let mut res = Vec::new();
    for signal in
        bonafide_signals::SIGNALS.iter().filter(|it| applies(it.card.stage, persona.stage))
    {
        for need in signal.card.needs {
            let has =
                if is_personal(*need) { of_person.contains(need) } else { of_scan.contains(need) };
            if !has {
                res.push(Blind { signal: signal.card.id, need: *need });
            }
        }
    }
    res
}

fn feeds(sources: impl Iterator<Item = &'static str>) -> BTreeSet<Need> {
    sources.filter_map(bonafide_sources::by_id).flat_map(|it| it.feeds.iter().copied()).collect()
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
        | Need::Platforms
        | Need::Training => false,
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
