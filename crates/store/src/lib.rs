//! Our own files: a scan as one SQLite file and questions to it, what exports came to, folded, and indexes of people.
//!
//! The database is written once, whole, and holds no time of writing: the same scan gives the same bytes. Questions can only
//! read: no other file, no change, no endless work. Tables and columns are in `schema.sql`.

mod error;
mod fold_lines;
mod folds;
mod index_file;
mod query;
mod questions;
mod write;

pub use error::StoreError;
pub use fold_lines::{FoldError, is_folded, read_fold, write_fold};
pub use folds::{FoldKey, Folds};
pub use index_file::{IndexFile, Journal, journal_bytes, write_private};
pub use query::{Cell, Table, query};
pub use questions::Questions;
pub use write::write;

/// Name of the file in a scan's output.
pub const FILE: &str = "bonafide.db";
/// `PRAGMA user_version` of the files that this version writes and reads.
const VERSION: i32 = 2;

#[cfg(test)]
mod tests;
