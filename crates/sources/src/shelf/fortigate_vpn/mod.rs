//! FortiGate VPN events: SSL and IPsec tunnels of people, and refused logins.
//!
//! How to get it, any of: syslog of the FortiGate (`key=value`, or CEF), the log download of its web interface, FortiAnalyzer's
//! copy as text or JSON.
//!
//! What was seen: FortiGate lines of other types in splunk-connect-for-syslog's tests (Apache-2.0); `tunnel-stats`,
//! `ssl-login-fail` and CEF of another collector's tests; `tunnel-up` in published examples. From Fortinet's log reference: the
//! names of the fields. From memory: `tunnel-down` has the same fields with the session's length.
//!
//! A tunnel's statistics come every ten minutes while it stands; only its start and end are uses. A tunnel between sites
//! names nobody.

#[cfg(test)]
mod tests;

use bonafide_model::{
    Access, Channel, Need, Outcome, Reading, Record, Reject,
    value::{self, ValueError},
};
use jiff::{SignedDuration, Timestamp};

use crate::{
    Source,
    naming::{person, public_ip},
    object::Object,
    syslog::{Line, headed, pairs},
    telling::{Field, Telling},
};

const ID: &str = "fortigate_vpn";
const USER: &[&str] = &["user", "duser", "FTNTFGTuser", "xauthuser", "FTNTFGTxauthuser"];
/// CEF calls the far end of a tunnel a destination.
const FAR_END: &[&str] = &["remip", "FTNTFGTremip", "dst"];
const DURATION: &[&str] = &["duration", "FTNTFGTduration"];
/// Longest session that is believed, in seconds. Guess: a year.
const MAX_SESSION_SECONDS: i64 = 366 * 24 * 60 * 60;

/// The shelf entry.
pub(crate) static SOURCE: Source = Source {
    id: ID,
    vendor: "Fortinet",
    title: "FortiGate VPN events: tunnels of people and refused logins, with their addresses",
    feeds: &[Need::RemoteNetwork],
    how: "syslog of the FortiGate (default or CEF format) with VPN activity events on, the log download of Log & Report > Events > VPN, or FortiAnalyzer's copy as text or JSON",
    permission: "an administrator whose profile may read logs",
    tells: "who opened a tunnel from which public address, how long it stood, and which logins were refused",
    cannot: "no machine and no operating system; lines with neither `eventtime` nor `tz` are read as UTC; tunnels between sites name nobody",
    shape_from: "real sample: splunk-connect-for-syslog (Apache-2.0) for the form of a line; vendor reference: FortiOS log message reference, VPN events",
    columns: &[],
    marks: &[],
    recognize,
    read,
};

fn recognize(record: &Record) -> bool {
    let line = Line::of(record);
    find(record, line.as_ref()).is_some()
}

/// The fields of a FortiGate log in whatever form.
fn find<'a>(record: &'a Record, line: Option<&'a Line<'a>>) -> Option<Object<'a>> {
    let is_log = |it: &Object<'_>| {
        it.has("logid") && it.has("subtype") && (it.has("devid") || it.has("devname"))
    };
    if let Some(fields) = Object::of(record).ok().filter(is_log) {
        return Some(fields);
    }
    let text = line?.text();
    if let Some(message) = headed(text) {
        let is_ours =
            message.vendor == "Fortinet" && message.product.eq_ignore_ascii_case("fortigate");
        return is_ours.then_some(message.fields);
    }
    let may_be_log = text.contains("logid=") && text.contains("subtype=");
    may_be_log.then(|| pairs(text)).filter(is_log)
}

fn read(record: &Record) -> Result<Reading, Reject> {
    let line = Line::of(record);
    let Some(fields) = find(record, line.as_ref()) else {
        return Err(Reject::new(
            "expected a FortiGate log with `logid` and `devid`; export it unchanged",
        ));
    };
    let subtype = fields.any(&["subtype", "FTNTFGTsubtype"]).unwrap_or_default();
    if subtype != "vpn" {
        return Ok(Reading::PassOver("a log of another subtype"));
    }
    let outcome = match &*fields.any(&["action", "act"]).unwrap_or_default() {
        "tunnel-up" | "tunnel-down" => Outcome::Success,
        "ssl-login-fail" => Outcome::Failure,
        _ => return Ok(Reading::PassOver("an event of another kind")),
    };
    let Some(login) = USER.iter().find_map(|it| person(&fields.text(it)?)) else {
        return Ok(Reading::PassOver("a tunnel that names no person"));
    };
    let at = time(&fields)?;
    let mut telling = login.telling_of(outcome, ID, at);
    let mut access = Access::new(Channel::Vpn, at);
    access.outcome = outcome;
    access.ip = FAR_END.iter().find_map(|it| public_ip(&mut telling, &fields, it));
    if let Some(lasted) = lasted(&fields, &mut telling) {
        access.at = at.saturating_sub(lasted).unwrap_or(at);
        access.until = Some(at);
    }
    telling.access(access);
    telling.finish("nothing of use")
}

/// Since 1970 in whatever unit, else the written day and time with their zone.
fn time(fields: &Object<'_>) -> Result<Timestamp, Reject> {
    let since_1970 = fields.any(&["eventtime", "FTNTFGTeventtime"]);
    if let Some(at) = since_1970.and_then(|it| value::parse_time(&it).ok()) {
        return Ok(at);
    }
    let (Some(date), Some(time)) = (fields.text("date"), fields.text("time")) else {
        return Err(Reject::new(
            "expected `eventtime`, or `date` and `time`; export the log unchanged",
        ));
    };
    let zone = fields.any(&["tz", "FTNTFGTtz"]).unwrap_or_default();
    value::parse_time(&format!("{date} {time} {zone}"))
        .map_err(|err| Reject::new(format!("`date`, `time` and `tz`: {err}")))
}

fn lasted(fields: &Object<'_>, telling: &mut Telling) -> Option<SignedDuration> {
    const EXPECTED: ValueError = ValueError::Expected("a length in seconds");
    let (name, text) = fields.named(DURATION)?;
    let parse = |text: &str| {
        let seconds: i64 = text.parse().or(Err(EXPECTED))?;
        (0..MAX_SESSION_SECONDS).contains(&seconds).then_some(seconds).ok_or(EXPECTED)
    };
    let seconds = telling.read(Some(Field::new(name, &text)), parse)?;
    (seconds > 0).then(|| SignedDuration::from_secs(seconds))
}
