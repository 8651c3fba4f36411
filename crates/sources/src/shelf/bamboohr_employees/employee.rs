//! One employee as a report, the directory, the dataset or a webhook has them.

use bonafide_model::{
    Fact, Reading, Reject,
    value::{Handle, Site},
};

use super::{ID, numbered};
use crate::{
    object::Object,
    telling::{Field, Telling, instant},
    worker::{Gathered, Path, about, tell_gathered},
};

/// Our columns and BambooHR's fields, of API v1 and of the dataset.
const FIELDS: &[Path] = &[
    ("worker_number", "employeeNumber"),
    ("first_name", "firstName"),
    ("last_name", "lastName"),
    ("full_name", "displayName"),
    ("preferred_name", "preferredName"),
    ("work_email", "workEmail"),
    ("work_email", "email"),
    ("personal_email", "homeEmail"),
    ("email", "bestEmail"),
    ("phone", "mobilePhone"),
    ("phone", "homePhone"),
    ("home_line1", "address1"),
    ("home_line1", "addressLineOne"),
    ("home_line2", "address2"),
    ("home_line2", "addressLineTwo"),
    ("home_city", "city"),
    ("home_region", "state"),
    ("home_region", "stateCode"),
    ("home_postcode", "zipcode"),
    ("home_country", "country"),
    ("title", "jobTitle"),
    ("title", "jobInformationJobTitle"),
    ("department", "department"),
    ("department", "jobInformationDepartment"),
    ("work_line1", "location"),
    ("work_line1", "jobInformationLocation"),
    ("status", "status"),
    ("status", "employmentHistoryStatus"),
    ("hire_date", "hireDate"),
    ("hire_date", "originalHireDate"),
    ("termination_date", "terminationDate"),
    ("termination_kind", "terminationType"),
    ("termination_kind", "terminationReason"),
    ("time_zone", "timezone"),
];

pub(super) fn one(record: &Object<'_>) -> Result<Telling, Reject> {
    // The number that the company gave out may be the id of somebody else's record.
    let by_number = record.text("employeeNumber").filter(|_| record.text("id").is_none());
    let mut telling = match by_number {
        Some(number) => Telling::of_person(ID, format!("number:{number}")),
        None => about(record, &["id", "workEmail"], ID)?,
    };
    telling.say_all(record.text("id").map(|it| numbered(&it)));
    say(record, &mut telling);
    Ok(telling)
}

fn say(record: &Object<'_>, telling: &mut Telling) {
    let mut gathered = Gathered::of(record, FIELDS);
    // The best address is one of the others, where there are others.
    let has_others = !gathered.lacks("work_email") || !gathered.lacks("personal_email");
    if has_others {
        gathered.drop("email");
    }
    tell_gathered(None, gathered, telling);
    // The form is filled with the address of the site itself until somebody enters a profile.
    let profile = record.any(&["linkedIn", "linkedinUrl"]).filter(|it| it.contains("/in/"));
    let profile =
        telling.read(profile.as_ref().map(|it| Field::new("linkedIn", it)), Handle::parse_url);
    telling.say_all(profile.map(Fact::Handle));
    let skype = telling
        .read_first(record, &["skypeUsername"], |it| Handle::new(Site::Other("skype".into()), it));
    telling.say_all(skype.map(Fact::Handle));
}

/// An employee whose fields stand in an object of their own: of the dataset by name, of a webhook by the names of its settings.
pub(super) fn fields(record: &Object<'_>) -> Result<Reading, Reject> {
    let fields = record.inside("fields").unwrap_or_default();
    if !record.has("action") {
        return one(&fields)?.finish("an employee of whom nothing is said");
    }
    if record.text("action").is_some_and(|it| it.eq_ignore_ascii_case("deleted")) {
        return Ok(Reading::PassOver("a webhook about something deleted"));
    }
    let mut telling = about(record, &["id"], ID)?;
    if let Some(at) = telling.read_first(record, &["timestamp"], instant) {
        telling = telling.dated(at);
    }
    let id = record.text("id");
    telling.say_all(id.as_ref().map(|it| numbered(it)));
    let mut gathered = Gathered::default();
    gathered.take_named(&fields);
    tell_gathered(None, gathered, &mut telling);
    telling.finish("an employee of whom nothing is said")
}
