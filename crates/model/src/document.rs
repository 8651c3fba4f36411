//! What a résumé, a letter or a picture gives: its text and the traces of how it was made.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

use crate::{Coordinates, IdentityZone};

/// The format a document came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum DocumentKind {
    /// Portable Document Format.
    Pdf,
    /// Office Open XML text document.
    Docx,
    /// OpenDocument text.
    Odt,
    /// Rich Text Format.
    Rtf,
    /// A page of HTML.
    Html,
    /// Plain text.
    Text,
    /// A photograph or scan; it has no text.
    Image,
}

/// A document beside the exports, read once by intake. Compares and sorts by content.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Document {
    /// SHA-256 of the bytes, lower-case hex.
    pub sha256: String,
    /// Format.
    pub kind: DocumentKind,
    /// Text in reading order, NFKC, `\n` between lines, `\u{c}` at the start of each further page; capped by intake. Targets
    /// of links stand behind their words in angle brackets. Lines that state a protected trait are left out, and so are pages with
    /// the zone of an identity document.
    pub text: String,
    /// Pages, where the format has them.
    pub pages: Option<u32>,
    /// The program that made it.
    pub producer: Option<String>,
    /// `dc:creator` or `/Author`.
    pub author: Option<String>,
    /// `cp:lastModifiedBy`.
    pub last_modified_by: Option<String>,
    /// The organisation that the program was registered to.
    pub company: Option<String>,
    /// The template it was made from, unless that is the program's own.
    pub template: Option<String>,
    /// When it was made, and the offset from UTC in minutes if one was written (`Z` and `+00'00'` give 0).
    pub created: Option<(Timestamp, Option<i32>)>,
    /// When it was last changed, likewise.
    pub modified: Option<(Timestamp, Option<i32>)>,
    /// Maker and model of the camera or scanner.
    pub device: Option<String>,
    /// Where a camera says that it was.
    pub taken_at: Option<Coordinates>,
    /// XMP document and instance ids, its own and those that it was derived from, or the first half of a PDF's `/ID`: marks
    /// of a common ancestor.
    pub ancestry_ids: BTreeSet<String>,
    /// Word's revision-save ids (`w:rsid…`), upper-case hex; every save adds a random one, so shared ones mean a shared ancestor.
    pub rsids: BTreeSet<String>,
    /// SHA-256 of embedded images, or of the image itself. Lines, bullets and small logos are left out.
    pub images: BTreeSet<String>,
    /// 64-bit difference hashes of the same images: one picture saved anew keeps almost all of its bits. They tell whether a
    /// picture was used again, never whose face it shows.
    pub looks: BTreeSet<u64>,
    /// The machine-readable zone of an identity document, if one stood in the text.
    pub zone: Option<IdentityZone>,
}

impl Document {
    /// A document of which nothing but its bytes' hash is known.
    pub fn new(kind: DocumentKind, sha256: impl Into<String>) -> Self {
        Self {
            sha256: sha256.into(),
            kind,
            text: String::new(),
            pages: None,
            producer: None,
            author: None,
            last_modified_by: None,
            company: None,
            template: None,
            created: None,
            modified: None,
            device: None,
            taken_at: None,
            ancestry_ids: BTreeSet::new(),
            rsids: BTreeSet::new(),
            images: BTreeSet::new(),
            looks: BTreeSet::new(),
            zone: None,
        }
    }
}

impl std::fmt::Debug for Document {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // A résumé's text is personal; its size is enough to debug with.
        f.debug_struct("Document")
            .field("sha256", &self.sha256)
            .field("kind", &self.kind)
            .field("text_bytes", &self.text.len())
            .finish()
    }
}
