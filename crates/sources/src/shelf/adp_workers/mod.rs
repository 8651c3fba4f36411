//! ADP Workforce Now workers, version 2.
//!
//! How to get it: `GET /hr/v2/workers` (all pages, JSON). Accounts are `adp_pay_distributions`; reports as CSV are read as
//! `hris_workers`.
//!
//! What it tells: legal and preferred name, worker number, own and work mail, telephones, legal address, title, place of
//! work, start, end and kind of leaving. What it cannot: earlier addresses; whether any of it is true.
//!
//! Shape: the fields of a worker as Nango's ADP integration types them (seen, not copied). From memory:
//! `assignedWorkLocations`, `homeWorkLocation` and `homeOrganizationalUnits`. Birth date, gender, disability, military class,
//! government numbers, birth name, custom fields and pay are not read.

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
    title: "Workers of Workforce Now",
    feeds: &[Need::Workers],
    how: "`GET /hr/v2/workers`, all pages; reports as CSV are read as `hris_workers`",
    permission: "an API Central project with the use case for workers, and its certificate",
    tells: "legal and preferred name, worker number, own and work mail, phones, legal address, title, place of work, start, end and kind of leaving",
    cannot: "earlier addresses; accounts, which are `adp_pay_distributions`; whether any of it is true",
    shape_from: "vendor reference: ADP's worker as NangoHQ/integration-templates types it (seen, not copied); work locations and departments from memory",
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
}

fn kind(record: &Object<'_>) -> Option<Kind> {
    let has = |name: &str| record.names().any(|it| it == name);
    if has("associateOID") && (has("person") || has("workAssignments")) {
        Some(Kind::Worker)
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
        None => Err(Reject::new(
            "an ADP worker: expected `associateOID` and `person`; export it from the API unchanged",
        )),
    }
}
