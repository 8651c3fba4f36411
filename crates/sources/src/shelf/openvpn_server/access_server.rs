//! Rows of Access Server's log database: `Node,Username,Start Time,Duration,Service,Active,Auth,Real Ip,Vpn Ip,…`.

use bonafide_model::{
    Outcome, Reading, Reject,
    value::{self, ValueError},
};
use jiff::{SignedDuration, Timestamp};

use super::Tunnel;
use crate::{naming::person, object::Object, telling::Field};

/// Zones that the export writes by letters, as RFC 5322 section 4.3 defines them; others are ambiguous.
const ZONES: &[(&str, &str)] = &[
    ("EDT", "-0400"),
    ("EST", "-0500"),
    ("CDT", "-0500"),
    ("CST", "-0600"),
    ("MDT", "-0600"),
    ("MST", "-0700"),
    ("PDT", "-0700"),
    ("PST", "-0800"),
];

pub(super) fn is_row(row: &Object<'_>) -> bool {
    row.has("Real Ip") && row.has("Vpn Ip") && row.has("Service") && row.has("Start Time")
}

pub(super) fn read(row: &Object<'_>) -> Result<Reading, Reject> {
    if row.text("Service").is_none_or(|it| it != "VPN") {
        return Ok(Reading::PassOver("a use of the web interface, not a tunnel"));
    }
    let Some(login) = row.text("Username").and_then(|it| person(&it)) else {
        return Ok(Reading::PassOver("a tunnel that names no person"));
    };
    let at = time(&row.require(&["Start Time"])?)?;
    let is_refused = row.text("Auth").is_some_and(|it| it == "0")
        || row.has("Error") && row.text("Error").is_some();
    let outcome = if is_refused { Outcome::Failure } else { Outcome::Success };
    let far_end = row.text("Real Ip").unwrap_or_default();
    let (mut telling, mut access) =
        Tunnel { login: &login, at, far_end: &far_end, outcome }.telling();
    let duration = row.text("Duration");
    let lasted = telling.read(duration.as_deref().map(|it| Field::new("Duration", it)), seconds);
    access.until = lasted.and_then(|it| at.checked_add(it).ok()).filter(|it| *it > at);
    telling.access(access);
    telling.finish("nothing of use")
}

fn time(text: &str) -> Result<Timestamp, Reject> {
    if let Ok(at) = value::parse_time(text) {
        return Ok(at);
    }
    let offset = text.trim().rsplit_once(' ').and_then(|(time, zone)| {
        let (_, offset) = ZONES.iter().find(|(name, _)| *name == zone)?;
        Some(format!("{time} {offset}"))
    });
    offset.and_then(|it| value::parse_time(&it).ok()).ok_or_else(|| {
        Reject::new("expected a time in `Start Time` in UTC or a zone of the United States; set the server's zone to UTC and export again")
    })
}

fn seconds(text: &str) -> Result<SignedDuration, ValueError> {
    let whole = text.split_once('.').map_or(text, |(whole, _)| whole);
    let seconds: u32 = whole.parse().or(Err(ValueError::Expected("a length in seconds")))?;
    Ok(SignedDuration::from_secs(i64::from(seconds)))
}
