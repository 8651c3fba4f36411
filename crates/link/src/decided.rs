//! What people have decided about who is one person, by the identifiers that their register names. It goes before everything else.
//!
//! A decision is no statement of a person: it makes nobody, names nobody, and speaks for or against nobody.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_model::{
    Decided, Fact, Identifier, Ledger, Provenance, RecordKey, Sentence, Sighting, Subject, sentence,
};

use crate::{
    fold::name_of,
    record::{Node, shown},
    union::{Ground, Reason, Sets},
};

/// What identifies: of a mailbox what is written differently and means the same is the same.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Name<'a> {
    Issued(&'a Identifier),
    Mailbox(String),
}

impl<'a> Name<'a> {
    fn of(identifier: &'a Identifier) -> Self {
        if let Identifier::Mailbox(email) = identifier {
            Self::Mailbox(email.mailbox_key())
        } else {
            Self::Issued(identifier)
        }
    }
}

/// One decision of a register.
#[derive(Debug)]
pub(crate) struct Said {
    ends: [Identifier; 2],
    decided: Decided,
    from: Provenance,
}

/// Takes the registers of decisions out of the ledger.
pub(crate) fn take(ledger: &mut Ledger) -> Vec<Said> {
    let decides = |_: &Subject, facts: &mut BTreeMap<Fact, Sighting>| {
        facts.keys().any(|it| matches!(it, Fact::Decided { .. }))
    };
    let facts = ledger.said.extract_if(.., decides).flat_map(|it| it.1);
    let said = facts.filter_map(|(fact, sighting)| {
        let Fact::Decided { one, other, decided } = fact else { return None };
        Some(Said { ends: [one, other], decided, from: sighting.from })
    });
    said.collect()
}

/// The decisions, and the number of each identifier that they name.
#[derive(Debug, Default)]
pub(crate) struct Decisions<'a> {
    numbers: BTreeMap<Name<'a>, u32>,
    /// Identifiers by their numbers.
    named: Vec<&'a Identifier>,
    /// Pairs of numbers, the smaller first.
    different: BTreeMap<(u32, u32), &'a Provenance>,
    same: BTreeMap<(u32, u32), &'a Provenance>,
}

impl<'a> Decisions<'a> {
    pub(crate) fn of(said: &'a [Said]) -> Self {
        let mut res = Self::default();
        for it in said {
            let [a, b] = it.ends.each_ref().map(|it| res.number(it));
            let pairs = match it.decided {
                Decided::OnePerson => &mut res.same,
                Decided::DifferentPeople => &mut res.different,
            };
            pairs.entry((a.min(b), a.max(b))).or_insert(&it.from);
        }
        res
    }

    fn number(&mut self, identifier: &'a Identifier) -> u32 {
        let next = self.named.len() as u32;
        let number = *self.numbers.entry(Name::of(identifier)).or_insert(next);
        if number == next {
            self.named.push(identifier);
        }
        number
    }

    /// The numbers of identifiers that a record knows. Of a decision whose two sides it names it knows nothing: it can't be kept apart
    /// from itself.
    pub(crate) fn known_to(&self, node: &Node<'_>) -> BTreeSet<u32> {
        let mut res = self.named_by(node);
        for (a, b) in self.torn(&res) {
            res.remove(&a);
            res.remove(&b);
        }
        res
    }

    /// The numbers of identifiers that a record names. A file mentions mailboxes of others, such as a referee's.
    fn named_by(&self, node: &Node<'_>) -> BTreeSet<u32> {
        if self.named.is_empty() {
            return BTreeSet::new();
        }
        let issued = node.identifiers.iter().map(|it| Name::Issued(it));
        let own = node.mailboxes.keys().filter(|_| !node.is_file);
        let names = issued.chain(own.map(|it| Name::Mailbox(it.clone())));
        names.filter_map(|it| self.numbers.get(&it).copied()).collect()
    }

    /// Pairs among numbers that were decided to be different people.
    fn torn(&self, known: &BTreeSet<u32>) -> Vec<(u32, u32)> {
        if known.len() < 2 {
            return Vec::new();
        }
        let both = |(a, b): &&(u32, u32)| known.contains(a) && known.contains(b);
        self.different.keys().filter(both).copied().collect()
    }

