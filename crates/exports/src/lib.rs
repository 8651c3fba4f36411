//! A scan as bytes: one file a format, and the list of them.
//!
//! The public shape of a case lives here and nowhere else; [`SCHEMAS`] describe it to machines. The same scan, settings
//! and reveal give the same bytes. Personal values leave masked unless the caller says [`Reveal::Revealed`].
//!
//! Read `personas_jsonl` first; `report_html` is the one for people.

use std::collections::BTreeMap;

use bonafide_model::{Scan, Sentence, Settings};
use bonafide_views::Shown;

mod frame;
mod intake_jsonl;
mod line;
pub mod link;
mod link_html;
mod networks_jsonl;
pub mod own_jsonl;
mod personas_jsonl;
mod report_html;
pub mod sample;
pub mod screen;
mod sheet;

/// Whether personal values leave in full.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reveal {
    /// Pseudonyms and masked values.
    Masked,
    /// Names and whole values: the run was told to.
    Revealed,
}

impl Reveal {
    fn words(self, sentence: &Sentence) -> &str {
        match self {
            Self::Masked => sentence.masked(),
            Self::Revealed => sentence.reveal(),
        }
    }

    fn shown(self) -> Shown {
        match self {
            Self::Masked => Shown::Masked,
            Self::Revealed => Shown::Revealed,
        }
    }
}

/// One format.
#[derive(Debug)]
pub struct Export {
    /// Name of the file it writes.
    pub file: &'static str,
    /// What is in it, for `--help` and the summary.
    pub about: &'static str,
    /// Writes it.
    pub write: fn(&Scan, &Settings, Reveal) -> Vec<u8>,
}

/// Every format that a scan writes, in order of file name. A new one adds its file and one line here.
pub const EXPORTS: &[Export] =
    &[intake_jsonl::EXPORT, networks_jsonl::EXPORT, personas_jsonl::EXPORT, report_html::EXPORT];

/// The JSON Schema (draft 2020-12) of one line of each JSONL file, by file name.
pub const SCHEMAS: &[(&str, &str)] = &[
    ("intake.jsonl", include_str!("../schemas/intake.schema.json")),
    ("networks.jsonl", include_str!("../schemas/networks.schema.json")),
    ("personas.jsonl", include_str!("../schemas/personas.schema.json")),
];

/// All files of a scan by name.
pub fn write_scan(scan: &Scan, settings: &Settings, reveal: Reveal) -> BTreeMap<String, Vec<u8>> {
    EXPORTS
        .iter()
        .map(|export| (export.file.to_owned(), (export.write)(scan, settings, reveal)))
        .collect()
}
