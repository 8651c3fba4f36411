//! What a human opens, works and closes; and the whole answer of one scan.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{Assessment, Linked, Need, NetworkId, PersonaId, Provenance, Sentence, names::Name};

/// What to open first. Never a verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Priority {
    /// Nothing speaks against the person.
    None,
    /// When there is time.
    Later,
    /// This week.
    Soon,
    /// First.
    Now,
}

impl Priority {
    /// The word of the output contract.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Later => "later",
            Self::Soon => "soon",
            Self::Now => "now",
        }
    }

    /// The reverse of [`Priority::as_str`].
    pub fn parse(word: &str) -> Option<Self> {
        [Self::None, Self::Later, Self::Soon, Self::Now].into_iter().find(|it| it.as_str() == word)
    }
}

/// What a human found out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Misrepresents identity or location.
    Confirmed,
    /// An ordinary explanation holds.
    Cleared,
    /// Cannot say.
    Undetermined,
}

/// A human's recorded decision. Appended, never changed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Decision {
    /// About whom.
    pub persona: PersonaId,
    /// What.
    pub verdict: Verdict,
    /// When.
    pub at: Timestamp,
    /// Why, in the human's words.
    pub reason: String,
}

/// An explanation that competes with others for the same findings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// In words: "an operated persona", "an honest worker".
    pub name: &'static str,
    /// What speaks for it, in words.
    pub supports: Vec<String>,
    /// What would tell it from the others.
    pub tells_apart: &'static str,
}

/// A step that would clear or confirm, cheapest and least intrusive first.
#[derive(Debug, Clone, PartialEq)]
pub struct NextCheck {
    /// What to do.
    pub step: &'static str,
    /// Signals that it would settle.
    pub settles: Vec<&'static str>,
    /// Bits that would fall away if the check clears.
    pub bits: f64,
}

/// One row of "said against observed".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimRow {
    /// About what: "place", "delivery", "pay", "time zone", "name".
    pub about: &'static str,
    /// What the person says.
    pub said: Vec<(Sentence, Provenance)>,
    /// What records show.
    pub observed: Vec<(Sentence, Provenance)>,
}

/// One entry of a timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    /// When.
    pub at: Timestamp,
    /// Lane: "hiring", "equipment", "access", "money", "code", "afterwards".
    pub lane: &'static str,
    /// What.
    pub what: Sentence,
    /// Its line.
    pub from: Provenance,
}

/// One persona as a case.
#[derive(Debug, Clone)]
pub struct Case {
    /// 1 is the first to review; no ties.
    pub rank: usize,
    /// Who.
    pub persona: PersonaId,
    /// What to open first.
    pub priority: Priority,
    /// Weighed evidence.
    pub assessment: Assessment,
    /// Network.
    pub network: Option<NetworkId>,
    /// Competing explanations, best supported first.
    pub explanations: Vec<Explanation>,
    /// Next checks.
    pub next_checks: Vec<NextCheck>,
    /// Said against observed.
    pub claims: Vec<ClaimRow>,
    /// Timeline, oldest first.
    pub timeline: Vec<Moment>,
}

/// What became of one input file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileReport {
    /// Path relative to the scanned folder.
    pub file: String,
    /// SHA-256 of the file as it lies on disk, lower-case hex; empty if it could not be opened or came as a stream.
    pub sha256: String,
    /// Id of the source that reads it.
    #[serde(with = "crate::names::optional")]
    pub source: Option<Name>,
    /// Records in it.
    pub records: u64,
    /// Records that said something.
    pub says: u64,
    /// Sound records of no use here, by reason.
    pub passed_over: BTreeMap<String, u64>,
    /// Unreadable records, by reason.
    pub rejected: BTreeMap<String, u64>,
    /// First rejected records, with line and reason, for the person who made the export.
    pub reject_examples: Vec<(Provenance, String)>,
    /// Columns that were dropped at the door because they hold protected traits.
    pub dropped_columns: Vec<String>,
    /// Columns that the source could not use.
    pub unused_columns: Vec<String>,
    /// Earliest and latest time among what was said.
    pub span: Option<(Timestamp, Timestamp)>,
}

/// The whole answer of one scan.
#[derive(Debug, Clone)]
pub struct Scan {
    /// The day it was made for.
    pub as_of: Timestamp,
    /// Cases in order of rank, one a persona.
    pub cases: Vec<Case>,
    /// The linked population.
    pub linked: Linked,
    /// One entry a file, in order of name.
    pub intake: Vec<FileReport>,
    /// Kinds of record that were read; without them signals are blind.
    pub fed: BTreeSet<Need>,
}
