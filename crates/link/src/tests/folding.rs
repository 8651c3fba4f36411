//! Which records are of one claimed person.

use std::sync::Arc;

use bonafide_model::{
    Access, Channel, Document, DocumentKind, Fact, Identifier, LeaveKind, Outcome, PersonaStage,
};

use super::exports::*;

fn check(exports: &Exports, expected: &[&str]) {
    assert_eq!(exports.folded(), expected);
}

fn file(text: &str) -> Fact {
    Fact::Attached(Arc::new(Document {
        text: text.to_owned(),
        ..Document::new(DocumentKind::Text, format!("{:x}", text.len()))
    }))
}

#[test]
fn identifiers_of_the_organization_join_at_once() {
    let exports = Exports::new()
        .candidate("4711", "Ada Novak", [own("ada@mail.example")])
        .worker("W1", "Ada Novak", [candidate("4711"), code_login("ada-dev")])
        .record(
            "okta_system_log",
            "w1@corp.example",
            [work("w1@corp.example"), login("w1@corp.example")],
        )
        .record("github_audit_log", "ada-dev", [code_login("ada-dev")])
        .worker("W2", "Bo Kim", []);
    check(
        &exports,
        &[
            "github_audit_log:ada-dev + greenhouse_candidates:4711 + hris_workers:W1 + okta_system_log:w1@corp.example",
            "hris_workers:W2",
        ],
    );
    let linked = exports.link();
    let ada = linked.personas.values().find(|it| it.records.len() == 4).unwrap();
    let joins: Vec<&str> = ada.joins.iter().map(|it| it.masked()).collect();
    assert_eq!(
        joins,
        [
            "greenhouse_candidates 4711 and hris_workers W1 know candidate id 4711",
            "github_audit_log ada-dev and hris_workers W1 know code login ada-dev",
            "hris_workers W1 and okta_system_log w…@corp.example use one work mailbox",
        ]
    );
}

#[test]
fn a_change_of_name_does_not_split_a_worker() {
    let exports = Exports::new().candidate("4711", "Ada Novak", []).worker(
        "W1",
        "Ada Kim",
        [candidate("4711")],
    );
    check(&exports, &["greenhouse_candidates:4711 + hris_workers:W1"]);
}

#[test]
fn an_applicant_who_comes_again_is_one_under_any_spelling() {
    for (first, second) in [
        ("William Hart", "Bill Hart"),
        ("Олександр Ковальчук", "Oleksandr Kovalchuk"),
        ("Hart, William", "william hart"),
    ] {
        let exports = Exports::new().candidate("1", first, [own("hart@mail.example")]).candidate(
            "2",
            second,
            [own("hart@mail.example")],
        );
        check(&exports, &["greenhouse_candidates:1 + greenhouse_candidates:2"]);
    }
}

#[test]
fn two_names_on_one_telephone_are_two_people_and_a_tie() {
    let exports = Exports::new()
        .candidate("1", "Ada Novak", [phone(1)])
        .candidate("2", "Bo Kim", [phone(1)])
        .bystanders(9);
    assert_eq!(exports.link().personas.len(), 11);
    assert_eq!(exports.tied(), ["1 2 phone 7.0"]);
}

#[test]
fn father_and_son_of_one_name_keep_their_worker_numbers() {
    let both = [own("novak@mail.example"), phone(1)];
    let exports =
        Exports::new().worker("W1", "Jan Novak", both.clone()).worker("W2", "Jan Novak", both);
    check(&exports, &["hris_workers:W1", "hris_workers:W2"]);
}

#[test]
fn a_softer_chain_does_not_join_two_workers_either() {
    // The applicant fits both; they go to the first, and the two workers stay two.
    let exports = Exports::new()
        .worker("W1", "Jan Novak", [own("novak@mail.example")])
        .worker("W2", "Jan Novak", [phone(1)])
        .candidate("7", "Jan Novak", [own("novak@mail.example"), phone(1)]);
    check(&exports, &["greenhouse_candidates:7 + hris_workers:W1", "hris_workers:W2"]);
}

#[test]
fn one_hired_again_under_a_new_number_is_one() {
    let again = |number: &str, name_written: &str| {
        Exports::new().worker("W1", "Ada Novak", []).record(
            "hris_workers",
            number,
            [name(name_written), worker(number), work("w1@corp.example"), Fact::Hired],
        )
    };
    check(&again("W9", "Ada Novak"), &["hris_workers:W1 + hris_workers:W9"]);
    check(&again("W9", "Bo Kim"), &["hris_workers:W1", "hris_workers:W9"]);
}

