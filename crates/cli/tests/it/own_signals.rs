//! Signals of the organization's own and its overlay, as its people meet them: the worked example of the docs, what cannot
//! run, what an exception does, and questions and rules that want more than they may.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Output,
};

use serde_json::Value;

use crate::company::{bonafide, lines};

/// The example that docs/own-signals.md explains.
fn example() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs/own-signals")
}

/// A worker with sign-ins from six addresses on one morning, two API tokens and one honest colleague.
pub(crate) fn exports(folder: &Path) -> PathBuf {
    let exports = folder.join("exports");
    fs::create_dir_all(exports.join("hris")).unwrap();
    fs::create_dir_all(exports.join("okta")).unwrap();
    let workers = "worker_number,first_name,last_name,work_email,title,department,status,work_arrangement,hire_date,home_city,home_region,home_country\n\
        W-1,Ada,Quill,ada@corp.example,Developer,Product,active,remote,2026-01-12,New York,New York,US\n\
        W-2,Bo,Marsh,bo@corp.example,Developer,Product,active,remote,2026-01-12,New York,New York,US\n";
    fs::write(exports.join("hris/workers.csv"), workers).unwrap();
    let mut log = String::new();
    let addresses = [
        "192.0.2.11",
        "192.0.2.71",
        "192.0.2.131",
        "198.51.100.7",
        "198.51.100.70",
        "198.51.100.130",
    ];
    for (hour, address) in (9..).zip(addresses) {
        log += &event("ada@corp.example", "user.session.start", (hour, address));
    }
    for hour in [15, 16] {
        log += &event("ada@corp.example", "system.api_token.create", (hour, "192.0.2.11"));
    }
    log += &event("bo@corp.example", "user.session.start", (9, "192.0.2.12"));
    fs::write(exports.join("okta/log.ndjson"), log).unwrap();
    exports
}

fn event(who: &str, kind: &str, (hour, address): (u32, &str)) -> String {
    let id = if who.starts_with("ada") { "00u1" } else { "00u2" };
    format!(
        "{{\"published\":\"2026-03-02T{hour:02}:00:00Z\",\"eventType\":\"{kind}\",\"actor\":{{\"id\":\"{id}\",\"type\":\"User\",\"alternateId\":\"{who}\"}},\"client\":{{\"ipAddress\":\"{address}\"}},\"outcome\":{{\"result\":\"SUCCESS\"}}}}\n"
    )
}

pub(crate) fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

/// Scans with more arguments; what was said.
pub(crate) fn scan(folder: &Path, args: &[&str]) -> String {
    let all = [&["scan", "exports", "--out", "out", "--as-of", "2026-06-01"], args].concat();
    let output = bonafide(folder, &all);
    assert!(output.status.success(), "{}", said(&output));
    said(&output)
}

/// A finding of a person of the scan.
fn finding(folder: &Path, key: &str, signal: &str) -> Option<Value> {
    let people = lines(&folder.join("out/personas.jsonl"));
    let is = |it: &&Value| it["records"].as_array().unwrap().iter().any(|it| it["key"] == key);
    let person = people.iter().find(is).unwrap_or_else(|| panic!("nobody has {key}"));
    person["findings"].as_array().unwrap().iter().find(|it| it["signal"] == signal).cloned()
}

/// A folder with one signal in it.
pub(crate) fn one_signal(folder: &Path, text: &str) -> String {
    let signals = folder.join("signals");
    fs::create_dir_all(&signals).unwrap();
    fs::write(signals.join("a.yml"), text).unwrap();
    signals.to_str().unwrap().to_owned()
}

fn question(sql: &str) -> String {
    format!(
        "id: a-question\ntitle: A question\nstage: access\nfamily: netloc\nweight: 0.5\nweight_from: 'guess: a test'\nneeds: [sign-ins]\nbenign: [chance]\nverify: ask\nsql: \"{sql}\"\nsays: \"from {{ip}}\"\n"
    )
}

#[test]
fn the_example_of_the_docs_passes_its_tests_and_its_checks() {
    let folder = tempfile::tempdir().unwrap();
    let signals = example();
    let signals = signals.to_str().unwrap();
    let tested = bonafide(folder.path(), &["signals", "test", signals]);
    assert!(tested.status.success(), "{}", said(&tested));
    assert!(said(&tested).contains("6 tests, all as they say"), "{}", said(&tested));
    let overlay = example().join("overlay.toml");
    let overlay = overlay.to_str().unwrap();
    let all = ["signals", "lint", signals, "--overlay", overlay, "--as-of", "2026-06-01"];
    let linted = bonafide(folder.path(), &all);
    assert!(linted.status.success(), "{}", said(&linted));
    let all = ["signals", "lint", "--overlay", overlay, "--as-of", "2026-10-01"];
    assert!(!bonafide(folder.path(), &all).status.success(), "an exception has ended");
}

