//! From pairs to people: what was decided first, then the surest pair, and no two groups become one whose members mostly speak against
//! it or of whom somebody decided that they are different people.

use bonafide_model::{Decided, representative};
use rayon::prelude::*;

use super::{
    decisions::Decisions,
    grid::{FEW_ROWS, Grid},
    model::{Pattern, Weights},
};

/// A pair that is likely one person.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Edge {
    /// The smaller row.
    pub(crate) a: u32,
    /// The greater row.
    pub(crate) b: u32,
    /// Its weight in bits.
    pub(crate) weight: f64,
    /// How the two agree.
    pub(crate) pattern: Pattern,
}

impl Edge {
    /// A pair of rows with what it weighs, the smaller row first.
    pub(crate) fn between(weights: &Weights<'_>, grid: &Grid, (a, b): (u32, u32)) -> Self {
        let pattern = weights.pattern(grid.row(a), grid.row(b));
        Self { a, b, weight: weights.weigh(pattern, grid.row(a)), pattern }
    }

    /// The order in which pairs join: the surest first.
    pub(crate) fn by_weight(&self, other: &Self) -> std::cmp::Ordering {
        let by_place = || (self.a, self.b).cmp(&(other.a, other.b));
        other.weight.total_cmp(&self.weight).then_with(by_place)
    }
}

/// A join that was refused.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Refused {
    /// The pair that asked for it.
    pub(crate) edge: Edge,
    pub(crate) because: Because,
}

/// What spoke against a join.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Because {
    /// The mean weight between the members of the two groups.
    Mean(f64),
    /// It was decided that two rows, one of each group, are different people.
    Decided(u32, u32),
}

/// People, as groups of rows.
#[derive(Debug)]
pub(crate) struct Clusters {
    /// The smallest row of each row's group.
    pub(crate) of_row: Vec<u32>,
    /// Joins that were refused.
    pub(crate) refused: Vec<Refused>,
}

/// Members of each group that are asked at most.
const ASKED: usize = 6;

/// Groups rows; `weigh` tells the weight of any pair, `least` the mean weight at which two groups may become one. Every pair of which it was
/// decided that it is one person is among the edges, whatever its weight.
pub(crate) fn clusters(
    rows: usize,
    edges: Vec<Edge>,
    (weigh, least): (impl Fn(u32, u32) -> f64 + Sync, f64),
    decisions: &Decisions,
) -> Clusters {
    // What no pair connects has nothing to do with one another, and is near in memory if it is looked at by itself.
    let edges = by_component(rows, edges);
    let join = |edges: &[(u32, Edge)]| join(edges, (&weigh, least), decisions);
    let is_one = |x: &(u32, Edge), y: &(u32, Edge)| x.0 == y.0;
    let joined: Vec<Joined> = if rows <= FEW_ROWS {
        edges.chunk_by(is_one).map(join).collect()
    } else {
        edges.par_chunk_by(is_one).map(join).collect()
    };
    let mut of_row: Vec<u32> = (0..rows as u32).collect();
    let mut refused = Vec::new();
    for it in joined {
        it.first_of.iter().for_each(|(row, first)| of_row[*row as usize] = *first);
        refused.extend(it.refused);
    }
    refused.sort_unstable_by(|x, y| x.edge.by_weight(&y.edge));
    Clusters { of_row, refused }
}

/// Pairs behind the first row of all that pairs connect, the surest first within it.
fn by_component(rows: usize, edges: Vec<Edge>) -> Vec<(u32, Edge)> {
    let mut first_of: Vec<u32> = (0..rows as u32).collect();
    for edge in &edges {
        let a = representative(&mut first_of, edge.a);
        let b = representative(&mut first_of, edge.b);
        first_of[a.max(b) as usize] = a.min(b);
    }
    let mut res: Vec<(u32, Edge)> =
        edges.into_iter().map(|it| (representative(&mut first_of, it.a), it)).collect();
    res.par_sort_unstable_by(|x, y| x.0.cmp(&y.0).then_with(|| x.1.by_weight(&y.1)));
    res
}

/// What came of rows that pairs connect.
struct Joined {
    /// The rows that are of a group with a smaller one, with the smallest of it.
    first_of: Vec<(u32, u32)>,
    refused: Vec<Refused>,
}

