//! Doors of hiring: forms, tests, contracts and training, which see people before any device or login exists.

use std::net::IpAddr;

use bonafide_model::{Cell, CellKey, Channel, Fact, Persona, Said, value};

/// Whether people come through this door before, or beside, the work itself.
pub(crate) fn is_hiring(channel: Channel) -> bool {
    matches!(
        channel,
        Channel::Application
            | Channel::Assessment
            | Channel::Platform
            | Channel::Signing
            | Channel::Training
    )
}

/// Successful uses of these doors, in order of day.
pub(crate) fn uses(persona: &Persona) -> impl Iterator<Item = (&CellKey, &Cell)> {
    persona.footprint.human().filter(|(key, _)| is_hiring(key.channel))
}

/// One place on the net: an IPv4 address, or an IPv6 network, since its homes have many addresses.
pub(crate) fn place_on_net(ip: IpAddr) -> String {
    match ip.to_canonical() {
        ip @ IpAddr::V4(_) => ip.to_string(),
        ip @ IpAddr::V6(_) => value::network_key(ip),
    }
}

/// Words of channels through which somebody else sends people's papers in (guess).
const SENDERS: &[&str] = &["agency", "agencies", "recruiter", "staffing", "headhunter", "vendor"];

/// Whether somebody else may have sent the person's papers in: an agency, from its own network and machines.
pub(crate) fn is_sent_by_agency(persona: &Persona) -> bool {
    let is_sender = |channel: &str| {
        let channel = channel.to_lowercase();
        SENDERS.iter().any(|it| channel.contains(it))
    };
    let channels = persona
        .find(|it| if let Fact::Applied { channel, .. } = it { channel.as_deref() } else { None });
    let mut senders = channels.filter(|(channel, _)| is_sender(channel));
    senders.next().is_some() || persona.said.iter().any(|it| matches!(it.fact, Fact::Agency(_)))
}

/// What a coding test's own supervision noted, as the vendors name it.
pub(crate) fn noted<'a>(
    persona: &'a Persona,
    is_wanted: impl Fn(&str) -> bool + 'a,
) -> Vec<(&'a str, &'a Said)> {
    let notes =
        persona.find(|it| if let Fact::AssessmentNoted(note) = it { Some(&**note) } else { None });
    notes.filter(|(note, _)| is_wanted(note)).collect()
}

/// Whether anything is known of a coding test of the person.
pub(crate) fn is_assessed(persona: &Persona) -> bool {
    persona.footprint.cells.keys().any(|it| it.channel == Channel::Assessment)
        || persona.said.iter().any(|it| matches!(it.fact, Fact::AssessmentNoted(_)))
}
