//! Any log of uses of a system, brought to our columns by a mapping file: who, when, from where, through which door.
//!
//! How to get it: export the log of a VPN gateway, a badge system or any other door that no other source here reads, as CSV,
//! JSON or plain lines, and say in a mapping file which of its columns, paths or groups are which of ours
//! (`bonafide check --propose` writes a draft).
//!
//! What it tells: uses of a system with the address, place and client; a badge at a site's door. What it cannot: what the log
//! does not have; see `bonafide check`.
//!
//! Shape: our columns. A table is taken for this one by our own names alone (`login`, `at`, `channel`): the other spellings
//! are for proposals, since nearly every log has a user and a time. What it feeds follows from the channels that are in it.

mod columns;
mod door;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use bonafide_model::{
    Access, Anonymizer, Artifact, Body, Channel, EmailUse, Fact, Identifier, Outcome, Place,
    Reading, Record, Reject,
    value::{self, Mac, PersonName, ValueError},
};
use jiff::Timestamp;

use crate::{
    Source,
    columns::{Index, Row, index, yes_or_no},
    naming::{self, Login, Written, uses},
    telling::{self, Telling, instant},
    worker::id,
};
use door::Door;
pub(crate) use door::{FAILURE, SUCCESS};

/// The card.
pub(crate) static SOURCE: Source = Source {
    id: "mapped_events",
    vendor: "any",
    title: "Uses of a system, from any log that a mapping file brings to our columns",
    feeds: &[],
    how: "any log of a VPN, badge or other system as CSV, JSON or lines, with a mapping file; `bonafide check --propose` drafts one",
    permission: "whatever the system asks for to export its log",
    tells: "who used the system when, from which public address and place, with which client, let in or not; badges at doors",
    cannot: "what the log does not have; people whom it names by nothing but their name",
    shape_from: "our columns",
    columns: columns::COLUMNS,
    marks: &[&["login", "worker_number", "serial_number"], &["at"], &["channel"]],
    recognize: is_ours,
    read,
};

static INDEX: Index = Index::new(|| index(SOURCE.columns));

/// Whether a table has our own names.
fn is_ours(record: &Record) -> bool {
    let Body::Row { header, .. } = &record.body else { return false };
    SOURCE.marks.iter().all(|group| group.iter().any(|it| header.position(it).is_some()))
}

fn read(record: &Record) -> Result<Reading, Reject> {
    let row = Row::of(record, SOURCE.columns, &INDEX)?;
    let Some(channel) = row.field("channel") else {
        return Err(Reject::new(
            "expected a channel in every row; say it in the mapping, as in `channel = { value = \"vpn\" }`",
        ));
    };
    let door = channel.read(door::of)?;
    let Some(time) = row.field("at") else {
        return Err(Reject::new("expected a time in every row; fill the column `at`"));
    };
    let at = time.read(instant)?;
    let device = device(&row, at);
    if door == Door::Use(Channel::Device) {
        let Some(mut device) = device else {
            return Ok(Reading::PassOver("a check-in of a device without a serial number"));
        };
        let access = access(&row, &mut device, Channel::Device, at)?;
        device.access(access);
        return device.finish("a device of which nothing is said");
    }
    let Some(mut telling) = person(&row, door, at)? else {
        return Ok(Reading::PassOver("an event that names nobody"));
    };
    match door {
        Door::Badge => {
            let outcome = outcome(&row)?;
            let site = row.text("site").or(row.text("city")).unwrap_or("a site").into();
            if outcome == Outcome::Failure {
                return Ok(Reading::PassOver("a door that did not open"));
            }
            telling.say(Fact::Badged { site });
        }
        Door::Use(channel) => {
            let access = access(&row, &mut telling, channel, at)?;
            machine(&row, &mut telling);
            telling.access(access);
        }
    }
    telling::finish([Some(telling), device].into_iter().flatten(), "nothing of use")
}

