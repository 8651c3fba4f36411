//! Gusto employees and contractors: who is paid, where they live over time, and the accounts that their pay goes to.
//!
//! How to get it: API v1 `GET /companies/{id}/employees?terminated=true` and `=false`, `/companies/{id}/contractors`; for
//! every employee `/employees/{id}/home_addresses`, `/work_addresses`, `/bank_accounts` and `/payment_method`, as JSON.
//!
//! What it tells: name, own and work mail, telephone, title, start and end, every home address with the day from which it
//! counts, routing number and last digits of the accounts that pay goes to, a contractor's company. What it cannot: account
//! numbers in full, who holds the account.
//!
//! Shape: real sample, an employee in the tests of the crate gusto-api (MIT; seen, not copied), and the models of Gusto's own
//! `gusto-embedded` client. A payment method does not name its employee: give it its `employee_uuid` when it is downloaded.
//! Birth dates, social-security numbers, taxes, pay and garnishments are not read.

mod person;
#[cfg(test)]
mod tests;

use bonafide_model::{AccountUse, AddressPurpose, Fact, Need, Reading, Record, Reject};

use crate::{
    Source,
    account::say_account,
    object::{Object, objects},
    telling::{Telling, day},
    worker::{Gathered, Path, about},
};

const ID: &str = "gusto_employees";

/// The card.
pub(crate) static SOURCE: Source = Source {
    id: ID,
    vendor: "Gusto",
    title: "Employees and contractors of the payroll system, with addresses and accounts",
    feeds: &[Need::Workers, Need::Payroll],
    how: "API v1 `GET /companies/{id}/employees` and `/contractors`, and `/home_addresses`, `/work_addresses`, `/bank_accounts`, `/payment_method` of each employee with its `employee_uuid` written beside",
    permission: "an API token with `employees:read`, `employee_payment_methods:read` and `contractors:read`",
    tells: "name, own and work mail, phone, title, start and end, home addresses with the day from which they count, routing number and last digits of pay accounts",
    cannot: "account numbers in full and their holders; whether any of it is true",
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
    Account,
    PaymentMethod,
}

fn kind(record: &Object<'_>) -> Option<Kind> {
    let has = |name: &str| record.names().any(|it| it == name);
    let belongs = has("employee_uuid") || has("contractor_uuid");
    if has("hidden_account_number") && belongs {
        Some(Kind::Account)
    } else if has("split_by") && has("splits") {
        Some(Kind::PaymentMethod)
    } else if has("street_1") && has("location_uuid") && belongs {
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
        Some(Kind::Account) => {
            let mut telling = under(&record)?;
            account(&record, &mut telling);
            telling.finish("an account without a number")
        }
        Some(Kind::PaymentMethod) => payment_method(&record),
        None => Err(Reject::new(
            "a Gusto employee: expected `uuid`, `company_uuid`, `first_name` and `onboarded`; export it from the API unchanged",
        )),
    }
}

/// Opens the telling of the employee or contractor whom a record names, or whom the downloader wrote beside it.
fn under(record: &Object<'_>) -> Result<Telling, Reject> {
    const NAMES: &[&str] = &["employee_uuid", "contractor_uuid"];
    let beside = record.inside("_outer");
    let named =
        if record.any(NAMES).is_some() { record } else { beside.as_ref().unwrap_or(record) };
    about(named, NAMES, ID)
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
    let mut telling = under(record)?;
    let since = telling.read_from(record, &["effective_date"], day).flatten();
    let gathered = Gathered::of(record, if prefix == "home" { HOME } else { WORK });
    let address = telling.address(&gathered.row(), prefix);
    telling.say_at_all(address.map(|it| Fact::Address(it, purpose)), since);
    telling.finish("an address without a place")
}

fn account(record: &Object<'_>, telling: &mut Telling) {
    let account = Gathered::of(
        record,
        &[
            ("account_number", "hidden_account_number"),
            ("routing_number", "routing_number"),
            ("bank_name", "name"),
        ],
    );
    say_account(&account.row(), telling, AccountUse::Current, None);
}

fn payment_method(record: &Object<'_>) -> Result<Reading, Reject> {
    let splits = record.json("splits").unwrap_or_default();
    let splits = objects(&splits);
    if splits.is_empty() {
        return Ok(Reading::PassOver("pay by check"));
    }
    let Ok(mut telling) = under(record) else {
        return Err(Reject::new(
            "expected the `employee_uuid` that this payment method of Gusto belongs to; write it beside the record when it is downloaded",
        ));
    };
    for split in &splits {
        account(split, &mut telling);
    }
    telling.finish("an account without a number")
}
