//! Tailscale: the devices of a tailnet with the addresses by which they are reached, network flows, and devices that were added.
//!
//! How to get it: API `GET /api/v2/tailnet/{tailnet}/devices?fields=all`; log streaming of configuration audit logs and of
//! network flow logs, as JSON.
//!
//! What was seen: one audit event of panther-analysis (Apache-2.0). From Tailscale's API reference: a device with its endpoints
//! and its latency to each relay. From memory: `postureIdentity.serialNumbers`; the fields of network flow logs, in which the
//! source of physical traffic is the peer's address inside and the destination the address by which it is reached; the API's
//! form of audit events.
//!
//! The latency to a relay is measured by the device itself, over UDP, past every proxy: it says how far from that city the
//! device really is.

mod relays;
#[cfg(test)]
mod tests;

use std::{net::IpAddr, sync::Arc};

use bonafide_model::{
    Access, Channel, DeviceKey, Fact, Need, Place, Reading, Record, Reject, value,
};
use jiff::Timestamp;

use crate::{
    Source,
    naming::{device, host, managed, person, serial},
    object::{Object, objects, texts},
    telling::{Telling, finish},
};

const ID: &str = "tailscale";
const NOTHING: &str = "nothing of use";
/// Longest round trip that is believed, in milliseconds. Guess: twice around the earth by satellite.
const MAX_ROUND_TRIP_MS: f64 = 5_000.0;

/// The shelf entry.
pub(crate) static SOURCE: Source = Source {
    id: ID,
    vendor: "Tailscale",
    title: "Tailscale: devices with their public endpoints and latencies, flows, and devices that were added",
    feeds: &[Need::RemoteNetwork, Need::Devices, Need::RoundTrips],
    how: "API `GET /api/v2/tailnet/{tailnet}/devices?fields=all` (again every day, since it shows the present only); log streaming of configuration audit logs and network flow logs",
    permission: "an OAuth client with `devices:core:read`, `devices:posture_attributes:read`, `logs:configuration:read` and `logs:network:read`",
    tells: "whose device was last seen where, by which public endpoint, how far from each relay's city; serial numbers where posture identity is on; who added a device when",
    cannot: "the devices' list has no history; devices with tags are nobody's; whether a device serves as an exit for others is not read",
    shape_from: "real sample: panther-analysis (Apache-2.0) for audit events; vendor reference: Tailscale API for devices; from memory: network flow logs, posture identity",
    columns: &[],
    marks: &[],
    recognize,
    read,
};

fn recognize(record: &Record) -> bool {
    Object::of(record).is_ok_and(|it| is_device(&it) || is_flow(&it) || audit(&it).is_some())
}

fn is_device(fields: &Object<'_>) -> bool {
    fields.has("nodeKey")
        && fields.has("addresses")
        && (fields.has("lastSeen") || fields.has("machineKey"))
}

fn is_flow(fields: &Object<'_>) -> bool {
    fields.has("nodeId") && (fields.has("physicalTraffic") || fields.has("virtualTraffic"))
}

/// The event of an audit record, wrapped or not.
fn audit<'a>(fields: &Object<'a>) -> Option<Object<'a>> {
    let is_event = |it: &Object<'_>| it.has("actor") && it.has("target") && it.has("eventGroupID");
    if let Some(event) = fields.inside("event") {
        return is_event(&event).then_some(event);
    }
    is_event(fields).then(|| fields.clone())
}

fn read(record: &Record) -> Result<Reading, Reject> {
    let fields = Object::of(record)?;
    if is_device(&fields) {
        return a_device(&fields);
    }
    if is_flow(&fields) {
        return flow(&fields);
    }
    match audit(&fields) {
        Some(event) => added(&event, &fields),
        None => Err(Reject::new(
            "expected a device, a network flow or an audit event; export it from the API unchanged",
        )),
    }
}

fn a_device(fields: &Object<'_>) -> Result<Reading, Reject> {
    if fields.flag("isExternal") == Some(true) {
        return Ok(Reading::PassOver("a device that another organization shares"));
    }
    let seen = fields.text("lastSeen").map(|it| value::parse_time(&it));
    let (seen, unread) =
        (seen.as_ref().and_then(|it| it.as_ref().ok()).copied(), seen.and_then(Result::err));
    let tags = fields.json("tags").unwrap_or_default();
    // What a tag owns is a server.
    let user = fields.text("user").filter(|_| texts(&tags).is_empty());
    let login = user.and_then(|it| person(&it));
    let mut machine = machine(fields, seen);
    if let (Some(machine), Some(login)) = (machine.as_mut(), &login) {
        machine.say(Fact::HeldBy(login.identifier()));
    }
    if let (Some(machine), Some(why)) = (machine.as_mut(), unread) {
        machine.unread("lastSeen", &why);
    }
    let connectivity = fields.inside("clientConnectivity").unwrap_or_default();
    let ip = endpoint(&connectivity);
    let check_ins = seen.map(|at| check_ins(fields, &connectivity, at, ip)).unwrap_or_default();
    let mut owner = login.zip(seen).map(|(login, at)| login.telling(ID, at));
    match (owner.as_mut(), machine.as_mut()) {
        (Some(telling), _) => check_ins.into_iter().for_each(|it| telling.access(it)),
        (None, Some(telling)) => {
            let first = check_ins.into_iter().find(|it| it.ip.is_some());
            first.into_iter().for_each(|it| telling.access(it));
        }
        (None, None) => {}
    }
    finish([owner, machine].into_iter().flatten(), "a device that names no person and was not seen")
}

