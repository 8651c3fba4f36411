//! From pairs to people: the surest pair first, and no two groups become one whose members mostly speak against it.

use bonafide_model::representative;
use rayon::prelude::*;

use super::model::Pattern;

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
    mut edges: Vec<Edge>,
    weigh: impl Fn(u32, u32) -> f64,
    least: f64,
) -> Clusters {
    edges.par_sort_unstable_by(Edge::by_weight);
    let mut of_row: Vec<u32> = (0..rows as u32).collect();
    let mut members = Members::of(rows);
    let mut refused = Vec::new();
    for edge in edges {
        let (a, b) = (representative(&mut of_row, edge.a), representative(&mut of_row, edge.b));
        if a == b {
            continue;
        }
        let mean = mean(&members, (a, b), edge, &weigh);
        if mean < least {
            refused.push(Refused { edge, mean });
            continue;
        }
        let (keep, give) = (a.min(b), a.max(b));
        members.join(keep, give);
        of_row[give as usize] = keep;
    }
    for row in 0..rows as u32 {
        representative(&mut of_row, row);
    }
    Clusters { of_row, refused }
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
