//! Kandji's devices (since 2025 the vendor is called Iru): whose they are, where they check in from, what is installed.
//!
//! How to get it, any of: `GET /api/v1/devices` (one record a device), `GET /api/v1/devices/{id}/details`,
//! `GET /api/v1/devices/{id}/apps`, Prism's `GET /api/v1/prism/apps`; or the CSV of the vendor's own report scripts, whose
//! columns are the same paths with dots (`general.device_name`).
//!
//! What was seen: no record. From the models of a public client of the API, made from the vendor's examples: the fields of
//! devices, of details and of the list of apps. From the vendor's published scripts: `app_name`, `bundle_id`, the flattened
//! CSV. From memory: `network.public_ip` and `hardware_overview.model_name`, the columns of Prism but for `device__name`.

#[cfg(test)]
mod tests;

use bonafide_model::{
    Fact, Identifier, Need, Reading, Record, Reject,
    value::{Email, PersonName},
};

use crate::{
    Source,
    machines::{account, checked_in, holder, mac_application, model, seen, time},
    naming::{device, host, managed, serial},
    object::{Object, objects},
    telling::{Telling, finish},
};

const ID: &str = "kandji_devices";
const SERIAL: &[&str] =
    &["serial_number", "general.serial_number", "hardware_overview.serial_number"];
const DEVICE_ID: &[&str] = &["device_id", "general.device_id"];
const NAME: &[&str] = &["device_name", "general.device_name"];
const PLATFORM: &[&str] = &["platform", "general.platform"];
const SEEN: &[&str] = &["last_check_in", "kandji_agent.last_check_in", "mdm.last_check_in"];
/// Sections of the details that say when the device was last seen, the agent's before the system's own.
const SEEN_IN: &[&str] = &["kandji_agent", "mdm"];
/// Systems whose device names are host names; phones carry what their owner typed.
const HOST_SYSTEMS: &[&str] = &["mac", "macos", "windows"];
/// Why a device of which nothing is said is passed over.
const NOTHING: &str = "nothing but the device's names";

/// The shelf entry.
pub(crate) static SOURCE: Source = Source {
    id: ID,
    vendor: "Kandji (Iru)",
    title: "Kandji devices: whose they are, where they check in from, what is installed",
    feeds: &[Need::Devices, Need::Programs],
    how: "API `GET /api/v1/devices`, `/devices/{id}/details`, `/devices/{id}/apps` or `/prism/apps` as JSON; or the CSV of the vendor's report scripts",
    permission: "an API token with Device list, Device details, Device apps",
    tells: "which device is assigned to whom, since when, its serial number and model, the public address that it last checked in from (details only), installed applications",
    cannot: "the last address only; no peripherals, no local network",
    shape_from: "vendor reference: models of the API in a public client and the vendor's report scripts; from memory: `network.public_ip`, Prism's columns",
    columns: &[],
    marks: &[],
    recognize,
    read,
};

fn recognize(record: &Record) -> bool {
    let Ok(root) = Object::of(record) else { return false };
    let has_blueprint = |it: &Object<'_>| {
        ["blueprint", "blueprint_id", "blueprint_uuid", "blueprint_name"]
            .iter()
            .any(|name| it.has(name))
    };
    let is_device = root.has("device_name") && root.has("serial_number") && has_blueprint(&root);
    let is_prism = root.has("device__name") && root.has("device_id") && root.has("bundle_id");
    let is_detail =
        root.inside("general").is_some_and(|it| it.has("device_id") && has_blueprint(&it));
    let is_flat = root.has("general.device_id") && root.has("general.blueprint_name");
    let apps = root.json("apps").unwrap_or_default();
    let is_apps = root.has("device_id")
        && objects(&apps).first().is_some_and(|it| it.has("app_name") && it.has("bundle_id"));
    is_device || is_prism || is_detail || is_flat || is_apps
}

