//! What the lines of the JSONL files share: their version, their evidence, and how they are joined.

use bonafide_model::{Evidence, Locator, Provenance};
use serde::Serialize;

/// Version of the public shape; a change of meaning needs a new one.
pub(crate) const SCHEMA: &str = "bonafide/1";

/// A place in an input file; exactly one of the optional keys is there.
#[derive(Serialize)]
pub(crate) struct Place<'a> {
    file: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pointer: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    commit: Option<&'a str>,
}

impl<'a> Place<'a> {
    fn new(from: &'a Provenance) -> Self {
        let res = Self { file: &from.file, line: None, pointer: None, page: None, commit: None };
        match &from.at {
            Locator::Line(line) => Self { line: Some(*line), ..res },
            Locator::Pointer(pointer) => Self { pointer: Some(pointer), ..res },
            Locator::Page(page) => Self { page: Some(*page), ..res },
            Locator::Commit(commit) => Self { commit: Some(commit), ..res },
        }
    }
}

/// The places under a statement.
pub(crate) fn places(evidence: &Evidence) -> Vec<Place<'_>> {
    evidence.lines().iter().map(Place::new).collect()
}

/// One JSON object a line, each ended by LF.
pub(crate) fn join<T: Serialize>(lines: impl IntoIterator<Item = T>) -> Vec<u8> {
    let mut res = Vec::new();
    for line in lines {
        serde_json::to_writer(&mut res, &line)
            .expect("a line holds only strings, numbers, lists and maps keyed by strings");
        res.push(b'\n');
    }
    res
}
