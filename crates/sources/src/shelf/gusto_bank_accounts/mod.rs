//! Gusto bank accounts and payment methods: where the pay of employees and contractors goes.
//!
//! How to get it: API v1 `GET /employees/{id}/bank_accounts` and `/payment_method` of every employee, and
//! `/contractors/{id}/bank_accounts` of every contractor, as JSON.
//!
//! What it tells: routing number, last digits and label of every account. What it cannot: numbers in full, who holds an
//! account, since when.
//!
//! Shape: the models of Gusto's own `gusto-embedded` client. A payment method does not name its employee: give it its
//! `employee_uuid` when it is downloaded.

#[cfg(test)]
mod tests;

use bonafide_model::{AccountUse, Fact, Identifier, Need, Reading, Record, Reject};

use crate::{
    Source,
    account::say_account,
    object::{Object, objects},
    telling::Telling,
    worker::Gathered,
};

const ID: &str = "gusto_bank_accounts";

/// The card.
pub(crate) static SOURCE: Source = Source {
    id: ID,
    vendor: "Gusto",
    title: "Bank accounts that the pay of employees and contractors goes to",
    feeds: &[Need::Payroll],
    how: "API v1 `GET /employees/{id}/bank_accounts` and `/payment_method` of each employee with its `employee_uuid` written beside, `/contractors/{id}/bank_accounts` of each contractor",
    permission: "an API token with `employee_payment_methods:read` and `contractor_payment_methods:read`",
    tells: "routing number, last digits and label of each account",
    cannot: "account numbers in full, their holders, and since when",
    shape_from: "vendor reference: models of gusto-embedded",
    columns: &[],
    marks: &[],
    recognize: |record| {
        Object::of_json(record).is_ok_and(|it| is_account(&it) || is_payment_method(&it))
    },
    read,
};

fn has(record: &Object<'_>, name: &str) -> bool {
    record.names().any(|it| it == name)
}

fn is_account(record: &Object<'_>) -> bool {
    let belongs = has(record, "employee_uuid") || has(record, "contractor_uuid");
    has(record, "hidden_account_number") && belongs
}

fn is_payment_method(record: &Object<'_>) -> bool {
    has(record, "split_by") && has(record, "splits")
}

fn read(record: &Record) -> Result<Reading, Reject> {
    let record = Object::of_json(record)?;
    if is_payment_method(&record) {
        return payment_method(&record);
    }
    if !is_account(&record) {
        return Err(Reject::new(
            "a bank account of Gusto: expected `hidden_account_number` and `employee_uuid`; export it from the API unchanged",
        ));
    }
    let mut telling = owned(&record)?;
    account(&record, &mut telling);
    telling.finish("an account without a number")
}

/// Opens the telling of the employee or contractor whom a record names, or whom the downloader wrote beside it.
fn owned(record: &Object<'_>) -> Result<Telling, Reject> {
    let Some(id) = record.any_beside(&["employee_uuid", "contractor_uuid"]) else {
        return Err(Reject::new(
            "expected the `employee_uuid` that this record of Gusto belongs to; write it beside the record when it is downloaded",
        ));
    };
    let mut telling = Telling::of_person(ID, &*id);
    telling.say(Fact::Knows(Identifier::Worker((&*id).into())));
    Ok(telling)
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
    let mut telling = owned(record)?;
    for split in &splits {
        account(split, &mut telling);
    }
    telling.finish("an account without a number")
}
