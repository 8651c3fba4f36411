//! A page: title, story, export files, settings and the expected cases.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use bonafide_model::TieKind;
use jiff::Timestamp;

use crate::{fence::Fence, repeat};

/// One page of the casebook.
#[derive(Debug, Clone)]
pub struct Page {
    /// Where it lies.
    pub path: PathBuf,
    /// File name without `.md`.
    pub stem: String,
    /// Whether it is under `innocent/`.
    pub is_innocent: bool,
    /// Files of the story by path.
    pub files: BTreeMap<String, String>,
    /// DOCX files and photographs (`.jpg`) to be made, by path, as their description.
    pub documents: BTreeMap<String, String>,
    /// Day of the scan.
    pub as_of: Option<Timestamp>,
    /// Expected cases, as written.
    pub expected: Option<String>,
    /// The kind of tie that the page is about, and the expected ties, as written.
    pub ties: Option<(TieKind, String)>,
    text: String,
}

/// What is wrong with a page.
#[derive(Debug)]
pub struct PageError(pub String);

impl std::fmt::Display for PageError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for PageError {}

impl Page {
    /// Reads a page's text.
    pub fn parse(path: &Path, text: &str) -> Result<Self, PageError> {
        let wrong = |what: &str| PageError(format!("{}: {what}", path.display()));
        let mut page = Self {
            path: path.to_owned(),
            stem: path.file_stem().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default(),
            is_innocent: path.parent().is_some_and(|it| it.ends_with("innocent")),
            files: BTreeMap::new(),
            documents: BTreeMap::new(),
            as_of: None,
            expected: None,
            ties: None,
            text: text.to_owned(),
        };
        if !text.starts_with("# ") {
            return Err(wrong("expected a title in the first line (`# …`)"));
        }
        for fence in Fence::all(text) {
            match (fence.kind, fence.name) {
                ("cases", _) => page.expected = Some(fence.body.to_owned()),
                ("ties", Some(kind)) => {
                    let known = TieKind::ALL.into_iter().find(|it| it.as_str() == kind);
                    let kind =
                        known.ok_or_else(|| wrong(&format!("`{kind}` is no kind of tie")))?;
                    page.ties = Some((kind, fence.body.to_owned()));
                }
                ("toml", Some("settings")) => {
                    page.as_of = Some(as_of(fence.body).map_err(|it| wrong(&it))?)
                }
                ("docx" | "photo", Some(name)) => {
                    page.documents.insert(name.to_owned(), fence.body.to_owned());
                }
                ("csv" | "json" | "ndjson" | "text", Some(name)) => {
                    let body = match fence.repeat_days {
                        Some(days) => repeat::daily(fence.body, fence.kind == "csv", days),
                        None => fence.body.to_owned(),
                    };
                    page.files.insert(name.to_owned(), body);
                }
                (kind, _) => {
                    return Err(wrong(&format!(
                        "expected a fence of csv, json, ndjson, text, docx, photo, toml settings, cases or ties with a kind, found `{kind}`"
                    )));
                }
            }
        }
        if page.files.is_empty() {
            return Err(wrong("expected at least one export"));
        }
        Ok(page)
    }

    /// The first line: what the page tells.
    pub fn title(&self) -> &str {
        self.text.lines().next().unwrap_or_default().trim_start_matches("# ")
    }

    /// The page's text with other expected cases, and other ties if it tells of ties.
    pub fn with_expected(&self, cases: &str, ties: &str) -> String {
        let text = with_block(&self.text, "```cases", cases);
        match self.ties {
            Some((kind, _)) => with_block(&text, &format!("```ties {}", kind.as_str()), ties),
            None => text,
        }
    }
}

/// The text with another body in a block; a block that it lacks comes at its end.
fn with_block(text: &str, opening: &str, body: &str) -> String {
    match text.find(opening) {
        Some(start) => {
            let from = start + opening.len();
            let end = text[from..].find("\n```").map_or(text.len(), |it| from + it + 4);
            format!("{}{opening}\n{body}```{}", &text[..start], &text[end..])
        }
        None => format!("{}\n\n{opening}\n{body}```\n", text.trim_end()),
    }
}

fn as_of(body: &str) -> Result<Timestamp, String> {
    let table: toml::Table = body.parse().map_err(|it: toml::de::Error| it.to_string())?;
    let day =
        table.get("as_of").and_then(|it| it.as_str()).ok_or("expected `as_of = \"2026-06-01\"`")?;
    format!("{day}T00:00:00Z").parse().map_err(|it: jiff::Error| it.to_string())
}

/// Every page under a folder, in order of path.
pub fn pages(folder: &Path) -> Result<Vec<Page>, PageError> {
    let mut paths: Vec<PathBuf> = Vec::new();
    for folder in [folder.to_owned(), folder.join("innocent")] {
        let entries = std::fs::read_dir(&folder)
            .map_err(|it| PageError(format!("{}: {it}", folder.display())))?;
        for entry in entries {
            let path = entry.map_err(|it| PageError(format!("{}: {it}", folder.display())))?.path();
            if path.extension().is_some_and(|it| it == "md")
                && path.file_name().is_some_and(|it| it != "README.md")
            {
                paths.push(path);
            }
        }
    }
    paths.sort();
    let read = |path: PathBuf| {
        let text = std::fs::read_to_string(&path)
            .map_err(|it| PageError(format!("{}: {it}", path.display())))?;
        Page::parse(&path, &text)
    };
    paths.into_iter().map(read).collect()
}
