//! Who else? From one persona along ties: nearest and most firmly tied first, each with the way that leads there.
//!
//! A step is as firm as what the two share, counted as networks count it: of every cause the heaviest thing. A way is as
//! firm as its weakest step, divided by its steps: what a friend's friend has in common with somebody says less of them.

use std::collections::BTreeMap;

use bonafide_model::{PersonaId, TieKind};

use crate::networks::{Cause, cause};

/// Steps of the longest way. Guess: past a third hand hardly anything follows.
pub const MOST_STEPS: usize = 3;

/// What of a tie matters on the way.
#[derive(Debug, Clone)]
pub struct Step {
    /// One side.
    pub a: PersonaId,
    /// The other.
    pub b: PersonaId,
    /// What kind of thing they share.
    pub kind: TieKind,
    /// How much it says.
    pub bits: f64,
}

/// Somebody that a way leads to.
#[derive(Debug, Clone, PartialEq)]
pub struct Reached {
    /// Who stands on the way, the one who is reached last.
    pub way: Vec<PersonaId>,
    /// How firm the way is: bits of its weakest step, divided by its steps.
    pub bits: f64,
}

/// For everybody those with whom they share something, and how firmly.
pub(crate) type Neighbors<'a> = BTreeMap<&'a PersonaId, BTreeMap<&'a PersonaId, f64>>;

/// By persona: how firm the best way of so many steps is, and who stands before its end.
type Front<'a> = BTreeMap<&'a PersonaId, (f64, &'a PersonaId)>;

/// Everybody within reach, most firmly tied first; of equals the nearer, then by id.
pub fn who_else(from: &PersonaId, steps: &[Step]) -> Vec<Reached> {
    reached(from, &neighbors(steps))
}

/// The same where it is known already how firmly pairs are tied.
pub(crate) fn reached(from: &PersonaId, neighbors: &Neighbors<'_>) -> Vec<Reached> {
    let mut fronts: Vec<Front<'_>> = vec![BTreeMap::from([(from, (f64::INFINITY, from))])];
    for taken in 0..MOST_STEPS {
        let mut next: Front<'_> = BTreeMap::new();
        for (at, (firm, _)) in &fronts[taken] {
            for (to, bits) in neighbors.get(at).into_iter().flatten().filter(|(to, _)| **to != from)
            {
                let firm = firm.min(*bits);
                let best = next.entry(to).or_insert((firm, at));
                if firm > best.0 {
                    *best = (firm, at);
                }
            }
        }
        fronts.push(next);
    }
    let mut best: BTreeMap<&PersonaId, (f64, usize)> = BTreeMap::new();
    for (taken, front) in fronts.iter().enumerate().skip(1) {
        for (to, (firm, _)) in front {
            let bits = firm / taken as f64;
            let entry = best.entry(to).or_insert((bits, taken));
            if bits > entry.0 {
                *entry = (bits, taken);
            }
        }
    }
    let mut res: Vec<Reached> = best
        .into_iter()
        .map(|(to, (bits, taken))| Reached { way: way(&fronts, to, taken), bits })
        .collect();
    res.sort_by(|x, y| {
        y.bits
            .total_cmp(&x.bits)
            .then_with(|| (x.way.len(), x.way.last()).cmp(&(y.way.len(), y.way.last())))
    });
    res
}

/// The firmness of every pair, from both sides.
pub(crate) fn neighbors(steps: &[Step]) -> Neighbors<'_> {
    let mut causes: BTreeMap<(&PersonaId, &PersonaId), BTreeMap<Cause, f64>> = BTreeMap::new();
    for step in steps.iter().filter(|it| it.bits > 0.0) {
        for pair in [(&step.a, &step.b), (&step.b, &step.a)] {
            let bits = causes.entry(pair).or_default().entry(cause(step.kind)).or_default();
            *bits = bits.max(step.bits);
        }
    }
    let mut res = Neighbors::new();
    for ((a, b), causes) in causes {
        res.entry(a).or_default().insert(b, causes.values().sum());
    }
    res
}

fn way(fronts: &[Front<'_>], to: &PersonaId, taken: usize) -> Vec<PersonaId> {
    let mut res = vec![to.clone()];
    let mut at = to;
    for front in fronts[2..=taken.max(1)].iter().rev() {
        at = front[at].1;
        res.push(at.clone());
    }
    res.reverse();
    res
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(text: &str) -> PersonaId {
        PersonaId(text.into())
    }

    fn reached(ties: &[(&str, &str, TieKind, f64)]) -> Vec<String> {
        let steps: Vec<Step> = ties
            .iter()
            .map(|(a, b, kind, bits)| Step { a: id(a), b: id(b), kind: *kind, bits: *bits })
            .collect();
        let shown = |it: &Reached| {
            let way: Vec<String> = it.way.iter().map(ToString::to_string).collect();
            format!("{} {:.1}", way.join(" "), it.bits)
        };
        who_else(&id("A"), &steps).iter().map(shown).collect()
    }

    #[test]
    fn the_firmest_come_first_and_causes_add_up() {
        let ties = [
            ("A", "B", TieKind::Phone, 7.0),
            ("A", "C", TieKind::Phone, 6.0),
            ("A", "C", TieKind::Mailbox, 5.0),
            ("A", "C", TieKind::Address, 4.0),
            ("X", "Y", TieKind::Wallet, 9.0),
        ];
        assert_eq!(reached(&ties), ["C 10.0", "B 7.0"]);
    }

    #[test]
    fn a_way_is_as_firm_as_its_weakest_step_and_long_ways_say_less() {
        let chain = [
            ("A", "B", TieKind::BankAccount, 9.0),
            ("B", "C", TieKind::Phone, 6.0),
            ("C", "D", TieKind::Wallet, 9.0),
            ("D", "E", TieKind::Wallet, 9.0),
        ];
        assert_eq!(reached(&chain), ["B 9.0", "B C 3.0", "B C D 2.0"]);
    }

    #[test]
    fn a_firm_way_round_goes_before_a_weak_tie() {
        let ties = [
            ("A", "C", TieKind::Vouching, 2.0),
            ("A", "B", TieKind::BankAccount, 9.0),
            ("B", "C", TieKind::Authenticator, 9.0),
        ];
        assert_eq!(reached(&ties), ["B 9.0", "B C 4.5"]);
    }

    #[test]
    fn what_weighs_nothing_leads_nowhere() {
        assert!(reached(&[("A", "B", TieKind::Phone, 0.0)]).is_empty());
    }
}
