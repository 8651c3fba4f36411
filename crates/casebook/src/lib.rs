//! The harness of the casebook: a page of Markdown holds exports and the cases that they must give.
//!
//! A page is told twice, the second time with rows and files in reverse; both must give the same cases.

mod atlas;
mod coverage;
mod docx;
mod fence;
mod knockout;
mod page;
mod picture;
mod repeat;
mod tell;
mod ties;
mod together;

pub use atlas::StoryAtlas;
pub use coverage::{COUNTER_EVIDENCE, Coverage, PARTS, answering, coverage_markdown};
pub use knockout::{KnockedOut, Read, knocked_out};
pub use page::{Page, PageError, pages};
pub use tell::{Told, tell, tell_without_each_source};
pub use ties::ties_markdown;
pub use together::together;
