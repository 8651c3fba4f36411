//! What a file came to, in our own words and line by line: what `fold` writes, what a later scan reads instead of the file.

use serde::{Deserialize, Serialize};

use crate::{Cell, CellKey, Fact, FileReport, Ledger, Sighting, Subject};

/// Version of the lines; a reader refuses others.
pub const FOLD_VERSION: u32 = 1;

/// One line of a folded file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Folded {
    /// The account of a file whose statements follow.
    File(Box<FileReport>),
    /// A fact with its sighting.
    Fact(Subject, Box<Fact>, Sighting),
    /// A cell of a footprint.
    Use(Subject, Box<CellKey>, Box<Cell>),
}

/// The same, borrowed for writing.
#[derive(Debug, Clone, Copy, Serialize)]
pub enum FoldedRef<'a> {
    /// The account of a file whose statements follow.
    File(&'a FileReport),
    /// A fact with its sighting.
    Fact(&'a Subject, &'a Fact, &'a Sighting),
    /// A cell of a footprint.
    Use(&'a Subject, &'a CellKey, &'a Cell),
}

impl Ledger {
    /// Everything in the ledger, facts first, in order.
    pub fn folded(&self) -> impl Iterator<Item = FoldedRef<'_>> {
        let facts = self.said.iter().flat_map(|(subject, facts)| {
            facts.iter().map(move |(fact, sighting)| FoldedRef::Fact(subject, fact, sighting))
        });
        let uses = self.footprints.iter().flat_map(|(subject, footprint)| {
            footprint.cells.iter().map(move |(key, cell)| FoldedRef::Use(subject, key, cell))
        });
        facts.chain(uses)
    }

    /// Takes a line of a folded file in; the account of a file is not the ledger's and comes back.
    pub fn unfold(&mut self, line: Folded) -> Option<FileReport> {
        match line {
            Folded::File(report) => return Some(*report),
            Folded::Fact(subject, fact, sighting) => self.put(subject, *fact, sighting),
            Folded::Use(subject, key, cell) => {
                self.footprints.entry(subject).or_default().put(*key, *cell);
            }
        }
        None
    }
}
