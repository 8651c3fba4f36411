//! Who may be behind several people: things that people share who say that they are different.
//!
//! This is a graph of its own, of people and things, and is never folded into identities. A group begins where people share two
//! independent things, or one that only very few hold; it grows by things that the group already shares. What many share ties nobody,
//! and what a household shares counts once.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::{
    feature::{Feature, Role},
    grid::Grid,
    short,
};

/// People above whom a shared thing ties nobody. Guess: no operator of record holds more personas at once (published: 12, GTIG 2025).
pub(crate) const MOST_SHARERS: usize = 20;
/// People up to whom one shared thing of one's own is enough by itself. Measured: of the things that four to six share in the
/// benchmark's million, most are an office's or an agency's of whom the others left it blank.
const FEW_SHARERS: usize = 3;
/// People of a group above whom it is no operator. Published (linking.md, section 6): 60 rows.
const MOST_PEOPLE: usize = 40;
/// Part of a thing's sharers that must be of the group already for the others to join. Guess.
const OF_GROUP: f64 = 0.34;
/// Rounds of growth.
const ROUNDS: usize = 3;

/// A thing that several people share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Thing {
    /// The place of the feature.
    pub(crate) feature: usize,
    /// A row that holds it.
    pub(crate) row: u32,
    /// People who share it, in order.
    pub(crate) people: Vec<u32>,
}

/// A group of people behind whom one operator may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Operator {
    /// People, in order.
    pub(crate) people: Vec<u32>,
    /// What they share.
    pub(crate) things: Vec<Thing>,
}

/// Groups, and things that too many share.
#[derive(Debug, Default)]
pub(crate) struct Operators {
    /// Groups, in the order of their first people.
    pub(crate) groups: Vec<Operator>,
    /// For each feature, how many of its values tie nobody since too many people share them.
    pub(crate) muted: BTreeMap<usize, usize>,
}

/// Finds groups among people; `of_row` tells the first row of each row's person.
pub(crate) fn operators(features: &[Feature], grid: &Grid, of_row: &[u32]) -> Operators {
    let mut res = Operators::default();
    let things = things(features, grid, of_row, &mut res.muted);
    let homes = Homes::of(features, grid, of_row, &things);
    let mut groups = Groups::default();
    for ((a, b), shared) in pairs(&things) {
        let shared = shared.iter().map(|it| &things[*it]);
        if is_core(features, shared, &homes, (a, b)) {
            groups.join(a, b);
        }
    }
    for _ in 0..ROUNDS {
        if !groups.grow(features, &things, &homes) {
            break;
        }
    }
    res.groups = groups.told(&things);
    res
}

fn things(
    features: &[Feature],
    grid: &Grid,
    of_row: &[u32],
    muted: &mut BTreeMap<usize, usize>,
) -> Vec<Thing> {
    let of_feature = |place: usize| shared(features, place, (grid, of_row));
    let is_held = |it: &Feature| matches!(it.role, Role::Phone | Role::Identifier | Role::Address);
    let places: Vec<usize> = (0..features.len()).filter(|it| is_held(&features[*it])).collect();
    let all: Vec<(Vec<Thing>, usize)> = places.par_iter().map(|it| of_feature(*it)).collect();
    let mut res = Vec::new();
    for (place, (things, n_muted)) in places.into_iter().zip(all) {
        res.extend(things);
        if n_muted > 0 {
            muted.insert(place, n_muted);
        }
    }
    res
}

/// What people share of one feature, and how many of its values too many share.
fn shared(
    features: &[Feature],
    place: usize,
    (grid, of_row): (&Grid, &[u32]),
) -> (Vec<Thing>, usize) {
    let rows = (0..).zip(grid.every()).zip(of_row);
    let mut held: Vec<(u32, u32, u32)> = rows
        .filter(|((_, row), _)| row.numbers[place] != 0 && row.count(features, place) > 1)
        .map(|((at, row), person)| (row.numbers[place], *person, at))
        .collect();
    held.sort_unstable();
    held.dedup_by_key(|it| (it.0, it.1));
    let (mut res, mut muted) = (Vec::new(), 0);
    for sharers in held.chunk_by(|x, y| x.0 == y.0) {
        if sharers.len() > MOST_SHARERS {
            muted += 1;
        } else if sharers.len() > 1 {
            let people = sharers.iter().map(|(_, person, _)| *person).collect();
            res.push(Thing { feature: place, row: sharers[0].2, people });
        }
    }
    // By who shares them, since numbers of forms depend on the order of rows.
    res.sort_by(|x, y| (&x.people, x.row).cmp(&(&y.people, y.row)));
    (res, muted)
}