fn machine(fields: &Object<'_>, at: Option<Timestamp>) -> Option<Telling> {
    let posture = fields.inside("postureIdentity").unwrap_or_default();
    let serials = posture.json("serialNumbers").unwrap_or_default();
    let mut names: Vec<Option<DeviceKey>> =
        texts(&serials).iter().map(|it| serial(Some(it))).collect();
    names.push(managed(ID, fields.any(&["nodeId", "id"])));
    names.push(fields.text("hostname").and_then(|it| host(&it)));
    let inside = fields.json("addresses").unwrap_or_default();
    names.extend(texts(&inside).iter().map(|it| managed(ID, Some(it))));
    device(names, at)
}

/// The first public address at which the device can be reached.
fn endpoint(connectivity: &Object<'_>) -> Option<IpAddr> {
    let endpoints = connectivity.json("endpoints").unwrap_or_default();
    let addresses: Vec<IpAddr> =
        texts(&endpoints).iter().filter_map(|it| value::parse_ip(it).ok()).collect();
    addresses.into_iter().find(|it| value::is_public(*it))
}

/// One check-in for every relay whose place is known, with the round trip to it; one without, if there is none. A device that
/// is switched on is seen when the list is made, whoever sits there: that is no use.
fn check_ins(
    fields: &Object<'_>,
    connectivity: &Object<'_>,
    at: Timestamp,
    ip: Option<IpAddr>,
) -> Vec<Access> {
    let mut seen = Access::new(Channel::Device, at);
    seen.ip = ip;
    seen.os = fields.text("os").map(|it| Arc::from(&*it));
    seen.client = fields.any(&["nodeId", "id"]).map(|it| Arc::from(it.to_lowercase()));
    let latency = connectivity.inside("latency").unwrap_or_default();
    let measured = |(name, place): (&str, Place)| {
        let text = latency.inside(name)?.text("latencyMs")?;
        let ms = text.parse::<f64>().ok().filter(|it| (0.1..MAX_ROUND_TRIP_MS).contains(it))?;
        // Rounded up, so that nobody seems nearer than measured.
        let round_trip_ms = Some(ms.ceil() as u32);
        Some(Access { round_trip_ms, measured_at: Some(place), ..seen.clone() })
    };
    let found: Vec<Access> = relays::all().filter_map(measured).collect();
    if found.is_empty() { vec![seen] } else { found }
}

/// Who was reached by which address, seen from a third device.
fn flow(fields: &Object<'_>) -> Result<Reading, Reject> {
    let at = fields.require_time(&["end", "start", "logged"])?;
    let traffic = fields.json("physicalTraffic").unwrap_or_default();
    let peers = objects(&traffic);
    let tellings = peers.iter().filter_map(|it| {
        let inside = value::parse_ip(&it.text("src")?).ok()?;
        let outside = value::parse_ip(&it.text("dst")?).ok().filter(|it| value::is_public(*it))?;
        let mut telling = device([managed(ID, Some(inside.to_string()))], Some(at))?;
        let mut access = Access::new(Channel::Device, at);
        access.ip = Some(outside);
        telling.access(access);
        Some(telling)
    });
    finish(tellings, "a flow without a public endpoint")
}

/// A device that somebody added to the tailnet.
fn added(event: &Object<'_>, whole: &Object<'_>) -> Result<Reading, Reject> {
    let target = event.inside("target").unwrap_or_default();
    let actor = event.inside("actor").unwrap_or_default();
    let is_node = target.text("type").is_some_and(|it| it.eq_ignore_ascii_case("NODE"));
    let is_new = event.text("action").is_some_and(|it| it.eq_ignore_ascii_case("CREATE"));
    let is_by_person = actor.text("type").is_some_and(|it| it.eq_ignore_ascii_case("USER"));
    if !(is_node && is_new && is_by_person) {
        return Ok(Reading::PassOver("an event other than a person's adding of a device"));
    }
    let at = if event.has("eventTime") {
        event.require_time(&["eventTime"])?
    } else {
        whole.require_time(&["time", "eventTime"])?
    };
    let names = [managed(ID, target.text("id")), target.text("name").and_then(|it| host(&it))];
    let Some(mut telling) = device(names, Some(at)) else {
        return Ok(Reading::PassOver("a device without a name"));
    };
    telling.say(Fact::Enrolled);
    let actor = actor.text("loginName").and_then(|it| person(&it));
    telling.say_all(actor.map(|it| Fact::HeldBy(it.identifier())));
    telling.finish(NOTHING)
}
