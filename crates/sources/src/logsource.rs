//! Which of our sources hold the records that a Sigma rule's logsource means, and where those name the person and the time.
//!
//! A row stands here only where the fields of the rule are those of the export: a rule for another vendor's names would be
//! quiet for ever. Logsources are SigmaHQ's; that its rules use these field names was seen in SigmaHQ's own rules, what is
//! marked so is from memory.

use bonafide_model::{Fact, RecordKey, Statement, Subject, value::parse_time};
use jiff::Timestamp;

use crate::naming::{Login, host};

/// A logsource that exports of ours hold.
#[derive(Debug)]
pub struct Logsource {
    /// `product`.
    pub product: &'static str,
    /// `service`; `None`: any.
    pub service: Option<&'static str>,
    /// `category`; `None`: any.
    pub category: Option<&'static str>,
    /// Ids of the sources.
    pub sources: &'static [&'static str],
    /// Fields that name who acted, for records of which the source itself says nothing; the first that is there.
    pub who: &'static [&'static str],
    /// Fields that name the device on which it was, by its host name, where nobody is named.
    pub on: &'static [&'static str],
    /// Fields that hold the time.
    pub when: &'static [&'static str],
    /// Where the fields of a rule may stand, besides at the top.
    pub below: &'static [&'static str],
    /// Events of Windows that a category stands for; empty: all.
    pub event_ids: &'static [i64],
}

/// Where the usual converters of event logs put the fields of an event.
const WINDOWS: &[&str] = &[
    "Event.EventData.",
    "Event.UserData.",
    "Event.System.",
    "winlog.event_data.",
    "winlog.",
    "event_data.",
    "EventData.",
];
/// Where they put the time of an event.
const WINDOWS_WHEN: &[&str] = &[
    "Event.System.TimeCreated.#attributes.SystemTime",
    "Event.System.TimeCreated_attributes.SystemTime",
    "Event.System.TimeCreated.@SystemTime",
    "@timestamp",
    "EventTime",
];
/// Where Azure Monitor puts them.
const AZURE: &[&str] = &["properties."];

const fn row(
    (product, service): (&'static str, Option<&'static str>),
    sources: &'static [&'static str],
    who: &'static [&'static str],
    when: &'static [&'static str],
) -> Logsource {
    Logsource {
        product,
        service,
        category: None,
        sources,
        who,
        on: &[],
        when,
        below: &[],
        event_ids: &[],
    }
}

const fn windows(category: Option<&'static str>, event_ids: &'static [i64]) -> Logsource {
    Logsource {
        product: "windows",
        service: None,
        category,
        sources: &["windows_event_log"],
        who: &[],
        on: &["Event.System.Computer", "winlog.computer_name", "Computer", "Hostname"],
        when: WINDOWS_WHEN,
        below: WINDOWS,
        event_ids,
    }
}

const ENTRA_WHO: &[&str] =
    &["userPrincipalName", "properties.userPrincipalName", "UserPrincipalName"];
const ENTRA_WHEN: &[&str] =
    &["createdDateTime", "properties.createdDateTime", "time", "TimeGenerated [UTC]"];
const RISK_WHEN: &[&str] =
    &["activityDateTime", "properties.activityDateTime", "ActivityDateTime [UTC]"];

