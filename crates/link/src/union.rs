//! Disjoint sets of records that refuse to become two people.
//!
//! Two worker numbers stay two people whatever chain of softer joins leads from one to the other, unless the
//! organisation itself says otherwise and the names agree. What people have decided goes before both.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use bonafide_model::{Identifier, Sentence, representative, sentence, value::PersonName};

use crate::{
    decided::Decisions,
    names::{self, Agreement},
    record::Node,
};

/// Refusals kept for two people. Guess: enough to read.
const MOST_REFUSALS: usize = 5;

const NAMES_DIFFER: &str = "their names differ";

/// How strong the ground of a join is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ground {
    /// Somebody decided that they are one person.
    Decided,
    /// An identifier that the organisation gave out.
    Issued,
    /// Something personal; names must agree.
    Personal,
    /// Something personal, where one side has no name that could disagree.
    Nameless,
}

/// What a set of records claims.
#[derive(Default)]
struct Claims<'a> {
    workers: BTreeSet<&'a Arc<str>>,
    candidates: BTreeSet<&'a Arc<str>>,
    names: BTreeSet<&'a PersonName>,
    is_engaged: bool,
    /// Numbers of identifiers that decisions name.
    decided: BTreeSet<u32>,
}

/// What brings two records together.
pub(crate) struct Reason {
    /// A clause: `a and b have one mailbox`.
    pub(crate) clause: Sentence,
    /// What more can be said where they are joined: `, and their names agree`.
    pub(crate) and: &'static str,
}

impl Reason {
    /// The same with something more to say.
    pub(crate) fn and(self, and: &'static str) -> Self {
        Self { and, ..self }
    }
}

/// The sets, why they were joined, and why others were not.
pub(crate) struct Sets<'a> {
    parent: Vec<u32>,
    claims: Vec<Claims<'a>>,
    decisions: &'a Decisions<'a>,
    joins: Vec<(usize, Sentence)>,
    refusals: Vec<(usize, usize, Sentence)>,
}

impl<'a> Sets<'a> {
    /// Every record by itself.
    pub(crate) fn of(nodes: &[Node<'a>], decisions: &'a Decisions<'a>) -> Self {
        let claims = nodes.iter().map(|node| {
            let mut claims = Claims {
                names: node.names.clone(),
                is_engaged: node.is_engaged,
                decided: decisions.known_to(node),
                ..Claims::default()
            };
            for identifier in &node.identifiers {
                if let Identifier::Worker(number) = identifier {
                    claims.workers.insert(number);
                } else if let Identifier::Candidate(id) = identifier {
                    claims.candidates.insert(id);
                }
            }
            claims
        });
        Self {
            parent: (0..nodes.len() as u32).collect(),
            claims: claims.collect(),
            decisions,
            joins: Vec::new(),
            refusals: Vec::new(),
        }
    }

    /// The set that a record is in, by its representative.
    pub(crate) fn root(&mut self, node: usize) -> usize {
        representative(&mut self.parent, node as u32) as usize
    }

    /// Names in the set of a record.
    pub(crate) fn names(&mut self, node: usize) -> &BTreeSet<&'a PersonName> {
        let root = self.root(node);
        &self.claims[root].names
    }

    /// Whether the set of a record holds an application or a hire.
    pub(crate) fn is_engaged(&mut self, node: usize) -> bool {
        let root = self.root(node);
        self.claims[root].is_engaged
    }

    /// Whether the names of two sets agree.
    pub(crate) fn compare(&mut self, a: usize, b: usize) -> Agreement {
        let (a, b) = (self.root(a), self.root(b));
        names::compare_all(
            self.claims[a].names.iter().copied(),
            self.claims[b].names.iter().copied(),
        )
    }

    /// Joins two sets if nothing speaks against it; `true` if they are one afterwards. A refusal is kept.
    pub(crate) fn join(
        &mut self,
        (a, b): (usize, usize),
        ground: Ground,
        why: impl FnOnce() -> Reason,
    ) -> bool {
        let (root_a, root_b) = (self.root(a), self.root(b));
        if root_a == root_b {
            return true;
        }
        if let Some(conflict) = self.conflict(root_a, root_b, ground) {
            let Reason { clause, .. } = why();
            self.refusals.push((a, b, sentence!("{}, but {}", clause, conflict)));
            return false;
        }
        // The smaller representative stays, so that sets do not depend on the order of joins.
        let (keep, give) = (root_a.min(root_b), root_a.max(root_b));
        let given = std::mem::take(&mut self.claims[give]);
        let kept = &mut self.claims[keep];
        kept.workers.extend(given.workers);
        kept.candidates.extend(given.candidates);
        kept.names.extend(given.names);
        kept.is_engaged |= given.is_engaged;
        kept.decided.extend(given.decided);
        self.parent[give] = keep as u32;
        let Reason { clause, and } = why();
        self.joins.push((keep, sentence!("{}{}", clause, and)));
        true
    }

