//! Microsoft Defender advanced hunting: what is plugged in, what runs, which networks are joined, and from which public
//! address the agent speaks.
//!
//! How to get it: the streaming API (each row wrapped in `properties`, the table named in `category`), the hunting API, or a
//! query's result exported as CSV. A CSV names no table, so keep at least these columns: `Timestamp`, `DeviceId`, `DeviceName`,
//! `ActionType`, and the table's own.
//!
//! What was seen: 77 records of a collector's tests, in the streaming form, among them `PnpDeviceConnected`, `UsbDriveMounted`,
//! `DeviceInfo`, `DeviceNetworkInfo`, `DeviceLogonEvents`, `DeviceProcessEvents`; `AdditionalFields`, `LoggedOnUsers`,
//! `ConnectedNetworks` are JSON in a string. From Microsoft's schema reference: `ProcessVersionInfoProductName`, values of
//! `NetworkAdapterType`. From memory: the hardware ids of USB devices and monitors in a plug-and-play event.
//!
//! The gateway's hardware address is in no table. Of command lines only one telling switch is kept. A mounted drive is told
//! without its USB ids, so only its plug-and-play event counts.

#[cfg(test)]
mod tests;

use bonafide_model::{Fact, Need, Program, Reading, Record, Reject};
use jiff::Timestamp;

use crate::{
    Source,
    machines::{account, checked_in, model},
    naming::{Login, device, host, managed, program_name, telling_switch},
    object::{Object, first_row, objects, read_rows},
    plug_and_play::Plugged,
    telling::Telling,
};

const ID: &str = "defender_advanced_hunting";
const TIME: &[&str] = &["Timestamp", "Timestamp [UTC]", "TimeGenerated", "TimeGenerated [UTC]"];
/// Why a row that says nothing would be passed over.
const NOTHING: &str = "nothing but the device's names";
/// Ways of logging on that put a person in front of the machine, lower case.
const AT_THE_MACHINE: &[&str] =
    &["interactive", "cachedinteractive", "remoteinteractive", "unlock"];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Table {
    Events,
    Info,
    Logons,
    Networks,
    Processes,
    Other,
}

impl Table {
    /// By the category of the streaming API, or by a column that no other table has.
    fn of(row: &Object<'_>, inner: &Object<'_>) -> Self {
        if let Some(category) = row.any(&["category", "Type"]) {
            return match category.trim_start_matches("AdvancedHunting-") {
                "DeviceEvents" => Self::Events,
                "DeviceInfo" => Self::Info,
                "DeviceLogonEvents" => Self::Logons,
                "DeviceNetworkInfo" => Self::Networks,
                "DeviceProcessEvents" => Self::Processes,
                _ => Self::Other,
            };
        }
        let action = inner.text("ActionType").unwrap_or_default();
        match &*action {
            "PnpDeviceConnected" | "UsbDriveMounted" => Self::Events,
            "ProcessCreated" => Self::Processes,
            _ if inner.has("PublicIP") && inner.has("LoggedOnUsers") => Self::Info,
            _ if inner.has("ConnectedNetworks") => Self::Networks,
            _ if inner.has("LogonType") => Self::Logons,
            _ => Self::Other,
        }
    }
}

/// The shelf entry.
pub(crate) static SOURCE: Source = Source {
    id: ID,
    vendor: "Microsoft",
    title: "Defender advanced hunting: peripherals, programs, networks and public address of devices",
    feeds: &[Need::Devices, Need::DeviceNetworks, Need::Peripherals, Need::Programs],
    how: "the streaming API (DeviceEvents, DeviceInfo, DeviceLogonEvents, DeviceNetworkInfo, DeviceProcessEvents), the hunting API, or a query's result as CSV with `Timestamp`, `DeviceId`, `DeviceName`, `ActionType`",
    permission: "Security Reader",
    tells: "which USB devices and monitors were attached, which programs ran, who logged on, which networks were joined, from which public address the device spoke",
    cannot: "the gateway's hardware address and a monitor's serial number are in no table; command lines are not kept, but for one telling switch; hunting reaches back 30 days",
    shape_from: "real sample: streaming records of a public collector; vendor reference: the advanced hunting schema",
    columns: &[],
    marks: &[],
    recognize,
    read,
};

fn recognize(record: &Record) -> bool {
    first_row(record, |row| {
        let is_streamed = row.text("category").is_some_and(|it| it.starts_with("AdvancedHunting-"));
        let is_table = row.has("Timestamp") && row.has("DeviceId") && row.has("DeviceName");
        is_streamed || (is_table && (row.has("ReportId") || Table::of(row, row) != Table::Other))
    })
}

fn read(record: &Record) -> Result<Reading, Reject> {
    read_rows(record, read_row)
}

fn read_row(row: &Object<'_>) -> Result<Reading, Reject> {
    let inner = row.inside("properties");
    let table = Table::of(row, inner.as_ref().unwrap_or(row));
    let inner = inner.as_ref().unwrap_or(row);
    match table {
        Table::Events => plugged_in(row, inner),
        Table::Info => info(row, inner),
        Table::Logons => logged_on(row, inner),
        Table::Networks => joined(row, inner),
        Table::Processes => ran(row, inner),
        Table::Other => Ok(Reading::PassOver("a row of another table")),
    }
}

fn at(row: &Object<'_>, inner: &Object<'_>) -> Result<Timestamp, Reject> {
    if inner.any(TIME).is_some() { inner.require_time(TIME) } else { row.require_time(&["time"]) }
}

