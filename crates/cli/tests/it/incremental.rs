//! A second scan reads what changed and nothing else, gives the same bytes as one that reads everything, and may be killed.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
    time::Duration,
};

use crate::company::{bonafide, copy, demo};

/// A company of its own, so that files can be changed.
fn company(folder: &Path) -> PathBuf {
    let exports = folder.join("exports");
    copy(&demo("exports"), &exports, &|name, bytes| Some((name.to_owned(), bytes)));
    exports
}

/// Scans into `out`; what the summary said.
fn scan(folder: &Path, args: &[&str]) -> String {
    let all = [&["scan", "exports", "--out", "out"], args].concat();
    let output = bonafide(folder, &all);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{said}");
    said
}

/// Every file of a result with its bytes.
fn bytes(out: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(out).unwrap().map(|it| it.unwrap().path());
    let res: BTreeMap<_, _> = entries
        .map(|it| (it.file_name().unwrap().to_string_lossy().into_owned(), fs::read(&it).unwrap()))
        .collect();
    assert!(res.contains_key("personas.jsonl") && res.len() >= 5, "{:?}", res.keys());
    res
}

/// How many files the summary calls unchanged.
fn n_unchanged(said: &str) -> usize {
    let Some((_, rest)) = said.split_once("unchanged since the last scan: ") else { return 0 };
    rest.split(' ').next().unwrap().parse().unwrap()
}

#[test]
fn what_has_not_changed_is_not_read_again_and_the_result_is_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let exports = company(folder.path());
    let first = scan(folder.path(), &[]);
    assert_eq!(n_unchanged(&first), 0);
    let full = bytes(&folder.path().join("out"));
    let n_files = String::from_utf8_lossy(&full["intake.jsonl"]).lines().count();

    let second = scan(folder.path(), &[]);
    assert_eq!(n_unchanged(&second), n_files);
    assert!(bytes(&folder.path().join("out")) == full);

    // One file changes, one goes, one comes: only these are read, and the result is that of a scan that knows nothing.
    let people = exports.join("hris/workers.csv");
    let changed = fs::read_to_string(&people).unwrap() + "\n";
    fs::write(&people, changed).unwrap();
    fs::remove_file(exports.join("zoom/participants.json")).unwrap();
    fs::write(
        exports.join("threats.csv"),
        "report_id,received_at,worker_number\nT-1,2026-03-01,W-1\n",
    )
    .unwrap();
    let third = scan(folder.path(), &[]);
    assert_eq!(n_unchanged(&third), n_files - 2, "{third}");
    let kept = bytes(&folder.path().join("out"));
    scan(folder.path(), &["--no-cache"]);
    assert!(bytes(&folder.path().join("out")) == kept);
    assert!(kept["personas.jsonl"] != full["personas.jsonl"]);
}

#[test]
fn a_mapping_that_changes_is_a_reason_to_read_again() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("exports")).unwrap();
    fs::write(folder.path().join("exports/p.csv"), "No,Full,Start\nW-1,Ada Ex,2026-01-02\n")
        .unwrap();
    let map = |name: &str| {
        let text = format!(
            "[[file]]\npattern = \"p.csv\"\nsource = \"hris_workers\"\n[file.columns]\nworker_number = \"No\"\n{name} = \"Full\"\n"
        );
        fs::write(folder.path().join("map.toml"), text).unwrap();
    };
    map("full_name");
    scan(folder.path(), &["--mapping", "map.toml"]);
    assert_eq!(n_unchanged(&scan(folder.path(), &["--mapping", "map.toml"])), 1);
    map("preferred_name");
    assert_eq!(n_unchanged(&scan(folder.path(), &["--mapping", "map.toml"])), 0);
}

