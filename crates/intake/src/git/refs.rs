//! Where a repository's refs point: branches, remote branches and tags under the name that they have wherever the history is.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use gix_hash::ObjectId;

use super::folder;

/// Bytes of a file of refs: guess, a million refs.
const REFS_BYTES: u64 = 64 << 20;
/// Folders of refs inside of one another: guess.
const DEPTH: usize = 16;

/// Ids by ref, and refs by id.
#[derive(Debug, Default, Clone)]
pub(super) struct Tips {
    targets: BTreeMap<String, ObjectId>,
    names: BTreeMap<ObjectId, BTreeSet<String>>,
}

impl Tips {
    /// One more ref.
    pub(super) fn enter(&mut self, name: &str, target: ObjectId) {
        self.targets.insert(name.to_owned(), target);
    }

    /// Every ref with its target, in order.
    pub(super) fn targets(&self) -> impl Iterator<Item = (&str, &ObjectId)> {
        self.targets.iter().map(|(name, id)| (name.as_str(), id))
    }

    /// That a ref leads to a commit, through a tag or not.
    pub(super) fn point(&mut self, name: &str, commit: ObjectId) {
        if let Some(short) = short(name) {
            self.names.entry(commit).or_default().insert(short);
        }
    }

    /// Branches and tags whose tip is this commit.
    pub(super) fn names(&self, id: &ObjectId) -> impl Iterator<Item = &str> + use<'_> {
        self.names.get(id).into_iter().flatten().map(String::as_str)
    }
}

/// `refs/heads/main` and `refs/remotes/origin/main` are `main` both, so that a clone says what its origin says.
fn short(name: &str) -> Option<String> {
    let name = name.strip_prefix("refs/")?;
    let short = match name.split_once('/')? {
        ("heads" | "tags", short) => short,
        ("remotes", rest) => rest.split_once('/')?.1,
        _ => return None,
    };
    (short != "HEAD").then(|| short.chars().filter(|it| !it.is_control()).collect())
}

/// Refs of a repository's folder; broken ones come back by name.
pub(super) fn of_folder(root: &Path) -> (Tips, Vec<String>) {
    let mut tips = Tips::default();
    let mut broken = Vec::new();
    let packed = folder::text(&root.join("packed-refs"), REFS_BYTES).unwrap_or_default();
    for line in packed.lines().filter(|it| !it.starts_with(['#', '^']) && !it.trim().is_empty()) {
        match line.split_once(' ').and_then(|(id, name)| Some((id_of(id)?, name.trim()))) {
            Some((id, name)) => tips.enter(name, id),
            None => broken.push("packed-refs".to_owned()),
        }
    }
    let mut waiting = vec![(root.join("refs"), "refs".to_owned(), 0)];
    while let Some((path, name, depth)) = waiting.pop() {
        let names = folder::entries(&path).into_iter();
        for entry in names.filter(|it| !it.starts_with('.') && !it.ends_with(".lock")) {
            let inner = (path.join(&entry), format!("{name}/{entry}"));
            if folder::is_plain_folder(&inner.0) && depth < DEPTH {
                waiting.push((inner.0, inner.1, depth + 1));
                continue;
            }
            match loose(&inner.0) {
                Loose::Points(id) => tips.enter(&inner.1, id),
                Loose::Symbolic => {}
                Loose::Broken => broken.push(inner.1),
            }
        }
    }
    // A checkout without a branch; otherwise it says what a branch says already.
    match loose(&root.join("HEAD")) {
        Loose::Points(id) => tips.enter("HEAD", id),
        Loose::Symbolic => {}
        Loose::Broken => broken.push("HEAD".to_owned()),
    }
    broken.sort();
    broken.dedup();
    (tips, broken)
}

enum Loose {
    Points(ObjectId),
    /// Another ref, which is read by itself.
    Symbolic,
    Broken,
}

fn loose(path: &Path) -> Loose {
    const BYTES: u64 = 4 << 10; // guess: a ref's name is shorter
    let Some(text) = folder::text(path, BYTES) else { return Loose::Broken };
    let text = text.trim();
    if text.starts_with("ref: ") {
        return Loose::Symbolic;
    }
    id_of(text).map_or(Loose::Broken, Loose::Points)
}

/// An id in hex: 40 digits of SHA-1 or 64 of SHA-256.
pub(super) fn id_of(hex: &str) -> Option<ObjectId> {
    ObjectId::from_hex(hex.trim().as_bytes()).ok()
}

#[cfg(test)]
mod tests {
    use super::short;

    #[test]
    fn a_clone_names_branches_as_its_origin_does() {
        for (name, expected) in [
            ("refs/heads/main", Some("main")),
            ("refs/remotes/origin/fix/a", Some("fix/a")),
            ("refs/remotes/origin/HEAD", None),
            ("refs/tags/v1", Some("v1")),
            ("refs/stash", None),
            ("HEAD", None),
        ] {
            assert_eq!(short(name).as_deref(), expected, "{name}");
        }
    }
}
