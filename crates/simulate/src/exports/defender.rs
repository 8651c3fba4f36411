//! Defender advanced hunting as its streaming API writes it: plug-and-play events, networks, processes, public addresses.

use std::io;

use jiff::{Timestamp, civil::Weekday};
use serde_json::{Value, json};

use super::{days, is_logged, workers, zulu};
use crate::{
    activity::{self, Session, employed_on},
    device::{Display, Laptop, Program, Usb, at},
    person::{Desk, Person, Worker},
    random::Random,
    sink::{File, Sink},
    world::World,
};

pub(super) fn write(world: &World, sink: &mut Sink<'_>) -> io::Result<()> {
    let mut file = File::new("defender/advanced_hunting.ndjson", sink);
    for (_, worker, laptop) in watched(world) {
        for (time, event) in once(worker, laptop) {
            if is_logged(world, time) {
                file.line(&event)?;
            }
        }
    }
    // Machine state is written again and again; one day a week is enough to tell of it.
    for date in days(world).filter(|it| it.weekday() == Weekday::Wednesday) {
        for (person, worker, laptop) in watched(world) {
            if employed_on(person, date).is_none() || at(date, 0) < laptop.enrolled {
                continue;
            }
            if let Some(session) = activity::sessions(world.plan.seed, person, date).first() {
                file.line(&device(laptop, session.at, session.seat.ip.to_string()))?;
                file.line(&network(laptop, session, session.seat == &worker.habits.home))?;
            }
        }
    }
    file.finish()
}

/// Windows machines whose agent reports.
fn watched(world: &World) -> impl Iterator<Item = (&Person, &Worker, &Laptop)> {
    workers(world).filter_map(|(person, worker)| match &worker.desk {
        Desk::Laptop(laptop) if laptop.has_agent && !laptop.is_mac => {
            Some((person, worker, laptop.as_ref()))
        }
        Desk::Laptop(_) | Desk::Virtual { .. } => None,
    })
}

fn once(worker: &Worker, laptop: &Laptop) -> Vec<(Timestamp, Value)> {
    let mut res: Vec<_> = laptop.usb.iter().map(|it| (it.at, usb(laptop, it))).collect();
    res.extend(laptop.displays.iter().map(|it| (it.at, display(laptop, it))));
    res.extend(laptop.programs.iter().map(|it| (it.at, process(worker, laptop, it))));
    res.sort_by_key(|it| it.0);
    res
}

fn wrap(table: &str, time: Timestamp, properties: &Value) -> Value {
    json!({
        "time": zulu(time), "tenantId": "5b0c8f6e-0000-4000-8000-00000000aaaa", "operationName": "Publish",
        "category": format!("AdvancedHunting-{table}"), "_TimeReceivedBySvc": zulu(time), "properties": properties,
    })
}

fn usb(laptop: &Laptop, usb: &Usb) -> Value {
    let ids = format!("USB\\VID_{:04X}&PID_{:04X}", usb.vendor_id, usb.product_id);
    let instance =
        if usb.serial.is_empty() { "6&2f4a1c0&0&2".to_owned() } else { usb.serial.clone() };
    let more = json!({
        "ClassName": usb.class, "ClassId": "{36fc9e60-c465-11cf-8056-444553540000}", "DeviceId": format!("{ids}\\{instance}"),
        "DeviceDescription": usb.product, "VendorIds": [format!("{ids}&REV_0100"), ids], "Manufacturer": usb.maker,
    });
    plugged(laptop, usb.at, &more)
}

fn display(laptop: &Laptop, display: &Display) -> Value {
    let id = format!("{}{:04X}", display.maker, display.product_code);
    let more = json!({
        "ClassName": "Monitor", "ClassId": "{4d36e96e-e325-11ce-bfc1-08002be10318}", "DeviceId": format!("DISPLAY\\{id}\\5&2b1a0c7f&0&UID4352"),
        "DeviceDescription": display.name, "VendorIds": [format!("MONITOR\\{id}")],
    });
    plugged(laptop, display.at, &more)
}

