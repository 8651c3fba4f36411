//! `link --decisions` and `screen --add --different-from` as their users meet them: what people decide goes before every weight.

use std::{collections::BTreeMap, fs, path::Path, process::Output};

use crate::{company::bonafide, link::people};

fn said(output: &Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    text(&output.stdout) + &text(&output.stderr)
}

fn run(folder: &Path, args: &[&str]) -> String {
    let output = bonafide(folder, args);
    assert!(output.status.success(), "{}", said(&output));
    said(&output)
}

fn refused(folder: &Path, args: &[&str]) -> String {
    let output = bonafide(folder, args);
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    said(&output)
}

fn clusters(folder: &Path) -> BTreeMap<String, String> {
    let text = fs::read_to_string(folder.join("linked/clusters.csv")).unwrap();
    let cells = text.lines().skip(1).map(|it| it.rsplit_once(',').unwrap());
    cells.map(|(id, cluster)| (id.to_owned(), cluster.to_owned())).collect()
}

fn written() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("people.csv"), people()).unwrap();
    folder
}

#[test]
fn pairs_that_were_looked_at_are_given_back_and_stay_decided() {
    let folder = written();
    run(folder.path(), &["link", "people.csv"]);
    let before = clusters(folder.path());
    assert_eq!(before["r7"], before["r407"]);
    // Somebody looks at pairs.csv, adds a column, and decides about two of them; the rest stays blank.
    let pairs = fs::read_to_string(folder.path().join("linked/pairs.csv")).unwrap();
    let mut lines = pairs.lines();
    let mut decided = format!("{},decision\n", lines.next().unwrap());
    for line in lines {
        let word = if line.starts_with("r7,r407,") { "Different" } else { "" };
        decided += &format!("{line},{word}\n");
    }
    fs::write(folder.path().join("decided.csv"), &decided).unwrap();
    let told = run(folder.path(), &["link", "people.csv", "--decisions", "decided.csv"]);
    assert!(told.contains("Decisions kept: 0 same, 1 different"), "{told}");
    let after = clusters(folder.path());
    assert_ne!(after["r7"], after["r407"]);
    let others = |it: &BTreeMap<String, String>| {
        let mut it = it.clone();
        it.retain(|id, _| id != "r7" && id != "r407");
        it
    };
    assert_eq!(others(&after), others(&before));
    let page = fs::read_to_string(folder.path().join("linked/link.html")).unwrap();
    assert!(page.contains("kept apart by a decision"), "the page lacks the why not");
    // What came of it holds the decision, and can be given back itself.
    let pairs = fs::read_to_string(folder.path().join("linked/pairs.csv")).unwrap();
    assert!(pairs.lines().next().unwrap().ends_with(",decision"));
    assert!(pairs.lines().any(|it| it.starts_with("r7,r407,") && it.ends_with(",different")));
    run(folder.path(), &["link", "people.csv", "--decisions", "linked/pairs.csv"]);
    assert_eq!(clusters(folder.path()), after);
    assert_eq!(fs::read_to_string(folder.path().join("linked/pairs.csv")).unwrap(), pairs);
    // Taken back, all is as it was.
    run(folder.path(), &["link", "people.csv"]);
    assert_eq!(clusters(folder.path()), before);
}

