//! Stories of records that come in one by one, and of files that are not as they were written.

mod damage;
mod decided;

use std::collections::{BTreeMap, BTreeSet};

use bonafide_model::{
    Bits, ClusterChange, ClusterId, Column, ColumnKind, Decided, LinkSettings, MutedTie,
    PairDecision, PairDecisions, Table,
};

use super::{Index, IndexError};
use crate::linkage::{
    Scene,
    blocks::Blocks,
    choose,
    decisions::Decisions,
    feature::Frequencies,
    features, index_people, index_table, key,
    model::Weights,
    order::in_order,
    tests::{
        BORN, DEVICE, FAMILY, GIVEN, KINDS, MAIL, NAMES, PHONE, POSTCODE, Person, STREET, crowd,
        person, with,
    },
    train::mix,
};

/// A table whose ids are the places of people in a list.
fn table(people: &[Person], of: &[usize]) -> Table {
    let mut columns: Vec<Column> = std::iter::once("id").chain(NAMES).map(Column::new).collect();
    for place in of {
        columns[0].push(&format!("r{place}"));
        for (column, cell) in columns[1..].iter_mut().zip(&people[*place]) {
            column.push(cell);
        }
    }
    Table { columns, rows: of.len() }
}

fn settings() -> LinkSettings {
    LinkSettings::new(std::iter::once(ColumnKind::RecordId).chain(KINDS).collect())
}

fn written(people: &[Person], of: &[usize]) -> Vec<u8> {
    let mut res = Vec::new();
    index_table(&table(people, of), &settings(), &mut res).unwrap();
    res
}

fn opened(bytes: &[u8]) -> Index {
    Index::open(Box::new(bytes.to_vec())).unwrap()
}

fn insert(index: &mut Index, id: &str, person: &Person) -> Vec<ClusterChange> {
    let asked = asked(index, id, person);
    index.insert(&asked, &BTreeMap::new(), |_bytes| Ok(())).unwrap()
}

fn asked(index: &Index, id: &str, person: &Person) -> super::Asked {
    let cells: Vec<&str> = std::iter::once(id).chain(person.iter().map(String::as_str)).collect();
    index.asked(id, &cells)
}

/// Which records are one person, by the ids of records.
type Partition = BTreeSet<BTreeSet<String>>;

fn partition(of: impl Iterator<Item = (u64, String)>) -> Partition {
    let mut res: BTreeMap<u64, BTreeSet<String>> = BTreeMap::new();
    for (group, id) in of {
        res.entry(group).or_default().insert(id);
    }
    res.into_values().collect()
}

fn of_index(index: &Index) -> Partition {
    let people = index.people(0..index.records() as u32).unwrap();
    partition(people.of_row.iter().map(|(row, it)| (it.0, people.rows[row].id.clone())))
}

/// A run over all records with what the index holds fixed: its model, its keys and its counts of forms.
fn run_over(index: &Index, people: &[Person], decisions: &[PairDecision]) -> Partition {
    let all: Vec<usize> = (0..people.len()).collect();
    let table = table(people, &all);
    let mut features = features::features(&table, &settings().kinds);
    for (place, feature) in features.iter_mut().enumerate() {
        let seen = feature.hashes.iter().map(|it| index.seen(place, *it).unwrap().max(2));
        feature.trained =
            Some(Frequencies { counts: seen.collect(), filled: index.head.features[place].filled });
    }
    let measures = &index.head.measures;
    let (grid, order, _) = in_order(&mut features, Some(&table.columns[0]));
    let decisions = Decisions::of(&PairDecisions::of(decisions).unwrap(), &order);
    let facets = key::facets(&features, measures);
    let keys: Vec<key::Key> =
        index.head.tables.iter().filter(|it| it.is_blocking).map(|it| it.key.clone()).collect();
    let blocks = Blocks::of(&keys, &facets, (&grid, table.rows), choose::BLOCK);
    let scene = Scene { measures, features: &features, grid: &grid, blocks };
    let weights = Weights::of(&index.head.model, measures, &features);
    let found = scene.weigh(&weights, index.head.least, (|_, _| true, None));
    let found = scene.with_decided(&weights, found, &decisions);
    let clusters = scene.join(&weights, &found, (index.head.least, &decisions));
    let groups = clusters.of_row.iter().zip(&order);
    partition(groups.map(|(group, row)| (u64::from(*group), format!("r{row}"))))
}

