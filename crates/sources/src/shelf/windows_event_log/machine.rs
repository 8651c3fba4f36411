//! What happened on a machine: devices plugged in, programs run, services and accounts made, networks joined.

use bonafide_model::{Fact, Program, Reading, Reject};

use super::{NAMELESS, event::Event};
use crate::{
    naming::{host, program_name, telling_switch},
    plug_and_play::Plugged,
};

/// Why an event that says nothing would be passed over; a fact is always said.
const NOTHING: &str = "nothing of use";
/// Where the path of a device's instance stands.
const PATHS: &[&str] =
    &["DeviceId", "DeviceInstanceId", "DeviceInstanceID", "InstanceId", "instance"];

pub(super) fn plugged_in(event: &Event<'_>) -> Result<Reading, Reject> {
    let unnamed = || {
        let is_path = |it: &&String| it.contains("VID_") || it.starts_with("DISPLAY\\");
        event.values().iter().find(is_path).map(|it| it.as_str().into())
    };
    let Some(path) = event.any(PATHS).or_else(unnamed) else {
        return Ok(Reading::PassOver("a device that names no instance"));
    };
    let text = |name: &str| event.text(name);
    let (description, class) = (
        event.any(&["DeviceDescription", "DriverDescription"]),
        event.any(&["ClassName", "ClassId", "ClassGuid", "SetupClass"]),
    );
    let ids = ["VendorIds", "HardwareIds", "CompatibleIds"];
    let ids = ids.iter().filter_map(|it| text(it)).collect::<Vec<_>>().join(" ");
    let plugged = Plugged {
        path: &path,
        description: description.as_deref(),
        manufacturer: None,
        class: class.as_deref(),
        ids: &ids,
    };
    match plugged.fact() {
        Some(fact) => on_machine(event, fact),
        None => Ok(Reading::PassOver("a device that is neither on USB nor a monitor")),
    }
}

pub(super) fn ran(event: &Event<'_>) -> Result<Reading, Reject> {
    let path = event.any(&["NewProcessName", "Image"]);
    let Some(name) = path.and_then(|it| program_name(&it)) else {
        return Ok(Reading::PassOver("a process without a file name"));
    };
    let switch = event.text("CommandLine").and_then(|it| telling_switch(&name, &it));
    let product = event.text("Product").map(|it| (*it).into());
    on_machine(event, Fact::Ran(Program { name, product, switch }))
}

pub(super) fn service_made(event: &Event<'_>) -> Result<Reading, Reject> {
    let command = event.any(&["ImagePath", "ServiceFileName"]);
    let Some(name) = command.and_then(|it| program_name(executable(&it))) else {
        return Ok(Reading::PassOver("a service without a file name"));
    };
    let product = event.text("ServiceName").map(|it| (*it).into());
    on_machine(event, Fact::Installed(Program { name, product, switch: None }))
}

/// The path in a service's command line, which is quoted if it has blanks and something behind it, mostly.
fn executable(command: &str) -> &str {
    let command = command.trim();
    if let Some((quoted, _)) = command.strip_prefix('"').and_then(|it| it.split_once('"')) {
        return quoted;
    }
    let lower = command.to_ascii_lowercase();
    let end = [".exe", ".sys"].iter().filter_map(|it| Some(lower.find(it)? + it.len())).min();
    end.and_then(|it| command.get(..it))
        .or_else(|| command.split_whitespace().next())
        .unwrap_or_default()
}

/// An account that a domain keeps is nobody's on this machine.
pub(super) fn account_made(event: &Event<'_>) -> Result<Reading, Reject> {
    let Some(name) = event.text("TargetUserName") else {
        return Err(Reject::new("expected a value in `TargetUserName`"));
    };
    let is_here = |domain: &str| {
        let same = |it: &str| host(it).is_some() && host(it) == host(domain);
        event.computer().is_none_or(same)
    };
    if event.text("TargetDomainName").is_some_and(|it| !is_here(&it)) {
        return Ok(Reading::PassOver("an account of a domain"));
    }
    on_machine(event, Fact::LocalAccountMade((*name).into()))
}

pub(super) fn joined(event: &Event<'_>) -> Result<Reading, Reject> {
    let Some(name) = event.any(&["SSID", "ProfileName"]) else {
        return Ok(Reading::PassOver("a network without a name"));
    };
    on_machine(event, Fact::Joined { name: Some((*name).into()), is_wired: false })
}

fn on_machine(event: &Event<'_>, fact: Fact) -> Result<Reading, Reject> {
    let Some(mut telling) = event.machine()? else {
        return Ok(Reading::PassOver(NAMELESS));
    };
    telling.say(fact);
    telling.finish(NOTHING)
}
