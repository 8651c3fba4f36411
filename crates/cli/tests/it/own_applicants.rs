//! Signals of the organization's own where nothing is scanned: in `screen`, and in `check`.

use std::{fs, path::Path};

use serde_json::Value;

use crate::{
    company::bonafide,
    own_signals::{exports, one_signal, said, scan},
};

/// A rule on what applicants write, as a signal.
const RULE: &str = "title: Applies for a trade that we do not have
detection: {s: {position: Contortionist}, condition: s}
bonafide: {id: trade-that-we-do-not-have, source: ashby_candidates, stage: application, family: persona, weight: 0.5, weight_from: 'guess: a test', needs: [applications, meetings], benign: [a circus], verify: ask}
";

fn candidate(position: &str) -> String {
    format!(
        "{{\"id\":\"21\",\"createdAt\":\"2026-02-02T09:00:00.000Z\",\"name\":\"Mina Oakes\",\"position\":\"{position}\",\"primaryEmailAddress\":{{\"value\":\"mina@mailinator.com\",\"type\":\"Personal\",\"isPrimary\":true}},\"emailAddresses\":[],\"phoneNumbers\":[],\"socialLinks\":[],\"applicationIds\":[\"210\"]}}\n"
    )
}

/// Findings on an applicant, each with its bits.
fn screened(folder: &Path, file: (&str, &str), args: &[&str]) -> Vec<(String, f64)> {
    fs::write(folder.join(file.0), file.1).unwrap();
    let all = [&["screen", file.0, "--against", "out", "--as-of", "2026-06-01"], args].concat();
    let output = bonafide(folder, &all);
    assert!(output.status.success(), "{}", said(&output));
    let told: Value = serde_json::from_slice(&output.stdout).unwrap();
    let one = |it: &Value| (it["signal"].as_str().unwrap().into(), it["bits"].as_f64().unwrap());
    told["findings"].as_array().unwrap().iter().map(one).collect()
}

#[test]
fn an_applicant_is_held_against_own_rules_and_counted_by_the_overlay() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    exports(folder);
    scan(folder, &["--quiet"]);
    let signals = one_signal(folder, RULE);
    let own = ["--signals", signals.as_str()];
    let mail = ("disposable-mail".to_owned(), 1.5);
    let trade = ("trade-that-we-do-not-have".to_owned(), 0.5);
    let odd = candidate("Contortionist");
    let found = |record: &str, args: &[&str]| screened(folder, ("applicant.ndjson", record), args);
    assert_eq!(found(&odd, &own), [mail.clone(), trade]);
    assert_eq!(found(&candidate("Developer"), &own), std::slice::from_ref(&mail));
    assert_eq!(found(&odd, &[]), [mail]);

    let overlay = "[signals.disposable-mail]\noff = true\nreason = \"our students use them\"\n";
    fs::write(folder.join("overlay.toml"), overlay).unwrap();
    let counted = ["--overlay", "overlay.toml"];
    assert_eq!(found(&odd, &counted), []);
    let object = r#"{"first_name": "Mina", "last_name": "Oakes", "email": "mina@mailinator.com"}"#;
    assert_eq!(screened(folder, ("applicant.json", object), &counted), []);
}

#[test]
fn a_check_tells_which_own_signals_would_be_blind_and_what_is_wrong_with_their_files() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    exports(folder);
    let signals = one_signal(folder, RULE);
    let check = || {
        let told = bonafide(folder, &["check", "exports", "--signals", &signals]);
        assert!(told.status.success(), "{}", said(&told));
        said(&told)
    };
    let blind = |told: &str| told.contains("\"trade-that-we-do-not-have\"");
    assert!(blind(&check()), "{}", check());
    one_signal(folder, &RULE.replace("applications, meetings", "sign-ins"));
    assert!(!blind(&check()), "{}", check());
    one_signal(folder, "id: nothing\n");
    assert!(check().contains("your signals: a.yml"), "{}", check());
}
