//! Cloudflare Access and the rest of Zero Trust: logins to protected applications, the traffic, posture and state of devices.
//!
//! How to get it: Logpush, datasets `access_requests`, `device_posture_results`, `dex_device_state_events`,
//! `zero_trust_network_sessions` and the three of Gateway, as JSON; or the API `GET /accounts/{id}/access/logs/access_requests`.
//!
//! What was seen: access requests and Gateway sessions of another collector's tests. From Cloudflare's field reference: all
//! names of fields. From memory: the names of the API's fields (`user_email`, `ip_address`, `created_at`).
//!
//! Gateway's traffic is made by programs day and night, so it is the device's check-in and not its owner's use; what was
//! visited is not read. A one-time PIN goes to any mailbox, so it does not make one a mailbox of the organization.

#[cfg(test)]
mod tests;

use std::sync::Arc;

use bonafide_model::{
    Access, Channel, EmailUse, Fact, Need, Outcome, Reading, Record, Reject, value::Email,
};
use jiff::Timestamp;

use crate::{
    Source,
    naming::{Written, device, directory, host, managed, person, public_ip, serial},
    object::Object,
    telling::Telling,
};

const ID: &str = "cloudflare_access";
const NOTHING: &str = "nothing of use";
const EMAIL: &[&str] = &["Email", "user_email"];

/// The shelf entry.
pub(crate) static SOURCE: Source = Source {
    id: ID,
    vendor: "Cloudflare",
    title: "Cloudflare Access and Zero Trust: logins, and the addresses and state of devices",
    feeds: &[Need::RemoteNetwork, Need::Devices, Need::DeviceNetworks],
    how: "Logpush of `access_requests`, and of `device_posture_results`, `dex_device_state_events`, `zero_trust_network_sessions` or Gateway, as JSON; or the API's `access/logs/access_requests`",
    permission: "a token with Access: Audit Logs Read, or with Logs Edit for Logpush",
    tells: "who was let into which door from which address; from where devices with the client speak, on which Wi-Fi, by which provider's address; whose devices they are, with serial number and model",
    cannot: "access requests name no device; traffic without the client on the device is passed over; sites that were visited are not read",
    shape_from: "vendor reference: Cloudflare Logpush datasets; from memory: fields of the access-requests API",
    columns: &[],
    marks: &[],
    recognize,
    read,
};

/// A dataset, by the fields that no other has.
#[derive(Debug, Clone, Copy)]
enum Dataset {
    AccessRequest,
    Posture,
    State,
    Traffic,
}

fn dataset(fields: &Object<'_>) -> Option<Dataset> {
    if fields.has("Allowed") && fields.has("AppDomain") && fields.has("IPAddress") {
        return Some(Dataset::AccessRequest);
    }
    if !fields.has("DeviceID") {
        return None;
    }
    if fields.has("PostureCheckName") {
        return Some(Dataset::Posture);
    }
    if fields.has("WarpColoCode") || fields.has("ISPIPv4Address") {
        return Some(Dataset::State);
    }
    let has_source = fields.has("SourceIP") || fields.has("SrcIP");
    let has_time = fields.has("Datetime") || fields.has("SessionStartTime");
    (has_source && has_time && fields.has("UserID")).then_some(Dataset::Traffic)
}

fn recognize(record: &Record) -> bool {
    Object::of(record).is_ok_and(|it| dataset(&it).is_some())
}

fn read(record: &Record) -> Result<Reading, Reject> {
    let fields = Object::of(record)?;
    match dataset(&fields) {
        Some(Dataset::AccessRequest) => access_request(&fields),
        Some(Dataset::Posture) => posture(&fields),
        Some(Dataset::State) => state(&fields),
        Some(Dataset::Traffic) => traffic(&fields),
        None => Err(Reject::new(
            "expected a record of one of Cloudflare's Zero Trust datasets; push it with all of its fields",
        )),
    }
}

