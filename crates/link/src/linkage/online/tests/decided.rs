//! What people have decided about records, of the file and of those that come.

use super::*;

/// Decisions by places of people.
type ByPlace = [(usize, usize, Decided)];

fn rows(decided: &ByPlace, row: impl Fn(usize) -> Option<u32>) -> Vec<PairDecision> {
    let rows = decided
        .iter()
        .filter_map(|(a, b, it)| Some(PairDecision { a: row(*a)?, b: row(*b)?, decided: *it }));
    rows.collect()
}

/// An index of some people, with what was decided about those.
fn written_with(people: &[Person], of: &[usize], decided: &ByPlace) -> Vec<u8> {
    let row = |place: usize| of.iter().position(|it| *it == place).map(|it| it as u32);
    let mut settings = settings();
    settings.decisions = PairDecisions::of(&rows(decided, row)).unwrap();
    let mut res = Vec::new();
    index_table(&table(people, of), &settings, &mut res).unwrap();
    res
}

/// Takes a record in with what was decided about it and records that are in, of which `known` has the rows; the bytes to be kept.
fn insert_with(
    index: &mut Index,
    known: &mut BTreeMap<usize, u32>,
    (place, person): (usize, &Person),
    decided: &ByPlace,
) -> Vec<u8> {
    let own = decided.iter().filter_map(|(a, b, it)| match place {
        _ if place == *a => Some((*known.get(b)?, *it)),
        _ if place == *b => Some((*known.get(a)?, *it)),
        _ => None,
    });
    let own: BTreeMap<u32, Decided> = own.collect();
    known.insert(place, index.records() as u32);
    let asked = asked(index, &format!("r{place}"), person);
    let mut kept = Vec::new();
    let keep = |bytes: &[u8]| {
        kept.extend_from_slice(bytes);
        Ok(())
    };
    index.insert(&asked, &own, keep).unwrap();
    kept
}

/// The rows of records by their places among people.
fn rows_of(index: &Index) -> BTreeMap<usize, u32> {
    let all = index.people(0..index.records() as u32).unwrap();
    all.rows.iter().map(|(row, it)| (it.id[1..].parse().unwrap(), *row)).collect()
}

#[test]
fn decided_records_that_come_one_by_one_in_any_order_end_as_a_run_over_all() {
    let people = town();
    let last = people.len();
    // Second records of somebody stay apart, strangers are one, and of five that hold the same two are different people.
    let mut decided: Vec<(usize, usize, Decided)> =
        (0..40).map(|it| (it * 18, 2250 + it * 18, Decided::DifferentPeople)).collect();
    decided.extend((0..40).map(|it| (it * 18 + 1, it * 18 + 2, Decided::OnePerson)));
    decided.extend((0..20).map(|it| (it * 18 + 2, 2250 + it * 18 + 5, Decided::OnePerson)));
    decided.push((last - 4, last - 1, Decided::DifferentPeople));
    decided.push((last - 3, last - 1, Decided::OnePerson));
    let all = shuffled(0..last, 1);
    let (known, coming) = all.split_at(last * 5 / 6);
    let bytes = written_with(&people, known, &decided);
    let by_place = rows(&decided, |place| Some(place as u32));
    let expected = run_over(&opened(&bytes), &people, &by_place);
    let is_one = |a: usize, b: usize| {
        let (a, b) = (format!("r{a}"), format!("r{b}"));
        expected.iter().any(|it| it.contains(&a) && it.contains(&b))
    };
    for (a, b, it) in &decided {
        assert_eq!(is_one(*a, *b), *it == Decided::OnePerson, "{a} {b}");
    }
    assert_ne!(expected, run_over(&opened(&bytes), &people, &[]));
    for seed in 0..2 {
        let mut index = opened(&bytes);
        let (mut journal, mut known) = (index.journal_start(), rows_of(&index));
        for place in shuffled(coming.iter().copied(), seed) {
            let person = (place, &people[place]);
            journal.extend(insert_with(&mut index, &mut known, person, &decided));
        }
        assert_eq!(of_index(&index), expected, "order {seed}");
        let mut again = opened(&bytes);
        assert_eq!(again.replay(&journal).unwrap(), journal.len());
        assert_eq!(of_index(&again), expected, "journal of order {seed}");
    }
}

#[test]
fn a_newcomer_is_kept_apart_from_whom_it_would_have_joined_or_joins_whom_it_would_not() {
    let people = crowd();
    let mut index = opened(&written(&people, &(0..people.len()).collect::<Vec<_>>()));
    let again = asked(&index, "again", &person(1000));
    let row = index.compared(&again, "r1000").unwrap()[0];
    let own = index.person(row).unwrap();
    let different = BTreeMap::from([(row, Decided::DifferentPeople)]);
    let told = index.insert(&again, &different, |_| Ok(())).unwrap();
    let [ClusterChange::Created(other)] = told[..] else { panic!("{told:?}") };
    assert_ne!(other, own);
    // Who comes next and is both by weight is whoever is surer; the two stay two.
    insert(&mut index, "third", &person(1000));
    assert_ne!(index.person(row).unwrap(), index.person(3000).unwrap());
    let stranger = asked(&index, "stranger", &person(60_000));
    assert_eq!(index.compared(&stranger, "r1000").unwrap(), []);
    let same = BTreeMap::from([(row, Decided::OnePerson)]);
    let told = index.insert(&stranger, &same, |_| Ok(())).unwrap();
    assert_eq!(told, [ClusterChange::Joined(own)]);
}

#[test]
fn decisions_that_cannot_both_hold_are_refused_and_nothing_comes_in() {
    let people = crowd();
    let mut index = opened(&written_with(
        &people,
        &(0..people.len()).collect::<Vec<_>>(),
        &[(5, 2255, Decided::OnePerson)],
    ));
    let new = asked(&index, "new", &person(5));
    let [a, b] = ["r5", "r2255"].map(|it| index.compared(&new, it).unwrap()[0]);
    let decided = BTreeMap::from([(a, Decided::OnePerson), (b, Decided::DifferentPeople)]);
    let before = index.records();
    let res = index.insert(&new, &decided, |_| panic!("nothing is kept"));
    assert!(matches!(res, Err(IndexError::Contradicted)), "{res:?}");
    assert_eq!(index.records(), before);
}