    /// What speaks against joining two sets on this ground.
    fn conflict(&mut self, a: usize, b: usize, ground: Ground) -> Option<Sentence> {
        let decided = [a, b].map(|it| &self.claims[it].decided);
        if let Some(from) = self.decisions.keeps_apart(decided[0], decided[1]) {
            return Some(sentence!("they were decided to be different people ({})", from));
        }
        self.contradiction(a, b, ground).map(Sentence::plain)
    }

    /// What in the records themselves speaks against it.
    fn contradiction(&mut self, a: usize, b: usize, ground: Ground) -> Option<&'static str> {
        let apart = |a: &BTreeSet<&Arc<str>>, b: &BTreeSet<&Arc<str>>| {
            !a.is_empty() && !b.is_empty() && a.is_disjoint(b)
        };
        let two_workers = apart(&self.claims[a].workers, &self.claims[b].workers);
        let two_candidates = apart(&self.claims[a].candidates, &self.claims[b].candidates);
        // Most joins are on issued identifiers without a conflict; names are compared only where they matter.
        match ground {
            Ground::Decided => None,
            // A rehire gets a second number; with another name it is another person, or a mistake of the export.
            Ground::Issued if two_workers => self.disagreement(a, b),
            Ground::Issued if two_candidates => self.difference(a, b),
            Ground::Issued => None,
            Ground::Personal | Ground::Nameless if two_workers => {
                Some("they have two worker numbers")
            }
            Ground::Personal => self.disagreement(a, b),
            Ground::Nameless if two_candidates => Some("they have two candidate ids"),
            Ground::Nameless => self.difference(a, b),
        }
    }

    fn difference(&mut self, a: usize, b: usize) -> Option<&'static str> {
        (self.compare(a, b) == Agreement::Differ).then_some(NAMES_DIFFER)
    }

    /// Why the names of two sets do not agree; `None` if they do.
    fn disagreement(&mut self, a: usize, b: usize) -> Option<&'static str> {
        match self.compare(a, b) {
            Agreement::Agree => None,
            Agreement::Differ => Some(NAMES_DIFFER),
            Agreement::Unknown => Some("their names are too short to tell"),
        }
    }

    /// How many refusals were kept so far.
    pub(crate) fn n_refusals(&self) -> usize {
        self.refusals.len()
    }

    /// Forgets refusals beyond so many: where one thing is refused to hundreds, a few tell why.
    pub(crate) fn keep_refusals(&mut self, count: usize) {
        self.refusals.truncate(count);
    }

    /// Ends joining: members of every set in order, with the reasons of its joins in order; and what stayed apart.
    pub(crate) fn into_groups(mut self) -> (Vec<Group>, Vec<Refusal>) {
        let refusals = self.kept_refusals();
        let mut groups: BTreeMap<usize, Group> = BTreeMap::new();
        for node in 0..self.parent.len() {
            let root = self.root(node);
            groups.entry(root).or_default().nodes.push(node);
        }
        for (node, why) in std::mem::take(&mut self.joins) {
            let root = self.root(node);
            groups.entry(root).or_default().joins.push(why);
        }
        (groups.into_values().collect(), refusals)
    }

    /// Refusals between records that stayed apart to the end, a few for each two sets, in order.
    fn kept_refusals(&mut self) -> Vec<Refusal> {
        let refusals = std::mem::take(&mut self.refusals);
        let mut res: BTreeMap<(usize, usize), BTreeMap<Sentence, Refusal>> = BTreeMap::new();
        for (a, b, because) in refusals {
            let (root_a, root_b) = (self.root(a), self.root(b));
            let kept = res.entry((root_a.min(root_b), root_a.max(root_b))).or_default();
            if root_a != root_b && kept.len() < MOST_REFUSALS {
                kept.insert(because.clone(), Refusal { a, b, because });
            }
        }
        res.into_values().flat_map(BTreeMap::into_values).collect()
    }
}

/// Two records that something brought together and that stay two people, by position.
pub(crate) struct Refusal {
    pub(crate) a: usize,
    pub(crate) b: usize,
    pub(crate) because: Sentence,
}

/// Records that are one claimed person, by position.
#[derive(Default)]
pub(crate) struct Group {
    /// Positions of the records, in order.
    pub(crate) nodes: Vec<usize>,
    /// Why they were joined.
    pub(crate) joins: Vec<Sentence>,
}
