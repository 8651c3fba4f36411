//! The YAML files of a folder of signals.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, bail, ensure};
use bonafide_own::{MOST_BYTES, MOST_FILES};

/// Folders below the folder that are looked into. Guess: rules of others come in a few levels.
const MOST_DEPTH: usize = 4;

/// Texts by name below the folder, `/`-separated. Links are not followed: what lies elsewhere is not part of the folder.
pub(crate) fn files(folder: &Path) -> anyhow::Result<BTreeMap<String, String>> {
    ensure!(folder.is_dir(), "{}: expected a folder of YAML files", folder.display());
    let mut res = BTreeMap::new();
    let mut open: Vec<(PathBuf, String, usize)> = vec![(folder.to_owned(), String::new(), 0)];
    while let Some((path, prefix, depth)) = open.pop() {
        let entries =
            fs::read_dir(&path).with_context(|| format!("cannot list {}", path.display()))?;
        for entry in entries {
            let entry = entry.with_context(|| format!("cannot list {}", path.display()))?;
            let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
            let kind = entry.file_type().with_context(|| format!("cannot look at {name}"))?;
            if kind.is_dir() && depth < MOST_DEPTH {
                open.push((entry.path(), format!("{name}/"), depth + 1));
            }
            if kind.is_file() && (name.ends_with(".yml") || name.ends_with(".yaml")) {
                res.insert(name, text(&entry.path())?);
                ensure!(
                    res.len() <= MOST_FILES,
                    "{}: more than {MOST_FILES} files",
                    folder.display()
                );
            }
        }
    }
    if !res.keys().any(|it| !it.contains('/')) {
        bail!("{}: no `.yml` or `.yaml` file lies at its top", folder.display());
    }
    Ok(res)
}

fn text(path: &Path) -> anyhow::Result<String> {
    let shown = path.display();
    let bytes = fs::metadata(path).with_context(|| format!("cannot look at {shown}"))?.len();
    ensure!(bytes <= MOST_BYTES, "{shown}: {bytes} bytes, expected at most {MOST_BYTES}");
    fs::read_to_string(path).with_context(|| format!("cannot read {shown} as UTF-8"))
}