/// A crowd, and beside it those who are hard to keep apart: homes, personas, namesakes, a switchboard, and records that are the same.
fn town() -> Vec<Person> {
    let mut res = crowd();
    let home = [FAMILY, PHONE, STREET, POSTCODE];
    for number in 0..40 {
        let first = 70_000 + number * 10;
        res.extend([person(first), with(first + 1, first, &home)]);
        res.push(with(first + 2, first, &[&home[..], &[GIVEN]].concat()));
        res.push(with(first + 3, first, &[GIVEN, FAMILY, BORN, MAIL]));
        res.push(with(first + 4, first, &[GIVEN, FAMILY, PHONE]));
    }
    res.extend((0..130).map(|it| with(80_000 + it, 80_000, &[PHONE])));
    // A house with one telephone and one device grows into what too many share; its people stand there again with slips in family
    // name and date and the rest blank, so that nothing else finds them.
    res.extend((0..60).map(|it| with(81_000 + it, 81_000, &[PHONE, DEVICE])));
    for number in 0..50 {
        let mut again = with(81_000 + number, 81_000, &[PHONE, DEVICE]);
        again[FAMILY].insert(0, 'z');
        let slip = if again[BORN].ends_with('1') { "2" } else { "1" };
        again[BORN].replace_range(9.., slip);
        for place in [MAIL, STREET, POSTCODE] {
            again[place].clear();
        }
        res.push(again);
    }
    res.extend((0..5).map(|_| person(95_000)));
    res
}

fn shuffled(of: impl Iterator<Item = usize>, seed: u64) -> Vec<usize> {
    let mut res: Vec<usize> = of.collect();
    res.sort_by_key(|it| mix(*it as u64 ^ seed << 32));
    res
}

#[test]
fn records_that_come_one_by_one_in_any_order_end_as_a_run_over_all() {
    let people = town();
    let all = shuffled(0..people.len(), 1);
    let (known, coming) = all.split_at(people.len() * 2 / 3);
    let bytes = written(&people, known);
    let expected = run_over(&opened(&bytes), &people, &[]);
    assert!(expected.iter().any(|it| it.len() > 3));
    let mut has_parted = false;
    for seed in 0..4 {
        let mut index = opened(&bytes);
        let mut names: BTreeSet<ClusterId> =
            index.people(0..index.records() as u32).unwrap().members().into_keys().collect();
        for place in shuffled(coming.iter().copied(), seed) {
            for change in insert(&mut index, &format!("r{place}"), &people[place]) {
                follow(&mut names, &change);
            }
        }
        assert_eq!(of_index(&index), expected, "order {seed}");
        let people = index.people(0..index.records() as u32).unwrap();
        assert_eq!(people.members().into_keys().collect::<BTreeSet<_>>(), names);
        has_parted |= !index.added.gone.is_empty();
    }
    assert!(has_parted, "no value became one that too many share");
}

/// Keeps the names of people as the changes tell them.
fn follow(names: &mut BTreeSet<ClusterId>, change: &ClusterChange) {
    match change {
        ClusterChange::Created(person) => assert!(names.insert(*person)),
        ClusterChange::Joined(person) => assert!(names.contains(person)),
        ClusterChange::Merged { into, gone } => {
            for person in gone {
                assert!(names.remove(person));
            }
            names.insert(*into);
        }
        ClusterChange::Split { from, into } => {
            assert!(names.contains(from));
            names.extend(into);
        }
    }
}

#[test]
fn an_index_says_what_the_run_said_that_wrote_it() {
    let people = town();
    let all: Vec<usize> = (0..people.len()).collect();
    let mut bytes = Vec::new();
    let linkage = index_table(&table(&people, &all), &settings(), &mut bytes).unwrap();
    let index = opened(&bytes);
    assert_eq!(index.model(), &linkage.model);
    let found = index.people(0..index.records() as u32).unwrap();
    for (row, person) in found.of_row {
        let place: usize = found.rows[&row].id[1..].parse().unwrap();
        assert_eq!(person, linkage.clusters[place]);
        assert_eq!(index.person(row).unwrap(), person);
    }
}

