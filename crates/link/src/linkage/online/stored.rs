//! One record as an index keeps it.

use super::{
    IndexError,
    codec::{Put, Take},
};
use crate::linkage::train::mix;

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
    pub(super) const fn place(&self) -> (u64, u32) {
        (self.hash, self.number)
    }

    pub(super) fn put(&self, put: &mut Put) {
        put.fixed(self.hash);
        put.number(u64::from(self.number));
        put.number(u64::from(self.age));
        put.ascending(&self.neighbors);
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
        take.text()?.clone_into(&mut res.id);
        for _ in 0..forms {
            res.push(take.text()?);
        }
        res.counts = (0..features).map(|_| take.small()).collect::<Result<_, _>>()?;
        Ok(res)
    }
}
