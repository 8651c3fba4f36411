//! Stories of a small invented population: who must become one, and who must not whatever they share.

use bonafide_model::{ClusterId, Column, ColumnKind, LinkSettings, Linkage, Table};

use super::{link_table, memory_needed, train::mix};

mod alike;
mod decided;

pub(super) const KINDS: [ColumnKind; 8] = [
    ColumnKind::Given,
    ColumnKind::Family,
    ColumnKind::Born,
    ColumnKind::Mail,
    ColumnKind::Phone,
    ColumnKind::Street,
    ColumnKind::Postcode,
    ColumnKind::Identifier,
];
pub(super) const NAMES: [&str; 8] =
    ["given", "family", "born", "mail", "phone", "street", "postcode", "device"];

pub(super) type Person = [String; 8];

/// The person of a number: everything of their own.
pub(super) fn person(number: u64) -> Person {
    let draw = |what: u64, of: u64| mix(number * 16 + what) % of;
    let word = |what: u64, of: u64| {
        let mut left = draw(what, of) + 40;
        let mut res = String::new();
        while left > 0 {
            res.push(char::from(b"bdfgklmnprstv"[(left % 13) as usize]));
            res.push(char::from(b"aeiou"[(left / 13 % 5) as usize]));
            left /= 65;
        }
        res
    };
    let (given, family) = (word(1, 150), word(2, 1500) + "s");
    let mail = format!("{given}.{family}{}@mail.example", draw(3, 3000));
    [
        given,
        family,
        format!("{}-{:02}-{:02}", 1955 + draw(4, 45), 1 + draw(5, 12), 1 + draw(6, 28)),
        mail,
        format!("20{:08}", draw(7, 100_000_000)),
        format!("{} {} street", 1 + draw(8, 300), word(9, 4000)),
        format!("{:05}", draw(10, 90_000)),
        format!("{:016x}", mix(number * 16 + 11)),
    ]
}

/// A crowd of 3,000 records, a quarter of them second ones of somebody, with slips of the pen.
pub(super) fn crowd() -> Vec<Person> {
    let mut res: Vec<Person> = (0..2250).map(person).collect();
    for number in 0..750 {
        let mut again = person(number);
        match mix(number ^ 77) % 5 {
            0 => again[0].push('x'),
            1 => again[4] = person(number + 50_000)[4].clone(),
            2 => again[3].clear(),
            3 => {
                (again[5], again[6]) =
                    (person(number + 60_000)[5].clone(), person(number + 60_000)[6].clone())
            }
            _ => again[2].replace_range(9..10, "9"),
        }
        res.push(again);
    }
    res
}

fn link(people: &[Person]) -> Linkage {
    link_table(&table(&NAMES, people), &LinkSettings::new(KINDS.to_vec())).unwrap()
}

/// A table of columns with these names, from rows.
pub(super) fn table<const N: usize>(names: &[&str; N], rows: &[[String; N]]) -> Table {
    let mut columns: Vec<Column> = names.iter().map(|it| Column::new(*it)).collect();
    for row in rows {
        for (column, cell) in columns.iter_mut().zip(row) {
            column.push(cell);
        }
    }
    Table { columns, rows: rows.len() }
}

/// The clusters of people who stand behind the crowd.
fn beside(people: &[Person]) -> Vec<ClusterId> {
    let mut all = crowd();
    all.extend(people.iter().cloned());
    link(&all).clusters.split_off(3000)
}

fn are_apart(clusters: &[ClusterId]) {
    let distinct: std::collections::BTreeSet<&ClusterId> = clusters.iter().collect();
    assert_eq!(distinct.len(), clusters.len(), "{clusters:?}");
}

/// Somebody of a number, with some things of another.
pub(super) fn with(number: u64, other: u64, shared: &[usize]) -> Person {
    let (mut res, other) = (person(number), person(other));
    for place in shared {
        res[*place] = other[*place].clone();
    }
    res
}

pub(super) const GIVEN: usize = 0;
pub(super) const FAMILY: usize = 1;
pub(super) const BORN: usize = 2;
pub(super) const MAIL: usize = 3;
pub(super) const PHONE: usize = 4;
pub(super) const STREET: usize = 5;
pub(super) const POSTCODE: usize = 6;
pub(super) const DEVICE: usize = 7;

#[test]
fn slips_of_the_pen_do_not_part_a_person() {
    let linkage = link(&crowd());
    let found = (0..750).filter(|it| linkage.clusters[*it] == linkage.clusters[2250 + it]).count();
    assert!(found >= 742, "{found} of 750");
    let wrong = linkage.pairs.iter().filter(|it| it.is_joined && it.b != it.a + 2250).count();
    assert_eq!(wrong, 0);
}

#[test]
fn a_couple_twins_and_a_parent_of_one_name_stay_several_people() {
    let home = [FAMILY, PHONE, STREET, POSTCODE];
    are_apart(&beside(&[person(9001), with(9002, 9001, &home)]));
    are_apart(&beside(&[person(9003), with(9004, 9003, &[&home[..], &[BORN]].concat())]));
    are_apart(&beside(&[person(9005), with(9006, 9005, &[&home[..], &[GIVEN]].concat())]));
}

