//! From pairs to people: the surest pair first, and no two groups become one whose members mostly speak against it.

use bonafide_model::representative;
use rayon::prelude::*;

use super::{grid::FEW_ROWS, model::Pattern};

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
    /// The mean weight between the members of the two groups.
    pub(crate) mean: f64,
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

/// Groups rows; `weigh` tells the weight of any pair, `least` the mean weight at which two groups may become one.
pub(crate) fn clusters(
    rows: usize,
    edges: Vec<Edge>,
    weigh: impl Fn(u32, u32) -> f64 + Sync,
    least: f64,
) -> Clusters {
    // What no pair connects has nothing to do with one another, and is near in memory if it is looked at by itself.
    let edges = by_component(rows, edges);
    let join = |edges: &[(u32, Edge)]| join(edges, &weigh, least);
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
fn join(edges: &[(u32, Edge)], weigh: &impl Fn(u32, u32) -> f64, least: f64) -> Joined {
    // Most that a pair connects is a pair.
    if let [(_, edge)] = edges {
        let is_joined = edge.weight >= least;
        let refused = Refused { edge: *edge, mean: edge.weight };
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
    let mut first_of: Vec<u32> = (0..rows.len() as u32).collect();
    let mut members = Members::of(rows.len());
    let mut refused = Vec::new();
    for (_, edge) in edges {
        let a = representative(&mut first_of, place(edge.a));
        let b = representative(&mut first_of, place(edge.b));
        if a == b {
            continue;
        }
        let mean = mean(&members, (a, b), *edge, &weigh);
        if mean < least {
            refused.push(Refused { edge: *edge, mean });
            continue;
        }
        let (keep, give) = (a.min(b), a.max(b));
        members.join(keep, give);
        first_of[give as usize] = keep;
    }
    let all = 0..rows.len() as u32;
    let firsts = all.map(|it| (it, representative(&mut first_of, it)));
    let given = firsts.filter(|(place, first)| place != first);
    let first_of = given.map(|(it, first)| (rows[it as usize], rows[first as usize])).collect();
    Joined { first_of, refused }
}

/// The members of groups as chains: each row names the one behind it.
struct Members {
    /// The row behind each row; a row that names itself is the last.
    next: Vec<u32>,
    /// The last row of the chain that starts with a row.
    last: Vec<u32>,
}

impl Members {
    fn of(rows: usize) -> Self {
        let alone: Vec<u32> = (0..rows as u32).collect();
        Self { next: alone.clone(), last: alone }
    }

    /// Puts one chain behind another.
    fn join(&mut self, first: u32, second: u32) {
        let last = self.last[first as usize];
        self.next[last as usize] = second;
        self.last[first as usize] = self.last[second as usize];
    }

    /// The first members of a group that are asked.
    fn asked(&self, first: u32) -> impl Iterator<Item = u32> {
        let next = |row: &u32| Some(self.next[*row as usize]).filter(|it| it != row);
        std::iter::successors(Some(first), next).take(ASKED)
    }
}

fn mean(
    members: &Members,
    (a, b): (u32, u32),
    edge: Edge,
    weigh: &impl Fn(u32, u32) -> f64,
) -> f64 {
    let is_alone = |it: u32| members.next[it as usize] == it;
    if is_alone(a) && is_alone(b) {
        return edge.weight;
    }
    let (mut sum, mut asked) = (0.0, 0.0);
    for x in members.asked(a) {
        for y in members.asked(b) {
            sum += weigh(x, y);
            asked += 1.0;
        }
    }
    sum / asked
}
