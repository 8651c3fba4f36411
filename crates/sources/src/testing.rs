//! Reads a source's fixtures and holds its answers against the `.out` files beside them; `UPDATE_EXPECT=1` rewrites those.

use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use bonafide_model::{Body, Header, Locator, Provenance, Reading, Record, Statement, Subject};

use crate::{Source, recognize};

/// Checks every fixture of a source's folder: NDJSON, one JSON value, a JSON list of records, a table, or (`*.log.in`) lines.
pub(crate) fn check_fixtures(source: &'static Source) {
    check_fixtures_with(source, records);
}

/// The same with a reader of the fixture's own.
#[expect(clippy::disallowed_methods, reason = "fixtures lie on disk")]
pub(crate) fn check_fixtures_with(source: &'static Source, records: fn(&str, &str) -> Vec<Record>) {
    let is_updating = std::env::var("UPDATE_EXPECT").is_ok_and(|it| it == "1");
    for input in inputs(source) {
        let name = input.file_name().and_then(|it| it.to_str()).expect("fixtures have plain names");
        let text = fs::read_to_string(&input).expect("a fixture is text");
        let actual = answers(source, &records(name, &text));
        let output = input.with_extension("out");
        if is_updating {
            fs::write(&output, &actual).expect("the folder of fixtures can be written");
        }
        let expected = fs::read_to_string(&output).unwrap_or_default();
        assert_eq!(
            actual,
            expected,
            "{} answers otherwise; UPDATE_EXPECT=1 rewrites {}",
            source.id,
            output.display()
        );
    }
}

/// The records of all fixtures of all sources.
#[expect(clippy::disallowed_methods, reason = "fixtures lie on disk")]
pub(crate) fn all_fixtures() -> Vec<Record> {
    let mut res = Vec::new();
    for source in crate::SOURCES {
        for path in inputs(source) {
            let name =
                path.file_name().and_then(|it| it.to_str()).expect("fixtures have plain names");
            res.extend(records(name, &fs::read_to_string(&path).expect("a fixture is text")));
        }
    }
    res
}

/// Paths of a source's fixtures, in order.
fn inputs(source: &Source) -> Vec<PathBuf> {
    let folder =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("src/shelf").join(source.id).join("fixtures");
    let entries = fs::read_dir(folder).expect("a source has a folder of fixtures");
    let paths = entries.map(|it| it.expect("the folder can be listed").path());
    let mut inputs: Vec<PathBuf> =
        paths.filter(|it| it.extension().is_some_and(|it| it == "in")).collect();
    inputs.sort();
    assert!(!inputs.is_empty(), "{} has no fixtures", source.id);
    inputs
}

/// Records of a fixture in the simplest way: the real gate is `intake`.
pub(crate) fn records(name: &str, text: &str) -> Vec<Record> {
    let text = text.trim_start_matches('\u{feff}');
    if name.ends_with(".log.in") {
        return log_lines(name, text);
    }
    if text.trim_start().starts_with(['{', '[']) {
        json_records(name, text)
    } else {
        rows(name, text)
    }
}

fn log_lines(name: &str, text: &str) -> Vec<Record> {
    let lines = text.lines().enumerate().filter(|(_, it)| !it.trim().is_empty());
    lines
        .map(|(idx, it)| Record {
            from: Provenance::line(name, idx as u64 + 1),
            body: Body::Line(it.into()),
        })
        .collect()
}

fn json_records(name: &str, text: &str) -> Vec<Record> {
    if let Ok(items) = serde_json::from_str::<Vec<&serde_json::value::RawValue>>(text) {
        return items
            .into_iter()
            .enumerate()
            .map(|(idx, it)| json(name, Locator::Pointer(format!("/{idx}")), it.get()))
            .collect();
    }
    if serde_json::from_str::<&serde_json::value::RawValue>(text).is_ok() {
        return vec![json(name, Locator::Pointer(String::new()), text.trim())];
    }
    let lines = text.lines().enumerate().filter(|(_, it)| !it.trim().is_empty());
    lines.map(|(idx, it)| json(name, Locator::Line(idx as u64 + 1), it)).collect()
}

fn json(name: &str, at: Locator, text: &str) -> Record {
    Record { from: Provenance { file: name.into(), at }, body: Body::Json(text.into()) }
}

fn rows(name: &str, text: &str) -> Vec<Record> {
    let head = text.lines().next().unwrap_or_default();
    let count = |delimiter: u8| head.bytes().filter(|it| *it == delimiter).count();
    let delimiter =
        [b',', b';', b'\t'].into_iter().max_by_key(|it| count(*it)).expect("there are three");
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(text.as_bytes());
    let header =
        reader.headers().expect("a fixture has a header").iter().map(str::to_owned).collect();
    let header = Arc::new(Header::new(header));
    let mut res = Vec::new();
    for row in reader.records() {
        let row = row.expect("a fixture is a sound table");
        let line = row.position().map_or(0, csv::Position::line);
        let mut cells: Vec<String> = row.iter().map(str::to_owned).collect();
        cells.resize(header.written.len(), String::new());
        res.push(Record {
            from: Provenance::line(name, line),
            body: Body::Row { header: Arc::clone(&header), cells },
        });
    }
    res
}

/// The answers to all records, as the `.out` files hold them.
fn answers(source: &'static Source, records: &[Record]) -> String {
    let mut page = String::new();
    let (mut said, mut passed, mut rejected) = (0, 0, 0);
    let recognized = recognize(records).map_or("no source", |it| it.id);
    put(&mut page, &format!("recognized as {recognized}"));
    for record in records {
        let at = record.from.to_string();
        match (source.read)(record) {
            Ok(Reading::Says(statements)) => {
                said += 1;
                put(&mut page, &format!("\n{at} says"));
                show(&mut page, &statements);
            }
            Ok(Reading::PassOver(why)) => {
                passed += 1;
                put(&mut page, &format!("\n{at} passed over: {why}"));
            }
            Err(why) => {
                rejected += 1;
                put(&mut page, &format!("\n{at} rejected: {why}"));
            }
        }
    }
    assert_eq!(said + passed + rejected, records.len());
    put(
        &mut page,
        &format!(
            "\n{} records: {said} said, {passed} passed over, {rejected} rejected",
            records.len()
        ),
    );
    page
}

fn show(page: &mut String, statements: &[Statement]) {
    let mut subject = None;
    for statement in statements {
        if subject != Some(&statement.subject) {
            subject = Some(&statement.subject);
            let of = match &statement.subject {
                Subject::Record(key) => format!("{} {}", key.source, key.key),
                Subject::Device(key) => format!("device {key:?}"),
                Subject::Parcel(tracking) => format!("parcel {tracking}"),
                Subject::Indicator(indicator) => format!("indicator {indicator:?}"),
            };
            put(page, &format!("  {of}"));
        }
        let at = statement.at.map(|it| format!(" at {it}")).unwrap_or_default();
        put(page, &format!("    {:?}{at}", statement.fact));
    }
}

fn put(page: &mut String, line: &str) {
    writeln!(page, "{line}").expect("writing to a String cannot fail");
}
