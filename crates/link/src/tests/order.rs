//! The order of arrival changes nothing, and names last.

use bonafide_model::{AddressPurpose, Channel, Decided, Fact, Identifier, RecordKey, Subject};
use proptest::prelude::*;

use super::exports::*;

/// Everything that records of a small town may say; few values, so that many meet.
fn facts() -> Vec<Fact> {
    let mut res = vec![
        name("Ada Novak"),
        name("Novak, Ada M."),
        name("Bo Kim"),
        name("Jan Novak"),
        own("one@mail.example"),
        own("two@mail.example"),
        work("one@corp.example"),
        login("one@corp.example"),
        worker("W1"),
        worker("W2"),
        candidate("1"),
        candidate("2"),
        phone(1),
        phone(2),
        account("GB29NWBK60161331926819"),
        account("DE89370400440532013000"),
        address(3, AddressPurpose::Home),
        address(4, AddressPurpose::ShipTo),
        sent("C02XK1ABCD"),
        vouches("1"),
        Fact::Hired,
    ];
    res.extend(uses(Channel::SignIn, "192.0.2.7", 4));
    let decided = |one: &Identifier, other: &Identifier, decided| Fact::Decided {
        one: one.clone(),
        other: other.clone(),
        decided,
    };
    let [w1, w2] = ["W1", "W2"].map(|it| Identifier::Worker(it.into()));
    let one = Identifier::Candidate("1".into());
    res.push(decided(&w1, &w2, Decided::DifferentPeople));
    res.push(decided(&w1, &one, Decided::DifferentPeople));
    res.push(decided(&w2, &one, Decided::OnePerson));
    res
}

fn exports() -> impl Strategy<Value = Exports> {
    let sources = ["greenhouse_candidates", "hris_workers", "okta_system_log", "reference_checks"];
    let count = facts().len();
    proptest::collection::vec((0..sources.len(), 0..3_usize, 0..count), 1..60).prop_map(
        move |said| {
            said.into_iter().fold(Exports::new(), |exports, (source, key, fact)| {
                let fact = facts()[fact].clone();
                let is_decision = matches!(fact, Fact::Decided { .. });
                let source = if is_decision { "identity_decisions" } else { sources[source] };
                exports.record(source, &format!("k{key}"), [fact])
            })
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_order_gives_the_same_answer((told, shuffled) in exports().prop_flat_map(|it| {
        let shuffled = Just(it.statements.clone()).prop_shuffle().prop_map(|statements| Exports { statements });
        (Just(it), shuffled)
    })) {
        prop_assert_eq!(format!("{:?}", told.link()), format!("{:?}", shuffled.link()));
    }

    #[test]
    fn every_record_of_a_person_is_in_one_persona_and_every_tie_and_member_exists(told in exports()) {
        let linked = told.link();
        let mut folded: Vec<&RecordKey> = linked.personas.values().flat_map(|it| &it.records).collect();
        folded.sort();
        let ledger = told.ledger();
        let mut subjects: Vec<&Subject> = ledger.said.keys().chain(ledger.footprints.keys()).collect();
        subjects.sort();
        subjects.dedup();
        let records: Vec<&RecordKey> = subjects.into_iter().filter_map(|it| if let Subject::Record(key) = it { Some(key) } else { None }).filter(|it| it.source != "identity_decisions").collect();
        prop_assert_eq!(folded, records);
        for tie in &linked.ties {
            prop_assert!(tie.a < tie.b && tie.bits.0 > 0.0 && tie.sharers >= 2);
            prop_assert!(linked.personas.contains_key(&tie.a) && linked.personas.contains_key(&tie.b));
        }
        for network in linked.networks.values() {
            prop_assert!(network.members.len() > 1 && network.members.is_sorted_by(|x, y| x.persona < y.persona));
        }
    }
}

#[test]
fn names_last_while_more_exports_arrive() {
    let first = Exports::new().worker("W1", "Ada Novak", [own("ada@mail.example")]).worker(
        "W2",
        "Bo Kim",
        [],
    );
    let more = first
        .clone()
        .candidate("1", "Ada Novak", [own("ada@mail.example"), phone(1)])
        .record(
            "okta_system_log",
            "w2@corp.example",
            [work("w2@corp.example"), login("w2@corp.example")],
        )
        .bystanders(5);
    let before = first.link();
    let after = more.link();
    assert_eq!(before.personas.len(), 2);
    assert!(before.personas.keys().all(|it| after.personas.contains_key(it)));
    assert_eq!(after.personas.len(), 7);
}
