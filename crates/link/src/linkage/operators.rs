//! Who may be behind several people: things that people share who say that they are different.
//!
//! This is a graph of its own, of people and things, and is never folded into identities. A group begins where people share two
//! independent things, or one that only very few hold; it grows by things that the group already shares. What many share ties nobody,
//! and what a household shares counts once.

use std::collections::{BTreeMap, BTreeSet};

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
    let families = Families::of(features, grid, of_row, &things);
    let mut groups = Groups::default();
    for ((a, b), shared) in pairs(&things) {
        if is_core(features, &things, &shared, families.are_one(a, b)) {
            groups.join(a, b);
        }
    }
    for _ in 0..ROUNDS {
        if !groups.grow(features, &things, &families) {
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
    let mut res = Vec::new();
    for (place, feature) in features.iter().enumerate() {
        if !matches!(feature.role, Role::Phone | Role::Identifier | Role::Address) {
            continue;
        }
        let mut held: Vec<(u32, u32, u32)> = (0..)
            .zip(of_row)
            .map(|(row, person)| (grid.row(row).numbers[place], *person, row))
            .filter(|(number, _, _)| feature.counts[*number as usize] > 1 && *number != 0)
            .collect();
        held.sort_unstable();
        held.dedup_by_key(|it| (it.0, it.1));
        for sharers in held.chunk_by(|x, y| x.0 == y.0) {
            if sharers.len() > MOST_SHARERS {
                *muted.entry(place).or_default() += 1;
            } else if sharers.len() > 1 {
                let people = sharers.iter().map(|(_, person, _)| *person).collect();
                res.push(Thing { feature: place, row: sharers[0].2, people });
            }
        }
    }
    // By who shares them, since numbers of forms depend on the order of rows.
    res.sort_by(|x, y| (x.feature, &x.people, x.row).cmp(&(y.feature, &y.people, y.row)));
    res
}

/// Names by which people can be of one family.
#[derive(Debug, Default)]
struct Names {
    family: BTreeSet<u32>,
    given: BTreeSet<u32>,
}

/// The names of everybody who shares something.
struct Families<'a> {
    family: Option<&'a Feature>,
    given: Option<&'a Feature>,
    of_person: BTreeMap<u32, Names>,
}

impl<'a> Families<'a> {
    fn of(features: &'a [Feature], grid: &Grid, of_row: &[u32], things: &[Thing]) -> Self {
        let place = |role: Role| features.iter().position(|it| it.role == role);
        let (family, given) = (place(Role::Family), place(Role::Given));
        let mut of_person: BTreeMap<u32, Names> =
            things.iter().flat_map(|it| &it.people).map(|it| (*it, Names::default())).collect();
        for (row, person) in (0..).zip(of_row) {
            let Some(names) = of_person.get_mut(person) else { continue };
            let number = |place: Option<usize>| {
                place.map(|it| grid.row(row).numbers[it]).filter(|it| *it != 0)
            };
            names.family.extend(number(family));
            names.given.extend(number(given));
        }
        Self {
            family: family.map(|it| &features[it]),
            given: given.map(|it| &features[it]),
            of_person,
        }
    }

    /// Whether two people can be of one family: a family name is the same or written almost so, stands in the place of the given
    /// one, or is not known.
    fn are_one(&self, a: u32, b: u32) -> bool {
        let (Some(a), Some(b)) = (self.of_person.get(&a), self.of_person.get(&b)) else {
            return false;
        };
        if a.family.is_empty() || b.family.is_empty() || !a.family.is_disjoint(&b.family) {
            return true;
        }
        let (Some(family), Some(given)) = (self.family, self.given) else { return false };
        let is_close = |x: &u32, y: &u32| short::is_close(family.form(*x), family.form(*y));
        let is_swapped = |x: &Names, y: &Names| {
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

/// Whether two people share enough for a group to begin.
fn is_core(features: &[Feature], things: &[Thing], shared: &[usize], are_family: bool) -> bool {
    let of =
        |role: Role| shared.iter().filter(move |it| features[things[**it].feature].role == role);
    let own: BTreeSet<usize> = of(Role::Identifier).map(|it| things[*it].feature).collect();
    // Phone and address are one thing, the home: people live together under two names as well as under one.
    let has_home = of(Role::Phone).chain(of(Role::Address)).next().is_some();
    let is_rare = of(Role::Identifier).any(|it| things[*it].people.len() <= FEW_SHARERS);
    match own.len() {
        0 => false,
        1 => has_home || (is_rare && !are_family),
        _ => true,
    }
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
    fn grow(&mut self, features: &[Feature], things: &[Thing], families: &Families<'_>) -> bool {
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
                if is_home && known.iter().any(|it| families.are_one(*it, *person)) {
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
