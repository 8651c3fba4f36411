//! The same input gives the same bytes; shuffled files and rows change nothing but line numbers.

use std::fs;

use serde_json::Value;

use crate::company::{copy, demo, lines, scan};

#[test]
fn the_same_exports_give_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("again");
    scan(&demo("exports"), &out);
    for name in ["personas.jsonl", "networks.jsonl", "intake.jsonl", "report.html", "bonafide.db"] {
        let (first, second) =
            (fs::read(demo("out").join(name)).unwrap(), fs::read(out.join(name)).unwrap());
        assert!(first == second, "{name} differs between two scans of the same exports");
    }
}

/// Rows in reverse, a table's header kept; every file under another name.
fn shuffled(name: &str, bytes: Vec<u8>) -> Option<(String, Vec<u8>)> {
    let is_lines = name.ends_with(".ndjson");
    // Cells with line breaks would be torn; the demo's tables have none.
    let is_table = name.ends_with(".csv");
    let is_attachment = name.contains("attachments/");
    let renamed = if is_attachment {
        name.to_owned()
    } else {
        name.rsplit_once('/')
            .map_or(format!("zz-{name}"), |(folder, base)| format!("{folder}/zz-{base}"))
    };
    if !is_lines && !is_table {
        return Some((renamed, bytes));
    }
    let text = String::from_utf8(bytes).unwrap();
    let mut rows: Vec<&str> = text.lines().collect();
    let keep = usize::from(is_table);
    rows[keep..].reverse();
    Some((renamed, (rows.join("\n") + "\n").into_bytes()))
}

/// A line without what names lines and files.
fn without_places(mut line: Value) -> Value {
    fn strip(value: &mut Value) {
        match value {
            Value::Object(map) => {
                map.remove("evidence");
                map.values_mut().for_each(strip);
            }
            Value::Array(items) => items.iter_mut().for_each(strip),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    strip(&mut line);
    line
}

#[test]
fn shuffled_files_and_rows_change_nothing_but_line_numbers() {
    let folder = tempfile::tempdir().unwrap();
    let (exports, out) = (folder.path().join("exports"), folder.path().join("out"));
    copy(&demo("exports"), &exports, &shuffled);
    scan(&exports, &out);
    for name in ["personas.jsonl", "networks.jsonl"] {
        let first: Vec<Value> =
            lines(&demo("out").join(name)).into_iter().map(without_places).collect();
        let second: Vec<Value> = lines(&out.join(name)).into_iter().map(without_places).collect();
        assert_eq!(first.len(), second.len());
        for (first, second) in first.iter().zip(&second) {
            assert_eq!(first, second, "{name}");
        }
    }
}