/// A scan of the exports with the example's signals, and its overlay if wanted; what was said.
fn scanned(folder: &Path, overlay: bool, as_of: &str) -> String {
    exports(folder);
    let (signals, file) = (example(), example().join("overlay.toml"));
    let mut args =
        vec!["scan", "exports", "--as-of", as_of, "--signals", signals.to_str().unwrap()];
    if overlay {
        args.extend(["--overlay", file.to_str().unwrap()]);
    }
    let output = bonafide(folder, &args);
    assert!(output.status.success(), "{}", said(&output));
    said(&output)
}

#[test]
fn own_signals_are_findings_like_all_others() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let told = scanned(folder, false, "2026-06-01");
    let ran = "your signals: identity-provider-token-made (on 1), many-addresses-on-one-day (on 1)";
    assert!(told.contains(ran), "{told}");
    let token = finding(folder, "ada@corp.example", "identity-provider-token-made").unwrap();
    assert_eq!(token["because"], "2 API tokens made, the first on 2026-03-02");
    assert_eq!((&token["bits"], &token["evidence"][0]["line"]), (&0.8.into(), &7.into()));
    let addresses = finding(folder, "ada@corp.example", "many-addresses-on-one-day").unwrap();
    assert_eq!(addresses["because"], "6 addresses on 2026-03-02");
    assert!(finding(folder, "bo@corp.example", "many-addresses-on-one-day").is_none());
}

#[test]
fn an_exception_keeps_a_finding_without_weight_and_says_why() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let told = scanned(folder, true, "2026-06-01");
    assert!(told.contains("1 findings not counted until 2026-09-30"), "{told}");
    let excepted = finding(folder, "ada@corp.example", "many-addresses-on-one-day").unwrap();
    let bits = [excepted["bits"].as_f64(), excepted["counted_bits"].as_f64()];
    assert_eq!(bits, [Some(0.0), Some(0.0)]);
    assert_eq!(
        excepted["because"],
        "6 addresses on 2026-03-02; not counted: tests our VPN exits (exception of security@corp.example until 2026-09-30; +0.7 bits otherwise)"
    );
    let why = said(&bonafide(folder, &["why", "ada@corp.example"]));
    let report = fs::read_to_string(folder.join("out/report.html")).unwrap();
    assert!(why.contains("tests our VPN exits") && report.contains("tests our VPN exits"), "{why}");
    let own = lines(&folder.join("out/own.jsonl"));
    let outcomes: Vec<&str> = own.iter().map(|it| it["outcome"].as_str().unwrap()).collect();
    assert_eq!(outcomes, ["ran", "ran", "ran", "off", "applied"]);
    assert_eq!((&own[4]["findings"], &own[4]["until"]), (&1.into(), &"2026-09-30".into()));
}

#[test]
fn an_exception_that_has_ended_does_not_apply_and_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let told = scanned(folder.path(), true, "2026-10-01");
    let ended = "ended on 2026-09-30 and does not apply; security@corp.example answered for it";
    assert!(told.contains(ended), "{told}");
    let found = finding(folder.path(), "ada@corp.example", "many-addresses-on-one-day").unwrap();
    assert_eq!(found["bits"], 0.7);
}

#[test]
fn what_an_overlay_would_change_is_told_before_it_is_used() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    exports(folder);
    let (signals, overlay) = (example(), example().join("overlay.toml"));
    let own = ["--signals", signals.to_str().unwrap(), "--overlay", overlay.to_str().unwrap()];
    let args = ["signals", "preview", "exports", "--as-of", "2026-06-01", "--format", "jsonl"];
    let preview = said(&bonafide(folder, &[&args[..], &own[..]].concat()));
    let change = r#""what":"many-addresses-on-one-day","before":"+0.7","after":"+0.0""#;
    assert!(preview.contains(change), "{preview}");
    assert!(!folder.join("out").exists());
}

