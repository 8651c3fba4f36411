//! Rows from lines of a log, by the named groups of a mapping's patterns.

use bonafide_model::{Body, FileForm, Header, Locator, MappedFile};
use regex::Regex;

use super::{Layout, json::JsonRows, protected};

/// Makes rows of lines.
pub(crate) enum LineRows {
    /// By patterns.
    Patterns(Patterns),
    /// By keys.
    KeyValues(Box<JsonRows>),
}

/// Patterns, tried in order.
pub(crate) struct Patterns {
    layout: Layout,
    patterns: Vec<Regex>,
    groups: Vec<String>,
}

impl LineRows {
    /// Says which pattern or listed group is none.
    pub(crate) fn new(mapped: &MappedFile) -> Result<Self, String> {
        if mapped.form.line.iter().any(|it| it == FileForm::KEY_VALUE) {
            return Ok(Self::KeyValues(Box::new(JsonRows::new(mapped)?)));
        }
        let patterns: Vec<Regex> =
            mapped.form.line.iter().map(|it| pattern(it)).collect::<Result<_, _>>()?;
        let mut groups: Vec<String> = Vec::new();
        for name in patterns.iter().flat_map(Regex::capture_names).flatten() {
            if !groups.iter().any(|it| it == name) {
                groups.push(name.to_owned());
            }
        }
        let (layout, missing) = Layout::of_fields(&Header::new(groups.clone()), mapped);
        if !missing.is_empty() {
            return Err(format!(
                "the mapping names groups that its `line` does not have: {}; it has {}",
                missing.join(", "),
                groups.join(", ")
            ));
        }
        Ok(Self::Patterns(Patterns { layout, patterns, groups }))
    }

    /// The row of a line; the line itself where the mapping has no row for it.
    pub(crate) fn of(
        &self,
        at: Locator,
        body: Result<Body, String>,
    ) -> Vec<(Locator, Result<Body, String>)> {
        match self {
            Self::KeyValues(rows) => rows.of_key_values(at, body),
            Self::Patterns(patterns) => {
                let row = match &body {
                    Ok(Body::Line(line)) => patterns.row(line),
                    Ok(_) | Err(_) => None,
                };
                vec![(at, row.map_or(body, Ok))]
            }
        }
    }
}

impl Patterns {
    fn row(&self, line: &str) -> Option<Body> {
        let found = self.patterns.iter().find_map(|it| it.captures(line))?;
        let fields: Vec<String> = self
            .groups
            .iter()
            .map(|it| found.name(it).map(|it| it.as_str().to_owned()).unwrap_or_default())
            .collect();
        Some(Body::Row { header: self.layout.header.clone(), cells: self.layout.row(&fields) })
    }
}

/// Reads a pattern; it must name what it finds, and no protected trait.
pub(crate) fn pattern(text: &str) -> Result<Regex, String> {
    let pattern = Regex::new(text).map_err(|why| {
        let why = why.to_string();
        let last = why.lines().last().unwrap_or_default().trim_start_matches("error: ");
        format!("`line` is no pattern: {last}")
    })?;
    let names: Vec<&str> = pattern.capture_names().flatten().collect();
    if names.is_empty() {
        return Err("`line` finds nothing; name its groups, as in `(?P<login>\\S+)`".to_owned());
    }
    match names.iter().find(|it| protected(it)) {
        Some(name) => {
            Err(format!("`{name}` is a protected trait, which is never read; leave it out"))
        }
        None => Ok(pattern),
    }
}
