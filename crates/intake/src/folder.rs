//! The files under a folder, without leaving it.

use std::path::{Path, PathBuf};

use crate::{IntakeError, Limits};

/// What was found, with its path relative to the folder.
pub(crate) struct Found {
    pub(crate) name: String,
    /// The file, or why it is not opened.
    pub(crate) file: Result<PathBuf, String>,
}

/// Said of links that are not followed.
const LINK: &str = "symbolic link to a folder, to nothing, or out of the scanned folder; not followed, put the file itself here";
/// Said of pipes, sockets and devices.
const NO_FILE: &str = "pipe, socket or device, not a file; not opened";

/// What file managers and editors leave behind: never an export.
pub(crate) fn is_litter(name: &str) -> bool {
    let base = name.rsplit('/').next().unwrap_or(name);
    name.split('/').any(|it| it == "__MACOSX" || it == ".git")
        || base == ".DS_Store"
        || base == "Thumbs.db"
        || base == "desktop.ini"
        || base.starts_with("._")
        || base.starts_with("~$")
}

/// All files under `root`; symbolic links are followed only to files inside it, and what is not opened is named.
pub(crate) fn walk(root: &Path, limits: &Limits) -> Result<Vec<Found>, IntakeError> {
    let unreadable = |path: &Path| {
        let path = path.to_owned();
        move |source| IntakeError::Unreadable { path, source }
    };
    let inside = root.canonicalize().map_err(unreadable(root))?;
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
                res.push(Found { name: relative(&folder, root), file: Err(why) });
                continue;
            }
        };
        for entry in entries {
            let path = entry.map_err(unreadable(&folder))?.path();
            let name = relative(&path, root);
            if is_litter(&name) {
                continue;
            }
            if !stays_inside(&path, &inside) {
                res.push(Found { name, file: Err(LINK.to_owned()) });
            } else if path.is_dir() {
                waiting.push((path, depth + 1));
            } else if path.is_file() {
                res.push(Found { name, file: Ok(path) });
            } else {
                res.push(Found { name, file: Err(NO_FILE.to_owned()) });
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