/// Who it was; `None` if nobody is named.
fn person(row: &Row<'_>, door: Door, at: Timestamp) -> Result<Option<Telling>, Reject> {
    let number = row.field("worker_number").map(|it| it.read(id)).transpose()?;
    let mut telling = match (row.text("login").map(Login::read), &number) {
        (Some(login), _) if door.is_inside() => login.telling(SOURCE.id, at),
        (Some(login), _) => {
            let mut telling = Telling::of_person(SOURCE.id, login.key.as_str()).dated(at);
            let identifier = login.identifier();
            if let Identifier::Mailbox(mailbox) = &identifier {
                telling.say(Fact::Email(mailbox.clone(), EmailUse::Unknown));
            }
            telling.say(Fact::Knows(identifier));
            telling
        }
        (None, Some(number)) => Telling::of_person(SOURCE.id, Arc::clone(number)).dated(at),
        (None, None) => return Ok(None),
    };
    telling.say_all(number.map(|it| Fact::Knows(Identifier::Worker(it))));
    telling.say_all(naming::directory(row.text("directory_id")).map(Fact::Knows));
    let name = telling.read(row.field("full_name"), PersonName::parse);
    let is_shown = door == Door::Use(Channel::Meeting);
    telling.say_all(name.map(if is_shown { Fact::ShownAs } else { Fact::Name }));
    Ok(Some(telling))
}

/// The organization's device that was used, if the log knows its serial number.
fn device(row: &Row<'_>, at: Timestamp) -> Option<Telling> {
    let serial = naming::serial(row.text("serial_number"))?;
    let host = row.text("client").and_then(naming::host);
    let mut telling = naming::device([Some(serial), host], Some(at))?;
    let holder = row.text("login").map(|it| Login::read(it).identifier());
    let number = || row.text("worker_number").and_then(|it| id(it).ok()).map(Identifier::Worker);
    telling.say_all(holder.or_else(number).map(Fact::HeldBy));
    Some(telling)
}

fn access(
    row: &Row<'_>,
    telling: &mut Telling,
    channel: Channel,
    at: Timestamp,
) -> Result<Access, Reject> {
    let mut access = Access::new(channel, at);
    access.outcome = outcome(row)?;
    let lasted = telling.read(row.field("duration_s"), door::duration);
    access.until = telling
        .read(row.field("until"), instant)
        .or_else(|| lasted.and_then(|it| at.checked_add(it).ok()))
        .filter(|it| *it >= at);
    let mut public = |column| {
        telling.read(row.field(column), value::parse_ip).filter(|it| value::is_public(*it))
    };
    access.ip = public("ip");
    access.factor_ip = public("factor_ip");
    access.client = row.text("client").map(|it| it.to_lowercase().into());
    access.os = row.text("os").map(Into::into);
    access.anonymizer = row.text("anonymizer").and_then(anonymizer);
    access.vendor_place = place(row, telling, "");
    access.measured_at = place(row, telling, "far_");
    access.round_trip_ms = telling.read(row.field("round_trip_ms"), door::milliseconds);
    Ok(access)
}

fn outcome(row: &Row<'_>) -> Result<Outcome, Reject> {
    // A log that has no outcome is one of what went through.
    row.field("outcome").map_or(Ok(Outcome::Success), |it| it.read(door::outcome))
}

/// What tells the client from others.
fn machine(row: &Row<'_>, telling: &mut Telling) {
    let mac = telling.read(row.field("client_mac"), Mac::parse);
    telling.say_all(mac.map(|it| Fact::Uses(Artifact::ClientMac(it))));
    telling.say_all(row.text("client_id").map(|it| uses(Artifact::ClientDevice, it)));
    let name = row.text("client").map(str::to_lowercase);
    telling.say_all(name.map(|it| uses(Artifact::ClientName, &it)));
}

/// `yes`, or the name of the service.
fn anonymizer(text: &str) -> Option<Anonymizer> {
    match yes_or_no(text) {
        Ok(true) => Some(Anonymizer { operator: None }),
        Ok(false) => None,
        Err(_not_a_truth_value) => Some(Anonymizer { operator: Some(text.into()) }),
    }
}

/// The place in the columns `<prefix>country`, `region`, `city`, `latitude` and `longitude`.
fn place(row: &Row<'_>, telling: &mut Telling, prefix: &str) -> Option<Place> {
    let part = |name: &str| row.text(&format!("{prefix}{name}"));
    let degrees = |text: &str| {
        text.parse().ok().filter(|it: &f64| it.is_finite()).ok_or(ValueError::Expected("degrees"))
    };
    let point = if prefix.is_empty() {
        telling
            .read(row.field("latitude"), degrees)
            .zip(telling.read(row.field("longitude"), degrees))
    } else {
        None
    };
    let written =
        Written { country: part("country"), region: part("region"), city: part("city"), point };
    written.place()
}
