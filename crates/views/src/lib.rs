//! A case, or a linked table, as fragments of HTML and SVG: waterfall, timeline, network picture, claims, probability range; match
//! weights, histogram, records side by side.
//!
//! Every fragment is a function that writes into a string; every text that came from outside goes through [`esc`].
//! No fragment needs script or a `style` attribute, so a page can forbid both. Pictures carry no words that a table
//! beside them does not, and mark what they show by shape or sign besides color. [`CSS`] styles all of them.
//!
//! Read `html` first, then any one fragment.
#![warn(clippy::disallowed_methods, reason = "pure room")]

mod claims;
mod evidence;
mod histogram;
mod html;
mod levels;
mod members;
mod network;
mod picture;
mod range;
mod shown;
mod timeline;
mod waterfall;
mod words;

pub use claims::claims_table;
pub use evidence::{evidence_folded, evidence_lines};
pub use histogram::weights_histogram;
pub use html::{Escaped, anchor, cell, esc, table};
pub use levels::{m_and_u, match_weights};
pub use members::{MemberColumn, Members, members_picture, members_table, pairs_matrix};
pub use network::{facilitators_table, network_picture, ties_table};
pub use picture::{Node, Picture};
pub use range::range_bar;
pub use shown::Shown;
pub use timeline::{timeline, timeline_table};
pub use waterfall::{Bar, BarKind, waterfall, waterfall_of_bars};
pub use words::{
    counted, day, grouped, one_in, percent, priority_words, range_words, signed, spaced,
    stage_words, tie_words,
};

/// The style sheet of the fragments, light and dark, screen and print.
pub const CSS: &str = include_str!("views.css");
