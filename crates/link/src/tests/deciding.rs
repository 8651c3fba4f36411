//! What people have decided about who is one person: it goes before names, mailboxes, numbers, and whatever the organisation gave out.

use bonafide_model::{
    AddressPurpose, Asked, Decided, Fact, Identifier, Linked, Provenance, RecordKey, Statement,
    Subject, value::Email,
};

use super::exports::*;

fn of_candidate(id: &str) -> Identifier {
    Identifier::Candidate(id.into())
}

fn of_worker(number: &str) -> Identifier {
    Identifier::Worker(number.into())
}

fn of_mailbox(mail: &str) -> Identifier {
    Identifier::Mailbox(Email::parse(mail).unwrap())
}

/// The next line of the register.
fn decided(exports: Exports, one: Identifier, other: Identifier, decided: Decided) -> Exports {
    let mut exports = exports;
    let of_register = |it: &Provenance| &*it.file == "decisions.csv";
    let line = 2 + exports.statements.iter().filter(|it| of_register(&it.1)).count() as u64;
    let key = RecordKey::new("identity_decisions", format!("{one:?} / {other:?}"));
    let fact = Fact::Decided { one, other, decided };
    let statement = Statement { subject: Subject::Record(key), fact, at: None };
    exports.statements.push((statement, Provenance::line("decisions.csv", line)));
    exports
}

fn different(exports: Exports, one: Identifier, other: Identifier) -> Exports {
    decided(exports, one, other, Decided::DifferentPeople)
}

fn one_person(exports: Exports, one: Identifier, other: Identifier) -> Exports {
    decided(exports, one, other, Decided::OnePerson)
}

/// Keys of the records of each person.
fn people(linked: &Linked) -> Vec<String> {
    let keys = |it: &bonafide_model::Persona| {
        it.records.iter().map(|it| it.key.to_string()).collect::<Vec<_>>().join(" ")
    };
    let mut res: Vec<String> = linked.personas.values().map(keys).collect();
    res.sort();
    res
}

fn refused(linked: &Linked) -> Vec<&str> {
    let of_people = linked.refused.iter().filter(|it| it.asked == Asked::OnePerson);
    of_people.map(|it| it.because.masked()).collect()
}

fn unkept(linked: &Linked) -> Vec<&str> {
    linked.unkept.iter().map(|it| it.masked()).collect()
}

/// A father and a son of one name, one mailbox and one number.
fn father_and_son() -> Exports {
    let home = [own("novak@mail.example"), phone(1)];
    Exports::new().candidate("1", "Jan Novak", home.clone()).candidate("2", "Jan Novak", home)
}

#[test]
fn different_people_stay_two_whatever_brings_them_together() {
    assert_eq!(people(&father_and_son().link()), ["1 2"]);
    let told = different(father_and_son(), of_candidate("1"), of_candidate("2")).link();
    assert_eq!(people(&told), ["1", "2"]);
    assert_eq!(
        refused(&told),
        [
            "greenhouse_candidates 1 and greenhouse_candidates 2 give the number +1…0101, but they were decided to be different people (decisions.csv:2)",
            "greenhouse_candidates 1 and greenhouse_candidates 2 have one mailbox, but they were decided to be different people (decisions.csv:2)",
        ]
    );
    assert!(told.unkept.is_empty());
    // A chain over somebody else leads from the one to the other no more than a straight line.
    let third = father_and_son().candidate("3", "Jan Novak", [phone(1), own("jan@mail.example")]);
    let told = different(third, of_candidate("2"), of_candidate("1")).link();
    assert_eq!(people(&told), ["1 3", "2"]);
}

