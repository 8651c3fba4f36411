//! A repository that lies in a folder: how it is known, what it is opened by, and its fingerprint. Nothing is read through a
//! symbolic link.

use std::{
    collections::BTreeSet,
    fs::{self, File},
    io::{Read, Seek, SeekFrom},
    path::{Path, PathBuf},
};

use bonafide_model::Locator;
use sha2::{Digest, Sha256};

use super::{
    Repository,
    objects::{self, Objects},
    refs,
};
use crate::{Limits, document::hex};

/// Bytes at the end of a pack or index that are its own checksum, at least.
const TRAILER_BYTES: u64 = 32;
/// Bytes of a small file such as `HEAD`.
const SMALL_BYTES: u64 = 1 << 20; // guess

/// Whether a folder is a repository, by what is in it: objects, refs and a `HEAD` that is one.
pub(crate) fn is_repository(path: &Path) -> bool {
    let head = text(&path.join("HEAD"), SMALL_BYTES).unwrap_or_default();
    let head = head.trim();
    let has_head = head.starts_with("ref: refs/") || refs::id_of(head).is_some();
    // Folders without a file in them get lost when a repository is copied.
    let has_refs = is_plain_folder(&path.join("refs")) || is_plain_file(&path.join("packed-refs"));
    has_head && has_refs && is_plain_folder(&path.join("objects"))
}

/// What is said of a file `.git` that leads to a repository elsewhere; `None` for any other file.
pub(crate) fn linked(path: &Path, root: &Path) -> Option<String> {
    let text = text(path, SMALL_BYTES)?;
    let target = text.strip_prefix("gitdir: ")?.trim();
    let folder = path.parent()?.join(target);
    let is_inside = folder.canonicalize().is_ok_and(|it| it.starts_with(root));
    Some(if is_inside {
        "working folder of a repository that lies in the scanned folder too; its history is read there"
            .to_owned()
    } else {
        "working folder of a repository outside of the scanned folder; not followed, give a bundle of it (`git bundle create x.bundle --all`)".to_owned()
    })
}

/// Opens it.
pub(super) fn open(root: &Path, limits: &Limits) -> Result<Repository, String> {
    if is_plain_folder(&root.join("reftable")) {
        return Err("repository keeps its refs in a reftable, which we do not read; give a bundle of it (`git bundle create x.bundle --all`)".to_owned());
    }
    let store = root.join("objects");
    let borrows =
        ["alternates", "http-alternates"].iter().any(|it| store.join("info").join(it).exists());
    let (tips, broken) = refs::of_folder(root);
    let hash = tips.targets().next().map_or(gix_hash::Kind::Sha1, |(_, id)| id.kind());
    let (objects, packs) = objects::Folder::open(&store, hash, limits);
    let shallow = text(&root.join("shallow"), SMALL_BYTES).unwrap_or_default();
    let cut_at: BTreeSet<_> = shallow.lines().filter_map(refs::id_of).collect();
    let mut refused: Vec<(Locator, String)> = broken
        .into_iter()
        .map(|name| {
            (
                Locator::Pointer(format!("/{name}")),
                "ref is damaged or a link; fetch the repository again".to_owned(),
            )
        })
        .collect();
    refused.extend(packs.into_iter().map(|why| (super::whole(), why)));
    if borrows {
        let why = "repository borrows objects of another one, which is not followed; give a bundle of it (`git bundle create x.bundle --all`)";
        refused.push((Locator::Pointer("/objects/info/alternates".to_owned()), why.to_owned()));
    }
    Ok(Repository { objects: Objects::Folder(objects), tips, cut_at, refused })
}

/// SHA-256 over what decides what is read: refs, the shallow edge, and the objects by name, size and, for packs, checksum.
pub(crate) fn print(root: &Path) -> String {
    let mut hash = Sha256::new();
    let (tips, broken) = refs::of_folder(root);
    for (name, id) in tips.targets() {
        hash.update(format!("{id} {name}\n"));
    }
    hash.update(format!("{broken:?}\n"));
    hash.update(text(&root.join("HEAD"), SMALL_BYTES).unwrap_or_default());
    hash.update(text(&root.join("shallow"), SMALL_BYTES).unwrap_or_default());
    hash.update(format!("{}\n", root.join("objects/info/alternates").exists()));
    let objects = root.join("objects");
    for folder in entries(&objects) {
        for name in entries(&objects.join(&folder)) {
            let path = objects.join(&folder).join(&name);
            let size = fs::symlink_metadata(&path).map_or(0, |it| it.len());
            hash.update(format!("{folder}/{name} {size}\n"));
            if folder == "pack" && is_plain_file(&path) {
                hash.update(trailer(&path).unwrap_or_default());
            }
        }
    }
    hex(&hash.finalize())
}

fn trailer(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut file = File::open(path)?;
    let size = file.metadata()?.len();
    file.seek(SeekFrom::Start(size.saturating_sub(TRAILER_BYTES)))?;
    let mut res = Vec::new();
    file.take(TRAILER_BYTES).read_to_end(&mut res)?;
    Ok(res)
}

/// Bytes of its indexes, for progress bars: they grow with the number of objects, and files are not looked into.
pub(crate) fn size(root: &Path) -> u64 {
    files(&root.join("objects/pack"), "idx")
        .iter()
        .filter_map(|it| it.metadata().ok())
        .map(|it| it.len())
        .sum()
}

/// Names in a folder, in order; none if it cannot be listed or is a link.
pub(super) fn entries(path: &Path) -> Vec<String> {
    if !is_plain_folder(path) {
        return Vec::new();
    }
    let Ok(listed) = fs::read_dir(path) else { return Vec::new() };
    let mut res: Vec<String> =
        listed.filter_map(|it| it.ok()?.file_name().into_string().ok()).collect();
    res.sort();
    res
}

/// Files of a folder with this ending, in order.
pub(super) fn files(path: &Path, ending: &str) -> Vec<PathBuf> {
    let paths = entries(path).into_iter().map(|it| path.join(it));
    paths.filter(|it| it.extension().is_some_and(|it| it == ending) && is_plain_file(it)).collect()
}

/// A file, and no link to one.
pub(super) fn is_plain_file(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|it| it.is_file())
}

/// A folder, and no link to one.
pub(super) fn is_plain_folder(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|it| it.is_dir())
}

/// The text of a plain file of at most so many bytes.
pub(super) fn text(path: &Path, most: u64) -> Option<String> {
    if !is_plain_file(path) {
        return None;
    }
    let mut res = String::new();
    File::open(path).ok()?.take(most + 1).read_to_string(&mut res).ok()?;
    (res.len() as u64 <= most).then_some(res)
}
