//! One client of the list of clients, `{"host_info":{…},"users":[…]}` or the newer `{"host_info":{…},"user_info":{…}}`.

use std::sync::Arc;

use bonafide_model::{Access, Channel, Fact, Reading, Reject, value};

use super::user;
use crate::{
    naming::{device, host, managed, public_ip, serial},
    object::{Object, objects},
};

pub(super) fn is_client(fields: &Object<'_>) -> bool {
    let inner = fields.inside("attributes");
    let fields = inner.as_ref().unwrap_or(fields);
    fields.has("host_info") && (fields.has("users") || fields.has("user_info"))
}

pub(super) fn read(fields: &Object<'_>) -> Result<Reading, Reject> {
    let inner = fields.inside("attributes");
    let client = inner.as_ref().unwrap_or(fields);
    let machine = client.inside("host_info").unwrap_or_default();
    let last = client.inside("last_event").unwrap_or_default();
    let seen = last.text("timestamp").or_else(|| client.text("timestamp"));
    let at = seen.and_then(|it| value::parse_time(&it).ok());
    let names = [
        serial(machine.any(&["serialNumber", "serial_number"])),
        managed("netskope", machine.text("nsdeviceuid").or_else(|| client.text("device_id"))),
        machine.text("hostname").and_then(|it| host(&it)),
    ];
    let Some(mut telling) = device(names, at) else {
        return Ok(Reading::PassOver("a client of a machine without a name"));
    };
    let os = machine.text("os").map(|it| {
        let version = machine.text("os_version").unwrap_or_default();
        Arc::<str>::from(format!("{it} {version}").trim())
    });
    let model = ["device_make", "device_model"].map(|it| machine.text(it).unwrap_or_default());
    let model = model.join(" ");
    if !model.trim().is_empty() {
        telling.say(Fact::Model { model: model.trim().into(), os: os.clone() });
    }
    let users = client.json("users").or_else(|| client.json("user_info")).unwrap_or_default();
    let holders = objects(&users);
    let holders = holders.iter().filter_map(|it| user(it, &["username", "userkey"]));
    telling.say_all(holders.map(|it| Fact::HeldBy(it.identifier())));
    let ip = public_ip(&mut telling, client, "last_connected_from_public_ip");
    if let (Some(at), Some(ip)) = (at, ip) {
        let mut access = Access::new(Channel::Device, at);
        access.ip = Some(ip);
        access.os = os;
        telling.access(access);
    }
    telling.finish("a client that names no person and no model")
}
