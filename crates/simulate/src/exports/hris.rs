//! The HR system's list of workers, as a table with the columns that such exports have.

use std::io;

use super::{country_name, workers};
use crate::{
    person::{Desk, Person, Worker},
    sink::{self, Sink},
    world::World,
};

const HEADER: &[&str] = &[
    "worker_number",
    "first_name",
    "last_name",
    "preferred_name",
    "work_email",
    "personal_email",
    "phone",
    "candidate_id",
    "code_login",
    "title",
    "department",
    "status",
    "work_arrangement",
    "hire_date",
    "termination_date",
    "termination_kind",
    "home_line1",
    "home_line2",
    "home_city",
    "home_region",
    "home_postcode",
    "home_country",
    "work_city",
    "work_region",
    "work_country",
    "time_zone",
    "manager",
    "agency",
    "referred_by",
    "met_in_person_on",
    "own_device",
];

pub(super) fn write(world: &World, sink: &mut Sink<'_>) -> io::Result<()> {
    let rows = workers(world).map(|(person, worker)| row(world, person, worker));
    sink("hris/workers.csv", &sink::table(HEADER, rows))
}

fn row(world: &World, person: &Person, worker: &Worker) -> Vec<String> {
    let (name, home) = (person.name_on(world.plan.until), &person.home);
    let (last_day, kind) =
        worker.left.map_or((String::new(), ""), |(date, kind)| (date.to_string(), kind));
    let candidate = person.candidates.last().map(|it| it.id.to_string()).unwrap_or_default();
    vec![
        worker.number.clone(),
        name.given.clone(),
        name.family,
        String::new(),
        worker.login.clone(),
        person.mail.clone(),
        person.phone.clone().unwrap_or_default(),
        candidate,
        worker.code_login.clone().unwrap_or_default(),
        worker.title.to_owned(),
        worker.department.to_owned(),
        if worker.left.is_some() { "Terminated" } else { "Active" }.to_owned(),
        if worker.is_hybrid { "Hybrid" } else { "Remote" }.to_owned(),
        worker.hired.to_string(),
        last_day,
        kind.to_owned(),
        home.line1.clone(),
        home.line2.clone(),
        home.place.city.to_owned(),
        home.place.region.to_owned(),
        home.postcode.clone(),
        home.place.country.to_owned(),
        home.place.city.to_owned(),
        home.place.region.to_owned(),
        country_name(home.place.country).to_owned(),
        home.place.zone.to_owned(),
        String::new(),
        worker.agency.unwrap_or_default().to_owned(),
        worker.referred_by.as_ref().map(|it| it.full()).unwrap_or_default(),
        worker.met_on.map(|it| it.to_string()).unwrap_or_default(),
        if matches!(worker.desk, Desk::Virtual { .. }) { "yes" } else { "no" }.to_owned(),
    ]
}