#[test]
fn a_file_follows_the_record_that_names_it() {
    let exports = Exports::new()
        .candidate("1", "Ada Novak", [Fact::NamesFile(Arc::from("ada.pdf"))])
        .candidate("2", "Bo Kim", [Fact::NamesFile(Arc::from("CV.pdf"))])
        .candidate("3", "Cy Reyes", [Fact::NamesFile(Arc::from("cv.pdf"))])
        .record("resume_files", "cvs/ada.pdf", [file("a")])
        .record("resume_files", "cvs/2/cv.pdf", [file("bb")])
        .record("resume_files", "cvs/33/cv.pdf", [file("ccc")]);
    check(
        &exports,
        &[
            "greenhouse_candidates:1 + resume_files:cvs/ada.pdf",
            "greenhouse_candidates:2 + resume_files:cvs/2/cv.pdf",
            "greenhouse_candidates:3",
            "resume_files:cvs/33/cv.pdf",
        ],
    );
}

#[test]
fn a_file_that_is_named_by_its_whole_path_follows_whatever_others_are_called() {
    let exports = Exports::new()
        .candidate("1", "Ada Novak", [Fact::NamesFile(Arc::from("Inbox.mbox/7/CV.pdf"))])
        .candidate("2", "Bo Kim", [Fact::NamesFile(Arc::from("inbox.mbox/9/cv.pdf"))])
        .record("resume_files", "inbox.mbox/7/cv.pdf", [file("a")])
        .record("resume_files", "inbox.mbox/8/cv.pdf", [file("bb")]);
    check(
        &exports,
        &[
            "greenhouse_candidates:1 + resume_files:inbox.mbox/7/cv.pdf",
            "greenhouse_candidates:2",
            "resume_files:inbox.mbox/8/cv.pdf",
        ],
    );
}

#[test]
fn a_file_without_a_name_follows_its_mailbox_only_to_one_person() {
    let resume = |mails: &[&str]| {
        let said = mails.iter().map(|it| mail(it)).chain([file("text")]);
        Exports::new()
            .candidate("1", "Ada Novak", [own("ada@mail.example")])
            .candidate("2", "Bo Kim", [own("bo@mail.example")])
            .record("resume_files", "cv.txt", said)
    };
    check(
        &resume(&["ada@mail.example"]),
        &["greenhouse_candidates:1 + resume_files:cv.txt", "greenhouse_candidates:2"],
    );
    check(
        &resume(&["ada@mail.example", "bo@mail.example"]),
        &["greenhouse_candidates:1", "greenhouse_candidates:2", "resume_files:cv.txt"],
    );
}

#[test]
fn a_guest_known_by_name_is_the_only_one_of_that_name() {
    let guest = |exports: Exports| {
        exports.record("zoom_participants", "name:ada novak", [Fact::ShownAs(person("Ada Novak"))])
    };
    let one = guest(Exports::new().candidate("1", "Ada Novak", []));
    check(&one, &["greenhouse_candidates:1 + zoom_participants:name:ada novak"]);
    let two =
        guest(Exports::new().candidate("1", "Ada Novak", []).candidate("2", "Novak, Ada", []));
    check(
        &two,
        &["greenhouse_candidates:1", "greenhouse_candidates:2", "zoom_participants:name:ada novak"],
    );
}

#[test]
fn a_referee_who_applied_is_one_and_a_namesake_mailbox_is_not() {
    let referee = |full_name: &str| {
        let exports = Exports::new().candidate("1", "Ada Novak", []).candidate(
            "2",
            "Bo Kim",
            [own("bo@mail.example")],
        );
        let exports = exports.record(
            "reference_checks",
            "bo@mail.example",
            [name(full_name), mail("bo@mail.example"), vouches("1")],
        );
        exports.record("reference_checks", "candidate:1", [candidate("1"), name("Ada Novak")])
    };
    check(
        &referee("Bo Kim"),
        &[
            "greenhouse_candidates:1 + reference_checks:candidate:1",
            "greenhouse_candidates:2 + reference_checks:bo@mail.example",
        ],
    );
    let other = referee("Cy Reyes");
    check(
        &other,
        &[
            "greenhouse_candidates:1 + reference_checks:candidate:1",
            "greenhouse_candidates:2",
            "reference_checks:bo@mail.example",
        ],
    );
    assert_eq!(
        other.tied(),
        ["2 bo@mail.example mailbox 8.0", "bo@mail.example candidate:1 vouching 2.0"]
    );
    let stages: Vec<PersonaStage> = other.link().personas.values().map(|it| it.stage).collect();
    assert_eq!(stages.iter().filter(|it| **it == PersonaStage::Referee).count(), 1);
}

