//! Cisco ASA and Firepower Threat Defense: sessions of AnyConnect (Secure Client), WebVPN and IKEv2.
//!
//! How to get it: syslog of the firewall (`logging trap informational`), as a syslog server or SIEM keeps it. Switch on
//! `logging timestamp rfc5424`: the older time has no year in the collector's head, and no zone.
//!
//! What was seen: heads of ASA lines in splunk-connect-for-syslog's tests (Apache-2.0); the messages 113005, 113019, 113039,
//! 716039, 716058, 716059, 722033, 722051, 750003, 750006 in another collector's tests. From Cisco's list of messages: 716001,
//! 722022, 722055. From memory: 113015, 716038, 713228, 746012, and the attributes of 734003 (debug level).
//!
//! One session leaves several messages; each that names person and address is one use. That a name was accepted by the
//! AAA server (113004) names no client, a mapping of names to addresses (746012) only an address inside.

mod message;
#[cfg(test)]
mod tests;

use bonafide_model::{
    Access, Artifact, Channel, Fact, Need, Outcome, Reading, Record, Reject, value::Mac,
};
use jiff::Timestamp;

use crate::{
    Source,
    naming::{Login, person, public_ip, uses},
    object::Object,
    syslog::Line,
    telling::Field,
};
use message::{Message, What};

const ID: &str = "cisco_asa_anyconnect";
const MARKS: &[&str] = &["%ASA-", "%FTD-"];

/// The shelf entry.
pub(crate) static SOURCE: Source = Source {
    id: ID,
    vendor: "Cisco",
    title: "Cisco ASA and FTD syslog: remote-access VPN sessions with their public addresses",
    feeds: &[Need::RemoteNetwork, Need::Authenticators],
    how: "syslog of the ASA or FTD at level informational, best with `logging timestamp rfc5424`, as lines or as a SIEM's copy (`_raw`, `SyslogMessage`, `message`); debug level adds the client's device id and hardware address (734003)",
    permission: "read access to the syslog server or SIEM",
    tells: "who connected from which public address with which client, how long the session lasted, which logins were refused, and at debug level which client machine it was",
    cannot: "a time without a zone is read as UTC; without a year it is refused unless the file's name has one (asa-2026.log); names that the firewall masks (`*****`) are nobody's",
    shape_from: "real sample: splunk-connect-for-syslog (Apache-2.0) for the heads; vendor reference: Cisco Secure Firewall ASA syslog messages; from memory: 113015, 713228, 716038 and the attributes of 734003",
    columns: &[],
    marks: &[],
    recognize,
    read,
};

/// The head and the message.
fn split<'a>(line: &'a Line<'a>) -> Option<(&'a str, Message<'a>)> {
    let (head, message) = MARKS.iter().find_map(|it| line.split(it))?;
    Some((head, Message::of(message)?))
}

fn recognize(record: &Record) -> bool {
    Line::of(record).is_some_and(|it| split(&it).is_some())
}

fn read(record: &Record) -> Result<Reading, Reject> {
    let line = Line::of(record);
    let Some((head, message)) = line.as_ref().and_then(split) else {
        return Err(Reject::new(
            "expected a message such as %ASA-6-113039; export the syslog unchanged",
        ));
    };
    let Some(what) = message.what() else {
        return Ok(Reading::PassOver("a message of another kind"));
    };
    let Some((user, ip)) = message.user_and_address() else {
        return Err(Reject::new(
            "expected the user and the address in the message; export the syslog unchanged",
        ));
    };
    let Some(login) = person(user) else {
        return Ok(Reading::PassOver("a message that names no person"));
    };
    let at =
        line.as_ref().map_or_else(|| Err(Reject::new("expected a line")), |it| it.time(head))?;
    if what == What::Attribute {
        return attribute(&message, &login, at);
    }
    let outcome = if what == What::Refused { Outcome::Failure } else { Outcome::Success };
    let mut telling = login.telling_of(outcome, ID, at);
    let mut access = Access::new(Channel::Vpn, at);
    access.ip = public_ip(&mut telling, &Object::of_pairs([("IP", ip)]), "IP");
    access.os = message.client_os().map(Into::into);
    access.outcome = outcome;
    let lasted = message.duration().filter(|_| what == What::End);
    if let Some(lasted) = telling.read(lasted, message::lasted) {
        access.at = at.saturating_sub(lasted).unwrap_or(at);
        access.until = Some(at);
    }
    telling.access(access);
    telling.finish("nothing of use")
}

/// What the client told of its machine.
fn attribute(message: &Message<'_>, login: &Login, at: Timestamp) -> Result<Reading, Reject> {
    let Some((name, value)) = message.attribute() else {
        return Ok(Reading::PassOver("an attribute without a value"));
    };
    let mut telling = login.telling(ID, at);
    let fact = match name {
        "endpoint.anyconnect.deviceuniqueid" => Some(uses(Artifact::ClientDevice, value)),
        "endpoint.anyconnect.publicmacaddress" => telling
            .read(Some(Field::new(name, value)), Mac::parse)
            .map(|it| Fact::Uses(Artifact::ClientMac(it))),
        "endpoint.device.hostname" => Some(uses(Artifact::ClientName, &value.to_lowercase())),
        _ => return Ok(Reading::PassOver("an attribute of another kind")),
    };
    telling.say_all(fact);
    telling.finish("nothing of use")
}
