//! One record as an index keeps it.

use bonafide_model::Decided;

use super::{
    IndexError,
    codec::{Put, Take},
};
use crate::linkage::{order::by_name, train::mix};

/// What was decided about a record: rows, each list in order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct DecidedRows {
    /// Records that are the same person.
    pub(super) one_person: Vec<u32>,
    /// Records that are different people.
    pub(super) different_people: Vec<u32>,
}

impl DecidedRows {
    /// Adds a row; it lies behind those that are there.
    pub(super) fn add(&mut self, row: u32, decided: Decided) {
        match decided {
            Decided::OnePerson => self.one_person.push(row),
            Decided::DifferentPeople => self.different_people.push(row),
        }
    }

    /// All of it.
    pub(super) fn all(&self) -> impl Iterator<Item = (u32, Decided)> {
        let one = self.one_person.iter().map(|it| (*it, Decided::OnePerson));
        one.chain(self.different_people.iter().map(|it| (*it, Decided::DifferentPeople)))
    }
}

/// A record.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Stored {
    /// Its number in the index; those of the file are numbered in the order of their hashes.
    pub(super) row: u32,
    /// A hash of what it holds.
    pub(super) hash: u64,
    /// How many records that hold the same came before it.
    pub(super) number: u32,
    /// When it came: 0 for all of the run that trained the model, then counted.
    pub(super) age: u32,
    /// Records that it may be one person with, in order.
    pub(super) neighbors: Vec<u32>,
    pub(super) decided: DecidedRows,
    /// What names it where it came from.
    pub(super) id: String,
    /// Its forms, one behind the other.
    text: String,
    ends: Vec<u32>,
    /// How many records bore each feature's form where the model was trained.
    pub(super) counts: Vec<u32>,
}

impl Stored {
    /// A record of forms that stands nowhere yet.
    pub(super) fn new<'a>(id: &str, forms: impl Iterator<Item = &'a str>) -> Self {
        let mut res =
            Self { row: u32::MAX, number: u32::MAX, id: id.to_owned(), ..Self::default() };
        for form in forms {
            res.push(form);
        }
        res
    }

    fn push(&mut self, form: &str) {
        self.text.push_str(form);
        self.ends.push(self.text.len() as u32);
    }

    /// The form of a feature that is stored; empty where there is none.
    pub(super) fn form(&self, place: usize) -> &str {
        let start = place.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start as usize..self.ends[place] as usize]
    }

    /// What no other record has: the name of a person whose oldest record it is.
    pub(super) fn own(&self) -> u64 {
        if self.number == 0 { self.hash } else { mix(self.hash ^ u64::from(self.number)) }
    }

    /// The order of records in a run over all of them.
    pub(super) fn place(&self) -> (u64, (usize, &str), u32) {
        (self.hash, by_name(&self.id), self.number)
    }

    /// Whether every record that it names is one of the first so many.
    pub(super) fn knows_none_from(&self, rows: u32) -> bool {
        let lists = [&self.neighbors, &self.decided.one_person, &self.decided.different_people];
        lists.iter().all(|it| it.last().is_none_or(|last| *last < rows))
    }

    pub(super) fn put(&self, put: &mut Put) {
        put.fixed(self.hash);
        put.number(u64::from(self.number));
        put.number(u64::from(self.age));
        put.ascending(&self.neighbors);
        put.ascending(&self.decided.one_person);
        put.ascending(&self.decided.different_people);
        put.text(&self.id);
        for place in 0..self.ends.len() {
            put.text(self.form(place));
        }
        for count in &self.counts {
            put.number(u64::from(*count));
        }
    }

    /// Takes a record with so many forms and features, behind which nothing stands.
    pub(super) fn take(
        take: &mut Take<'_>,
        row: u32,
        widths: (usize, usize),
    ) -> Result<Self, IndexError> {
        let res = Self::take_some(take, row, widths)?;
        if take.is_empty() { Ok(res) } else { Err(take.damaged()) }
    }

    /// Takes a record with so many forms and features.
    pub(super) fn take_some(
        take: &mut Take<'_>,
        row: u32,
        (forms, features): (usize, usize),
    ) -> Result<Self, IndexError> {
        let mut res = Self { row, hash: take.fixed()?, ..Self::default() };
        res.number = take.small()?;
        res.age = take.small()?;
        res.neighbors = take.ascending()?;
        res.decided.one_person = take.ascending()?;
        res.decided.different_people = take.ascending()?;
        take.text()?.clone_into(&mut res.id);
        for _ in 0..forms {
            res.push(take.text()?);
        }
        res.counts = (0..features).map(|_| take.small()).collect::<Result<_, _>>()?;
        Ok(res)
    }
}
