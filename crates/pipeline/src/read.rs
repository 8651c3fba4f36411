//! One file → what it says, and the account of every record in it.

use std::{collections::BTreeMap, sync::Arc};

use bonafide_model::{
    Body, FileReport, Incoming, InputFile, Ledger, Locator, MappedFile, Provenance, Record,
};
use bonafide_sources::Source;
use rayon::prelude::*;

use crate::{Watch, account::Account, repeat};

/// Records that are looked at to recognize a file: guess, enough to pass a page of odd rows.
const SAMPLE: usize = 64;
/// Records read side by side: guess, large enough to keep the cores busy and small enough to stay in memory.
const BATCH: usize = 16 << 10;
/// Said of every record of a file that no source recognizes.
const NOT_RECOGNIZED: &str =
    "no source recognizes this file; map it with a mapping file or leave it out";

/// Said of what a mapping makes no row of.
const NO_ROW: &str = "a record or line of another shape than the mapping names";

/// Reads one file; `mapped` names the source where the user has said which.
pub fn read(file: InputFile<'_>, mapped: Option<&MappedFile>) -> (FileReport, Ledger) {
    read_watching(file, mapped, &Watch::default())
}

/// The same, with rules of the user's own looking on.
pub fn read_watching(
    file: InputFile<'_>,
    mapped: Option<&MappedFile>,
    watch: &Watch<'_>,
) -> (FileReport, Ledger) {
    let InputFile { name, sha256, dropped_columns, mut records, lines } = file;
    let mut report = FileReport { dropped_columns, ..blank(name) };
    let mut batch: Vec<Incoming> = records.by_ref().take(SAMPLE).collect();
    let reader = Reader {
        source: choose(&batch, mapped),
        rows_only: mapped.is_some_and(MappedFile::makes_rows),
        watch,
    };
    let source = reader.source;
    report.source = source.map(|it| it.id);
    report.unused_columns = unused_columns(&batch, source);
    let mut all = Account::default();
    let lines = lines.filter(|_| !source.is_some_and(|it| watch.has(it)));
    if let (Some(lines), Some(source)) = (lines, source) {
        let name: Arc<str> = report.file.as_str().into();
        all = repeat::read(&*lines, &name, source);
    } else {
        while !batch.is_empty() {
            all.add(account(batch, reader));
            batch = records.by_ref().take(BATCH).collect();
        }
    }
    report.sha256 = sha256();
    all.close(report)
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

/// Who reads the records of a file.
#[derive(Clone, Copy)]
struct Reader<'a> {
    source: Option<&'static Source>,
    watch: &'a Watch<'a>,
    /// The user's mapping makes rows; what is none has no place in it.
    rows_only: bool,
}

/// Reads a batch side by side; parts are added up in the order of the file.
fn account(batch: Vec<Incoming>, reader: Reader<'_>) -> Account {
    let enter = |mut account: Account, incoming: Incoming| {
        match (incoming, reader.source) {
            (Err((from, reject)), _) => account.enter(from, Err(reject)),
            (Ok(_), None) => account.pass_over(NOT_RECOGNIZED, 1),
            (Ok(record), Some(_))
                if reader.rows_only && !matches!(record.body, Body::Row { .. }) =>
            {
                account.pass_over(NO_ROW, 1);
            }
            (Ok(record), Some(source)) => {
                let outcome = reader.watch.read(source, &record);
                account.enter(record.from, outcome);
            }
        }
        account
    };
    batch.into_par_iter().fold(Account::default, enter).reduce(Account::default, |mut all, it| {
        all.add(it);
        all
    })
}
