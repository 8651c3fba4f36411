//! The company as a whole: same bytes for a seed, every promised person in the files.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::Read,
    sync::LazyLock,
};

use bonafide_model::value::{AccountParts, BankAccount, Checksum, Email, Mac, Phone, Serial};
use flate2::read::GzDecoder;

use crate::{AddressBook, Export, Plan, company, truth_json, write};

fn small() -> Plan {
    Plan { seed: 7, staff: 90, applicants: 160, ..Plan::default() }
}

static COMPANY: LazyLock<Export> =
    LazyLock::new(|| company(&small(), &AddressBook::documentation()));

/// A file as text, unpacked where it is packed.
fn text(path: &str) -> String {
    let bytes = &COMPANY.files[path];
    let mut res = String::new();
    if path.ends_with(".gz") {
        GzDecoder::new(bytes.as_slice()).read_to_string(&mut res).unwrap();
    } else {
        res.push_str(std::str::from_utf8(bytes).unwrap());
    }
    res
}

/// A table out of the archive of small tables.
fn archived(name: &str) -> String {
    let bytes = &COMPANY.files["people/references_and_reports.zip"];
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut res = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut res).unwrap();
    res
}

fn rows(table: &str) -> Vec<BTreeMap<String, String>> {
    csv::Reader::from_reader(table.as_bytes()).deserialize().map(|it| it.unwrap()).collect()
}

#[test]
fn one_seed_gives_the_same_bytes_and_another_seed_others() {
    let again = company(&small(), &AddressBook::documentation());
    assert!(again == *COMPANY, "two runs of one plan differ");
    let other = company(&Plan { seed: 8, ..small() }, &AddressBook::documentation());
    assert_ne!(other.files["hris/workers.csv"], COMPANY.files["hris/workers.csv"]);
}

#[test]
fn every_source_has_a_file_and_no_file_is_empty() {
    let exports: Vec<_> = COMPANY
        .files
        .keys()
        .filter(|it| !it.starts_with("greenhouse/attachments/"))
        .map(String::as_str)
        .collect();
    assert_eq!(
        exports,
        [
            "avd/connections.csv",
            "avd/network.csv",
            "defender/advanced_hunting.ndjson",
            "duo/authentication.ndjson.gz",
            "entra/graph_sign_ins.json",
            "entra/sign_in_logs.ndjson",
            "github/audit_log.ndjson",
            "greenhouse/applications.json.gz",
            "greenhouse/candidates.json",
            "hris/workers.csv",
            "intune/managed_devices.json",
            "it/asset_shipments.csv",
            "it/carrier_events.csv",
            "okta/system_log.ndjson",
            "osquery/results.ndjson",
            "payroll/accounts.csv",
            "payroll/bank_account_changes.csv",
            "people/references_and_reports.zip",
            "zoom/participants.json",
            "zoom/qos.json",
        ]
    );
    for (path, bytes) in &COMPANY.files {
        assert!(bytes.len() > 100, "{path} holds next to nothing");
    }
}

#[test]
fn there_are_as_many_people_as_planned() {
    assert_eq!(rows(&text("hris/workers.csv")).len(), 90);
    let candidates: Vec<serde_json::Value> =
        serde_json::from_str(&text("greenhouse/candidates.json")).unwrap();
    let hired = candidates.iter().filter(|it| it["applications"][0]["status"] == "hired").count();
    // One applicant applied twice.
    assert_eq!(candidates.len() - hired, 160 + 1);
    let attached =
        COMPANY.files.keys().filter(|it| it.starts_with("greenhouse/attachments/")).count();
    assert_eq!(attached, candidates.len());
    let applications: Vec<serde_json::Value> =
        serde_json::from_str(&text("greenhouse/applications.json.gz")).unwrap();
    assert_eq!(applications.len(), candidates.len());
}

#[test]
fn lines_and_arrays_are_json() {
    for path in
        COMPANY.files.keys().filter(|it| it.ends_with(".ndjson") || it.ends_with(".ndjson.gz"))
    {
        let text = text(path);
        assert!(
            text.lines()
                .all(|it| serde_json::from_str::<serde_json::Value>(it)
                    .is_ok_and(|it| it.is_object())),
            "{path}"
        );
    }
    for path in [
        "entra/graph_sign_ins.json",
        "intune/managed_devices.json",
        "zoom/participants.json",
        "zoom/qos.json",
    ] {
        assert!(serde_json::from_str::<serde_json::Value>(&text(path)).is_ok(), "{path}");
    }
}

