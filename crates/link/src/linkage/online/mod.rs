//! An index of people that were linked: it answers for one new record in the time of a few reads, and takes new records in so that the
//! people are those that a run over all would give.
//!
//! What is held fixed, so that this is true in whatever order records come: the model, the blocking keys, and how often each form
//! was seen in the run that wrote the file (a form that was not seen counts as borne by two). What lives: which records share a
//! key (a key's value that too many share gives no pairs, as in a run over all), pairs that may be one person, and who shares a
//! thing, and what was decided about records. People are no state: they follow from the pairs of a component, joined as in a run over all. A person is
//! called after the oldest of their records; of one run all records are equally old, and the smallest hash decides.
//!
//! The file is read piece by piece; each piece bears a hash by which damage shows. Added records stand in a journal beside it.
//!
//! Read: `head` (what the file says about itself), `stored` (a record), `table` (hash → entries), `scratch` (some records as tables
//! of the engine), `screen` (look-up), `join` (a record comes in), `write`.

mod codec;
mod head;
mod join;
mod people;
mod scratch;
mod screen;
mod source;
mod stored;
mod table;
#[cfg(test)]
mod tests;
mod write;

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
};

use bonafide_model::{ColumnKind, LinkModel, Positioned};
use foldhash::fast::FixedState;

use codec::Take;
use head::Head;
use source::Source;
use stored::{DecidedRows, Stored};

pub use screen::Asked;
pub(crate) use write::{Run, write};

/// The first and the last bytes of an index.
const MAGIC: &[u8; 8] = b"bonafidx";

