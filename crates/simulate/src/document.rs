//! Bytes of résumé files, the same for the same résumé on every machine.

mod docx;
mod pdf;

use crate::resume::{Format, Resume};

/// The file of a résumé with these lines.
pub(crate) fn bytes(resume: &Resume, lines: &[String]) -> Vec<u8> {
    match resume.format {
        Format::Docx => docx::bytes(resume, lines),
        Format::Pdf => pdf::bytes(resume, lines),
    }
}
