//! Windows event log: what was plugged in, who sits at a machine or reaches it from elsewhere, what runs and is set up.
//!
//! How to get it: as one JSON object an event, from any of `evtx_dump -o jsonl` (a `.evtx` file itself is turned into that
//! shape), Velociraptor, Winlogbeat, NXLog, Wazuh, `Get-WinEvent | ConvertTo-Json`, or the Azure Monitor table `SecurityEvent`
//! as JSON or CSV. Event Viewer's CSV has its values in a sentence in the language of the machine, under no header, and names
//! no machine: it is not read.
//!
//! What was seen: NXLog and Wazuh records in other collectors' tests. From Microsoft's event reference: events 4778 and 6416,
//! whole; from the providers' templates as published: Kernel-PnP 400 and 410; from published parsers: the elements of
//! DriverFrameworks 2003 and 2100. From memory: the order of values of other events; 21 and 25 of the session manager, 1149,
//! 302 of the gateway, UserPnp 20001 and 20003, WLAN 8001; columns of `SecurityEvent` beyond those of logons;
//! Velociraptor's shape.
//!
//! A logon over the network or by a service puts nobody at a desktop and is passed over; one over a remote desktop is a use
//! of a virtual desktop by the person, from the client's address if it is public. Who logs on at the machine itself holds it.
//! Attempts on accounts that do not exist are nobody's. Of command lines only one telling switch is kept. Drives name no USB
//! ids in most events; their plug-and-play event does.

mod event;
mod layouts;
mod logons;
mod machine;
#[cfg(test)]
mod tests;

use bonafide_model::{Need, Reading, Record, Reject};

use crate::{
    Source,
    object::{Object, first_row, read_rows},
};
use event::Event;

const ID: &str = "windows_event_log";
/// Why an event is passed over whose machine can't be told from others.
const NAMELESS: &str = "a machine whose name many are born with";

/// The shelf entry.
pub(crate) static SOURCE: Source = Source {
    id: ID,
    vendor: "Microsoft",
    title: "Windows event log: peripherals, logons, remote desktop sessions, programs and services",
    feeds: &[
        Need::Devices,
        Need::Peripherals,
        Need::Programs,
        Need::VirtualDesktops,
        Need::DeviceNetworks,
    ],
    how: "`evtx_dump -o jsonl`, Velociraptor, Winlogbeat, NXLog, Wazuh, `Get-WinEvent | ConvertTo-Json`, or the Azure Monitor table `SecurityEvent` as JSON or CSV; Security (switch on the audit of PNP Activity for 6416 and of Process Creation for 4688), System, Kernel-PnP/Configuration, DriverFrameworks-UserMode, TerminalServices, WLAN-AutoConfig, Sysmon",
    permission: "member of Event Log Readers on the machine, or Log Analytics Reader on the workspace",
    tells: "which USB devices and monitors were attached, who sat at the machine, who reached it over a remote desktop from which address and client, which programs ran, which services, local accounts and networks it got",
    cannot: "6416 and 4688 are written only where their audit is on; a monitor's serial number is in no event; NXLog writes local times without a zone, which are read as UTC; Event Viewer's CSV is not read",
    shape_from: "vendor reference: Windows security event reference (4778, 6416); real sample: NXLog and Wazuh records in other collectors' tests",
    columns: &[],
    marks: &[],
    recognize,
    read,
};

type Act = fn(&Event<'_>) -> Result<Reading, Reject>;

/// The provider of events whose number alone tells what they are, lower case.
const SECURITY: &str = "microsoft-windows-security-auditing";
/// Providers, lower case; numbers; what reads their events.
const ACTS: &[(&str, &[u32], Act)] = &[
    (SECURITY, &[4624], logons::logged_on),
    (SECURITY, &[4625], logons::failed),
    (SECURITY, &[4634, 4647], left),
    (SECURITY, &[4688], machine::ran),
    (SECURITY, &[4697], machine::service_made),
    (SECURITY, &[4720], machine::account_made),
    (SECURITY, &[4778], logons::reconnected),
    (SECURITY, &[4779], logons::disconnected),
    (SECURITY, &[6416, 6419, 6420, 6421, 6422, 6423, 6424], machine::plugged_in),
    ("microsoft-windows-driverframeworks-usermode", &[2003, 2100], machine::plugged_in),
    ("microsoft-windows-kernel-pnp", &[400, 410], machine::plugged_in),
    ("microsoft-windows-sysmon", &[1], machine::ran),
    ("microsoft-windows-terminalservices-gateway", &[302], logons::through_gateway),
    ("microsoft-windows-terminalservices-localsessionmanager", &[21, 25], logons::managed),
    ("microsoft-windows-terminalservices-localsessionmanager", &[23, 24], left),
    ("microsoft-windows-terminalservices-remoteconnectionmanager", &[1149], logons::authenticated),
    ("microsoft-windows-userpnp", &[20001, 20003], machine::plugged_in),
    ("microsoft-windows-wlan-autoconfig", &[8001], machine::joined),
    ("service control manager", &[7045], machine::service_made),
];

fn left(_: &Event<'_>) -> Result<Reading, Reject> {
    Ok(Reading::PassOver("a session that was left"))
}

fn recognize(record: &Record) -> bool {
    first_row(record, |row| {
        let has = |names: &[&str]| names.iter().all(|it| row.has(it));
        let is_below = |it: &Object<'_>| {
            it.inside("System").is_some_and(|it| it.has("EventID") && it.has("Computer"))
        };
        let is_winlog = row.inside("winlog").is_some_and(|it| it.has("event_id"))
            || has(&["event_id", "event_data", "computer_name"]);
        let is_wazuh = row
            .inside("win")
            .or_else(|| row.inside("data")?.inside("win"))
            .is_some_and(|it| it.inside("system").is_some_and(|it| it.has("eventID")));
        row.inside("Event").as_ref().is_some_and(is_below)
            || is_below(row)
            || is_winlog
            || is_wazuh
            || has(&["EventID", "SourceName", "Hostname"])
            || has(&["Id", "ProviderName", "LogName", "MachineName"])
            || has(&["EventID", "EventSourceName", "Computer"])
    })
}

fn read(record: &Record) -> Result<Reading, Reject> {
    read_rows(record, read_row)
}

fn read_row(row: &Object<'_>) -> Result<Reading, Reject> {
    let event = Event::of(row)?;
    let provider = if event.provider.is_empty() { SECURITY } else { &event.provider };
    let act = ACTS.iter().find(|(of, ids, _)| *of == provider && ids.contains(&event.id));
    let Some((_, _, act)) = act else {
        return Ok(Reading::PassOver("an event of another kind"));
    };
    act(&event)
}
