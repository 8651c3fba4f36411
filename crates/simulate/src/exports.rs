//! What each vendor's system writes about the company, each file in its vendor's own shape.

mod defender;
mod duo;
mod entra;
mod github;
mod greenhouse;
mod hris;
mod intune;
mod okta;
mod osquery;
mod payroll;
mod references;
mod shipping;
mod virtual_desktop;
mod zoom;

use std::io;

use jiff::{Timestamp, civil::Date};

use crate::{
    activity::{self, Session},
    person::{Person, Worker},
    sink::Sink,
    world::World,
};

/// Writes every file of the company.
pub(crate) fn write(world: &World, sink: &mut Sink<'_>) -> io::Result<()> {
    greenhouse::write(world, sink)?;
    hris::write(world, sink)?;
    references::write(world, sink)?;
    shipping::write(world, sink)?;
    payroll::write(world, sink)?;
    intune::write(world, sink)?;
    defender::write(world, sink)?;
    osquery::write(world, sink)?;
    okta::write(world, sink)?;
    entra::write(world, sink)?;
    duo::write(world, sink)?;
    virtual_desktop::write(world, sink)?;
    zoom::write(world, sink)?;
    github::write(world, sink)
}

/// Everybody employed, at any time.
fn workers(world: &World) -> impl Iterator<Item = (&Person, &Worker)> {
    world.people.iter().filter_map(|it| Some((it, it.worker.as_ref()?)))
}

/// Every day of the logs.
fn days(world: &World) -> impl Iterator<Item = Date> {
    activity::days(world.plan.since(), world.plan.until)
}

/// All sessions of a day, in order of time.
fn sessions(world: &World, date: Date) -> Vec<(&Person, &Worker, Session<'_>)> {
    let mut res: Vec<_> = workers(world)
        .flat_map(|(person, worker)| {
            activity::sessions(world.plan.seed, person, date)
                .into_iter()
                .map(move |it| (person, worker, it))
        })
        .collect();
    res.sort_by_key(|(person, _, session)| (session.at, person.id));
    res
}

/// Whether a moment lies within the logs.
fn is_logged(world: &World, at: Timestamp) -> bool {
    at >= crate::device::at(world.plan.since(), 0)
        && at < crate::device::at(world.plan.until, 24 * 60)
}

/// `2026-03-01T09:30:00.000Z`, as most systems write times.
fn zulu(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%S.%3fZ").to_string()
}

/// A moment of a date, for systems that write more than the day.
fn zulu_on(date: Date, minute: i64) -> String {
    zulu(crate::device::at(date, minute))
}

/// A country as systems write it in full.
fn country_name(code: &str) -> &str {
    match code {
        "US" => "United States",
        "GB" => "United Kingdom",
        "DE" => "Germany",
        "PT" => "Portugal",
        "SK" => "Slovakia",
        "RS" => "Serbia",
        "PL" => "Poland",
        "ES" => "Spain",
        "CA" => "Canada",
        "NL" => "Netherlands",
        code => code,
    }
}