fn read(record: &Record) -> Result<Reading, Reject> {
    let root = Object::of(record)?;
    if root.has("apps") || root.has("bundle_id") {
        return installed(&root);
    }
    let first = |names: &[&str]| names.iter().find_map(|it| root.at(it));
    let platform = first(PLATFORM).unwrap_or_default().to_lowercase();
    let names = [
        serial(first(SERIAL)),
        managed("kandji", first(DEVICE_ID)),
        first(NAME).filter(|_| HOST_SYSTEMS.contains(&platform.as_str())).and_then(|it| host(&it)),
    ];
    let sections: Vec<Object<'_>> = SEEN_IN.iter().filter_map(|it| root.inside(it)).collect();
    let dated = sections.iter().find(|it| it.any(SEEN).is_some()).unwrap_or(&root);
    let Some((mut telling, at)) = seen(names, dated, SEEN) else {
        return Err(missing());
    };
    match root.inside("network") {
        Some(network) => checked_in(&mut telling, &network, "public_ip", at),
        None => checked_in(&mut telling, &root, "network.public_ip", at),
    }
    enrolled(&root, &mut telling);
    let kind = first(&["model", "general.model", "general.model_name"]);
    let maker = first(&["general.manufacturer"]);
    let version = first(&["os_version", "general.os_version"]);
    telling.say_all(model(&[maker, kind], &[first(PLATFORM), version]));
    let person = held(&root, &mut telling);
    finish(std::iter::once(telling).chain(person), NOTHING)
}

fn missing() -> Reject {
    Reject::new("expected a serial number or a device id in `serial_number` or `device_id`")
}

fn enrolled(root: &Object<'_>, telling: &mut Telling) {
    let general = root.inside("general");
    let section = general.as_ref().unwrap_or(root);
    let names = ["first_enrollment", "general.first_enrollment", "last_enrollment"];
    let at = time(telling, section, &names);
    if at.is_some() {
        telling.say_at(Fact::Enrolled, at);
    }
    let is_bought = root
        .at("automated_device_enrollment.auto_enrolled")
        .is_some_and(|it| it.eq_ignore_ascii_case("true") || it == "1");
    let ownership = root.at("management.ownership").unwrap_or_default().to_lowercase();
    let is_company_s = match ownership.as_str() {
        "company_owned" => Some(true),
        "personally_owned" => Some(false),
        // Apple enrolls by itself only what the organization has bought; the rest may be anybody's.
        _ => is_bought.then_some(true),
    };
    telling.say_all(is_company_s.map(Fact::CompanyOwned));
}

/// Says whose the device is, and what is known of that person, if there is a mail address.
fn held(root: &Object<'_>, telling: &mut Telling) -> Option<Telling> {
    let general = root.inside("general");
    let assigned = general.as_ref().unwrap_or(root);
    let user = assigned.inside("assigned_user").or_else(|| root.inside("user"));
    let written = ["user", "general.assigned_user"].iter().find_map(|it| root.at(it));
    let last = ["general.last_user"].iter().find_map(|it| root.at(it));
    telling.say_all(last.and_then(|it| account(&it)).map(Fact::HeldBy));
    let Some(user) = user else {
        let mailbox = written.and_then(|it| Email::parse(&it).ok())?;
        telling.say(Fact::HeldBy(Identifier::Mailbox(mailbox.clone())));
        return Some(holder(ID, mailbox));
    };
    let mailbox = telling.read_first(&user, &["email"], Email::parse)?;
    telling.say(Fact::HeldBy(Identifier::Mailbox(mailbox.clone())));
    let mut person = holder(ID, mailbox);
    let name = person.read_first(&user, &["name"], PersonName::parse);
    person.say_all(name.map(Fact::Name));
    Some(person)
}

/// A device's list of applications, or one application of one device.
fn installed(root: &Object<'_>) -> Result<Reading, Reject> {
    let names = [serial(root.text("serial_number")), managed("kandji", root.text("device_id"))];
    let Some(mut telling) = device(names, None) else { return Err(missing()) };
    let json = root.json("apps").unwrap_or_default();
    let listed = objects(&json);
    let all = listed.iter().chain(root.has("bundle_id").then_some(root));
    telling.say_all(all.filter_map(mac_application));
    telling.finish("applications of the system itself")
}
