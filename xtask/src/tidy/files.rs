//! Sizes, headers, words, names and the files at the root.

use std::path::Path;

use super::{files_below, shown, text};

/// Lines of one source file: style guide.
const MOST_LINES: usize = 400;
/// Lines of a `lib.rs`, which is a table of contents: style guide. The contents themselves, `mod` lines of a shelf, do not count.
const MOST_LIB_LINES: usize = 120;

/// Everything that may lie at the root.
const ROOT_FILES: &[&str] = &[
    ".gitignore",
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "Cargo.lock",
    "Cargo.toml",
    "GLOSSARY.md",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "NOTICE",
    "README.md",
    "SECURITY.md",
    "STYLE.md",
    "clippy.toml",
    "deny.toml",
    "rustfmt.toml",
];

/// Names that say nothing about what is inside.
const DRAWERS: &[&str] = &[
    "utils", "util", "common", "helpers", "helper", "manager", "service", "engine", "misc", "types",
];

/// Comments that speak to whoever asked for the code, not to its reader. Split so that this file does not hold them.
const DIARY: &[(&str, &str)] = &[
    ("as req", "uested"),
    ("now u", "ses"),
    ("real imple", "mentation"),
    ("TO", "DO"),
    ("FIX", "ME"),
];

pub(super) fn check(root: &Path, faults: &mut Vec<String>) {
    root_files(root, faults);
    for folder in ["crates", "xtask"] {
        for path in files_below(&root.join(folder), &[".rs"]) {
            source(root, &path, faults);
        }
    }
}

fn root_files(root: &Path, faults: &mut Vec<String>) {
    let Ok(entries) = std::fs::read_dir(root) else { return };
    for entry in entries.filter_map(Result::ok).filter(|it| it.path().is_file()) {
        let name = entry.file_name().to_string_lossy().into_owned();
        // A second work tree has a file of that name.
        if name != ".git" && !ROOT_FILES.contains(&name.as_str()) {
            faults.push(format!(
                "{name}: not one of the root's files; stories go to commit messages, pages to docs/"
            ));
        }
    }
    for name in ROOT_FILES.iter().filter(|it| !root.join(it).is_file() && **it != "deny.toml") {
        faults.push(format!("{name}: expected at the root"));
    }
}

fn source(root: &Path, path: &Path, faults: &mut Vec<String>) {
    let shown = shown(root, path);
    let text = text(path);
    let is_lib = path.ends_with("lib.rs");
    let is_counted = |line: &&str| !(is_lib && line.starts_with("mod "));
    let n_lines = text.lines().filter(is_counted).count();
    let most = if is_lib { MOST_LIB_LINES } else { MOST_LINES };
    if n_lines > most {
        faults.push(format!("{shown}: {n_lines} lines, at most {most}"));
    }
    if !text.starts_with("//!") {
        faults.push(format!("{shown}: expected `//!` in the first line, saying what the file is"));
    }
    let stem = path.file_stem().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
    if DRAWERS.contains(&stem.as_str()) {
        faults.push(format!("{shown}: `{stem}` is a drawer; name what is inside"));
    }
    for (head, tail) in DIARY {
        let words = format!("{head}{tail}");
        if text.lines().any(|line| line.trim_start().starts_with("//") && line.contains(&words)) {
            faults.push(format!("{shown}: a comment says `{words}`"));
        }
    }
    let may_reveal =
        ["crates/exports/", "crates/model/", "xtask/"].iter().any(|it| shown.starts_with(it));
    if !may_reveal && !is_test(&shown) && text.contains("sentence.reveal(") {
        faults.push(format!("{shown}: only `exports` shows sentences in full"));
    }
}

fn is_test(path: &str) -> bool {
    path.ends_with("tests.rs") || path.contains("/tests/")
}
