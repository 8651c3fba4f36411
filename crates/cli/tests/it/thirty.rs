//! A folder of unnamed files from many vendors: `check` says in one table what each is, by content alone.

use std::{collections::BTreeMap, fs, path::PathBuf};

use serde_json::Value;

use crate::company::bonafide;

/// Widest line of a report.
const WIDTH: usize = 100;
/// Files in the folder at least.
const LEAST_FILES: usize = 30;
/// Fixtures that are no file of an export: their source's tests make the records.
const NO_FILES: &[&str] = &["id_documents", "resume_files"];

/// What the answer of a fixture says if its records are single pages of a vendor's manual, which no file holds together.
const NOT_ONE_FILE: &str = "recognized as no source";

/// Every fixture of the shelf that is a file of an export, with the source that it is of, in order.
fn fixtures() -> Vec<(String, PathBuf)> {
    let shelf = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../sources/src/shelf");
    let mut res = Vec::new();
    for source in bonafide_sources::SOURCES.iter().filter(|it| !NO_FILES.contains(&it.id)) {
        let folder = shelf.join(source.id).join("fixtures");
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let is_input = path.extension().is_some_and(|it| it == "in");
            if is_input
                && !fs::read_to_string(path.with_extension("out")).unwrap().contains(NOT_ONE_FILE)
            {
                res.push((source.id.to_owned(), path));
            }
        }
    }
    res.sort();
    res
}

/// The folder, and of each file the source that it is of.
fn unnamed() -> (tempfile::TempDir, BTreeMap<String, String>) {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("in")).unwrap();
    let mut expected = BTreeMap::new();
    for (idx, (source, path)) in fixtures().into_iter().enumerate() {
        let name = format!("file-{:02}", idx + 1);
        fs::copy(path, folder.path().join("in").join(&name)).unwrap();
        expected.insert(name, source);
    }
    (folder, expected)
}

#[test]
fn every_unnamed_file_is_recognized_by_content_in_one_table() {
    let (folder, expected) = unnamed();
    assert!(expected.len() >= LEAST_FILES, "{} files", expected.len());
    let output = bonafide(folder.path(), &["check", "in", "--format", "jsonl", "--quiet"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let lines: Vec<Value> = String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .map(|it| serde_json::from_str(it).unwrap())
        .collect();
    let mut wrong = Vec::new();
    for (name, source) in &expected {
        let line = lines
            .iter()
            .find(|it| it["about"] == "file" && it["file"] == name.as_str())
            .unwrap_or_else(|| panic!("{name} is not told of"));
        let found = line["source"].as_str().unwrap_or("nothing");
        if found != source {
            wrong.push(format!("{name} is of {source} and was taken for {found}"));
        }
        let sum = |key: &str| -> u64 {
            line[key].as_object().unwrap().values().map(|it| it.as_u64().unwrap()).sum()
        };
        let said = line["said"].as_u64().unwrap();
        assert_eq!(
            said + sum("passed") + sum("rejected"),
            line["rows"].as_u64().unwrap(),
            "{name}"
        );
    }
    assert!(wrong.is_empty(), "misrecognized:\n{}", wrong.join("\n"));
}

#[test]
fn the_table_fits_a_terminal_and_shows_nobody() {
    let (folder, expected) = unnamed();
    let output = bonafide(folder.path(), &["check", "in", "--format", "table", "--quiet"]);
    let text = String::from_utf8(output.stdout).unwrap();
    for (name, source) in &expected {
        let row = text.lines().find(|it| it.starts_with(&format!("{name} ")));
        assert!(row.is_some_and(|it| it.contains(source.as_str())), "{name}: {row:?}");
    }
    let wide: Vec<&str> = text.lines().filter(|it| it.chars().count() > WIDTH).collect();
    assert!(wide.is_empty(), "wider than {WIDTH}:\n{}", wide.join("\n"));
    assert!(!text.contains(".example"), "a mailbox is shown:\n{text}");
    for word in ["TO CONFIRM", "worker_number ←", "BLIND: "] {
        assert!(text.contains(word), "{word} in\n{text}");
    }
}
