//! The files under a folder, without leaving it.

use std::path::{Path, PathBuf};

use crate::{IntakeError, Limits};

/// A file found, with its path relative to the folder.
pub(crate) struct Found {
    pub(crate) name: String,
    pub(crate) path: PathBuf,
}

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

/// All files under `root`; symbolic links are followed only to what lies inside it.
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
        for entry in std::fs::read_dir(&folder).map_err(unreadable(&folder))? {
            let path = entry.map_err(unreadable(&folder))?.path();
            let name = relative(&path, root);
            if is_litter(&name) || !stays_inside(&path, &inside) {
                continue;
            }
            if path.is_dir() {
                waiting.push((path, depth + 1));
            } else if path.is_file() {
                res.push(Found { name, path });
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
