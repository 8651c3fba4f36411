//! Deel: people with their personal details, contracts, bank accounts, and equipment ordered and held.
//!
//! How to get it: API `GET /rest/v2/people` (all pages), `/people/{id}/personal`, `/contracts/{id}`, `/it/orders`,
//! `/it/assets`, as JSON; bank accounts of workers from the EOR API with their worker written beside. Reports as CSV are read
//! as `hris_workers` and `payroll_accounts`.
//!
//! What it tells: name, numbers, own and work mail, telephones, home address, time zone, country of engagement, title, start,
//! end and who ended it, whether Deel has checked the identity, accounts with holder and since when, to which address
//! equipment was ordered, who holds which device. What it cannot: whether any of it is true.
//!
//! Shape: Deel's own OpenAPI descriptions as api-evangelist keeps them, and the models of Deel's client `deel-sdk`. From
//! memory: the states of a bank account, and that an account is read under `worker_id` or `email`. Birth date, nationality,
//! gender, ethnicity, tax and passport numbers, emergency contacts, pay and delivery instructions are not read.

mod equipment;
mod money;
mod person;
#[cfg(test)]
mod tests;

use bonafide_model::{Fact, Identifier, Need, Reading, Record, Reject, value::Email};

use crate::{Source, object::Object, telling::Telling, worker::Path};

const ID: &str = "deel_people";

/// The card.
pub(crate) static SOURCE: Source = Source {
    id: ID,
    vendor: "Deel",
    title: "People, contracts, bank accounts and equipment of Deel",
    feeds: &[Need::Workers, Need::Payroll, Need::Shipments, Need::Devices],
    how: "API `GET /rest/v2/people`, `/people/{id}/personal`, `/contracts/{id}`, `/it/orders`, `/it/assets`, all pages; reports as CSV are read as `hris_workers` and `payroll_accounts`",
    permission: "an organization token with `people:read`, `worker:read`, `contracts:read`, `it-orders:read` and `it-assets:read`",
    tells: "name, numbers, own and work mail, phones, home address, time zone, country of engagement, title, start, end and who ended it, checked identity, pay accounts with holder, delivery addresses, who holds which device",
    cannot: "who holds an account in truth; whether the rest is true; serial numbers of equipment on its way",
    shape_from: "vendor reference: Deel's OpenAPI descriptions and models of deel-sdk; states of a bank account from memory",
    columns: &[],
    marks: &[],
    recognize: |record| open(record).is_some(),
    read,
};

/// What a record is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Person,
    Personal,
    Contract,
    Account,
    Order,
    Asset,
}

fn kind(record: &Object<'_>) -> Option<Kind> {
    let has = |name: &str| record.names().any(|it| it == name);
    if has("legal_first_name") && has("worker_id") && has("phone_numbers") {
        Some(Kind::Personal)
    } else if has("hiring_status") && has("employments") {
        Some(Kind::Person)
    } else if has("original_name") && (has("iban") || has("account_number")) {
        Some(Kind::Account)
    } else if has("order_items") && has("user") {
        Some(Kind::Order)
    } else if has("assigned_user") && has("serial_number") {
        Some(Kind::Asset)
    } else {
        (has("worker") && has("invitations") && has("signatures")).then_some(Kind::Contract)
    }
}

/// The record; a single one is answered inside `data`.
fn open(record: &Record) -> Option<(Kind, Object<'_>)> {
    let whole = Object::of_json(record).ok()?;
    if let Some(kind) = kind(&whole) {
        return Some((kind, whole));
    }
    let inside = whole.inside("data")?;
    Some((kind(&inside)?, inside))
}

fn read(record: &Record) -> Result<Reading, Reject> {
    let Some((kind, record)) = open(record) else {
        return Err(Reject::new(
            "a person of Deel: expected `hiring_status` and `employments`; export it from the API unchanged",
        ));
    };
    match kind {
        Kind::Person => person::person(&record),
        Kind::Personal => person::personal(&record),
        Kind::Contract => person::contract(&record),
        Kind::Account => money::account(&record),
        Kind::Order => equipment::order(&record),
        Kind::Asset => equipment::asset(&record),
    }
}

/// Our columns of an address and the fields of Deel, which names them in four ways.
const HOME: &[Path] = &[
    ("home_line1", "streetAddress"),
    ("home_line1", "street"),
    ("home_line1", "line1"),
    ("home_line1", "address_line1"),
    ("home_line2", "line2"),
    ("home_line2", "address_line2"),
    ("home_city", "locality"),
    ("home_city", "city"),
    ("home_region", "region"),
    ("home_region", "state"),
    ("home_region", "province_state"),
    ("home_postcode", "postalCode"),
    ("home_postcode", "zip"),
    ("home_postcode", "post_code"),
    ("home_postcode", "postal"),
    ("home_country", "country"),
    ("home_country", "country_code"),
];

/// Says the ids by which other records of Deel, and the company's own systems, point at the person.
fn known_by(record: &Object<'_>, telling: &mut Telling) {
    telling.say_all(record.text("worker_id").map(|it| numbered(&it)));
    let number = record.text("external_id");
    telling.say_all(number.map(|it| Fact::Knows(Identifier::Worker((&*it).into()))));
}

/// Deel counts its workers for every company anew, so that a number of Deel may be another worker's number elsewhere.
fn numbered(worker_id: &str) -> Fact {
    Fact::Knows(Identifier::Directory(format!("deel:{worker_id}").into()))
}

/// Says a mail address that points at somebody, without knowing whose it is.
fn reached_at(record: &Object<'_>, name: &str, telling: &mut Telling) {
    let email = telling.read_from(record, &[name], Email::parse);
    telling.say_all(email.map(|it| Fact::Knows(Identifier::Mailbox(it))));
}