/// What tells whether people can be of one family, or live together.
#[derive(Debug, Default)]
struct Home {
    family: Vec<u32>,
    given: Vec<u32>,
    addresses: Vec<u32>,
}

/// The homes of everybody who shares something.
struct Homes<'a> {
    family: Option<&'a Feature>,
    given: Option<&'a Feature>,
    /// For each person one more than the place of what is known; 0 for those who share nothing.
    places: Vec<u32>,
    known: Vec<Home>,
}

impl<'a> Homes<'a> {
    fn of(features: &'a [Feature], grid: &Grid, of_row: &[u32], things: &[Thing]) -> Self {
        let place = |role: Role| features.iter().position(|it| it.role == role);
        let (family, given, address) =
            (place(Role::Family), place(Role::Given), place(Role::Address));
        let mut places = vec![0; of_row.len()];
        let mut known: Vec<Home> = Vec::new();
        for person in things.iter().flat_map(|it| &it.people) {
            let place = &mut places[*person as usize];
            if *place == 0 {
                known.push(Home::default());
                *place = known.len() as u32;
            }
        }
        for (row, person) in (0..).zip(of_row) {
            let Some(place) = places[*person as usize].checked_sub(1) else { continue };
            let home = &mut known[place as usize];
            let numbers = grid.row(row).numbers;
            for (seen, feature) in [
                (&mut home.family, family),
                (&mut home.given, given),
                (&mut home.addresses, address),
            ] {
                let number = feature.map_or(0, |it| numbers[it]);
                if number != 0 && !seen.contains(&number) {
                    seen.push(number);
                }
            }
        }
        let feature = |place: Option<usize>| place.map(|it| &features[it]);
        Self { family: feature(family), given: feature(given), places, known }
    }

    fn home(&self, person: u32) -> Option<&Home> {
        let place = self.places[person as usize].checked_sub(1)?;
        Some(&self.known[place as usize])
    }

    /// Whether two people are known to have homes, and never the same one.
    fn are_apart(&self, a: u32, b: u32) -> bool {
        let (Some(a), Some(b)) = (self.home(a), self.home(b)) else { return false };
        !a.addresses.is_empty() && !b.addresses.is_empty() && !meet(&a.addresses, &b.addresses)
    }

    /// Whether two people can be of one family: a family name is the same or written almost so, stands in the place of the given
    /// one, or is not known.
    fn are_one_family(&self, a: u32, b: u32) -> bool {
        let (Some(a), Some(b)) = (self.home(a), self.home(b)) else { return false };
        if a.family.is_empty() || b.family.is_empty() || meet(&a.family, &b.family) {
            return true;
        }
        let (Some(family), Some(given)) = (self.family, self.given) else { return false };
        let is_close = |x: &u32, y: &u32| short::is_close(family.form(*x), family.form(*y));
        let is_swapped = |x: &Home, y: &Home| {
            x.family.iter().any(|it| y.given.iter().any(|own| given.form(*own) == family.form(*it)))
        };
        a.family.iter().any(|x| b.family.iter().any(|y| is_close(x, y)))
            || is_swapped(a, b)
            || is_swapped(b, a)
    }
}

/// For every two people who share something, the places of the things.
fn pairs(things: &[Thing]) -> Vec<((u32, u32), Vec<usize>)> {
    let mut all: Vec<((u32, u32), usize)> = Vec::new();
    for (place, thing) in things.iter().enumerate() {
        for (idx, a) in thing.people.iter().enumerate() {
            all.extend(thing.people[idx + 1..].iter().map(|b| ((*a, *b), place)));
        }
    }
    all.sort_unstable();
    let pairs = all.chunk_by(|x, y| x.0 == y.0);
    pairs.map(|it| (it[0].0, it.iter().map(|(_, place)| *place).collect())).collect()
}

