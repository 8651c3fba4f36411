//! One file → what it says, and the account of every record in it.

use std::collections::BTreeMap;

use bonafide_model::{
    Body, FileReport, InputFile, Ledger, Locator, MappedFile, Provenance, Reading, Record, Reject,
    Statement,
};
use bonafide_sources::Source;
use jiff::Timestamp;
use rayon::prelude::*;

/// Records that are looked at to recognize a file: guess, enough to pass a page of odd rows.
const SAMPLE: usize = 64;
/// Records read side by side: guess, large enough to keep the cores busy and small enough to stay in memory.
const BATCH: usize = 4096;
/// Rejected records that are shown with their place: guess, enough to see the pattern.
const EXAMPLES: usize = 20;
/// Said of every record of a file that no source recognizes.
const NOT_RECOGNIZED: &str =
    "no source recognizes this file; map it with a mapping file or leave it out";

type Incoming = Result<Record, (Provenance, Reject)>;

/// Reads one file; `mapped` names the source where the user has said which.
pub fn read(file: InputFile<'_>, mapped: Option<&MappedFile>) -> (FileReport, Ledger) {
    let InputFile { name, sha256, dropped_columns, mut records } = file;
    let mut report = FileReport { sha256, dropped_columns, ..blank(name) };
    let mut ledger = Ledger::default();
    let mut batch: Vec<Incoming> = records.by_ref().take(SAMPLE).collect();
    let source = choose(&batch, mapped);
    report.source = source.map(|it| it.id);
    report.unused_columns = unused_columns(&batch, source);
    while !batch.is_empty() {
        let answers = answer(batch, source);
        for (from, outcome) in answers {
            report.records += 1;
            settle(&mut report, &mut ledger, from, outcome);
        }
        batch = records.by_ref().take(BATCH).collect();
    }
    (report, ledger)
}

/// The account of a file that could not be opened: one rejected record, so that it is never left out in silence.
pub fn unopened(file: String, why: String) -> FileReport {
    let from = Provenance { file: file.as_str().into(), at: Locator::Line(1) };
    FileReport {
        records: 1,
        rejected: BTreeMap::from([(why.clone(), 1)]),
        reject_examples: vec![(from, why)],
        ..blank(file)
    }
}

fn blank(file: String) -> FileReport {
    FileReport {
        file,
        sha256: String::new(),
        source: None,
        records: 0,
        says: 0,
        passed_over: BTreeMap::new(),
        rejected: BTreeMap::new(),
        reject_examples: Vec::new(),
        dropped_columns: Vec::new(),
        unused_columns: Vec::new(),
        span: None,
    }
}

fn choose(sample: &[Incoming], mapped: Option<&MappedFile>) -> Option<&'static Source> {
    if let Some(mapped) = mapped {
        return bonafide_sources::by_id(&mapped.source);
    }
    let sound: Vec<Record> = sample.iter().filter_map(|it| it.as_ref().ok().cloned()).collect();
    bonafide_sources::recognize(&sound)
}

/// Columns of a table that its source has no use for.
fn unused_columns(sample: &[Incoming], source: Option<&'static Source>) -> Vec<String> {
    let header = sample.iter().find_map(|it| {
        if let Ok(Record { body: Body::Row { header, .. }, .. }) = it { Some(header) } else { None }
    });
    match (header, source) {
        (Some(header), Some(source)) => source.unused_columns(header),
        _ => Vec::new(),
    }
}

fn answer(
    batch: Vec<Incoming>,
    source: Option<&'static Source>,
) -> Vec<(Provenance, Result<Reading, Reject>)> {
    let one = |incoming: Incoming| match (incoming, source) {
        (Err((from, reject)), _) => (from, Err(reject)),
        (Ok(record), None) => (record.from, Ok(Reading::PassOver(NOT_RECOGNIZED))),
        (Ok(record), Some(source)) => {
            let outcome = (source.read)(&record);
            (record.from, outcome)
        }
    };
    batch.into_par_iter().map(one).collect()
}

fn settle(
    report: &mut FileReport,
    ledger: &mut Ledger,
    from: Provenance,
    outcome: Result<Reading, Reject>,
) {
    match outcome {
        Ok(Reading::Says(statements)) => {
            report.says += 1;
            for statement in statements {
                report.span = widen(report.span, &statement);
                ledger.fold(statement, &from);
            }
        }
        Ok(Reading::PassOver(why)) => *report.passed_over.entry(why.to_owned()).or_default() += 1,
        Err(reject) => {
            if report.reject_examples.len() < EXAMPLES {
                report.reject_examples.push((from, reject.0.clone()));
            }
            *report.rejected.entry(reject.0).or_default() += 1;
        }
    }
}

fn widen(
    span: Option<(Timestamp, Timestamp)>,
    statement: &Statement,
) -> Option<(Timestamp, Timestamp)> {
    let at = statement.fact.as_access().map(|it| it.at).or(statement.at);
    match (span, at) {
        (Some((first, last)), Some(at)) => Some((first.min(at), last.max(at))),
        (None, Some(at)) => Some((at, at)),
        (span, None) => span,
    }
}
