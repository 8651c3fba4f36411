//! Intune managed devices as the Graph API lists them.

use std::io;

use serde_json::{Value, json};

use super::{workers, zulu, zulu_on};
use crate::{
    device::Laptop,
    person::{Desk, Person, Worker},
    random::Random,
    sink::Sink,
    world::World,
};

pub(super) fn write(world: &World, sink: &mut Sink<'_>) -> io::Result<()> {
    let devices: Vec<_> = workers(world)
        .filter_map(|(person, worker)| match &worker.desk {
            Desk::Laptop(laptop) => Some(device(world, (person, worker), laptop)),
            Desk::Virtual { .. } => None,
        })
        .collect();
    let page = json!({
        "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#deviceManagement/managedDevices",
        "@odata.count": devices.len(), "value": devices,
    });
    sink("intune/managed_devices.json", format!("{page:#}\n").as_bytes())
}

fn device(world: &World, (person, worker): (&Person, &Worker), laptop: &Laptop) -> Value {
    let last_day = worker.left.map_or(world.plan.until, |(date, _)| date);
    json!({
        "id": laptop.intune_id, "userId": Random::stream(world.plan.seed, "entra user", person.id as u64).uuid(),
        "deviceName": laptop.host, "managedDeviceOwnerType": "company", "enrolledDateTime": zulu(laptop.enrolled),
        "lastSyncDateTime": zulu_on(last_day, 15 * 60), "operatingSystem": if laptop.is_mac { "macOS" } else { "Windows" },
        "complianceState": "compliant", "jailBroken": "Unknown", "managementAgent": "mdm",
        "osVersion": if laptop.is_mac { "14.5 (23F79)" } else { "10.0.22631.3593" }, "azureADRegistered": true,
        "deviceEnrollmentType": if laptop.is_mac { "appleBulkWithUser" } else { "windowsAzureADJoin" },
        "emailAddress": worker.login, "azureADDeviceId": laptop.entra_id, "deviceRegistrationState": "registered", "isSupervised": laptop.is_mac,
        "isEncrypted": true, "userPrincipalName": worker.login, "model": laptop.model, "manufacturer": laptop.maker, "imei": "",
        "serialNumber": laptop.serial, "phoneNumber": "", "userDisplayName": person.name_on(world.plan.until).full(),
        "wiFiMacAddress": laptop.wifi_mac.replace(':', "").to_uppercase(), "ethernetMacAddress": "", "managedDeviceName": laptop.asset_tag,
    })
}
