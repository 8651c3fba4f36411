//! A shelf entry: a card that says what an export is, and the function that reads one record of it.

use std::cmp::Reverse;

use bonafide_model::{Body, Header, Need, Reading, Record, Reject};

use crate::{SOURCES, columns::Column};

/// One kind of export of one vendor.
#[derive(Debug)]
pub struct Source {
    /// `<vendor>_<export>`, stable for ever.
    pub id: &'static str,
    /// Who makes the system, or `any` for tables whose columns the customer chooses.
    pub vendor: &'static str,
    /// What it is, as a sentence without full stop.
    pub title: &'static str,
    /// Kinds of record that it gives to signals.
    pub feeds: &'static [Need],
    /// How to get the export, and the permission it takes.
    pub how: &'static str,
    /// What can be learned from it.
    pub tells: &'static str,
    /// What cannot.
    pub cannot: &'static str,
    /// Where its shape is known from: `real sample: …`, `vendor reference: …` or `our columns`.
    pub shape_from: &'static str,
    /// Columns that are read, for tables whose columns the customer names; empty for others.
    pub columns: &'static [Column],
    /// For such tables: of every group at least one column is there.
    pub marks: &'static [&'static [&'static str]],
    /// Whether a record looks like one of this export.
    pub recognize: fn(&Record) -> bool,
    /// Reads one record.
    pub read: fn(&Record) -> Result<Reading, Reject>,
}

impl Source {
    /// Columns of a table that this source does not look at, as the file writes them; none for sources without `columns`.
    pub fn unused_columns(&self, header: &Header) -> Vec<String> {
        if self.columns.is_empty() {
            return Vec::new();
        }
        let written = header.written.iter().zip(&header.folded);
        written
            .filter(|(_, folded)| !self.knows(folded))
            .map(|(written, _)| written.clone())
            .collect()
    }

    fn knows(&self, folded: &str) -> bool {
        self.columns.iter().any(|it| it.names().any(|it| it == folded))
    }

    /// How many columns of the record's table are read; 0 for what is no table.
    fn n_known_columns(&self, record: &Record) -> usize {
        let Body::Row { header, .. } = &record.body else { return 0 };
        header.folded.iter().filter(|it| self.knows(it)).count()
    }
}

/// The source that reads a file, judged by a sample of its records.
///
/// Every record votes for every source that recognizes it; most votes win, and a source needs at least half of the sample.
/// Among equals the more specific one wins: a vendor's own format before tables whose columns the customer names, then the
/// one that reads more of the table's columns, then the one that asks for more
/// marks, then the one that knows fewer columns in all, then the first by id.
pub fn recognize(sample: &[Record]) -> Option<&'static Source> {
    let first = sample.first()?;
    let votes = |source: &Source| sample.iter().filter(|it| (source.recognize)(it)).count();
    let candidates =
        SOURCES.iter().map(|it| (votes(it), *it)).filter(|(votes, _)| votes * 2 >= sample.len());
    let specificity = |it: &Source| {
        let is_vendors_own = it.columns.is_empty();
        (
            is_vendors_own,
            it.n_known_columns(first),
            it.marks.len(),
            Reverse(it.columns.len()),
            Reverse(it.id),
        )
    };
    let (_, source) = candidates.max_by_key(|(votes, it)| (*votes, specificity(it)))?;
    Some(source)
}

/// A source by its id.
pub fn by_id(id: &str) -> Option<&'static Source> {
    SOURCES.iter().find(|it| it.id == id).copied()
}