#[test]
fn a_name_stays_with_the_oldest_record() {
    let people = town();
    let bytes = written(&people, &(0..people.len()).collect::<Vec<_>>());
    let mut index = opened(&bytes);
    // Two halves of one person, neither of which the other's keys find.
    let whole = person(51_500);
    let mut first = whole.clone();
    let mut second = whole.clone();
    for place in [MAIL, DEVICE] {
        first[place].clear();
    }
    for place in [STREET, POSTCODE, PHONE, BORN, FAMILY] {
        second[place].clear();
    }
    let [ClusterChange::Created(old)] = insert(&mut index, "first", &first)[..] else { panic!() };
    let [ClusterChange::Created(other)] = insert(&mut index, "second", &second)[..] else {
        panic!()
    };
    let changes = insert(&mut index, "whole", &whole);
    assert_eq!(changes, [ClusterChange::Merged { into: old, gone: vec![other] }]);
    assert_eq!(insert(&mut index, "again", &whole), [ClusterChange::Joined(old)]);
}

#[test]
fn somebody_who_applies_again_is_found_with_all_that_speaks_for_it() {
    let people = crowd();
    let index = opened(&written(&people, &(0..people.len()).collect::<Vec<_>>()));
    let mut again = person(100);
    again[GIVEN] = "Other".to_owned();
    let screened = index.screen(&asked(&index, "new", &again)).unwrap();
    let first = &screened.candidates[0];
    assert_eq!(first.record.id, "r100");
    assert!(first.weight > Bits(10.0), "{first:?}");
    let sum: f64 = first.steps.iter().map(|it| f64::from(it.bits)).sum();
    let prior = index.model().same_person.log2();
    assert!(first.weight.0 <= prior + sum + 0.01 && first.weight.0 > prior + sum - 12.0);
    assert!(screened.ties.is_empty(), "{:?}", screened.ties);
    let stranger = index.screen(&asked(&index, "new", &person(40_000))).unwrap();
    assert_eq!(stranger.candidates, []);
    assert_eq!(stranger.ties, []);
}

#[test]
fn in_a_table_where_nobody_stands_twice_somebody_is_found_by_what_is_theirs() {
    let people: Vec<Person> = (0..90).map(person).collect();
    let mut bytes = Vec::new();
    let of: Vec<usize> = (0..90).collect();
    let linkage = index_people(&table(&people, &of), &settings(), &mut bytes).unwrap();
    assert!(linkage.pairs.iter().all(|it| !it.is_joined));
    let index = opened(&bytes);
    let blank = |mut it: Person| {
        for place in [BORN, STREET, POSTCODE, DEVICE] {
            it[place].clear();
        }
        it
    };
    let again = blank(with(500, 7, &[GIVEN, FAMILY, MAIL, PHONE]));
    let screened = index.screen(&asked(&index, "new", &again)).unwrap();
    assert_eq!(screened.candidates[0].record.id, "r7", "{screened:?}");
    assert!(screened.candidates[0].weight > Bits(0.0), "{screened:?}");
    assert_eq!(screened.ties, []);
    let renamed = blank(with(500, 7, &[MAIL, PHONE]));
    let screened = index.screen(&asked(&index, "new", &renamed)).unwrap();
    let ties: Vec<&str> = screened.ties.iter().map(|it| it.column.as_str()).collect();
    assert_eq!(ties, ["mail", "phone"]);
    let stranger = index.screen(&asked(&index, "new", &person(501))).unwrap();
    assert_eq!(stranger.candidates, []);
}

