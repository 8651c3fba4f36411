//! Deel bank accounts: those that workers have entered for their pay.
//!
//! How to get it: the bank accounts of workers from Deel's API, as JSON, with the worker's `worker_id` written beside. Reports
//! as CSV are read as `payroll_accounts`.
//!
//! What it tells: account, bank and holder's name, the address and telephone that were entered with it, since when, and
//! whether it has been put out of use. What it cannot: who holds the account in truth.
//!
//! Shape: the model `WorkerBankAccountInfo` of Deel's client `deel-sdk`. From memory: the states of an account, and that one
//! is read under `worker_id` or `email`. Tax numbers are not read.

#[cfg(test)]
mod tests;

use bonafide_model::{
    AccountUse, AddressPurpose, Fact, Identifier, Need, Reading, Record, Reject, value::Email,
};

use crate::{
    Source,
    account::say_account,
    applicant::call,
    deel::{HOME, known_by, numbered},
    object::Object,
    telling::{Field, Telling, instant},
    worker::{Gathered, Path},
};

const ID: &str = "deel_bank_accounts";

/// The card.
pub(crate) static SOURCE: Source = Source {
    id: ID,
    vendor: "Deel",
    title: "Bank accounts that workers of Deel have entered for their pay",
    feeds: &[Need::Payroll],
    how: "API: the bank accounts of each worker with the `worker_id` written beside; reports as CSV are read as `payroll_accounts`",
    permission: "a worker's or organization's token that may read bank accounts",
    tells: "account, bank, holder's name, address and phone entered with it, since when, and whether it is out of use",
    cannot: "who holds the account in truth",
    shape_from: "vendor reference: WorkerBankAccountInfo of deel-sdk; states of an account from memory",
    columns: &[],
    marks: &[],
    recognize: |record| open(record).is_some(),
    read,
};

/// The record; a single one is answered inside `data`.
fn open(record: &Record) -> Option<Object<'_>> {
    let whole = Object::of_json(record).ok()?;
    let is_account = |record: &Object<'_>| {
        let has = |name: &str| record.names().any(|it| it == name);
        has("original_name") && (has("iban") || has("account_number"))
    };
    if is_account(&whole) {
        return Some(whole);
    }
    whole.inside("data").filter(is_account)
}

const ACCOUNT: &[Path] = &[
    ("account_holder", "original_name"),
    ("account_holder", "full_name"),
    ("iban", "iban"),
    ("account_number", "account_number"),
    ("account_number", "rib_number"),
    ("routing_number", "ach_routing_number"),
    ("routing_number", "bank_code"),
    ("bic", "swift_bic"),
    ("bank_country", "bank_country_code"),
    ("bank_name", "bank_name"),
];
/// States of an account that no pay goes to any more.
const GONE: &[&str] = &["archived", "deleted", "disabled", "inactive", "removed", "replaced"];

/// An account names its owner by mail address at best; whoever downloaded it writes the worker beside.
fn read(record: &Record) -> Result<Reading, Reject> {
    let Some(record) = open(record) else {
        return Err(Reject::new(
            "a bank account of Deel: expected `original_name` and `iban` or `account_number`; export it from the API unchanged",
        ));
    };
    let record = &record;
    let worker = record.any_beside(&["worker_id"]);
    let email = record.text("email").filter(|it| Email::parse(it).is_ok());
    let mut telling = match (&worker, &email) {
        (Some(worker), _) => Telling::of_person(ID, format!("worker:{worker}")),
        (None, Some(email)) => Telling::of_person(ID, email.to_lowercase()),
        (None, None) => {
            return Err(Reject::new(
                "expected the `worker_id` or `email` that this account of Deel belongs to; write it beside the record when it is downloaded",
            ));
        }
    };
    known_by(record, &mut telling);
    if record.text("worker_id").is_none() {
        telling.say_all(worker.map(|it| numbered(&it)));
    }
    let mailbox = telling.read_first(record, &["email"], Email::parse);
    telling.say_all(mailbox.map(|it| Fact::Knows(Identifier::Mailbox(it))));
    let at = telling.read_first(record, &["created_at"], instant);
    let home = Gathered::of(record, HOME);
    let home = telling.address(&home.row(), "home");
    let country = home.as_ref().and_then(|it| it.country()).map(str::to_owned);
    if let Some(phone) = record.text("phone") {
        let field = Field::new("phone", &phone);
        call(field, country.as_deref(), at, &mut telling);
    }
    telling.say_at_all(home.map(|it| Fact::Address(it, AddressPurpose::Payroll)), at);
    let state = record.text("status").unwrap_or_default().to_lowercase();
    let stands = if GONE.contains(&&*state) { AccountUse::Former } else { AccountUse::Current };
    let account = Gathered::of(record, ACCOUNT);
    say_account(&account.row(), &mut telling, stands, at);
    telling.finish("an account without a number")
}
