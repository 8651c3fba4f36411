//! What somebody did on a day: the sessions from which sign-ins, calls, pushes and desktop connections are written.
//!
//! Each day is drawn from a stream of its own, so that every export tells of the same sessions without anybody
//! keeping a year of them in memory.

use jiff::{
    Timestamp,
    civil::{Date, Weekday},
};

use crate::{
    device::after,
    person::{Egress, Person, Worker},
    random::Random,
};

/// A stretch of work.
#[derive(Debug, Clone)]
pub(crate) struct Session<'a> {
    pub(crate) at: Timestamp,
    pub(crate) until: Timestamp,
    /// Where the sign-in comes from.
    pub(crate) from: &'a Egress,
    /// The anonymizing service on the way, as the identity provider names it.
    pub(crate) operator: Option<&'static str>,
    /// Where the laptop itself stands.
    pub(crate) seat: &'a Egress,
    /// Where the phone is.
    pub(crate) phone: &'a Egress,
}

/// Of a hundred workdays so many are holidays or sick days; guess.
const OFF_PERCENT: u32 = 8;
/// Of a hundred days of a weekend so many are worked on; guess.
const WEEKEND_PERCENT: u32 = 3;
/// Of a hundred days so many bring a second sign-in; guess.
const SECOND_PERCENT: u32 = 25;

/// The sessions of one day, in order.
pub(crate) fn sessions(seed: u64, person: &Person, date: Date) -> Vec<Session<'_>> {
    let Some(worker) = employed_on(person, date) else { return Vec::new() };
    let mut random = Random::stream(seed, "day", day_number(date) * 1_000_003 + person.id as u64);
    let is_weekend = matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday);
    let works =
        if is_weekend { random.chance(WEEKEND_PERCENT) } else { !random.chance(OFF_PERCENT) };
    if !works {
        return Vec::new();
    }
    let habits = &worker.habits;
    let (seat, zone) = seat(worker, date, &mut random);
    let start = habits.start_minute + random.between(-25, 25);
    let spells: &[(i64, i64)] = match (habits.is_split, random.chance(SECOND_PERCENT)) {
        (true, _) => &[(0, 4 * 60), (13 * 60, 4 * 60)],
        (false, true) => &[(0, 4 * 60), (5 * 60, 4 * 60)],
        (false, false) => &[(0, 8 * 60 + 30)],
    };
    spells
        .iter()
        .map(|(gap, minutes)| {
            let minute = local(date, start + gap, zone);
            let at = minute + jiff::SignedDuration::from_millis(random.between(0, 59_999));
            let tunnel = habits.tunnel.as_ref().filter(|it| random.chance(it.percent));
            Session {
                at,
                until: after(at, minutes + random.between(-20, 30)),
                from: tunnel.map_or(seat, |it| random.pick(&it.exits)),
                operator: tunnel.and_then(|it| it.operator),
                seat,
                phone: habits.phone.as_ref().unwrap_or(seat),
            }
        })
        .collect()
}

/// The employment, if it runs on a day.
pub(crate) fn employed_on(person: &Person, date: Date) -> Option<&Worker> {
    person
        .worker
        .as_ref()
        .filter(|it| it.hired <= date && it.left.is_none_or(|(last_day, _)| date <= last_day))
}

fn seat<'a>(worker: &'a Worker, date: Date, random: &mut Random) -> (&'a Egress, &'static str) {
    let habits = &worker.habits;
    let elsewhere = habits.elsewhere.as_ref().filter(|(_, percent)| random.chance(*percent));
    if let Some(trip) = habits.trips.iter().find(|it| (it.since..=it.until).contains(&date)) {
        return (&trip.egress, trip.zone);
    }
    (elsewhere.map_or(&habits.home, |it| &it.0), habits.zone)
}

/// A minute of a local day; clocks that are put forward move it along.
fn local(date: Date, minute: i64, zone: &str) -> Timestamp {
    let midnight = date.at(0, 0, 0, 0).in_tz(zone).expect("places have zones of the IANA database");
    after(midnight.timestamp(), minute)
}

/// Days since a fixed one, for streams.
pub(crate) fn day_number(date: Date) -> u64 {
    let seconds = crate::device::at(date, 0).as_second();
    (seconds / 86_400).unsigned_abs()
}

/// The days of a plan's logs.
pub(crate) fn days(since: Date, until: Date) -> impl Iterator<Item = Date> {
    since.series(jiff::Span::new().days(1)).take_while(move |it| *it <= until)
}