#[test]
fn what_is_wrong_in_a_file_of_decisions_is_told_with_its_line_and_nothing_is_written() {
    let folder = written();
    for (rows, expected) in [
        (
            "r1,r2,maybe\n",
            "decided.csv:2: column decision: expected `same`, `different`, or nothing",
        ),
        (
            "r1,r2,same\nr1,r9999,same\n",
            "decided.csv:3: column unique_id_r: no row of the table has the id `r9999`",
        ),
        ("r1,,different\n", "decided.csv:2: column unique_id_r: expected the id of a record"),
        ("r1,r1,different\n", "decided.csv:2: a record is named as a different person than itself"),
        (
            "r1,r2,same\nr2,r1,different\n",
            "decided.csv:3: says `different` of two that line 2 says are the same",
        ),
        (
            "r1,r2,same\nr2,r3,same\nr1,r3,different\n",
            "decided.csv:4: says `different` of two that lines 2, 3 together",
        ),
        ("r1,r2\n", "decided.csv:2: 2 cells where the header has 3"),
    ] {
        let text = format!("unique_id_l,unique_id_r,decision\n{rows}");
        fs::write(folder.path().join("decided.csv"), text).unwrap();
        let told = refused(folder.path(), &["link", "people.csv", "--decisions", "decided.csv"]);
        assert!(told.contains(expected), "{told}");
        assert!(!folder.path().join("linked").exists());
    }
    fs::write(folder.path().join("decided.csv"), "unique_id_l,unique_id_r\nr1,r2\n").unwrap();
    let told = refused(folder.path(), &["link", "people.csv", "--decisions", "decided.csv"]);
    assert!(told.contains("found no decision; the file has unique_id_l, unique_id_r"), "{told}");
    let twice = people().replacen("\nr1,", "\nr0,", 1);
    fs::write(folder.path().join("twice.csv"), twice).unwrap();
    let text = "unique_id_l,unique_id_r,decision\nr0,r2,same\n";
    fs::write(folder.path().join("decided.csv"), text).unwrap();
    let told = refused(folder.path(), &["link", "twice.csv", "--decisions", "decided.csv"]);
    assert!(told.contains("decided.csv:2: column unique_id_l: 2 rows have the id `r0`"), "{told}");
}

#[test]
fn of_two_tables_a_decision_says_whose_records_it_means() {
    let folder = tempfile::tempdir().unwrap();
    let all = people();
    let (header, rows) = all.split_once('\n').unwrap();
    let rows: Vec<&str> = rows.lines().collect();
    // The second records of people, with numbers of their own that other people have in the first table.
    let second = rows[400..]
        .iter()
        .enumerate()
        .map(|(n, it)| format!("r{}{}", n + 1, &it[it.find(',').unwrap()..]));
    let file = |rows: &[String]| format!("{header}\n{}\n", rows.join("\n"));
    let first: Vec<String> = rows[..400].iter().map(|it| (*it).to_owned()).collect();
    fs::write(folder.path().join("one.csv"), file(&first)).unwrap();
    fs::write(folder.path().join("two.csv"), file(&second.collect::<Vec<_>>())).unwrap();
    fs::write(
        folder.path().join("decided.csv"),
        "unique_id_l,unique_id_r,decision,source_dataset_l,source_dataset_r\nr0,r1,different,,\nr5,r6,same,1,1\nr2,r9,different,2,2\n",
    )
    .unwrap();
    run(folder.path(), &["link", "one.csv", "two.csv", "--decisions", "decided.csv"]);
    let clusters = clusters(folder.path());
    assert_ne!(clusters["1,r0"], clusters["2,r1"]);
    assert_eq!(clusters["1,r1"], clusters["2,r2"]);
    assert_eq!(clusters["1,r5"], clusters["1,r6"]);
    let pairs = fs::read_to_string(folder.path().join("linked/pairs.csv")).unwrap();
    assert!(pairs.lines().any(|it| it.starts_with("r5,r6,") && it.ends_with(",1,1,same")));
    run(folder.path(), &["link", "one.csv", "two.csv", "--decisions", "linked/pairs.csv"]);
    assert_eq!(fs::read_to_string(folder.path().join("linked/pairs.csv")).unwrap(), pairs);
    fs::write(
        folder.path().join("decided.csv"),
        "unique_id_l,unique_id_r,decision,source_dataset_l,source_dataset_r\nr0,r399,same,1,2\n",
    )
    .unwrap();
    let told =
        refused(folder.path(), &["link", "one.csv", "two.csv", "--decisions", "decided.csv"]);
    assert!(told.contains("no row of the second table has the id `r399`"), "{told}");
}

