//! Write the sample, ask it, and try to do more than ask.

use std::{fs, path::PathBuf, time::Duration};

use bonafide_exports::sample;
use tempfile::TempDir;

use crate::{Cell, FILE, StoreError, query, query::query_within, write};

struct Written {
    _folder: TempDir,
    path: PathBuf,
}

fn written(reveal: bool) -> Written {
    let folder = TempDir::new().expect("a folder for the test");
    let path = folder.path().join(FILE);
    write(&path, &sample::scan(), reveal).expect("the sample can be written");
    Written { _folder: folder, path }
}

fn refused(sql: &str) -> StoreError {
    let written = written(false);
    let before = fs::read(&written.path).expect("the file is there");
    let res = query(&written.path, sql).expect_err(sql);
    assert_eq!(
        fs::read(&written.path).expect("the file is there"),
        before,
        "{sql} changed the file"
    );
    res
}

#[test]
fn the_same_scan_gives_the_same_bytes() {
    let [first, second] =
        [written(false), written(false)].map(|it| fs::read(&it.path).expect("the file is there"));
    assert!(first == second);
}

#[test]
fn a_question_walks_from_a_persona_to_the_row() {
    let written = written(false);
    let sql = "SELECT p.rank, f.signal, f.counted_bits, e.file, e.line FROM personas p JOIN findings f USING (persona) \
               JOIN evidence e ON e.kind = 'finding' AND e.id = f.finding WHERE f.signal = 'shared-bank-account' ORDER BY 1, 5";
    let table = query(&written.path, sql).expect("a good question");
    assert_eq!(table.columns, ["rank", "signal", "counted_bits", "file", "line"]);
    let row = |rank, line| {
        let text = |it: &str| Cell::Text(it.to_owned());
        vec![
            Cell::Integer(rank),
            text("shared-bank-account"),
            Cell::Real(6.0),
            text("payroll/accounts.csv"),
            Cell::Integer(line),
        ]
    };
    assert_eq!(table.rows, [row(1, 2), row(1, 3), row(2, 3)]);
}

#[test]
fn every_table_has_rows_of_the_sample() {
    let written = written(false);
    for (table, expected) in [
        ("personas", 5),
        ("records", 10),
        ("footprints", 5),
        ("ties", 2),
        ("muted", 1),
        ("muted_personas", 2),
        ("refused", 1),
        ("networks", 1),
        ("network_members", 3),
        ("facilitators", 1),
        ("facilitator_personas", 2),
        ("findings", 8),
        ("blind", 3),
        ("intake", 4),
        ("intake_reasons", 3),
    ] {
        let answer = query(&written.path, &format!("SELECT count(*) FROM {table}"))
            .expect("a good question");
        assert_eq!(answer.rows, [[Cell::Integer(expected)]], "{table}");
    }
}

#[test]
fn personal_values_are_there_only_when_revealed() {
    for reveal in [false, true] {
        let written = written(reveal);
        let bytes = fs::read(&written.path).expect("the file is there");
        for secret in ["Novak", "Ada Vrba", "198.51.100.7"] {
            assert_eq!(
                bytes.windows(secret.len()).any(|it| it == secret.as_bytes()),
                reveal,
                "{secret}"
            );
        }
    }
}

#[test]
fn nothing_can_be_changed_or_attached() {
    for sql in [
        "ATTACH DATABASE '/tmp/other.db' AS other",
        "DETACH DATABASE main",
        "INSERT INTO blind VALUES ('a', 'b', 'c')",
        "UPDATE personas SET priority = 'none'",
        "DELETE FROM findings",
        "DROP TABLE ties",
        "CREATE TABLE mine (a)",
        "CREATE TEMP TABLE mine (a)",
        "PRAGMA user_version = 7",
        "PRAGMA query_only = 0",
        "SELECT load_extension('x')",
        "SELECT 1; DROP TABLE ties",
        "BEGIN",
    ] {
        let error = refused(sql);
        assert!(matches!(error, StoreError::Refused | StoreError::Sql(_)), "{sql}: {error:?}");
    }
}

#[test]
fn one_statement_at_a_time() {
    for sql in ["", "-- nothing", "SELECT 1; SELECT 2", "VACUUM INTO '/tmp/copy.db'"] {
        assert!(matches!(refused(sql), StoreError::NotOneStatement), "{sql:?}: {:?}", refused(sql));
    }
}

#[test]
fn an_unknown_table_is_answered_with_the_known_ones() {
    let message = refused("SELECT * FROM people").to_string();
    assert!(message.starts_with("no table people; the tables are blind, borrowed, evidence, facilitator_personas, facilitators, findings"), "{message}");
    assert_eq!(
        refused("SELECT nme FROM personas").to_string(),
        "no such column: nme, at: nme FROM personas"
    );
}

#[test]
fn endless_and_huge_answers_end() {
    let written = written(false);
    let endless =
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";
    let error =
        query_within(&written.path, endless, Duration::from_millis(50)).expect_err("no end");
    assert!(matches!(error, StoreError::TooLong(_)), "{error:?}");
    let huge = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT zeroblob(8000000) FROM n";
    assert!(matches!(query(&written.path, huge).expect_err("too much"), StoreError::TooLarge(_)));
    assert!(matches!(refused("SELECT zeroblob(900000000)"), StoreError::Sql(_)));
}

#[test]
fn other_files_are_refused_with_their_path() {
    let folder = TempDir::new().expect("a folder for the test");
    let missing = folder.path().join("none.db");
    assert!(query(&missing, "SELECT 1").expect_err("no file").to_string().contains("none.db"));
    let text = folder.path().join("text.db");
    fs::write(&text, "not a database, and long enough to be looked at as one".repeat(40))
        .expect("the test can write");
    assert!(matches!(query(&text, "SELECT 1"), Err(StoreError::Open { .. })));
    assert!(matches!(write(&text, &sample::scan(), false), Err(StoreError::Exists(_))));
    let empty = folder.path().join("empty.db");
    fs::write(&empty, "").expect("the test can write");
    assert!(matches!(query(&empty, "SELECT 1"), Err(StoreError::Version { found: 0, .. })));
}
