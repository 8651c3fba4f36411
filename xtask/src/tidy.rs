//! The rules of the house that a machine can keep. All failures are collected, then reported.

mod arrows;
mod files;
mod shelves;

use std::{
    fs,
    path::{Path, PathBuf},
};

/// Checks every rule.
pub(crate) fn run(root: &Path) -> Result<(), String> {
    let mut faults = Vec::new();
    arrows::check(root, &mut faults);
    files::check(root, &mut faults);
    shelves::check(root, &mut faults);
    if faults.is_empty() {
        eprintln!("── tidy: all rules hold");
        return Ok(());
    }
    for fault in &faults {
        eprintln!("tidy: {fault}");
    }
    Err(format!("{} rules broken", faults.len()))
}

/// Every file below a folder with one of the endings, in order.
fn files_below(folder: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let mut res = Vec::new();
    let Ok(entries) = fs::read_dir(folder) else { return res };
    let mut paths: Vec<PathBuf> = entries.filter_map(Result::ok).map(|it| it.path()).collect();
    paths.sort();
    for path in paths {
        let name = path.file_name().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
        if path.is_dir() && name != "target" && !name.starts_with('.') {
            res.extend(files_below(&path, endings));
        } else if endings.iter().any(|it| name.ends_with(it)) {
            res.push(path);
        }
    }
    res
}

/// A file's text; what is not UTF-8 is no source of ours.
fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_default()
}

/// Path below the root, for messages.
fn shown(root: &Path, path: &Path) -> String {
    path.strip_prefix(root).unwrap_or(path).display().to_string()
}
