//! OCSF events (Open Cybersecurity Schema Framework, 1.x), of whatever product: sign-ins, tunnels, resets of factors,
//! detections, devices, programs, peripherals.
//!
//! How to get it: a security lake or pipeline that writes OCSF, as JSON (one event a line or a list), or a query's result as
//! CSV with dotted columns (`src_endpoint.ip`). Where a vendor's own export can be had, that one says more.
//!
//! What was seen: 50 events of another collector's tests, among them Authentication, Account Change and Process Activity
//! turned from AWS and Windows records. From the published schema, 1.9.0-dev: classes, activities and attributes.
//!
//! Read are the classes 1007 Process Activity, 1010 Peripheral Activity, 2004 Detection Finding, 3001 Account Change, 3002
//! Authentication, 4014 Tunnel Activity, 5001 Device Inventory, 5020 Software Inventory. `time` is in milliseconds, `time_dt`
//! in words. A device's `uid` means something within one product alone, so it counts only where no name or serial number is.

mod devices;
mod people;
#[cfg(test)]
mod tests;

use bonafide_model::{DeviceKey, Need, Reading, Record, Reject, value};
use jiff::Timestamp;

use crate::{
    Source,
    naming::{device, host, managed, serial},
    object::Object,
    telling::Telling,
};

const ID: &str = "ocsf_events";

/// The shelf entry.
pub(crate) static SOURCE: Source = Source {
    id: ID,
    vendor: "OCSF",
    title: "OCSF events of any product: sign-ins, tunnels, factors, detections, devices, programs, peripherals",
    feeds: &[
        Need::SignIns,
        Need::RemoteNetwork,
        Need::Devices,
        Need::Peripherals,
        Need::Programs,
        Need::Alerts,
    ],
    how: "a security lake or pipeline that writes OCSF 1.x, as JSON, or a query's result as CSV with dotted columns",
    permission: "whoever may read the lake's tables",
    tells: "who signed in or opened a tunnel when and from where, whose factors were disabled, which programs and peripherals were on which machine, what was detected",
    cannot: "what the product did not map; marks of anonymous addresses; a vendor's own export says more",
    shape_from: "real sample: events of a public collector's tests; vendor reference: the published schema, 1.9.0-dev",
    columns: &[],
    marks: &[],
    recognize,
    read,
};

fn recognize(record: &Record) -> bool {
    Object::of(record).is_ok_and(|it| {
        let has_product = it.has("metadata") || it.has("metadata.product.name");
        it.has("class_uid") && it.has("category_uid") && has_product
    })
}

fn read(record: &Record) -> Result<Reading, Reject> {
    let event = Object::of(record)?;
    match event.text("class_uid").as_deref() {
        Some("1007") => devices::ran(&event),
        Some("1010") => devices::plugged_in(&event),
        Some("2004") => devices::detected(&event),
        Some("3001") => people::changed(&event),
        Some("3002") => people::signed_in(&event),
        Some("4014") => people::tunneled(&event),
        Some("5001") => devices::listed(&event),
        Some("5020") => devices::installed(&event),
        Some(_) => Ok(Reading::PassOver("an event of another class")),
        None => Err(Reject::new("expected the class of the event in `class_uid`")),
    }
}

/// When it happened: the first of the two that can be read.
fn time(event: &Object<'_>) -> Result<Timestamp, Reject> {
    let readable = |name: &&str| event.text(name).and_then(|it| value::parse_time(&it).ok());
    ["time", "time_dt"]
        .iter()
        .find_map(readable)
        .ok_or_else(|| Reject::new("expected the time of the event in `time` or `time_dt`"))
}

/// What the event was, as a number or in words.
fn is_activity(event: &Object<'_>, number: &str, words: &str) -> bool {
    match event.text("activity_id") {
        Some(id) => id == number,
        None => event.text("activity_name").is_some_and(|it| it.eq_ignore_ascii_case(words)),
    }
}

/// The names of the device of an event.
fn names(event: &Object<'_>) -> Vec<Option<DeviceKey>> {
    let firm = [
        serial(event.at("device.hw_info.serial_number")),
        ["device.hostname", "device.name"]
            .iter()
            .find_map(|it| event.at(it))
            .and_then(|it| host(&it)),
    ];
    let is_named = firm.iter().any(Option::is_some);
    let uid = managed("ocsf", event.at("device.uid").filter(|_| !is_named));
    firm.into_iter().chain([uid]).collect()
}

/// A telling of the device of an event.
fn machine(event: &Object<'_>) -> Result<Option<Telling>, Reject> {
    Ok(device(names(event), Some(time(event)?)))
}
