//! Which commits there are: from the refs to the roots, sorted by id, and a sketch of the changes that they make.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Instant,
};

use bonafide_model::Locator;
use gix_hash::ObjectId;
use gix_object::Kind;
use sha2::{Digest, Sha256};

use super::{DAMAGED, Repository, caught, commit, refs, whole};
use crate::Limits;

/// Changes of one history that are kept for comparing, those of the smallest hashes: two copies keep the same ones, however
/// long they are. Guess: a copy of a twentieth of a history still shares some two dozen.
const SKETCH: usize = 512;
/// Tags of tags that are followed: guess.
const TAG_DEPTH: usize = 8;
/// Commits between two looks at the clock.
const CLOCK_EVERY: usize = 1 << 10;

/// Hash of the trees before and after a commit: whoever replays a history under another name keeps them.
pub(super) type Change = [u8; 16];

/// The commits of a repository.
#[derive(Debug, Default)]
pub(super) struct History {
    /// In order of id, each with the change that it alone makes; merges, empty commits and cut ones make none.
    pub(super) commits: Vec<(ObjectId, Option<Change>)>,
    /// What is kept for comparing.
    pub(super) sketch: Sketch,
    /// What could not be reached, and why.
    pub(super) refused: Vec<(Locator, String)>,
}

/// What tells a history from others, and what it has in common with them.
#[derive(Debug, Default)]
pub(super) struct Sketch {
    /// The first commit; the smallest id if there are several.
    pub(super) first: Option<ObjectId>,
    changes: BTreeSet<Change>,
}

impl Sketch {
    /// Whether a change is among those that are kept.
    pub(super) fn holds(&self, change: &Change) -> bool {
        self.changes.contains(change)
    }

    fn enter(&mut self, change: Change) {
        self.changes.insert(change);
        if self.changes.len() > SKETCH {
            self.changes.pop_last();
        }
    }
}

/// What a commit stands on.
pub(super) struct Links {
    pub(super) tree: ObjectId,
    pub(super) parents: Vec<ObjectId>,
}

impl History {
    /// Walks from all refs; says in the repository which commits they lead to.
    pub(super) fn of(repository: &mut Repository, limits: &Limits, until: Instant) -> Self {
        let mut res = Self::default();
        let mut waiting = res.starts(repository);
        let mut seen: BTreeSet<ObjectId> = waiting.iter().map(|(id, _)| *id).collect();
        let mut found: BTreeMap<ObjectId, Links> = BTreeMap::new();
        while let Some((id, child)) = waiting.pop() {
            if found.len() >= limits.history_commits {
                let why = format!(
                    "more than {} commits; give single branches as bundles",
                    limits.history_commits
                );
                res.refused.push((whole(), why));
                break;
            }
            if found.len().is_multiple_of(CLOCK_EVERY) && Instant::now() > until {
                res.refused.push((whole(), too_slow(limits)));
                break;
            }
            match links(repository, &id) {
                Ok(Some(links)) => {
                    let new = links.parents.iter().filter(|it| seen.insert(**it));
                    waiting.extend(new.map(|it| (*it, Some(id))));
                    found.insert(id, links);
                }
                Ok(None) if repository.is_cut(&id, child.as_ref()) => {}
                Ok(None) => res.refused.push((Locator::Commit(id.to_string()), MISSING.to_owned())),
                Err(why) => res.refused.push((Locator::Commit(id.to_string()), why)),
            }
        }
        res.refused.sort();
        res.sketch.first = found
            .iter()
            .find(|(_, links)| !links.parents.iter().any(|it| found.contains_key(it)))
            .map(|(id, _)| *id);
        for (id, links) in &found {
            let change = change(links, &found);
            change.into_iter().for_each(|it| res.sketch.enter(it));
            res.commits.push((*id, change));
        }
        res
    }

    /// The commits that refs lead to, each once.
    fn starts(&mut self, repository: &mut Repository) -> Vec<(ObjectId, Option<ObjectId>)> {
        let mut res = BTreeSet::new();
        let targets: Vec<(String, ObjectId)> =
            repository.tips.targets().map(|(name, id)| (name.to_owned(), *id)).collect();
        for (name, id) in targets {
            match peel(repository, id) {
                Ok(Peeled::Commit(id)) => {
                    repository.tips.point(&name, id);
                    res.insert(id);
                }
                Ok(Peeled::Other) => {}
                Ok(Peeled::Missing) if repository.is_cut(&id, None) => {}
                Ok(Peeled::Missing) => {
                    self.refused.push((Locator::Pointer(format!("/{name}")), MISSING.to_owned()))
                }
                Err(why) => self.refused.push((Locator::Pointer(format!("/{name}")), why)),
            }
        }
        res.into_iter().map(|id| (id, None)).collect()
    }
}

const MISSING: &str = "commit is missing; fetch the repository whole (`git fetch --unshallow`), or give a bundle of it";

/// What is said when reading takes too long.
pub(super) fn too_slow(limits: &Limits) -> String {
    format!(
        "history took longer than {} s to read; give single branches as bundles",
        limits.history_time.as_secs()
    )
}

enum Peeled {
    Commit(ObjectId),
    /// A tag of a tree or a file.
    Other,
    Missing,
}

fn peel(repository: &Repository, mut id: ObjectId) -> Result<Peeled, String> {
    for _ in 0..TAG_DEPTH {
        let Some((kind, bytes)) = caught(|| repository.objects.find(&id))? else {
            return Ok(Peeled::Missing);
        };
        match kind {
            Kind::Commit => return Ok(Peeled::Commit(id)),
            Kind::Tree | Kind::Blob => return Ok(Peeled::Other),
            Kind::Tag => {
                let target = bytes
                    .strip_prefix(b"object ")
                    .and_then(|it| it.split(|it| *it == b'\n').next());
                let target = target.and_then(|it| refs::id_of(std::str::from_utf8(it).ok()?));
                id = target.ok_or(DAMAGED)?;
            }
        }
    }
    Err(DAMAGED.to_owned())
}

fn links(repository: &Repository, id: &ObjectId) -> Result<Option<Links>, String> {
    let Some((kind, bytes)) = caught(|| repository.objects.find(id))? else { return Ok(None) };
    if kind != Kind::Commit {
        return Err(DAMAGED.to_owned());
    }
    commit::links(&bytes).map(Some).ok_or_else(|| DAMAGED.to_owned())
}

fn change(links: &Links, found: &BTreeMap<ObjectId, Links>) -> Option<Change> {
    let before = match links.parents.as_slice() {
        [] => None,
        [parent] => Some(found.get(parent)?.tree),
        _ => return None,
    };
    if before == Some(links.tree) {
        return None;
    }
    let mut hash = Sha256::new();
    hash.update(before.map_or_else(String::new, |it| it.to_string()));
    hash.update(format!(" {}", links.tree));
    let hash = hash.finalize();
    hash.first_chunk().copied()
}
