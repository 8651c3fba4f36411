//! The status file: who is connected right now. Versions 2 and 3 name every line's kind, version 1 does not.

use bonafide_model::{Outcome, Reading, Reject, value};
use jiff::Timestamp;

use super::{Tunnel, address};
use crate::naming::person;

/// First words of lines that name no client.
const OTHERS: &[&str] = &[
    "Common Name,Real Address",
    "END",
    "GLOBAL STATS",
    "GLOBAL_STATS",
    "HEADER",
    "Max bcast/mcast queue length",
    "OpenVPN CLIENT LIST",
    "ROUTING TABLE",
    "ROUTING_TABLE",
    "TIME,",
    "TIME\t",
    "TITLE",
    "Updated,",
    "Virtual Address,Common Name",
];

/// A line of the file.
pub(super) enum Part<'a> {
    Client { name: &'a str, far_end: &'a str, since: Option<Timestamp> },
    Other,
}

/// Takes a line apart; `None` if it is of another file.
pub(super) fn part(line: &str) -> Option<Part<'_>> {
    let delimiter = if line.contains('\t') { '\t' } else { ',' };
    let cells: Vec<&str> = line.split(delimiter).map(str::trim).collect();
    match cells.as_slice() {
        ["CLIENT_LIST", common_name, far_end, rest @ ..] => {
            let since = rest
                .windows(2)
                .position(|it| matches!(it, [written, seconds] if is_since(written, seconds)));
            let number = |idx: usize| rest.get(idx + 1).and_then(|it| value::parse_time(it).ok());
            // The name given at login stands behind the seconds.
            let user = since.and_then(|idx| rest.get(idx + 2)).copied().unwrap_or_default();
            let name = if person(user).is_some() { user } else { common_name };
            Some(Part::Client { name, far_end, since: since.and_then(number) })
        }
        [name, far_end, received, sent, since]
            if is_number(received)
                && is_number(sent)
                && value::parse_ip(address(far_end)).is_ok() =>
        {
            Some(Part::Client { name, far_end, since: value::parse_time(since).ok() })
        }
        // A route of version 1: address inside, name, address outside, last use.
        [inside, _, far_end, _]
            if value::parse_ip(inside.trim_end_matches('C')).is_ok()
                && value::parse_ip(address(far_end)).is_ok() =>
        {
            Some(Part::Other)
        }
        _ => OTHERS.iter().any(|it| line.starts_with(it)).then_some(Part::Other),
    }
}

impl Part<'_> {
    pub(super) fn read(&self) -> Result<Reading, Reject> {
        let Self::Client { name, far_end, since } = self else {
            return Ok(Reading::PassOver("a line of a status file that names no client"));
        };
        let Some(login) = person(name) else {
            return Ok(Reading::PassOver("a client that names no person"));
        };
        let at = since.ok_or_else(|| {
            Reject::new("expected the time of `Connected Since`; use `status-version 2` or 3")
        })?;
        let tunnel = Tunnel { login: &login, at, far_end, outcome: Outcome::Success };
        let (mut telling, access) = tunnel.telling();
        telling.access(access);
        telling.finish("nothing of use")
    }
}

/// A written time and the same in seconds beside it; a count of bytes may look like seconds, but not like a time of day.
fn is_since(written: &str, seconds: &str) -> bool {
    written.contains(':')
        && value::parse_time(written).is_ok()
        && (9..=10).contains(&seconds.len())
        && is_number(seconds)
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit())
}
