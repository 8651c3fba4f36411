//! `why`, asked of a small office: what ties, what is muted, what was refused, how a person came together, and who else.

use std::{fs, path::Path};

use tempfile::TempDir;

use crate::company::bonafide;

const WORKERS: &str = "worker_number,first_name,last_name,work_email,candidate_id,title,status,work_arrangement,hire_date,phone";
const PAID: &str = "worker_number,account_holder,iban,bank_name,wallet,effective_date,holder_check";

/// Fourteen at one switchboard; Ada and Bo paid into one account, Bo and Cy into one wallet.
fn office() -> TempDir {
    let names = [
        ("Ada", "Quill"),
        ("Bo", "Castellan"),
        ("Cy", "Tandy"),
        ("Dita", "Farrow"),
        ("Emil", "Strand"),
        ("Fay", "Lorimer"),
        ("Gil", "Hartnell"),
        ("Hana", "Vosper"),
        ("Ivo", "Trent"),
        ("June", "Ashby"),
        ("Kurt", "Weller"),
        ("Lou", "Penrose"),
        ("Mara", "Dell"),
        ("Noa", "Birch"),
    ];
    let rows = names.iter().enumerate().map(|(idx, (first, last))| {
        let (n, login) = (idx + 1, first.to_lowercase());
        format!("W-{n},{first},{last},{login}@corp.example,{n},Developer,active,office,2026-01-{:02},+12125550100\n", n + 1)
    });
    let workers = format!("{WORKERS}\n{}", rows.collect::<String>());
    let accounts = format!(
        "{PAID}\nW-1,,GB29NWBK60161331926819,,,2026-01-20,\nW-2,,GB29NWBK60161331926819,,0x52908400098527886E0F7030069857D2E4169EE7,2026-01-20,\nW-3,,,,0x52908400098527886E0F7030069857D2E4169EE7,2026-01-20,\n"
    );
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "exports/hris/workers.csv", &workers);
    write(folder.path(), "exports/payroll/accounts.csv", &accounts);
    scan(folder.path());
    folder
}

fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// Scans into `out`; what the summary said.
fn scan(folder: &Path) -> String {
    let output = bonafide(folder, &["scan", "exports", "--out", "out", "--no-cache"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{said}");
    said
}

/// What `why` prints, its words set apart by single spaces.
fn why(folder: &Path, args: &[&str]) -> String {
    let output = bonafide(folder, &[&["why"], args].concat());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn has(told: &str, words: &[&str]) {
    for part in words {
        assert!(told.contains(part), "`{part}` is not in: {told}");
    }
}

#[test]
fn a_pair_is_told_what_ties_it_what_is_muted_and_what_was_refused() {
    let office = office();
    let tied = why(office.path(), &["W-1", "W-2"]);
    has(
        &tied,
        &[
            "+9.0 bank_account (shared by 2)",
            "lines payroll/accounts.csv:2 payroll/accounts.csv:3",
            "muted phone: ",
            "shared by 14 people; what more than 12 share is common property",
            "lines hris/workers.csv:2 hris/workers.csv:3",
            "both stand in one network",
        ],
    );
    let apart = why(office.path(), &["W-1", "W-5"]);
    has(&apart, &["muted phone", "they do not stand in one network"]);
    assert!(!apart.contains("no tie"), "{apart}");
}

#[test]
fn who_else_is_ranked_and_each_step_explained() {
    let office = office();
    let told = why(office.path(), &["W-1", "--who-else"]);
    has(
        &told,
        &[
            "1. P-",
            "9.0 bits directly",
            "are or were paid into one account",
            "2. P-",
            "4.5 bits over 2 steps",
            "are paid into one wallet",
            "not followed: 1 things that too many share",
        ],
    );
    has(&why(office.path(), &["W-9", "--who-else"]), &["nobody: P-"]);
}

#[test]
fn a_person_is_told_how_it_came_together_and_how_its_network_grew() {
    let office = office();
    let told = why(office.path(), &["W-1"]);
    has(
        &told,
        &[
            "joined hris_workers W-1 and payroll_accounts W-1 know worker number W-1",
            "as its members came: 2026-01-02 to 2026-01-02 P-",
        ],
    );
}

#[test]
fn a_second_scan_says_who_merged_and_split_and_writes_nothing_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let candidate = |id: u32, mail: &str| {
        serde_json::json!({
            "id": id, "first_name": "Ada", "last_name": "Quill", "created_at": "2026-02-02T10:00:00Z",
            "attachments": [], "application_ids": [], "phone_numbers": [], "addresses": [],
            "email_addresses": [{"value": mail, "type": "personal"}], "website_addresses": [],
            "social_media_addresses": [], "employments": [], "educations": [], "applications": [],
        })
    };
    let put = |mails: [&str; 2]| {
        let people = serde_json::json!([candidate(11, mails[0]), candidate(12, mails[1])]);
        write(folder.path(), "exports/greenhouse/candidates.json", &people.to_string());
        scan(folder.path())
    };
    let before = put(["ada@mail.example", "quill@mail.example"]);
    assert!(!before.contains("since the last scan"), "{before}");
    let merged = put(["ada@mail.example", "ada@mail.example"]);
    has(&merged, &["since the last scan:", "are one person now: P-"]);
    let split = put(["ada@mail.example", "quill@mail.example"]);
    has(&split, &["is several people now: P-"]);
    let files = fs::read_dir(folder.path().join("out")).unwrap().count();
    fs::remove_dir_all(folder.path().join("out")).unwrap();
    scan(folder.path());
    assert_eq!(fs::read_dir(folder.path().join("out")).unwrap().count(), files);
}
