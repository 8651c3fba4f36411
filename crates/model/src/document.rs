//! What a résumé or letter gives: its text and the traces of how it was made.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The format a document came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum DocumentKind {
    /// Portable Document Format.
    Pdf,
    /// Office Open XML text document.
    Docx,
    /// Plain text.
    Text,
}

/// A document beside the exports, read once by intake. Compares and sorts by content.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Document {
    /// SHA-256 of the bytes, lower-case hex.
    pub sha256: String,
    /// Format.
    pub kind: DocumentKind,
    /// Text in reading order, NFKC, `\n` between lines; capped by intake.
    pub text: String,
    /// Pages, where the format has them.
    pub pages: Option<u32>,
    /// The program that made it.
    pub producer: Option<String>,
    /// `dc:creator` or `/Author`.
    pub author: Option<String>,
    /// `cp:lastModifiedBy`.
    pub last_modified_by: Option<String>,
    /// When it was made, and the offset from UTC in minutes if one was written (`Z` and `+00'00'` give 0).
    pub created: Option<(Timestamp, Option<i32>)>,
    /// When it was last changed, likewise.
    pub modified: Option<(Timestamp, Option<i32>)>,
    /// XMP `OriginalDocumentID` and `DocumentID`, or the first half of a PDF's `/ID`: marks of a common ancestor.
    pub ancestry_ids: BTreeSet<String>,
    /// Word's revision-save ids (`w:rsid…`), upper-case hex; every save adds a random one, so shared ones mean a shared ancestor.
    pub rsids: BTreeSet<String>,
    /// SHA-256 of embedded images.
    pub images: BTreeSet<String>,
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
