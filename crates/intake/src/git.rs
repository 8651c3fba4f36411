//! The history of a git repository (a clone's `.git`, a bare repository, a bundle) → one JSON object a commit, at its id.
//!
//! Invariants: nothing but commits and tags is looked into, and of a commit only who, when, with which key and on which tree;
//! never a message, a path or a file. Configuration, hooks, alternates and linked folders are not read, so that a repository
//! can neither run anything nor lead out of the scanned folder; symbolic links are not followed. One history gives the same
//! records in the same order from a clone, a bare repository or a bundle.
//!
//! gitoxide's parts read packs and hash objects; what opens a repository as its owner would (`gix`) is left out on purpose.

mod bundle;
mod commit;
mod folder;
mod history;
mod objects;
mod refs;
mod signature;

use std::{
    collections::BTreeSet,
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
    time::Instant,
};

use bonafide_model::{Body, Locator};
use gix_hash::ObjectId;

use crate::{Limits, file::Bodies};
use history::History;
use objects::Objects;
use refs::Tips;

pub(crate) use bundle::begins_like;
pub(crate) use folder::{is_repository, linked, print, size};

/// What is said of objects that cannot be read.
const DAMAGED: &str = "object of the repository is damaged; fetch the repository again, or give a bundle of it (`git bundle create x.bundle --all`)";

/// A repository that was opened: its objects, where its refs point, and where its history was cut on purpose.
struct Repository {
    objects: Objects,
    tips: Tips,
    /// Commits behind which there is nothing by intention: a shallow clone's edge, a bundle's prerequisites.
    cut_at: BTreeSet<ObjectId>,
    /// What could not be read on the way here.
    refused: Vec<(Locator, String)>,
}

impl Repository {
    /// Whether a commit that is not here is missing by intention.
    fn is_cut(&self, id: &ObjectId, child: Option<&ObjectId>) -> bool {
        self.cut_at.contains(id) || child.is_some_and(|it| self.cut_at.contains(it))
    }
}

/// The commits of the repository in a folder.
pub(crate) fn records<'a>(path: &Path, limits: &Limits) -> Bodies<'a> {
    read(limits, || folder::open(path, limits))
}

/// The commits of a bundle.
pub(crate) fn bundled<'a>(bytes: Vec<u8>, limits: &Limits) -> Bodies<'a> {
    read(limits, || bundle::open(bytes, limits))
}

fn read<'a>(limits: &Limits, open: impl FnOnce() -> Result<Repository, String>) -> Bodies<'a> {
    let until = Instant::now() + limits.history_time;
    let found = caught(|| {
        let mut repository = open()?;
        let history = History::of(&mut repository, limits, until);
        Ok((repository, history))
    });
    let (repository, history) = match found {
        Ok(found) => found,
        Err(why) => return Box::new(std::iter::once((whole(), Err(why)))),
    };
    let Repository { objects, tips, refused, .. } = repository;
    let ends = history.refused;
    let sketch = history.sketch;
    let commits = history.commits.into_iter().map(move |(id, change)| {
        let told = caught(|| {
            let (_, bytes) = objects.find(&id)?.ok_or(DAMAGED)?;
            let change = change.filter(|it| sketch.holds(it));
            commit::json(&id, &bytes, (tips.names(&id), change, sketch.first.as_ref()))
        });
        (Locator::Commit(id.to_string()), told.map(|it| Body::Json(it.into_boxed_str())))
    });
    let refuse = |(at, why)| (at, Err(why));
    Box::new(refused.into_iter().map(refuse).chain(commits).chain(ends.into_iter().map(refuse)))
}

/// The repository as a whole.
fn whole() -> Locator {
    Locator::Pointer(String::new())
}

/// What a parser of others makes of hostile bytes may be a panic; that is a damaged object.
fn caught<T>(read: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_panic| Err(DAMAGED.to_owned()))
}

#[cfg(test)]
mod tests;
