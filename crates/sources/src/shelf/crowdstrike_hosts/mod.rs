//! CrowdStrike Falcon hosts: machines with a sensor, by serial number and host name, and the address that they speak from.
//!
//! How to get it, any of: hosts API `POST /devices/entities/devices/v2` (one object a host); login history
//! `POST /devices/combined/devices/login-history/v2`; the console's export of host management as CSV.
//!
//! What was seen: the `device` of several alerts in a public collector's tests. From the models of the vendor's own public
//! client: the fields of a host and of the login history. From memory: the columns of the console's CSV.
//!
//! Hardware addresses are the machine's own and are not kept; of the gateway only the private address is known.

#[cfg(test)]
mod tests;

use bonafide_model::{
    Fact, Identifier, Need, Reading, Record, Reject,
    value::{self, Email},
};

use crate::{
    Source,
    machines::{account, checked_in, model, seen, time},
    naming::{host, managed, serial},
    object::{Object, objects},
    telling::Telling,
};

const ID: &str = "crowdstrike_hosts";
const DEVICE_ID: &[&str] = &["device_id", "Host ID", "Sensor ID"];
const PLATFORM: &[&str] = &["platform_name", "Platform"];
/// Systems whose names are host names; phones carry what their owner typed.
const HOST_SYSTEMS: &[&str] = &["windows", "mac", "linux"];

/// The shelf entry.
pub(crate) static SOURCE: Source = Source {
    id: ID,
    vendor: "CrowdStrike",
    title: "Falcon hosts: serial number, host name, public address and last user of machines",
    feeds: &[Need::Devices],
    how: "hosts API `POST /devices/entities/devices/v2`, login history `POST /devices/combined/devices/login-history/v2`, or the console's export of host management as CSV",
    permission: "an API client with Hosts: read",
    tells: "serial number, host name and model of a machine, since when it has a sensor, from which public address it last spoke, who logged in",
    cannot: "the last address only (the replicator has all); no peripherals, no programs",
    shape_from: "vendor reference: models of the vendor's public client; real sample: hosts inside alerts of a public collector's tests; from memory: the console's CSV",
    columns: &[],
    marks: &[],
    recognize,
    read,
};

fn recognize(record: &Record) -> bool {
    let Ok(root) = Object::of(record) else { return false };
    let is_host = root.has("device_id") && root.has("cid") && root.has("platform_name");
    let is_history = root.has("device_id") && root.has("recent_logins");
    let is_csv = root.has("Hostname")
        && root.has("Serial Number")
        && root.has("Last Seen")
        && ["Host ID", "Sensor ID", "Sensor Version", "Agent Version"]
            .iter()
            .any(|it| root.has(it));
    is_host || is_history || is_csv
}

fn read(record: &Record) -> Result<Reading, Reject> {
    let root = Object::of(record)?;
    let platform = root.any(PLATFORM).unwrap_or_default().to_lowercase();
    let is_phone = !platform.is_empty() && !HOST_SYSTEMS.contains(&platform.as_str());
    let names = [
        serial(root.text("serial_number")),
        managed("crowdstrike", root.any(DEVICE_ID)),
        root.text("hostname").filter(|_| !is_phone).and_then(|it| host(&it)),
    ];
    let Some((mut telling, at)) = seen(names, &root, &["last_seen"]) else {
        return Err(Reject::new("expected the sensor's id in `device_id`"));
    };
    checked_in(&mut telling, &root, "external_ip", at);
    let first = time(&mut telling, &root, &["first_seen"]);
    if first.is_some() {
        telling.say_at(Fact::Enrolled, first);
    }
    telling.say_all(model(
        &[
            root.any(&["system_manufacturer", "Manufacturer"]),
            root.any(&["system_product_name", "Model"]),
        ],
        &[root.any(&["os_product_name", "os_version"]).or_else(|| root.any(PLATFORM))],
    ));
    held(&root, &mut telling);
    telling.finish("nothing but the host's names")
}

fn held(root: &Object<'_>, telling: &mut Telling) {
    let mailbox = telling.read_first(root, &["email"], Email::parse);
    telling.say_all(mailbox.map(|it| Fact::HeldBy(Identifier::Mailbox(it))));
    let last = time(telling, root, &["last_login_timestamp", "last_seen"]);
    let user = root.any(&["last_login_user", "Last Logged In User"]).and_then(|it| account(&it));
    if let Some(user) = user {
        telling.say_at(Fact::HeldBy(user), last);
    }
    let logins = root.json("recent_logins").unwrap_or_default();
    for login in objects(&logins) {
        let at = telling.read_first(&login, &["login_time"], value::parse_time);
        let user = login.text("user_name").and_then(|it| account(&it));
        telling.say_at_all(user.map(Fact::HeldBy), at);
    }
}