#[test]
fn whatever_a_mapping_says_otherwise_is_read_again_and_no_other_file() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("exports")).unwrap();
    let row = "No;Full;Start\nW-1;Ada Ex;03/04/2026\n";
    for name in ["p.csv", "q.csv"] {
        fs::write(folder.path().join("exports").join(name), row).unwrap();
    }
    let entry = |name: &str, more: &str| {
        format!(
            "[[file]]\npattern = \"{name}\"\nsource = \"hris_workers\"\n{more}\n[file.columns]\nworker_number = \"No\"\nfull_name = \"Full\"\nstart_date = \"Start\"\n"
        )
    };
    let scan_with = |more: &str| {
        let text = entry("q.csv", "dates = \"day_first\"") + &entry("p.csv", more);
        fs::write(folder.path().join("map.toml"), text).unwrap();
        n_unchanged(&scan(folder.path(), &["--mapping", "map.toml"]))
    };
    assert_eq!(scan_with("dates = \"day_first\""), 0);
    assert_eq!(scan_with("dates = \"day_first\""), 2);
    for more in [
        "dates = \"month_first\"",
        "dates = \"month_first\"\ndelimiter = \";\"",
        "dates = \"month_first\"\ndelimiter = \";\"\nonly_listed = true",
    ] {
        assert_eq!(scan_with(more), 1, "{more}");
        assert_eq!(scan_with(more), 2, "{more}");
    }
}

#[test]
fn damaged_and_foreign_entries_are_read_anew() {
    let folder = tempfile::tempdir().unwrap();
    company(folder.path());
    scan(folder.path(), &[]);
    let full = bytes(&folder.path().join("out"));
    let cache = folder.path().join(".out.cache");
    let mut n_damaged = 0;
    for (idx, entry) in fs::read_dir(&cache).unwrap().enumerate() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|it| it != "gz") {
            continue;
        }
        let entry = fs::read(&path).unwrap();
        let damaged = match idx % 4 {
            0 => Vec::new(),
            1 => entry[..entry.len() / 2].to_vec(),
            2 => b"{\"bonafide_fold\":99}\n{\"lines\":0}\n".to_vec(),
            _ => entry.iter().rev().copied().collect(),
        };
        fs::write(&path, damaged).unwrap();
        n_damaged += 1;
    }
    assert!(n_damaged > 10);
    assert_eq!(n_unchanged(&scan(folder.path(), &[])), 0);
    assert!(bytes(&folder.path().join("out")) == full);
}

#[test]
fn a_scan_that_is_killed_leaves_nothing_half_done_and_the_next_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    company(folder.path());
    let mut n_resumed = 0;
    // A busy machine takes longer to have read anything.
    for wait in [5, 40, 120, 400, 900, 4_000, 12_000] {
        if wait > 900 && n_resumed > 0 {
            break;
        }
        let mut child = Command::new(env!("CARGO_BIN_EXE_bonafide"))
            .args(["scan", "exports", "--out", "out", "--quiet"])
            .current_dir(folder.path())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        thread::sleep(Duration::from_millis(wait));
        child.kill().unwrap();
        child.wait().unwrap();
        let out = folder.path().join("out");
        assert!(!out.exists() || bytes(&out).len() >= 5);
        n_resumed += usize::from(folder.path().join(".out.cache").exists());
    }
    assert!(n_resumed > 0);
    scan(folder.path(), &[]);
    let resumed = bytes(&folder.path().join("out"));
    scan(folder.path(), &["--no-cache"]);
    assert!(bytes(&folder.path().join("out")) == resumed);
    let left: Vec<_> = fs::read_dir(folder.path().join(".out.cache"))
        .unwrap()
        .map(|it| it.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|it| it.contains("draft"))
        .collect();
    assert!(left.is_empty(), "{left:?}");
}

#[cfg(unix)]
#[test]
fn what_is_kept_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    company(folder.path());
    scan(folder.path(), &[]);
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let cache = folder.path().join(".out.cache");
    assert_eq!(mode(&cache), 0o700);
    let entries = fs::read_dir(&cache).unwrap().map(|it| it.unwrap().path());
    let entries: Vec<_> =
        entries.filter(|it| it.extension().is_some_and(|it| it == "gz")).collect();
    assert!(!entries.is_empty() && entries.iter().all(|it| mode(it) == 0o600));
}

