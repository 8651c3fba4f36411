//! Gusto employees and contractors: who is paid, and where they live over time.
//!
//! How to get it: API v1 `GET /companies/{id}/employees?terminated=true` and `=false`, `/companies/{id}/contractors`; for
//! every employee `/employees/{id}/home_addresses` and `/work_addresses`, as JSON. Accounts are `gusto_bank_accounts`.
//!
//! What it tells: name, own and work mail, telephone, title, start and end, every home address with the day from which it
//! counts, a contractor's company. What it cannot: whether any of it is true.
//!
//! Shape: real sample, an employee in the tests of the crate gusto-api (MIT; seen, not copied), and the models of Gusto's own
//! `gusto-embedded` client. Birth dates, social-security numbers, taxes, pay and garnishments are not read.

mod person;
#[cfg(test)]
mod tests;

use bonafide_model::{AddressPurpose, Fact, Need, Reading, Record, Reject};

use crate::{
    Source,
    object::Object,
    telling::day,
    worker::{Gathered, Path, about},
};

const ID: &str = "gusto_employees";

/// The card.
pub(crate) static SOURCE: Source = Source {
    id: ID,
    vendor: "Gusto",
    title: "Employees and contractors of the payroll system, with their addresses",
    feeds: &[Need::Workers],
    how: "API v1 `GET /companies/{id}/employees` and `/contractors`, all pages, and `/home_addresses` and `/work_addresses` of each employee",
    permission: "an API token with `employees:read` and `contractors:read`",
    tells: "name, own and work mail, phone, title, start and end, home addresses with the day from which they count",
    cannot: "accounts, which are `gusto_bank_accounts`; whether any of it is true",
    shape_from: "real sample: an employee in the tests of the crate gusto-api (MIT; seen, not copied); vendor reference: models of gusto-embedded",
    columns: &[],
    marks: &[],
    recognize: |record| Object::of_json(record).is_ok_and(|it| kind(&it).is_some()),
    read,
};

/// What a record is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Employee,
    Contractor,
    HomeAddress,
    WorkAddress,
}

fn kind(record: &Object<'_>) -> Option<Kind> {
    let has = |name: &str| record.names().any(|it| it == name);
    let belongs = has("employee_uuid") || has("contractor_uuid");
    if has("street_1") && has("location_uuid") && belongs {
        Some(Kind::WorkAddress)
    } else if has("street_1") && belongs {
        Some(Kind::HomeAddress)
    } else if has("company_uuid") && has("wage_type") {
        Some(Kind::Contractor)
    } else {
        let is_employee = has("company_uuid") && has("first_name") && has("onboarded");
        is_employee.then_some(Kind::Employee)
    }
}

fn read(record: &Record) -> Result<Reading, Reject> {
    let record = Object::of_json(record)?;
    match kind(&record) {
        Some(Kind::Employee) => person::employee(&record),
        Some(Kind::Contractor) => person::contractor(&record),
        Some(Kind::HomeAddress) => address(&record, "home", AddressPurpose::Home),
        Some(Kind::WorkAddress) => address(&record, "work", AddressPurpose::Work),
        None => Err(Reject::new(
            "a Gusto employee: expected `uuid`, `company_uuid`, `first_name` and `onboarded`; export it from the API unchanged",
        )),
    }
}

/// Our columns of an address and Gusto's fields.
const HOME: &[Path] = &[
    ("home_line1", "street_1"),
    ("home_line2", "street_2"),
    ("home_city", "city"),
    ("home_region", "state"),
    ("home_postcode", "zip"),
    ("home_country", "country"),
];
const WORK: &[Path] = &[
    ("work_line1", "street_1"),
    ("work_city", "city"),
    ("work_region", "state"),
    ("work_country", "country"),
];

/// An address and the day from which it counts; earlier ones stay in the list.
fn address(record: &Object<'_>, prefix: &str, purpose: AddressPurpose) -> Result<Reading, Reject> {
    let mut telling = about(record, &["employee_uuid", "contractor_uuid"], ID)?;
    let since = telling.read_first(record, &["effective_date"], day).flatten();
    let gathered = Gathered::of(record, if prefix == "home" { HOME } else { WORK });
    let address = telling.address(&gathered.row(), prefix);
    // A contractor may be a company, where nobody need live.
    let of_contractor = record.text("employee_uuid").is_none();
    let purpose = if of_contractor { AddressPurpose::Payroll } else { purpose };
    telling.say_at_all(address.map(|it| Fact::Address(it, purpose)), since);
    telling.finish("an address without a place")
}
