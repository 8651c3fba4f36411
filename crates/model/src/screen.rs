//! Screening: one new record against records that are known. Who it may be, and which rare things it shares with whom.

use std::io;

use crate::{Bits, ClusterId, Step};

/// Bytes that are read where they are needed and never as a whole: a file behind a gate, or memory.
pub trait Positioned: Send + Sync {
    /// How many bytes there are.
    fn size(&self) -> u64;

    /// Fills a buffer with the bytes from a place on.
    ///
    /// # Errors
    /// The bytes cannot be read, or end before the buffer is full.
    fn read_at(&self, at: u64, into: &mut [u8]) -> io::Result<()>;
}

impl Positioned for Vec<u8> {
    fn size(&self) -> u64 {
        self.len() as u64
    }

    fn read_at(&self, at: u64, into: &mut [u8]) -> io::Result<()> {
        let bytes = usize::try_from(at).ok().and_then(|at| self.get(at..)?.get(..into.len()));
        into.copy_from_slice(bytes.ok_or(io::ErrorKind::UnexpectedEof)?);
        Ok(())
    }
}

/// A record that is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownRecord {
    /// What names it where it came from.
    pub id: String,
    /// The person it is taken for.
    pub person: ClusterId,
    /// Its name as it is compared; empty where it has none.
    pub name: String,
}

/// A known record that may be the same person.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// The record.
    pub record: KnownRecord,
    /// Match weight, prior included and everything else that could explain the pair taken off.
    pub weight: Bits,
    /// What each comparison says, in the order of the model's.
    pub steps: Vec<Step>,
}

/// A thing that a record shares with people who say that they are somebody else.
#[derive(Debug, Clone, PartialEq)]
pub struct SharedWith {
    /// The columns that hold it, joined by `+`.
    pub column: String,
    /// The thing as it is compared.
    pub value: String,
    /// One record of each person who shares it; none where too many do.
    pub holders: Vec<KnownRecord>,
    /// How many other people share it.
    pub people: u32,
    /// How rare it is: `log2` of the records that have such a thing over those that have this one.
    pub rarity: Bits,
    /// Why it ties nobody, if it does not.
    pub muted: Option<MutedTie>,
}

/// Why a shared thing ties nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MutedTie {
    /// More people share it than one person is known to have posed as: an office, an agency, a recruiter.
    TooMany,
    /// All who share it bear one family name, as households do.
    OneFamily,
}

impl MutedTie {
    /// The reason in words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::TooMany => "too many people share it: an office, an agency or a recruiter may",
            Self::OneFamily => "those who share it bear one family name, as a household does",
        }
    }
}

/// What an index knows of a record.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Screened {
    /// Who it may be, the likeliest first.
    pub candidates: Vec<Candidate>,
    /// What it shares with others, the rarest first.
    pub ties: Vec<SharedWith>,
    /// Blocking rules whose value too many records share, so that they gave no candidates.
    pub hot: Vec<String>,
}

/// What a new record did to the people of an index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClusterChange {
    /// Nobody is it: a person of one record.
    Created(ClusterId),
    /// It is of somebody who was known.
    Joined(ClusterId),
    /// People who were several are one; the oldest name stays.
    Merged {
        /// The name that stays.
        into: ClusterId,
        /// Names that are gone, in order.
        gone: Vec<ClusterId>,
    },
    /// Somebody who was one is several: what joined them too many share by now, or speaks against it.
    Split {
        /// The name that was.
        from: ClusterId,
        /// Names of the parts, in order; the part of the oldest record keeps the name.
        into: Vec<ClusterId>,
    },
}
