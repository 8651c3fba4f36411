//! The JSONL files: schemas, order of keys, sums, masking.

use bonafide_exports::{
    Reveal, SCHEMAS,
    own_jsonl::{self, OWN_SCHEMA, OwnLine, OwnOutcome},
    sample, write_scan,
};
use bonafide_model::Settings;
use serde_json::Value;

use crate::{file, lines};

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().expect("an object").keys().map(String::as_str).collect()
}

#[test]
fn every_line_fits_its_schema() {
    for (name, schema) in SCHEMAS {
        let schema: Value = serde_json::from_str(schema).expect("a schema is JSON");
        assert!(jsonschema::meta::is_valid(&schema), "{name} has a schema that is none");
        let validator = jsonschema::validator_for(&schema).expect("the schema compiles");
        let lines = lines(name);
        assert!(!lines.is_empty());
        for line in lines {
            let errors: Vec<String> = validator
                .iter_errors(&line)
                .map(|it| format!("{}: {it}", it.instance_path()))
                .collect();
            assert_eq!(errors, Vec::<String>::new(), "{name}");
        }
    }
}

#[test]
fn a_line_without_a_key_or_with_a_foreign_one_fits_no_schema() {
    for (name, schema) in SCHEMAS {
        let schema: Value = serde_json::from_str(schema).expect("a schema is JSON");
        let validator = jsonschema::validator_for(&schema).expect("the schema compiles");
        let line = lines(name).remove(0);
        for key in keys(&line).into_iter().filter(|it| *it != "dropped_columns") {
            let mut without = line.clone();
            without.as_object_mut().expect("an object").shift_remove(key);
            assert!(!validator.is_valid(&without), "{name} without {key}");
        }
        let mut foreign = line.clone();
        foreign["nationality"] = Value::from("x");
        assert!(!validator.is_valid(&foreign));
    }
}

#[test]
fn keys_are_those_of_the_contract_in_its_order() {
    let personas = lines("personas.jsonl");
    let expected = [
        "schema",
        "rank",
        "persona",
        "records",
        "stage",
        "priority",
        "probability",
        "probability_low",
        "probability_high",
        "prior_bits",
        "bits",
        "findings",
        "blind",
        "network",
    ];
    assert_eq!(keys(&personas[0]), expected);
    assert_eq!(keys(&personas[0]["records"][0]), ["source", "key"]);
    let finding = [
        "signal",
        "family",
        "stage",
        "bits",
        "counted_bits",
        "because",
        "benign",
        "verify",
        "evidence",
    ];
    assert_eq!(keys(&personas[0]["findings"][0]), finding);
    let networks = lines("networks.jsonl");
    assert_eq!(keys(&networks[0]), ["schema", "network", "members", "facilitators", "ties"]);
    assert_eq!(keys(&networks[0]["members"][0]), ["persona", "role"]);
    assert_eq!(
        keys(&networks[0]["facilitators"][0]),
        ["role", "kind", "value", "personas", "evidence"]
    );
    assert_eq!(keys(&networks[0]["ties"][0]), ["a", "b", "kind", "bits", "because", "evidence"]);
    let intake = lines("intake.jsonl");
    let report =
        ["schema", "file", "sha256", "source", "records", "says", "passed_over", "rejected"];
    assert_eq!(keys(&intake[0]), [&report[..], &["dropped_columns"]].concat());
    assert_eq!(keys(&intake[1]), report);
    assert_eq!(intake[1]["source"], Value::Null);
}

#[test]
fn evidence_says_where_in_the_words_of_its_kind() {
    let personas = lines("personas.jsonl");
    assert_eq!(
        personas[0]["findings"][0]["evidence"],
        serde_json::json!([{"file": "edr/usb.json", "pointer": "/hits/3"}])
    );
    assert_eq!(
        personas[0]["findings"][1]["evidence"],
        serde_json::json!([{"file": "payroll/accounts.csv", "line": 2}, {"file": "payroll/accounts.csv", "line": 3}])
    );
    assert_eq!(
        personas[2]["findings"][0]["evidence"],
        serde_json::json!([{"file": "cv/cy.pdf", "page": 2}, {"file": "repo.git", "commit": "9f3c2ab"}])
    );
}

#[test]
fn bits_are_the_prior_and_what_the_findings_count() {
    for persona in lines("personas.jsonl") {
        let number = |value: &Value| value.as_f64().expect("a number");
        let counted: f64 = persona["findings"]
            .as_array()
            .expect("a list")
            .iter()
            .map(|it| number(&it["counted_bits"]))
            .sum();
        assert!((number(&persona["prior_bits"]) + counted - number(&persona["bits"])).abs() < 1e-9);
    }
}

#[test]
fn records_of_a_file_end_once() {
    for report in lines("intake.jsonl") {
        let sum = |key: &str| {
            report[key].as_object().expect("a map").values().filter_map(Value::as_u64).sum::<u64>()
        };
        let ended =
            report["says"].as_u64().expect("a count") + sum("passed_over") + sum("rejected");
        assert_eq!(report["records"].as_u64(), Some(ended));
    }
}

#[test]
fn personal_values_leave_only_when_revealed() {
    for name in ["personas.jsonl", "networks.jsonl", "report.html"] {
        for secret in ["12345698765432", "Novak"] {
            assert!(!file(name, Reveal::Masked).contains(secret), "{name} shows {secret}");
        }
        assert!(
            file(name, Reveal::Revealed).replace(' ', "").contains("12345698765432"),
            "{name} hides the account"
        );
    }
    assert!(file("report.html", Reveal::Revealed).contains("Ada Vrba"));
}

#[test]
fn the_same_scan_gives_the_same_bytes() {
    let write = || write_scan(&sample::scan(), &Settings::default(), Reveal::Masked);
    assert_eq!(write(), write());
    assert_eq!(
        write().into_keys().collect::<Vec<_>>(),
        ["intake.jsonl", "networks.jsonl", "personas.jsonl", "report.html"]
    );
}

#[test]
fn what_own_signals_did_fits_its_schema() {
    let schema: Value = serde_json::from_str(OWN_SCHEMA).expect("a schema is JSON");
    let validator = jsonschema::validator_for(&schema).expect("the schema compiles");
    let ran = OwnLine {
        signal: Some("a-signal".to_owned()),
        file: "a.yml".to_owned(),
        line: None,
        outcome: OwnOutcome::Ran,
        findings: 2,
        why: None,
        owner: None,
        until: None,
    };
    let ended = OwnLine {
        outcome: OwnOutcome::Ended,
        line: Some(7),
        why: Some("her line".to_owned()),
        owner: Some("hr@corp.example".to_owned()),
        until: Some("2026-12-31".to_owned()),
        ..ran.clone()
    };
    let written = String::from_utf8(own_jsonl::write(&[ran, ended])).expect("it is UTF-8");
    assert!(written.starts_with(
        r#"{"schema":"bonafide/1","signal":"a-signal","file":"a.yml","line":null,"outcome":"ran","findings":2,"#
    ));
    for line in written.lines() {
        let line: Value = serde_json::from_str(line).expect("it is JSON");
        assert!(validator.is_valid(&line), "{line}");
    }
}
