//! Whose an identity is that two show, and who opens accounts.

use std::sync::Arc;

use bonafide_model::{
    AddressPurpose, Fact, IdentityZone,
    value::{Handle, Site},
};

use super::exports::*;

const EMPTY: [&str; 0] = [];
const ACCOUNT: &str = "GB29NWBK60161331926819";

fn profile() -> Fact {
    Fact::Handle(Handle::new(Site::LinkedIn, "ada-novak-tarn").unwrap())
}

fn document(full_name: &str) -> Fact {
    Fact::ZoneRead(Arc::new(IdentityZone {
        holds: true,
        name: Some(person(full_name)),
        expires: None,
        number: Some(Arc::from("5d41402abc4b2a76b9719d911017c592")),
    }))
}

/// `owner <- who shows it`, with `lent` where the owner is paid as well.
fn borrowed(exports: &Exports) -> Vec<String> {
    let linked = exports.link();
    let key = |id: &bonafide_model::PersonaId| {
        linked.personas[id].records.first().unwrap().key.to_string()
    };
    let shown = |it: &bonafide_model::Borrowed| {
        let lent = if it.is_lent { " lent" } else { "" };
        format!("{} <- {}{lent}", key(&it.owner), key(&it.by))
    };
    linked.borrowed.iter().map(shown).collect()
}

fn two_adas(of_first: &[Fact], of_both: &[Fact]) -> Exports {
    let first = of_first.iter().chain(of_both).cloned();
    Exports::new().worker("W1", "Ada Novak", first.chain([profile()])).worker(
        "W2",
        "Ada Novak",
        of_both.iter().cloned().chain([profile()]),
    )
}

#[test]
fn of_two_who_work_at_once_under_one_name_and_profile_the_one_who_was_met_is_the_owner() {
    assert_eq!(borrowed(&two_adas(&[Fact::MetInPerson], &[])), ["W1 <- W2"]);
    // Nobody knows which of the two it is, or both were met.
    assert_eq!(borrowed(&two_adas(&[], &[])), EMPTY);
    assert_eq!(borrowed(&two_adas(&[], &[Fact::MetInPerson])), EMPTY);
}

#[test]
fn one_person_in_two_records_is_nobody_s_victim() {
    assert_eq!(borrowed(&two_adas(&[Fact::MetInPerson], &[phone(1)])), EMPTY);
    let home = address(3, AddressPurpose::Home);
    assert_eq!(borrowed(&two_adas(&[Fact::MetInPerson], &[home])), EMPTY);
    let applies = Exports::new()
        .worker("W1", "Ada Novak", [profile(), Fact::MetInPerson])
        .candidate("2", "Ada Novak", [profile()]);
    assert_eq!(borrowed(&applies), EMPTY);
}

#[test]
fn a_victim_stands_in_no_network_and_one_who_lends_does() {
    let stolen = two_adas(&[Fact::MetInPerson], &[]);
    assert_eq!(stolen.networks(), EMPTY);
    let lent = two_adas(&[Fact::MetInPerson], &[account(ACCOUNT)]);
    assert_eq!(borrowed(&lent), ["W1 <- W2 lent"]);
    assert_eq!(lent.networks(), ["W1 worker, W2 worker"]);
    assert_eq!(lent.facilitators(), ["payee bank_account W1 W2", "identity_lender person W2"]);
}

#[test]
fn a_document_under_two_names_ties_and_belongs_to_whom_it_names() {
    let shown = |of_bo: &str, proof: &[Fact]| {
        Exports::new()
            .worker("W1", "Ada Novak", proof.iter().cloned().chain([document("Ada Novak")]))
            .worker("W2", of_bo, [document("Ada Novak")])
    };
    assert_eq!(shown("Bo Kim", &[]).tied(), ["W1 W2 identity_document 9.0"]);
    assert_eq!(borrowed(&shown("Bo Kim", &[])), EMPTY);
    assert_eq!(borrowed(&shown("Bo Kim", &[Fact::MetInPerson])), ["W1 <- W2"]);
    assert_eq!(shown("Ada M. Novak", &[]).tied(), EMPTY);
}

#[test]
fn one_hand_that_enters_accounts_of_a_network_opens_them_and_the_desk_of_payroll_does_not() {
    let changed = || Fact::AccountChanged { ip: "192.0.2.40".parse().ok() };
    let pair = |others: &[&str]| {
        let shared = || [phone(1), address(3, AddressPurpose::ShipTo), changed()];
        let exports = Exports::new().bystanders(20).worker("W1", "Ada Novak", shared()).worker(
            "W2",
            "Bo Kim",
            shared(),
        );
        others.iter().fold(exports, |it, name| it.worker("W3", name, [changed()]))
    };
    assert_eq!(pair(&[]).facilitators(), ["account_opener network W1 W2"]);
    assert_eq!(pair(&["Cy Reyes"]).facilitators(), EMPTY);
}