#[test]
fn a_rare_thing_ties_to_people_of_other_names_and_what_many_or_a_home_share_does_not() {
    let mut people = crowd();
    people.extend((0..40).map(|it| with(30_200 + it, 30_200, &[PHONE])));
    people.extend((0..90).map(|it| with(31_200 + it, 31_200, &[PHONE])));
    let index = opened(&written(&people, &(0..people.len()).collect::<Vec<_>>()));
    let ties = |person: &Person| index.screen(&asked(&index, "new", person)).unwrap().ties;

    let told = ties(&with(40_000, 7, &[DEVICE]));
    let [tie] = &told[..] else { panic!("{told:?}") };
    assert_eq!((tie.column.as_str(), tie.people, tie.muted), ("device", 1, None));
    // The person stands there twice, and either record may be the first.
    assert!(["r7", "r2257"].contains(&tie.holders[0].id.as_str()), "{told:?}");
    assert!(tie.rarity > Bits(10.0));

    for many in [30_200, 31_200] {
        let told = ties(&with(40_001, many, &[PHONE]));
        let [tie] = &told[..] else { panic!("{told:?}") };
        assert_eq!((tie.muted, &tie.holders[..]), (Some(MutedTie::TooMany), &[][..]));
        assert!(tie.people >= 40);
    }
    let told = ties(&with(40_002, 8, &[FAMILY, PHONE, STREET, POSTCODE]));
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told.iter().all(|it| it.muted == Some(MutedTie::OneFamily)));
}

#[test]
fn a_journal_brings_back_what_was_added_and_only_whole_records() {
    let people = town();
    let all = shuffled(0..people.len(), 2);
    let (known, coming) = all.split_at(people.len() - 200);
    let bytes = written(&people, known);
    let mut index = opened(&bytes);
    let mut journal = index.journal_start();
    let mut ends = vec![journal.len()];
    for place in coming {
        let asked = asked(&index, &format!("r{place}"), &people[*place]);
        let keep = |bytes: &[u8]| {
            journal.extend_from_slice(bytes);
            Ok(())
        };
        index.insert(&asked, &BTreeMap::new(), keep).unwrap();
        ends.push(journal.len());
    }
    let mut other = opened(&bytes);
    assert_eq!(other.replay(&journal).unwrap(), journal.len());
    assert_eq!(of_index(&other), of_index(&index));
    // Killed at any byte of the last record: the records before it are there.
    for cut in (ends[199]..ends[200]).step_by(23).chain([ends[200] - 1]) {
        let mut other = opened(&bytes);
        assert_eq!(other.replay(&journal[..cut]).unwrap(), ends[199]);
        assert_eq!(other.added(), 199);
    }
    // Damage before the end is no cut, wherever it is: records behind it were acknowledged.
    for place in [0, 5, 9, 40] {
        let mut broken = journal.clone();
        broken[ends[3] + place] ^= 1;
        assert!(matches!(opened(&bytes).replay(&broken), Err(IndexError::Damaged { .. })));
    }
    let foreign = opened(&written(&people, coming));
    assert!(matches!(
        opened(&bytes).replay(&foreign.journal_start()),
        Err(IndexError::OtherJournal)
    ));
}

#[test]
fn what_can_not_be_kept_does_not_come_in() {
    let people = crowd();
    let mut index = opened(&written(&people, &(0..people.len()).collect::<Vec<_>>()));
    let (before, asked) = (of_index(&index), asked(&index, "new", &person(1)));
    let full = |_: &[u8]| Err(std::io::ErrorKind::StorageFull.into());
    assert!(matches!(index.insert(&asked, &BTreeMap::new(), full), Err(IndexError::Unkept(_))));
    assert_eq!(of_index(&index), before);
}

#[test]
fn a_file_of_another_kind_or_cut_short_is_named() {
    let people = crowd();
    let bytes = written(&people, &(0..400).collect::<Vec<_>>());
    let open = |bytes: &[u8]| Index::open(Box::new(bytes.to_vec())).map(|_| ());
    assert!(matches!(open(b""), Err(IndexError::NoIndex)));
    assert!(matches!(
        open(b"id,name\n1,Ada Novak of a table of people\n"),
        Err(IndexError::NoIndex)
    ));
    for len in (0..bytes.len()).step_by(977) {
        assert!(matches!(open(&bytes[..len]), Err(IndexError::NoIndex)), "{len}");
    }
}
