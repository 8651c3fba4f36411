//! Microsoft 365 unified audit log: sign-ins, files taken and shared, mail sent on, mailboxes read, factors changed.
//!
//! How to get it, any of: Office 365 Management Activity API (one JSON object a record); the Purview portal's CSV and
//! `Search-UnifiedAuditLog | ConvertTo-Json`, where the record stands as JSON in `AuditData`; Log Analytics table
//! `OfficeActivity`; Defender's `CloudAppEvents` with `RawEventData`; Elastic's copy below `o365.audit`.
//!
//! What was seen: 12 records of panther-analysis, some with keys in lower case, and 18 of splunk/security_content (both
//! Apache-2.0); sharing, file and mailbox records of another collector's tests, among them client addresses as
//! `[192.0.2.1]:4433` and record types as text. From Microsoft's schema reference: user types, `DeviceTrustType`,
//! `TargetUserOrGroupType`, the names of sharing and search operations, columns of `OfficeActivity`. From memory: `TrustType`
//! and `Id` among the device properties; `RuleActions` of rules that Outlook writes; that a refreshed token has the request
//! type `OAuth2:Token`; that a mailbox kept in step has `MailAccessType` `Sync`; `RawEventData` beside `ActionType`.
//!
//! Records of the directory itself (factors, consent) carry no address of the person. What programs do by themselves, such
//! as refreshing a token or keeping files and mailboxes in step, is no sign of anybody's presence and no use; files that a
//! program brought down are still told as taken. Of addresses that mail is sent on to only the domain is kept, of files
//! only the name.

mod acts;
mod event;
mod forwarding;
#[cfg(test)]
mod tests;

use bonafide_model::{Need, Reading, Record, Reject};

use crate::{
    Source,
    object::{Object, first_row, read_rows},
};
use event::Event;

const ID: &str = "microsoft365_unified_audit";
/// Columns that hold the record as JSON.
const ENVELOPES: &[&str] = &["AuditData", "RawEventData"];

/// Why most records are passed over.
const OTHER: &str = "an operation of another kind";

/// The shelf entry.
pub(crate) static SOURCE: Source = Source {
    id: ID,
    vendor: "Microsoft",
    title: "Microsoft 365 unified audit log: sign-ins, files, sharing, mail that is sent on",
    feeds: &[Need::Collaboration, Need::SignIns, Need::Authenticators],
    how: "Office 365 Management Activity API; the Purview portal's audit search, exported as CSV; `Search-UnifiedAuditLog` piped to `ConvertTo-Json`; Log Analytics table `OfficeActivity`",
    permission: "View-Only Audit Logs (Exchange or Purview role)",
    tells: "who signed in, took files, shared them outside, had mail sent on to another domain, read mail or exported searches, from which address; whose factors changed, and to which phone app and telephone; which application somebody let act in their name",
    cannot: "records of the directory itself carry no address of the person; what is opened in a browser may show an address of Microsoft's; a portal CSV that went through a spreadsheet is cut at 32,767 characters a cell",
    shape_from: "real sample: panther-analysis and splunk/security_content (Apache-2.0); vendor reference: Office 365 Management Activity API schema",
    columns: &[],
    marks: &[],
    recognize,
    read,
};

fn recognize(record: &Record) -> bool {
    first_row(record, |row| {
        let is_enveloped = row.has("AuditData") && (row.has("Operations") || row.has("Operation"));
        let is_hunted = row.has("RawEventData") && row.has("ActionType");
        is_enveloped || is_hunted || is_event(row) || copied(row).is_some_and(|it| is_event(&it))
    })
}

fn is_event(row: &Object<'_>) -> bool {
    let is_office = row.has("OfficeWorkload") || row.has("OrganizationId");
    is_office && row.has("RecordType") && row.has("Operation") && row.has("UserId")
}

/// The record inside a collector's copy.
fn copied<'a>(row: &Object<'a>) -> Option<Object<'a>> {
    row.inside("o365audit").or_else(|| row.inside("o365")?.inside("audit"))
}

fn read(record: &Record) -> Result<Reading, Reject> {
    read_rows(record, read_row)
}

fn read_row(row: &Object<'_>) -> Result<Reading, Reject> {
    let copy = copied(row);
    let row = copy.as_ref().unwrap_or(row);
    let envelope = ENVELOPES.iter().find(|it| row.has(it));
    let operation = row.any(&["Operation", "Operations", "ActionType"]);
    if operation.as_deref().is_some_and(|it| acts::of(it).is_none()) {
        return Ok(Reading::PassOver(OTHER));
    }
    let json = envelope.and_then(|it| row.json(it)).unwrap_or_default();
    let inner = Object::parse(&json);
    if let (Some(name), None) = (envelope, &inner) {
        return Err(Reject::new(format!(
            "expected JSON in `{name}`; export the log again and keep it out of spreadsheets, which cut long cells"
        )));
    }
    let fields = inner.as_ref().unwrap_or(row);
    let operation = operation.map_or_else(|| fields.require(&["Operation"]), Ok)?;
    let Some(act) = acts::of(&operation) else { return Ok(Reading::PassOver(OTHER)) };
    act(&Event::new(fields, row)?)
}