fn access_request(fields: &Object<'_>) -> Result<Reading, Reject> {
    if fields.text("Action").is_some_and(|it| it == "logout") {
        return Ok(Reading::PassOver("a logout"));
    }
    let Some(login) = fields.any(EMAIL).and_then(|it| person(&it)) else {
        return Ok(Reading::PassOver("a request that names no person"));
    };
    let at = fields.require_time(&["CreatedAt"])?;
    let allowed =
        fields.flag("Allowed").ok_or_else(|| Reject::new("expected true or false in `Allowed`"))?;
    let outcome = if allowed { Outcome::Success } else { Outcome::Failure };
    let is_by_mail =
        fields.text("Connection").is_some_and(|it| it.eq_ignore_ascii_case("onetimepin"));
    let mut telling = if is_by_mail {
        login.telling_of(Outcome::Failure, ID, at)
    } else {
        login.telling_of(outcome, ID, at)
    };
    let mailbox = Email::parse(&login.key).ok().filter(|_| allowed && is_by_mail);
    telling.say_all(mailbox.map(|it| Fact::Email(it, EmailUse::Unknown)));
    telling.say_all(directory(fields.text("UserUID")).filter(|_| allowed).map(Fact::Knows));
    let mut access = Access::new(Channel::Vpn, at);
    access.outcome = outcome;
    access.ip = public_ip(&mut telling, fields, "IPAddress");
    let country = fields.text("Country");
    access.vendor_place = Written { country: country.as_deref(), ..Written::default() }.place();
    telling.access(access);
    telling.finish(NOTHING)
}

/// The device, and its holder.
fn machine(fields: &Object<'_>, at: Timestamp) -> Option<Telling> {
    let names = [
        serial(fields.text("DeviceSerialNumber")),
        managed("cloudflare", fields.text("DeviceID")),
        fields.text("DeviceName").and_then(|it| host(&it)),
    ];
    let mut telling = device(names, Some(at))?;
    let holder = fields.any(EMAIL).and_then(|it| person(&it));
    telling.say_all(holder.map(|it| Fact::HeldBy(it.identifier())));
    Some(telling)
}

fn traffic(fields: &Object<'_>) -> Result<Reading, Reject> {
    let at = fields.require_time(&["Datetime", "SessionStartTime"])?;
    let Some(mut telling) = machine(fields, at) else {
        return Ok(Reading::PassOver("traffic of no known device"));
    };
    let mut access = Access::new(Channel::Device, at);
    access.ip =
        ["SourceIP", "SrcIP"].into_iter().find_map(|it| public_ip(&mut telling, fields, it));
    let country = fields.text("SourceIPCountryCode");
    access.vendor_place = Written { country: country.as_deref(), ..Written::default() }.place();
    if access.ip.is_some() {
        telling.access(access);
    }
    telling.finish("traffic that names no person and no public address")
}

fn posture(fields: &Object<'_>) -> Result<Reading, Reject> {
    let at = fields.require_time(&["Timestamp"])?;
    let Some(mut telling) = machine(fields, at) else {
        return Ok(Reading::PassOver("a result of no known device"));
    };
    let maker = fields.text("DeviceManufacturer").unwrap_or_default();
    let model = fields.text("DeviceModel").unwrap_or_default();
    let written = format!("{maker} {model}");
    let system = fields.text("DeviceType").unwrap_or_default();
    let version = fields.text("OSVersion").unwrap_or_default();
    let os = format!("{system} {version}");
    if !written.trim().is_empty() {
        let os = Some(os.trim()).filter(|it| !it.is_empty()).map(Arc::from);
        telling.say(Fact::Model { model: written.trim().into(), os });
    }
    telling.finish("a result that names no person and no model")
}

/// Where the client found its device: the provider's address though the tunnel stands, and the network that it joined.
fn state(fields: &Object<'_>) -> Result<Reading, Reject> {
    let at = fields.require_time(&["Timestamp"])?;
    let Some(mut telling) = machine(fields, at) else {
        return Ok(Reading::PassOver("the state of no known device"));
    };
    let mut access = Access::new(Channel::Device, at);
    for version in ["ISPIPv4", "ISPIPv6"] {
        let text = |part: &str| fields.text(&format!("{version}{part}"));
        let (country, region, city) = (text("CountryISO"), text("StateISO"), text("City"));
        access.ip = public_ip(&mut telling, fields, &format!("{version}Address"));
        access.vendor_place = Written {
            country: country.as_deref(),
            region: region.as_deref(),
            city: city.as_deref(),
            point: None,
        }
        .place();
        if access.ip.is_some() {
            break;
        }
    }
    access.os = fields.text("ClientPlatform").map(|it| Arc::from(&*it));
    // Without a tunnel the latency is -1.
    let latency = fields.text("HandshakeLatencyMs").and_then(|it| it.parse().ok());
    access.round_trip_ms = latency.filter(|it| *it > 0);
    let ssid = fields.text("NetworkSSID").map(|it| Arc::from(&*it));
    match fields.text("ConnectionType").unwrap_or_default().to_lowercase().as_str() {
        "ethernet" => telling.say(Fact::Joined { name: None, is_wired: true }),
        "wifi" => {
            telling.say_all(ssid.map(|it| Fact::Joined { name: Some(it), is_wired: false }));
        }
        _ => {}
    }
    if access.ip.is_some() {
        telling.access(access);
    }
    telling.finish("a state without a public address or network")
}
