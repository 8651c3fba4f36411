//! What a file came to, in our own words and line by line: what `fold` writes, what a later scan reads instead of the file.

mod cells;

use serde::{Deserialize, Serialize};

use crate::{Fact, FileReport, Ledger, Sighting, Subject};

pub use cells::{Cells, CellsRef};

/// Version of the lines; a reader refuses others.
pub const FOLD_VERSION: u32 = 5;
/// Cells that stand in one line at most. Guess: many enough that nobody feels what stands before them, few enough that a line
/// stays far below what a reader takes at once.
const CELLS_OF_A_LINE: usize = 256;

/// One line of a folded file.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub enum Folded {
    /// The account of a file whose statements follow.
    File(Box<FileReport>),
    /// A fact with its sighting.
    Fact(Subject, Box<Fact>, Sighting),
    /// Cells of a footprint.
    Uses(Subject, Cells),
}

/// The same, borrowed for writing.
#[derive(Debug, Clone, Serialize)]
pub enum FoldedRef<'a> {
    /// The account of a file whose statements follow.
    File(&'a FileReport),
    /// A fact with its sighting.
    Fact(&'a Subject, &'a Fact, &'a Sighting),
    /// Cells of a footprint.
    Uses(&'a Subject, CellsRef<'a>),
}

impl Ledger {
    /// Everything in the ledger, facts first, in order.
    pub fn folded(&self) -> impl Iterator<Item = FoldedRef<'_>> {
        let facts = self.said.iter().flat_map(|(subject, facts)| {
            facts.iter().map(move |(fact, sighting)| FoldedRef::Fact(subject, fact, sighting))
        });
        let uses = self.footprints.iter().flat_map(|(subject, footprint)| {
            let mut cells = footprint.cells.iter();
            std::iter::from_fn(move || {
                let some = CellsRef::of(cells.by_ref().take(CELLS_OF_A_LINE));
                (!some.is_empty()).then_some(FoldedRef::Uses(subject, some))
            })
        });
        facts.chain(uses)
    }

    /// Takes a line of a folded file in; the account of a file is not the ledger's and comes back.
    pub fn unfold(&mut self, line: Folded) -> Option<FileReport> {
        match line {
            Folded::File(report) => return Some(*report),
            Folded::Fact(subject, fact, sighting) => self.put(subject, *fact, sighting),
            Folded::Uses(subject, cells) => {
                let footprint = self.footprints.entry(subject).or_default();
                cells.0.into_iter().for_each(|(key, cell)| footprint.put(key, cell));
            }
        }
        None
    }
}
