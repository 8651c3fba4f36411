//! Workday's Reports as a Service: one entry a worker, with the names and groups that the report's author chose.
//!
//! How to get it: a custom report of type Advanced that is enabled as a web service, with `format=json`: all workers, leavers
//! included, with home contact and payment elections if these may leave Workday. The same report as CSV is read as
//! `hris_workers`.
//!
//! What it tells: whatever the report has of name, number, logins, mail, telephone, addresses, title, start, end and kind of
//! leaving, agency, accounts. What it cannot: what the author left out; whether any of it is true.
//!
//! Shape: `{"Report_Entry":[…]}` and the names of columns as the readmes and tests of connectors show them, among them a whole
//! entry in the readme of a college's site (seen, not copied). From memory: that groups of related records are lists named
//! `…_group`, with the usage in a field of the item. Names are found as the headers of worker tables are, after prefixes that
//! mean nothing (`CF_`, `Worker_`, one that all names share) are taken off; groups and fields about other people (managers,
//! dependents, emergency contacts) are left alone, and whatever no column stands for is not read.

mod entry;
mod names;
#[cfg(test)]
mod tests;

use bonafide_model::{AccountUse, Locator, Need, Reading, Record, Reject};

use crate::{
    Source,
    account::say_account,
    object::{Object, objects},
    telling::{Telling, finish},
    worker::{EMPLOYMENT, PERSON, Pointer, tell},
};
use entry::Entry;

const ID: &str = "workday_raas_workers";
/// The name of the list in which reports answer.
const LIST: &str = "Report_Entry";

/// The card.
pub(crate) static SOURCE: Source = Source {
    id: ID,
    vendor: "Workday",
    title: "Workers in a custom report of Workday, as its web service answers it",
    feeds: &[Need::Workers],
    how: "a custom report of type Advanced, enabled as a web service, called with `format=json`; as CSV it is read as `hris_workers`",
    permission: "the report's owner, or an integration system user in a security group that sees its fields",
    tells: "whatever the report has of name, number, logins, mail, phone, addresses, title, start, end and kind of leaving, agency, accounts",
    cannot: "what the report's author left out; whether any of it is true",
    shape_from: "real sample: an entry in the readme of ColbyCommunications and reports in connectors' tests (seen, not copied); groups from memory",
    columns: &[],
    marks: &[],
    recognize,
    read,
};

fn recognize(record: &Record) -> bool {
    let Ok(whole) = Object::of_json(record) else { return false };
    if whole.has(LIST) {
        let json = whole.json(LIST).unwrap_or_default();
        return objects(&json).first().is_some_and(is_worker);
    }
    let stood_in_list = matches!(&record.from.at, Locator::Pointer(it) if it.contains(LIST));
    (stood_in_list || whole.names().any(names::is_workdays)) && is_worker(&whole)
}

/// An entry that names a worker and says something of the work.
fn is_worker(entry: &Object<'_>) -> bool {
    let entry = Entry::of(entry);
    let has = |columns: &[&str]| columns.iter().any(|it| !entry.worker.lacks(it));
    has(&["worker_number", "work_email"]) && has(EMPLOYMENT) && has(PERSON)
}

fn read(record: &Record) -> Result<Reading, Reject> {
    let whole = Object::of_json(record)?;
    if !whole.has(LIST) {
        return worker(&whole)?.finish("a worker of whom nothing is said");
    }
    let json = whole.json(LIST).unwrap_or_default();
    let told: Result<Vec<Telling>, Reject> = objects(&json).iter().map(worker).collect();
    finish(told?, "a report without entries")
}

fn worker(entry: &Object<'_>) -> Result<Telling, Reject> {
    let entry = Entry::of(entry);
    let row = entry.worker.row();
    let mut telling = Telling::of_person(ID, Pointer::of(&row)?.key());
    tell(&row, &mut telling);
    for (account, is_over) in &entry.accounts {
        let stands = if *is_over { AccountUse::Former } else { AccountUse::Current };
        say_account(&account.row(), &mut telling, stands, None);
    }
    Ok(telling)
}