    /// The line that says that two sets of records, by the numbers that they know, are different people.
    pub(crate) fn keeps_apart(
        &self,
        a: &BTreeSet<u32>,
        b: &BTreeSet<u32>,
    ) -> Option<&'a Provenance> {
        let pairs = a.iter().flat_map(|x| b.iter().map(move |y| (*x.min(y), *x.max(y))));
        pairs.filter_map(|it| self.different.get(&it).copied()).min()
    }

    /// The records that name each number's identifier, in order.
    pub(crate) fn named_in(&self, nodes: &[Node<'_>]) -> Vec<Vec<usize>> {
        let mut res: Vec<Vec<usize>> = vec![Vec::new(); self.named.len()];
        for (idx, node) in nodes.iter().enumerate() {
            self.named_by(node).iter().for_each(|it| res[*it as usize].push(idx));
        }
        res
    }

    /// Joins those who were decided to be one person, and tells what could not be kept and what to do about it.
    pub(crate) fn join(
        &self,
        nodes: &[Node<'_>],
        sets: &mut Sets<'_>,
        named_in: &[Vec<usize>],
    ) -> Vec<Sentence> {
        let mut unkept = Vec::new();
        for ((a, b), from) in &self.different {
            let [ones, others] = [a, b].map(|it| &named_in[*it as usize]);
            let both = ones.iter().filter(|it| others.binary_search(it).is_ok());
            unkept.extend(both.map(|it| self.torn_by((*a, *b), nodes[*it].key, from)));
        }
        for ((a, b), from) in self.same.iter().chain(&self.different) {
            let nobodys = [a, b].into_iter().filter(|it| named_in[**it as usize].is_empty());
            unkept.extend(nobodys.map(|it| {
                sentence!(
                    "{} names {}, which no other record has, so that it decides nothing; correct it",
                    *from,
                    name_of(self.named[*it as usize])
                )
            }));
        }
        for ((a, b), from) in &self.same {
            let ends = [a, b].map(|it| named_in[*it as usize].as_slice());
            unkept.extend(join_ends(nodes, sets, (ends, from)));
        }
        unkept
    }

    /// Records of people who were decided to be different, two for each two people that were named.
    pub(crate) fn apart(
        &self,
        nodes: &[Node<'_>],
        sets: &mut Sets<'_>,
        named_in: &[Vec<usize>],
    ) -> Vec<[RecordKey; 2]> {
        let mut res = Vec::new();
        for (a, b) in self.different.keys() {
            let [ones, others] = [a, b].map(|it| people(&named_in[*it as usize], sets));
            for (one, x) in &ones {
                for (_, y) in others.iter().filter(|(other, _)| *other != one) {
                    res.push([*x, *y].map(|it| nodes[it].key.clone()));
                }
            }
        }
        res
    }

    fn torn_by(&self, (a, b): (u32, u32), by: &RecordKey, from: &Provenance) -> Sentence {
        let [one, other] = [a, b].map(|it| name_of(self.named[it as usize]));
        sentence!(
            "{} says that {} and {} are different people, but {} names both; correct one of the two",
            from,
            one,
            other,
            shown(by)
        )
    }
}

/// The people of some records, each with the first of them.
fn people(records: &[usize], sets: &mut Sets<'_>) -> BTreeMap<usize, usize> {
    records.iter().rev().map(|it| (sets.root(*it), *it)).collect()
}

/// Joins the people who are known at two ends of a decision; tells if one of them is several people.
fn join_ends(
    nodes: &[Node<'_>],
    sets: &mut Sets<'_>,
    (ends, from): ([&[usize]; 2], &Provenance),
) -> Option<Sentence> {
    let mut people = ends.map(|it| people(it, sets));
    if let Some(several) = people.iter().map(BTreeMap::len).find(|it| *it > 1) {
        return Some(sentence!(
            "{} names what {} people have, so that it joins nobody; name a candidate id or a worker number",
            from,
            several
        ));
    }
    let [Some((_, a)), Some((_, b))] = people.each_mut().map(BTreeMap::pop_first) else {
        return None;
    };
    sets.join((a, b), Ground::Decided, || Reason {
        clause: sentence!(
            "{} and {} were decided to be one person ({})",
            shown(nodes[a].key),
            shown(nodes[b].key),
            from
        ),
        and: "",
    });
    None
}
