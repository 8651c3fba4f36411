//! A worker: person, dates, and the assignment that they work in.

use bonafide_model::{Fact, Identifier, Reject};

use super::ID;
use crate::{
    object::{Object, objects},
    telling::Telling,
    worker::{Gathered, Path, about, tell_gathered},
};

const LEGAL_NAME: &[Path] =
    &[("first_name", "givenName"), ("last_name", "familyName1"), ("full_name", "formattedName")];
const HOME: &[Path] = &[
    ("home_line1", "lineOne"),
    ("home_line2", "lineTwo"),
    ("home_city", "cityName"),
    ("home_postcode", "postalCode"),
    ("home_country", "countryCode"),
];
const WORK: &[Path] =
    &[("work_line1", "lineOne"), ("work_city", "cityName"), ("work_country", "countryCode")];
const SUBDIVISION: &[Path] = &[("region", "codeValue"), ("region", "shortName")];

pub(super) fn worker(record: &Object<'_>) -> Result<Telling, Reject> {
    let mut telling = about(record, &["associateOID"], ID)?;
    let mut gathered = Gathered::default();
    gathered.take_inside(record, "workerID", &[("worker_number", "idValue")]);
    if let Some(person) = record.inside("person") {
        gathered.take_inside(&person, "legalName", LEGAL_NAME);
        preferred_name(&person, &mut gathered);
        if let Some(home) = person.inside("legalAddress") {
            gathered.take(&home, "legalAddress", HOME);
            subdivision(&home, "home_region", &mut gathered);
        }
        let own = person.inside("communication").unwrap_or_default();
        contact(&own, "personal_email", &mut gathered);
        telephones(&own, &mut gathered);
    }
    let business = record.inside("businessCommunication").unwrap_or_default();
    contact(&business, "work_email", &mut gathered);
    employment(record, &mut gathered);
    // Pay distributions know the worker by this id alone.
    let id = record.text("associateOID");
    telling.say_all(id.map(|it| Fact::Knows(Identifier::Directory((&*it).into()))));
    tell_gathered(None, gathered, &mut telling);
    Ok(telling)
}

fn preferred_name(person: &Object<'_>, gathered: &mut Gathered) {
    let Some(name) = person.inside("preferredName") else { return };
    let parts = [name.text("givenName"), name.text("familyName1")];
    let whole: Vec<&str> = parts.iter().flatten().map(|it| &**it).collect();
    if !whole.is_empty() {
        gathered.put("preferred_name", "preferredName", whole.join(" "));
    }
}

/// A state or province stands in an object of its own.
fn subdivision(address: &Object<'_>, column: &str, gathered: &mut Gathered) {
    let Some(region) = address.inside("countrySubdivisionLevel1") else { return };
    let names: Vec<&str> = SUBDIVISION.iter().map(|(_, theirs)| *theirs).collect();
    if let Some(region) = region.any(&names) {
        gathered.put(column, "countrySubdivisionLevel1", region);
    }
}

fn contact(communication: &Object<'_>, column: &'static str, gathered: &mut Gathered) {
    for email in objects(&communication.json("emails").unwrap_or_default()) {
        gathered.take(&email, "emails", &[(column, "emailUri")]);
    }
}

/// Own telephones; those of the business answer for everybody at the office.
fn telephones(communication: &Object<'_>, gathered: &mut Gathered) {
    for field in ["mobiles", "landlines"] {
        for phone in objects(&communication.json(field).unwrap_or_default()) {
            let parts = ["countryDialing", "areaDialing", "dialNumber"].map(|it| phone.text(it));
            let number = match &parts {
                [Some(country), area, Some(number)] => {
                    let country = country.trim_start_matches('+');
                    Some(format!("+{country} {} {number}", area.as_deref().unwrap_or("")))
                }
                _ => phone.text("formattedNumber").map(String::from),
            };
            if let Some(number) = number {
                gathered.put("phone", field, number);
            }
        }
    }
}

fn employment(record: &Object<'_>, gathered: &mut Gathered) {
    let json = record.json("workAssignments").unwrap_or_default();
    let assignments = objects(&json);
    let primary = assignments.iter().find(|it| it.flag("primaryIndicator") == Some(true));
    if let Some(assignment) = primary.or(assignments.first()) {
        take_assignment(assignment, gathered);
    }
    gathered.take_inside(
        record,
        "workerDates",
        &[
            ("hire_date", "rehireDate"),
            ("hire_date", "originalHireDate"),
            ("termination_date", "terminationDate"),
        ],
    );
    let status = record.inside("workerStatus").and_then(|it| it.inside("statusCode"));
    if let Some(status) = status {
        gathered.take(&status, "workerStatus", &[("status", "codeValue")]);
    }
}

fn take_assignment(assignment: &Object<'_>, gathered: &mut Gathered) {
    gathered.take(
        assignment,
        "workAssignments",
        &[
            ("title", "jobTitle"),
            ("hire_date", "hireDate"),
            ("hire_date", "actualStartDate"),
            ("termination_date", "terminationDate"),
        ],
    );
    gathered.take_inside(assignment, "jobCode", &[("title", "shortName"), ("title", "longName")]);
    for unit in objects(&assignment.json("homeOrganizationalUnits").unwrap_or_default()) {
        let kind = unit.inside("typeCode").and_then(|it| it.any(&["codeValue", "shortName"]));
        if kind.is_some_and(|it| it.eq_ignore_ascii_case("department")) {
            gathered.take_inside(&unit, "nameCode", &[("department", "shortName")]);
        }
    }
    let reason = assignment.inside("assignmentStatus").and_then(|it| it.inside("reasonCode"));
    let reason = reason.and_then(|it| it.any(&["shortName", "longName"])).unwrap_or_default();
    // A reason such as "Job abandonment" names no side; the flag beside it does.
    let side = match assignment.flag("voluntaryIndicator") {
        Some(true) => "voluntary",
        Some(false) => "involuntary",
        None => "",
    };
    gathered.put("termination_kind", "assignmentStatus", format!("{reason} {side}"));
    let locations = assignment.json("assignedWorkLocations").unwrap_or_default();
    let location = assignment
        .inside("homeWorkLocation")
        .or_else(|| objects(&locations).into_iter().next())
        .and_then(|it| it.inside("address"));
    if let Some(location) = location {
        gathered.take(&location, "workLocation", WORK);
        subdivision(&location, "work_region", gathered);
    }
}
