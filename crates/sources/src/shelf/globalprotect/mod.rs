//! GlobalProtect, the VPN of Palo Alto Networks: who came in from which address, on which machine.
//!
//! How to get it, any of: syslog of the firewall or Panorama (log types GlobalProtect and HIP Match) in its own comma-parted
//! form; Strata Logging Service (Cortex Data Lake, Prisma Access) as JSON, CEF or LEEF; the web interface's CSV export of
//! Monitor > Logs > GlobalProtect.
//!
//! What was seen: HIP match lines of splunk-connect-for-syslog's tests (Apache-2.0); GlobalProtect lines, JSON and CEF of another
//! collector's tests. From Palo Alto's field reference: the order of the comma-parted fields, the names of the JSON and LEEF
//! fields, the stages. From published code over captured lines: the header of the CSV export, and `gateway-tunnel-latency` with
//! its description `Pre-tunnel latency: 34ms, Post-tunnel latency: 26ms`. From memory: that `Login Duration` stands on logouts
//! alone.
//!
//! One connection leaves some ten events. The answers to a login and the connection itself are uses, a logout tells how long
//! the session lasted; reports that the client makes by itself all day are check-ins of the machine; the rest is passed over.

mod dialects;
#[cfg(test)]
mod tests;

use std::{net::IpAddr, sync::Arc};

use bonafide_model::{
    Access, Channel, Fact, Need, Outcome, Place, Reading, Record, Reject,
    value::{self, ValueError},
};
use jiff::{SignedDuration, Timestamp};

use crate::{
    Source,
    naming::{Login, Written, device, host, managed, person, public_ip, serial},
    object::Object,
    syslog::Line,
    telling::{Field, Telling, finish},
};
use dialects::Log;

const ID: &str = "globalprotect";
const NOTHING: &str = "nothing of use";
const TIME: &[&str] = &[
    "High Res Timestamp",
    "TimeGeneratedHighResolution",
    "Generate Time",
    "Generated Time",
    "TimeGenerated",
    "start",
    "devTime",
    "Receive Time",
    "TimeReceived",
    "rt",
];
const USER: &[&str] = &[
    "Source User",
    "SourceUserName",
    "PanOSSourceUserName",
    "usrName",
    "SourceUser",
    "PanOSSourceUser",
];
const MACHINE: &[&str] =
    &["Machine Name", "EndpointDeviceName", "PanOSEndpointDeviceName", "shost"];
const HOST_ID: &[&str] = &["Host ID", "HostID", "PanOSHostID"];
const SERIAL: &[&str] = &[
    "Serial Number",
    "EndpointSN",
    "PanOSEndpointSN",
    "EndpointSerialNumber",
    "PanOSEndpointSerialNumber",
];
const OS: &[&str] =
    &["Client OS", "EndpointOSType", "PanOSEndpointOSType", "Operating System", "cs2"];
/// Longest session that is believed, in seconds. Guess: a year; logs write more where a counter ran over.
const MAX_SESSION_SECONDS: i64 = 366 * 24 * 60 * 60;

/// The shelf entry.
pub(crate) static SOURCE: Source = Source {
    id: ID,
    vendor: "Palo Alto Networks",
    title: "GlobalProtect: logins to the VPN, their addresses and machines",
    feeds: &[Need::RemoteNetwork, Need::Devices],
    how: "syslog of the firewall or Panorama (GlobalProtect and HIP Match logs), Strata Logging Service as JSON, CEF or LEEF, or the CSV export of Monitor > Logs > GlobalProtect",
    permission: "a read-only device or Panorama administrator; for Strata Logging Service a log viewer",
    tells: "who logged in when and from which public address, whether it was refused, how long the session lasted, on which machine by name, serial number and host id, and whose machine it is",
    cannot: "times without a zone are read as UTC, which the firewall's local time may not be; logins before a person logs on name nobody; the comma-parted form of Strata Logging Service has another order and is refused",
    shape_from: "real sample: splunk-connect-for-syslog (Apache-2.0) for HIP match; vendor reference: PAN-OS GlobalProtect and HIP match log fields, Strata Logging Service log reference",
    columns: &[],
    marks: &[],
    recognize,
    read,
};

fn recognize(record: &Record) -> bool {
    let line = Line::of(record);
    !matches!(dialects::find(record, line.as_ref()), None | Some(Log::Strange))
}

fn read(record: &Record) -> Result<Reading, Reject> {
    let line = Line::of(record);
    match dialects::find(record, line.as_ref()) {
        Some(Log::GlobalProtect { fields, event }) => Event { fields, event }.read(),
        Some(Log::HostProfile(fields)) => host_profile(&fields),
        Some(Log::Other) => Ok(Reading::PassOver("a log of another type")),
        Some(Log::Strange) => Err(Reject::new(
            "expected the field order of PAN-OS; let Strata Logging Service forward JSON, CEF or LEEF",
        )),
        None => Err(Reject::new("expected a GlobalProtect or HIP match log; export it unchanged")),
    }
}

struct Event<'a> {
    fields: Object<'a>,
    /// Event id, such as `gateway-auth`.
    event: String,
}

