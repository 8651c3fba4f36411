//! BambooHR employees: the people of the HR system with contact, job history and equipment.
//!
//! How to get it: API v1 `POST /reports/custom?format=JSON` with the fields that are read below (leavers too: `onlyCurrent`
//! false), or `GET /employees/{id}?fields=…`, or `GET /employees/directory`; `GET /employees/all/tables/jobInfo` and
//! `/employmentStatus`; the dataset API; field-based webhooks as received. Accounts are `bamboohr_direct_deposits`; the same
//! reports as CSV are read as `hris_workers`.
//!
//! What it tells: name, number, work and own mail, own telephones, home address, title and place of work over time, start and
//! end, equipment lent and given back. What it cannot: whether any of it is true; earlier addresses.
//!
//! Shape: live answers of directory, custom report, single employee, job tables and dataset fields recorded in the tests of
//! Nango's integration templates (seen, not copied); webhooks from BambooHR's own reference. From memory:
//! the columns of the `employmentStatus` table. Switchboards answer `workPhone`, so it is not read; nor are birth dates,
//! gender, marital status, nationality, passport, visa, national numbers, emergency contacts, pay and notes.

mod employee;
mod tables;
#[cfg(test)]
mod tests;

use bonafide_model::{Fact, Identifier, Need, Reading, Record, Reject};

use crate::{
    Source,
    object::{Object, objects},
    telling::{Telling, finish},
};

const ID: &str = "bamboohr_employees";

/// The card.
pub(crate) static SOURCE: Source = Source {
    id: ID,
    vendor: "BambooHR",
    title: "Employees of the HR system, with job history and equipment",
    feeds: &[Need::Workers],
    how: "API v1 `POST /reports/custom?format=JSON` with `onlyCurrent` false, `GET /employees/all/tables/jobInfo` and `/employmentStatus`; reports as CSV are read as `hris_workers`",
    permission: "an API key of a user whose access level sees personal and job fields",
    tells: "name, number, work and own mail, own phones, home address, title and place of work over time, start and end, equipment lent and returned",
    cannot: "accounts, which are `bamboohr_direct_deposits`; earlier addresses; whether any of it is true",
    shape_from: "real sample: live answers recorded in NangoHQ/integration-templates (seen, not copied); vendor reference: BambooHR API (webhooks); employment-status rows from memory",
    columns: &[],
    marks: &[],
    recognize: |record| Object::of_json(record).is_ok_and(|it| kind(&it).is_some()),
    read,
};

/// What a record is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Employee,
    /// A directory or report: many employees in one answer.
    Employees,
    /// One employee with their fields in an object of their own.
    Fields,
    TableRow,
    /// The changed rows of a table, by employee.
    Table,
    /// Which employees have changed, and not how.
    Changes,
}

/// Fields that mark an employee, spelled as BambooHR spells them.
const MARKS: &[&str] = &[
    "addressLineOne",
    "address1",
    "bestEmail",
    "canUploadPhoto",
    "employeeNumber",
    "employmentHistoryStatus",
    "hireDate",
    "homeEmail",
    "homePhone",
    "jobInformationJobTitle",
    "jobTitle",
    "supervisor",
    "workEmail",
    "workPhone",
    "zipcode",
];
/// Fields that employees of other systems have beside such names.
const OF_OTHERS: &[&str] = &["roleState", "userPrincipalName", "givenName", "company_uuid"];
/// Fields that only rows of these tables have beside the employee's id.
const ROW_MARKS: &[&str] =
    &["reportsTo", "employmentStatus", "assetSerialNumber", "assetDateLoaned"];

fn kind(record: &Object<'_>) -> Option<Kind> {
    let has = |name: &str| record.names().any(|it| it == name);
    if has("employees") {
        return if has("latest") {
            Some(Kind::Changes)
        } else if has("table") {
            Some(Kind::Table)
        } else {
            has("fields").then_some(Kind::Employees)
        };
    }
    if has("data") && record.text("type").is_some_and(|it| it.starts_with("employee.")) {
        return Some(Kind::Changes);
    }
    if has("fields") {
        let is_webhook = has("action") && has("changedFields");
        let is_dataset = record.inside("fields").is_some_and(|it| is_employee(&it));
        return (is_webhook || is_dataset).then_some(Kind::Fields);
    }
    if has("employeeId") {
        return ROW_MARKS.iter().any(|it| has(it)).then_some(Kind::TableRow);
    }
    is_employee(record).then_some(Kind::Employee)
}

fn is_employee(record: &Object<'_>) -> bool {
    let has = |name: &str| record.names().any(|it| it == name);
    let is_named = has("firstName") || has("lastName") || has("displayName");
    let n_marks = MARKS.iter().filter(|it| has(it)).count();
    is_named && n_marks >= 2 && !OF_OTHERS.iter().any(|it| has(it))
}

fn read(record: &Record) -> Result<Reading, Reject> {
    let record = Object::of_json(record)?;
    match kind(&record) {
        Some(Kind::Employee) => {
            employee::one(&record)?.finish("an employee of whom nothing is said")
        }
        Some(Kind::Employees) => employees(&record),
        Some(Kind::Fields) => employee::fields(&record),
        Some(Kind::TableRow) => {
            tables::row(&record, None)?.finish("a row that names no job, no end and no equipment")
        }
        Some(Kind::Table) => table(&record),
        Some(Kind::Changes) => Ok(Reading::PassOver("a change without its content")),
        None => Err(Reject::new(
            "a BambooHR employee: expected a name and at least two of `employeeNumber`, `workEmail`, `jobTitle`, `hireDate`; ask the API for these fields",
        )),
    }
}

fn employees(record: &Object<'_>) -> Result<Reading, Reject> {
    let json = record.json("employees").unwrap_or_default();
    let told: Result<Vec<Telling>, Reject> = objects(&json).iter().map(employee::one).collect();
    finish(told?, "a report without employees")
}

/// `{"table":"jobInfo","employees":{"4":{"rows":[…]}}}`.
fn table(record: &Object<'_>) -> Result<Reading, Reject> {
    let employees = record.inside("employees").unwrap_or_default();
    let mut told = Vec::new();
    for id in employees.names() {
        let json = employees.inside(id).and_then(|it| it.json("rows")).unwrap_or_default();
        for row in objects(&json) {
            told.push(tables::row(&row, Some(id))?);
        }
    }
    finish(told, "a table without rows that name a job, an end or equipment")
}

/// The id of an employee's record, as other records of BambooHR point at it. The number that the company gave out may be the
/// id of somebody else's record, so the two are kept apart.
pub(crate) fn numbered(id: &str) -> Fact {
    Fact::Knows(Identifier::Directory(format!("bamboohr:{id}").into()))
}
