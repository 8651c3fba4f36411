//! Microsoft Entra ID Protection: what Microsoft's own detections saw of an account, and accounts that it holds at risk.
//!
//! How to get it, any of: Graph `GET /identityProtection/riskDetections` and `/identityProtection/riskyUsers`; diagnostic
//! settings of Entra, categories `UserRiskEvents` and `RiskyUsers` (each record wrapped in `properties`); Log Analytics tables
//! `AADUserRiskEvents` and `AADRiskyUsers` as CSV or JSON.
//!
//! What was seen: one whole record of diagnostic settings and several without address and place, in other collectors' tests.
//! From Microsoft's Graph reference: all fields, risk event types. From memory: that `riskyIPAddress` is Defender for Cloud
//! Apps' word for an anonymous address; the columns of `AADRiskyUsers`, which repeat the Graph resource.
//!
//! Detections of attempts (sprayed passwords, leaked credentials) say nothing about where the person is. Only those that
//! judge the way of a sign-in whose first factor was right count as a use too. What Microsoft or an administrator withdrew
//! is passed over.

#[cfg(test)]
mod tests;

use bonafide_model::{
    Access, Anonymizer, Channel, Fact, Need, Place, Reading, Record, Reject, value,
};

use crate::{
    Source,
    naming::{Login, directory, directory_place, public_ip},
    object::{Object, first_row, read_rows},
    telling::{Field, Telling},
};

const ID: &str = "entra_risk_detections";
// Log Analytics writes the zone behind the names of columns when it exports them.
const ACTIVE: &[&str] = &["activityDateTime", "activityDateTime [UTC]"];
const DETECTED: &[&str] = &[
    "detectedDateTime",
    "detectedDateTime [UTC]",
    "activityDateTime",
    "TimeGenerated [UTC]",
    "TimeGenerated",
    "time",
];
const UPDATED: &[&str] = &[
    "riskLastUpdatedDateTime",
    "riskLastUpdatedDateTime [UTC]",
    "TimeGenerated [UTC]",
    "TimeGenerated",
    "time",
];
/// Detections that judge the way of a sign-in, lower case: published in the Graph reference.
const ON_THE_WAY: &[&str] = &[
    "anonymizedipaddress",
    "mcasimpossibletravel",
    "newcountry",
    "riskyipaddress",
    "unfamiliarfeatures",
    "unlikelytravel",
];
/// Those among them that name an anonymizing service.
const ANONYMOUS: &[&str] = &["anonymizedipaddress", "riskyipaddress"];
/// States in which somebody took the risk back, lower case: published in the Graph reference.
const WITHDRAWN: &[&str] = &["confirmedsafe", "dismissed"];
/// States in which an account is held at risk.
const AT_RISK: &[&str] = &["atrisk", "confirmedcompromised"];

/// The shelf entry.
pub(crate) static SOURCE: Source = Source {
    id: ID,
    vendor: "Microsoft",
    title: "Microsoft Entra ID Protection: risk detections and accounts held at risk",
    feeds: &[Need::Alerts, Need::SignIns],
    how: "Graph `GET /identityProtection/riskDetections` and `/identityProtection/riskyUsers`, diagnostic settings of Entra (UserRiskEvents, RiskyUsers), or the Log Analytics tables `AADUserRiskEvents` and `AADRiskyUsers` as CSV or JSON",
    permission: "Security Reader; `IdentityRiskEvent.Read.All` and `IdentityRiskyUser.Read.All`",
    tells: "what Microsoft's detections saw of whom and when, from which address; which sign-ins came through an anonymizing service",
    cannot: "without an Entra ID P2 license most detections are called `generic`; kept for 90 days at most; the portal's CSV is not read",
    shape_from: "real sample: diagnostic settings records in other collectors' tests; vendor reference: Graph `riskDetection`, `riskyUser`",
    columns: &[],
    marks: &[],
    recognize,
    read,
};

fn recognize(record: &Record) -> bool {
    first_row(record, |row| {
        let inner = row.inside("properties");
        let event = inner.as_ref().unwrap_or(row);
        let is_detection = (event.has("riskEventType") || event.has("riskType"))
            && (event.has("detectedDateTime") || event.has("detectedDateTime [UTC]"))
            && event.has("riskState");
        is_detection || is_of_user(event)
    })
}

fn is_of_user(event: &Object<'_>) -> bool {
    let is_dated =
        event.has("riskLastUpdatedDateTime") || event.has("riskLastUpdatedDateTime [UTC]");
    is_dated && event.has("riskState")
}

fn read(record: &Record) -> Result<Reading, Reject> {
    read_rows(record, read_row)
}

fn read_row(row: &Object<'_>) -> Result<Reading, Reject> {
    let inner = row.inside("properties");
    let event = inner.as_ref().unwrap_or(row);
    let is_principal = event.has("servicePrincipalId") || event.has("appId");
    if is_principal && !event.has("userPrincipalName") {
        return Ok(Reading::PassOver("not about a person"));
    }
    let state = event.text("riskState").unwrap_or_default().to_lowercase();
    if WITHDRAWN.contains(&state.as_str()) {
        return Ok(Reading::PassOver("a risk that was taken back"));
    }
    if is_of_user(event) { user(row, event, &state) } else { detection(row, event) }
}

fn detection(row: &Object<'_>, event: &Object<'_>) -> Result<Reading, Reject> {
    let kind = event.require(&["riskEventType", "riskType"])?;
    let mut telling = begun(row, event, DETECTED, "userId")?;
    telling.say(Fact::Alerted((*kind).into()));
    let kind = kind.to_lowercase();
    if ON_THE_WAY.contains(&kind.as_str()) {
        came_in(event, &kind, &mut telling);
    }
    telling.finish("nothing of use")
}

/// The sign-in that a detection judged, if it says when it was.
fn came_in(event: &Object<'_>, kind: &str, telling: &mut Telling) {
    let Some((name, text)) = event.named(ACTIVE) else { return };
    let Some(at) = telling.read(Some(Field::new(name, &text)), value::parse_time) else { return };
    let mut access = Access::new(Channel::SignIn, at);
    access.ip = public_ip(telling, event, "ipAddress");
    access.anonymizer = ANONYMOUS.contains(&kind).then_some(Anonymizer { operator: None });
    access.vendor_place = place(event);
    if access.ip.is_some() {
        telling.access(access);
    }
}

fn user(row: &Object<'_>, event: &Object<'_>, state: &str) -> Result<Reading, Reject> {
    if !AT_RISK.contains(&state) {
        return Ok(Reading::PassOver("an account that is not held at risk"));
    }
    let mut telling = begun(row, event, UPDATED, "id")?;
    let level = event.text("riskLevel").map(|it| format!(": {it}")).unwrap_or_default();
    telling.say(Fact::Alerted(format!("riskyUser{level}").into()));
    telling.finish("nothing of use")
}

fn begun(
    row: &Object<'_>,
    event: &Object<'_>,
    times: &[&str],
    id: &str,
) -> Result<Telling, Reject> {
    let at = if event.any(times).is_some() {
        event.require_time(times)?
    } else {
        row.require_time(times)?
    };
    let login = Login::read(&event.require(&["userPrincipalName"])?);
    let mut telling = login.telling(ID, at);
    telling.say_all(directory(event.text(id)).map(Fact::Knows));
    Ok(telling)
}

fn place(event: &Object<'_>) -> Option<Place> {
    directory_place(&event.json("location")?)
}