#[test]
fn ids_that_a_spreadsheet_would_run_are_known_as_they_stand_and_as_they_are_written() {
    let folder = tempfile::tempdir().unwrap();
    let table = people().replacen("\nr7,", "\n=r7,", 1).replacen("\nr407,", "\n@r407,", 1);
    fs::write(folder.path().join("people.csv"), table).unwrap();
    let text = "unique_id_l,unique_id_r,decision\n=r7,@r407,different\n";
    fs::write(folder.path().join("decided.csv"), text).unwrap();
    run(folder.path(), &["link", "people.csv", "--decisions", "decided.csv"]);
    let pairs = fs::read_to_string(folder.path().join("linked/pairs.csv")).unwrap();
    assert!(pairs.lines().any(|it| it.starts_with("'=r7,'@r407,") && it.ends_with(",different")));
    run(folder.path(), &["link", "people.csv", "--decisions", "linked/pairs.csv"]);
    assert_eq!(fs::read_to_string(folder.path().join("linked/pairs.csv")).unwrap(), pairs);
}

#[test]
fn a_table_without_ids_is_decided_on_by_the_numbers_of_its_rows() {
    let folder = tempfile::tempdir().unwrap();
    let bare: String =
        people().lines().map(|it| format!("{}\n", it.split_once(',').unwrap().1)).collect();
    fs::write(folder.path().join("people.csv"), bare).unwrap();
    let text = "unique_id_l,unique_id_r,decision\n8,408,different\n";
    fs::write(folder.path().join("decided.csv"), text).unwrap();
    run(folder.path(), &["link", "people.csv", "--decisions", "decided.csv"]);
    let own = clusters(folder.path());
    assert_ne!(own["8"], own["408"]);
    assert_eq!(own["9"], own["409"]);
}

#[test]
fn an_index_keeps_what_was_decided_and_takes_more_with_who_is_added() {
    let folder = written();
    let text = "unique_id_l,unique_id_r,decision\nr7,r407,different\n";
    fs::write(folder.path().join("decided.csv"), text).unwrap();
    run(folder.path(), &["link", "people.csv", "--decisions", "decided.csv", "--index"]);
    let all = people();
    let header = all.lines().next().unwrap();
    let row = |id: &str| all.lines().find(|it| it.starts_with(&format!("{id},"))).unwrap();
    // The record of somebody who is known, under another id.
    let again = |id: &str, new: &str| {
        let cells = row(id).split_once(',').unwrap().1;
        fs::write(folder.path().join("new.csv"), format!("{header}\n{new},{cells}\n")).unwrap();
    };
    let ask = |more: &[&str]| {
        let args =
            [&["screen", "new.csv", "--against", "linked", "--format", "jsonl"], more].concat();
        let told = run(folder.path(), &args);
        let line = told.lines().find(|it| it.starts_with('{')).unwrap();
        (serde_json::from_str::<serde_json::Value>(line).unwrap(), told.clone())
    };
    let person = |answer: &serde_json::Value, id: &str| {
        let all = answer["candidates"].as_array().unwrap();
        all.iter().find(|it| it["record"] == id).unwrap()["cluster_id"].as_str().unwrap().to_owned()
    };
    again("r7", "n1");
    let (answer, _) = ask(&[]);
    assert_ne!(person(&answer, "r7"), person(&answer, "r407"));
    // Somebody looked, and the applicant is neither.
    let both = ["--add", "--different-from", "r7", "--different-from", "r407"];
    let (_, told) = ask(&both);
    assert!(told.contains("a person of one record"), "{told}");
    let (answer, _) = ask(&[]);
    let people: std::collections::BTreeSet<String> =
        ["r7", "r407", "n1"].map(|it| person(&answer, it)).into();
    assert_eq!(people.len(), 3);
    again("r9", "n2");
    let args = ["screen", "new.csv", "--against", "linked", "--add", "--same-as", "r12"];
    let told = refused(folder.path(), &args);
    assert!(told.contains("`r12` is no record that"), "{told}");
    let args = [&args[..4], &["--different-from", "r9"]].concat();
    let output = bonafide(folder.path(), &args);
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    assert!(said(&output).contains("--add"), "{}", said(&output));
}

