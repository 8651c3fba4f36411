//! Lines of the server's log.

use std::sync::Arc;

use bonafide_model::{
    Artifact, Fact, Identifier, Outcome, Reading, Reject,
    value::{self, Email, Mac},
};
use jiff::Timestamp;

use super::{ID, Tunnel, address};
use crate::{
    naming::{person, uses},
    syslog::Line,
    telling::{Field, Telling},
};

const CONNECTED: &str = " Peer Connection Initiated with ";
const LEARNED: &str = "MULTI: Learn: ";
const LOGGED_IN: &str = "TLS: Username/Password authentication succeeded for username '";
const VERIFIED: &str = "VERIFY OK: depth=0, ";
const HARDWARE: &str = "peer info: IV_HWADDR=";
/// Words of other lines, by which a log is recognized.
const OTHERS: &[&str] = &[
    " peer info: ",
    "AUTH_FAILED",
    "Control Channel: TLS",
    "Data Channel: ",
    "IFCONFIG POOL",
    "MULTI: ",
    "MULTI_sva: ",
    "SENT CONTROL [",
    "TLS Auth Error: ",
    "TLS Error: ",
    "TLS: ",
    "TUN/TAP device",
    "Timers: ping",
    "UDPv4 link",
    "VERIFY OK: ",
    "client-instance exiting",
    "client-instance restarting",
];
/// Seconds within which a client is named after it told of itself. Guess: logins with a second factor take longer and lose it.
const MINUTE: i64 = 60;

/// Whether a line is of such a log.
pub(super) fn is_line(text: &str) -> bool {
    [CONNECTED, LEARNED, LOGGED_IN, VERIFIED, HARDWARE]
        .iter()
        .chain(OTHERS)
        .any(|it| text.contains(it))
}

pub(super) fn read(line: &Line<'_>) -> Result<Reading, Reject> {
    if let Some((head, rest)) = line.split(CONNECTED) {
        return connected(line, head, rest);
    }
    if let Some((head, rest)) = line.split(LEARNED) {
        return learned(line, head, rest);
    }
    if let Some((head, rest)) = line.split(LOGGED_IN) {
        return logged_in(line, head, rest);
    }
    if let Some((head, rest)) = line.split(VERIFIED) {
        return verified(line, head, rest);
    }
    if let Some((head, rest)) = line.split(HARDWARE) {
        return hardware(line, head, rest);
    }
    Ok(Reading::PassOver("a line of another kind"))
}

/// `203.0.113.7:51514 [ada] Peer Connection Initiated with [AF_INET]203.0.113.7:51514`
fn connected(line: &Line<'_>, head: &str, rest: &str) -> Result<Reading, Reject> {
    let name = head.strip_suffix(']').and_then(|it| it.rsplit_once('[')).map(|(_, name)| name);
    let Some(login) = name.and_then(person) else {
        return Ok(Reading::PassOver("a connection that names no person"));
    };
    let far_end = rest.strip_prefix(CONNECTED).unwrap_or_default().split_whitespace().next();
    let far_end = far_end.unwrap_or_default();
    let at = line.time(head)?;
    let (mut telling, access) =
        Tunnel { login: &login, at, far_end, outcome: Outcome::Success }.telling();
    // What the client told of itself stands in lines before this one.
    let connections = [0, MINUTE].into_iter().filter_map(|ago| connection(far_end, at, ago));
    telling.say_all(connections.map(|it| Fact::Knows(Identifier::Connection(it))));
    telling.access(access);
    telling.finish("nothing of use")
}

/// `MULTI: Learn: 10.8.0.6 -> ada/203.0.113.7:51514`
fn learned(line: &Line<'_>, head: &str, rest: &str) -> Result<Reading, Reject> {
    let peer = rest.split_once(" -> ").and_then(|(_, it)| it.trim().rsplit_once('/'));
    let Some((name, far_end)) = peer else {
        return Ok(Reading::PassOver("a connection that names no person"));
    };
    let Some(login) = person(name) else {
        return Ok(Reading::PassOver("a connection that names no person"));
    };
    let tunnel = Tunnel { login: &login, at: line.time(head)?, far_end, outcome: Outcome::Success };
    let (mut telling, access) = tunnel.telling();
    telling.access(access);
    telling.finish("nothing of use")
}

