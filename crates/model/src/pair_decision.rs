//! What people who decide have said about pairs of records: that they are one person, or different people. It goes before every weight.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::representative;

/// What was decided about two records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Decided {
    /// They are one person.
    OnePerson,
    /// They are different people.
    DifferentPeople,
}

impl Decided {
    /// Words in which decisions are written down, in lower case; nothing where nobody has decided. The first of each is the one that we write.
    pub const WORDS: [(&str, Option<Self>); 8] = [
        ("same", Some(Self::OnePerson)),
        ("same person", Some(Self::OnePerson)),
        ("one person", Some(Self::OnePerson)),
        ("different", Some(Self::DifferentPeople)),
        ("different people", Some(Self::DifferentPeople)),
        ("distinct", Some(Self::DifferentPeople)),
        ("undecided", None),
        ("unsure", None),
    ];

    /// The word that we write.
    pub const fn word(self) -> &'static str {
        match self {
            Self::OnePerson => "same",
            Self::DifferentPeople => "different",
        }
    }
}

/// A decision about two records of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PairDecision {
    /// The row of the one.
    pub a: u32,
    /// The row of the other.
    pub b: u32,
    /// What was decided.
    pub decided: Decided,
}

/// Decisions that can all hold: none keeps apart what others make one person.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PairDecisions(Vec<PairDecision>);

/// A decision that keeps apart what others make one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contradiction {
    /// The place of the decision among those that were said.
    pub different: usize,
    /// Places of those that make the two one person, in order from the one to the other; none where the two are one record.
    pub same: Vec<usize>,
}

impl PairDecisions {
    /// Takes decisions: each pair once, the smaller row first, in order.
    ///
    /// # Errors
    /// The first of them that can't hold beside the others.
    pub fn of(said: &[PairDecision]) -> Result<Self, Contradiction> {
        let mut rows: Vec<u32> = said.iter().flat_map(|it| [it.a, it.b]).collect();
        rows.sort_unstable();
        rows.dedup();
        let place = |row: u32| rows.partition_point(|it| *it < row) as u32;
        let mut parents: Vec<u32> = (0..rows.len() as u32).collect();
        let is_same = |it: &&PairDecision| it.decided == Decided::OnePerson;
        for it in said.iter().filter(is_same) {
            let a = representative(&mut parents, place(it.a));
            let b = representative(&mut parents, place(it.b));
            parents[a.max(b) as usize] = a.min(b);
        }
        for (different, it) in said.iter().enumerate().filter(|it| !is_same(&it.1)) {
            let mut of = |row: u32| representative(&mut parents, place(row));
            if of(it.a) == of(it.b) {
                return Err(Contradiction { different, same: way(said, it.a, it.b) });
            }
        }
        let others = said.iter().filter(|it| it.a != it.b);
        let ordered = others.map(|it| PairDecision { a: it.a.min(it.b), b: it.a.max(it.b), ..*it });
        let res: BTreeSet<PairDecision> = ordered.collect();
        Ok(Self(res.into_iter().collect()))
    }

    /// The decisions, in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = PairDecision> + '_ {
        self.0.iter().copied()
    }

    /// Whether nothing was decided.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What was decided about two rows.
    pub fn about(&self, a: u32, b: u32) -> Option<Decided> {
        let pair = (a.min(b), a.max(b));
        let found = self.0.binary_search_by(|it| (it.a, it.b).cmp(&pair));
        found.ok().map(|it| self.0[it].decided)
    }
}

/// The shortest way from one row to another over decisions that make two one.
fn way(said: &[PairDecision], from: u32, to: u32) -> Vec<usize> {
    let mut ways = vec![(from, Vec::new())];
    let mut seen = BTreeSet::from([from]);
    let mut at = 0;
    while let Some((row, way)) = ways.get(at).cloned() {
        if row == to {
            return way;
        }
        for (place, it) in said.iter().enumerate() {
            let is_end = it.a == row || it.b == row;
            let other = if it.a == row { it.b } else { it.a };
            if it.decided == Decided::OnePerson && is_end && seen.insert(other) {
                ways.push((other, [&way[..], &[place]].concat()));
            }
        }
        at += 1;
    }
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(a: u32, b: u32) -> PairDecision {
        PairDecision { a, b, decided: Decided::OnePerson }
    }

    fn different(a: u32, b: u32) -> PairDecision {
        PairDecision { a, b, decided: Decided::DifferentPeople }
    }

    #[test]
    fn decisions_that_can_hold_are_kept_once_each() {
        let all = PairDecisions::of(&[different(7, 2), one(2, 3), different(2, 7), one(4, 4)]);
        let all = all.unwrap();
        assert_eq!(all.iter().collect::<Vec<_>>(), [one(2, 3), different(2, 7)]);
        assert_eq!(all.about(7, 2), Some(Decided::DifferentPeople));
        assert_eq!(all.about(3, 2), Some(Decided::OnePerson));
        assert_eq!(all.about(3, 7), None);
    }

    #[test]
    fn a_decision_that_cannot_hold_is_named_with_those_that_it_contradicts() {
        let said = [one(9, 8), one(1, 2), different(5, 6), one(3, 2), different(3, 1)];
        let expected = Contradiction { different: 4, same: vec![3, 1] };
        assert_eq!(PairDecisions::of(&said), Err(expected));
        let itself = Contradiction { different: 0, same: Vec::new() };
        assert_eq!(PairDecisions::of(&[different(1, 1)]), Err(itself));
    }
}
