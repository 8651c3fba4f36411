//! Records made anew as a user's mapping says: cells of a table, values of a JSON record or groups of a line become a row
//! under our column names.
//!
//! Invariant: a record of the file becomes one row, or several where the mapping takes a list apart, or is handed on as it
//! is because the mapping has no row for it; nothing is left out.

mod json;
mod lines;
mod number;
mod path;

use std::sync::Arc;

use bonafide_model::{Header, MappedColumn, MappedFile, Origin, nearest, value::TimeHabit};

use crate::traits;
pub(crate) use json::JsonRows;
pub(crate) use lines::{LineRows, pattern};
pub(crate) use path::Path;

/// Most names in the message about a missing column.
const NAMES_SHOWN: usize = 12; // guess: more do not help anybody
/// Stands behind the name of a column that shall not be read by that name.
const UNMAPPED: &str = "_unmapped";

/// Where a column of the new row comes from.
#[derive(Debug)]
struct Pick {
    source: Source,
    /// The file's words, folded → ours.
    words: Vec<(String, String)>,
}

#[derive(Debug)]
enum Source {
    Field(usize),
    Joined(Vec<usize>, String),
    Constant(String),
}

/// How fields of a file become cells of a row.
#[derive(Debug)]
pub(crate) struct Layout {
    /// The new row's header.
    pub(crate) header: Arc<Header>,
    picks: Vec<Pick>,
    habits: Habits,
}

/// What is known of all cells of a file.
#[derive(Debug)]
struct Habits {
    times: TimeHabit,
    decimal_comma: bool,
}

impl Layout {
    /// All fields in their order, those that the mapping lists under our names; behind them what it joins or adds. Answers
    /// also with the listed names that the file does not have.
    pub(crate) fn of_fields(fields: &Header, mapped: &MappedFile) -> (Self, Vec<String>) {
        let mut header = fields.clone();
        let mut picks: Vec<Pick> =
            (0..fields.folded.len()).map(|it| Pick::plain(Source::Field(it))).collect();
        let mut is_listed = vec![false; picks.len()];
        let mut missing = Vec::new();
        for (ours, column) in &mapped.columns {
            let Some(source) = source_of(column, fields, &mut missing) else { continue };
            let pick = Pick { words: words(column), source };
            if let Source::Field(idx) = pick.source
                && let (Some(place), Some(folded), Some(is_taken)) =
                    (picks.get_mut(idx), header.folded.get_mut(idx), is_listed.get_mut(idx))
                && !*is_taken
            {
                *is_taken = true;
                folded.clone_from(ours);
                *place = pick;
            } else {
                header.written.push(written(column));
                header.folded.push(ours.clone());
                picks.push(pick);
            }
        }
        // A column that happens to have our name already must not shadow the one the user means.
        let not_listed =
            header.folded.iter_mut().zip(&is_listed).filter(|(_, is_listed)| !**is_listed);
        for (folded, _) in not_listed {
            if mapped.only_listed || mapped.columns.contains_key(folded) {
                folded.push_str(UNMAPPED);
            }
        }
        (Self { header: Arc::new(header), picks, habits: Habits::of(mapped) }, missing)
    }

    /// Only what is listed; column by column, each that is no constant has a field of its own.
    pub(crate) fn of_listed(mapped: &MappedFile) -> Self {
        let mut header = Header::new(Vec::new());
        let (mut picks, mut n_fields) = (Vec::new(), 0);
        for (ours, column) in &mapped.columns {
            header.written.push(written(column));
            header.folded.push(ours.clone());
            let source = match &column.from {
                Origin::Constant(text) => Source::Constant(text.clone()),
                Origin::Fields { .. } => {
                    n_fields += 1;
                    Source::Field(n_fields - 1)
                }
            };
            picks.push(Pick { source, words: words(column) });
        }
        Self { header: Arc::new(header), picks, habits: Habits::of(mapped) }
    }

