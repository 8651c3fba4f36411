//! Rippling workers and users: the people of the HR system with contact, addresses and employment.
//!
//! How to get it: REST API `GET /workers?expand=user,department` and `GET /users` (all pages, JSON); or the older platform
//! API `GET /platform/api/employees/include_terminated`. Reports as CSV are read as `hris_workers`.
//!
//! What it tells: name, number, work and own mail, telephones, home address, title, department, whether the work is remote,
//! start, end and kind of leaving. What it cannot: whether any of it is true; bank accounts, which the API does not give.
//!
//! Shape: Rippling's own OpenAPI descriptions as the crates rippling-api and rippling-base-api (MIT) carry them; from memory:
//! `address`, `phoneNumber`, `personalEmail` and `startDate` of the platform API, which depend on the scope of the key.
//! Gender, birth date, race, ethnicity, citizenship, pay and custom fields are not read.

#[cfg(test)]
mod tests;

use bonafide_model::{AddressPurpose, Fact, Identifier, Need, Reading, Record, Reject};

use crate::{
    Source,
    object::{Object, objects},
    telling::Telling,
    worker::{Gathered, Path, about, tell_gathered},
};

const ID: &str = "rippling_workers";

/// The card.
pub(crate) static SOURCE: Source = Source {
    id: ID,
    vendor: "Rippling",
    title: "Workers and users of the HR system",
    feeds: &[Need::Workers],
    how: "REST API `GET /workers?expand=user,department` and `GET /users`, all pages; or the platform API `GET /platform/api/employees/include_terminated`",
    permission: "an API token with `workers.read` and `users.read`, and read access to personal fields",
    tells: "name, number, work and own mail, phones, home address, title, department, remote or not, start, end and kind of leaving",
    cannot: "bank accounts; earlier addresses; whether any of it is true",
    shape_from: "vendor reference: Rippling's OpenAPI descriptions (crates rippling-api, rippling-base-api, MIT); addresses and own contact of the platform API from memory",
    columns: &[],
    marks: &[],
    recognize: |record| Object::of_json(record).is_ok_and(|it| kind(&it).is_some()),
    read,
};

/// What a record is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Worker,
    User,
    /// Of the older platform API.
    Employee,
}

fn kind(record: &Object<'_>) -> Option<Kind> {
    let has = |name: &str| record.names().any(|it| it == name);
    if has("roleState") && has("id") {
        return Some(Kind::Employee);
    }
    if has("id") && has("work_email") && (has("user_id") || has("legal_entity_id")) {
        return Some(Kind::Worker);
    }
    let is_user =
        has("id") && has("phone_numbers") && has("addresses") && has("preferred_language");
    is_user.then_some(Kind::User)
}

const WORKER: &[Path] = &[
    ("worker_number", "number"),
    ("work_email", "work_email"),
    ("personal_email", "personal_email"),
    ("title", "title"),
    ("status", "status"),
    ("hire_date", "start_date"),
    ("termination_date", "end_date"),
    ("work_country", "country"),
];
const NAME: &[Path] = &[
    ("first_name", "given_name"),
    ("last_name", "family_name"),
    ("full_name", "formatted"),
    ("preferred_name", "preferred_given_name"),
];
const EMPLOYEE: &[Path] = &[
    ("worker_number", "employeeNumber"),
    ("first_name", "firstName"),
    ("last_name", "lastName"),
    ("full_name", "name"),
    ("preferred_name", "preferredFirstName"),
    ("work_email", "workEmail"),
    ("personal_email", "personalEmail"),
    ("phone", "phoneNumber"),
    ("title", "title"),
    ("department", "department"),
    ("status", "roleState"),
    ("hire_date", "startDate"),
    ("termination_date", "endDate"),
];
const HOME: &[Path] = &[
    ("home_line1", "street_address"),
    ("home_line1", "streetLine1"),
    ("home_line2", "streetLine2"),
    ("home_city", "locality"),
    ("home_city", "city"),
    ("home_region", "region"),
    ("home_region", "state"),
    ("home_postcode", "postal_code"),
    ("home_postcode", "zip"),
    ("home_country", "country"),
    ("phone", "phone"),
];
const WORK: &[Path] = &[
    ("work_line1", "streetLine1"),
    ("work_city", "city"),
    ("work_region", "state"),
    ("work_country", "country"),
];