#[test]
fn a_second_scan_with_other_rules_reads_anew_and_folded_lines_keep_what_rules_matched() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    exports(folder);
    let signals = example();
    let signals = signals.to_str().unwrap();
    assert!(!scan(folder, &[]).contains("unchanged"));
    assert!(finding(folder, "ada@corp.example", "identity-provider-token-made").is_none());
    assert!(!scan(folder, &["--signals", signals]).contains("unchanged"));
    assert!(
        scan(folder, &["--signals", signals]).contains("unchanged since the last scan: 2 files")
    );
    assert!(finding(folder, "ada@corp.example", "identity-provider-token-made").is_some());

    let folded = bonafide(
        folder,
        &["fold", "exports", "--signals", signals, "--out", "all.fold", "--quiet"],
    );
    assert!(folded.status.success(), "{}", said(&folded));
    let output = bonafide(folder, &["scan", "all.fold", "--signals", signals, "--quiet"]);
    assert!(output.status.success(), "{}", said(&output));
    let token = finding(folder, "ada@corp.example", "identity-provider-token-made").unwrap();
    assert_eq!(token["because"], "2 API tokens made, the first on 2026-03-02");
}

#[test]
fn what_cannot_run_is_told_and_the_rest_runs() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    exports(folder);
    for (sql, expected) in [
        ("DROP TABLE personas", "can't be changed"),
        ("SELECT persona FROM personas", "expected a column `file`"),
        ("SELECT persona, file, line FROM footprint", "no table footprint"),
        ("SELECT persona, name AS file, 1 AS line FROM personas", "nobody is told apart by a name"),
        ("SELECT persona, 'made-up.csv' AS file, 1 AS line FROM personas", "no file of the scan"),
        ("SELECT 'P-none' AS persona, file, line FROM footprints", "no persona of the scan"),
        ("SELECT persona, file, NULL AS line FROM footprints", "without the line that it rests on"),
        ("ATTACH 'x.db' AS x", "no other file be attached"),
    ] {
        let signals = one_signal(folder, &question(sql));
        let told = scan(folder, &["--signals", &signals, "--quiet", "--no-cache"]);
        assert!(
            told.contains("your signals: could not run: a.yml") && told.contains(expected),
            "{sql}\n{told}"
        );
    }
    let rule = "title: t\nlogsource: {category: proxy}\ndetection: {s: {a: b}, condition: s}\nbonafide: {id: a-rule, stage: access, family: netloc, weight: 0.5, weight_from: 'guess: t', needs: [sign-ins], benign: [chance], verify: ask}\n";
    let signals = one_signal(folder, rule);
    let told = scan(folder, &["--signals", &signals, "--no-cache"]);
    assert!(
        told.contains(
            "logsource (category: proxy): no source of ours is known to hold such records"
        ),
        "{told}"
    );
}

#[test]
fn a_question_sees_values_in_full_and_the_masked_answer_does_not() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    exports(folder);
    let sql = "SELECT persona, file, line, ip FROM footprints WHERE ip = '198.51.100.70'";
    let signals = one_signal(folder, &question(sql));
    scan(folder, &["--signals", &signals]);
    let found = finding(folder, "ada@corp.example", "a-question").unwrap();
    assert_eq!(found["because"], "from …");
    scan(folder, &["--signals", &signals, "--reveal"]);
    let found = finding(folder, "ada@corp.example", "a-question").unwrap();
    assert_eq!(found["because"], "from 198.51.100.70");
}

#[test]
fn a_new_file_says_what_is_to_do_and_an_existing_one_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let new = |args: &[&str]| bonafide(folder, &[&["signals", "new"], args].concat());
    assert!(new(&["many-refusals"]).status.success());
    assert!(!new(&["many-refusals"]).status.success());
    assert!(!new(&["voip-phone"]).status.success(), "a shipped signal's id");
    assert!(!new(&["../up"]).status.success());
    fs::create_dir_all(folder.join("signals/rules")).unwrap();
    fs::copy(
        example().join("rules/okta_api_token_created.yml"),
        folder.join("signals/rules/r.yml"),
    )
    .unwrap();
    let made = new(&["token-made", "--sigma", "rules/r.yml"]);
    assert!(made.status.success(), "{}", said(&made));
    let linted = bonafide(folder, &["signals", "lint", "signals"]);
    let told = said(&linted);
    assert!(
        !linted.status.success()
            && told.contains("marked `TO DO`")
            && told.contains("one that fires"),
        "{told}"
    );
    let listed =
        said(&bonafide(folder, &["signals", "list", "--signals", "signals", "--format", "jsonl"]));
    assert!(listed.contains("\"id\":\"token-made\""), "{listed}");
    let shown = said(&bonafide(folder, &["signals", "show", "token-made", "--signals", "signals"]));
    assert!(shown.contains("your file") && shown.contains("T1098"), "{shown}");
}

/// A rule on names that a computer looks up; Windows' source has no use for such events.
const LOOKED_UP: &str = "\
title: A name of a remote-desktop relay is looked up
logsource: {product: windows, category: dns_query}
detection:
  selection: {QueryName|endswith: .relay.example}
  condition: selection