#[test]
fn a_mailbox_of_many_names_joins_nobody() {
    let many = |names: &[&str]| {
        let entered = names.iter().enumerate();
        entered.fold(Exports::new(), |it, (idx, name)| {
            it.candidate(&idx.to_string(), name, [own("office@mail.example")])
        })
    };
    assert_eq!(many(&["Ada Novak", "Bo Kim", "Ada Novak"]).link().personas.len(), 2);
    assert_eq!(
        many(&["Ada Novak", "Bo Kim", "Cy Reyes", "Dee Okafor", "Ada Novak"]).link().personas.len(),
        5
    );
}

#[test]
fn stages_follow_the_day_of_the_scan() {
    let left = |day: &'static str| (day, Fact::Left(LeaveKind::Ended));
    let hired = |day: &'static str| (day, Fact::Hired);
    let check = |facts: &[(&str, Fact)], expected: PersonaStage| {
        let exports = facts.iter().fold(Exports::new(), |it, (day, fact)| {
            it.record_on(day, ("hris_workers", "W1"), [name("Ada Novak"), fact.clone()])
        });
        assert_eq!(
            exports.link().personas.values().map(|it| it.stage).collect::<Vec<_>>(),
            [expected]
        );
    };
    check(&[hired("2026-01-05")], PersonaStage::Active);
    check(&[hired("2026-09-01")], PersonaStage::Offered);
    check(&[hired("2026-01-05"), left("2026-05-01")], PersonaStage::Leaver);
    check(&[hired("2026-01-05"), left("2026-08-01")], PersonaStage::Active);
    check(&[hired("2025-01-05"), left("2025-05-01"), hired("2026-02-01")], PersonaStage::Leaver);
    check(&[("2026-01-05", Fact::Offered)], PersonaStage::Offered);
    check(
        &[("2026-01-05", Fact::Knows(Identifier::Application(Arc::from("9"))))],
        PersonaStage::Applicant,
    );
}

#[test]
fn a_short_login_is_the_one_work_mailbox_that_begins_so() {
    let duo = |exports: Exports| {
        exports.record(
            "duo_authentication_log",
            "w1",
            [Fact::Knows(Identifier::Login(Arc::from("w1")))],
        )
    };
    let one = duo(Exports::new().worker("W1", "Ada Novak", []).worker("W2", "Bo Kim", []));
    check(&one, &["duo_authentication_log:w1 + hris_workers:W1", "hris_workers:W2"]);
    let two = duo(Exports::new().worker("W1", "Ada Novak", []).worker(
        "W2",
        "Bo Kim",
        [work("w1@other.example")],
    ));
    check(&two, &["duo_authentication_log:w1", "hris_workers:W1", "hris_workers:W2"]);
}

#[test]
fn a_login_that_was_only_refused_is_somebody_s_if_it_leads_to_somebody() {
    let knocks = |exports: Exports, key: &str| {
        let refused = Access {
            outcome: Outcome::Failure,
            ..Access::new(Channel::Vpn, "2026-01-05T09:00:00Z".parse().unwrap())
        };
        let facts =
            [Fact::Knows(Identifier::Login(Arc::from(key))), Fact::Access(Box::new(refused))];
        exports.record("fortigate_vpn", key, facts)
    };
    let exports = Exports::new().worker("W1", "Ada Novak", []);
    let exports = knocks(knocks(exports, "w1"), "administrator");
    check(&exports, &["fortigate_vpn:w1 + hris_workers:W1"]);
}

#[test]
fn a_referees_work_mail_is_not_ours() {
    let exports = Exports::new().candidate("1", "Ada Novak", []).record(
        "reference_checks",
        "bo@elsewhere.example",
        [name("Bo Kim"), work("bo@elsewhere.example"), vouches("1")],
    );
    let stages: Vec<PersonaStage> = exports.link().personas.values().map(|it| it.stage).collect();
    assert_eq!(stages.len(), 2);
    assert!(stages.contains(&PersonaStage::Referee) && stages.contains(&PersonaStage::Applicant));
}
