//! Intune's managed devices: whose they are, since when, and by which names other systems know them.
//!
//! How to get it: diagnostic settings of Intune, category `Devices` (each record wrapped in `properties`); Graph
//! `GET /deviceManagement/managedDevices`; or the admin center's export of all devices as CSV.
//!
//! What was seen: 9 records of a collector's tests (`Devices`, `DeviceComplianceOrg`, audit and operational logs), with times
//! such as `2022-11-17 07:03:14.6829201`. From Microsoft's Graph reference: the names of `managedDevice`. From memory: the
//! columns of the admin center's CSV.
//!
//! The export has no public address. The Wi-Fi address of the device is not kept: nothing would be compared with it.

#[cfg(test)]
mod tests;

use bonafide_model::{Fact, Need, Reading, Record, Reject};

use crate::{
    Source,
    machines::{model, time},
    naming::{Login, device, directory, host, managed, serial},
    object::{Object, read_rows},
};

const ID: &str = "intune_managed_devices";
const DEVICE_ID: &[&str] = &["DeviceId", "id", "Intune device id"];
const SERIAL: &[&str] = &["SerialNumber"];
const ENTRA_ID: &[&str] =
    &["azureADDeviceId", "ReferenceId", "Azure AD Device ID", "Microsoft Entra Device ID"];
const OWNER: &[&str] = &["Ownership", "managedDeviceOwnerType", "OwnerType_loc"];
const USER: &[&str] =
    &["UPN", "userPrincipalName", "Primary user UPN", "UserEmail", "emailAddress"];
const SEEN: &[&str] = &["LastContact", "lastSyncDateTime", "Last check-in"];
const ENROLLED: &[&str] = &["CreatedDate", "enrolledDateTime", "Enrollment date"];
/// Systems whose device names are host names; phones carry what their owner typed, or the enrollment's label.
const HOST_SYSTEMS: &[&str] = &["windows", "macos", "mac os", "linux"];

/// The shelf entry.
pub(crate) static SOURCE: Source = Source {
    id: ID,
    vendor: "Microsoft",
    title: "Intune managed devices: whose they are and by which names they are known",
    feeds: &[Need::Devices],
    how: "diagnostic settings of Intune (Devices), Graph `GET /deviceManagement/managedDevices`, or the admin center's export of all devices as CSV",
    permission: "Intune Read Only Operator",
    tells: "which device is assigned to whom, since when, whether it belongs to the organization, and its serial number, directory id and host name",
    cannot: "no address, no network, no programs",
    shape_from: "real sample: diagnostic records of a public collector; vendor reference: Graph `managedDevice`",
    columns: &[],
    marks: &[],
    recognize,
    read,
};

fn recognize(record: &Record) -> bool {
    let Ok(row) = Object::of(record) else { return false };
    let category = row.text("category").unwrap_or_default();
    if let Some(inner) = row.inside("properties") {
        return matches!(&*category, "Devices" | "DeviceComplianceOrg")
            || inner.has("IntuneAccountId");
    }
    row.has("serialNumber") && row.has("deviceName") && OWNER.iter().any(|it| row.has(it))
}

fn read(record: &Record) -> Result<Reading, Reject> {
    read_rows(record, read_row)
}

fn read_row(row: &Object<'_>) -> Result<Reading, Reject> {
    let category = row.text("category");
    if category.is_some_and(|it| it != "Devices" && it != "DeviceComplianceOrg") {
        return Ok(Reading::PassOver("not an inventory record"));
    }
    let inner = row.inside("properties");
    let row = inner.as_ref().unwrap_or(row);
    let os = row.any(&["operatingSystem", "OS"]);
    let has_host = os
        .as_deref()
        .is_some_and(|os| HOST_SYSTEMS.iter().any(|it| os.to_lowercase().contains(it)));
    let names = [
        serial(row.any(SERIAL)),
        managed("intune", row.any(DEVICE_ID)),
        managed("entra", row.any(ENTRA_ID)),
        row.text("DeviceName").filter(|_| has_host).and_then(|it| host(&it)),
    ];
    let Some(mut telling) = device(names, None) else {
        return Err(Reject::new(
            "expected a serial number or a device id in `SerialNumber` or `DeviceId`",
        ));
    };
    let seen = time(&mut telling, row, SEEN);
    let enrolled = time(&mut telling, row, ENROLLED);
    let user = row.any(USER).map(|it| Login::read(&it).identifier());
    if let Some(user) = user.or_else(|| directory(row.any(&["PrimaryUser", "userId"]))) {
        telling.say_at(Fact::HeldBy(user), seen);
    }
    let version = row.any(&["OSVersion"]);
    telling.say_all(model(&[row.text("Manufacturer"), row.text("Model")], &[os, version]));
    telling.say_all(row.any(OWNER).and_then(|it| is_company(&it)).map(Fact::CompanyOwned));
    if enrolled.is_some() {
        telling.say_at(Fact::Enrolled, enrolled);
    }
    telling.finish("nothing of use")
}

fn is_company(owner: &str) -> Option<bool> {
    match owner.to_lowercase().as_str() {
        "company" | "corporate" => Some(true),
        "personal" => Some(false),
        _ => None,
    }
}
