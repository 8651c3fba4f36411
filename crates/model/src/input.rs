//! An input file as the gate hands it over, and a user's own mapping of its columns.

use std::collections::BTreeMap;

use crate::{Provenance, Record, Reject};

/// A record as the gate hands it over; what the gate itself could not read is refused with its place.
pub type Incoming = Result<Record, (Provenance, Reject)>;

/// Records in file order.
pub type RecordStream<'a> = Box<dyn Iterator<Item = Incoming> + Send + 'a>;

/// Many lines of a file at once, as they lie there.
#[derive(Debug)]
pub enum Block {
    /// Whole lines.
    Lines {
        /// 1-based number of the first.
        first: u64,
        /// The lines with their ends, in UTF-8 unless the file is damaged.
        bytes: Vec<u8>,
    },
    /// A line that cannot be handed on, or the place where reading stopped.
    Refused(Provenance, Reject),
}

/// What the gate makes of one line, given its number and its text without white space around; it never answers differently
/// for equal lines but for their place.
pub type LineGate = Box<dyn FnMut(u64, &[u8]) -> Incoming + Send>;

/// The blocks of a file in order.
pub trait Blocks: Send {
    /// The next one, in a buffer that is no longer needed: new memory for every block would cost more than reading it.
    fn next_block(&mut self, spare: Vec<u8>) -> Option<Block>;
}

/// A file of one JSON object a line, for readers that know most lines at a glance. A blank line is no record.
pub trait LineFile: Send + Sync {
    /// The lines from the start of the file; of a stream they can be asked for once.
    fn blocks(&self) -> Box<dyn Blocks>;

    /// A gate for single lines; one for each thread.
    fn gate(&self) -> LineGate;
}

/// One file of the input, inside an archive or not.
pub struct InputFile<'a> {
    /// Path relative to the scanned folder, `/`-separated.
    pub name: String,
    /// SHA-256 of the file's own bytes as they lie on disk or in the archive, lower-case hex; empty for a stream.
    pub sha256: String,
    /// Columns or keys that hold protected traits: the gate has dropped them.
    pub dropped_columns: Vec<String>,
    /// Its records.
    pub records: RecordStream<'a>,
    /// The same records as lines, where the file is one of JSON lines.
    pub lines: Option<Box<dyn LineFile + 'a>>,
}

/// What a user says about one file or a group of files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MappedFile {
    /// File name, with `*` for any run of characters.
    pub pattern: String,
    /// Id of the source that shall read it.
    pub source: String,
    /// Our column name → the column as the file writes it.
    pub columns: BTreeMap<String, String>,
}

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