bonafide:
  id: relay-name-looked-up
  stage: endpoint
  family: remctl
  weight: 1.0
  weight_from: 'guess: a test'
  needs: [devices]
  benign: [the help desk]
  verify: ask the help desk
  on_days: 2
";

/// Ada's laptop looks a relay up on two days, Bo's on one; and what both look up on another day is something else.
fn laptops(folder: &Path) {
    let exports = exports(folder);
    fs::create_dir_all(exports.join("intune")).unwrap();
    fs::create_dir_all(exports.join("windows")).unwrap();
    let mut devices = String::new();
    for (number, who) in [(40, "ada"), (41, "bo")] {
        devices += &format!(
            "{{\"time\":\"2026-05-30T07:00:00Z\",\"category\":\"Devices\",\"operationName\":\"Devices\",\"properties\":{{\"DeviceId\":\"a2f25343-1d87-4876-9e72-de6111b614{number}\",\"DeviceName\":\"LT-00{number}\",\"UPN\":\"{who}@corp.example\",\"LastContact\":\"2026-05-30T07:00:00Z\",\"OS\":\"Windows\",\"OSVersion\":\"10.0.22631\",\"Ownership\":\"Corporate\",\"Manufacturer\":\"Dell\",\"Model\":\"Latitude 5440\",\"SerialNumber\":\"7TEST{number}\",\"CreatedDate\":\"2026-01-20T14:00:00Z\"}}}}\n"
        );
    }
    fs::write(exports.join("intune/devices.ndjson"), devices).unwrap();
    let mut log = String::new();
    for (day, number, name) in [
        (3, 40, "a.relay.example"),
        (4, 40, "a.relay.example"),
        (3, 41, "a.relay.example"),
        (4, 41, "www.example"),
    ] {
        log += &format!(
            "{{\"Event\":{{\"System\":{{\"Provider\":{{\"#attributes\":{{\"Name\":\"Microsoft-Windows-Sysmon\"}}}},\"EventID\":22,\"TimeCreated\":{{\"#attributes\":{{\"SystemTime\":\"2026-03-0{day}T08:00:00Z\"}}}},\"Channel\":\"Microsoft-Windows-Sysmon/Operational\",\"Computer\":\"LT-00{number}.corp.example\"}},\"EventData\":{{\"QueryName\":\"{name}\"}}}}}}\n"
        );
    }
    fs::write(exports.join("windows/sysmon.ndjson"), log).unwrap();
}

#[test]
fn a_match_on_a_device_counts_for_its_holder_on_enough_days() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    laptops(folder);
    let signals = one_signal(folder, LOOKED_UP);
    scan(folder, &["--signals", &signals]);
    let found = finding(folder, "ada@corp.example", "relay-name-looked-up").unwrap();
    assert_eq!(
        found["because"],
        "A name of a remote-desktop relay is looked up: 2 records on 2 days, the first on 2026-03-03"
    );
    assert_eq!(found["evidence"].as_array().unwrap().len(), 2);
    assert!(finding(folder, "bo@corp.example", "relay-name-looked-up").is_none());
}

#[test]
fn an_exception_holds_for_what_it_is_about_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    laptops(folder);
    let looked_up = one_signal(folder, LOOKED_UP);
    let asked =
        question("SELECT persona, file, line, ip FROM footprints WHERE ip = '198.51.100.70'");
    fs::write(Path::new(&looked_up).join("b.yml"), asked).unwrap();
    for (signal, about, holds) in [
        ("relay-name-looked-up", "device = 'lt-0040'", true),
        ("relay-name-looked-up", "device = '7TEST40'", true),
        ("relay-name-looked-up", "device = 'LT-0041'", false),
        ("a-question", "network = '198.51.100.64/26'", true),
        ("a-question", "network = '192.0.2.0/24'", false),
        ("a-question", "value = '198.51.100.70'", true),
        ("a-question", "value = '198.51.100.7'", false),
        ("a-question", "value = '198.51.100.70'\npersona = 'bo@corp.example'", false),
    ] {
        let overlay = format!(
            "[[exception]]\nsignal = '{signal}'\n{about}\nowner = 'it@corp.example'\nreason = 'known'\nuntil = 2026-12-31\n"
        );
        fs::write(folder.join("overlay.toml"), overlay).unwrap();
        scan(folder, &["--signals", &looked_up, "--overlay", "overlay.toml", "--quiet"]);
        let found = finding(folder, "ada@corp.example", signal).unwrap();
        assert_eq!(found["bits"] == 0.0, holds, "{about}");
    }
}