/// `203.0.113.7:51514 TLS: Username/Password authentication succeeded for username 'ada'`
fn logged_in(line: &Line<'_>, head: &str, rest: &str) -> Result<Reading, Reject> {
    let far_end = head.split_whitespace().next_back().unwrap_or_default();
    if far_end.contains('/') {
        return Ok(Reading::PassOver("a renewal of keys inside a session"));
    }
    let name = rest.strip_prefix(LOGGED_IN).and_then(|it| it.split('\'').next());
    let Some(login) = name.and_then(person) else {
        return Ok(Reading::PassOver("a connection that names no person"));
    };
    let tunnel = Tunnel { login: &login, at: line.time(head)?, far_end, outcome: Outcome::Success };
    let (mut telling, access) = tunnel.telling();
    telling.access(access);
    telling.finish("nothing of use")
}

/// The subject of a certificate, `C=US, O=Corp, CN=ada, emailAddress=ada@corp.example`: its mailbox, if it has one.
fn verified(line: &Line<'_>, head: &str, rest: &str) -> Result<Reading, Reject> {
    let subject = rest.strip_prefix(VERIFIED).unwrap_or_default();
    let part = |name: &str| {
        let parts = subject.split([',', '/']).filter_map(|it| it.split_once('='));
        parts.filter(|(key, _)| key.trim() == name).map(|(_, value)| value.trim()).next()
    };
    let (Some(login), Some(mailbox)) = (part("CN").and_then(person), part("emailAddress")) else {
        return Ok(Reading::PassOver("a certificate without a mail address"));
    };
    let mut telling = login.telling(ID, line.time(head)?);
    let mailbox = telling.read(Some(Field::new("emailAddress", mailbox)), Email::parse);
    telling.say_all(mailbox.map(|it| Fact::Knows(Identifier::Mailbox(it))));
    telling.finish("nothing of use")
}

/// `203.0.113.7:51514 peer info: IV_HWADDR=a4:83:e7:12:34:56`
fn hardware(line: &Line<'_>, head: &str, rest: &str) -> Result<Reading, Reject> {
    let id = rest.strip_prefix(HARDWARE).unwrap_or_default().trim();
    let peer = head.split_whitespace().next_back().unwrap_or_default();
    if id.is_empty() || peer.is_empty() {
        return Ok(Reading::PassOver("a client without a hardware address"));
    }
    let at = line.time(head)?;
    let named = peer.rsplit_once('/').and_then(|(name, _)| person(name));
    let mut telling = match (named, connection(peer, at, 0)) {
        (Some(login), _) => login.telling(ID, at),
        (None, Some(connection)) => {
            let mut telling = Telling::of_person(ID, Arc::clone(&connection)).dated(at);
            telling.say(Fact::Knows(Identifier::Connection(connection)));
            telling
        }
        (None, None) => return Ok(Reading::PassOver("a client without an address")),
    };
    // Telephones, and clients that hide theirs, send another lasting id.
    telling.say(match Mac::parse(id) {
        Ok(mac) => Fact::Uses(Artifact::ClientMac(mac)),
        Err(_) => uses(Artifact::ClientDevice, id),
    });
    telling.finish("nothing of use")
}

/// A connection by network, port and minute: the port alone is given again. The address itself is not for showing.
fn connection(far_end: &str, at: Timestamp, seconds_ago: i64) -> Option<Arc<str>> {
    let minute = (at.as_second() - seconds_ago).div_euclid(MINUTE);
    let port = far_end.rsplit(':').next()?;
    let address = value::masked_ip(value::parse_ip(address(far_end)).ok()?);
    Some(format!("{ID} {address}:{port} {minute}").into())
}