/// Joins the rows of pairs of which the surest stands first.
fn join(
    edges: &[(u32, Edge)],
    (weigh, least): (&impl Fn(u32, u32) -> f64, f64),
    decisions: &Decisions,
) -> Joined {
    // Most that a pair connects is a pair.
    if let ([(_, edge)], true) = (edges, decisions.is_empty()) {
        let is_joined = edge.weight >= least;
        let refused = Refused { edge: *edge, because: Because::Mean(edge.weight) };
        return Joined {
            first_of: is_joined.then_some((edge.b, edge.a)).into_iter().collect(),
            refused: (!is_joined).then_some(refused).into_iter().collect(),
        };
    }
    let mut rows: Vec<u32> = edges.iter().flat_map(|(_, it)| [it.a, it.b]).collect();
    rows.sort_unstable();
    rows.dedup();
    let place = |row: u32| rows.partition_point(|it| *it < row) as u32;
    let weigh = |a: u32, b: u32| weigh(rows[a as usize], rows[b as usize]);
    let mut groups = Groups::of(rows.len(), &decisions.among(&rows));
    let mut refused = Vec::new();
    for (_, edge) in edges {
        let (a, b) = (groups.first(place(edge.a)), groups.first(place(edge.b)));
        if a == b {
            continue;
        }
        let because = if let Some((a, b)) = groups.told_apart(a, b) {
            Because::Decided(rows[a as usize], rows[b as usize])
        } else {
            let mean = groups.mean((a, b), *edge, &weigh);
            if mean >= least {
                groups.join(a, b);
                continue;
            }
            Because::Mean(mean)
        };
        refused.push(Refused { edge: *edge, because });
    }
    let all = 0..rows.len() as u32;
    let firsts = all.map(|it| (it, groups.first(it)));
    let given = firsts.filter(|(place, first)| place != first);
    let first_of = given.map(|(it, first)| (rows[it as usize], rows[first as usize])).collect();
    Joined { first_of, refused }
}

/// Groups of rows, the members of each as a chain: each row names the one behind it.
struct Groups {
    /// A smaller row of the same group, or the row itself.
    first_of: Vec<u32>,
    /// The row behind each row; a row that names itself is the last.
    next: Vec<u32>,
    /// The last row of the chain that starts with a row.
    last: Vec<u32>,
    /// For the first row of each group, its rows of which it was decided who is somebody else, and that one; empty where nothing was.
    apart: Vec<Vec<(u32, u32)>>,
}

impl Groups {
    /// Rows that are joined by what was decided alone.
    fn of(rows: usize, decided: &[(u32, u32, Decided)]) -> Self {
        let alone: Vec<u32> = (0..rows as u32).collect();
        let mut res =
            Self { first_of: alone.clone(), next: alone.clone(), last: alone, apart: Vec::new() };
        if decided.is_empty() {
            return res;
        }
        res.apart = vec![Vec::new(); rows];
        for (a, b, decided) in decided {
            match decided {
                Decided::OnePerson => {
                    let (a, b) = (res.first(*a), res.first(*b));
                    if a != b {
                        res.join(a, b);
                    }
                }
                Decided::DifferentPeople => {
                    let (first_a, first_b) = (res.first(*a), res.first(*b));
                    res.apart[first_a as usize].push((*a, *b));
                    res.apart[first_b as usize].push((*b, *a));
                }
            }
        }
        res
    }

    /// The smallest row of the group that a row is in.
    fn first(&mut self, row: u32) -> u32 {
        representative(&mut self.first_of, row)
    }

    /// Makes two groups one, known by their first rows.
    fn join(&mut self, a: u32, b: u32) {
        let (keep, give) = (a.min(b), a.max(b));
        let last = self.last[keep as usize];
        self.next[last as usize] = give;
        self.last[keep as usize] = self.last[give as usize];
        self.first_of[give as usize] = keep;
        if let Some(given) = self.apart.get_mut(give as usize).map(std::mem::take) {
            self.apart[keep as usize].extend(given);
        }
    }

