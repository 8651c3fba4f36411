//! An organization's own signals: files of YAML → cards, each with a Sigma rule or a question in SQL; a local overlay → weights,
//! switches and dated exceptions.
//!
//! Invariants: the room opens no file and runs no SQL, doors hand texts in and rows back; what cannot be used is a [`Fault`]
//! with file, line and remedy, never left out in silence; a user's signal has the same card as a shipped one and goes the same
//! way; an exception takes a finding's weight and never the finding.
//!
//! Read `file.rs` first (one file), then `folder.rs` (all of them), `rule.rs` (Sigma), `found.rs` (findings), `overlay.rs`.
#![warn(clippy::disallowed_methods, reason = "pure room")]

mod fault;
mod file;
mod folder;
mod found;
mod lint;
mod overlay;
mod revise;
mod rule;
mod template;

pub use fault::Fault;
pub use file::{Asks, Example, Least, OwnSignal};
pub use folder::{Gathered, MOST_BYTES, MOST_FILES, gather};
pub use found::{Row, see, seen_in_rows};
pub use lint::{lint_overlay, lint_signal};
pub use overlay::{Applies, Exception, Overlay, Setting};
pub use revise::{Revised, revise};
pub use rule::{Rule, View};
pub use template::{card_of_rule, card_of_sql};