#[test]
fn folded_on_several_machines_and_merged_is_as_scanned_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let exports = company(folder.path());
    scan(folder.path(), &["--no-cache"]);
    let whole = bytes(&folder.path().join("out"));
    let run = |args: &[&str]| {
        let output = bonafide(folder.path(), args);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        output.stdout
    };
    // Names in evidence are relative to what was folded, so the parts are folders beside each other.
    let mut parts: Vec<String> = Vec::new();
    fs::create_dir(folder.path().join("folded")).unwrap();
    let mut folders: Vec<_> =
        fs::read_dir(&exports).unwrap().map(|it| it.unwrap().path()).collect();
    folders.sort();
    assert!(folders.len() > 2);
    for (idx, half) in folders.chunks(folders.len() / 2).enumerate() {
        let part = folder.path().join(format!("part-{idx}"));
        fs::create_dir(&part).unwrap();
        for path in half {
            fs::rename(path, part.join(path.file_name().unwrap())).unwrap();
        }
        parts.push(format!("{idx}.fold"));
        run(&["fold", part.to_str().unwrap(), "--quiet", "--out", parts.last().unwrap()]);
    }
    let merge: Vec<&str> =
        std::iter::once("merge").chain(parts.iter().map(String::as_str)).collect();
    let merged = run(&merge);
    fs::write(folder.path().join("folded/all.fold"), merged).unwrap();
    run(&["scan", "folded", "--out", "out", "--quiet", "--no-cache"]);
    assert!(bytes(&folder.path().join("out")) == whole);

    // A cut file is told, not taken for a whole one.
    let cut = fs::read(folder.path().join("0.fold")).unwrap();
    fs::write(folder.path().join("cut.fold"), &cut[..cut.len() - 20]).unwrap();
    let output = bonafide(folder.path(), &["merge", "cut.fold"]);
    assert!(!output.status.success());
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("cut.fold") && said.contains("the end is missing"), "{said}");
}

#[test]
fn standard_input_is_folded_under_the_name_it_is_given() {
    let folder = tempfile::tempdir().unwrap();
    company(folder.path());
    let log = fs::File::open(folder.path().join("exports/okta/system_log.ndjson")).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_bonafide"))
        .args(["fold", "-", "--name", "okta.ndjson", "--quiet"])
        .current_dir(folder.path())
        .stdin(log)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    let mut lines = text.lines();
    assert_eq!(lines.next(), Some("{\"bonafide_fold\":5}"));
    assert!(lines.next().unwrap().starts_with("{\"File\":{\"file\":\"okta.ndjson\""));
}

#[test]
fn a_mapping_makes_rows_of_what_comes_through_a_pipe() {
    let folder = tempfile::tempdir().unwrap();
    let lines = "{\"no\":\"W-1\",\"n\":\"Ada Ex\"}\n{\"no\":\"W-2\",\"n\":\"Bo Ex\"}\n";
    fs::write(folder.path().join("people.ndjson"), lines).unwrap();
    let map = "[[file]]\npattern = \"people.ndjson\"\nsource = \"hris_workers\"\n[file.columns]\nworker_number = \"no\"\nfull_name = \"n\"\n";
    fs::write(folder.path().join("map.toml"), map).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_bonafide"))
        .args(["fold", "-", "--name", "people.ndjson", "--mapping", "map.toml", "--quiet"])
        .current_dir(folder.path())
        .stdin(fs::File::open(folder.path().join("people.ndjson")).unwrap())
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("\"records\":2,\"says\":2"), "{text}");
}

#[test]
fn everything_that_any_source_says_survives_folding() {
    let shelf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../sources/src/shelf");
    let folder = tempfile::tempdir().unwrap();
    let exports = folder.path().join("exports");
    fs::create_dir(&exports).unwrap();
    copy(&shelf, &exports, &|name, bytes| {
        let name = name.strip_suffix(".in")?.replace("/fixtures", "");
        Some((name, bytes))
    });
    let n_files = fs::read_dir(&exports).unwrap().count();
    assert!(n_files >= 20, "{n_files} sources have fixtures");
    scan(folder.path(), &["--no-cache"]);
    let whole = bytes(&folder.path().join("out"));
    fs::create_dir(folder.path().join("folded")).unwrap();
    for args in [
        ["fold", "exports", "--quiet", "--out", "folded/all.fold"].as_slice(),
        ["scan", "folded", "--quiet", "--no-cache", "--out", "out"].as_slice(),
    ] {
        let output = bonafide(folder.path(), args);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    assert!(bytes(&folder.path().join("out")) == whole);
}
