//! What the demo promises: the three networks on top, facilitators by role, no honest oddity above `later`.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::company::{DEMO, bonafide, by_record, demo, lines};

fn truth() -> Value {
    serde_json::from_str(&std::fs::read_to_string(demo("truth.json")).unwrap()).unwrap()
}

fn key(record: &Value) -> (String, String) {
    (record["source"].as_str().unwrap().to_owned(), record["key"].as_str().unwrap().to_owned())
}

#[test]
fn the_operated_workers_of_all_three_networks_hold_the_top_places() {
    let personas = lines(&demo("out/personas.jsonl"));
    let by_record = by_record(&personas);
    let mut operated = BTreeSet::new();
    for network in truth()["networks"].as_array().unwrap() {
        for member in network["members"].as_array().unwrap() {
            let found = member["records"]
                .as_array()
                .unwrap()
                .iter()
                .find_map(|it| by_record.get(&key(it)).copied());
            let persona = found.unwrap_or_else(|| panic!("no persona for {member}"));
            let is_worker = matches!(persona["stage"].as_str(), Some("active" | "leaver"));
            operated.insert(persona["rank"].as_u64().unwrap());
            if is_worker {
                assert_eq!(
                    persona["priority"], "now",
                    "{} of {}: {persona}",
                    persona["persona"], network["name"]
                );
            }
        }
    }
    // Everybody who is to be opened first belongs to a network: no honest person stands among them.
    let now: Vec<u64> = personas
        .iter()
        .filter(|it| it["priority"] == "now")
        .map(|it| it["rank"].as_u64().unwrap())
        .collect();
    assert!(now.len() >= 9, "nine workers are operated, {} are to be opened first", now.len());
    assert!(now.iter().all(|it| operated.contains(it)), "ranks {now:?}, operated {operated:?}");
}

#[test]
fn no_honest_oddity_stands_above_later() {
    let personas = lines(&demo("out/personas.jsonl"));
    let by_record = by_record(&personas);
    let truth = truth();
    let oddities = truth["oddities"].as_array().unwrap();
    assert!(oddities.len() >= 14, "{} oddities", oddities.len());
    for oddity in oddities {
        let persona = by_record
            .get(&key(&oddity["record"]))
            .unwrap_or_else(|| panic!("no persona for {oddity}"));
        let priority = persona["priority"].as_str().unwrap();
        assert!(
            matches!(priority, "later" | "none"),
            "{} is {priority}: {persona}",
            oddity["story"]
        );
    }
}

#[test]
fn facilitators_are_named_with_their_role() {
    let networks = lines(&demo("out/networks.jsonl"));
    let mut found = BTreeSet::new();
    for network in &networks {
        for facilitator in network["facilitators"].as_array().unwrap() {
            found.insert((
                facilitator["role"].as_str().unwrap().to_owned(),
                facilitator["kind"].as_str().unwrap().to_owned(),
            ));
        }
    }
    for (role, kind) in [
        ("laptop_host", "address"),
        ("laptop_host", "network"),
        ("payee", "bank_account"),
        ("voucher", "person"),
    ] {
        assert!(
            found.contains(&(role.to_owned(), kind.to_owned())),
            "expected {role} by {kind} among {found:?}"
        );
    }
}

#[test]
fn every_persona_sums_exactly_and_every_finding_has_evidence() {
    let personas = lines(&demo("out/personas.jsonl"));
    assert!(personas.len() > 1000);
    for (idx, persona) in personas.iter().enumerate() {
        assert_eq!(persona["rank"], idx + 1);
        let findings = persona["findings"].as_array().unwrap();
        let counted: f64 = findings.iter().map(|it| it["counted_bits"].as_f64().unwrap()).sum();
        let (prior, bits) =
            (persona["prior_bits"].as_f64().unwrap(), persona["bits"].as_f64().unwrap());
        assert!((prior + counted - bits).abs() < 1e-9, "{persona}");
        assert!(
            findings.iter().all(|it| !it["evidence"].as_array().unwrap().is_empty()),
            "{persona}"
        );
    }
}

#[test]
fn every_record_of_every_file_is_accounted_for() {
    let intake = lines(&demo("out/intake.jsonl"));
    assert!(intake.len() > 20);
    let sum =
        |it: &Value| it.as_object().unwrap().values().map(|n| n.as_u64().unwrap()).sum::<u64>();
    for file in &intake {
        let records = file["records"].as_u64().unwrap();
        assert_eq!(
            records,
            file["says"].as_u64().unwrap() + sum(&file["passed_over"]) + sum(&file["rejected"]),
            "{file}"
        );
        assert_eq!(sum(&file["rejected"]), 0, "{file}");
        assert!(file["source"].is_string(), "{file}");
    }
}

#[test]
fn the_first_case_is_told_in_words_and_nothing_is_called_what_it_is_not() {
    let told = String::from_utf8_lossy(&DEMO.1.stdout).into_owned();
    assert!(told.contains("needs a check"), "{told}");
    assert!(told.contains("This is not a verdict"), "{told}");
    let report = std::fs::read_to_string(demo("out/report.html")).unwrap();
    for word in ["fraudster", "suspect", "culprit", "guilty"] {
        assert!(
            !told.to_lowercase().contains(word) && !report.to_lowercase().contains(word),
            "says `{word}`"
        );
    }
    assert!(report.len() < 3_000_000, "{} bytes", report.len());
}

#[test]
fn why_walks_from_a_rank_to_lines_and_between_two_people() {
    let out = demo("out");
    let out = out.to_str().unwrap();
    let one = bonafide(DEMO.0.path(), &["why", "1", "--out", out]);
    assert!(one.status.success(), "{}", String::from_utf8_lossy(&one.stderr));
    let told = String::from_utf8_lossy(&one.stdout).into_owned();
    assert!(told.contains("before the evidence") && told.contains("together"), "{told}");
    let both = bonafide(DEMO.0.path(), &["why", "1", "2", "--out", out]);
    assert!(both.status.success(), "{}", String::from_utf8_lossy(&both.stderr));
}

#[test]
fn the_database_answers_questions_and_refuses_changes() {
    let out = demo("out");
    let out = out.to_str().unwrap();
    let asked =
        bonafide(DEMO.0.path(), &["query", "select count(*) as n from personas", "--out", out]);
    let n_people = lines(&demo("out/personas.jsonl")).len();
    assert_eq!(String::from_utf8_lossy(&asked.stdout).trim(), format!("{{\"n\":\"{n_people}\"}}"));
    let refused = bonafide(DEMO.0.path(), &["query", "delete from personas", "--out", out]);
    assert_eq!(refused.status.code(), Some(1));
}

#[test]
fn fail_on_gives_its_own_exit_code() {
    let folder = tempfile::tempdir().unwrap();
    let exports = demo("exports/hris");
    let quiet = bonafide(
        folder.path(),
        &["scan", exports.to_str().unwrap(), "--quiet", "--fail-on", "now"],
    );
    assert_eq!(quiet.status.code(), Some(0), "{}", String::from_utf8_lossy(&quiet.stderr));
    let exports = demo("exports");
    let met = bonafide(
        folder.path(),
        &["scan", exports.to_str().unwrap(), "--quiet", "--fail-on", "now"],
    );
    assert_eq!(met.status.code(), Some(3), "{}", String::from_utf8_lossy(&met.stderr));
}
