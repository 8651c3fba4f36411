//! `own.jsonl`: what an organization's own signals and its overlay did in a scan. It is written only where there are some.

use serde::Serialize;

use crate::line::{SCHEMA, join};

/// Name of the file.
pub const FILE: &str = "own.jsonl";
/// The JSON Schema (draft 2020-12) of a line.
pub const OWN_SCHEMA: &str = include_str!("../schemas/own.schema.json");

/// What one of them did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum OwnOutcome {
    /// A signal looked, and found something or not.
    Ran,
    /// A signal could not look.
    CouldNotRun,
    /// A signal is switched off.
    Off,
    /// An exception held.
    Applied,
    /// An exception has ended.
    Ended,
}

/// One line; key order is part of the format.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OwnLine {
    /// Id of the signal; `None` for a file from which none could be read.
    pub signal: Option<String>,
    /// The file in which it stands, and of an overlay or a fault the line.
    pub file: String,
    /// 1-based.
    pub line: Option<usize>,
    /// What it did.
    pub outcome: OwnOutcome,
    /// Findings: made, left out, or without weight.
    pub findings: usize,
    /// Why it could not run, was off, or was excepted.
    pub why: Option<String>,
    /// Who answers for an exception.
    pub owner: Option<String>,
    /// Its last day.
    pub until: Option<String>,
}

#[derive(Serialize)]
struct Versioned<'a> {
    schema: &'static str,
    #[serde(flatten)]
    line: &'a OwnLine,
}

/// The file.
pub fn write(lines: &[OwnLine]) -> Vec<u8> {
    join(lines.iter().map(|line| Versioned { schema: SCHEMA, line }))
}
