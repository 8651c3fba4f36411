//! ADP Workforce Now pay distributions, version 2: the accounts that a worker's pay goes to or went to, and since when.
//!
//! How to get it: for every worker `GET /payroll/v2/workers/{aoid}/pay-distributions`, as JSON, with the `associateOID` written
//! beside the answer, which does not name its worker. Reports as CSV are read as `payroll_accounts`.
//!
//! What it tells: routing and account number of every account and since when, those switched off among them. What it cannot:
//! who holds an account in truth.
//!
//! Shape: an answer that Prismatic's connector documentation shows (seen, not copied). From memory: the bank's name in
//! `financialParty.nameCode` and the account's in `accountName`. Amounts and shares are not read.

#[cfg(test)]
mod tests;

use bonafide_model::{AccountUse, Fact, Identifier, Need, Reading, Record, Reject};

use crate::{
    Source,
    account::say_account,
    object::{Object, objects},
    telling::{Telling, day},
    worker::Gathered,
};

const ID: &str = "adp_pay_distributions";

/// The card.
pub(crate) static SOURCE: Source = Source {
    id: ID,
    vendor: "ADP",
    title: "Accounts that the pay of workers of Workforce Now goes to",
    feeds: &[Need::Payroll],
    how: "`GET /payroll/v2/workers/{aoid}/pay-distributions` of each worker with its `associateOID` written beside; reports as CSV are read as `payroll_accounts`",
    permission: "an API Central project with the use case for pay distributions, and its certificate",
    tells: "routing and account number of each account and since when, those switched off among them",
    cannot: "who holds an account in truth",
    shape_from: "vendor reference: an answer that Prismatic's connector documentation shows (seen, not copied); names of bank and account from memory",
    columns: &[],
    marks: &[],
    recognize: |record| Object::of_json(record).is_ok_and(|it| distributions(&it).is_some()),
    read,
};

/// The distributions in a record: one, or all of a worker's in one answer.
fn distributions(record: &Object<'_>) -> Option<String> {
    let has = |name: &str| record.names().any(|it| it == name);
    if has("payDistributions") {
        return Some(record.json("payDistributions").unwrap_or_default().into_owned());
    }
    has("distributionInstructions").then(String::new)
}

fn read(record: &Record) -> Result<Reading, Reject> {
    let record = Object::of_json(record)?;
    let Some(json) = distributions(&record) else {
        return Err(Reject::new(
            "pay distributions of ADP: expected `payDistributions` or `distributionInstructions`; export them from the API unchanged",
        ));
    };
    let Some(id) = record.any_beside(&["associateOID"]) else {
        return Err(Reject::new(
            "expected the `associateOID` that these pay distributions of ADP belong to; write it beside the answer when it is downloaded",
        ));
    };
    let mut telling = Telling::of_person(ID, &*id);
    telling.say(Fact::Knows(Identifier::Directory((&*id).into())));
    if json.is_empty() {
        distribute(&record, &mut telling);
    }
    for distribution in objects(&json) {
        distribute(&distribution, &mut telling);
    }
    telling.finish("a worker without an account")
}

fn distribute(distribution: &Object<'_>, telling: &mut Telling) {
    let since = telling.read_first(distribution, &["requestedStartDate"], day).flatten();
    let is_off = is_inactive(distribution, "distributionStatusCode");
    for instruction in objects(&distribution.json("distributionInstructions").unwrap_or_default()) {
        let Some(deposit) = instruction.inside("depositAccount") else { continue };
        let mut account = Gathered::default();
        if let Some(party) = deposit.inside("financialParty") {
            account.take_inside(&party, "routingTransitID", &[("routing_number", "idValue")]);
            account.take_inside(&party, "nameCode", &[("bank_name", "shortName")]);
        }
        account.take_inside(
            &deposit,
            "financialAccount",
            &[("account_number", "accountNumber"), ("account_holder", "accountName")],
        );
        let is_off = is_off || is_inactive(&instruction, "instructionStatusCode");
        let stands = if is_off { AccountUse::Former } else { AccountUse::Current };
        say_account(&account.row(), telling, stands, since);
    }
}

fn is_inactive(record: &Object<'_>, name: &str) -> bool {
    let code = record.inside(name).and_then(|it| it.text("codeValue"));
    code.is_some_and(|it| it.eq_ignore_ascii_case("I") || it.eq_ignore_ascii_case("inactive"))
}
