//! CrowdStrike detections, and sign-ins to its console.
//!
//! How to get it, any of: the event streams API (each event in `metadata` and `event`); the alerts API
//! `POST /alerts/entities/alerts/v2` (one object a detection, with its `device`).
//!
//! What was seen: 18 events of panther-analysis (Apache-2.0), with times in words; the same kinds and others of other
//! collectors' tests, with times in milliseconds and `AgentId`, `Hostname`; several alerts of the API there, of an endpoint
//! and of an identity.
//!
//! Times inside a detection are in seconds, milliseconds or Windows' own ticks, so the stream's own time dates it. A
//! detection that sums up others (incident, lead) is passed over: those stand in the stream themselves.

#[cfg(test)]
mod tests;

use std::borrow::Cow;

use bonafide_model::{Access, Channel, Fact, Need, Outcome, Program, Reading, Record, Reject};
use jiff::Timestamp;

use crate::{
    Source,
    machines::{account, checked_in, login, model, time},
    naming::{Login, device, host, managed, program_name, public_ip},
    object::Object,
    telling::finish,
};

const ID: &str = "crowdstrike_detections";
/// Operations of the console that sign somebody in.
const SIGN_INS: &[&str] = &["userAuthenticate", "twoFactorAuthenticate", "ssoUserAuthenticate"];
/// Kinds of event, without `Event` at the end and `Event_` before, that are detections of their own.
const DETECTIONS: &[&str] = &[
    "DetectionSummary",
    "EppDetectionSummary",
    "IdentityProtection",
    "IdpDetectionSummary",
    "MobileDetectionSummary",
];
const NAME: &[&str] = &["DetectName", "display_name", "Name", "IncidentType"];
/// The account that an identity's detection speaks of, the directory's spelling first.
const ACCOUNT: &[&str] = &[
    "source_account_upn",
    "SourceAccountUpn",
    "source_account_sam_account_name",
    "SourceAccountSamAccountName",
    "source_account_name",
    "SourceAccountName",
];
const USER: &[&str] = &["user_name", "UserName"];
const SENSOR: &[&str] = &["AgentId", "AgentIdString", "SensorId", "agent_id"];
const HOST: &[&str] = &["Hostname", "ComputerName", "HostnameField"];

/// The shelf entry.
pub(crate) static SOURCE: Source = Source {
    id: ID,
    vendor: "CrowdStrike",
    title: "Falcon detections on machines and identities, and sign-ins to the console",
    feeds: &[Need::Alerts, Need::Devices, Need::Programs, Need::SignIns],
    how: "the event streams API, or the alerts API `POST /alerts/entities/alerts/v2`, as JSON",
    permission: "an API client with Event streams: read, or Alerts: read",
    tells: "what the vendor detected on which machine, under whose account, by which program; what it found odd about an identity; who signed in to the console from where",
    cannot: "a detection is the vendor's word: what stands behind it is in its console; command lines and descriptions are not kept",
    shape_from: "real sample: panther-analysis (Apache-2.0); events and alerts of public collectors' tests",
    columns: &[],
    marks: &[],
    recognize,
    read,
};

fn recognize(record: &Record) -> bool {
    let Ok(root) = Object::of(record) else { return false };
    let metadata = root.inside("metadata").unwrap_or_default();
    let is_streamed = metadata.has("eventType") && metadata.has("customerIDString");
    is_streamed || (root.has("composite_id") && root.has("cid"))
}

fn read(record: &Record) -> Result<Reading, Reject> {
    let root = Object::of(record)?;
    let Some(metadata) = root.inside("metadata") else {
        return detected(&root, root.require_time(&["timestamp", "created_timestamp"])?);
    };
    let Some(event) = root.inside("event") else {
        return Ok(Reading::PassOver("an event without content"));
    };
    let kind = metadata.text("eventType").unwrap_or_default();
    if kind == "AuthActivityAuditEvent" {
        return signed_in(&event);
    }
    if !DETECTIONS.contains(&kind.trim_end_matches("Event")) {
        return Ok(Reading::PassOver("an event of another kind"));
    }
    detected(&event, metadata.require_time(&["eventCreationTime"])?)
}

/// Whether an event of the replicator is a detection from the stream.
pub(super) fn is_detection(event: &Object<'_>) -> bool {
    let kind = event.any(&["ExternalApiType"]).unwrap_or_default();
    let kind = kind.trim_start_matches("Event_").trim_end_matches("Event");
    DETECTIONS.contains(&kind)
}

fn signed_in(event: &Object<'_>) -> Result<Reading, Reject> {
    let operation = event.text("OperationName").unwrap_or_default();
    if !SIGN_INS.contains(&&*operation) {
        return Ok(Reading::PassOver("what an administrator did in the console"));
    }
    let at = event.require_time(&["UTCTimestamp"])?;
    let mut telling = Login::read(&event.require(&["UserId"])?).telling(ID, at);
    let mut access = Access::new(Channel::SignIn, at);
    access.ip = public_ip(&mut telling, event, "UserIp");
    if event.flag("Success") == Some(false) {
        access.outcome = Outcome::Failure;
    }
    telling.access(access);
    telling.finish("nothing of use")
}

/// What a detection says, of a machine or of an identity.
pub(super) fn detected(event: &Object<'_>, at: Timestamp) -> Result<Reading, Reject> {
    let Some(name) = name(event) else {
        return Err(Reject::new("expected the detection's name in `Name` or `display_name`"));
    };
    let fact = Fact::Alerted(name.into());
    let machine = event.inside("device").unwrap_or_default();
    let sensor = machine.text("device_id").or_else(|| event.any(SENSOR));
    let is_identity_s = ACCOUNT.iter().any(|it| event.has(it)) || event.has("IncidentType");
    if is_identity_s {
        let user = event.any(ACCOUNT).or_else(|| event.any(USER));
        let Some(user) = user.and_then(|it| login(&it)) else {
            return Ok(Reading::PassOver("a detection that names no person"));
        };
        let mut telling = user.telling(ID, at);
        telling.say(fact);
        return telling.finish("nothing of use");
    }
    let names = [
        managed("crowdstrike", sensor),
        machine.text("hostname").or_else(|| event.any(HOST)).and_then(|it| host(&it)),
    ];
    let Some(mut telling) = device(names, Some(at)) else {
        return Ok(Reading::PassOver("a detection that names no machine"));
    };
    telling.say(fact);
    let last = time(&mut telling, &machine, &["last_seen"]);
    checked_in(&mut telling, &machine, "external_ip", last);
    telling.say_all(model(
        &[machine.text("system_manufacturer"), machine.text("system_product_name")],
        &[machine.text("os_version")],
    ));
    telling.say_all(event.any(USER).and_then(|it| account(&it)).map(Fact::HeldBy));
    // A scan finds files that never ran; only a process has a start.
    let is_process = event.any(&["ProcessStartTime", "process_start_time"]).is_some();
    let file = event.text("FileName").filter(|_| is_process).and_then(|it| program_name(&it));
    telling.say_all(file.map(|name| Fact::Ran(Program { name, product: None, switch: None })));
    finish([telling], "nothing of use")
}

/// The vendor's name for what it saw, with the technique where that says more.
fn name(event: &Object<'_>) -> Option<String> {
    let name = event.any(NAME)?;
    let technique = event.text("Technique").filter(|it| *it != name);
    Some(match technique {
        Some(technique) => format!("{name}: {technique}"),
        None => Cow::into_owned(name),
    })
}
