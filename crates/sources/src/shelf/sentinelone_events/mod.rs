//! SentinelOne threats, activities and Deep Visibility events: what was detected, plugged in, run, and who logged on.
//!
//! How to get it, any of: `GET /web/api/v2.1/threats`; `GET /web/api/v2.1/activities` (device control: types 5120 to 5130;
//! detections of rules: 3608, 3784); Cloud Funnel 2 or a Deep Visibility query as JSON, with dotted names.
//!
//! What was seen: 72 records of another collector's tests, among them six threats, device control events of type 5126, a
//! detection of a custom rule, and Cloud Funnel events of twelve kinds.
//!
//! `vendorId` and `productId` are hexadecimal, `deviceClass` is hexadecimal with an `h`. Of a Cloud Funnel event only
//! processes and logons are read; what was visited, looked up, typed or written is not. Its `src.endpoint.ip.address` is the
//! far end of some logons and the machine's own address in others, so it is left out.

mod funnel;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use bonafide_model::{
    DeviceKey, Fact, Need, Reading, Record, Reject,
    value::{self, ValueError},
};
use jiff::Timestamp;

use crate::{
    Source,
    machines::{account, checked_in},
    naming::{device, host, managed},
    object::Object,
    telling::Telling,
};

const ID: &str = "sentinelone_events";
/// Why a record that says nothing would be passed over.
const NOTHING: &str = "nothing but the machine's names";

/// The shelf entry.
pub(crate) static SOURCE: Source = Source {
    id: ID,
    vendor: "SentinelOne",
    title: "SentinelOne threats, device control, processes and logons",
    feeds: &[Need::Alerts, Need::Peripherals, Need::Programs, Need::Devices],
    how: "API `GET /web/api/v2.1/threats` and `GET /web/api/v2.1/activities`, or Cloud Funnel 2, as JSON",
    permission: "a console user with the role Viewer, and their API token; for Cloud Funnel the bucket that it writes to",
    tells: "what the vendor detected on which machine and who used it, USB devices as they were connected, programs that ran, logons at the machine, from which public address it spoke",
    cannot: "USB devices only where device control reports them; command lines are not kept, but for one telling switch; what was visited or written is not read",
    shape_from: "real sample: threats, activities and Cloud Funnel events of a public collector's tests",
    columns: &[],
    marks: &[],
    recognize,
    read,
};

fn recognize(record: &Record) -> bool {
    let Ok(root) = Object::of(record) else { return false };
    let is_threat = root.has("threatInfo") && root.has("agentRealtimeInfo");
    let is_activity = root.has("activityType") && root.has("primaryDescription");
    is_threat || is_activity || funnel::is_event(&root)
}

fn read(record: &Record) -> Result<Reading, Reject> {
    let root = Object::of(record)?;
    if funnel::is_event(&root) {
        return funnel::read(&root);
    }
    if root.has("threatInfo") { threat(&root) } else { activity(&root) }
}

fn machine(names: [Option<DeviceKey>; 3], at: Timestamp) -> Result<Telling, Reject> {
    device(names, Some(at)).ok_or_else(|| Reject::new("expected the agent's id in `agentId`"))
}

fn threat(root: &Object<'_>) -> Result<Reading, Reject> {
    let info = root.inside("threatInfo").unwrap_or_default();
    let now = root.inside("agentRealtimeInfo").unwrap_or_default();
    let then = root.inside("agentDetectionInfo").unwrap_or_default();
    let at = info.require_time(&["identifiedAt", "createdAt"])?;
    let names = [
        managed("sentinelone", now.text("agentUuid").or_else(|| then.text("agentUuid"))),
        managed("sentinelone", now.text("agentId")),
        now.text("agentComputerName").and_then(|it| host(&it)),
    ];
    let mut telling = machine(names, at)?;
    let words = [info.text("classification"), info.text("threatName")];
    let words: Vec<&str> = words.iter().flatten().map(|it| &**it).collect();
    telling.say_all((!words.is_empty()).then(|| Fact::Alerted(words.join(": ").into())));
    checked_in(&mut telling, &then, "externalIp", Some(at));
    let users = [
        then.text("agentLastLoggedInUpn"),
        then.text("agentLastLoggedInUserName"),
        info.text("processUser"),
    ];
    hold(&mut telling, users);
    telling.finish(NOTHING)
}

/// Each of the accounts once.
fn hold<'a>(telling: &mut Telling, users: impl IntoIterator<Item = Option<Cow<'a, str>>>) {
    let mut known: Vec<_> = users.into_iter().flatten().filter_map(|it| account(&it)).collect();
    known.sort();
    known.dedup();
    telling.say_all(known.into_iter().map(Fact::HeldBy));
}

fn activity(root: &Object<'_>) -> Result<Reading, Reject> {
    let inner = root.inside("data").unwrap_or_default();
    let uuid = inner.any(&["uuid", "origagentuuid"]);
    let name = inner.any(&["computerName", "origagentname"]);
    let names = [
        managed("sentinelone", uuid),
        managed("sentinelone", root.text("agentId")),
        name.and_then(|it| host(&it)),
    ];
    if names.iter().all(Option::is_none) {
        return Ok(Reading::PassOver("an activity on no machine"));
    }
    let at = root.require_time(&["createdAt"])?;
    let mut telling = machine(names, at)?;
    checked_in(&mut telling, &inner, "externalIp", Some(at));
    telling.say_all(inner.text("rulename").map(|it| Fact::Alerted((*it).into())));
    let is_gone = inner.text("eventType").is_some_and(|it| it == "disconnected");
    if inner.text("interface").is_some_and(|it| it.eq_ignore_ascii_case("usb")) && !is_gone {
        plugged_in(&inner, &mut telling);
    }
    telling.finish("an activity that says nothing of the machine")
}

fn plugged_in(inner: &Object<'_>, telling: &mut Telling) {
    let at = telling.read_first(inner, &["eventTime"], value::parse_time);
    // Bluetooth adapters and hubs inside the machine come without ids.
    if ["vendorId", "productId"].iter().any(|it| inner.text(it).is_some_and(|it| it == "N/A")) {
        return;
    }
    let vendor_id = telling.read_first(inner, &["vendorId"], hex);
    let product_id = telling.read_first(inner, &["productId"], hex);
    let (Some(vendor_id), Some(product_id)) = (vendor_id, product_id) else { return };
    let text = |name: &str| inner.text(name).filter(|it| it != "N/A").map(|it| (*it).into());
    let class = inner
        .text("deviceClass")
        .and_then(|it| u8::from_str_radix(it.trim_end_matches(['h', 'H']), 16).ok());
    let fact = Fact::Usb {
        vendor_id,
        product_id,
        manufacturer: text("manufacturerName"),
        product: text("deviceName"),
        serial: text("uid"),
        // 0, 239 and 255 say that each interface has a class of its own, or none.
        classes: class.filter(|it| !matches!(it, 0 | 239 | 255)).into_iter().collect(),
    };
    if at.is_some() {
        telling.say_at(fact, at);
    } else {
        telling.say(fact);
    }
    telling
        .say_all(inner.text("lastLoggedInUserName").and_then(|it| account(&it)).map(Fact::HeldBy));
}

fn hex(text: &str) -> Result<u16, ValueError> {
    u16::from_str_radix(text, 16).or(Err(ValueError::Expected("a hexadecimal USB id")))
}
