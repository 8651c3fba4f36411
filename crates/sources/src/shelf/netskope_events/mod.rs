//! Netskope: events of people and devices, and the list of clients.
//!
//! How to get it: REST API v2, `dataexport` of the events application, page, connection, network, alert and client status, and of
//! alerts; REST API v1 `clients`.
//!
//! What was seen: 20 events of another collector's tests (connection, policy, alert, network, audit). From published code and the
//! guide of an orchestration product: the shape of the clients' list. From memory: `Anonymizer` among the categories, anomalies' names.
//!
//! Traffic that the client steers is made by programs day and night, so it is the device's check-in; what an application's own
//! log told (API connector, reverse proxy) is its user's. Pages and files are not read.

mod clients;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use bonafide_model::{Access, Channel, Fact, Need, Place, Reading, Record, Reject, value};
use jiff::Timestamp;

use crate::{
    Source,
    naming::{
        Login, Written, device, host, managed, person, point, public_ip, serial, telling_category,
    },
    object::{Object, read_rows, texts},
    telling::{Telling, finish},
};

const ID: &str = "netskope_events";
const USER: &[&str] = &["user", "ur_normalized", "userkey", "userPrincipalName"];

/// The shelf entry.
pub(crate) static SOURCE: Source = Source {
    id: ID,
    vendor: "Netskope",
    title: "Netskope: addresses and places of devices with the client, their owners, and its own detections",
    feeds: &[Need::RemoteNetwork, Need::Devices],
    how: "REST API v2 `events/dataexport` (application, page, connection, network, alert, clientstatus) as JSON, or API v1 `clients`",
    permission: "an API token with read access to those endpoints",
    tells: "from which public address and place which device speaks and whose it is, with serial number and model where the client knows them; anomalies that Netskope saw; that a category of anonymizers or remote access was met",
    cannot: "private-access events have no address; addresses behind IPsec or GRE are the office's; pages and files are not read",
    shape_from: "vendor reference: Netskope REST API events; from memory: names of anomalies and of some categories",
    columns: &[],
    marks: &[],
    recognize,
    read,
};

fn recognize(record: &Record) -> bool {
    Object::of(record).is_ok_and(|it| clients::is_client(&it) || is_event(&it))
}

fn is_event(fields: &Object<'_>) -> bool {
    let is_ours = fields.has("ur_normalized") || fields.has("organization_unit");
    let has_way =
        fields.has("access_method") || fields.has("traffic_type") || fields.has("audit_log_event");
    is_ours && has_way && fields.has("timestamp") && fields.has("user")
}

fn read(record: &Record) -> Result<Reading, Reject> {
    read_rows(record, |fields| {
        if clients::is_client(fields) { clients::read(fields) } else { event(fields) }
    })
}

/// The person; some events of unmanaged traffic have an address for a name.
fn user(fields: &Object<'_>, names: &[&str]) -> Option<Login> {
    let name = fields.any(names).filter(|it| value::parse_ip(it).is_err())?;
    person(&name)
}

fn event(fields: &Object<'_>) -> Result<Reading, Reject> {
    if fields.text("type").is_some_and(|it| it == "admin_audit_logs") {
        return Ok(Reading::PassOver("an administrator's act, which has no address"));
    }
    let at = fields.require_time(&["timestamp"])?;
    let user = user(fields, USER);
    let method = fields.text("access_method").unwrap_or_default().to_lowercase();
    let is_of_application = method.contains("api") || method.contains("reverse");
    let mut person = user.as_ref().map(|it| it.telling(ID, at));
    let mut machine = machine(fields, at).filter(|_| !is_of_application);
    if let Some(it) = machine.as_mut() {
        it.say_all(user.as_ref().map(|it| Fact::HeldBy(it.identifier())));
    }
    if let Some(it) = person.as_mut() {
        it.say_all(anomaly(fields));
    }
    let Some(subject) = machine.as_mut().or(person.as_mut()) else {
        return Ok(Reading::PassOver("an event of no known person or device"));
    };
    let channel = if is_of_application { Channel::Office } else { Channel::Device };
    let mut access = Access::new(channel, at);
    access.ip = ["srcip", "userip"].into_iter().find_map(|it| public_ip(subject, fields, it));
    access.os = fields.text("os").map(|it| Arc::from(&*it));
    access.vendor_place = place(fields);
    if access.ip.is_some() {
        subject.access(access);
    }
    subject.say_all(categories(fields));
    finish(
        [person, machine].into_iter().flatten(),
        "a record that names no person and no public address",
    )
}

fn machine(fields: &Object<'_>, at: Timestamp) -> Option<Telling> {
    let names = [
        serial(fields.text("serial")),
        managed("netskope", fields.text("nsdeviceuid")),
        fields.text("hostname").and_then(|it| host(&it)),
    ];
    device(names, Some(at))
}

fn place(fields: &Object<'_>) -> Option<Place> {
    let text = |name: &str| fields.text(name).filter(|it| person(it).is_some());
    let (country, region, city) = (text("src_country"), text("src_region"), text("src_location"));
    Written {
        country: country.as_deref(),
        region: region.as_deref(),
        city: city.as_deref(),
        point: point(fields, "src_latitude", "src_longitude"),
    }
    .place()
}

/// Netskope's own detection of how somebody behaves: travel that cannot be, credentials that several use.
fn anomaly(fields: &Object<'_>) -> Option<Fact> {
    let kind = fields.text("alert_type")?.to_lowercase();
    let is_anomaly = matches!(kind.as_str(), "anomaly" | "uba");
    let name = fields.any(&["alert_name", "event_type"]).filter(|_| is_anomaly)?;
    Some(Fact::Alerted((*name).into()))
}

fn categories(fields: &Object<'_>) -> Vec<Fact> {
    let others = fields.json("other_categories").unwrap_or_default();
    let mut all: Vec<Fact> =
        fields.text("category").iter().filter_map(|it| telling_category(it)).collect();
    all.extend(texts(&others).iter().filter_map(|it| telling_category(it)));
    all.sort();
    all.dedup();
    all
}
