//! Accounts that a worker has entered for their pay.

use bonafide_model::{AccountUse, AddressPurpose, Fact, Reading, Reject, value::Email};

use super::{HOME, ID, known_by, numbered, reached_at};
use crate::{
    account::say_account,
    applicant::call,
    object::Object,
    telling::{Field, Telling, instant},
    worker::{Gathered, Path},
};

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
pub(super) fn account(record: &Object<'_>) -> Result<Reading, Reject> {
    let beside = record.inside("_outer").unwrap_or_default();
    let worker = record.text("worker_id").or_else(|| beside.text("worker_id"));
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
    reached_at(record, "email", &mut telling);
    let at = telling.read_from(record, &["created_at"], instant);
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
