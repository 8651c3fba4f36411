//! SentinelOne agents: machines by serial number and name, the address that they speak from, the gateway before them; and the
//! inventory of applications.
//!
//! How to get it, any of: `GET /web/api/v2.1/agents` (one object a machine);
//! `GET /web/api/v2.1/application-management/inventory/endpoints` or a collector's copy of it (one object an application and
//! machine); the console's export of endpoints as CSV.
//!
//! What was seen: one agent and three applications of a public collector's tests. From memory: `serialNumber` and
//! `activeDirectory.userPrincipalName` of an agent, the columns of the console's CSV.
//!
//! `externalIp` is what the console saw, `lastIpToMgmt` the machine's own. Its hardware addresses are not kept.

#[cfg(test)]
mod tests;

use bonafide_model::{
    DeviceKey, Fact, Need, Reading, Record, Reject,
    value::{self, Mac},
};

use crate::{
    Source,
    machines::{account, application, checked_in, model, seen, time},
    naming::{device, host, managed, serial},
    object::{Object, objects},
    telling::Telling,
};

const ID: &str = "sentinelone_agents";
const SEEN: &[&str] = &["lastActiveDate", "Last Active"];
const ENROLLED: &[&str] = &["registeredAt", "createdAt", "Subscribed On"];
const ADDRESS: &[&str] = &["externalIp", "Console Visible IP", "External IP"];
const USER: &[&str] = &["lastLoggedInUserName", "Last Logged In User", "osUsername"];
/// What the directory calls the user, where the machine is joined to one.
const DIRECTORY: &[&str] = &["activeDirectory.userPrincipalName", "activeDirectory.mail"];

/// The shelf entry.
pub(crate) static SOURCE: Source = Source {
    id: ID,
    vendor: "SentinelOne",
    title: "SentinelOne agents: serial number, name, public address, gateway and applications of machines",
    feeds: &[Need::Devices, Need::DeviceNetworks, Need::Programs],
    how: "API `GET /web/api/v2.1/agents` and the application inventory as JSON, or the console's export of endpoints as CSV",
    permission: "a console user with the role Viewer, and their API token",
    tells: "serial number, name and model of a machine, since when it has an agent, from which public address it last spoke, the gateway before it, who logged in, what is installed",
    cannot: "the last address only; peripherals and programs that ran are in the events, not here",
    shape_from: "real sample: an agent and applications of a public collector's tests; from memory: `serialNumber`, `activeDirectory.userPrincipalName`, the console's CSV",
    columns: &[],
    marks: &[],
    recognize,
    read,
};

fn recognize(record: &Record) -> bool {
    let Ok(root) = Object::of(record) else { return false };
    let has_any = |names: &[&str]| names.iter().any(|it| root.has(it));
    let is_agent = root.has("computerName")
        && root.has("uuid")
        && has_any(&["lastActiveDate", "registeredAt", "networkInterfaces", "lastIpToMgmt"]);
    let is_csv = root.has("Endpoint Name")
        && has_any(&["Console Visible IP", "Subscribed On"])
        && has_any(SEEN);
    is_agent || is_csv || is_application(&root)
}

fn is_application(root: &Object<'_>) -> bool {
    root.has("applicationName") && root.has("endpointName") && root.has("endpointId")
}

fn read(record: &Record) -> Result<Reading, Reject> {
    let root = Object::of(record)?;
    if is_application(&root) {
        return installed(&root);
    }
    let names = [
        serial(root.text("serialNumber")),
        managed("sentinelone", root.text("uuid")),
        managed("sentinelone", root.text("id")),
        root.any(&["computerName", "endpointName"]).and_then(|it| host(&it)),
    ];
    let Some((mut telling, at)) = seen(names, &root, SEEN) else { return Err(missing()) };
    if let Some(name) = ADDRESS.iter().find(|it| root.has(it)) {
        checked_in(&mut telling, &root, name, at);
    }
    let enrolled = time(&mut telling, &root, ENROLLED);
    if enrolled.is_some() {
        telling.say_at(Fact::Enrolled, enrolled);
    }
    telling.say_all(model(
        &[root.any(&["modelName", "Model Name"])],
        &[root.any(&["osName", "OS"]), root.any(&["osRevision", "OS Version"])],
    ));
    let users = USER.iter().filter_map(|it| root.text(it)).take(1);
    let known = DIRECTORY.iter().filter_map(|it| root.at(it)).take(1);
    telling.say_all(users.chain(known).filter_map(|it| account(&it)).map(Fact::HeldBy));
    gateways(&root, &mut telling);
    telling.finish("nothing but the machine's names")
}

fn missing() -> Reject {
    Reject::new("expected a serial number or the agent's id in `serialNumber` or `uuid`")
}

/// Adapters of virtual networks have no gateway of their own; most machines have one or two that have.
fn gateways(root: &Object<'_>, telling: &mut Telling) {
    let json = root.json("networkInterfaces").unwrap_or_default();
    for adapter in objects(&json) {
        let mac = telling.read_first(&adapter, &["gatewayMacAddress"], Mac::parse);
        telling.say_all(mac.map(|mac| Fact::Gateway { mac }));
    }
}

fn installed(root: &Object<'_>) -> Result<Reading, Reject> {
    let names: [Option<DeviceKey>; 3] = [
        managed("sentinelone", root.text("endpointUuid")),
        managed("sentinelone", root.text("endpointId")),
        root.text("endpointName").and_then(|it| host(&it)),
    ];
    let Some(mut telling) = device(names, None) else { return Err(missing()) };
    let Some(name) = root.text("applicationName") else {
        return Ok(Reading::PassOver("an application without a name"));
    };
    let at = telling.read_first(
        root,
        &["applicationInstallationDate", "detectionDate"],
        value::parse_time,
    );
    telling.say_at(Fact::Installed(application(&name)), at);
    telling.finish("nothing of use")
}
