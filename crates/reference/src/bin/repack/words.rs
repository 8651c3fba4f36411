//! Disposable mail domains and remote-access tools.

use std::collections::BTreeSet;
use std::path::Path;

use serde::Deserialize;

use crate::Outcome;
use crate::labels::read_warninglist;
use crate::origins::DISPOSABLE;
use crate::write::{Card, Packer, Shelf};

pub(crate) fn repack(packages: &Path, lists: &Path, shelf: &mut Shelf) -> Outcome<()> {
    repack_disposable(packages, lists, shelf)?;
    repack_remote_tools(lists, shelf)
}

fn repack_disposable(packages: &Path, lists: &Path, shelf: &mut Shelf) -> Outcome<()> {
    let mut domains = BTreeSet::new();
    for file in ["index.json", "wildcard.json"] {
        let names: Vec<String> =
            serde_json::from_slice(&std::fs::read(DISPOSABLE.file(packages, file))?)?;
        domains.extend(names.iter().map(|it| it.trim().to_lowercase()));
    }
    domains.extend(
        read_warninglist(lists, "disposable-email")?.list.iter().map(|it| it.trim().to_lowercase()),
    );
    domains.remove("");
    let mut table = Packer::default();
    table.lines(domains.iter().map(String::as_str));
    let card = Card::of(&DISPOSABLE, "disposable-domains", "Disposable mail domains")
        .by(
            "npm disposable-email-domains; MISP/misp-warninglists disposable-email 84f0610aaf",
            "MIT and CC0-1.0",
        )
        .with_rows(domains.len());
    shelf.put(&table, &card)
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Tool {
    name: String,
    details: Details,
    artifacts: Artifacts,
}

#[derive(Deserialize)]
struct Details {
    #[serde(rename = "PEMetadata")]
    executables: Option<Executables>,
    #[serde(rename = "InstallationPaths")]
    paths: Option<Vec<Option<String>>>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Executables {
    One(Executable),
    Many(Vec<Executable>),
}

#[derive(Deserialize)]
struct Executable {
    #[serde(rename = "Filename")]
    file: Option<String>,
    #[serde(rename = "OriginalFileName")]
    original: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Artifacts {
    network: Option<Vec<Contact>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Contact {
    domains: Option<Vec<Option<String>>>,
}

fn repack_remote_tools(lists: &Path, shelf: &mut Shelf) -> Outcome<()> {
    let tools: Vec<Tool> =
        serde_json::from_slice(&std::fs::read(lists.join("lolrmm/rmm_tools.json"))?)?;
    let lines: BTreeSet<String> = tools
        .iter()
        .map(|tool| [tool.name.trim(), &processes(tool), &domains(tool)].join("\t"))
        .collect();
    let mut table = Packer::default();
    table.lines(lines.iter().map(String::as_str));
    let card = Card {
        id: "remote-tools",
        title: "Remote-access tools: names, process files, domains",
        origin: "magicsword-io/LOLRMM website/public/api/rmm_tools.json",
        licence: "Apache-2.0",
        version: "3c75cf091b".to_owned(),
        date: "2026-08-21",
        rows: lines.len(),
    };
    shelf.put(&table, &card)
}

/// Endings by which an installation path names a program and not a folder or a document.
const PROGRAM_ENDINGS: &[&str] = &[".exe", ".app", ".msi"];

fn processes(tool: &Tool) -> String {
    let executables = match &tool.details.executables {
        None => &[][..],
        Some(Executables::One(one)) => std::slice::from_ref(one),
        Some(Executables::Many(many)) => many,
    };
    let named =
        executables.iter().flat_map(|it| [it.file.as_deref(), it.original.as_deref()]).flatten();
    let paths = tool.details.paths.iter().flatten().flatten().map(String::as_str);
    let files: BTreeSet<String> = named
        .chain(paths)
        .filter_map(|path| path.rsplit(['\\', '/']).next())
        .map(|file| file.trim().to_lowercase())
        .filter(|file| {
            PROGRAM_ENDINGS.iter().any(|ending| file.len() > ending.len() && file.ends_with(ending))
        })
        .filter(|file| !file.contains(['*', '%', ',', '\t']))
        .collect();
    files.into_iter().collect::<Vec<_>>().join(",")
}

fn domains(tool: &Tool) -> String {
    let contacts = tool
        .artifacts
        .network
        .iter()
        .flatten()
        .flat_map(|it| it.domains.iter().flatten())
        .flatten();
    let domains: BTreeSet<String> = contacts
        .map(|it| it.trim().to_lowercase().trim_start_matches("*.").to_owned())
        .filter(|it| it.contains('.') && !it.contains(['*', '/', ' ', ',', '\t', ':']))
        .collect();
    domains.into_iter().collect::<Vec<_>>().join(",")
}
