//! From pairs to people: the surest pair first, and no two groups become one whose members mostly speak against it.

use bonafide_model::representative;
use rayon::prelude::*;

/// A pair that is likely one person.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Edge {
    /// The smaller row.
    pub(crate) a: u32,
    /// The greater row.
    pub(crate) b: u32,
    /// Its weight in bits.
    pub(crate) weight: f64,
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
    edges.par_sort_unstable_by(|x, y| {
        y.weight.total_cmp(&x.weight).then_with(|| (x.a, x.b).cmp(&(y.a, y.b)))
    });
    let mut of_row: Vec<u32> = (0..rows as u32).collect();
    let mut members: Vec<Vec<u32>> = vec![Vec::new(); rows];
    let mut refused = Vec::new();
    for edge in edges {
        let (a, b) = (representative(&mut of_row, edge.a), representative(&mut of_row, edge.b));
        if a == b {
            continue;
        }
        let mean = mean(side(&members, &a), side(&members, &b), edge, &weigh);
        if mean < least {
            refused.push(Refused { edge, mean });
            continue;
        }
        let (keep, give) = (a.min(b), a.max(b));
        let given = std::mem::take(&mut members[give as usize]);
        let kept = &mut members[keep as usize];
        if kept.is_empty() {
            kept.push(keep);
        }
        if given.is_empty() {
            kept.push(give);
        } else {
            kept.extend(given);
        }
        of_row[give as usize] = keep;
    }
    for row in 0..rows as u32 {
        representative(&mut of_row, row);
    }
    Clusters { of_row, refused }
}

/// The members of a group; a row that stands alone is its own.
fn side<'a>(members: &'a [Vec<u32>], root: &'a u32) -> &'a [u32] {
    let members = members[*root as usize].as_slice();
    if members.is_empty() { std::slice::from_ref(root) } else { members }
}

fn mean(a: &[u32], b: &[u32], edge: Edge, weigh: &impl Fn(u32, u32) -> f64) -> f64 {
    if a.len() == 1 && b.len() == 1 {
        return edge.weight;
    }
    let (mut sum, mut asked) = (0.0, 0.0);
    for x in a.iter().take(ASKED) {
        for y in b.iter().take(ASKED) {
            sum += weigh(*x, *y);
            asked += 1.0;
        }
    }
    sum / asked
}
