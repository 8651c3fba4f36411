//! What every item on a shelf must have: headings, a line in the sorted list, fixtures with answers.

use std::path::Path;

use super::{files_below, shown, text};

const SIGNAL_HEADINGS: &[&str] =
    &["## What it sees", "## Why it matters", "## Innocent reasons", "## Blind spots"];

pub(super) fn check(root: &Path, faults: &mut Vec<String>) {
    signals(root, faults);
    fixtures(root, faults);
    sorted_lists(root, faults);
}

/// A file that holds a card is a signal.
fn signals(root: &Path, faults: &mut Vec<String>) {
    let mut n_signals = 0;
    for path in files_below(&root.join("crates/signals/src"), &[".rs"]) {
        let source = text(&path);
        if !source.contains("static CARD: Card") {
            continue;
        }
        n_signals += 1;
        for heading in SIGNAL_HEADINGS.iter().filter(|it| !source.contains(*it)) {
            faults.push(format!("{}: expected the heading `{heading}`", shown(root, &path)));
        }
        if source.contains("benign: &[],") {
            faults
                .push(format!("{}: every signal has an ordinary explanation", shown(root, &path)));
        }
    }
    if n_signals == 0 {
        faults.push("crates/signals/src: no card was found".to_owned());
    }
}

/// Every input fixture of a source has its answer beside it.
fn fixtures(root: &Path, faults: &mut Vec<String>) {
    let inputs = files_below(&root.join("crates/sources/src"), &[".in"]);
    if inputs.is_empty() {
        faults.push("crates/sources/src: no fixture was found".to_owned());
    }
    for path in inputs.iter().filter(|it| !it.with_extension("out").is_file()) {
        faults.push(format!("{}: expected its answer beside it (`.out`)", shown(root, path)));
    }
}

/// Shelf lists are sorted, so that two additions merge.
fn sorted_lists(root: &Path, faults: &mut Vec<String>) {
    for (folder, name) in [
        ("crates/signals/src", "SIGNALS"),
        ("crates/sources/src", "SOURCES"),
        ("crates/exports/src", "EXPORTS"),
    ] {
        let head = format!(" {name}: &[");
        let holder = files_below(&root.join(folder), &[".rs"])
            .into_iter()
            .find(|it| text(it).contains(&head));
        let Some(path) = holder else {
            faults.push(format!("{folder}: expected the list `{name}`"));
            continue;
        };
        let source = text(&path);
        let body = source.split(&head).nth(1).and_then(|it| it.split("];").next()).unwrap_or("");
        let lines: Vec<&str> = body
            .lines()
            .skip(1)
            .map(str::trim)
            .filter(|it| !it.is_empty() && !it.starts_with("//"))
            .collect();
        if let Some(pair) = lines.windows(2).find(|it| it[0] > it[1]) {
            faults.push(format!(
                "{}: `{name}` is sorted, but `{}` stands before `{}`",
                shown(root, &path),
                pair[0],
                pair[1]
            ));
        }
    }
}
