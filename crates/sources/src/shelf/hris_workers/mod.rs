//! The HR system's list of workers: one row a worker, employees and contractors.
//!
//! How to get it: a custom report or "all workers" export as CSV (Workday, BambooHR, Personio, HiBob, Rippling, Deel, Gusto
//! …), leavers included, with home address and personal contact. Needs an HR administrator. Every HR system lets the
//! customer name the columns; what is not recognized is given by a mapping file.
//!
//! What it tells: who works here under which name, number and logins, from when to when, from where by their own word, by
//! whose referral or through which agency. What it cannot: whether any of it is true.
//!
//! Shape: our columns; names of Merge `Employee`, Finch individual and employment, BambooHR fields as published, and of
//! dbt_workday's seeds (Apache-2.0). Tables of positions or absences have starts and ends of their own, so a table that
//! names nobody is left alone; a warehouse that splits workers over several tables joins them first. Columns of origin, belief, health, family and age are not read.
//!
//! A row speaks for the day of the export, which it does not name: who they are is said without a time.

#[cfg(test)]
mod tests;

use bonafide_model::{Need, Reading, Record, Reject};

use crate::{
    Source,
    columns::{Row, has_marks},
    telling::Telling,
    worker::{self, Pointer},
};

/// The card.
pub(crate) static SOURCE: Source = Source {
    id: "hris_workers",
    vendor: "any",
    title: "Workers as the HR system knows them",
    feeds: &[Need::Workers],
    how: "HR system: report of all workers, leavers included, as CSV with home address and personal contact",
    permission: "an HR administrator",
    tells: "name, numbers and logins, personal mail and phone, home and agreed place of work, start, end and kind of leaving, referral, agency",
    cannot: "whether any of it is true; earlier values that were overwritten",
    shape_from: "our columns; names of Merge Employee, Finch, BambooHR (vendor references) and dbt_workday's seeds",
    columns: worker::COLUMNS,
    marks: &[&["worker_number", "work_email"], worker::EMPLOYMENT, worker::PERSON],
    recognize: |record| has_marks(record, &SOURCE),
    read,
};

fn read(record: &Record) -> Result<Reading, Reject> {
    let row = Row::of(record, SOURCE.columns, &worker::INDEX)?;
    let pointer = Pointer::of(&row)?;
    let mut telling = Telling::of_person(SOURCE.id, pointer.key());
    worker::tell(&row, &mut telling);
    telling.finish("a worker of whom nothing is said")
}
