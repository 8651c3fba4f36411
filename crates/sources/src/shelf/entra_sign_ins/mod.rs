//! Microsoft Entra sign-ins, and the audit events that tell of second factors and of applications let in.
//!
//! How to get it, any of: diagnostic settings to storage or an event hub (each record wrapped in `properties`); Graph
//! `GET /auditLogs/signIns` (no wrapper); Log Analytics tables `SigninLogs` and `AADNonInteractiveUserSignInLogs` as CSV or
//! JSON (`UserPrincipalName`, `IPAddress`, `LocationDetails`, `DeviceDetail`, `Status`). The portal's CSV has other columns and
//! is not read.
//!
//! What was seen: 10 sign-ins and 19 other records of panther-analysis and 19 records of splunk/security_content (both
//! Apache-2.0); sign-ins of other collectors' tests in both JSON dialects, and audit records with the properties of second
//! factors. From Microsoft's table reference: the Log Analytics columns.
//!
//! A non-interactive sign-in is made by a program whenever it likes, day and night. Counted as the person's, it would hide
//! who works when and where; so from a device that the organization manages it is the device's own check-in, and from any
//! other client it is passed over. The address of the phone that approved a second factor is not recorded at all.

mod audit;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use bonafide_model::{
    Access, Anonymizer, Artifact, Channel, Fact, Need, Outcome, Place, Reading, Record, Reject,
    Subject,
};
use jiff::Timestamp;

use crate::{
    Source,
    naming::{Login, directory, directory_place, managed, public_ip, uses},
    object::{Object, first_row, read_rows, texts},
    telling::{Telling, finish},
};

const ID: &str = "entra_sign_ins";
/// Why a record that says nothing would be passed over; a login always says something.
const NOTHING: &str = "nothing of use";
const TIME: &[&str] =
    &["createdDateTime", "activityDateTime", "TimeGenerated", "time", "TimeGenerated [UTC]"];

/// The shelf entry.
pub(crate) static SOURCE: Source = Source {
    id: ID,
    vendor: "Microsoft",
    title: "Microsoft Entra sign-ins, and changes of second factors",
    feeds: &[Need::SignIns, Need::Authenticators, Need::Devices],
    how: "diagnostic settings of Entra (SignInLogs, NonInteractiveUserSignInLogs, AuditLogs), Graph `GET /auditLogs/signIns`, or the Log Analytics tables as CSV or JSON",
    permission: "Reports Reader",
    tells: "who signed in when, from which address and client, whether Microsoft saw an anonymous address; from where managed devices check in; when somebody's factors were taken off, which phone app and telephone they got instead, which application they let act in their name",
    cannot: "the address of the phone that approved is not recorded; registering a factor names neither phone nor app, the change of the account beside it does (keep `Update user`); non-interactive sign-ins count as check-ins of managed devices and are otherwise passed over; the portal's CSV is not read",
    shape_from: "real sample: panther-analysis and splunk/security_content (Apache-2.0); vendor reference: Graph `signIn`, Azure Monitor tables",
    columns: &[],
    marks: &[],
    recognize,
    read,
};

fn recognize(record: &Record) -> bool {
    first_row(record, |row| {
        let category = row.text("category");
        let is_wrapped = category.is_some_and(|it| it.ends_with("SignInLogs") || it == "AuditLogs")
            && row.has("properties");
        // Intune writes audit logs of the same category, without Entra's resource id.
        let is_entra =
            row.text("resourceId").is_some_and(|it| it.to_lowercase().contains("microsoft.aadiam"));
        let is_graph =
            row.has("userPrincipalName") && row.has("ipAddress") && row.has("deviceDetail");
        let is_audit =
            row.has("activityDisplayName") && row.has("initiatedBy") && row.has("targetResources");
        (is_wrapped
            && (is_entra || row.text("operationName").is_some_and(|it| it == "Sign-in activity")))
            || is_graph
            || is_audit
    })
}

fn read(record: &Record) -> Result<Reading, Reject> {
    read_rows(record, read_row)
}

fn read_row(row: &Object<'_>) -> Result<Reading, Reject> {
    let inner = row.inside("properties");
    let event = inner.as_ref().unwrap_or(row);
    let category = row.any(&["category", "Type"]).unwrap_or_default();
    if event.has("activityDisplayName") || category == "AuditLogs" {
        return audit::read(row, event);
    }
    if category.starts_with("ServicePrincipal")
        || category.starts_with("ManagedIdentity")
        || !event.has("userPrincipalName")
    {
        return Ok(Reading::PassOver("not a person's sign-in"));
    }
    let at = if event.any(TIME).is_some() {
        event.require_time(TIME)?
    } else {
        row.require_time(&["time"])?
    };
    let is_by_program = category.contains("NonInteractive")
        || (category.is_empty() && event.flag("isInteractive") == Some(false));
    let sign_in = SignIn { event, row, at, device: Client::of(event) };
    if is_by_program { sign_in.by_program() } else { sign_in.by_person() }
}

