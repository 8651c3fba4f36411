//! Windows 365: whose a Cloud PC is, when it was used, and how long the way from the client was.
//!
//! How to get it: Graph `GET /deviceManagement/virtualEndpoint/cloudPCs`; reports of `POST
//! …/virtualEndpoint/reports/getRemoteConnectionHistoricalReports`, `getRawRemoteConnectionReports` and
//! `retrieveCloudPcTroubleshootReports` (`troubleshootConnectionConfigurationOfViewDataTableV1Report`), which answer
//! `{"Schema":[…],"Values":[[…]]}`, or the same as CSV from an export job. Select `CloudPcId` or `UserPrincipalName` in every
//! report, and `Region` where there is one.
//!
//! What was seen: no row. From Microsoft's Graph reference: all columns and both shapes; numbers may be texts. From memory:
//! that the reports give `UserPrincipalName`, `ActivityId` and `ManagedDeviceName` on request, as the daily one is documented
//! to.
//!
//! A row without a user stands for its Cloud PC or its connection, and the Cloud PC's own record, or a row that names both,
//! says whose that was; of a Cloud PC that several share it does not. What is summed over days tells no time of use and is
//! passed over. Where the reports speak of the endpoint's country, it is not said whose end that is: not read.

#[cfg(test)]
mod tests;

use std::sync::Arc;

use bonafide_model::{
    Access, Channel, EmailUse, Fact, Identifier, Need, Reading, Record, Reject, value,
};
use jiff::Timestamp;

use crate::{
    Source,
    naming::{Login, device, directory, host, managed},
    object::{Object, read_rows},
    shelf::azure_virtual_desktop_network::session_region,
    telling::{Field, Telling, finish, milliseconds},
};

const ID: &str = "windows365_cloud_pcs";
/// Why a row that says nothing would be passed over.
const NOTHING: &str = "nothing of use";
const BEGUN: &[&str] = &["SignInDateTime", "SessionBeginTime"];
const ENDED: &[&str] = &["SignOutDateTime", "SessionEndTime"];
const USER: &[&str] = &["userPrincipalName", "UPN"];
const ROUND_TRIP: &[&str] = &["RoundTripTimeInMs", "RoundTripTimeInMsP50"];
/// Columns of which every report has one.
const OF_REPORTS: &[&str] = &[
    "RoundTripTimeInMs",
    "RoundTripTimeInMsP50",
    "AvgRoundTripTimeInMsP50",
    "UsageInHour",
    "TotalUsageInHour",
    "CloudPcId",
];

/// The shelf entry.
pub(crate) static SOURCE: Source = Source {
    id: ID,
    vendor: "Microsoft",
    title: "Windows 365 Cloud PCs: whose they are, sessions and round trips",
    feeds: &[Need::VirtualDesktops, Need::RoundTrips, Need::Devices],
    how: "Graph `GET /deviceManagement/virtualEndpoint/cloudPCs` and the reports `getRemoteConnectionHistoricalReports`, `getRawRemoteConnectionReports`, `retrieveCloudPcTroubleshootReports` as JSON, or an export job's CSV; select `CloudPcId` or `UserPrincipalName`, and `Region`",
    permission: "Windows 365 Administrator; `CloudPC.Read.All`",
    tells: "who used a Cloud PC when, from which operating system, and the round trip between client and Cloud PC",
    cannot: "no report names the client's address or machine; where the Cloud PC stands is known only in rows with `Region` or `GatewayRegion`",
    shape_from: "vendor reference: Graph `cloudPC`, `cloudPcReports`",
    columns: &[],
    marks: &[],
    recognize,
    read,
};

fn recognize(record: &Record) -> bool {
    let Ok(rows) = Object::rows_of(record) else { return false };
    match rows.first() {
        Some(row) => is_cloud_pc(row) || is_of_report(row),
        // An empty report still says what its columns are.
        None => Object::of(record).is_ok_and(|it| {
            it.json("Schema").is_some_and(|it| OF_REPORTS.iter().any(|name| it.contains(name)))
        }),
    }
}