/// The device of a row by its Defender id, with its host name.
fn opened(row: &Object<'_>, inner: &Object<'_>) -> Result<Telling, Reject> {
    let name = inner.text("DeviceName").and_then(|it| host(&it));
    let names = [
        managed("defender", inner.text("DeviceId")),
        managed("entra", inner.text("AadDeviceId")),
        name,
    ];
    device(names, Some(at(row, inner)?))
        .ok_or_else(|| Reject::new("expected a device id in `DeviceId`"))
}

fn plugged_in(row: &Object<'_>, inner: &Object<'_>) -> Result<Reading, Reject> {
    let action = inner.text("ActionType").unwrap_or_default();
    if action != "PnpDeviceConnected" && action != "UsbDriveMounted" {
        return Ok(Reading::PassOver("an event of another kind"));
    }
    let mut telling = opened(row, inner)?;
    let holder = inner
        .any(&["InitiatingProcessAccountUpn", "AccountUpn"])
        .map(|it| Login::read(&it).identifier());
    if action == "PnpDeviceConnected" {
        let json = inner.json("AdditionalFields").unwrap_or_default();
        let Some(fields) = Object::parse(&json) else {
            return Err(Reject::new("expected JSON in `AdditionalFields`"));
        };
        let Some(fact) = hardware(&fields) else {
            return Ok(Reading::PassOver("a device that is neither on USB nor a monitor"));
        };
        telling.say(fact);
    } else if holder.is_none() {
        return Ok(Reading::PassOver("a mounted drive without USB ids"));
    }
    telling.say_all(holder.map(Fact::HeldBy));
    telling.finish(NOTHING)
}

fn hardware(fields: &Object<'_>) -> Option<Fact> {
    let text = |name: &str| fields.text(name);
    let (description, manufacturer, class) =
        (text("DeviceDescription"), text("Manufacturer"), text("ClassName"));
    Plugged {
        path: &fields.any(&["DeviceId", "DeviceInstanceId"])?,
        description: description.as_deref(),
        manufacturer: manufacturer.as_deref(),
        class: class.as_deref(),
        ids: &fields.json("VendorIds").unwrap_or_default(),
    }
    .fact()
}

fn info(row: &Object<'_>, inner: &Object<'_>) -> Result<Reading, Reject> {
    let mut telling = opened(row, inner)?;
    telling
        .say_all(model(&[inner.text("Vendor"), inner.text("Model")], &[inner.text("OSPlatform")]));
    let json = inner.json("LoggedOnUsers").unwrap_or_default();
    for user in objects(&json) {
        telling.say_all(user.text("UserName").and_then(|it| account(&it)).map(Fact::HeldBy));
    }
    checked_in(&mut telling, inner, "PublicIP", Some(at(row, inner)?));
    telling.finish(NOTHING)
}

fn logged_on(row: &Object<'_>, inner: &Object<'_>) -> Result<Reading, Reject> {
    let kind = inner.text("LogonType").unwrap_or_default().to_lowercase();
    let is_in = inner.text("ActionType").is_some_and(|it| it == "LogonSuccess");
    if !is_in || !AT_THE_MACHINE.contains(&kind.as_str()) {
        return Ok(Reading::PassOver("a logon that failed or put nobody in front of the machine"));
    }
    let upn = inner.text("AccountUpn").map(|it| Login::read(&it).identifier());
    let Some(holder) = upn.or_else(|| account(&inner.text("AccountName")?)) else {
        return Ok(Reading::PassOver("a logon of the system itself"));
    };
    let mut telling = opened(row, inner)?;
    telling.say(Fact::HeldBy(holder));
    telling.finish(NOTHING)
}

fn joined(row: &Object<'_>, inner: &Object<'_>) -> Result<Reading, Reject> {
    let json = inner.json("ConnectedNetworks").unwrap_or_default();
    let networks = objects(&json);
    let kind = inner.text("NetworkAdapterType").unwrap_or_default().to_lowercase();
    let is_up =
        inner.text("NetworkAdapterStatus").is_none_or(|it| !it.eq_ignore_ascii_case("down"));
    let is_wired = match kind.as_str() {
        kind if kind.contains("ethernet") => true,
        kind if kind.contains("wireless") => false,
        _ => return Ok(Reading::PassOver("an adapter that is neither for cable nor for Wi-Fi")),
    };
    if networks.is_empty() || !is_up {
        return Ok(Reading::PassOver("an adapter without a network"));
    }
    let mut telling = opened(row, inner)?;
    for network in networks {
        telling.say(Fact::Joined { name: network.text("Name").map(|it| (*it).into()), is_wired });
    }
    telling.finish(NOTHING)
}

fn ran(row: &Object<'_>, inner: &Object<'_>) -> Result<Reading, Reject> {
    let Some(name) = inner.text("FileName").and_then(|it| program_name(&it)) else {
        return Ok(Reading::PassOver("a process without a file name"));
    };
    let mut telling = opened(row, inner)?;
    let switch = inner.text("ProcessCommandLine").and_then(|it| telling_switch(&name, &it));
    let product = inner.text("ProcessVersionInfoProductName").map(|it| (*it).into());
    telling.say(Fact::Ran(Program { name, product, switch }));
    telling.say_all(inner.text("AccountUpn").map(|it| Fact::HeldBy(Login::read(&it).identifier())));
    telling.finish(NOTHING)
}
