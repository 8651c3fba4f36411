//! What people have decided about pairs: twins whom the model takes for one, and somebody who was taken for two.

use bonafide_model::{Bits, Decided, PairDecision, PairDecisions, RefusedBecause};

use super::*;

/// Links people under decisions; the rows are named in the order in which they are given.
fn link_decided(people: &[(String, Person)], decided: &[(&str, &str, Decided)]) -> Linkage {
    let mut columns: Vec<Column> = std::iter::once("id").chain(NAMES).map(Column::new).collect();
    for (id, person) in people {
        columns[0].push(id);
        columns[1..].iter_mut().zip(person).for_each(|(column, cell)| column.push(cell));
    }
    let row = |id: &str| people.iter().position(|it| it.0 == id).unwrap() as u32;
    let said: Vec<PairDecision> = decided
        .iter()
        .map(|(a, b, decided)| PairDecision { a: row(a), b: row(b), decided: *decided })
        .collect();
    let kinds = std::iter::once(ColumnKind::RecordId).chain(KINDS);
    let mut settings = LinkSettings::new(kinds.collect());
    settings.decisions = PairDecisions::of(&said).unwrap();
    link_table(&Table { columns, rows: people.len() }, &settings).unwrap()
}

fn named() -> Vec<(String, Person)> {
    let mut all = crowd();
    // Four records that hold the same: of two people of one name, as far as anybody knows.
    all.extend((0..4).map(|_| person(90_000)));
    all.into_iter().enumerate().map(|(place, it)| (format!("r{place}"), it)).collect()
}

#[test]
fn different_people_stay_apart_with_the_decision_as_their_why_not_and_one_person_is_one() {
    let decided = [("r3", "r2253", Decided::DifferentPeople), ("r4", "r5", Decided::OnePerson)];
    let (free, linkage) = (link_decided(&named(), &[]), link_decided(&named(), &decided));
    assert_eq!(free.clusters[3], free.clusters[2253]);
    assert_ne!(linkage.clusters[3], linkage.clusters[2253]);
    let refused = linkage.refused.iter().find(|it| (it.a, it.b) == (3, 2253)).unwrap();
    assert_eq!(refused.because, RefusedBecause::Decided(3, 2253));
    assert_ne!(free.clusters[4], free.clusters[5]);
    assert_eq!(linkage.clusters[4], linkage.clusters[5]);
    // Both are told with what they weigh, and nobody else is touched.
    let pair = |a, b| linkage.pairs.iter().find(|it| (it.a, it.b) == (a, b)).unwrap();
    assert!(pair(3, 2253).weight > Bits(0.0) && !pair(3, 2253).is_joined);
    assert!(pair(4, 5).weight < Bits(-4.0) && pair(4, 5).is_joined);
    assert_eq!(linkage.model, free.model);
    let touched = [3, 2253, 4, 2254, 5, 2255];
    for row in (0..3000).filter(|it| !touched.contains(it)) {
        assert_eq!(linkage.clusters[row], free.clusters[row], "row {row}");
    }
}

#[test]
fn of_records_that_hold_the_same_those_that_were_decided_part_in_whatever_order_they_stand() {
    let decided =
        [("r3000", "r3003", Decided::DifferentPeople), ("r3001", "r3003", Decided::OnePerson)];
    let clusters = |people: &[(String, Person)]| {
        let linkage = link_decided(people, &decided);
        let of = people.iter().zip(linkage.clusters).map(|((id, _), it)| (id.clone(), it));
        of.collect::<std::collections::BTreeMap<String, ClusterId>>()
    };
    let people = named();
    let expected = clusters(&people);
    assert_ne!(expected["r3000"], expected["r3003"]);
    assert_eq!(expected["r3001"], expected["r3003"]);
    for seed in 1..4 {
        let mut shuffled = people.clone();
        shuffled.sort_by_key(|it| mix(it.0[1..].parse::<u64>().unwrap() ^ seed << 40));
        assert_eq!(clusters(&shuffled), expected, "order {seed}");
    }
}