    /// A row's cells from the file's fields.
    pub(crate) fn row(&self, fields: &[String]) -> Vec<String> {
        let field = |idx: usize| fields.get(idx).map(String::as_str).unwrap_or_default();
        self.picks
            .iter()
            .map(|pick| match &pick.source {
                Source::Constant(text) => text.clone(),
                Source::Field(idx) => self.habits.settle(pick.in_our_words(field(*idx))),
                Source::Joined(places, join) => {
                    let parts: Vec<&str> = places
                        .iter()
                        .map(|it| field(*it).trim())
                        .filter(|it| !it.is_empty())
                        .collect();
                    self.habits.settle(pick.in_our_words(&parts.join(join)))
                }
            })
            .collect()
    }
}

/// Where a column lies among the fields of a file; notes names that are not there.
fn source_of(column: &MappedColumn, fields: &Header, missing: &mut Vec<String>) -> Option<Source> {
    let (names, join) = match &column.from {
        Origin::Constant(text) => return Some(Source::Constant(text.clone())),
        Origin::Fields { names, join } => (names, join),
    };
    let mut places = Vec::new();
    for name in names {
        match fields.position(&Header::fold(name)) {
            Some(place) => places.push(place),
            None => missing.push(name.clone()),
        }
    }
    match (places.as_slice(), names.len()) {
        ([], _) => None,
        ([one], 1) => Some(Source::Field(*one)),
        _ => Some(Source::Joined(places, join.clone().unwrap_or_else(|| " ".to_owned()))),
    }
}

impl Pick {
    fn plain(source: Source) -> Self {
        Self { source, words: Vec::new() }
    }

    fn in_our_words<'a>(&'a self, cell: &'a str) -> &'a str {
        if self.words.is_empty() || cell.trim().is_empty() {
            return cell;
        }
        let said = cell.trim().to_lowercase();
        let ours = self
            .words
            .iter()
            .find(|(theirs, _)| *theirs == said)
            .or_else(|| self.words.iter().find(|(theirs, _)| theirs == "*"));
        ours.map_or(cell, |(_, ours)| ours)
    }
}

impl Habits {
    fn of(mapped: &MappedFile) -> Self {
        Self { times: mapped.form.times.clone(), decimal_comma: mapped.form.decimal_comma }
    }

    /// The cell, so that it can be read without knowing the habits of its file.
    fn settle(&self, cell: &str) -> String {
        if self.decimal_comma
            && let Some(number) = number::with_point(cell)
        {
            return number;
        }
        self.times.settle(cell).unwrap_or_else(|| cell.to_owned())
    }
}

fn words(column: &MappedColumn) -> Vec<(String, String)> {
    column.words.iter().map(|(theirs, ours)| (theirs.trim().to_lowercase(), ours.clone())).collect()
}

/// What a column is called when one speaks of it to whoever made the export.
fn written(column: &MappedColumn) -> String {
    match &column.from {
        Origin::Fields { names, .. } => names.join(" + "),
        Origin::Constant(text) => format!("= {text}"),
    }
}

/// What the first record says of a table that lacks listed columns.
pub(crate) fn missing_columns(missing: &[String], fields: &Header) -> String {
    let has: Vec<&str> = fields.written.iter().take(NAMES_SHOWN).map(String::as_str).collect();
    let meant: Vec<String> = missing
        .iter()
        .filter_map(|it| {
            let near = nearest(it, fields.written.iter().map(String::as_str))?;
            Some(format!("; did you mean `{near}`?"))
        })
        .collect();
    format!(
        "the mapping names columns that this file does not have: {}; it has {}{}",
        missing.join(", "),
        has.join(", "),
        meant.concat()
    )
}

/// Names of protected traits among the places that a mapping names.
pub(crate) fn protected(name: &str) -> bool {
    name.split(['.', '/', '[', ']']).any(|it| traits::is_protected(&Header::fold(it)))
}
