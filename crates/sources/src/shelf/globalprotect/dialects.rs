//! The forms in which a PAN-OS log arrives, each as fields with names.

use bonafide_model::Record;

use crate::{
    object::Object,
    syslog::{Line, cells, headed},
};

/// Order of the comma-parted GlobalProtect log. Published: PAN-OS, GlobalProtect log fields.
const GLOBALPROTECT: &str = "-,Receive Time,Serial #,Type,Threat/Content Type,-,Generated Time,Virtual System,Event ID,\
    Stage,Authentication Method,Tunnel Type,Source User,Source Region,Machine Name,Public IP,Public IPv6,Private IP,\
    Private IPv6,Host ID,Serial Number,Client Version,Client OS,Client OS Version,Repeat Count,Reason,Error,Description,\
    Status,Location,Login Duration,Connect Method,Error Code,Portal,Sequence Number,Action Flags,High Res Timestamp";
/// The same of the HIP match log.
const HIP_MATCH: &str = "-,Receive Time,Serial #,Type,Threat/Content Type,-,Generated Time,Source User,Virtual System,\
    Machine Name,Operating System,Source Address,HIP,Repeat Count,HIP Type,-,-,Sequence Number,Action Flags,-,-,-,-,-,-,-,\
    IPv6 Source Address,Host ID,Serial Number,Device MAC Address,High Res Timestamp";
/// Types of log that PAN-OS writes in the same manner.
const TYPES: &str = "AUTHENTICATION CONFIG CORRELATION DECRYPTION GLOBALPROTECT GTP HIPMATCH HIP-MATCH IPTAG SCTP SYSTEM \
    THREAT TRAFFIC TUNNEL USERID";

/// A log of PAN-OS.
pub(super) enum Log<'a> {
    GlobalProtect {
        fields: Object<'a>,
        event: String,
    },
    HostProfile(Object<'a>),
    /// Of another type.
    Other,
    /// In an order that is not known.
    Strange,
}

/// Finds the log in a record.
pub(super) fn find<'a>(record: &'a Record, line: Option<&'a Line<'a>>) -> Option<Log<'a>> {
    if let Some(log) = Object::of(record).ok().and_then(by_names) {
        return Some(log);
    }
    let line = line?;
    if let Some(log) = line.object().and_then(by_names) {
        return Some(log);
    }
    if let Some(message) = headed(line.text()) {
        return message.vendor.starts_with("Palo Alto Networks").then(|| {
            let kind = match message.kind {
                // LEEF names the event in its head and the type in its fields.
                "GLOBALPROTECT" | "HIPMATCH" => message.kind.to_owned(),
                _ => message.fields.text("cat").unwrap_or_default().to_uppercase(),
            };
            let event = message.fields.text("PanOSEventIDValue");
            let event = event.map_or_else(|| message.kind.to_lowercase(), |it| it.to_lowercase());
            of_type(&kind, message.fields, event)
        });
    }
    by_places(line.text())
}

/// JSON of Strata Logging Service, or a row of the web interface's export.
fn by_names(fields: Object<'_>) -> Option<Log<'_>> {
    let is_export = fields.has("Event ID") && fields.has("Public IP") && fields.has("Machine Name");
    let kind = fields.text("LogType");
    let is_service = kind.is_some() && fields.has("DeviceSN") && fields.has("TimeGenerated");
    if !is_export && !is_service {
        return None;
    }
    let kind = kind.map_or_else(|| "GLOBALPROTECT".to_owned(), |it| it.to_uppercase());
    let event = fields.any(&["EventIDValue", "Event ID"]).unwrap_or_default().to_lowercase();
    Some(of_type(&kind, fields, event))
}

fn by_places(text: &str) -> Option<Log<'_>> {
    let cells = cells(text);
    let kind =
        |idx: usize| cells.get(idx).copied().filter(|it| TYPES.split(' ').any(|kind| kind == *it));
    let Some(kind) = kind(3) else { return kind(2).map(|_| Log::Strange) };
    let names = if kind == "GLOBALPROTECT" { GLOBALPROTECT } else { HIP_MATCH };
    let fields = Object::of_pairs(names.split(',').zip(cells));
    let event = fields.text("Event ID").unwrap_or_default().to_lowercase();
    Some(of_type(kind, fields, event))
}

fn of_type<'a>(kind: &str, fields: Object<'a>, event: String) -> Log<'a> {
    match kind {
        "GLOBALPROTECT" => Log::GlobalProtect { fields, event },
        "HIPMATCH" | "HIP-MATCH" => Log::HostProfile(fields),
        _ => Log::Other,
    }
}
