//! Pay distributions: which accounts a worker's pay goes to or went to, and since when.

use bonafide_model::{AccountUse, Reading, Reject};

use super::ID;
use crate::{
    account::say_account,
    object::{Object, objects},
    telling::{Telling, day},
    worker::Gathered,
};

/// Reads the distributions of an answer. It does not name its worker: whoever downloaded it writes the id beside.
pub(super) fn read(whole: &Object<'_>, each: &[&Object<'_>]) -> Result<Reading, Reject> {
    let id = whole.text("associateOID").or_else(|| whole.inside("_outer")?.text("associateOID"));
    let Some(id) = id else {
        return Err(Reject::new(
            "expected the `associateOID` that these pay distributions of ADP belong to; write it beside the answer when it is downloaded",
        ));
    };
    let mut telling = Telling::of_person(ID, &*id);
    for distribution in each {
        distribute(distribution, &mut telling);
    }
    telling.finish("a worker without an account")
}

fn distribute(distribution: &Object<'_>, telling: &mut Telling) {
    let since = telling.read_from(distribution, &["requestedStartDate"], day).flatten();
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
