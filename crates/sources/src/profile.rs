//! What lies in the columns of a file, whoever made it: how full they are, what kinds of value they hold, how their dates
//! are written, what repeats. For the report of `check` and for proposals.
//!
//! Invariant: a profile gives counts and kinds; of values it gives one example, which a door shows only when told to reveal.

mod column;
mod dates;
mod json;
mod kind;

use std::collections::BTreeMap;

use bonafide_model::{Body, Header, Provenance, Record, key_values};

pub use column::ColumnProfile;
pub use dates::Dates;
pub use kind::{Kind, is_value};

/// Paths of JSON records that are looked at. Guess: the widest export seen has 300.
const MOST_PATHS: usize = 600;
/// JSON records that are looked at: each is taken apart whole. Guess: a share is as good as all.
const MOST_RECORDS: u64 = 20_000;
/// Lines that are kept for finding their pattern. Guess.
const MOST_LINES: usize = 2_000;

/// What a file's records have.
#[derive(Debug, Default)]
pub struct Profile {
    shape: Shape,
    n_records: u64,
    /// In the order of the table, or in which JSON records first show them.
    columns: Vec<ColumnProfile>,
    /// Place of a JSON path among the columns.
    places: BTreeMap<String, usize>,
    /// Lists of objects inside JSON records, by path: how many elements all have together.
    lists: BTreeMap<String, u64>,
    lines: Vec<Box<str>>,
    has_values_as_names: bool,
}

/// What kind of records a file has.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// None yet.
    #[default]
    Empty,
    /// Rows.
    Table,
    /// JSON.
    Json,
    /// Lines.
    Log,
    /// Documents.
    Document,
}

impl Profile {
    /// Looks at one more record.
    pub fn add(&mut self, record: &Record) {
        self.n_records += 1;
        match &record.body {
            Body::Row { header, cells } => {
                self.shape = Shape::Table;
                if self.columns.is_empty() {
                    self.open(header);
                }
                for (column, cell) in self.columns.iter_mut().zip(cells) {
                    column.add(cell, &record.from);
                }
            }
            Body::Json(text) => {
                self.shape = Shape::Json;
                // What is no JSON is refused by whoever reads it.
                if self.n_records <= MOST_RECORDS
                    && let Ok(value) = serde_json::from_str(text)
                {
                    self.add_json(&value, &record.from);
                }
            }
            Body::Line(line) => {
                self.shape = if self.shape == Shape::Table { Shape::Table } else { Shape::Log };
                if self.lines.len() < MOST_LINES {
                    self.lines.push(line.clone());
                }
            }
            Body::Document(_) => self.shape = Shape::Document,
        }
    }

    /// Begins with a table's header; a name that is a value is not kept.
    fn open(&mut self, header: &Header) {
        for (idx, (written, folded)) in header.written.iter().zip(&header.folded).enumerate() {
            let is_value = is_value(written);
            self.has_values_as_names |= is_value;
            self.columns.push(if is_value {
                ColumnProfile::new(&format!("column {}", idx + 1), folded)
            } else {
                ColumnProfile::new(written, folded)
            });
        }
    }

    /// Lines of `key=value` by their keys.
    pub(crate) fn of_key_values(lines: &[Box<str>]) -> Self {
        let mut res = Self { shape: Shape::Json, ..Self::default() };
        for (idx, line) in lines.iter().enumerate() {
            res.n_records += 1;
            let members = key_values(line).into_iter().map(|(key, value)| (key, value.into()));
            let from = Provenance::line("", idx as u64 + 1);
            res.add_json(&serde_json::Value::Object(members.collect()), &from);
        }
        res
    }

    fn add_json(&mut self, value: &serde_json::Value, from: &Provenance) {
        let mut found = json::Found::default();
        found.walk(value);
        for (list, n) in found.lists {
            *self.lists.entry(list).or_default() += n;
        }
        for (path, texts) in found.leaves {
            let next = self.columns.len();
            let place = match self.places.get(&path) {
                Some(place) => *place,
                None if next >= MOST_PATHS => continue,
                None => {
                    self.places.insert(path.clone(), next);
                    self.columns.push(ColumnProfile::new(&path, &json::folded(&path)));
                    next
                }
            };
            if let Some(column) = self.columns.get_mut(place) {
                texts.iter().for_each(|it| column.add(it, from));
            }
        }
    }

    /// What kind of records there are.
    pub fn shape(&self) -> Shape {
        self.shape
    }

    /// Whether the header is no header but the first row of values.
    pub fn has_values_as_names(&self) -> bool {
        self.has_values_as_names
    }

    /// Records looked at, read or not.
    pub fn n_records(&self) -> u64 {
        self.n_records
    }

    /// The columns of a table, or the paths of JSON records.
    pub fn columns(&self) -> &[ColumnProfile] {
        &self.columns
    }

    /// A column by its folded name.
    pub fn column(&self, folded: &str) -> Option<&ColumnProfile> {
        self.columns.iter().find(|it| it.folded == folded)
    }

    /// How many cells a column could have filled: rows, JSON records, or elements of the list in which the path lies.
    pub fn n_places(&self, column: &ColumnProfile) -> u64 {
        match (self.shape, self.list_of(&column.written)) {
            (Shape::Json, Some(list)) => self.lists.get(list).copied().unwrap_or_default(),
            (Shape::Json, None) => self.n_records.min(MOST_RECORDS),
            (Shape::Empty | Shape::Table | Shape::Log | Shape::Document, _) => column.n_cells(),
        }
    }

    /// The innermost list of objects in which a path lies.
    pub(crate) fn list_of<'p>(&self, path: &'p str) -> Option<&'p str> {
        let (list, _) = path.rsplit_once("[*]")?;
        self.lists.contains_key(list).then_some(list)
    }

    /// Lists of objects inside JSON records, with the number of their elements.
    pub(crate) fn lists(&self) -> impl Iterator<Item = (&str, u64)> {
        self.lists.iter().map(|(path, n)| (path.as_str(), *n))
    }

    /// The first lines of a log.
    pub(crate) fn lines(&self) -> &[Box<str>] {
        &self.lines
    }
}

#[cfg(test)]
mod tests;
