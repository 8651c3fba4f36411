//! A bank account from the columns or fields that an export spreads it over, and the names that those go by.

use bonafide_model::{
    AccountUse, Fact,
    value::{AccountParts, BankAccount, PersonName, ValueError},
};
use jiff::Timestamp;

use crate::{
    columns::Row,
    telling::{Field, Telling},
};

/// Holder's name: Deel, then common ones, German, French.
pub(crate) const HOLDER: &str = "original_name account_holder_name account_name account_owner holder_name holder \
     beneficiary_name beneficiary payee payee_name name_on_account bank_account_name \
     kontoinhaber titulaire_du_compte titulaire";
/// IBAN.
pub(crate) const IBAN: &str =
    "iban_number iban_code international_bank_account_number bank_account_iban";
/// Account number: Merge, Gusto, then common ones, German, French.
pub(crate) const ACCOUNT_NUMBER: &str = "hidden_account_number bank_account_number account_no acct_number acct_no bank_account \
     bank_account_no direct_deposit_account deposit_account_number masked_account_number \
     account_number_last4 account_last4 kontonummer \
     bankverbindung numéro_de_compte numero_de_compte";
/// Routing number or another country's bank code.
pub(crate) const ROUTING_NUMBER: &str = "ach_routing_number bank_routing_number routing_no routing_code routing aba aba_number \
     aba_routing_number transit_number bank_code bankleitzahl blz code_banque";
/// Sort code.
pub(crate) const SORT_CODE: &str = "bank_sort_code sortcode";
/// Bank identifier.
pub(crate) const BIC: &str = "swift_bic swift swift_code bic_swift bic_code swift_number";
/// Bank's name.
pub(crate) const BANK_NAME: &str = "bank institution_name financial_institution name_of_bank payment_provider geldinstitut \
     kreditinstitut name_der_bank banque nom_de_la_banque";

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
    let names_bank = parts.bic.is_some() || parts.country.is_some();
    let account = telling.read(Some(number), |text| match (is_alone, names_bank) {
        (true, false) => BankAccount::parse(text),
        (true, true) => BankAccount::from_parts(parts).or_else(|_in_one| BankAccount::parse(text)),
        (false, _) => BankAccount::from_parts(parts),
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
