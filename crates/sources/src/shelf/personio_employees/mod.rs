//! Personio employees: version 1 with attributes as label and value, and persons and employments of version 2.
//!
//! How to get it: API `GET /v1/company/employees` with every attribute that is read released to the key, custom ones too;
//! or `GET /v2/persons` and `GET /v2/persons/{id}/employments`, as JSON. Exports as CSV are read as `hris_workers`.
//!
//! What it tells: name, work and own mail, telephone, home address, account, title, department and office, start, end and kind
//! of leaving, as far as the company has attributes for them. What it cannot: whether any of it is true; earlier values.
//!
//! Shape: Personio's own OpenAPI description of version 1 with its example (Apache-2.0; seen, not copied); version 2 as the
//! client `personio-client` was generated from Personio's description. Custom attributes are found by their `universal_id` or
//! `global_id`, else by their label, which the company chooses: the headers of worker tables, German and French ones among
//! them, are known. Whatever no column stands for (gender, birthday, nationality, pay, absences) is not read.

#[cfg(test)]
mod tests;

use std::borrow::Cow;

use bonafide_model::{Need, Reading, Record, Reject};

use crate::{
    Source,
    object::{Object, objects},
    telling::Telling,
    worker::{Gathered, Path, about, tell_gathered},
};

const ID: &str = "personio_employees";

/// The card.
pub(crate) static SOURCE: Source = Source {
    id: ID,
    vendor: "Personio",
    title: "Employees of the HR system, with the attributes that the company has made",
    feeds: &[Need::Workers],
    how: "API `GET /v1/company/employees`, or `GET /v2/persons` and `/v2/persons/{id}/employments`, all pages; exports as CSV are read as `hris_workers`",
    permission: "API credentials with read access to employees and to each attribute (`personio:persons:read` and `personio:employments:read` in version 2)",
    tells: "name, work and own mail, phone, home address, account, title, department, office, start, end and kind of leaving, as far as the company has attributes for them",
    cannot: "attributes that are not released to the key; earlier values; whether any of it is true",
    shape_from: "vendor reference: Personio's OpenAPI description of v1 with its example (Apache-2.0), and of v2 as personio-client carries it",
    columns: &[],
    marks: &[],
    recognize: |record| Object::answered(record, kind).is_some(),
    read,
};

/// What a record is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Of version 1.
    Employee,
    Person,
    Employment,
}

fn kind(record: &Object<'_>) -> Option<Kind> {
    let has = |name: &str| record.names().any(|it| it == name);
    if record.text("type").is_some_and(|it| &*it == "Employee") && has("attributes") {
        return Some(Kind::Employee);
    }
    if has("custom_attributes") && has("first_name") && has("employments") {
        return Some(Kind::Person);
    }
    (has("employment_start_date") && has("person")).then_some(Kind::Employment)
}

/// Attributes of version 1 that are called otherwise than the columns of worker tables.
const ATTRIBUTES: &[Path] = &[("work_email", "email"), ("termination_date", "last_working_day")];
/// Attributes that point at somebody else.
const OF_OTHERS: &[&str] = &["supervisor", "id"];

fn read(record: &Record) -> Result<Reading, Reject> {
    match Object::answered(record, kind) {
        Some((Kind::Employee, record)) => employee(&record),
        Some((Kind::Person, record)) => person(&record),
        Some((Kind::Employment, record)) => employment(&record),
        None => Err(Reject::new(
            "a Personio employee: expected `type` Employee and `attributes`, or a person of version 2; export it from the API unchanged",
        )),
    }
}

fn employee(record: &Object<'_>) -> Result<Reading, Reject> {
    let attributes = record.inside("attributes").unwrap_or_default();
    let id = attributes.inside("id").and_then(|it| it.text("value"));
    let Some(id) = id.or_else(|| attributes.text("id")) else {
        return Err(Reject::new("expected a value in `attributes.id`"));
    };
    let mut telling = Telling::of_person(ID, &*id);
    let mut gathered = Gathered::default();
    for name in attributes.names().filter(|it| !OF_OTHERS.contains(it)) {
        let Some(attribute) = attributes.inside(name) else { continue };
        let Some(value) = value(&attribute) else { continue };
        let known = attribute.text("universal_id");
        let known = known.as_deref().or(Some(name).filter(|it| !it.starts_with("dynamic_")));
        put(known, attribute.text("label").as_deref(), &value, &mut gathered);
    }
    tell_gathered(Some(&id), gathered, &mut telling);
    telling.finish("an employee of whom nothing is said")
}

/// A value, or the name of the office, department or team that stands in its place.
fn value<'a>(attribute: &Object<'a>) -> Option<Cow<'a, str>> {
    let thing = || attribute.inside("value")?.inside("attributes")?.any(&["name", "value"]);
    attribute.text("value").or_else(thing)
}

/// Puts a value under the column that its system name means, else the one that its label means.
fn put(known: Option<&str>, label: Option<&str>, value: &str, gathered: &mut Gathered) {
    let renamed = ATTRIBUTES.iter().find(|(_, theirs)| Some(*theirs) == known);
    if let Some((column, name)) = renamed {
        gathered.put(column, *name, value);
        return;
    }
    for name in [known, label].into_iter().flatten() {
        if gathered.put_named(name, value) {
            return;
        }
    }
}

const PERSON: &[Path] = &[
    ("work_email", "email"),
    ("first_name", "first_name"),
    ("last_name", "last_name"),
    ("preferred_name", "preferred_name"),
    ("status", "status"),
];

fn person(record: &Object<'_>) -> Result<Reading, Reject> {
    let mut telling = about(record, &["id"], ID)?;
    let mut gathered = Gathered::of(record, PERSON);
    for attribute in objects(&record.json("custom_attributes").unwrap_or_default()) {
        let Some(value) = attribute.text("value") else { continue };
        let label = attribute.text("label");
        put(attribute.text("global_id").as_deref(), label.as_deref(), &value, &mut gathered);
    }
    let id = record.text("id");
    tell_gathered(id.as_deref(), gathered, &mut telling);
    telling.finish("a person of whom nothing is said")
}

const EMPLOYMENT: &[Path] = &[
    ("status", "status"),
    ("hire_date", "employment_start_date"),
    ("termination_date", "employment_end_date"),
];
const TERMINATION: &[Path] =
    &[("termination_date", "last_working_day"), ("termination_date", "termination_date")];

fn employment(record: &Object<'_>) -> Result<Reading, Reject> {
    let person = record.inside("person").unwrap_or_default();
    let mut telling = about(&person, &["id"], ID)?;
    let mut gathered = Gathered::default();
    gathered.take_inside(record, "termination", TERMINATION);
    if let Some(end) = record.inside("termination") {
        let why = [end.text("type"), end.text("reason")].map(Option::unwrap_or_default).join(" ");
        gathered.put("termination_kind", "termination.type", why);
    }
    gathered.take(record, "", EMPLOYMENT);
    gathered.take_inside(record, "position", &[("title", "title")]);
    tell_gathered(None, gathered, &mut telling);
    telling.finish("an employment of which nothing is said")
}