fn meet(a: &[u32], b: &[u32]) -> bool {
    a.iter().any(|it| b.contains(it))
}

/// Whether what two people share is enough for a group to begin.
fn is_core<'a>(
    features: &[Feature],
    shared: impl Iterator<Item = &'a Thing> + Clone,
    homes: &Homes<'_>,
    (a, b): (u32, u32),
) -> bool {
    let of = |role: Role| shared.clone().filter(move |it| features[it.feature].role == role);
    let own: BTreeSet<usize> = of(Role::Identifier).map(|it| it.feature).collect();
    // Phone and address are one thing, the home: people live together under two names as well as under one.
    let has_home = of(Role::Phone).chain(of(Role::Address)).next().is_some();
    let is_few = |it: &Thing| it.people.len() <= FEW_SHARERS;
    let has_rare =
        of(Role::Identifier).any(is_few) || (homes.are_apart(a, b) && of(Role::Phone).any(is_few));
    own.len() > 1 || (own.len() == 1 && has_home) || (has_rare && !homes.are_one_family(a, b))
}

/// Groups while they grow.
#[derive(Default)]
struct Groups {
    of_person: BTreeMap<u32, u32>,
    members: BTreeMap<u32, BTreeSet<u32>>,
}

impl Groups {
    /// Puts two people, with their groups, into one; a group that would become too large stays as it is.
    fn join(&mut self, a: u32, b: u32) -> bool {
        let group = |it: &Self, person: u32| it.of_person.get(&person).copied().unwrap_or(person);
        let (x, y) = (group(self, a), group(self, b));
        if x == y && self.of_person.contains_key(&a) {
            return false;
        }
        let size = |it: &Self, group: u32| it.members.get(&group).map_or(1, BTreeSet::len);
        if size(self, x) + size(self, y) > MOST_PEOPLE {
            return false;
        }
        let (keep, give) = (x.min(y), x.max(y));
        let mut given = self.members.remove(&give).unwrap_or_default();
        given.extend([give, keep]);
        let kept = self.members.entry(keep).or_default();
        kept.extend(given);
        for person in kept.iter() {
            self.of_person.insert(*person, keep);
        }
        true
    }

    /// Of those who share a thing, who is of which group.
    fn inside(&self, thing: &Thing) -> BTreeMap<u32, Vec<u32>> {
        let mut res: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for person in &thing.people {
            if let Some(group) = self.of_person.get(person) {
                res.entry(*group).or_default().push(*person);
            }
        }
        res
    }

    /// Takes in those who hold what a group shares already; `true` if somebody came.
    fn grow(&mut self, features: &[Feature], things: &[Thing], homes: &Homes<'_>) -> bool {
        let mut has_grown = false;
        for thing in things {
            let inside = self.inside(thing);
            let Some((_, known)) = inside.iter().max_by_key(|(group, it)| (it.len(), **group))
            else {
                continue;
            };
            let is_of_group =
                known.len() > 1 && known.len() as f64 >= thing.people.len() as f64 * OF_GROUP;
            let first = known[0];
            for person in thing.people.iter().filter(|it| is_of_group && !known.contains(it)) {
                // A home takes in nobody of the family.
                let is_home = features[thing.feature].role != Role::Identifier;
                if is_home && known.iter().any(|it| homes.are_one_family(*it, *person)) {
                    continue;
                }
                has_grown |= self.join(first, *person);
            }
        }
        has_grown
    }

    fn told(self, things: &[Thing]) -> Vec<Operator> {
        let mut shared: BTreeMap<u32, Vec<Thing>> = BTreeMap::new();
        for thing in things {
            let inside = self.inside(thing);
            for (group, people) in inside.into_iter().filter(|(_, it)| it.len() > 1) {
                shared.entry(group).or_default().push(Thing { people, ..*thing });
            }
        }
        self.members
            .into_iter()
            .map(|(group, people)| Operator {
                people: people.into_iter().collect(),
                things: shared.remove(&group).unwrap_or_default(),
            })
            .collect()
    }
}
