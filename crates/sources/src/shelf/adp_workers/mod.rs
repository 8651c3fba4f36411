//! ADP Workforce Now workers, version 2, and their pay distributions.
//!
//! How to get it: `GET /hr/v2/workers` (all pages, JSON), and for every worker `GET /payroll/v2/workers/{aoid}/pay-distributions`
//! with the `associateOID` written beside the answer. Reports as CSV are read as `hris_workers` and `payroll_accounts`.
//!
//! What it tells: legal and preferred name, worker number, own and work mail, telephones, legal address, title, place of
//! work, start, end and kind of leaving, accounts that pay goes to since when, those switched off among them. What it cannot:
//! who holds an account; whether any of it is true.
//!
//! Shape: the fields of a worker as Nango's ADP integration types them, and an answer of pay distributions that Prismatic's
//! connector documentation shows (both seen, not copied). From memory: `assignedWorkLocations`, `homeWorkLocation` and
//! `homeOrganizationalUnits`. Birth date, gender, disability, military class, government numbers, birth name, custom fields
//! and pay are not read.

mod distributions;
mod person;
#[cfg(test)]
mod tests;

use bonafide_model::{Need, Reading, Record, Reject};

use crate::{
    Source,
    object::{Object, objects},
    telling::{Telling, finish},
};

const ID: &str = "adp_workers";

/// The card.
pub(crate) static SOURCE: Source = Source {
    id: ID,
    vendor: "ADP",
    title: "Workers of Workforce Now, with the accounts that their pay goes to",
    feeds: &[Need::Workers, Need::Payroll],
    how: "`GET /hr/v2/workers`, all pages, and `GET /payroll/v2/workers/{aoid}/pay-distributions` of each worker with its `associateOID` written beside; reports as CSV are read as `hris_workers` and `payroll_accounts`",
    permission: "an API Central project with the use cases for workers and pay distributions, and its certificate",
    tells: "legal and preferred name, worker number, own and work mail, phones, legal address, title, place of work, start, end and kind of leaving, pay accounts and since when",
    cannot: "who holds an account; whether any of it is true",
    shape_from: "vendor reference: ADP's worker as NangoHQ/integration-templates types it, and pay distributions as Prismatic shows an answer (seen, not copied); work locations and departments from memory",
    columns: &[],
    marks: &[],
    recognize: |record| Object::of_json(record).is_ok_and(|it| kind(&it).is_some()),
    read,
};

/// What a record is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Worker,
    /// A page of workers in one answer.
    Workers,
    Distribution,
    /// All of a worker's distributions in one answer.
    Distributions,
}

fn kind(record: &Object<'_>) -> Option<Kind> {
    let has = |name: &str| record.names().any(|it| it == name);
    if has("associateOID") && (has("person") || has("workAssignments")) {
        Some(Kind::Worker)
    } else if has("distributionInstructions") {
        Some(Kind::Distribution)
    } else if has("payDistributions") {
        Some(Kind::Distributions)
    } else {
        let json = if has("workers") { record.json("workers") } else { None };
        let is_page = json.is_some_and(|it| {
            objects(&it).first().is_some_and(|it| it.names().any(|it| it == "associateOID"))
        });
        is_page.then_some(Kind::Workers)
    }
}

fn read(record: &Record) -> Result<Reading, Reject> {
    let record = Object::of_json(record)?;
    match kind(&record) {
        Some(Kind::Worker) => person::worker(&record)?.finish("a worker of whom nothing is said"),
        Some(Kind::Workers) => {
            let json = record.json("workers").unwrap_or_default();
            let told: Result<Vec<Telling>, Reject> =
                objects(&json).iter().map(person::worker).collect();
            finish(told?, "a page without workers")
        }
        Some(Kind::Distribution) => distributions::read(&record, &[&record]),
        Some(Kind::Distributions) => {
            let json = record.json("payDistributions").unwrap_or_default();
            let each = objects(&json);
            distributions::read(&record, &each.iter().collect::<Vec<_>>())
        }
        None => Err(Reject::new(
            "an ADP worker: expected `associateOID` and `person`; export it from the API unchanged",
        )),
    }
}
