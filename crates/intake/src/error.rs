//! What can be wrong with the world around the records: each error names the path and what to do.

use std::path::{Path, PathBuf};

/// Why an input or a mapping could not be opened at all.
#[derive(Debug, thiserror::Error)]
pub enum IntakeError {
    /// There is nothing under this path.
    #[error("{path}: no such file or folder; check the spelling, or give the folder that holds the exports", path = .0.display())]
    NotFound(PathBuf),
    /// The folder or archive holds no file.
    #[error("{path}: no files inside; put the exports there, or give another folder", path = .0.display())]
    Empty(PathBuf),
    /// A folder or file that cannot be read.
    #[error("{path}: cannot be read ({source}); check its permissions and that the disk is present", path = .path.display())]
    Unreadable {
        /// Where.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// More files than the gate takes.
    #[error("{path}: more than {limit} files; scan it in parts, or join small log files into larger ones", path = .path.display())]
    TooManyFiles {
        /// Where.
        path: PathBuf,
        /// The cap.
        limit: usize,
    },
    /// Folders nested too deep.
    #[error("{path}: folders nested deeper than {limit}; give a folder nearer to the exports", path = .path.display())]
    TooDeep {
        /// Where.
        path: PathBuf,
        /// The cap.
        limit: usize,
    },
    /// A file that is no table of people.
    #[error("{path}: {why}", path = .path.display())]
    NoTable {
        /// Where.
        path: PathBuf,
        /// What is wrong, and what to do.
        why: String,
    },
    /// A mapping file that is not what we expect.
    #[error("{path}:{line}: {why}", path = .path.display())]
    Mapping {
        /// Where.
        path: PathBuf,
        /// 1-based line in it.
        line: u64,
        /// What is wrong.
        why: String,
    },
}

impl IntakeError {
    /// What the system said about a path, in our words.
    pub(crate) fn of(path: &Path, source: std::io::Error) -> Self {
        let path = path.to_owned();
        if source.kind() == std::io::ErrorKind::NotFound {
            return IntakeError::NotFound(path);
        }
        IntakeError::Unreadable { path, source }
    }
}

/// Why one file of an otherwise readable input gives no records.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}: {why}")]
pub struct FileError {
    /// Path relative to the input.
    pub file: String,
    /// What is wrong and what to do.
    pub why: String,
}