    /// Rows of two groups of which it was decided that they are different people, the smaller first.
    fn told_apart(&mut self, a: u32, b: u32) -> Option<(u32, u32)> {
        let (own, others) = (self.apart.get(a as usize)?, self.apart.get(b as usize)?);
        let (few, other) = if own.len() <= others.len() { (own, b) } else { (others, a) };
        let first_of = &mut self.first_of;
        let found = few.iter().filter(|(_, it)| representative(first_of, *it) == other);
        found.map(|(x, y)| (*x.min(y), *x.max(y))).min()
    }

    /// The first members of a group that are asked.
    fn asked(&self, first: u32) -> impl Iterator<Item = u32> {
        let next = |row: &u32| Some(self.next[*row as usize]).filter(|it| it != row);
        std::iter::successors(Some(first), next).take(ASKED)
    }

    /// The mean weight between the members of two groups that a pair connects.
    fn mean(&self, (a, b): (u32, u32), edge: Edge, weigh: &impl Fn(u32, u32) -> f64) -> f64 {
        let is_alone = |it: u32| self.next[it as usize] == it;
        if is_alone(a) && is_alone(b) {
            return edge.weight;
        }
        let (mut sum, mut asked) = (0.0, 0.0);
        for x in self.asked(a) {
            for y in self.asked(b) {
                sum += weigh(x, y);
                asked += 1.0;
            }
        }
        sum / asked
    }
}

#[cfg(test)]
mod tests {
    use Decided::{DifferentPeople, OnePerson};

    use super::*;

    /// The first row of each of five rows that all pairs connect, the surest between neighbors; and what was refused.
    fn joined(decided: &[(u32, u32, Decided)]) -> (Vec<u32>, Vec<(u32, u32, Because)>) {
        let weight = |a: u32, b: u32| 20.0 - f64::from(a + 2 * b);
        let pairs = (0..5).flat_map(|a| (a + 1..5).map(move |b| (a, b)));
        let edges = pairs.map(|(a, b)| Edge { a, b, weight: weight(a, b), pattern: Pattern(0) });
        let decisions: Decisions = decided.iter().copied().collect();
        let res = clusters(5, edges.collect(), (weight, 0.0), &decisions);
        (res.of_row, res.refused.iter().map(|it| (it.edge.a, it.edge.b, it.because)).collect())
    }

    #[test]
    fn different_people_stay_apart_whatever_chain_leads_from_one_to_the_other() {
        assert_eq!(joined(&[]).0, [0, 0, 0, 0, 0]);
        let (of_row, refused) = joined(&[(0, 4, DifferentPeople), (4, 2, DifferentPeople)]);
        assert_eq!(of_row, [0, 0, 0, 0, 4]);
        assert_eq!(refused.len(), 4);
        assert_eq!(refused[0], (0, 4, Because::Decided(0, 4)));
        assert_eq!(refused[1], (1, 4, Because::Decided(0, 4)));
    }

    #[test]
    fn one_person_goes_before_the_surest_pair() {
        // Row 4 would come last, to a group of which one is somebody else.
        let (of_row, _) = joined(&[(0, 4, OnePerson), (0, 1, DifferentPeople)]);
        assert_eq!(of_row, [0, 1, 0, 0, 0]);
        let (of_row, _) = joined(&[(0, 1, DifferentPeople)]);
        assert_eq!(of_row, [0, 1, 0, 0, 0]);
        let (of_row, _) = joined(&[(1, 4, OnePerson), (3, 4, OnePerson), (0, 3, DifferentPeople)]);
        assert_eq!(of_row, [0, 1, 0, 1, 1]);
    }

    #[test]
    fn a_pair_alone_is_kept_apart_or_joined_as_was_decided() {
        let of = |weight: f64, decided| {
            let edges = vec![Edge { a: 0, b: 1, weight, pattern: Pattern(0) }];
            let decisions: Decisions = [(0, 1, decided)].into_iter().collect();
            clusters(2, edges, (|_, _| weight, -8.0), &decisions)
        };
        assert_eq!(of(30.0, DifferentPeople).of_row, [0, 1]);
        assert_eq!(of(30.0, DifferentPeople).refused[0].because, Because::Decided(0, 1));
        assert_eq!(of(-30.0, OnePerson).of_row, [0, 0]);
    }
}
