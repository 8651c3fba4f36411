//! What can go wrong with the file, in words for the person who asked.

use std::path::PathBuf;

/// Why a file could not be written or a question not be answered.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Something lies where the file should be written.
    #[error("expected nothing at {}, found a file", .0.display())]
    Exists(PathBuf),
    /// SQLite could not write.
    #[error("could not write {}", .path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        cause: rusqlite::Error,
    },
    /// Not there, or no SQLite file.
    #[error("could not open {} as the database of a scan", .path.display())]
    Open {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        cause: rusqlite::Error,
    },
    /// Written by another version.
    #[error("expected a database of version {expected} at {}, found version {found}: scan again with this version", .path.display())]
    Version {
        /// The file.
        path: PathBuf,
        /// Version of this program's files.
        expected: i32,
        /// Version of that file.
        found: i32,
    },
    /// SQLite could not make a temporary database.
    #[error("could not make a temporary database for questions")]
    Temporary(#[source] rusqlite::Error),
    /// Not one statement.
    #[error("expected one SELECT statement")]
    NotOneStatement,
    /// Would do more than read the scan's own tables.
    #[error(
        "expected a SELECT on the scan's own tables: the database can't be changed, and no other file be attached"
    )]
    Refused,
    /// Reads where names of people stand.
    #[error(
        "{0}: names of people stand there, and nobody is told apart by a name; name the other columns instead of `*`"
    )]
    Names(String),
    /// No such table.
    #[error("no table {table}; the tables are {}", .tables.join(", "))]
    UnknownTable {
        /// As asked.
        table: String,
        /// Those that exist.
        tables: Vec<String>,
    },
    /// Anything else that SQLite finds wrong with the question.
    #[error("{0}")]
    Sql(String),
    /// Took too long.
    #[error("the question took more than {0} seconds: narrow it with WHERE or LIMIT")]
    TooLong(u64),
    /// Answered with too much to hold.
    #[error("the answer is larger than {0} MiB: narrow it with WHERE or LIMIT")]
    TooLarge(usize),
}
