//! A linked table as bytes: pairs and clusters as CSV, the model as JSON, a page for people. Names of columns are Splink's where it has
//! them.

use std::{
    borrow::Cow,
    io::{self, Write},
    ops::Range,
};

use bonafide_model::{
    Column, ColumnKind, Comparison, Decided, LinkModel, LinkSettings, Linkage, Step, Table,
};

use crate::sheet::{self, Holds, Part};
pub use crate::{link_html::page, sheet::TableFormat};

/// Pairs whose names are looked up before they are written: pairs stand in the order of their weights, so that names lie anywhere, and
/// a processor waits for many as long as for one. Guess.
const NAMES_AT_ONCE: usize = 64;

/// Columns of pairs that name two records, as `link --decisions` reads them too.
pub const IDS: [&str; 2] = ["unique_id_l", "unique_id_r"];
/// Columns that say of which table the two are, where there are two.
pub const SIDES: [&str; 2] = ["source_dataset_l", "source_dataset_r"];
/// The column of what was decided about a pair.
pub const DECISION: &str = "decision";

/// The tables that were linked, and how.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// All rows; those of a second table behind those of the first.
    pub table: &'a Table,
    /// What its columns hold, and what was asked of linking.
    pub settings: &'a LinkSettings,
}

impl<'a> Asked<'a> {
    /// The column that names records, if there is one.
    pub fn ids(&self) -> Option<&'a Column> {
        let mut columns = self.table.columns.iter().zip(&self.settings.kinds);
        columns.find(|(_, kind)| **kind == ColumnKind::RecordId).map(|(column, _)| column)
    }

    /// What names a row: its id, or its number counted from 1 in its own table.
    pub fn name<'b>(&self, ids: Option<&'b Column>, row: u32) -> Cow<'b, str> {
        let written = ids.map_or("", |it| it.text(row as usize));
        if written.is_empty() {
            Cow::Owned((self.own_number(row) + 1).to_string())
        } else {
            harmless(written)
        }
    }

    /// The number of the table that a row is of, from 1.
    pub fn table_of(&self, row: u32) -> u8 {
        if self.settings.second_from.is_some_and(|second| row >= second) { 2 } else { 1 }
    }

    pub(crate) fn own_number(&self, row: u32) -> u32 {
        row - self.settings.second_from.filter(|second| row >= *second).unwrap_or(0)
    }
}

