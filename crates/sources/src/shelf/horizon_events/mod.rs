//! Horizon (VMware, now Omnissa): logins to the broker and sessions on virtual desktops.
//!
//! How to get it, any of: syslog of the Connection Server (Settings > Event Configuration); the event database, as a table with one
//! row an event:
//!
//! ```sql
//! SELECT e.Time, e.EventType, e.UserSID,
//!   MAX(CASE WHEN d.Name = 'UserDisplayName' THEN d.StrValue END) AS UserDisplayName,
//!   MAX(CASE WHEN d.Name = 'ClientIpAddress' THEN d.StrValue END) AS ClientIpAddress,
//!   MAX(CASE WHEN d.Name = 'ForwardedClientIpAddress' THEN d.StrValue END) AS ForwardedClientIpAddress
//! FROM event_historical e JOIN event_data_historical d ON d.EventID = e.EventID
//! GROUP BY e.EventID, e.Time, e.EventType, e.UserSID
//! ```
//!
//! or REST `GET /rest/external/v1/audit-events`, which has no addresses.
//!
//! What was seen: one syslog line of splunk-connect-for-syslog's tests (Apache-2.0), of a login with nothing but the person's
//! security id. From VMware's references: the kinds of events, the tables of the event database, the fields of audit events. From
//! another product's field map: `UserDisplayName`, `ClientIpAddress`, `ForwardedClientIpAddress`. From memory: that a forwarded
//! address may be a list.
//!
//! Behind a gateway the client's address is the gateway's and the forwarded one is the client's.

#[cfg(test)]
mod tests;

use std::net::IpAddr;

use bonafide_model::{Access, Channel, Fact, Need, Outcome, Reading, Record, Reject, value};
use jiff::Timestamp;

use crate::{
    Source,
    naming::{Login, directory, person, public_ip},
    object::Object,
    syslog::{Line, pairs},
    telling::Telling,
};

const ID: &str = "horizon_events";
const MARK: &str = "[View@";
const KIND: &[&str] = &["EventType", "type"];
const SID: &[&str] = &["UserSID", "user_id"];
/// Modules that begin the name of an event.
const MODULES: &[&str] = &["ADMIN_", "AGENT_", "BROKER_", "REST_", "TUNNEL_", "VLSI_"];

/// The shelf entry.
pub(crate) static SOURCE: Source = Source {
    id: ID,
    vendor: "Omnissa (VMware)",
    title: "Horizon events: logins to the broker and sessions on virtual desktops, with the client's address",
    feeds: &[Need::VirtualDesktops],
    how: "syslog of the Connection Server; the event database as one row an event (join `event_historical` with `event_data_historical` on EventID and make a column of each name: Time, EventType, UserSID, UserDisplayName, ClientIpAddress, ForwardedClientIpAddress); or REST `audit-events`",
    permission: "an administrator with the role Administrators (Read only); for the database a reader of its tables",
    tells: "who logged in to the broker from which address, who was refused, who connected to or came back to a desktop",
    cannot: "REST audit events have no address; a security id without a name joins only where a directory export has it; no name of the client machine",
    shape_from: "real sample: splunk-connect-for-syslog (Apache-2.0), one line; vendor reference: Horizon events, event database tables, AuditEventSummaryView",
    columns: &[],
    marks: &[],
    recognize,
    read,
};

fn recognize(record: &Record) -> bool {
    if Object::of(record).is_ok_and(|it| is_event(&it)) {
        return true;
    }
    Line::of(record).is_some_and(|it| it.text().contains(MARK))
}

fn is_event(fields: &Object<'_>) -> bool {
    let is_kind =
        fields.any(KIND).is_some_and(|it| MODULES.iter().any(|module| it.starts_with(module)));
    is_kind && fields.has("Time")
}

fn read(record: &Record) -> Result<Reading, Reject> {
    if let Some(fields) = Object::of(record).ok().filter(is_event) {
        if fields.has("Name") && fields.has("StrValue") {
            return Err(Reject::new(
                "expected one row an event; join the tables of the event database so that attributes become columns",
            ));
        }
        return event(&fields, |fields| fields.require_time(&["Time"]));
    }
    let line = Line::of(record);
    let Some((line, (head, message))) = line.as_ref().and_then(|it| Some((it, it.split(MARK)?)))
    else {
        return Err(Reject::new("expected a Horizon event; export it unchanged"));
    };
    event(&pairs(message), |_| line.time(head))
}

fn event(
    fields: &Object<'_>,
    time: impl Fn(&Object<'_>) -> Result<Timestamp, Reject>,
) -> Result<Reading, Reject> {
    let kind = fields.require(KIND)?;
    let outcome = match &*kind {
        "BROKER_USERLOGGEDIN" | "AGENT_CONNECTED" | "AGENT_RECONNECTED" => Outcome::Success,
        _ if kind.starts_with("BROKER_USER_AUTHFAILED_") => Outcome::Failure,
        _ => return Ok(Reading::PassOver("an event of another kind")),
    };
    let sid = directory(fields.any(SID));
    let named = fields.any(&["UserDisplayName", "UserName"]).and_then(|it| person(&it));
    let at = time(fields)?;
    let Some(mut telling) = opened(named, fields, outcome, at) else {
        return Ok(Reading::PassOver("an event that names no person"));
    };
    telling.say_all(sid.filter(|_| outcome == Outcome::Success).map(Fact::Knows));
    let mut access = Access::new(Channel::VirtualDesktop, at);
    access.outcome = outcome;
    access.ip = forwarded(fields).or_else(|| public_ip(&mut telling, fields, "ClientIpAddress"));
    telling.access(access);
    telling.finish("nothing of use")
}

/// By the name, else by the security id.
fn opened(
    named: Option<Login>,
    fields: &Object<'_>,
    outcome: Outcome,
    at: Timestamp,
) -> Option<Telling> {
    if let Some(login) = named {
        return Some(login.telling_of(outcome, ID, at));
    }
    let sid = fields.any(SID)?;
    directory(Some(&sid))?;
    Some(Telling::of_person(ID, &*sid).dated(at))
}

/// The first public one of the addresses that gateways passed on.
fn forwarded(fields: &Object<'_>) -> Option<IpAddr> {
    let text = fields.text("ForwardedClientIpAddress")?;
    let mut addresses = text.split([',', ' ']).filter_map(|it| value::parse_ip(it).ok());
    addresses.find(|it| value::is_public(*it))
}
