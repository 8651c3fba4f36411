//! `intake.jsonl`: one line an input file, with what became of every record in it.

use std::collections::BTreeMap;

use bonafide_model::{FileReport, Scan, Settings};
use serde::Serialize;

use crate::{
    Export, Reveal,
    line::{SCHEMA, join},
};

/// The format.
pub(crate) const EXPORT: Export = Export {
    file: "intake.jsonl",
    about: "one line an input file: records read, passed over, rejected",
    write,
};

/// Key order is part of the format.
#[derive(Serialize)]
struct Line<'a> {
    schema: &'static str,
    file: &'a str,
    sha256: &'a str,
    source: Option<&'static str>,
    records: u64,
    says: u64,
    passed_over: &'a BTreeMap<String, u64>,
    rejected: &'a BTreeMap<String, u64>,
    /// Columns dropped at the door because they hold protected traits; left out when there are none.
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    dropped_columns: &'a [String],
}

fn write(scan: &Scan, _settings: &Settings, _reveal: Reveal) -> Vec<u8> {
    join(scan.intake.iter().map(line))
}

fn line(report: &FileReport) -> Line<'_> {
    Line {
        schema: SCHEMA,
        file: &report.file,
        sha256: &report.sha256,
        source: report.source,
        records: report.records,
        says: report.says,
        passed_over: &report.passed_over,
        rejected: &report.rejected,
        dropped_columns: &report.dropped_columns,
    }
}