/// A cell that no spreadsheet takes for a formula.
pub fn harmless(cell: &str) -> Cow<'_, str> {
    let is_formula = cell.starts_with(['=', '+', '@', '\t', '\r'])
        || cell.strip_prefix('-').is_some_and(|it| !it.starts_with(|it: char| it.is_ascii_digit()));
    if is_formula { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

/// Writes pairs, the heaviest first: weight, probability, and what each comparison adds.
///
/// # Errors
/// What the writer says.
pub fn pairs(
    out: impl Write + Send,
    linkage: &Linkage,
    asked: Asked<'_>,
    format: TableFormat,
) -> io::Result<()> {
    let fixed = [
        (IDS[0], Holds::Text),
        (IDS[1], Holds::Text),
        ("match_weight", Holds::Number),
        ("match_probability", Holds::Number),
        ("same_cluster", Holds::Truth),
        ("prior", Holds::Number),
        ("explained_otherwise", Holds::Number),
    ];
    let comparisons = linkage.model.comparisons.iter();
    let own = comparisons.flat_map(|it| {
        [(format!("gamma_{}", it.name), Holds::Whole), (format!("mw_{}", it.name), Holds::Number)]
    });
    let (tables, decisions) = (asked.settings.second_from.is_some(), &asked.settings.decisions);
    let mut columns: Vec<(String, Holds)> =
        fixed.into_iter().map(|(name, holds)| (name.to_owned(), holds)).chain(own).collect();
    if tables {
        columns.extend(SIDES.map(|it| (it.to_owned(), Holds::Whole)));
    }
    if !decisions.is_empty() {
        columns.push((DECISION.to_owned(), Holds::Text));
    }
    let (ids, prior) = (asked.ids(), linkage.prior().0);
    let row = |out: &mut Part, place: usize, [a, b]: &[Cow<'_, str>; 2]| {
        let pair = &linkage.pairs[place];
        out.text(a);
        out.text(b);
        out.number(pair.weight.0, 2);
        out.number(pair.weight.probability(), 6);
        out.truth(pair.is_joined);
        out.number(prior, 2);
        out.number(linkage.explained_otherwise(place).0, 2);
        for (step, comparison) in linkage.steps_of(place).zip(&linkage.model.comparisons) {
            out.whole(gamma(step, comparison));
            out.number(f64::from(step.bits), 2);
        }
        if tables {
            out.whole(asked.table_of(pair.a).into());
            out.whole(asked.table_of(pair.b).into());
        }
        if !decisions.is_empty() {
            out.text(decisions.about(pair.a, pair.b).map_or("", Decided::word));
        }
        out.end_row();
    };
    let put = |out: &mut Part, places: Range<usize>| {
        for start in places.clone().step_by(NAMES_AT_ONCE) {
            let some = start..places.end.min(start + NAMES_AT_ONCE);
            let pairs = linkage.pairs[some.clone()].iter();
            let names: Vec<[Cow<'_, str>; 2]> =
                pairs.map(|it| [it.a, it.b].map(|row| asked.name(ids, row))).collect();
            some.zip(&names).for_each(|(place, names)| row(out, place, names));
        }
    };
    sheet::write(out, format, &columns, (linkage.pairs.len(), put))
}

/// Splink's number of a level: -1 where one side is missing, 0 for *else*, the closer the greater.
fn gamma(step: Step, comparison: &Comparison) -> i32 {
    let level = i32::from(step.level);
    let levels = i32::try_from(comparison.levels.len()).unwrap_or(0);
    if level == 0 { -1 } else { levels - level }
}

/// Writes the cluster of every row, in the order of the rows.
///
/// # Errors
/// What the writer says.
pub fn clusters(
    out: impl Write + Send,
    linkage: &Linkage,
    asked: Asked<'_>,
    format: TableFormat,
) -> io::Result<()> {
    let tables = asked.settings.second_from.is_some();
    let mut columns = Vec::new();
    if tables {
        columns.push(("source_dataset".to_owned(), Holds::Whole));
    }
    columns.extend(["unique_id", "cluster_id"].map(|it| (it.to_owned(), Holds::Text)));
    let ids = asked.ids();
    let row = |out: &mut Part, row: usize| {
        let cluster = linkage.clusters[row];
        let row = row as u32;
        if tables {
            out.whole(asked.table_of(row).into());
        }
        out.text(&asked.name(ids, row));
        out.text(&cluster.to_string());
        out.end_row();
    };
    let put = |out: &mut Part, rows: Range<usize>| rows.for_each(|it| row(out, it));
    sheet::write(out, format, &columns, (linkage.clusters.len(), put))
}

/// Writes groups of people behind whom one operator may be: one line a group and a thing that its people share.
///
/// # Errors
/// What the writer says.
pub fn operators(out: impl Write, linkage: &Linkage, asked: Asked<'_>) -> io::Result<()> {
    let mut out = csv::Writer::from_writer(out);
    out.write_record([
        "operator",
        "cluster_id",
        "shared_column",
        "shared_by",
        "seen_at_unique_id",
    ])?;
    let ids = asked.ids();
    for (number, group) in (1..).zip(&linkage.operators) {
        for thing in &group.things {
            for person in &thing.people {
                out.write_record([
                    format!("o{number}"),
                    person.to_string(),
                    thing.column.clone(),
                    thing.people.len().to_string(),
                    asked.name(ids, thing.row).into_owned(),
                ])?;
            }
        }
    }
    out.flush()
}

/// The model as JSON that can be edited and given back.
///
/// # Panics
/// Never: a model is numbers and names.
pub fn model(model: &LinkModel) -> Vec<u8> {
    let mut res = serde_json::to_vec_pretty(model).expect("a model is numbers and names");
    res.push(b'\n');
    res
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_that_could_run_is_made_harmless() {
        assert_eq!(harmless("=1+1"), "'=1+1");
        assert_eq!(harmless("-cmd"), "'-cmd");
        assert_eq!(harmless("-12"), "-12");
        assert_eq!(harmless("rec-1"), "rec-1");
    }
}
