//! What each kind of event says.

use bonafide_model::{Fact, Program, Reading, Reject};

use super::{Event, KIND, NOTHING, SEEN};
use crate::{
    machines::{account, application, checked_in, model},
    naming::{program_name, telling_switch},
    plug_and_play::{plug_and_play, windows_class},
    telling::Telling,
};

/// Windows' kinds of logon that put a person in front of the machine: at the keyboard, unlocked, by remote desktop, cached.
const AT_THE_MACHINE: &[&str] = &["2", "7", "10", "11", "12", "13"];
/// How security ids of people begin: of a domain or machine, of Entra.
const PEOPLE: &[&str] = &["S-1-5-21-", "S-1-12-1-"];
/// What the sensor writes where it knows no name, after the marks around it are taken off.
const NO_NAME: &[&str] = &["", "UNAVAILABLE", "UNKNOWN"];

pub(super) fn read(event: &Event<'_>) -> Result<Reading, Reject> {
    let kind = KIND.iter().find_map(|it| event.text(it));
    let Some(kind) = kind else {
        return Err(Reject::new("expected the kind of event in `event_simpleName`"));
    };
    match &*kind {
        "ProcessRollup2" | "SyntheticProcessRollup2" => ran(event),
        "UserLogon" => logged_on(event),
        "DcUsbDeviceConnected" | "DcUsbDevicePolicyViolation" => plugged_in(event),
        "AgentConnect" | "AgentOnline" | "SensorHeartbeat" => online(event),
        "NeighborListIP4" | "NeighborListIP6" => neighbors(event),
        "InstalledApplication" => installed(event),
        "DnsRequest" => Ok(Reading::PassOver("a look-up of a name, which is not kept")),
        kind if kind.starts_with("Network") => {
            Ok(Reading::PassOver("a connection, which is not kept"))
        }
        _ => Ok(Reading::PassOver("an event of another kind")),
    }
}

/// A telling of the machine, with the address that its sensor spoke from.
fn opened(event: &Event<'_>, times: &[&str]) -> Result<Telling, Reject> {
    let mut telling = event.machine(event.at(times)?)?;
    // The address is seen by the cloud, so its clock dates it.
    let at = event.at(&["timestamp"]).or_else(|_| event.at(times))?;
    let holder = if event.own.has("aip") { &event.own } else { &event.around };
    checked_in(&mut telling, holder, "aip", Some(at));
    Ok(telling)
}

fn ran(event: &Event<'_>) -> Result<Reading, Reject> {
    let Some(name) = event.text("ImageFileName").and_then(|it| program_name(&it)) else {
        return Ok(Reading::PassOver("a process without a file name"));
    };
    let mut telling = opened(event, &["ProcessStartTime", "ContextTimeStamp", "timestamp"])?;
    let switch = event.text("CommandLine").and_then(|it| telling_switch(&name, &it));
    telling.say(Fact::Ran(Program { name, product: None, switch }));
    if is_person_s(event) {
        let user = event.text("UserName").and_then(|it| account(&it));
        telling.say_all(user.map(Fact::HeldBy));
    }
    telling.finish(NOTHING)
}

/// Whether the security id, if there is one, is that of a person.
fn is_person_s(event: &Event<'_>) -> bool {
    event.text("UserSid").is_none_or(|sid| PEOPLE.iter().any(|it| sid.starts_with(it)))
}

fn logged_on(event: &Event<'_>) -> Result<Reading, Reject> {
    // macOS and Linux write no kind of logon.
    let is_there = event.text("LogonType").is_none_or(|it| AT_THE_MACHINE.contains(&&*it));
    if !is_there {
        return Ok(Reading::PassOver("a logon that put nobody in front of the machine"));
    }
    let names = ["UserName", "UserPrincipal"].map(|it| event.text(it).and_then(|it| account(&it)));
    if !is_person_s(event) || names.iter().all(Option::is_none) {
        return Ok(Reading::PassOver("a logon of the system itself"));
    }
    let mut telling = opened(event, &["LogonTime", "ContextTimeStamp", "timestamp"])?;
    telling.say_all(names.into_iter().flatten().map(Fact::HeldBy));
    telling.finish(NOTHING)
}

/// A device that was plugged in, also where a policy then refused it.
fn plugged_in(event: &Event<'_>) -> Result<Reading, Reject> {
    let id = ["DeviceInstanceId", "DevicePropertyHardwareId"]
        .iter()
        .find_map(|it| event.text(it).filter(|it| plug_and_play(it).is_some()));
    let Some(id) = id else {
        return Ok(Reading::PassOver("a device whose id names no USB ids"));
    };
    let mut telling = opened(event, &["DeviceTimeStamp", "ContextTimeStamp", "timestamp"])?;
    let text = |name: &str| event.text(name).map(|it| it.as_ref().into());
    telling.say_all(plug_and_play(&id).map(|ids| {
        Fact::Usb {
            vendor_id: ids.vendor_id,
            product_id: ids.product_id,
            manufacturer: text("DeviceManufacturer"),
            product: text("DeviceProduct").or_else(|| text("DevicePropertyDeviceDescription")),
            serial: text("DeviceSerialNumber").or_else(|| ids.serial.map(Into::into)),
            classes: event
                .text("DevicePropertyClassName")
                .and_then(|it| windows_class(&it))
                .into_iter()
                .collect(),
        }
    }));
    telling.finish(NOTHING)
}

fn online(event: &Event<'_>) -> Result<Reading, Reject> {
    let mut telling = opened(event, SEEN)?;
    telling.say_all(model(
        &[event.text("SystemManufacturer"), event.text("SystemProductName")],
        &[event.text("event_platform")],
    ));
    telling.finish("a sign of life without a public address")
}

/// `MAC|IP|0|NAME;…`; names between exclamation marks are none.
fn neighbors(event: &Event<'_>) -> Result<Reading, Reject> {
    let list = event.text("NeighborList").unwrap_or_default();
    let mut telling = opened(event, SEEN)?;
    let names = list.split(';').filter_map(|it| it.split('|').nth(3));
    telling.say_all(names.filter_map(neighbor));
    telling.finish("a list of neighbors without names")
}

/// A neighbor by its host name, if the sensor found one.
pub(super) fn neighbor(name: &str) -> Option<Fact> {
    let name = name.trim().trim_matches('!');
    let is_name = !NO_NAME.contains(&name.to_uppercase().as_str()) && !name.starts_with("--");
    let host = name.split('.').next().unwrap_or_default().to_lowercase();
    (is_name && !host.is_empty()).then(|| Fact::Neighbor { host: host.into() })
}

fn installed(event: &Event<'_>) -> Result<Reading, Reject> {
    let Some(name) = event.text("AppName") else {
        return Ok(Reading::PassOver("an application without a name"));
    };
    let mut telling = opened(event, SEEN)?;
    telling.say(Fact::Installed(application(&name)));
    telling.finish(NOTHING)
}