#[test]
fn one_person_is_one_whatever_the_names_say_and_only_as_far_as_was_decided() {
    let married = || {
        Exports::new()
            .worker("W1", "Ada Novak", [own("ada@mail.example")])
            .worker("W2", "Ada Reyes", [own("ada@mail.example")])
            .worker("W3", "Bo Kim", [own("bo@mail.example")])
    };
    assert_eq!(people(&married().link()), ["W1", "W2", "W3"]);
    let told = one_person(married(), of_worker("W1"), of_worker("W2")).link();
    assert_eq!(people(&told), ["W1 W2", "W3"]);
    assert!(told.unkept.is_empty() && told.refused.is_empty(), "{:?}", told.refused);
    let joins: Vec<&str> =
        told.personas.values().flat_map(|it| &it.joins).map(|it| it.masked()).collect();
    assert_eq!(
        joins,
        ["hris_workers W1 and hris_workers W2 were decided to be one person (decisions.csv:2)"]
    );
    // The persona is called as before, by what is its own.
    let ids = |linked: &Linked| linked.personas.keys().cloned().collect::<Vec<_>>();
    assert!(ids(&told).iter().all(|it| ids(&married().link()).contains(it)));
}

#[test]
fn a_decision_that_cannot_be_kept_is_told_and_takes_nobody_apart() {
    let told = different(father_and_son(), of_candidate("1"), of_candidate("99")).link();
    assert_eq!(people(&told), ["1 2"]);
    assert_eq!(
        unkept(&told),
        [
            "decisions.csv:2 names candidate id 99, which no other record has, so that it decides nothing; correct it"
        ]
    );
    // One record names both.
    let worker = Exports::new().worker("W1", "Ada Novak", [candidate("1")]).candidate(
        "1",
        "Ada Novak",
        [own("ada@mail.example")],
    );
    let told = different(worker, of_worker("W1"), of_candidate("1")).link();
    assert_eq!(people(&told), ["1 W1"]);
    assert_eq!(
        unkept(&told),
        [
            "decisions.csv:2 says that worker number W1 and candidate id 1 are different people, but hris_workers W1 names both; correct one of the two"
        ]
    );
    // A mailbox of two names somebody and nobody.
    let couple = || {
        Exports::new()
            .worker("W1", "Ada Novak", [own("q@mail.example")])
            .worker("W2", "Bo Kim", [own("q@mail.example")])
            .candidate("1", "Cy Reyes", [])
    };
    let told = one_person(couple(), of_mailbox("Q@mail.example"), of_candidate("1")).link();
    assert_eq!(people(&told), ["1", "W1", "W2"]);
    assert_eq!(
        unkept(&told),
        [
            "decisions.csv:2 names what 2 people have, so that it joins nobody; name a candidate id or a worker number"
        ]
    );
    // Of two decisions that can't both hold the one that keeps apart is kept.
    let both = one_person(couple(), of_worker("W1"), of_worker("W2"));
    let told = different(both, of_worker("W1"), of_worker("W2")).link();
    assert_eq!(people(&told), ["1", "W1", "W2"]);
    assert!(refused(&told).iter().any(|it| it.contains(
        "were decided to be one person (decisions.csv:2), but they were decided to be different people (decisions.csv:3)"
    )));
}

#[test]
fn a_decision_clears_nobody_of_what_different_people_share() {
    let pair = || {
        Exports::new()
            .worker("W1", "Ada Novak", [phone(1), address(3, AddressPurpose::ShipTo)])
            .worker("W2", "Bo Kim", [phone(1), address(3, AddressPurpose::ShipTo)])
    };
    let told = different(pair(), of_worker("W1"), of_worker("W2"));
    assert_eq!(told.tied(), pair().tied());
    assert!(!told.tied().is_empty());
}

#[test]
fn who_was_decided_to_be_somebody_else_is_not_taken_for_one_with_two_records() {
    let pair = || {
        let shared = [own("q@mail.example"), account("GB29NWBK60161331926819")];
        let first = Exports::new().worker("W1", "Ada Novak", shared.clone());
        first.worker("W2", "Ada Novak", shared).bystanders(20)
    };
    let why = |linked: &Linked| {
        let networks = linked.refused.iter().filter(|it| it.asked == Asked::OneNetwork);
        networks.map(|it| it.because.masked().to_owned()).collect::<Vec<_>>()
    };
    let one_name = "they go by one name, and may be one person with two records";
    assert_eq!(why(&pair().link()), [one_name]);
    let told = different(pair(), of_worker("W1"), of_worker("W2")).link();
    assert!(!why(&told).contains(&one_name.to_owned()), "{:?}", why(&told));
    assert_eq!(told.decided_apart.len(), 1);
}
