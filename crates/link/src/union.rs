//! Disjoint sets of records that refuse to become two people.
//!
//! Two worker numbers stay two people whatever chain of softer joins leads from one to the other, unless the
//! organisation itself says otherwise and the names agree.

use std::{collections::BTreeSet, sync::Arc};

use bonafide_model::{Identifier, Sentence, value::PersonName};

use crate::{
    names::{self, Agreement},
    record::Node,
};

/// How strong the ground of a join is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ground {
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
}

/// The sets, and why they were joined.
pub(crate) struct Sets<'a> {
    parent: Vec<u32>,
    claims: Vec<Claims<'a>>,
    joins: Vec<(usize, Sentence)>,
}

impl<'a> Sets<'a> {
    /// Every record by itself.
    pub(crate) fn of(nodes: &[Node<'a>]) -> Self {
        let claims = nodes.iter().map(|node| {
            let mut claims = Claims {
                names: node.names.clone(),
                is_engaged: node.is_engaged,
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
            joins: Vec::new(),
        }
    }

    /// The set that a record is in, by its representative.
    pub(crate) fn root(&mut self, node: usize) -> usize {
        root(&mut self.parent, node as u32) as usize
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

    /// Joins two sets if nothing speaks against it; `true` if they are one afterwards.
    pub(crate) fn join(
        &mut self,
        (a, b): (usize, usize),
        ground: Ground,
        why: impl FnOnce() -> Sentence,
    ) -> bool {
        let (root_a, root_b) = (self.root(a), self.root(b));
        if root_a == root_b {
            return true;
        }
        if !self.may_join(root_a, root_b, ground) {
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
        self.parent[give] = keep as u32;
        self.joins.push((keep, why()));
        true
    }

    fn may_join(&mut self, a: usize, b: usize, ground: Ground) -> bool {
        let conflict = |a: &BTreeSet<&Arc<str>>, b: &BTreeSet<&Arc<str>>| {
            !a.is_empty() && !b.is_empty() && a.is_disjoint(b)
        };
        let two_workers = conflict(&self.claims[a].workers, &self.claims[b].workers);
        let two_candidates = conflict(&self.claims[a].candidates, &self.claims[b].candidates);
        let mut agreement = || self.compare(a, b);
        match ground {
            // A rehire gets a second number; with another name it is another person, or a mistake of the export.
            Ground::Issued if two_workers => agreement() == Agreement::Agree,
            Ground::Issued if two_candidates => agreement() != Agreement::Differ,
            Ground::Issued => true,
            Ground::Personal => !two_workers && agreement() == Agreement::Agree,
            Ground::Nameless => !two_workers && !two_candidates && agreement() != Agreement::Differ,
        }
    }

    /// Ends joining: members of every set in order, with the reasons of its joins in order.
    pub(crate) fn into_groups(mut self) -> Vec<Group> {
        let mut groups: std::collections::BTreeMap<usize, Group> =
            std::collections::BTreeMap::new();
        for node in 0..self.parent.len() {
            let root = self.root(node);
            groups.entry(root).or_default().nodes.push(node);
        }
        for (node, why) in std::mem::take(&mut self.joins) {
            let root = self.root(node);
            groups.entry(root).or_default().joins.push(why);
        }
        groups.into_values().collect()
    }
}

/// The representative of the set that a node is in; nodes on the way are led to it directly.
pub(crate) fn root(parent: &mut [u32], node: u32) -> u32 {
    let mut root = node;
    while parent[root as usize] != root {
        root = parent[root as usize];
    }
    let mut at = node;
    while parent[at as usize] != root {
        at = std::mem::replace(&mut parent[at as usize], root);
    }
    root
}

/// Records that are one claimed person, by position.
#[derive(Default)]
pub(crate) struct Group {
    /// Positions of the records, in order.
    pub(crate) nodes: Vec<usize>,
    /// Why they were joined.
    pub(crate) joins: Vec<Sentence>,
}