impl Event<'_> {
    fn read(&self) -> Result<Reading, Reject> {
        let stage = self.fields.any(&["Stage", "PanOSStage"]).unwrap_or_default().to_lowercase();
        let is_login = self.event.ends_with("auth") || stage == "connected";
        let is_logout = stage == "logout" || self.event.ends_with("logout");
        let is_check_in = stage == "host-info" || self.event.ends_with("tunnel-latency");
        if stage == "before-login" || self.event.ends_with("prelogin") {
            return Ok(Reading::PassOver("an event before anybody logged in"));
        }
        if !(is_login || is_logout || is_check_in) {
            return Ok(Reading::PassOver("a step inside a login or session"));
        }
        let at = time(&self.fields)?;
        let Some(login) = self.fields.any(USER).and_then(|it| person(&it)) else {
            return Ok(Reading::PassOver("an event that names no person"));
        };
        if is_check_in { self.check_in(&login, at) } else { self.session(&login, at, is_logout) }
    }

    fn session(&self, login: &Login, at: Timestamp, is_logout: bool) -> Result<Reading, Reject> {
        let mut telling = login.telling_of(self.outcome(), ID, at);
        let mut access = self.access(Channel::Vpn, at, &mut telling);
        if is_logout && let Some(lasted) = self.lasted(&mut telling) {
            access.at = at.saturating_sub(lasted).unwrap_or(at);
            access.until = Some(at);
        }
        let is_in = access.outcome == Outcome::Success;
        telling.access(access);
        let machine = machine(&self.fields, at).filter(|_| is_in).map(|mut it| {
            it.say(Fact::HeldBy(login.identifier()));
            it
        });
        finish([Some(telling), machine].into_iter().flatten(), NOTHING)
    }

    /// What the client says by itself: the machine's own.
    fn check_in(&self, login: &Login, at: Timestamp) -> Result<Reading, Reject> {
        let Some(mut telling) = machine(&self.fields, at) else {
            return Ok(Reading::PassOver("a report of a machine without a name"));
        };
        telling.say(Fact::HeldBy(login.identifier()));
        let mut access = self.access(Channel::Device, at, &mut telling);
        access.round_trip_ms = self.round_trip();
        if access.outcome == Outcome::Success && access.ip.is_some() {
            telling.access(access);
        }
        telling.finish(NOTHING)
    }

    fn access(&self, channel: Channel, at: Timestamp, telling: &mut Telling) -> Access {
        let mut access = Access::new(channel, at);
        access.outcome = self.outcome();
        access.ip = self.address(telling);
        let client = self.fields.any(HOST_ID).or_else(|| self.fields.any(MACHINE));
        access.client = client.map(|it| Arc::from(it.to_lowercase()));
        access.os = self.fields.any(OS).map(|it| Arc::from(&*it));
        access.vendor_place = self.place();
        access
    }

    fn outcome(&self) -> Outcome {
        let status = self.fields.any(&["Status", "EventStatus", "PanOSEventStatus"]);
        let is_in = status.is_none_or(|it| it.eq_ignore_ascii_case("success"));
        if is_in { Outcome::Success } else { Outcome::Failure }
    }

    fn address(&self, telling: &mut Telling) -> Option<IpAddr> {
        let names = ["Public IP", "PublicIPv4", "PanOSPublicIPv4"];
        let sixth = ["Public IPv6", "PublicIPv6", "PanOSPublicIPv6"];
        names.iter().chain(&sixth).find_map(|it| public_ip(telling, &self.fields, it))
    }

    /// The region is a country's code; for addresses of a range that somebody named it is that range.
    fn place(&self) -> Option<Place> {
        let region = self.fields.any(&["Source Region", "PanOSSourceRegion"])?;
        Written { country: Some(&region), ..Written::default() }.place()
    }

    fn lasted(&self, telling: &mut Telling) -> Option<SignedDuration> {
        const EXPECTED: ValueError = ValueError::Expected("a length in seconds");
        let name = "Login Duration";
        let text = self.fields.any(&[name, "PanOSLoginDuration"])?;
        let parse = |text: &str| {
            let seconds = text.parse().or(Err(EXPECTED))?;
            (0..MAX_SESSION_SECONDS).contains(&seconds).then_some(seconds).ok_or(EXPECTED)
        };
        let seconds = telling.read(Some(Field::new(name, &text)), parse)?;
        (seconds > 0).then(|| SignedDuration::from_secs(seconds))
    }

    /// `Pre-tunnel latency: 34ms, Post-tunnel latency: 26ms`: the first goes over the open internet.
    fn round_trip(&self) -> Option<u32> {
        let text = self.fields.any(&["Description", "PanOSDescription"])?;
        let (_, rest) = text.split_once("Pre-tunnel latency:")?;
        let digits: String = rest.trim_start().chars().take_while(char::is_ascii_digit).collect();
        digits.parse().ok().filter(|it| *it > 0)
    }
}

/// The time by the first field that has a readable one.
fn time(fields: &Object<'_>) -> Result<Timestamp, Reject> {
    let readable = |name: &&str| fields.text(name).and_then(|it| value::parse_time(&it).ok());
    TIME.iter().find_map(readable).map_or_else(|| fields.require_time(TIME), Ok)
}

fn machine(fields: &Object<'_>, at: Timestamp) -> Option<Telling> {
    let names = [
        serial(fields.any(SERIAL)),
        managed(ID, fields.any(HOST_ID)),
        fields.any(MACHINE).and_then(|it| host(&it)),
    ];
    device(names, Some(at))
}

/// A report about the state of a machine: its source address is inside the tunnel.
fn host_profile(fields: &Object<'_>) -> Result<Reading, Reject> {
    let at = time(fields)?;
    let Some(mut telling) = machine(fields, at) else {
        return Ok(Reading::PassOver("a report of a machine without a name"));
    };
    let holder = fields.any(USER).and_then(|it| person(&it));
    telling.say_all(holder.map(|it| Fact::HeldBy(it.identifier())));
    telling.finish("a report that names no person")
}
