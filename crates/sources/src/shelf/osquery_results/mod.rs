//! osquery result logs: what is plugged in, installed and running, who is logged in, and the network around a machine.
//!
//! How to get it: the filesystem or TLS logger's result log (`osqueryd.results.log`), differential, batch or snapshot, or a
//! fleet manager's copy of it. The query's name must end in the name of the table that it reads (`pack_it_usb_devices`).
//!
//! A join can be made only where the query makes it, so schedule this one under a name that ends in `gateway`:
//!
//! ```sql
//! select arp_cache.address as gateway, arp_cache.mac as mac
//! from routes join arp_cache on arp_cache.address = routes.gateway where routes.destination = '0.0.0.0';
//! ```
//!
//! and, for host names seen nearby, any query whose name ends in `neighbors` with a column `host`.
//!
//! What was seen: 19 records of panther-analysis and one of splunk/security_content (both Apache-2.0): the envelope, `columns`,
//! `decorations`, both forms of `calendarTime`. From osquery's published table schema: the tables and their columns. From
//! memory: that `vendor_id`, `model_id` and `product_id` are hexadecimal, and that a display's vendor id packs the three
//! letters of its EDID.

mod tables;
#[cfg(test)]
mod tests;

use bonafide_model::{DeviceKey, Fact, Need, Reading, Record, Reject};
use jiff::Timestamp;

use crate::{
    Source,
    naming::{device, host, managed, serial},
    object::{Object, objects},
    telling::Telling,
};
use tables::Table;

const ID: &str = "osquery_results";

/// The shelf entry.
pub(crate) static SOURCE: Source = Source {
    id: ID,
    vendor: "osquery",
    title: "osquery result logs: peripherals, programs, users and local network of devices",
    feeds: &[Need::Devices, Need::DeviceNetworks, Need::Peripherals, Need::Programs],
    how: "the result log of the filesystem or TLS logger, differential, batch or snapshot; schedule usb_devices, connected_displays, programs or apps, processes, logged_in_users, system_info, wifi_status, and, under a name that ends in `gateway`: `select arp_cache.address as gateway, arp_cache.mac as mac from routes join arp_cache on arp_cache.address = routes.gateway where routes.destination = '0.0.0.0'`",
    permission: "whoever may read the logger's destination",
    tells: "which USB devices and displays are attached, what is installed and runs, who is logged in, the gateway and Wi-Fi, host names nearby",
    cannot: "only queries that were scheduled, under names that end in their table's; no public address; macOS hides the Wi-Fi name unless location is allowed",
    shape_from: "real sample: panther-analysis and splunk/security_content (Apache-2.0) for the envelope; vendor reference: osquery's table schema",
    columns: &[],
    marks: &[],
    recognize,
    read,
};

fn recognize(record: &Record) -> bool {
    Object::of(record).is_ok_and(|it| {
        let has_rows = ["columns", "snapshot", "diffResults"].iter().any(|name| it.has(name));
        let is_logged =
            ["hostIdentifier", "calendarTime", "action"].iter().any(|name| it.has(name));
        it.has("name") && has_rows && is_logged
    })
}

fn read(record: &Record) -> Result<Reading, Reject> {
    let result = Object::of(record)?;
    let Some(table) = Table::of(&result.require(&["name"])?) else {
        return Ok(Reading::PassOver("a query of another table"));
    };
    if result.text("action").is_some_and(|it| it == "removed") {
        return Ok(Reading::PassOver("a row that is gone"));
    }
    let at = time(&result)?;
    let mut telling = subject(&result, at)?;
    let (snapshot, added) =
        (result.json("snapshot"), result.inside("diffResults").and_then(|it| it.json("added")));
    if let Some(list) = snapshot.or(added) {
        for row in objects(&list) {
            table.tell(&row, &mut telling);
        }
    } else if let Some(row) = result.inside("columns") {
        table.tell(&row, &mut telling);
    }
    telling.finish("a row that says nothing")
}

/// `unixTime` in seconds; `calendarTime` is the same for people, and sometimes all there is.
fn time(result: &Object<'_>) -> Result<Timestamp, Reject> {
    let seconds = result.text("unixTime").and_then(|it| it.parse().ok()).filter(|it| *it > 0);
    if let Some(at) = seconds.and_then(|it| Timestamp::from_second(it).ok()) {
        return Ok(at);
    }
    result.require_time(&["calendarTime"])
}

/// The machine: by its serial number if the configuration decorates with it, else by its id, else by its host name.
fn subject(result: &Object<'_>, at: Timestamp) -> Result<Telling, Reject> {
    let decorations = result.inside("decorations").unwrap_or_default();
    let identifier = result.text("hostIdentifier");
    let uuid =
        decorations.text("host_uuid").or_else(|| identifier.clone().filter(|it| is_uuid(it)));
    let hostname =
        decorations.text("hostname").or_else(|| identifier.clone().filter(|it| !is_uuid(it)));
    let names = [
        serial(decorations.text("hardware_serial")),
        managed("osquery", uuid),
        hostname.and_then(|it| host(&it)),
    ];
    // A default host name names no machine among others, but within this log it is all there is.
    let fallback =
        names.iter().all(Option::is_none).then(|| managed("osquery", identifier)).flatten();
    let telling = device(names.into_iter().chain([fallback]), Some(at));
    telling.ok_or_else(|| Reject::new("expected the machine in `hostIdentifier`"))
}

fn is_uuid(text: &str) -> bool {
    text.len() == 36 && text.bytes().all(|it| it.is_ascii_hexdigit() || it == b'-')
}

/// The machine by another of its names, if that is one.
fn same(telling: &mut Telling, key: Option<DeviceKey>) {
    telling.say_all(key.map(Fact::SameDevice));
}