#[test]
fn every_key_of_the_truth_is_in_its_export() {
    let workers: BTreeSet<_> =
        rows(&text("hris/workers.csv")).into_iter().map(|it| it["worker_number"].clone()).collect();
    let referees: BTreeSet<_> = rows(&archived("reference_checks.csv"))
        .into_iter()
        .map(|it| it["referee_email"].clone())
        .collect();
    let (candidates, okta, entra, github) = (
        text("greenhouse/candidates.json"),
        text("okta/system_log.ndjson"),
        text("entra/sign_in_logs.ndjson") + &text("entra/graph_sign_ins.json"),
        text("github/audit_log.ndjson"),
    );
    let members =
        COMPANY.truth.networks.iter().flat_map(|it| &it.members).flat_map(|it| &it.records);
    let records: Vec<_> =
        members.chain(COMPANY.truth.oddities.iter().map(|it| &it.record)).collect();
    assert!(records.len() > 100);
    for record in records {
        let key = record.key.as_str();
        let is_there = match record.source {
            "hris_workers" => workers.contains(key),
            "reference_checks" => referees.contains(key),
            "greenhouse_candidates" => candidates.contains(&format!("\"id\":{key},")),
            "okta_system_log" => okta.contains(&format!("\"{key}\"")),
            "entra_sign_ins" => entra.contains(&format!("\"{key}\"")),
            "github_audit_log" => github.contains(&format!("\"actor\":\"{key}\"")),
            source => panic!("no check for {source}"),
        };
        assert!(is_there, "{record:?}");
    }
}

#[test]
fn three_networks_and_many_honest_oddities() {
    let networks: Vec<_> = COMPANY
        .truth
        .networks
        .iter()
        .map(|it| (it.name, it.members.len(), it.facilitators.len()))
        .collect();
    assert_eq!(
        networks,
        [("laptop-farm", 4, 3), ("own-device-operator", 9, 3), ("returning-leaver", 3, 2)]
    );
    let stories: BTreeSet<_> = COMPANY.truth.oddities.iter().map(|it| it.story).collect();
    assert_eq!(stories.len(), 23, "{stories:?}");
    let operated: BTreeSet<_> = COMPANY
        .truth
        .networks
        .iter()
        .flat_map(|it| &it.members)
        .flat_map(|it| &it.records)
        .collect();
    assert!(
        COMPANY.truth.oddities.iter().all(|it| !operated.contains(&it.record)),
        "somebody is honest and operated"
    );
    assert!(truth_json(&COMPANY.truth).ends_with("}\n"));
}

#[test]
fn accounts_have_check_digits_that_agree_and_phones_can_be_dialed() {
    let accounts = rows(&text("payroll/accounts.csv"));
    assert_eq!(accounts.len(), 90);
    for row in accounts {
        let part = |name: &str| Some(row[name].clone());
        let parts = AccountParts {
            iban: part("IBAN"),
            account_number: part("Account Number"),
            routing_number: part("Routing Number"),
            ..AccountParts::default()
        };
        assert_ne!(BankAccount::from_parts(parts).unwrap().checksum(), Checksum::Failed, "{row:?}");
    }
    let workers = rows(&text("hris/workers.csv"));
    assert!(workers.iter().filter(|it| !it["phone"].is_empty()).count() > 40);
    for row in &workers {
        assert!(row["phone"].is_empty() || Phone::parse(&row["phone"], None).is_ok(), "{row:?}");
        assert!(
            Email::parse(&row["work_email"]).is_ok()
                && Email::parse(&row["personal_email"]).is_ok(),
            "{row:?}"
        );
    }
}

#[test]
fn the_farm_stands_behind_one_router_with_a_disguised_kvm() {
    let log = text("osquery/results.ndjson");
    assert_eq!(log.matches("3S5GQ23").count(), 1);
    let mut hosts: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for line in log.lines() {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        if let Some(mac) = row["columns"]["mac"].as_str() {
            assert!(Mac::parse(mac).is_ok());
            assert!(Serial::parse(row["decorations"]["hardware_serial"].as_str().unwrap()).is_ok());
            hosts
                .entry(mac.to_owned())
                .or_default()
                .insert(row["hostIdentifier"].as_str().unwrap().to_owned());
        }
    }
    let crowds: Vec<_> = hosts.values().map(BTreeSet::len).filter(|it| *it > 1).collect();
    // Couple, flatmates, and the three watched laptops of the farm; the fourth has no agent.
    assert_eq!(crowds.iter().filter(|it| **it == 3).count(), 1, "{crowds:?}");
    assert_eq!(crowds.iter().filter(|it| **it == 2).count(), 2, "{crowds:?}");
}

#[test]
fn pieces_of_a_file_come_without_those_of_another_between() {
    let (mut seen, mut current, mut largest) = (BTreeSet::new(), String::new(), 0);
    write(&small(), &AddressBook::documentation(), &mut |path, bytes| {
        if path != current {
            assert!(seen.insert(path.to_owned()), "{path} was begun twice");
            current = path.to_owned();
        }
        largest = largest.max(bytes.len());
        Ok(())
    })
    .unwrap();
    assert_eq!(seen, COMPANY.files.keys().cloned().collect());
    assert!(largest < 512 * 1024, "a piece of {largest} bytes");
}
