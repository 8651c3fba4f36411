//! Which room may see which: the table of ARCHITECTURE.md, held against the manifests.

use std::path::Path;

use super::{files_below, shown, text};

/// Room → rooms that its code may see. A line here is an argument; see ARCHITECTURE.md.
const ARROWS: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("sources", &["model"]),
    ("link", &["model"]),
    ("signals", &["model"]),
    ("own", &["model"]),
    ("weigh", &["model"]),
    ("cases", &["model"]),
    ("views", &["model"]),
    ("exports", &["model", "views"]),
    ("pipeline", &["model", "sources", "link", "signals", "own", "weigh", "cases"]),
    ("intake", &["model"]),
    ("reference", &["model"]),
    ("store", &["model"]),
    ("simulate", &["model"]),
    ("casebook", &["model", "pipeline", "intake", "reference", "signals", "sources", "simulate"]),
    (
        "cli",
        &[
            "model",
            "pipeline",
            "own",
            "exports",
            "intake",
            "store",
            "reference",
            "simulate",
            "signals",
            "sources",
        ],
    ),
];

/// Rooms that think: no clock, disk, network, environment or randomness.
const PURE: &[&str] =
    &["model", "sources", "link", "signals", "own", "weigh", "cases", "views", "pipeline"];

/// Crates that only gates and doors may use.
const WORLDLY: &[&str] = &[
    "rusqlite",
    "tokio",
    "axum",
    "indicatif",
    "clap",
    "tempfile",
    "lopdf",
    "zip",
    "maxminddb",
    "rand",
    "chrono",
];

pub(super) fn check(root: &Path, faults: &mut Vec<String>) {
    for (room, allowed) in ARROWS {
        let manifest = root.join("crates").join(room).join("Cargo.toml");
        let manifest_text = text(&manifest);
        if manifest_text.is_empty() {
            faults.push(format!("{}: expected a manifest", shown(root, &manifest)));
        }
        for dependency in dependencies(&manifest_text) {
            if let Some(seen) = dependency.strip_prefix("bonafide-")
                && !allowed.contains(&seen)
            {
                faults.push(format!("{}: `{room}` may not see `{seen}`", shown(root, &manifest)));
            }
            if PURE.contains(room) && WORLDLY.contains(&dependency) {
                faults.push(format!(
                    "{}: `{room}` thinks and may not use `{dependency}`",
                    shown(root, &manifest)
                ));
            }
        }
        if PURE.contains(room)
            && !text(&root.join("crates").join(room).join("src/lib.rs"))
                .contains("#![warn(clippy::disallowed_methods")
        {
            faults.push(format!("crates/{room}/src/lib.rs: expected `#![warn(clippy::disallowed_methods, reason = \"pure room\")]`"));
        }
    }
    for manifest in files_below(&root.join("crates"), &["Cargo.toml"]) {
        let room = manifest
            .parent()
            .and_then(|it| it.file_name())
            .map(|it| it.to_string_lossy().into_owned())
            .unwrap_or_default();
        if !ARROWS.iter().any(|(it, _)| *it == room) {
            faults.push(format!(
                "{}: `{room}` is not in the table of arrows",
                shown(root, &manifest)
            ));
        }
        for line in text(&manifest)
            .lines()
            .filter(|it| it.contains("version = \"") && !it.starts_with("version"))
        {
            faults.push(format!(
                "{}: versions stand in the root manifest alone: {line}",
                shown(root, &manifest)
            ));
        }
    }
}

/// Names in `[dependencies]`, without those for tests and builds.
fn dependencies(manifest: &str) -> Vec<&str> {
    let mut is_in = false;
    let mut res = Vec::new();
    for line in manifest.lines() {
        if line.starts_with('[') {
            is_in = line.trim() == "[dependencies]";
        } else if is_in
            && let Some(name) = line
                .split(['.', '=', ' '])
                .next()
                .filter(|it| !it.is_empty() && !it.starts_with('#'))
        {
            res.push(name);
        }
    }
    res
}
