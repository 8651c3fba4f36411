//! Calls: who was in one, from which address, under which name and with which delay.
//!
//! Google leaves out the address and place of people from outside. They are told by mail address, or else by the name shown.

use bonafide_model::{
    Access, Channel, Fact, Place,
    value::{self, PersonName},
};
use jiff::{SignedDuration, Timestamp};

use super::{Activity, Event, ID, Told};
use crate::{
    guests,
    naming::Written,
    telling::{Field, Telling},
};

/// Milliseconds above which a figure is no delay. Guess: a minute.
const MAX_ROUND_TRIP_MS: u32 = 60_000;
/// Kinds of client that name an operating system; the others are `web` and equipment.
const SYSTEMS: &[&str] = &["android", "ios"];
/// Seconds above which a figure is no length of a call. Guess: a week.
const MAX_CALL_S: i64 = 7 * 24 * 3600;

pub(super) fn tell(activity: &Activity<'_>, event: &Event) -> Told {
    if event.name != "call_ended" {
        return Err("an event within a call");
    }
    let mut telling = participant(activity, event)?;
    let name = event.text("display_name").and_then(|it| PersonName::parse(it).ok());
    telling.say_all(name.map(Fact::ShownAs));
    let access = call(activity, event, &mut telling);
    telling.access(access);
    Ok(vec![telling])
}

fn participant(activity: &Activity<'_>, event: &Event) -> Result<Telling, &'static str> {
    let is_outsider = event.flag("is_external") == Some(true);
    let identifier = event.text("identifier");
    match event.text("identifier_type") {
        Some("device_id") => Err("the equipment of a meeting room"),
        Some("phone_number") => Err("joined by telephone"),
        Some("email_address") if identifier.is_some_and(|it| it.contains('@')) => {
            Ok(activity.somebody(identifier.unwrap_or_default(), is_outsider))
        }
        Some(_) | None if event.text("device_type") == Some("meet_hardware") => {
            Err("the equipment of a meeting room")
        }
        Some(_) | None => match activity.person() {
            Ok(telling) => Ok(telling),
            Err(_) => guest(activity, event),
        },
    }
}

/// Somebody without a mail address: by the name shown, and by their end of this call where many are called so.
fn guest(activity: &Activity<'_>, event: &Event) -> Result<Telling, &'static str> {
    let name = event.text("display_name").ok_or("nobody is named")?;
    let key = guests::key(name, event.text("endpoint_id"));
    Ok(Telling::of_person(ID, key).dated(activity.at))
}

fn call(activity: &Activity<'_>, event: &Event, telling: &mut Telling) -> Access {
    let field = |name: &'static str| event.text(name).map(|it| Field::new(name, it));
    let started = telling.read(field("start_timestamp_seconds"), value::parse_time);
    let (start, end) = span(activity.at, started, event);
    let mut access = Access::new(Channel::Meeting, start);
    access.until = Some(end);
    access.ip =
        telling.read(field("ip_address"), value::parse_ip).filter(|it| value::is_public(*it));
    access.vendor_place = place(event);
    let os = event.text("device_type").filter(|it| SYSTEMS.contains(it));
    access.os = os.map(Into::into);
    // The mean over the call; zero and nothing mean that it was not measured.
    let round_trip = event.text("network_rtt_msec_mean").and_then(|it| it.parse().ok());
    access.round_trip_ms = round_trip.filter(|it| (1..MAX_ROUND_TRIP_MS).contains(it));
    access
}

/// From the start to the end: the event is written when the person has left.
fn span(left: Timestamp, started: Option<Timestamp>, event: &Event) -> (Timestamp, Timestamp) {
    let seconds = event.text("duration_seconds").and_then(|it| it.parse::<i64>().ok());
    let length = seconds.filter(|it| (0..=MAX_CALL_S).contains(it)).map(SignedDuration::from_secs);
    let end = started.zip(length).and_then(|(start, it)| start.checked_add(it).ok());
    let start = started.or_else(|| left.checked_sub(length?).ok()).unwrap_or(left);
    (start, end.unwrap_or(left).max(start))
}

/// Google writes a town as `location_region` as often as a state.
fn place(event: &Event) -> Option<Place> {
    Written {
        country: event.text("location_country"),
        region: event.text("location_region"),
        ..Written::default()
    }
    .place()
}
