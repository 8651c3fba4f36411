//! Shelf 2: what the linked records of one persona can show, one file a signal.
//!
//! A signal is a [`Card`](bonafide_model::Card) and a function from the [`Scene`](bonafide_model::Scene) to findings.
//! Invariants: a finding rests on lines; absence of records is never a finding; nothing here reads a clock, and nothing
//! compares names, nationalities or looks of people. The list is in `shelf.rs`; read one signal next, such as
//! `used_in_two_places_at_once.rs`.
#![warn(clippy::disallowed_methods, reason = "pure room")]

mod catalogue;
mod shelf;

// What several signals ask.
mod places;

// One signal each, in order of id.

pub use catalogue::catalogue_markdown;
pub use shelf::{SIGNALS, Signal};
