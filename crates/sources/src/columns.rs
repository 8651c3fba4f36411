//! Tables whose columns the customer names: which headers stand for which of our columns, and a row's cells by our names.
//!
//! The first synonyms of a column are those of the unified models of HR systems (Finch, Merge), then vendors' own, then common
//! spellings, then German and French ones. All are written folded, as [`Header::fold`](bonafide_model::Header::fold) does.

use std::{collections::BTreeMap, sync::LazyLock};

use bonafide_model::{Body, Record, Reject, value::PostalAddress};

use crate::{Source, telling::Field};

/// A column that we read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Our name for it.
    pub name: &'static str,
    /// Other folded headers that mean the same, most trusted first.
    pub synonyms: &'static [&'static str],
}

impl Column {
    /// A column and its other names.
    pub const fn new(name: &'static str, synonyms: &'static [&'static str]) -> Self {
        Self { name, synonyms }
    }
}

/// What spreadsheets and databases write into a cell that has no value.
const BLANKS: &[&str] = &[
    "-", "--", "—", "n/a", "#n/a", "na", "nan", "nil", "none", "null", "(null)", "(blank)", "\\n",
    "unknown", "k.a.", "s.o.",
];

/// Whether a table has the marks of a source.
pub(crate) fn has_marks(record: &Record, source: &Source) -> bool {
    let Body::Row { header, .. } = &record.body else { return false };
    let has = |name: &&str| {
        let known = source.columns.iter().filter(|it| it.name == *name);
        known.into_iter().any(|it| {
            header.position(it.name).is_some()
                || it.synonyms.iter().any(|it| header.position(it).is_some())
        })
    };
    source.marks.iter().all(|group| group.iter().any(has))
}

/// A source's columns, ready for looking up headers.
pub(crate) type Index = LazyLock<BTreeMap<&'static str, (usize, usize)>>;

/// Header → column and rank of the synonym in it. The first column that claims a header keeps it.
pub(crate) fn index(columns: &'static [Column]) -> BTreeMap<&'static str, (usize, usize)> {
    let mut res = BTreeMap::new();
    for (column_idx, column) in columns.iter().enumerate() {
        let names = std::iter::once(&column.name).chain(column.synonyms);
        for (rank, name) in names.enumerate() {
            res.entry(*name).or_insert((column_idx, rank));
        }
    }
    res
}

/// One row of a table under our column names.
pub(crate) struct Row<'a> {
    columns: &'static [Column],
    /// For every column the cell with the most trusted header that is not blank.
    cells: Vec<Option<(usize, Field<'a>)>>,
}

impl<'a> Row<'a> {
    /// The row of a record.
    pub(crate) fn of(
        record: &'a Record,
        columns: &'static [Column],
        index: &Index,
    ) -> Result<Self, Reject> {
        let Body::Row { header, cells } = &record.body else {
            return Err(Reject::new(
                "expected a row of a table; export it as CSV with a header row",
            ));
        };
        let mut row = Self { columns, cells: vec![None; columns.len()] };
        for ((written, folded), cell) in header.written.iter().zip(&header.folded).zip(cells) {
            let Some((column_idx, rank)) = index.get(folded.as_str()) else { continue };
            let text = cell.trim();
            let is_blank = text.is_empty() || BLANKS.iter().any(|it| text.eq_ignore_ascii_case(it));
            let place = &mut row.cells[*column_idx];
            let is_taken = place.as_ref().is_some_and(|(taken, _)| taken <= rank);
            if !is_blank && !is_taken {
                *place = Some((*rank, Field::new(written, text)));
            }
        }
        Ok(row)
    }

    /// The cell of one of our columns; `None` if blank or missing.
    pub(crate) fn field(&self, name: &str) -> Option<Field<'a>> {
        let column_idx = self
            .columns
            .iter()
            .position(|it| it.name == name)
            .expect("a source asks for its own columns only");
        self.cells[column_idx].map(|(_, field)| field)
    }

    /// The text of one of our columns.
    pub(crate) fn text(&self, name: &str) -> Option<&'a str> {
        self.field(name).map(|it| it.text)
    }

    /// A truth value, in the words that exports use.
    pub(crate) fn is_yes(&self, name: &str) -> bool {
        self.text(name).is_some_and(|it| YES.iter().any(|yes| it.eq_ignore_ascii_case(yes)))
    }
}

/// How exports write that something is so.
const YES: &[&str] = &[
    "yes",
    "y",
    "true",
    "1",
    "x",
    "ja",
    "oui",
    "passed",
    "match",
    "matched",
    "confirmed",
    "verified",
];