fn is_cloud_pc(row: &Object<'_>) -> bool {
    row.has("provisioningPolicyId")
        && row.has("servicePlanName")
        && row.has("managedDeviceName")
        && !row.has("SessionBeginTime")
}

fn is_of_report(row: &Object<'_>) -> bool {
    let is_named = row.has("CloudPcId") || row.has("SignInDateTime");
    is_named && OF_REPORTS.iter().any(|it| row.has(it))
}

fn read(record: &Record) -> Result<Reading, Reject> {
    read_rows(record, read_row)
}

fn read_row(row: &Object<'_>) -> Result<Reading, Reject> {
    if is_cloud_pc(row) {
        return cloud_pc(row);
    }
    if row.any(BEGUN).is_none() {
        return Ok(Reading::PassOver("a sum over days, which tells no time of use"));
    }
    session(row)
}

fn cloud_pc(row: &Object<'_>) -> Result<Reading, Reject> {
    let at = row.text("lastModifiedDateTime").and_then(|it| value::parse_time(&it).ok());
    let names = [
        managed("entra", row.text("aadDeviceId")),
        managed("intune", row.text("managedDeviceId")),
        row.text("managedDeviceName").and_then(|it| host(&it)),
    ];
    let is_shared =
        row.text("provisioningType").is_some_and(|it| it.to_lowercase().contains("shared"));
    let user = row.any(USER).filter(|_| !is_shared).map(|it| Login::read(&it));
    let machine = device(names, at).map(|mut telling| {
        telling.say(Fact::CompanyOwned(true));
        telling.say_all(user.as_ref().map(|it| Fact::HeldBy(it.identifier())));
        telling
    });
    let person = user.zip(connection(row, &["id"])).map(|(user, id)| {
        let mut telling = Telling::of_person(ID, user.key.as_str());
        telling.say_at(Fact::Knows(user.identifier()), at);
        if let Identifier::Mailbox(mailbox) = user.identifier() {
            telling.say_at(Fact::Email(mailbox, EmailUse::Work), at);
        }
        telling.say_at(Fact::Knows(id), at);
        telling
    });
    finish([person, machine].into_iter().flatten(), "a Cloud PC that nobody has yet")
}

fn session(row: &Object<'_>) -> Result<Reading, Reject> {
    let at = row.require_time(BEGUN)?;
    let mut telling = begun(row, at)?;
    let mut access = Access::new(Channel::VirtualDesktop, at);
    access.until = row.named(ENDED).and_then(|(name, text)| {
        telling.read(Some(Field::new(name, &text)), value::parse_time).filter(|it| *it >= at)
    });
    access.os = row.text("ClientOS").map(|it| Arc::from(&*it));
    access.client = row.text("ClientType").map(|it| Arc::from(&*it));
    access.round_trip_ms = row
        .named(ROUND_TRIP)
        .and_then(|(name, text)| telling.read(Some(Field::new(name, &text)), milliseconds))
        .filter(|it| *it > 0);
    access.measured_at = access.round_trip_ms.and_then(|_| session_region(row));
    telling.access(access);
    telling.finish(NOTHING)
}

/// The user of a row, or what stands for them.
fn begun(row: &Object<'_>, at: Timestamp) -> Result<Telling, Reject> {
    let connection = connection(row, &["ActivityId"]).or_else(|| connection(row, &["CloudPcId"]));
    if let Some(user) = row.any(USER) {
        let mut telling = Login::read(&user).telling(ID, at);
        telling.say_all(directory(row.text("UserId")).map(Fact::Knows));
        telling.say_all(connection.filter(|_| row.has("ActivityId")).map(Fact::Knows));
        return Ok(telling);
    }
    let Some(Identifier::Connection(id)) = connection else {
        return Err(Reject::new(
            "expected `UserPrincipalName` or `CloudPcId` in every row; select one of them in the report",
        ));
    };
    let mut telling = Telling::of_person(ID, Arc::clone(&id)).dated(at);
    telling.say(Fact::Knows(Identifier::Connection(id)));
    Ok(telling)
}

fn connection(row: &Object<'_>, names: &[&str]) -> Option<Identifier> {
    row.any(names).map(|it| Identifier::Connection(it.to_lowercase().into()))
}