fn read(record: &Record) -> Result<Reading, Reject> {
    let record = Object::of_json(record)?;
    match kind(&record) {
        Some(Kind::Worker) => worker(&record),
        Some(Kind::User) => {
            let user = record.require(&["id"])?;
            let mut telling = Telling::of_person(ID, format!("user:{user}"));
            telling.say(Fact::Knows(Identifier::Directory((&*user).into())));
            let mut gathered = Gathered::default();
            take_user(&record, &mut gathered);
            tell_gathered(None, gathered, &mut telling);
            telling.finish("a user of whom nothing is said")
        }
        Some(Kind::Employee) => employee(&record),
        None => Err(Reject::new(
            "a Rippling worker: expected `id`, `work_email` and `user_id`; export it from the API unchanged",
        )),
    }
}

fn worker(record: &Object<'_>) -> Result<Reading, Reject> {
    let mut telling = about(record, &["id"], ID)?;
    let user = record.text("user_id");
    telling.say_all(user.map(|it| Fact::Knows(Identifier::Directory((&*it).into()))));
    let mut gathered = Gathered::of(record, WORKER);
    if let Some(user) = record.inside("user") {
        take_user(&user, &mut gathered);
    }
    gathered.take_inside(record, "department", &[("department", "name")]);
    gathered.take_inside(record, "termination_details", &[("termination_kind", "type")]);
    let place = record.inside("location").and_then(|it| it.text("type"));
    if let Some(place) = place {
        let arrangement = if place.eq_ignore_ascii_case("remote") { "remote" } else { "office" };
        gathered.put("work_arrangement", "location.type", arrangement);
    }
    let id = record.text("id");
    tell_gathered(id.as_deref(), gathered, &mut telling);
    telling.finish("a worker of whom nothing is said")
}

/// A user's name and contact. A work address of a user is the office that they are listed under.
fn take_user(user: &Object<'_>, gathered: &mut Gathered) {
    gathered.take_inside(user, "name", NAME);
    gathered.take(user, "user", &[("full_name", "display_name"), ("time_zone", "timezone")]);
    for email in objects(&user.json("emails").unwrap_or_default()) {
        let is_work = email.text("type").is_some_and(|it| it.eq_ignore_ascii_case("work"));
        let column = if is_work { "work_email" } else { "personal_email" };
        gathered.take(&email, "emails", &[(column, "value")]);
    }
    for phone in objects(&user.json("phone_numbers").unwrap_or_default()) {
        let is_work = phone.text("type").is_some_and(|it| it.eq_ignore_ascii_case("work"));
        if !is_work {
            gathered.take(&phone, "phone_numbers", &[("phone", "value")]);
        }
    }
    for address in objects(&user.json("addresses").unwrap_or_default()) {
        if address.text("type").is_none_or(|it| it.eq_ignore_ascii_case("home")) {
            gathered.take(&address, "addresses", HOME);
        }
    }
}

fn employee(record: &Object<'_>) -> Result<Reading, Reject> {
    let mut telling = about(record, &["id"], ID)?;
    let user = record.text("userId");
    telling.say_all(user.map(|it| Fact::Knows(Identifier::Directory((&*it).into()))));
    let mut gathered = Gathered::of(record, EMPLOYEE);
    gathered.take_inside(record, "address", HOME);
    let office = record.inside("workLocation");
    let is_remote = record.flag("isRemote") == Some(true)
        || office.as_ref().is_some_and(|it| it.flag("isRemote") == Some(true));
    if is_remote {
        gathered.put("work_arrangement", "isRemote", "remote");
    }
    let work = office.filter(|_| !is_remote).and_then(|it| {
        let work = Gathered::of(&it, WORK);
        telling.address(&work.row(), "work")
    });
    let id = record.text("id");
    tell_gathered(id.as_deref(), gathered, &mut telling);
    telling.say_all(work.map(|it| Fact::Address(it, AddressPurpose::Work)));
    telling.finish("an employee of whom nothing is said")
}
