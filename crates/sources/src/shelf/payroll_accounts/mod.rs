//! Where pay goes: one row a worker and account, from payroll or from the payment part of an HR system.
//!
//! How to get it: a payroll or "direct deposit" report as CSV, with account and routing numbers unmasked or masked. The
//! console of most payroll systems shows numbers in full only to a payroll administrator.
//!
//! What it tells: who is paid into which account or wallet since when, under which holder's name, and whether the bank
//! confirmed that name. What it cannot: who holds the account in truth; accounts behind an agency or a payment platform.
//!
//! Shape: our columns; field names of Merge `BankInfo`, Deel `WorkerBankAccountInfo` and Gusto's bank accounts as published.

mod columns;
#[cfg(test)]
mod tests;

use bonafide_model::{
    AccountUse, AddressPurpose, Fact, Need, Reading, Record, Reject, value::Wallet,
};

use crate::{
    Source,
    account::say_account,
    columns::{Index, Row, has_marks, index, yes_or_no},
    telling::{Telling, day},
    worker::Pointer,
};

/// The card.
pub(crate) static SOURCE: Source = Source {
    id: "payroll_accounts",
    vendor: "any",
    title: "Bank accounts and wallets that pay goes to",
    feeds: &[Need::Payroll],
    how: "payroll system: direct-deposit or payment-method report as CSV, one row per worker and account",
    permission: "a payroll administrator",
    tells: "account, bank, wallet and holder's name per worker, since when, and the bank's own check of the name",
    cannot: "who holds the account in truth; accounts behind agencies or payment platforms; masked numbers compare by last digits only",
    shape_from: "our columns; names of Merge BankInfo, Deel WorkerBankAccountInfo, Gusto bank accounts (vendor references)",
    columns: columns::COLUMNS,
    marks: &[&["worker_number", "work_email"], &["iban", "account_number", "wallet"]],
    recognize: |record| has_marks(record, &SOURCE),
    read,
};

static INDEX: Index = Index::new(|| index(SOURCE.columns));

fn read(record: &Record) -> Result<Reading, Reject> {
    let row = Row::of(record, SOURCE.columns, &INDEX)?;
    let pointer = Pointer::of(&row)?;
    let mut telling = Telling::of_person(SOURCE.id, pointer.key());
    pointer.tell(&row, &mut telling);

    let since = telling.read(row.field("effective_date"), day).flatten();
    say_account(&row, &mut telling, AccountUse::Current, since);
    if let Some(wallet) = telling.read(row.field("wallet"), Wallet::parse) {
        telling.say_at(Fact::PaidToWallet(wallet), since);
    }
    if let Some(matches) = telling.read(row.field("holder_check"), yes_or_no) {
        telling.say_at(Fact::HolderChecked { matches }, since);
    }
    if let Some(address) = telling.address(&row, "mail") {
        telling.say(Fact::Address(address, AddressPurpose::Payroll));
    }
    telling.finish("a worker without an account")
}
