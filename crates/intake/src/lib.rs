//! The gate for exports: folders, archives, documents, encodings and size caps in, named records in memory out.
//!
//! Invariants: the shape of a file is decided by its content, never by its name; every run of bytes becomes a record or a
//! refused record with its place, nothing is replaced or dropped in silence; memory is bounded by [`Limits`] and does not
//! grow with the size of a file; columns and keys that hold protected traits do not pass.
//!
//! Read [`Input`] first (what there is), then `expand` (what lies inside of what), `file` (how one file becomes records), then
//! the shapes: `json`, `table`, `lines`, `xml`, `mail`, `calendar`, `evtx`, `git`, `document` (and `worker`, where the parsers of
//! documents run); and `mapped`, where a user's mapping makes rows of them.

mod error;
mod limits;

mod archive;
mod expand;
mod folder;
mod input;
pub mod mapping;
mod people;
mod tarball;
mod workbook;

mod encoding;
mod file;
mod place;
mod print;
mod shape;
mod unpack;
mod window;

mod blocks;
mod calendar;
mod delimiter;
mod evtx;
mod git;
mod json;
mod json_stream;
mod lines;
mod mail;
mod mapped;
mod markup;
mod table;
mod wrapper;
mod xml;

mod scrub;
mod traits;

mod apart;
mod document;
mod docx;
mod flow;
mod html;
mod labels;
mod odt;
mod office;
mod pdf;
mod picture;
mod rtf;
mod rtf_words;
mod stamp;
mod stream;
mod worker;
mod workers;
mod xmp;
mod zone;

#[cfg(test)]
mod tests;

pub use error::{FileError, IntakeError};
pub use input::{Input, open};
pub use limits::Limits;
pub use people::{People, is_dropped, people, people_with_lines};
pub use stream::{Stream, stream};
pub use worker::serve_documents;
pub use workers::Workers;
