//! BambooHR direct deposits: the accounts that an employee's pay goes to, masked.
//!
//! How to get it: API v1 `GET /employees/{id}/deposits` of every employee, as JSON. Reports as CSV are read as
//! `payroll_accounts`.
//!
//! What it tells: bank, last digits and since when of every account. What it cannot: numbers in full, who holds an account,
//! accounts of before.
//!
//! Shape: the example in BambooHR's own API reference. Rules and amounts are not read.

#[cfg(test)]
mod tests;

use bonafide_model::{AccountUse, Fact, Need, Reading, Record, Reject, value::PersonName};

use crate::{
    Source,
    account::say_account,
    object::{Object, objects},
    shelf::bamboohr_employees::numbered,
    telling::instant,
    worker::{Gathered, about},
};

const ID: &str = "bamboohr_direct_deposits";
/// The field that holds the accounts.
const LIST: &str = "Employee Direct Deposit Accounts";

/// The card.
pub(crate) static SOURCE: Source = Source {
    id: ID,
    vendor: "BambooHR",
    title: "Accounts that the pay of employees goes to, masked",
    feeds: &[Need::Payroll],
    how: "API v1 `GET /employees/{id}/deposits` of each employee; reports as CSV are read as `payroll_accounts`",
    permission: "an API key of a user whose access level sees direct deposits",
    tells: "bank, last digits and since when of each account",
    cannot: "account numbers in full and their holders; accounts of before",
    shape_from: "vendor reference: the example in BambooHR's API reference",
    columns: &[],
    marks: &[],
    recognize: |record| Object::of_json(record).is_ok_and(|it| it.names().any(|it| it == LIST)),
    read,
};

/// Accounts that pay goes to. BambooHR shows the last digits alone, behind one letter.
fn read(record: &Record) -> Result<Reading, Reject> {
    let record = Object::of_json(record)?;
    let mut telling = about(&record, &["Employee Id"], ID)?;
    telling.say_all(record.text("Employee Id").map(|it| numbered(&it)));
    let name = telling.read_first(&record, &["Employee Name"], PersonName::parse);
    telling.say_all(name.map(Fact::Name));
    for deposit in objects(&record.json(LIST).unwrap_or_default()) {
        let mut account = Gathered::of(&deposit, &[("bank_name", "bankName")]);
        if let Some(masked) = deposit.text("maskedAccountNumber") {
            let digits: String = masked.chars().filter(char::is_ascii_digit).collect();
            account.put("account_number", "maskedAccountNumber", format!("****{digits}"));
        }
        let at = telling.read_first(&deposit, &["createdAt"], instant);
        say_account(&account.row(), &mut telling, AccountUse::Current, at);
    }
    telling.finish("an employee without an account")
}
