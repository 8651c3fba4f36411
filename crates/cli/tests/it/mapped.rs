//! Mapping files: what is wrong in them is told before anything is read, what is proposed is read again.

use std::{fs, path::Path};

use serde_json::Value;

use crate::company::bonafide;

const PEOPLE: &str = "Pers.-Nr.;Nachname;Vorname;Firmenmail;Eintritt;Abteilung;Geburtsdatum\n\
    10001;Example;Ada;ada@corp.example;21.03.2025;IT;x\n\
    10002;Sample;Bob;bob@corp.example;01.04.2025;HR;x\n";
const VPN: &str = "2026-03-01 08:00:00 vpn-gw: user 'ada@corp.example' connected from 203.0.113.7\n\
    2026-03-01 09:00:00 vpn-gw: user 'bob@corp.example' connected from 203.0.113.8\n\
    2026-03-01 09:30:00 vpn-gw: keepalive\n";

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let res = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = res.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    res
}

/// Runs `check` and gives its lines about files by name.
fn check(folder: &Path, more: &[&str]) -> (Vec<Value>, String, Option<i32>) {
    let args = [&["check", "in", "--format", "jsonl", "--quiet"], more].concat();
    let output = bonafide(folder, &args);
    let lines = String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .map(|it| serde_json::from_str(it).unwrap())
        .filter(|it: &Value| it["about"] == "file")
        .collect();
    (lines, String::from_utf8(output.stderr).unwrap(), output.status.code())
}

#[test]
fn what_is_proposed_is_read_again_and_nothing_is_overwritten() {
    let folder = folder(&[
        ("in/hr/people", PEOPLE),
        ("in/gateway", VPN),
        ("in/shoes.csv", "size,color\n38,red\n"),
    ]);
    let (lines, _, code) = check(folder.path(), &["--propose", "map.toml"]);
    assert_eq!((lines.len(), code), (3, Some(0)));
    let draft = fs::read_to_string(folder.path().join("map.toml")).unwrap();
    assert!(!draft.contains("Geburtsdatum") && !draft.contains("ada"), "{draft}");
    assert!(draft.contains("# shoes.csv: no source fits its columns"), "{draft}");
    assert!(draft.contains("sees") || draft.contains("blinds"), "{draft}");
    let (lines, stderr, code) = check(folder.path(), &["--mapping", "map.toml"]);
    assert_eq!(code, Some(0), "{stderr}");
    let of = |name: &str| lines.iter().find(|it| it["file"] == name).unwrap();
    let counts = |name: &str| (of(name)["source"].as_str(), of(name)["said"].as_u64());
    assert_eq!(counts("hr/people"), (Some("hris_workers"), Some(2)));
    assert_eq!(counts("gateway"), (Some("mapped_events"), Some(2)));
    assert_eq!(of("hr/people")["dropped"][0], "Geburtsdatum");
    let (lines, stderr, code) = check(folder.path(), &["--propose", "map.toml"]);
    assert_eq!((lines.len(), code), (0, Some(1)));
    assert!(stderr.contains("map.toml: exists, and is not overwritten"), "{stderr}");
    assert_eq!(fs::read_to_string(folder.path().join("map.toml")).unwrap(), draft);
}