/// Why an index gives no answer.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// Another kind of file, or one that ends too early.
    #[error("expected an index that `bonafide` has written, whole; write it again")]
    NoIndex,
    /// An index of another version.
    #[error("the index was written by another version of `bonafide`; write it again")]
    OtherVersion,
    /// Bytes that are not as they were written.
    #[error("the index is damaged at byte {at}; write it again")]
    Damaged {
        /// Where.
        at: u64,
    },
    /// A journal that was kept for another index.
    #[error(
        "the journal of added records belongs to another index; remove it, or put its index back"
    )]
    OtherJournal,
    /// What was decided about a new record can't hold beside what was decided before.
    #[error(
        "the record was not added: what was decided about it makes one person of records that were decided to be different people"
    )]
    Contradicted,
    /// A record whose bytes the journal could not keep.
    #[error("the record was not added, since the journal can't be written: {0}")]
    Unkept(#[source] std::io::Error),
    /// Bytes that can't be read.
    #[error("{0}")]
    Unreadable(#[source] std::io::Error),
}

/// Records that share the value of a key.
#[derive(Debug, Clone)]
struct Group {
    /// All of them in the file.
    rows: usize,
    /// Those of the file, in order; `None` if they are too many.
    listed: Option<Vec<u32>>,
    /// Different people among those that are not listed.
    people: u32,
    /// Those that were added.
    added: Vec<u32>,
}

impl Group {
    const fn len(&self) -> usize {
        self.rows + self.added.len()
    }
}

/// What came after the file was written.
#[derive(Debug, Default)]
struct Added {
    rows: Vec<Arc<Stored>>,
    /// How many hold the same.
    same: HashMap<u64, u32, FixedState>,
    /// By table and value of the key.
    posted: HashMap<(usize, u32), Vec<u32>, FixedState>,
    /// Later neighbors of records, in order.
    neighbors: BTreeMap<u32, Vec<u32>>,
    /// What was decided later about records.
    decided: BTreeMap<u32, DecidedRows>,
    /// Pairs that are none any more, the smaller first.
    gone: BTreeSet<(u32, u32)>,
}

/// An index that is open.
#[derive(Debug)]
pub struct Index {
    source: Source,
    head: Head,
    /// What tells this index from others.
    seal: u64,
    added: Added,
}

impl Index {
    /// Opens an index: reads what it says about itself, and nothing else.
    ///
    /// # Errors
    /// The bytes are no index, or one of another version, or damaged.
    pub fn open(bytes: Box<dyn Positioned>) -> Result<Self, IndexError> {
        let source = Source(bytes);
        let size = source.0.size();
        let mark = MAGIC.len() as u64;
        let is_marked = |at| source.with(at, at + mark, |it| Ok(it == MAGIC));
        let tail = size.checked_sub(mark + 16).filter(|it| *it >= mark);
        let tail = tail.ok_or(IndexError::NoIndex)?;
        if !is_marked(0)? || !is_marked(tail + 16)? {
            return Err(IndexError::NoIndex);
        }
        let (start, end) = source.span(tail)?;
        let (head, seal) = source.with(start, end, |bytes| {
            let mut take = Take::checked(bytes, start)?;
            let seal = u64::from(codec::check(bytes)) << 32 | (size & u64::from(u32::MAX));
            Ok((Head::take(&mut take)?, seal))
        })?;
        Ok(Self { source, head, seal, added: Added::default() })
    }

    /// The columns of its records and what they hold.
    pub fn columns(&self) -> &[(String, ColumnKind)] {
        &self.head.columns
    }

    /// The model by which it weighs.
    pub const fn model(&self) -> &LinkModel {
        &self.head.told
    }

    /// How many records it knows.
    pub fn records(&self) -> usize {
        self.head.rows as usize + self.added.rows.len()
    }

    /// How many of them were added.
    pub fn added(&self) -> usize {
        self.added.rows.len()
    }

    /// A record, with those that it may be one person with by now.
    fn row(&self, row: u32) -> Result<Arc<Stored>, IndexError> {
        let (more, decided) = (self.added.neighbors.get(&row), self.added.decided.get(&row));
        let mut res = match row.checked_sub(self.head.rows) {
            Some(place) => {
                let found = self.added.rows.get(place as usize);
                let found = found.ok_or(IndexError::Damaged { at: self.head.offsets })?;
                if more.is_none() && decided.is_none() && self.added.gone.is_empty() {
                    return Ok(Arc::clone(found));
                }
                Stored::clone(found)
            }
            None => self.of_file(row)?,
        };
        res.neighbors.extend(more.into_iter().flatten());
        decided.iter().flat_map(|it| it.all()).for_each(|(row, it)| res.decided.add(row, it));
        if !self.added.gone.is_empty() {
            res.neighbors.retain(|it| !self.is_gone(row, *it));
        }
        Ok(Arc::new(res))
    }

    fn of_file(&self, row: u32) -> Result<Stored, IndexError> {
        let (start, end) = self.source.span(self.head.offsets + u64::from(row) * 8)?;
        let widths = (self.head.stored.len(), self.head.features.len());
        let res = self.source.with(start, end, |bytes| {
            Stored::take(&mut Take::checked(bytes, start)?, row, widths)
        })?;
        if res.knows_none_from(self.head.rows) {
            Ok(res)
        } else {
            Err(IndexError::Damaged { at: start })
        }
    }

    fn is_gone(&self, a: u32, b: u32) -> bool {
        self.added.gone.contains(&(a.min(b), a.max(b)))
    }

    /// Who shares the value of a key.
    fn group(&self, table: usize, value: u32) -> Result<Group, IndexError> {
        let posted = &self.head.tables[table];
        let mut res = posted.place.read(&self.source, u64::from(value) << 32, |take| {
            group(take, value, self.head.rows)
        })?;
        if let Some(added) = self.added.posted.get(&(table, value)) {
            res.added.clone_from(added);
        }
        Ok(res)
    }

    /// How often a form was seen where the model was trained.
    fn seen(&self, feature: usize, hash: u64) -> Result<u32, IndexError> {
        self.head.counts[feature].read(&self.source, hash, |take| {
            let mut take = take;
            while !take.is_empty() {
                let (own, count) = (take.fixed()?, take.small()?);
                if own == hash {
                    return Ok(count);
                }
            }
            Ok(0)
        })
    }
}

/// Finds a group among those of a bucket.
fn group(take: Take<'_>, value: u32, rows: u32) -> Result<Group, IndexError> {
    let mut take = take;
    while !take.is_empty() {
        let own = take.number()?;
        let said = take.number()?;
        let is_listed = said & 1 == 1;
        let listed = if is_listed { Some(take.ascending()?) } else { None };
        let people = if is_listed { 0 } else { take.small()? };
        if own != u64::from(value) {
            continue;
        }
        let len = usize::try_from(said >> 1).map_err(|_too_big| take.damaged())?;
        let is_sound = listed
            .as_ref()
            .is_none_or(|it| it.len() == len && it.last().is_none_or(|last| *last < rows));
        if !is_sound || len > rows as usize {
            return Err(take.damaged());
        }
        return Ok(Group { rows: len, listed, people, added: Vec::new() });
    }
    Ok(Group { rows: 0, listed: Some(Vec::new()), people: 0, added: Vec::new() })
}
