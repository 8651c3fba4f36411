//! Zscaler Private Access: who authenticated from where on which machine, and the connections to applications.
//!
//! How to get it: a log receiver of the Log Streaming Service, log types User Status and User Activity, JSON template.
//!
//! What was seen: one activity record of splunk-connect-for-syslog's tests (Apache-2.0), behind a syslog priority. From
//! Zscaler's field reference: an example and the fields of both types. From memory: statuses beyond `ZPN_STATUS_AUTHENTICATED`.
//!
//! Connections to applications are made by programs day and night, so they count as check-ins and not as uses.

#[cfg(test)]
mod tests;

use std::sync::Arc;

use bonafide_model::{Access, Channel, Fact, Need, Outcome, Place, Reading, Record, Reject, value};
use jiff::Timestamp;

use crate::{
    Source,
    naming::{Login, Written, device, host, person, point, public_ip},
    object::Object,
    syslog::Line,
    telling::finish,
};

const ID: &str = "zscaler_zpa";
const NOTHING: &str = "nothing of use";
/// Clients that are no person's: the service's own parts and machines before anybody logs on.
const MACHINES: &[&str] = &[
    "slogger",
    "assistant",
    "edge_connector",
    "ip_anchoring",
    "machine_tunnel",
    "branch_connector",
];

/// The shelf entry.
pub(crate) static SOURCE: Source = Source {
    id: ID,
    vendor: "Zscaler",
    title: "Zscaler Private Access: authentications with address, place and machine, and connections to applications",
    feeds: &[Need::RemoteNetwork, Need::Devices],
    how: "a log receiver of the Log Streaming Service for User Status and User Activity with the JSON template",
    permission: "an administrator who may edit log receivers; for an existing one, read access to where it goes",
    tells: "who authenticated when, from which public address and place, on which machine and system, and until when",
    cannot: "the CSV and TSV templates have no header and are not read; connections to applications name no machine",
    shape_from: "real sample: splunk-connect-for-syslog (Apache-2.0) for User Activity; vendor reference: ZPA User Status and User Activity log fields",
    columns: &[],
    marks: &[],
    recognize,
    read,
};

enum Log<'a> {
    Status(Object<'a>),
    Activity(Object<'a>),
}

fn recognize(record: &Record) -> bool {
    let line = Line::of(record);
    find(record, line.as_ref()).is_some()
}

fn find<'a>(record: &'a Record, line: Option<&'a Line<'a>>) -> Option<Log<'a>> {
    let by_names = |fields: Object<'a>| {
        if fields.has("SessionStatus") && fields.has("TimestampAuthentication") {
            return Some(Log::Status(fields));
        }
        let is_activity = fields.has("ConnectionStatus") && fields.has("ClientPublicIP");
        is_activity.then_some(Log::Activity(fields))
    };
    let own = Object::of(record).ok().and_then(by_names);
    own.or_else(|| line?.object().and_then(by_names))
}

fn read(record: &Record) -> Result<Reading, Reject> {
    let line = Line::of(record);
    match find(record, line.as_ref()) {
        Some(Log::Status(fields)) => status(&fields),
        Some(Log::Activity(fields)) => activity(&fields),
        None => Err(Reject::new(
            "expected a User Status or User Activity record as JSON; use the JSON template of the log receiver",
        )),
    }
}

/// The person, unless the client is a machine's.
fn login(fields: &Object<'_>) -> Option<Login> {
    let client = fields.text("ClientType").unwrap_or_default().to_lowercase();
    let name = fields.text("Username").filter(|it| it != "ZPA LSS Client")?;
    if MACHINES.iter().any(|it| client.contains(it)) { None } else { person(&name) }
}

fn status(fields: &Object<'_>) -> Result<Reading, Reject> {
    let Some(login) = login(fields) else {
        return Ok(Reading::PassOver("a client that is no person's"));
    };
    let at = fields.require_time(&["TimestampAuthentication", "LogTimestamp"])?;
    let status = fields.text("SessionStatus").unwrap_or_default().to_uppercase();
    let outcome = if status.contains("FAIL") { Outcome::Failure } else { Outcome::Success };
    let mut telling = login.telling_of(outcome, ID, at);
    let mut access = Access::new(Channel::Vpn, at);
    access.outcome = outcome;
    access.until = time(fields, "TimestampUnAuthentication").filter(|it| *it > at);
    access.ip = public_ip(&mut telling, fields, "PublicIP");
    access.client = fields.text("Hostname").map(|it| Arc::from(it.to_lowercase()));
    access.os = fields.text("Platform").map(|it| Arc::from(&*it));
    access.vendor_place = place(fields, ["CountryCode", "City", "Latitude", "Longitude"]);
    telling.access(access);
    let machine = device([fields.text("Hostname").and_then(|it| host(&it))], Some(at));
    let machine = machine.filter(|_| outcome == Outcome::Success).map(|mut it| {
        it.say(Fact::HeldBy(login.identifier()));
        it
    });
    finish([Some(telling), machine].into_iter().flatten(), NOTHING)
}

fn activity(fields: &Object<'_>) -> Result<Reading, Reject> {
    let Some(login) = login(fields) else {
        return Ok(Reading::PassOver("a client that is no person's"));
    };
    let at = fields.require_time(&["TimestampConnectionStart", "LogTimestamp"])?;
    let mut telling = login.telling(ID, at);
    let mut access = Access::new(Channel::Device, at);
    access.until = time(fields, "TimestampConnectionEnd").filter(|it| *it > at);
    access.ip = public_ip(&mut telling, fields, "ClientPublicIP");
    access.vendor_place =
        place(fields, ["ClientCountryCode", "ClientCity", "ClientLatitude", "ClientLongitude"]);
    if access.ip.is_some() {
        telling.access(access);
    }
    telling.finish(NOTHING)
}

fn time(fields: &Object<'_>, name: &str) -> Option<Timestamp> {
    value::parse_time(&fields.text(name)?).ok()
}

fn place(fields: &Object<'_>, [country, city, latitude, longitude]: [&str; 4]) -> Option<Place> {
    let (country, city) = (fields.text(country), fields.text(city));
    Written {
        country: country.as_deref(),
        region: None,
        city: city.as_deref(),
        point: point(fields, latitude, longitude),
    }
    .place()
}
