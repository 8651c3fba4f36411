//! What a user says about files whose columns are their own: which source reads them, and where each of our columns is found.

mod key_values;

use std::collections::BTreeMap;

use crate::value::TimeHabit;
pub use key_values::key_values;

/// A user's mapping file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mapping {
    /// Entries; the first whose pattern fits is used.
    pub files: Vec<MappedFile>,
}

impl Mapping {
    /// The entry for a file.
    pub fn entry(&self, file: &str) -> Option<&MappedFile> {
        self.files.iter().find(|it| fits(&it.pattern, file))
    }
}

/// What a user says about one file or a group of files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MappedFile {
    /// File name, with `*` for any run of characters.
    pub pattern: String,
    /// Id of the source that shall read it.
    pub source: String,
    /// Our column → where it is found in the file.
    pub columns: BTreeMap<String, MappedColumn>,
    /// How the file is written, where its content does not say.
    pub form: FileForm,
    /// Columns of a table that are not listed are not read by their names either.
    pub only_listed: bool,
    /// The file need not be there.
    pub is_optional: bool,
    /// 1-based line of the mapping file on which the entry begins.
    pub line: u64,
}

impl MappedFile {
    /// Whether records are made anew: without this the file is read as it is, by the source named.
    pub fn makes_rows(&self) -> bool {
        !self.columns.is_empty() || !self.form.line.is_empty()
    }
}

/// Where one of our columns is found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MappedColumn {
    /// Its content.
    pub from: Origin,
    /// The file's words → ours; `*` stands for every word that is not listed.
    pub words: BTreeMap<String, String>,
    /// 1-based line of the mapping file.
    pub line: u64,
}

impl MappedColumn {
    /// One column, path or group of the file, as it is.
    pub fn named(theirs: impl Into<String>) -> Self {
        let from = Origin::Fields { names: vec![theirs.into()], join: None };
        Self { from, words: BTreeMap::new(), line: 0 }
    }
}

/// What fills a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// Columns of a table, paths into a JSON record or groups of a line's pattern. Several are joined; so are the several
    /// values of one path if `join` is given, else the first is taken.
    Fields {
        /// As the file writes them.
        names: Vec<String>,
        /// What stands between joined values; a space if not said.
        join: Option<String>,
    },
    /// The same text in every record.
    Constant(String),
}

/// How a file is written, where its content does not say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FileForm {
    /// The byte between two cells of a table.
    pub delimiter: Option<u8>,
    /// Label of the encoding, such as `windows-1252`.
    pub encoding: Option<String>,
    /// 1-based line on which a table's header stands.
    pub header_row: Option<u64>,
    /// Path to a list inside each JSON record, every element of which is a row.
    pub each: Option<String>,
    /// Patterns of lines with named groups, tried in order; or [`FileForm::KEY_VALUE`].
    pub line: Vec<String>,
    /// Numbers have a comma before their fraction.
    pub decimal_comma: bool,
    /// Order of dates, zone of times, year of dates without one.
    pub times: TimeHabit,
}

impl FileForm {
    /// Stands in [`FileForm::line`] for lines of `key=value key="value"`.
    pub const KEY_VALUE: &str = "key=value";
}

/// Whether `*`-pattern fits the whole path or its last part.
fn fits(pattern: &str, file: &str) -> bool {
    let base = file.rsplit('/').next().unwrap_or(file);
    glob(pattern.as_bytes(), file.as_bytes()) || glob(pattern.as_bytes(), base.as_bytes())
}

fn glob(pattern: &[u8], text: &[u8]) -> bool {
    let (mut p, mut t, mut star) = (0, 0, None);
    while t < text.len() {
        if pattern.get(p) == Some(&b'*') {
            star = Some((p, t));
            p += 1;
        } else if pattern.get(p) == Some(&text[t]) {
            p += 1;
            t += 1;
        } else if let Some((star_p, star_t)) = star {
            p = star_p + 1;
            t = star_t + 1;
            star = Some((star_p, star_t + 1));
        } else {
            return false;
        }
    }
    pattern[p..].iter().all(|it| *it == b'*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_fit_the_path_or_its_last_part() {
        for (pattern, file, expected) in [
            ("*.csv", "hr/people.csv", true),
            ("people*.csv", "hr/people-2026.csv", true),
            ("hr/*", "hr/people.csv", true),
            ("people.csv", "hr/people.csv.gz", false),
            ("*", "", true),
        ] {
            assert_eq!(fits(pattern, file), expected, "{pattern} on {file}");
        }
    }
}
