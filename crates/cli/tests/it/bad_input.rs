//! Bad input gets a clear message and leaves nothing half-written.

use std::{fs, path::Path};

use crate::company::{bonafide, lines};

/// Scans a folder with one file of these bytes; returns exit code and what stderr says.
fn scan_one(name: &str, bytes: &[u8]) -> (Option<i32>, String, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("in")).unwrap();
    fs::write(folder.path().join("in").join(name), bytes).unwrap();
    let output = bonafide(folder.path(), &["scan", "in", "--out", "out"]);
    (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned(), folder)
}

fn leftovers(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder)
        .unwrap()
        .map(|it| it.unwrap().file_name().to_string_lossy().into_owned());
    names.filter(|it| it != "in" && it != "out").collect()
}

#[test]
fn a_missing_folder_is_named_and_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let output = bonafide(folder.path(), &["scan", "no-such-folder", "--out", "out"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("no-such-folder"));
    assert!(leftovers(folder.path()).is_empty() && !folder.path().join("out").exists());
}

#[test]
fn a_wrong_command_line_gives_two() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(bonafide(folder.path(), &["scan"]).status.code(), Some(2));
    assert_eq!(
        bonafide(folder.path(), &["scan", "in", "--staff-base-rate", "7"]).status.code(),
        Some(2)
    );
}

#[test]
fn an_existing_folder_that_is_not_ours_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("in")).unwrap();
    fs::write(folder.path().join("in/workers.csv"), "worker_number,work_email,first_name,last_name,hire_date\nW-1,ada@corp.example,Ada,Example,2026-01-05\n").unwrap();
    fs::create_dir_all(folder.path().join("mine")).unwrap();
    fs::write(folder.path().join("mine/diary.txt"), "dear diary").unwrap();
    let output = bonafide(folder.path(), &["scan", "in", "--out", "mine"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(fs::read_to_string(folder.path().join("mine/diary.txt")).unwrap(), "dear diary");
}

#[test]
fn truncated_misencoded_and_empty_files_are_told_by_file_and_line() {
    let cut = br#"{"eventType":"user.session.start","published":"2026-01-05T10:00:00Z","actor":{"alternateId":"ada@corp.ex"#;
    let bytes_of_no_encoding = b"worker_number,work_email\nW-1,\xff\xfe\x81\x00ada\n";
    let gz_cut = [0x1f, 0x8b, 0x08, 0, 0, 0, 0, 0, 0, 3, 0x4b];
    for (name, bytes) in [
        ("cut.json", cut.as_slice()),
        ("odd.csv", bytes_of_no_encoding),
        ("cut.gz", gz_cut.as_slice()),
    ] {
        let (code, stderr, folder) = scan_one(name, bytes);
        assert!(leftovers(folder.path()).is_empty(), "{name} left something half-written");
        if code == Some(0) {
            let intake = lines(&folder.path().join("out/intake.jsonl"));
            let refused: u64 = intake
                .iter()
                .flat_map(|it| {
                    it["rejected"].as_object().unwrap().values().map(|n| n.as_u64().unwrap())
                })
                .sum();
            assert!(refused > 0 || intake[0]["source"].is_null(), "{name}: {intake:?}");
        } else {
            assert_eq!(code, Some(1), "{name}: {stderr}");
            assert!(stderr.contains(name), "{name} is not named: {stderr}");
            assert!(!folder.path().join("out").exists());
        }
    }
    let (code, _, folder) = scan_one("empty.csv", b"");
    assert_eq!(code, Some(0));
    assert_eq!(lines(&folder.path().join("out/intake.jsonl"))[0]["records"], 0);
}

const WORKERS: &str = "worker_number,work_email,first_name,last_name,hire_date\nW-1,ada@corp.example,Ada,Example,2026-01-05\n";

#[test]
fn one_broken_file_among_many_is_told_and_the_others_are_read() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("in")).unwrap();
    fs::write(folder.path().join("in/cut.zip"), b"PK\x03\x04 and no more").unwrap();
    fs::write(folder.path().join("in/workers.csv"), WORKERS).unwrap();
    let output = bonafide(folder.path(), &["scan", "in", "--out", "out"]);
    assert_eq!(output.status.code(), Some(0));
    let intake = lines(&folder.path().join("out/intake.jsonl"));
    assert_eq!((&intake[0]["file"], &intake[1]["says"]), (&"cut.zip".into(), &1.into()));
    let why = intake[0]["rejected"].as_object().unwrap().keys().next().unwrap();
    assert!(why.contains("damaged or cut"), "{why}");
}

#[test]
fn a_result_inside_the_exports_is_refused_before_anything_is_read() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("in")).unwrap();
    fs::write(folder.path().join("in/workers.csv"), WORKERS).unwrap();
    for out in ["in/out", "in/deep/out", "in", "./in/../in/out"] {
        let output = bonafide(folder.path(), &["scan", "in", "--out", out]);
        assert_eq!(output.status.code(), Some(1), "{out}");
        assert!(String::from_utf8_lossy(&output.stderr).contains("inside the exports"), "{out}");
    }
    assert_eq!(fs::read_dir(folder.path().join("in")).unwrap().count(), 1);
}

#[test]
fn a_result_left_by_a_killed_run_does_not_stop_the_next_one() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("in")).unwrap();
    fs::write(folder.path().join("in/workers.csv"), WORKERS).unwrap();
    fs::create_dir_all(folder.path().join(".out.former")).unwrap();
    fs::write(folder.path().join(".out.former/personas.jsonl"), "").unwrap();
    for _ in 0..2 {
        let output = bonafide(folder.path(), &["scan", "in", "--out", "out"]);
        assert_eq!(output.status.code(), Some(0));
        fs::create_dir_all(folder.path().join(".out.former/left")).unwrap();
    }
}

#[cfg(unix)]
#[test]
fn names_of_files_cannot_steer_the_terminal() {
    let (_, _, folder) = scan_one("a\u{1b}[31m\nb.csv", b"x,y\n1,\"open\n");
    let output = bonafide(folder.path(), &["check", "in", "--format", "table"]);
    let stdout = String::from_utf8(output.stdout).unwrap();
    assert!(stdout.contains("a\\u{1b}[31m\\nb.csv"), "{stdout}");
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(!stdout.contains('\u{1b}') && !stderr.contains('\u{1b}'), "{stdout}{stderr}");
}

#[test]
fn a_draft_of_a_killed_run_is_cleared_away() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("in")).unwrap();
    fs::write(folder.path().join("in/workers.csv"), "worker_number,work_email,first_name,last_name,hire_date\nW-1,ada@corp.example,Ada,Example,2026-01-05\n").unwrap();
    // No process has this number: Linux gives at most 4,194,304.
    fs::create_dir_all(folder.path().join(".out.draft-99999999")).unwrap();
    fs::write(folder.path().join(".out.draft-99999999/personas.jsonl"), "half").unwrap();
    let output = bonafide(folder.path(), &["scan", "in", "--out", "out", "--quiet"]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    // What was read of an unchanged file is kept on purpose, and nothing else.
    assert_eq!(leftovers(folder.path()), [".out.cache"]);
}
