//! What is wrong with a user's file: where, and what to do.

use std::fmt;

/// Characters of another parser's words that are repeated: they quote the file, which may be hostile. Guess.
const MOST_WORDS: usize = 300;

/// A fault of one file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// Name of the file in its folder.
    pub file: String,
    /// 1-based; 0 where no line is known.
    pub line: usize,
    /// What was expected, and what to do.
    pub why: String,
}

impl Fault {
    /// A fault at a line.
    pub fn new(file: &str, line: usize, why: impl Into<String>) -> Self {
        let why: String = why.into();
        let mut short: String = why.chars().take(MOST_WORDS).collect();
        if short.len() < why.len() {
            short.push('…');
        }
        Self { file: file.to_owned(), line, why: short }
    }

    /// A fault of what a key of the file says.
    pub(crate) fn of_key((file, text): (&str, &str), key: &str, why: impl Into<String>) -> Self {
        Self::new(file, line_of(text, key), why)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}", self.file, self.why),
            line => write!(f, "{}:{line}: {}", self.file, self.why),
        }
    }
}

/// The first line that has this key; 0 if none has.
fn line_of(text: &str, key: &str) -> usize {
    let has = |line: &str| {
        let line = line.trim_start().trim_start_matches("- ");
        line.strip_prefix(key).is_some_and(|it| it.starts_with([':', '|', ' ']))
    };
    text.lines().position(has).map_or(0, |it| it + 1)
}
