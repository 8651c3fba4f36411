//! Inventories, programs, peripherals and detections: what is known of machines.

use bonafide_model::{Fact, Identifier, Program, Reading, Reject};

use super::{is_activity, machine, time};
use crate::{
    machines::{account, application, checked_in, model},
    naming::{program_name, telling_switch},
    object::{Object, objects, texts},
    plug_and_play::plug_and_play,
    telling::Telling,
};

/// Why an event without a device's name or id is passed over.
const NO_DEVICE: &str = "an event of no machine by name";
/// `peripheral_device.type_id` of a monitor.
const MONITOR: &str = "5";

/// The person whom a path names.
fn person(event: &Object<'_>, path: &str) -> Option<Identifier> {
    let at = |name: &str| event.at(&format!("{path}.{name}"));
    at("email_addr").or_else(|| at("name")).and_then(|it| account(&it))
}

fn hold(event: &Object<'_>, telling: &mut Telling, paths: &[&str]) {
    let holder = paths.iter().find_map(|it| person(event, it));
    telling.say_all(holder.map(Fact::HeldBy));
}

pub(super) fn listed(event: &Object<'_>) -> Result<Reading, Reject> {
    let Some(mut telling) = machine(event)? else { return Ok(Reading::PassOver(NO_DEVICE)) };
    telling.say_all(model(
        &[
            event.at("device.vendor_name").or_else(|| event.at("device.hw_info.vendor_name")),
            event.at("device.model"),
        ],
        &[event.at("device.os.name"), event.at("device.os.version")],
    ));
    let is_own = event.at("device.is_personal").map(|it| it == "true");
    telling.say_all(is_own.map(|it| Fact::CompanyOwned(!it)));
    let at = Some(time(event)?);
    match event.inside("device") {
        Some(device) => checked_in(&mut telling, &device, "ip", at),
        None => checked_in(&mut telling, event, "device.ip", at),
    }
    hold(event, &mut telling, &["device.owner", "actor.user"]);
    telling.finish("nothing but the machine's names")
}

pub(super) fn installed(event: &Object<'_>) -> Result<Reading, Reject> {
    let Some(mut telling) = machine(event)? else { return Ok(Reading::PassOver(NO_DEVICE)) };
    let single = ["package.name", "product.name"].iter().find_map(|it| event.at(it));
    let sbom = event.inside("sbom").and_then(|it| it.json("software_components"));
    let json = sbom.unwrap_or_default();
    let listed = objects(&json);
    let names = single.into_iter().chain(listed.iter().filter_map(|it| it.text("name")));
    telling.say_all(names.map(|it| Fact::Installed(application(&it))));
    telling.finish("an inventory without a program's name")
}

pub(super) fn plugged_in(event: &Object<'_>) -> Result<Reading, Reject> {
    if !is_activity(event, "1", "Connect") && !is_activity(event, "3", "Enable") {
        return Ok(Reading::PassOver("a peripheral that was not connected just then"));
    }
    let Some(mut telling) = machine(event)? else { return Ok(Reading::PassOver(NO_DEVICE)) };
    let at = |name: &str| event.at(&format!("peripheral_device.{name}"));
    let text = |name: &str| at(name).map(|it| it.as_ref().into());
    if at("type_id").is_some_and(|it| it == MONITOR) {
        telling.say(Fact::Display {
            manufacturer: None,
            product_code: None,
            name: text("model").or_else(|| text("name")),
            serial: text("serial_number"),
        });
    } else {
        let inner = event.inside("peripheral_device").unwrap_or_default();
        let json = inner.json("vendor_id_list").unwrap_or_default();
        let ids = at("uid").into_iter().chain(texts(&json));
        let ids: Vec<_> = ids.collect();
        telling.say_all(ids.iter().find_map(|it| plug_and_play(it)).map(|ids| Fact::Usb {
            vendor_id: ids.vendor_id,
            product_id: ids.product_id,
            manufacturer: text("vendor_name"),
            product: text("model").or_else(|| text("name")),
            serial: text("serial_number").or_else(|| ids.serial.map(Into::into)),
            classes: Vec::new(),
        }));
    }
    telling.finish("a peripheral whose id names no USB ids")
}

pub(super) fn ran(event: &Object<'_>) -> Result<Reading, Reject> {
    if !is_activity(event, "1", "Launch") {
        return Ok(Reading::PassOver("a process that was not launched just then"));
    }
    let paths = ["process.file.name", "process.file.path", "process.name"];
    let path = paths.iter().find_map(|it| event.at(it));
    let Some(name) = path.and_then(|it| program_name(&it)) else {
        return Ok(Reading::PassOver("a process without a file name"));
    };
    let Some(mut telling) = machine(event)? else { return Ok(Reading::PassOver(NO_DEVICE)) };
    let switch = event.at("process.cmd_line").and_then(|it| telling_switch(&name, &it));
    let product = ["process.file.product.name", "process.file.product"]
        .iter()
        .find_map(|it| event.at(it))
        .map(|it| it.as_ref().into());
    telling.say(Fact::Ran(Program { name, product, switch }));
    hold(event, &mut telling, &["process.user", "actor.user"]);
    telling.finish("nothing of use")
}

pub(super) fn detected(event: &Object<'_>) -> Result<Reading, Reject> {
    let Some(title) = event.at("finding_info.title") else {
        return Ok(Reading::PassOver("a detection without a name"));
    };
    let Some(mut telling) = machine(event)? else {
        return Ok(Reading::PassOver("a detection on no machine by name"));
    };
    telling.say(Fact::Alerted((*title).into()));
    hold(event, &mut telling, &["device.owner", "actor.user"]);
    telling.finish("nothing of use")
}