fn plugged(laptop: &Laptop, time: Timestamp, more: &Value) -> Value {
    let properties = json!({
        "Timestamp": zulu(time), "DeviceId": laptop.defender_id, "DeviceName": laptop.host.to_lowercase(), "ActionType": "PnpDeviceConnected",
        "AdditionalFields": more.to_string(), "ReportId": report(laptop, time),
    });
    wrap("DeviceEvents", time, &properties)
}

fn process(worker: &Worker, laptop: &Laptop, program: &Program) -> Value {
    let account = if program.account == "user" {
        worker.login.split('@').next().unwrap_or_default()
    } else {
        program.account
    };
    let path = format!("{}\\{}", program.folder, program.file);
    let command =
        if program.command.is_empty() { format!("\"{path}\"") } else { program.command.to_owned() };
    let properties = json!({
        "Timestamp": zulu(program.at), "DeviceId": laptop.defender_id, "DeviceName": laptop.host.to_lowercase(), "ActionType": "ProcessCreated",
        "FileName": program.file, "FolderPath": path, "ProcessCommandLine": command, "ProcessVersionInfoProductName": program.product,
        "ProcessVersionInfoOriginalFileName": program.file, "AccountDomain": "harborlight", "AccountName": account,
        "AccountUpn": if program.account == "user" { Value::from(worker.login.clone()) } else { Value::from(format!("{account}@{}", crate::world::DOMAIN)) },
        "InitiatingProcessFileName": "explorer.exe", "ReportId": report(laptop, program.at),
    });
    wrap("DeviceProcessEvents", program.at, &properties)
}

fn device(laptop: &Laptop, time: Timestamp, public_ip: String) -> Value {
    let properties = json!({
        "Timestamp": zulu(time), "DeviceId": laptop.defender_id, "DeviceName": laptop.host.to_lowercase(), "PublicIP": public_ip,
        "OSArchitecture": "64-bit", "OSPlatform": "Windows11", "OSBuild": 22631, "IsAzureADJoined": true, "AadDeviceId": laptop.entra_id,
        "LoggedOnUsers": "[]", "OnboardingStatus": "Onboarded", "DeviceCategory": "Endpoint", "DeviceType": "Workstation", "Vendor": laptop.maker,
        "Model": laptop.model, "JoinType": "AAD Joined", "ReportId": report(laptop, time),
    });
    wrap("DeviceInfo", time, &properties)
}

fn network(laptop: &Laptop, session: &Session<'_>, is_home: bool) -> Value {
    let time = session.at;
    let guest = format!("Guest-{:02x}", u32::from(session.seat.ip) % 251);
    let name = if is_home { laptop.network.as_deref().unwrap_or("Network") } else { &guest };
    let connected = json!([{"Name": name, "Description": name, "IsConnectedToInternet": true, "Category": "Private"}]);
    let properties = json!({
        "Timestamp": zulu(time), "DeviceId": laptop.defender_id, "DeviceName": laptop.host.to_lowercase(),
        "MacAddress": laptop.wifi_mac.to_uppercase().replace(':', "-"), "NetworkAdapterName": "{3d1c4e52-0f0f-4f2f-9a9a-1b1b1b1b1b1b}",
        "NetworkAdapterType": if laptop.network.is_some() || !is_home { "Wireless80211" } else { "Ethernet" }, "NetworkAdapterStatus": "Up",
        "ConnectedNetworks": connected.to_string(), "DefaultGateways": "[\"192.168.1.1\"]", "DnsAddresses": "[\"192.168.1.1\"]",
        "IPAddresses": "[{\"IPAddress\":\"192.168.1.23\",\"SubnetPrefix\":24,\"AddressType\":\"Private\"}]", "ReportId": report(laptop, time),
    });
    wrap("DeviceNetworkInfo", time, &properties)
}

fn report(laptop: &Laptop, time: Timestamp) -> u64 {
    Random::stream(0, &laptop.defender_id, time.as_second().unsigned_abs()).next() % 1_000_000
}
