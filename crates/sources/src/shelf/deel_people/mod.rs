//! Deel: people with their personal details, and the contracts that they work under.
//!
//! How to get it: API `GET /rest/v2/people` (all pages), `/people/{id}/personal` and `/contracts/{id}`, as JSON. Accounts are
//! `deel_bank_accounts`, orders and assets `deel_equipment`; reports as CSV are read as `hris_workers`.
//!
//! What it tells: name, numbers, own and work mail, telephones, home address, time zone, country of engagement, title, start,
//! end and who ended it, whether Deel has checked the identity. What it cannot: whether any of it is true.
//!
//! Shape: Deel's own OpenAPI descriptions as api-evangelist keeps them. Birth date, nationality, gender, ethnicity, tax
//! numbers, emergency contacts and pay are not read.

mod person;
#[cfg(test)]
mod tests;

use bonafide_model::{Need, Reading, Record, Reject};

use crate::{Source, object::Object};

const ID: &str = "deel_people";

/// The card.
pub(crate) static SOURCE: Source = Source {
    id: ID,
    vendor: "Deel",
    title: "People and contracts of Deel",
    feeds: &[Need::Workers],
    how: "API `GET /rest/v2/people`, `/people/{id}/personal` and `/contracts/{id}`, all pages; reports as CSV are read as `hris_workers`",
    permission: "an organization token with `people:read`, `worker:read` and `contracts:read`",
    tells: "name, numbers, own and work mail, phones, home address, time zone, country of engagement, title, start, end and who ended it, checked identity",
    cannot: "accounts, which are `deel_bank_accounts`; earlier addresses; whether any of it is true",
    shape_from: "vendor reference: Deel's OpenAPI descriptions",
    columns: &[],
    marks: &[],
    recognize: |record| Object::answered(record, kind).is_some(),
    read,
};

/// What a record is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Person,
    Personal,
    Contract,
}

fn kind(record: &Object<'_>) -> Option<Kind> {
    let has = |name: &str| record.names().any(|it| it == name);
    if has("legal_first_name") && has("worker_id") && has("phone_numbers") {
        Some(Kind::Personal)
    } else if has("hiring_status") && has("employments") {
        Some(Kind::Person)
    } else {
        (has("worker") && has("invitations") && has("signatures")).then_some(Kind::Contract)
    }
}

fn read(record: &Record) -> Result<Reading, Reject> {
    let Some((kind, record)) = Object::answered(record, kind) else {
        return Err(Reject::new(
            "a person of Deel: expected `hiring_status` and `employments`; export it from the API unchanged",
        ));
    };
    match kind {
        Kind::Person => person::person(&record),
        Kind::Personal => person::personal(&record),
        Kind::Contract => person::contract(&record),
    }
}
