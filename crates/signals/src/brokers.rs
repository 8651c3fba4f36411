//! The client machines that brokers of virtual desktops and gateways name.

use bonafide_model::{Artifact, Fact, Persona, Said, Subject};

/// Sources that name the client machine of a remote session, by the start of their ids.
const BROKERS: &[&str] = &["citrix_", "windows_event_log", "cisco_asa_anyconnect"];
/// How names begin that a client in a browser makes up for every session, lower case (from memory).
const MADE_UP: &[&str] = &["html-", "html5-", "wr_", "wi_"];

/// Names of the machines from which somebody opens sessions.
pub(crate) fn machines(persona: &Persona) -> impl Iterator<Item = (&str, &Said)> {
    let names = persona.find(|it| {
        if let Fact::Uses(Artifact::ClientName(name)) = it { Some(&**name) } else { None }
    });
    names.filter(|(_, said)| {
        let Subject::Record(record) = &said.subject else { return false };
        BROKERS.iter().any(|it| record.source.starts_with(it))
    })
}

/// Whether the name is nobody's machine.
pub(crate) fn is_made_up(name: &str) -> bool {
    MADE_UP.iter().any(|it| name.starts_with(it))
}
