//! Shelf 1: one folder an export; each reads a vendor's record into what it says, in our words.
//!
//! Invariants: reading a record looks at nothing but that record, never panics, and ends as exactly one of says, passed over
//! or rejected; protected traits are never read. A new source adds its folder and its lines in `shelf/mod.rs`.
//! Start with `source.rs`, then any folder; tables of HR, payroll and logistics share `columns.rs` and `telling.rs`. Beside the
//! shelf, `profile` counts what lies in the columns of any file, and `propose` finds which of ours they are.
#![warn(clippy::disallowed_methods, reason = "pure room")]

mod account;
mod applicant;
mod ashby;
mod catalogue;
mod columns;
mod correspondent;
mod deel;
mod greenhouse;
mod guests;
mod hr_applications;
mod json;
mod listings;
mod logsource;
mod machines;
pub mod mapping;
mod naming;
mod object;
mod plug_and_play;
pub mod profile;
pub mod propose;
mod reads;
mod shelf;
mod source;
mod strong_authentication;
mod syslog;
mod telling;
mod worker;

#[cfg(test)]
mod testing;

pub use catalogue::catalogue_pages;
pub use columns::Column;
pub use logsource::{LOGSOURCES, Logsource, logsource, named, on_device};
pub use reads::read_noting;
pub use shelf::SOURCES;
pub use source::{Source, by_id, recognize};