/// All of them, the more specific before the less.
pub static LOGSOURCES: &[Logsource] = &[
    Logsource {
        below: AZURE,
        ..row(("azure", Some("riskdetection")), &["entra_risk_detections"], ENTRA_WHO, RISK_WHEN)
    },
    Logsource {
        below: AZURE,
        ..row(("azure", Some("signinlogs")), &["entra_sign_ins"], ENTRA_WHO, ENTRA_WHEN)
    },
    row(
        ("cisco", Some("duo")),
        &["duo_authentication_log"],
        &["user.name", "username"],
        &["isotimestamp"],
    ),
    row(
        ("gcp", Some("google_workspace.admin")),
        &["google_workspace_reports"],
        &["actor.email", "protoPayload.authenticationInfo.principalEmail"],
        &["id.time", "timestamp"],
    ),
    row(
        ("gcp", Some("google_workspace.login")),
        &["google_workspace_reports"],
        &["actor.email", "protoPayload.authenticationInfo.principalEmail"],
        &["id.time", "timestamp"],
    ),
    row(
        ("github", Some("audit")),
        &["github_audit_log"],
        &["actor"],
        &["@timestamp", "created_at"],
    ),
    row(("gitlab", None), &["gitlab_audit_events"], &["details.author_email"], &["created_at"]),
    row(("m365", None), &["microsoft365_unified_audit"], &["UserId"], &["CreationTime"]),
    row(("okta", None), &["okta_system_log"], &["actor.alternateId"], &["published"]),
    row(("slack", None), &["slack_audit_logs"], &["actor.user.email"], &["date_create"]),
    // Events of Sysmon, and what Windows itself writes of the same.
    windows(Some("dns_query"), &[22]),
    windows(Some("driver_load"), &[6]),
    windows(Some("file_event"), &[11]),
    windows(Some("image_load"), &[7]),
    windows(Some("network_connection"), &[3]),
    windows(Some("process_creation"), &[1, 4688]),
    windows(Some("registry_add"), &[12]),
    windows(Some("registry_delete"), &[12]),
    windows(Some("registry_event"), &[12, 13, 14]),
    windows(Some("registry_set"), &[13]),
    windows(None, &[]),
];

/// The row for a rule's logsource.
pub fn logsource(
    product: Option<&str>,
    service: Option<&str>,
    category: Option<&str>,
) -> Option<&'static Logsource> {
    let is = |wanted: Option<&str>, given: Option<&str>| wanted.is_none() || wanted == given;
    let fits = |it: &&Logsource| {
        // A category that no row names would be matched against events of every kind.
        product == Some(it.product) && is(it.service, service) && it.category == category
    };
    LOGSOURCES.iter().find(fits)
}

/// What a record says of whom it names, where only a rule of the user's matched it: the pointer to a login, and when.
pub fn named(source: &'static str, who: &str, when: Option<&str>, fact: Fact) -> Vec<Statement> {
    let login = Login::read(who);
    let subject = Subject::Record(RecordKey::new(source, login.key.as_str()));
    let knows = Fact::Knows(login.identifier());
    let at = time(when);
    [knows, fact].map(|fact| Statement { subject: subject.clone(), fact, at }).into()
}

/// The same of the device that it names; nothing if the name is none.
pub fn on_device(name: &str, when: Option<&str>, fact: Fact) -> Vec<Statement> {
    let device = host(name).map(Subject::Device);
    device.map(|subject| Statement { subject, fact, at: time(when) }).into_iter().collect()
}

fn time(when: Option<&str>) -> Option<Timestamp> {
    when.and_then(|it| parse_time(it).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_names_sources_that_exist() {
        for row in LOGSOURCES {
            for id in row.sources {
                assert!(crate::by_id(id).is_some(), "{id}");
            }
        }
    }

    #[test]
    fn a_logsource_is_met_by_product_service_and_category() {
        let of = |product, service, category| {
            logsource(product, service, category).map(|it| (it.sources[0], it.event_ids))
        };
        assert_eq!(of(Some("okta"), Some("okta"), None), Some(("okta_system_log", &[][..])));
        assert_eq!(of(Some("azure"), Some("signinlogs"), None), Some(("entra_sign_ins", &[][..])));
        assert_eq!(of(Some("azure"), Some("pim"), None), None);
        assert_eq!(
            of(Some("windows"), None, Some("process_creation")),
            Some(("windows_event_log", &[1, 4688][..]))
        );
        assert_eq!(
            of(Some("windows"), Some("security"), None),
            Some(("windows_event_log", &[][..]))
        );
        assert_eq!(of(Some("windows"), None, Some("ps_script")), None);
        assert_eq!(of(None, None, Some("proxy")), None);
    }
}