#[test]
fn what_many_share_joins_nobody() {
    let share = |shared: &'static [usize], from: u64| -> Vec<Person> {
        (0..60).map(|it| with(from + it, from, shared)).collect()
    };
    are_apart(&beside(&share(&[PHONE], 10_000)));
    are_apart(&beside(&share(&[MAIL, PHONE], 11_000)));
    are_apart(&beside(&share(&[STREET, POSTCODE, DEVICE], 12_000)));
}

#[test]
fn hundreds_of_one_common_name_are_hundreds() {
    let namesakes: Vec<Person> =
        (0..400).map(|it| with(20_000 + it, 20_000, &[GIVEN, FAMILY])).collect();
    are_apart(&beside(&namesakes));
}

#[test]
fn personas_who_share_two_things_are_a_group_and_stay_apart() {
    let personas: Vec<Person> = (0..5)
        .map(|it| with(30_000 + it, 30_000, if it % 2 == 0 { &[PHONE, DEVICE] } else { &[DEVICE] }))
        .collect();
    let couple = [person(30_100), with(30_101, 30_100, &[FAMILY, PHONE, STREET, POSTCODE])];
    let switchboard: Vec<Person> = (0..40).map(|it| with(30_200 + it, 30_200, &[PHONE])).collect();
    let mut all = crowd();
    all.extend(personas);
    all.extend(couple);
    all.extend(switchboard);
    let linkage = link(&all);
    are_apart(&linkage.clusters[3000..]);
    let mut expected = linkage.clusters[3000..3005].to_vec();
    expected.sort_unstable();
    let people: Vec<&[ClusterId]> =
        linkage.operators.iter().map(|it| it.people.as_slice()).collect();
    assert_eq!(people, [&expected[..]]);
    let muted: Vec<(&str, usize)> =
        linkage.muted.iter().map(|it| (it.column.as_str(), it.values)).collect();
    assert_eq!(muted, [("phone", 1)]);
}

#[test]
fn in_a_small_table_in_which_nobody_stands_twice_nobody_is_made_one() {
    for rows in [12, 60, 300] {
        let mut all: Vec<Person> = (0..rows).map(|it| person(40_000 + it)).collect();
        all.extend((0..4).map(|it| with(41_000 + it, 41_000, &[PHONE])));
        all.extend([person(41_100), with(41_101, 41_100, &[FAMILY, PHONE, STREET, POSTCODE])]);
        all.extend([person(41_200), with(41_201, 41_200, &[DEVICE])]);
        are_apart(&link(&all).clusters);
    }
}

#[test]
fn those_who_live_together_under_two_names_are_no_group() {
    let home = [PHONE, STREET, POSTCODE];
    let mut all = crowd();
    // A couple, three friends of one flat, two of one phone of whom one says no home.
    all.extend([person(31_000), with(31_001, 31_000, &home)]);
    all.extend((0..3).map(|it| with(31_100 + it, 31_100, &home)));
    all.extend([person(31_200), with(31_201, 31_200, &[PHONE])]);
    all.last_mut().unwrap()[STREET].clear();
    let linkage = link(&all);
    are_apart(&linkage.clusters[3000..]);
    assert_eq!(linkage.operators, []);
}

#[test]
fn the_order_of_rows_and_the_number_of_threads_change_nothing() {
    let people = crowd();
    let mut places: Vec<usize> = (0..people.len()).collect();
    places.sort_by_key(|it| mix(*it as u64 ^ 5));
    let shuffled: Vec<Person> = places.iter().map(|it| people[*it].clone()).collect();
    let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    let (straight, other) = (link(&people), one.install(|| link(&shuffled)));
    for (row, place) in places.iter().enumerate() {
        assert_eq!(other.clusters[row], straight.clusters[*place]);
    }
    assert_eq!(other.model, straight.model);
    let weights = |it: &Linkage| it.pairs.iter().map(|it| it.weight.0).collect::<Vec<_>>();
    assert_eq!(weights(&other), weights(&straight));
    assert_eq!(one.install(|| link(&people)), straight);
}

#[test]
fn the_memory_that_is_needed_grows_with_the_rows() {
    let needed = |people: &[Person]| memory_needed(&table(&NAMES, people), &KINDS) as f64;
    let (one, several) = (crowd(), [crowd(), crowd(), crowd()].concat());
    let grown = needed(&several) / needed(&one);
    assert!((2.0..=3.1).contains(&grown), "{grown}");
}

#[test]
fn a_model_that_was_kept_weighs_the_same() {
    let people = crowd();
    let first = link(&people);
    let table = table(&NAMES, &people);
    let mut settings = LinkSettings::new(KINDS.to_vec());
    settings.model = Some(first.model.clone());
    assert_eq!(link_table(&table, &settings).unwrap().clusters, first.clusters);
    settings.kinds[0] = ColumnKind::Ignored;
    assert!(link_table(&table, &settings).is_err());
}