/// Exports of a father and his daughter, who writes from his mailbox, and of Ada, who applies a second time from a new one.
fn exports_of_a_family(folder: &Path) {
    let inside = folder.join("in");
    fs::create_dir(&inside).unwrap();
    let mut workers = String::from(
        "worker_number,first_name,last_name,work_email,personal_email,status,hire_date\n",
    );
    for (number, given) in [(1, "Kim"), (2, "Bo"), (3, "Ada")] {
        workers += &format!(
            "W-{number},{given},Quill,w{number}@corp.example,own{number}@mail.example,Active,2024-02-01\n"
        );
    }
    fs::write(inside.join("workers.csv"), workers).unwrap();
    let candidate = |id: u32, given: &str, mail: &str| {
        format!(
            r#"{{"id": {id}, "first_name": "{given}", "last_name": "Quill", "application_ids": [], "email_addresses": [{{"value": "{mail}", "type": "personal"}}]}}"#
        )
    };
    let candidates =
        [candidate(11, "Kim", "own1@mail.example"), candidate(13, "Ada", "ada@mail.example")];
    fs::write(inside.join("candidates.json"), format!("[{}]", candidates.join(","))).unwrap();
}

#[test]
fn a_scan_keeps_a_register_of_decisions_and_tells_what_it_could_not_keep() {
    let folder = tempfile::tempdir().unwrap();
    exports_of_a_family(folder.path());
    let scan = |out: &str| run(folder.path(), &["scan", "in", "--out", out]);
    let record = |out: &str, key: &str| {
        let text = fs::read_to_string(folder.path().join(out).join("personas.jsonl")).unwrap();
        let lines = text.lines().map(|it| serde_json::from_str::<serde_json::Value>(it).unwrap());
        let has = |it: &serde_json::Value| {
            it["records"].as_array().unwrap().iter().any(|it| it["key"] == key)
        };
        lines.filter(has).map(|it| it["persona"].as_str().unwrap().to_owned()).next().unwrap()
    };
    scan("before");
    assert_eq!(record("before", "11"), record("before", "W-1"));
    assert_ne!(record("before", "13"), record("before", "W-3"));
    fs::write(
        folder.path().join("in/identities.csv"),
        "worker_number,other_candidate_id,decision\nW-1,11,different\nW-3,13,same\nW-2,99,same\nW-2,11,\n",
    )
    .unwrap();
    let told = scan("out");
    assert!(
        told.contains(
            "decision not kept: identities.csv:4 names candidate id 99, which no other record has"
        ),
        "{told}"
    );
    let (father, daughter) = (record("out", "W-1"), record("out", "11"));
    assert_ne!(father, daughter);
    assert_eq!(father, record("before", "W-1"));
    assert_eq!(record("out", "13"), record("out", "W-3"));
    let flat = |it: String| it.split_whitespace().collect::<Vec<_>>().join(" ");
    let why = flat(run(folder.path(), &["why", &father, &daughter]));
    assert!(why.contains("they were decided to be different people (identities.csv:2)"), "{why}");
    let why = flat(run(folder.path(), &["why", &record("out", "W-3")]));
    assert!(why.contains("were decided to be one person (identities.csv:3)"), "{why}");
    let page = fs::read_to_string(folder.path().join("out/report.html")).unwrap();
    assert!(page.contains("Decisions that could not be kept"));
    // Whoever applies from the mailbox is held against two people.
    let again = r#"{"first_name": "Kim", "last_name": "Quill", "email": "own1@mail.example"}"#;
    fs::write(folder.path().join("applicant.json"), again).unwrap();
    let args = ["screen", "applicant.json", "--against", "out", "--format", "jsonl"];
    let told = run(folder.path(), &args);
    let answer: serde_json::Value = serde_json::from_str(told.trim()).unwrap();
    let tie = &answer["ties"][0];
    assert_eq!((tie["column"].as_str(), tie["people"].as_u64()), (Some("mail"), Some(2)), "{told}");
    let with = tie["with"].as_array().unwrap().iter().map(|it| it["record"].as_str().unwrap());
    assert_eq!(with.collect::<std::collections::BTreeSet<_>>(), [&*father, &*daughter].into());
}