#[test]
fn a_mapped_log_feeds_what_its_channel_says() {
    let map = "[[file]]\npattern = \"gateway\"\nsource = \"mapped_events\"\n\
        line = '^(?P<at>\\S+ \\S+) \\S+ user .(?P<login>[^ '']+). connected from (?P<ip>\\S+)'\n\
        zone = \"America/New_York\"\n[file.columns]\nchannel = { value = \"sign_in\" }\n"
        .replace("[^ '']", "[^ ]");
    let folder = folder(&[("in/gateway", VPN), ("map.toml", &map)]);
    let (lines, stderr, code) = check(folder.path(), &["--mapping", "map.toml"]);
    assert_eq!(code, Some(0), "{stderr}");
    assert_eq!(lines[0]["since"], "2026-03-01T13:00:00Z");
    assert_eq!(lines[0]["passed"]["a record or line of another shape than the mapping names"], 1);
    let output = bonafide(
        folder.path(),
        &["check", "in", "--mapping", "map.toml", "--format", "jsonl", "--quiet"],
    );
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(!text.contains("\"what\":\"identity-provider sign-ins\""), "{text}");
    assert!(
        text.contains("\"what\":\"badge logs\"") || text.contains("\"what\":\"HR worker records\"")
    );
    let output = bonafide(
        folder.path(),
        &["scan", "in", "--mapping", "map.toml", "--out", "out", "--quiet"],
    );
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn mistakes_in_a_mapping_are_told_by_line_with_the_nearest_spelling() {
    for (map, why) in [
        (
            "[[file]]\npattern = \"people\"\nsource = \"hris_worker\"\n",
            "map.toml:1: no source is called `hris_worker`; did you mean `hris_workers`?",
        ),
        (
            "[[file]]\npattern = \"people\"\nsorce = \"x\"\n",
            "map.toml:3: unknown key `sorce`; did you mean `source`?",
        ),
        (
            "[[file]]\npattern = \"people\"\nsource = \"hris_workers\"\n[file.columns]\nwork_emial = \"Firmenmail\"\n",
            "map.toml:5: `hris_workers` has no column `work_emial`; did you mean `work_email`?",
        ),
        (
            "[[file]]\npattern = \"people\"\nsource = \"hris_workers\"\n[file.columns]\nemployee_id = \"a\"\nworker_number = \"b\"\n",
            "map.toml:6: `worker_number` and `employee_id` (line 5) are both the column `worker_number`",
        ),
        (
            "[[file]]\npattern = \"poeple\"\nsource = \"hris_workers\"\n",
            "map.toml:1: no file is read by `poeple`; did you mean `people`?",
        ),
        (
            "[[file]]\npattern = \"people\"\nsource = \"hris_workers\"\n[file.columns]\ntitle = \"Geburtsdatum\"\n",
            "map.toml:5: `Geburtsdatum` is a protected trait",
        ),
    ] {
        let folder = folder(&[("in/people", PEOPLE), ("map.toml", map)]);
        let (lines, stderr, code) = check(folder.path(), &["--mapping", "map.toml"]);
        assert_eq!((lines.len(), code), (0, Some(1)), "{map}");
        assert!(stderr.contains(why), "{why} in {stderr}");
    }
}

#[test]
fn a_file_that_need_not_be_there_may_be_missing() {
    let map = "[[file]]\npattern = \"people\"\nsource = \"hris_workers\"\n[file.columns]\nworker_number = \"Pers.-Nr.\"\nwork_email = \"Firmenmail\"\n\n\
        [[file]]\npattern = \"payroll.csv\"\nsource = \"payroll_accounts\"\noptional = true\n";
    let folder = folder(&[("in/people", PEOPLE), ("map.toml", map)]);
    let (lines, stderr, code) = check(folder.path(), &["--mapping", "map.toml"]);
    assert_eq!((lines.len(), code), (1, Some(0)), "{stderr}");
    assert_eq!(lines[0]["known"], "as your mapping says");
}

#[test]
fn the_quality_of_a_table_is_told_without_a_value_unless_revealed() {
    let workers = "worker_number,work_email,first_name,last_name,hire_date,phone\n\
        W-1,ada@corp.example,Ada,Example,21/03/2025,n/a\n\
        W-2,bob@corp.example,Bob,Sample,03/21/2025,call me\n\
        W-2,cyd@corp.example,Cyd,Case,2025-03-05,\n";
    let folder = folder(&[("in/workers.csv", workers)]);
    let output = bonafide(folder.path(), &["check", "in", "--format", "table", "--quiet"]);
    let text = String::from_utf8(output.stdout).unwrap();
    for line in [
        "  - worker_number: 1 repeat an earlier row, first at workers.csv:4",
        "  - hire_date: dates in two orders, 1 with the day first and 1 with the month first; export it",
        "  - phone: 1 not read, first at workers.csv:3: expected",
        "COLUMNS of workers.csv",
        "MISSING COLUMNS",
    ] {
        assert!(text.contains(line), "{line} in\n{text}");
    }
    assert!(!text.contains("ada@corp.example") && !text.contains("call me"), "{text}");
    let output =
        bonafide(folder.path(), &["check", "in", "--format", "table", "--quiet", "--reveal"]);
    assert!(String::from_utf8(output.stdout).unwrap().contains("such as ada@corp.example"));
}

#[test]
fn a_table_without_a_header_is_told_and_its_first_row_stays_unseen() {
    let rows = "10001,ada@corp.example,Ada,2026-03-01\n10002,bob@corp.example,Bob,2026-03-02\n";
    let folder = folder(&[("in/people.csv", rows)]);
    for more in [&["--columns"][..], &["--propose", "map.toml"]] {
        let args = [&["check", "in", "--format", "table", "--quiet"], more].concat();
        let output = bonafide(folder.path(), &args);
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(text.contains("its first row holds values and no names of columns"), "{text}");
        assert!(!text.contains("ada@") && !text.contains("10001"), "{text}");
    }
    assert!(!folder.path().join("map.toml").exists());
}
