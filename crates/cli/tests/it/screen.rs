//! `screen` as its users meet it: against a scan, against a linked table, one after the other, and against files that are no index.

use std::{fmt::Write, fs, path::Path, process::Output};

use serde_json::Value;

use crate::company::bonafide;

const GIVEN: [&str; 12] =
    ["Ada", "Bo", "Cleo", "Dov", "Esme", "Finn", "Greta", "Hugo", "Ines", "Jonas", "Kaya", "Levi"];
const FAMILY: [&str; 9] =
    ["Quill", "Marsh", "Tiller", "Rook", "Harrow", "Pell", "Salt", "Crane", "Thorn"];

/// Ninety workers; the third has left, and thirty are reached through one recruiter.
fn workers() -> String {
    let mut res = String::from(
        "worker_number,first_name,last_name,work_email,personal_email,phone,status,hire_date,termination_date,home_line1,home_city,home_region,home_postcode,home_country\n",
    );
    for n in 0..90_usize {
        let (given, family) = (GIVEN[n % 12], FAMILY[n % 9]);
        let (given, family) = (format!("{given}{}", "x".repeat(n / 36)), family);
        let phone =
            if n >= 60 { "(212) 555-0199".to_owned() } else { format!("(212) 555-{:04}", 100 + n) };
        let left = if n == 2 { "Terminated,2024-02-01,2026-01-31" } else { "Active,2024-02-01," };
        writeln!(
            res,
            "W-{n},{given},{family}{},w{n}@corp.example,own{n}@mail.example,{phone},{left},{n} Elm Street,New York,NY,{},US",
            "ey".repeat(n / 45),
            10_001 + n
        )
        .unwrap();
    }
    res
}

/// A scan of the workers in a folder: `in` and `out`.
fn scanned(folder: &Path, more: &[&str]) {
    fs::create_dir(folder.join("in")).unwrap();
    fs::write(folder.join("in/workers.csv"), workers()).unwrap();
    let args: Vec<&str> =
        ["scan", "in", "--out", "out", "--quiet"].into_iter().chain(more.iter().copied()).collect();
    let output = bonafide(folder, &args);
    assert!(output.status.success(), "{}", said(&output));
}

fn screen(folder: &Path, applicant: &str, more: &[&str]) -> Output {
    fs::write(folder.join("applicant.json"), applicant).unwrap();
    let args: Vec<&str> =
        ["screen", "applicant.json"].into_iter().chain(more.iter().copied()).collect();
    bonafide(folder, &args)
}

