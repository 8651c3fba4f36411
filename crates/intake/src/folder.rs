//! The files under a folder, without leaving it.

use std::path::{Path, PathBuf};

use crate::{IntakeError, Limits, git, place::Place};

/// What was found, with its path relative to the folder.
pub(crate) struct Found {
    pub(crate) name: String,
    /// The file or repository, or why it is not opened.
    pub(crate) place: Result<Place, String>,
}

/// Said of links that are not followed.
const LINK: &str = "symbolic link to a folder, to nothing, or out of the scanned folder; not followed, put the file itself here";
/// Said of pipes, sockets and devices.
const NO_FILE: &str = "pipe, socket or device, not a file; not opened";

/// Said of a folder called `.git` that cannot be one.
const NO_REPOSITORY: &str = "folder `.git` without HEAD, objects or refs, which is no repository; copy it again, or give a bundle of it";

/// What file managers and editors leave behind: never an export.
pub(crate) fn is_litter(name: &str) -> bool {
    let base = name.rsplit('/').next().unwrap_or(name);
    name.split('/').any(|it| it == "__MACOSX")
        || base == ".DS_Store"
        || base == "Thumbs.db"
        || base == "desktop.ini"
        || base.starts_with("._")
        || base.starts_with("~$")
}

/// Whether a path leads into the folder that a clone keeps its history in.
pub(crate) fn is_in_repository(name: &str) -> bool {
    name.split('/').any(|it| it == ".git")
}

/// All files under `root`; symbolic links are followed only to files inside it, and what is not opened is named.
pub(crate) fn walk(root: &Path, limits: &Limits) -> Result<Vec<Found>, IntakeError> {
    let unreadable = |path: &Path| {
        let path = path.to_owned();
        move |source| IntakeError::Unreadable { path, source }
    };
    let inside = root.canonicalize().map_err(unreadable(root))?;
    if git::is_repository(root) {
        let name = inside.file_name().unwrap_or(inside.as_os_str()).to_string_lossy().into_owned();
        return Ok(vec![Found { name, place: Ok(Place::Repository(root.to_owned())) }]);
    }
    let mut res = Vec::new();
    let mut waiting = vec![(root.to_owned(), 0)];
    while let Some((folder, depth)) = waiting.pop() {
        if depth > limits.folder_depth {
            return Err(IntakeError::TooDeep { path: folder, limit: limits.folder_depth });
        }
        let entries = match std::fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(source) if depth == 0 => return Err(unreadable(&folder)(source)),
            Err(source) => {
                let why = format!("folder cannot be read ({source}); check its permissions");
                res.push(Found { name: relative(&folder, root), place: Err(why) });
                continue;
            }
        };
        for entry in entries {
            let path = entry.map_err(unreadable(&folder))?.path();
            let name = relative(&path, root);
            if is_litter(&name) {
                continue;
            }
            match look(path, &inside) {
                Look::Into(path) => waiting.push((path, depth + 1)),
                Look::At(place, modules) => {
                    waiting.extend(modules.map(|it| (it, depth + 2)));
                    res.push(Found { name, place });
                }
            }
            if res.len() > limits.files {
                return Err(IntakeError::TooManyFiles {
                    path: root.to_owned(),
                    limit: limits.files,
                });
            }
        }
    }
    Ok(res)
}

enum Look {
    /// A folder.
    Into(PathBuf),
    /// Something to be read or refused; with a repository's folder of its submodules' repositories.
    At(Result<Place, String>, Option<PathBuf>),
}

fn look(path: PathBuf, inside: &Path) -> Look {
    let is_own = path.file_name().is_some_and(|it| it == ".git");
    if !stays_inside(&path, inside) {
        return Look::At(Err(LINK.to_owned()), None);
    }
    if path.is_dir() {
        return match (git::is_repository(&path), is_own) {
            (true, _) => {
                let modules = path.join("modules");
                let modules = (modules.is_dir() && !modules.is_symlink()).then_some(modules);
                Look::At(Ok(Place::Repository(path)), modules)
            }
            (false, true) => Look::At(Err(NO_REPOSITORY.to_owned()), None),
            (false, false) => Look::Into(path),
        };
    }
    if !path.is_file() {
        return Look::At(Err(NO_FILE.to_owned()), None);
    }
    let linked = if is_own { git::linked(&path, inside) } else { None };
    Look::At(linked.map_or(Ok(Place::Disk(path)), Err), None)
}

/// Links to folders are not followed at all, since they may go round in a circle; links to files must stay inside.
fn stays_inside(path: &Path, inside: &Path) -> bool {
    if !path.is_symlink() {
        return true;
    }
    path.canonicalize().is_ok_and(|target| target.starts_with(inside) && target.is_file())
}

fn relative(path: &Path, root: &Path) -> String {
    let inner = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<_> = inner.components().map(|it| it.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}
