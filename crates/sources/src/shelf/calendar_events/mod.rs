//! Calendar events: who is invited under which name and mailbox, and in which time zone the organizer's calendar stands.
//!
//! How to get it: export a calendar as `.ics` (Outlook, Google Calendar, Apple Calendar), or keep the invitations that hang on
//! mails. The gate turns each event into `{"calendar":{…},"event":{…}}` without title, text and the name of the place.
//!
//! Shape: ours, made by the gate from RFC 5545 and 7986. Seen in public calendars: `X-LIC-LOCATION` beside Google's zones,
//! `Customized Time Zone` and Windows names in Outlook's, zone names behind a path as Evolution writes them.
//!
//! The zone of an event's start is that of the calendar in which it was made, so it is said of the organizer alone. Whether
//! somebody accepted says nothing about whether they came; it is not read.

#[cfg(test)]
mod tests;

use bonafide_model::{
    EmailUse, Fact, Identifier, Need, Reading, Record, Reject,
    value::{self, ValueError, Zone},
};
use jiff::Timestamp;

use crate::{
    Source,
    correspondent::Correspondent,
    object::{Object, objects},
    telling::{Field, Telling, finish},
};

const ID: &str = "calendar_events";
/// When the calendar said so, most telling first.
const TIMES: &[&str] = &["created", "last_modified", "stamp"];
/// Kinds of attendee that are no person.
const THINGS: &[&str] = &["ROOM", "RESOURCE", "GROUP"];
/// Slashes in the longest zone name: `America/Argentina/Buenos_Aires`.
const ZONE_PARTS: usize = 3;

/// The shelf entry.
pub(crate) static SOURCE: Source = Source {
    id: ID,
    vendor: "any",
    title: "Calendar events: organizers and attendees",
    feeds: &[Need::Calendars],
    how: "a calendar exported as `.ics`, or the invitations attached to mails; title, text and place are not kept",
    permission: "whoever owns the calendar, or an administrator who may export it",
    tells: "names and mailboxes of people who were invited, and the time zone in which an organizer keeps their calendar",
    cannot: "whether anybody came; events without other people are passed over; zones that a calendar makes up itself are noted as unread",
    shape_from: "vendor reference: RFC 5545 and 7986, calendars seen in public repositories",
    columns: &[],
    marks: &[],
    recognize,
    read,
};

fn recognize(record: &Record) -> bool {
    Object::of(record)
        .is_ok_and(|it| it.inside("calendar").is_some() && it.inside("event").is_some())
}

fn read(record: &Record) -> Result<Reading, Reject> {
    let whole = Object::of(record)?;
    let event = whole.inside("event").ok_or_else(|| {
        Reject::new("expected an event as the gate reads it; give the calendar as .ics")
    })?;
    let at = TIMES.iter().find_map(|it| value::parse_time(&event.text(it)?).ok());
    let organizer = event.inside("organizer").unwrap_or_default();
    let attendees = event.json("attendees").unwrap_or_default();
    let organized_by = person(&organizer).and_then(Result::ok);
    let mut tellings = Vec::new();
    let mut unread = Vec::new();
    if let Some(organized_by) = &organized_by {
        let mut telling = telling(organized_by, at);
        if let Some(zone) = zone(&event, &mut telling) {
            telling.say(Fact::StatedZone(zone));
        }
        tellings.push(telling);
    } else if let Some(Err(err)) = person(&organizer) {
        unread.push(("organizer", err));
    }
    for attendee in objects(&attendees) {
        match person(&attendee) {
            Some(Ok(it)) if organized_by.as_ref().is_none_or(|by| by.mailbox != it.mailbox) => {
                tellings.push(telling(&it, at));
            }
            Some(Err(err)) => unread.push(("attendees", err)),
            Some(Ok(_)) | None => {}
        }
    }
    let Some(first) = tellings.first_mut() else {
        return match unread.first() {
            Some((field, err)) => Err(Reject::new(format!("`{field}`: {err}"))),
            None => Ok(Reading::PassOver("an event without people's mailboxes")),
        };
    };
    // One who cannot be read does not cost the others.
    for (field, err) in &unread {
        first.unread(field, err);
    }
    finish(tellings, "nothing of use")
}

fn telling(person: &Correspondent, at: Option<Timestamp>) -> Telling {
    let mut res = person.telling(ID, EmailUse::Unknown, at);
    res.say(Fact::Knows(Identifier::Mailbox(person.mailbox.clone())));
    res
}

/// A person of an event; `None` for rooms and machines, and for whoever has no mailbox.
fn person(object: &Object<'_>) -> Option<Result<Correspondent, ValueError>> {
    let is_thing = object
        .text("kind")
        .is_some_and(|it| THINGS.iter().any(|thing| it.eq_ignore_ascii_case(thing)));
    Correspondent::of(object, "email")
        .filter(|it| !is_thing && !it.as_ref().is_ok_and(Correspondent::is_machine))
}

/// The zone of an event's start, if it is written in one.
fn zone(event: &Object<'_>, telling: &mut Telling) -> Option<Zone> {
    let start = event.inside("start")?;
    let written = start.any(&["zone", "tzid"])?;
    telling.read(Some(Field::new("start.tzid", &written)), parse_zone)
}

/// `Europe/Berlin`, also behind a path such as `/freeassociation.sourceforge.net/Europe/Berlin`.
fn parse_zone(written: &str) -> Result<Zone, ValueError> {
    let parts: Vec<&str> = written.split('/').filter(|it| !it.is_empty()).collect();
    let behind_path = (1..=ZONE_PARTS.min(parts.len()))
        .rev()
        .filter_map(|n| Zone::parse(&parts[parts.len() - n..].join("/")).ok());
    Zone::parse(written).or_else(|err| behind_path.clone().next().ok_or(err))
}