fn answer(output: &Output) -> Value {
    assert!(output.status.success(), "{}", said(output));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn said(output: &Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    text(&output.stdout) + &text(&output.stderr)
}

/// An applicant whom nobody knows, but for what is given.
fn stranger(more: &str) -> String {
    format!(
        r#"{{"first_name": "Mina", "last_name": "Oakes", "email": "mina.oakes@mail.example", "gender": "f"{more}}}"#
    )
}

#[test]
fn somebody_who_left_and_applies_again_is_found_under_the_same_name_and_under_another() {
    let folder = tempfile::tempdir().unwrap();
    scanned(folder.path(), &[]);
    let again = r#"{"first_name": "Cleo", "last_name": "Tiller", "email": "own2@mail.example", "phone": "+1 212 555 0102"}"#;
    let told = answer(&screen(folder.path(), again, &["--against", "out"]));
    let first = &told["candidates"][0];
    assert!(first["record"].as_str().unwrap().starts_with("P-"), "{told:#}");
    assert!(first["known"].as_str().unwrap().starts_with("leaver, rank "), "{told:#}");
    assert!(first["match_weight"].as_f64().unwrap() > 0.0, "{told:#}");
    assert_eq!(first["name"], "C. T.");
    assert_eq!(told["ties"], Value::Array(Vec::new()), "{told:#}");
    let sum: f64 =
        first["waterfall"].as_array().unwrap().iter().map(|it| it["bits"].as_f64().unwrap()).sum();
    let rest = first["prior"].as_f64().unwrap() + first["explained_otherwise"].as_f64().unwrap();
    assert!((sum + rest - first["match_weight"].as_f64().unwrap()).abs() < 0.01);
    let renamed = stranger(r#", "phone": "+1 212 555 0102""#).replace("mina.oakes@", "own2@");
    let told = answer(&screen(folder.path(), &renamed, &["--against", "out"]));
    assert_eq!(told["ties"].as_array().unwrap().len(), 2, "{told:#}");
    for tie in told["ties"].as_array().unwrap() {
        assert!(tie["with"][0]["known"].as_str().unwrap().starts_with("leaver"), "{told:#}");
    }
    let words = said(&screen(folder.path(), again, &["--against", "out", "--format", "table"]));
    assert!(
        words.contains("May be the same person as\n  ") && words.contains("no verdict"),
        "{words}"
    );
    assert!(!words.to_lowercase().contains("fraud") && !words.contains("own2@"), "{words}");
}

#[test]
fn a_telephone_of_a_colleague_is_a_tie_and_that_of_a_recruiter_is_none() {
    let folder = tempfile::tempdir().unwrap();
    scanned(folder.path(), &[]);
    let own = stranger(r#", "phone": "+1 212 555 0107""#);
    let told = answer(&screen(folder.path(), &own, &["--against", "out"]));
    let tie = &told["ties"][0];
    assert_eq!((&tie["column"], &tie["value"]), (&"phone".into(), &"…0107".into()), "{told:#}");
    assert_eq!((&tie["people"], &tie["muted"]), (&1.into(), &Value::Null), "{told:#}");
    assert_eq!(tie["with"].as_array().unwrap().len(), 1);
    assert_eq!(told["candidates"], Value::Array(Vec::new()), "{told:#}");
    let revealed = answer(&screen(folder.path(), &own, &["--against", "out", "--reveal"]));
    assert_eq!(revealed["ties"][0]["value"], "12125550107");
    assert!(revealed["ties"][0]["with"][0]["name"].as_str().unwrap().starts_with("hugo "));

    let recruited = stranger(r#", "phone": "+1 212 555 0199""#);
    let told = answer(&screen(folder.path(), &recruited, &["--against", "out"]));
    let tie = &told["ties"][0];
    assert!(tie["muted"].as_str().unwrap().contains("recruiter"), "{told:#}");
    assert_eq!(tie["with"], Value::Array(Vec::new()), "{told:#}");
}

#[test]
fn what_application_data_show_on_their_own_is_told_and_an_ordinary_mailbox_is_not() {
    let folder = tempfile::tempdir().unwrap();
    scanned(folder.path(), &[]);
    let ids = |applicant: &str| -> Vec<String> {
        let told = answer(&screen(folder.path(), applicant, &["--against", "out"]));
        let findings = told["findings"].as_array().unwrap().clone();
        findings.iter().map(|it| it["signal"].as_str().unwrap().to_owned()).collect()
    };
    let applicant =
        r#"{"first_name": "Ada", "last_name": "Oakes", "email": "invented-ada@mailinator.com"}"#;
    assert_eq!(ids(applicant), ["disposable-mail"]);
    assert_eq!(ids(&stranger("")), [""; 0]);
}

#[test]
fn an_applicant_who_is_added_is_known_to_the_next() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("people.csv"), workers()).unwrap();
    let output =
        bonafide(folder.path(), &["link", "people.csv", "--index", "--column", "worker_number=id"]);
    assert!(output.status.success(), "{}", said(&output));
    let row = "worker_number,first_name,last_name,personal_email,phone\nA-1,Mina,Oakes,mina@mail.example,(212) 555-0177\n";
    fs::write(folder.path().join("applicant.csv"), row).unwrap();
    let ask = |more: &[&str]| {
        let args: Vec<&str> = ["screen", "applicant.csv", "--against", "linked"]
            .into_iter()
            .chain(more.iter().copied())
            .collect();
        bonafide(folder.path(), &args)
    };
    let first = ask(&["--add"]);
    assert!(said(&first).contains("a person of one record"), "{}", said(&first));
    let told: Value = serde_json::from_slice(&first.stdout).unwrap();
    assert_eq!(told["candidates"], Value::Array(Vec::new()), "{told:#}");
    let told = answer(&ask(&[]));
    assert_eq!(told["candidates"][0]["record"], "A-1", "{told:#}");
    // The journal is of this index alone, and what was cut off while it was written is passed over.
    let journal = folder.path().join("linked/people.journal");
    let whole = fs::read(&journal).unwrap();
    fs::write(&journal, &whole[..whole.len() - 3]).unwrap();
    let told = answer(&ask(&[]));
    assert_eq!(told["candidates"], Value::Array(Vec::new()), "{told:#}");
    fs::write(&journal, b"bonafidj of another index").unwrap();
    assert!(said(&ask(&[])).contains("belongs to another index"));
}

#[test]
fn what_is_no_index_is_named_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    scanned(folder.path(), &["--no-cache"]);
    let check = |against: &str, expected: &str| {
        let output = screen(folder.path(), &stranger(""), &["--against", against]);
        assert_eq!(output.status.code(), Some(1));
        assert!(said(&output).contains(expected), "{}", said(&output));
    };
    check("out", "--no-cache");
    check("in/workers.csv", "in/workers.csv: expected an index");
    let output = bonafide(folder.path(), &["link", "in/workers.csv", "--index"]);
    assert!(output.status.success(), "{}", said(&output));
    let index = folder.path().join("linked/people.index");
    let mut bytes = fs::read(&index).unwrap();
    let place = bytes.len() - 400;
    bytes[place] ^= 1;
    fs::write(&index, bytes).unwrap();
    check("linked", "is damaged at byte");
}
