//! One account from the columns that a table spreads it over.

use bonafide_model::{
    AccountUse, Fact,
    value::{AccountParts, BankAccount, PersonName, ValueError},
};
use jiff::Timestamp;

use crate::{
    columns::Row,
    telling::{Field, Telling},
};

/// Says the account in the columns `iban`, `account_number`, `routing_number`, `sort_code`, `bic` and `bank_country`, with
/// `account_holder` and `bank_name`.
pub(crate) fn say_account(
    row: &Row<'_>,
    telling: &mut Telling,
    stands: AccountUse,
    at: Option<Timestamp>,
) {
    let holder = telling.read(row.field("account_holder"), PersonName::parse);
    let Some(number) = row.field("iban").or_else(|| row.field("account_number")) else { return };
    let owned = |name: &str| row.text(name).map(str::to_owned);
    let parts = AccountParts {
        iban: owned("iban"),
        account_number: owned("account_number"),
        routing_number: owned("routing_number"),
        sort_code: owned("sort_code"),
        bic: owned("bic"),
        country: owned("bank_country"),
    };
    // A table with one column for all kinds of account writes IBANs and numbers into it.
    let is_alone =
        parts.iban.is_none() && parts.routing_number.is_none() && parts.sort_code.is_none();
    let account = telling.read(Some(number), |text| {
        if is_alone { BankAccount::parse(text) } else { BankAccount::from_parts(parts) }
    });
    if let Some(account) = account {
        let bank = row.text("bank_name").map(Into::into);
        telling.say_at(Fact::PaidInto { account, holder, bank, stands }, at);
    }
}

/// The account before or after a change: a number of any kind, and a routing number where there is one.
pub(crate) fn change(
    number: Field<'_>,
    routing: Option<Field<'_>>,
) -> Result<BankAccount, ValueError> {
    let Some(routing) = routing else { return BankAccount::parse(number.text) };
    // An IBAN names its bank itself; a routing number beside it is of another payment scheme.
    let is_iban = number.text.starts_with(|it: char| it.is_ascii_alphabetic());
    if is_iban {
        return BankAccount::parse(number.text);
    }
    BankAccount::from_parts(AccountParts {
        account_number: Some(number.text.to_owned()),
        routing_number: Some(routing.text.to_owned()),
        ..AccountParts::default()
    })
}