/// The client as the directory knows it.
struct Client {
    id: Option<String>,
    name: Option<String>,
    os: Option<String>,
    is_managed: bool,
}

impl Client {
    fn of(event: &Object<'_>) -> Self {
        let json = event.json("deviceDetail").unwrap_or_default();
        let detail = Object::parse(&json).unwrap_or_default();
        let text = |name: &str| detail.text(name).map(|it| it.into_owned());
        let is_joined =
            detail.text("trustType").is_some_and(|it| it.to_lowercase().contains("joined"));
        Self {
            id: text("deviceId"),
            name: text("displayName"),
            os: text("operatingSystem"),
            is_managed: is_joined || detail.flag("isManaged") == Some(true),
        }
    }
}

struct SignIn<'a> {
    event: &'a Object<'a>,
    row: &'a Object<'a>,
    at: Timestamp,
    device: Client,
}

impl SignIn<'_> {
    fn by_person(&self) -> Result<Reading, Reject> {
        let login = Login::read(&self.event.require(&["userPrincipalName"])?);
        let mut telling = login.telling(ID, self.at);
        telling.say_all(directory(self.event.text("userId")).map(Fact::Knows));
        let access = self.access(Channel::SignIn, &mut telling);
        let is_in = access.outcome == Outcome::Success;
        let unmanaged = self.device.id.as_deref().filter(|_| is_in && !self.device.is_managed);
        telling.say_all(unmanaged.map(|it| uses(Artifact::ClientDevice, it)));
        telling.access(access);
        let device = self.company_device().filter(|_| is_in).map(|mut it| {
            it.say(Fact::HeldBy(login.identifier()));
            it
        });
        finish([Some(telling), device].into_iter().flatten(), NOTHING)
    }

    fn by_program(&self) -> Result<Reading, Reject> {
        let Some(mut telling) = self.company_device() else {
            return Ok(Reading::PassOver("a sign-in that a program made by itself"));
        };
        let access = self.access(Channel::Device, &mut telling);
        if access.outcome == Outcome::Failure || access.ip.is_none() {
            return telling.finish("a check-in that failed or has no public address");
        }
        let login = Login::read(&self.event.require(&["userPrincipalName"])?);
        telling.say(Fact::HeldBy(login.identifier()));
        telling.access(access);
        telling.finish(NOTHING)
    }

    /// A telling of the client, if the organization manages it.
    fn company_device(&self) -> Option<Telling> {
        let key = managed("entra", self.device.id.as_deref().filter(|_| self.device.is_managed))?;
        Some(Telling::about(Subject::Device(key)).dated(self.at))
    }

    fn access(&self, channel: Channel, telling: &mut Telling) -> Access {
        let mut access = Access::new(channel, self.at);
        access.outcome = self.outcome();
        access.ip = public_ip(telling, self.event, "ipAddress");
        access.client = self.device.id.as_deref().or(self.device.name.as_deref()).map(Arc::from);
        access.os = self.device.os.as_deref().map(Arc::from);
        access.anonymizer = self.is_anonymized().then_some(Anonymizer { operator: None });
        access.vendor_place = self.place();
        access
    }

    /// Zero is the only code of success; the many interruptions (50074 asks for a second factor) have a later row of their own.
    fn outcome(&self) -> Outcome {
        let status = self.event.json("status").unwrap_or_default();
        let code =
            Object::parse(&status).and_then(|it| it.text("errorCode").map(|it| it.into_owned()));
        let code =
            code.or_else(|| self.row.any(&["resultType", "result"]).map(|it| it.into_owned()));
        let code =
            code.or_else(|| self.event.any(&["resultType", "result"]).map(|it| it.into_owned()));
        match code.as_deref() {
            Some(code) if code == "0" || code.eq_ignore_ascii_case("success") => Outcome::Success,
            Some(_) | None => Outcome::Failure,
        }
    }

    fn is_anonymized(&self) -> bool {
        ["riskEventTypes", "riskEventTypes_v2"].iter().any(|name| {
            let json = self.event.json(name).unwrap_or_default();
            texts(&json).iter().any(|it| it.eq_ignore_ascii_case("anonymizedIPAddress"))
        })
    }

    fn place(&self) -> Option<Place> {
        let json = self.event.json("locationDetails").or_else(|| self.event.json("location"))?;
        directory_place(&json)
    }
}
