//! Tables whose columns the customer names: which headers stand for which of our columns, and a row's cells by our names.
//!
//! The first synonyms of a column are those of the unified models of HR systems (Finch, Merge), then vendors' own, then common
//! spellings, then German and French ones. All are written folded, as [`Header::fold`](bonafide_model::Header::fold) does.

use std::{collections::BTreeMap, sync::LazyLock};

use bonafide_model::{
    Body, Record, Reject,
    value::{AddressParts, PostalAddress, ValueError},
};

use crate::{
    Source,
    telling::{Field, place},
};

/// A column that we read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Our name for it.
    pub name: &'static str,
    /// Other folded headers that mean the same, with spaces between them, most trusted first.
    pub synonyms: &'static str,
}

impl Column {
    /// A column and its other names.
    pub const fn new(name: &'static str, synonyms: &'static str) -> Self {
        Self { name, synonyms }
    }

    /// Every folded header that means this column, most trusted first.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        std::iter::once(self.name).chain(self.synonyms.split_whitespace())
    }
}

/// What spreadsheets and databases write into a cell that has no value. Case counts: a person may be called `Null`.
pub(crate) const BLANKS: &[&str] = &[
    "-", "--", "—", "N/A", "n/a", "#N/A", "nan", "NaN", "nil", "none", "None", "NONE", "null",
    "NULL", "(null)", "(blank)", "unknown", "Unknown", "k.A.", "k. A.",
];

/// Whether a table has the marks of a source.
pub(crate) fn has_marks(record: &Record, source: &Source) -> bool {
    let Body::Row { header, .. } = &record.body else { return false };
    let has = |name: &&str| {
        let column = source.columns.iter().find(|it| it.name == *name);
        column.is_some_and(|it| it.names().any(|it| header.position(it).is_some()))
    };
    source.marks.iter().all(|group| group.iter().any(has))
}

/// A source's columns, ready for looking up headers.
pub(crate) type Index = LazyLock<BTreeMap<&'static str, (usize, usize)>>;

/// Header → column and rank of the synonym in it. The first column that claims a header keeps it.
pub(crate) fn index(columns: &'static [Column]) -> BTreeMap<&'static str, (usize, usize)> {
    let mut res = BTreeMap::new();
    for (column_idx, column) in columns.iter().enumerate() {
        for (rank, name) in column.names().enumerate() {
            res.entry(name).or_insert((column_idx, rank));
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
        let mut row = Self::empty(columns);
        for ((written, folded), cell) in header.written.iter().zip(&header.folded).zip(cells) {
            if let Some(place) = index.get(folded.as_str()) {
                row.put(*place, Field::new(written, cell));
            }
        }
        Ok(row)
    }

    /// A row without a value.
    pub(crate) fn empty(columns: &'static [Column]) -> Self {
        Self { columns, cells: vec![None; columns.len()] }
    }

    /// Fills a column by its place and the rank of the header; the most trusted header that is not blank stays.
    pub(crate) fn put(&mut self, (column_idx, rank): (usize, usize), field: Field<'a>) {
        let is_blank = field.text.is_empty() || BLANKS.contains(&field.text);
        let Some(place) = self.cells.get_mut(column_idx).filter(|_| !is_blank) else { return };
        if place.as_ref().is_none_or(|(taken, _)| *taken > rank) {
            *place = Some((rank, field));
        }
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

    /// The address in the columns `<prefix>_line1`, `_line2`, `_city`, `_region`, `_postcode` and `_country`, as far as the
    /// table has them; one that stands in `_line1` alone is taken apart.
    pub(crate) fn address(&self, prefix: &str) -> Option<Result<PostalAddress, ValueError>> {
        let part = |name: &str| {
            let column_idx = self.columns.iter().position(|it| {
                it.name.strip_prefix(prefix).and_then(|it| it.strip_prefix('_')) == Some(name)
            })?;
            self.cells[column_idx].map(|(_, field)| field.text.to_owned())
        };
        let parts = AddressParts {
            line1: part("line1"),
            line2: part("line2"),
            city: part("city"),
            region: part("region"),
            postcode: part("postcode"),
            country: part("country"),
        };
        match &parts {
            AddressParts {
                line1: None,
                line2: None,
                city: None,
                region: None,
                postcode: None,
                country: None,
            } => None,
            AddressParts {
                line1: Some(line),
                line2: None,
                city: None,
                region: None,
                postcode: None,
                country: None,
            } => Some(place(line)),
            _ => Some(PostalAddress::from_parts(parts)),
        }
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
    "pass",
    "passed",
    "match",
    "matched",
    "full match",
    "confirmed",
    "verified",
];
/// How exports write that it is not.
const NO: &[&str] = &[
    "no",
    "n",
    "false",
    "0",
    "nein",
    "non",
    "fail",
    "failed",
    "mismatch",
    "no match",
    "no_match",
    "not confirmed",
    "not verified",
];

/// A truth value, in the words that exports use.
pub(crate) fn yes_or_no(text: &str) -> Result<bool, ValueError> {
    let is_one_of = |words: &[&str]| words.iter().any(|it| text.eq_ignore_ascii_case(it));
    if is_one_of(YES) {
        return Ok(true);
    }
    if is_one_of(NO) { Ok(false) } else { Err(ValueError::Expected("yes or no")) }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use bonafide_model::{Header, Provenance};

    use super::*;

    const COLUMNS: &[Column] = &[
        Column::new("work_email", "business_email email"),
        Column::new("home_line1", "address"),
        Column::new("home_city", "city"),
    ];
    static INDEX: Index = Index::new(|| index(COLUMNS));

    fn record(header: &[&str], cells: &[&str]) -> Record {
        let owned = |it: &[&str]| it.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>();
        let header = Arc::new(Header::new(owned(header)));
        Record {
            from: Provenance::line("t.csv", 2),
            body: Body::Row { header, cells: owned(cells) },
        }
    }

    #[test]
    fn the_most_trusted_header_with_a_value_is_read() {
        let mail = |header: &[&str], cells: &[&str]| {
            let record = record(header, cells);
            let row = Row::of(&record, COLUMNS, &INDEX).expect("a row");
            row.field("work_email").map(|it| (it.column.to_owned(), it.text.to_owned()))
        };
        let found = |column: &str, text: &str| Some((column.to_owned(), text.to_owned()));
        assert_eq!(mail(&["Email", "Business Email"], &["b", "a"]), found("Business Email", "a"));
        assert_eq!(mail(&["Email", "Business Email"], &["b", " N/A "]), found("Email", "b"));
        assert_eq!(mail(&["Phone"], &["b"]), None);
    }

    #[test]
    fn an_address_in_one_cell_is_taken_apart() {
        let record = record(&["Address"], &["12 Elm Street, Springfield, IL 62701, USA"]);
        let row = Row::of(&record, COLUMNS, &INDEX).expect("a row");
        let address = row.address("home").expect("an address").expect("a sound one");
        assert_eq!(
            (address.city(), address.postcode(), address.country()),
            (Some("Springfield"), Some("62701"), Some("US"))
        );
    }

    #[test]
    fn words_for_yes_and_no() {
        assert_eq!(yes_or_no("Ja"), Ok(true));
        assert_eq!(yes_or_no("no match"), Ok(false));
        assert!(yes_or_no("close match").is_err());
    }
}
