//! Documents beside the exports: parsed apart, with limits, since their parsers meet hostile files.
//!
//! [`read`] is the one place that chooses where: in a process of its own where the caller has given some, else on a thread.

use std::{
    fmt::Write as _,
    io::Read,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, mpsc},
    thread,
};

use bonafide_model::{Body, Document, DocumentKind, Locator};
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use crate::{Limits, encoding, html, labels, office, pdf, picture, rtf, worker::Task, zone};

/// Stack of the thread that parses a document; its parsers recurse over nested objects.
pub(crate) const STACK_BYTES: usize = 64 << 20; // guess: eight times a main thread's usual one; only touched pages cost memory
/// What is said of a document whose parser panicked, was stopped by the system or ran out of memory.
pub(crate) const GAVE_UP: &str = "document is damaged: its parser gave up; save it anew as PDF";

/// Pages that are records of their own; what comes behind is the last one's. Guess: a résumé has two.
const PAGES: usize = 20;

/// What has to be parsed apart, by the parser that reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Format {
    /// Portable Document Format.
    Pdf,
    /// A zip of XML parts: Word, OpenDocument.
    Office,
    /// Rich Text Format.
    Rtf,
    /// A page of HTML, in UTF-8.
    Html,
    /// A photograph or scan.
    Picture,
}

/// Lower-case hex.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut res, byte| {
        write!(res, "{byte:02x}").expect("a String takes everything");
        res
    })
}

/// NFKC, one kind of line end, pages apart by form feeds, at most `cap` bytes.
pub(crate) fn tidy(text: &str, cap: usize) -> String {
    let mut res = String::with_capacity(text.len().min(cap));
    for letter in text.nfkc() {
        let letter = match letter {
            '\r' | '\0' | '\u{ad}' => continue,
            '\u{c}' if !res.is_empty() && !res.ends_with('\n') => {
                res.push('\n');
                '\u{c}'
            }
            // Word's and Unicode's own kinds of line breaks.
            '\u{b}' | '\u{2028}' | '\u{2029}' => '\n',
            other => other,
        };
        if res.len() + letter.len_utf8() > cap {
            break;
        }
        res.push(letter);
    }
    res
}

/// One line of a property, such as an author.
pub(crate) fn tidy_line(text: &str) -> Option<String> {
    const LONGEST: usize = 1 << 10; // guess: longer ones are no names
    let text = tidy(text.trim(), LONGEST);
    (!text.is_empty()).then_some(text)
}

/// A plain text as a document.
pub(crate) fn from_text(
    reader: impl Read,
    sha256: &str,
    limits: &Limits,
) -> Result<Document, String> {
    let text = encoding::text(bytes_of_text(reader, limits)?)?;
    let mut res = Document::new(DocumentKind::Text, sha256);
    res.text = tidy(&text, limits.document_text_bytes);
    Ok(res)
}

/// A page of HTML as a document.
pub(crate) fn from_html(
    reader: impl Read,
    sha256: &str,
    limits: &Limits,
) -> Result<Document, String> {
    let bytes = bytes_of_text(reader, limits)?;
    read(bytes, Format::Html, sha256, limits)
}

fn bytes_of_text(reader: impl Read, limits: &Limits) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    reader
        .take(limits.document_bytes + 1)
        .read_to_end(&mut bytes)
        .map_err(|why| crate::window::words(&why))?;
    if bytes.len() as u64 > limits.document_bytes {
        return Err(format!(
            "plain text of more than {} MiB without a table, JSON or times in it; if it is a log, export it as CSV or JSON",
            limits.document_bytes >> 20
        ));
    }
    Ok(bytes)
}

/// Any other document, parsed apart.
pub(crate) fn read(
    bytes: Vec<u8>,
    format: Format,
    sha256: &str,
    limits: &Limits,
) -> Result<Document, String> {
    let task = Task {
        format,
        sha256: sha256.to_owned(),
        text_bytes: limits.document_text_bytes,
        pages: limits.document_pages,
    };
    match &limits.document_workers {
        Some(workers) => workers.read(task, bytes, limits),
        None => apart(limits.document_time, move || parse(&task, &bytes)),
    }
}

/// A document as records, one a page, so that what is said has its page; and what was left out of it.
pub(crate) fn records(mut document: Document) -> (Vec<String>, Vec<(Locator, Body)>) {
    document.zone = zone::take(&mut document.text);
    let dropped = labels::drop_lines(&mut document.text);
    let n_pages = document.text.matches('\u{c}').count().saturating_add(1).min(PAGES);
    let document = Arc::new(document);
    let page = |n| (Locator::Page(n), Body::Document(Arc::clone(&document)));
    (dropped, (1..).take(n_pages).map(page).collect())
}

/// Parses a document here and now. A parser that panics is a damaged document.
pub(crate) fn parse(task: &Task, bytes: &[u8]) -> Result<Document, String> {
    let parse = || match task.format {
        Format::Pdf => pdf::read(bytes, task),
        Format::Office => office::read(bytes, task),
        Format::Rtf => rtf::read(bytes, task),
        Format::Html => html::read(bytes, task),
        Format::Picture => Ok(picture::read(bytes, task)),
    };
    catch_unwind(AssertUnwindSafe(parse)).unwrap_or_else(|_panic| Err(GAVE_UP.to_owned()))
}

/// What is said of a document that took too long.
pub(crate) fn too_slow(time: std::time::Duration) -> String {
    format!("document took longer than {} s to read; save it anew as PDF", time.as_secs_f32())
}

/// Runs a parser on a thread of its own and waits for it only so long.
///
/// A thread cannot be stopped from outside: one that hangs is left behind and ends with the program. That is worth it, since
/// the alternative is a scan that never ends because of one applicant's file.
fn apart<T: Send + 'static>(
    time: std::time::Duration,
    parse: impl FnOnce() -> Result<T, String> + Send + 'static,
) -> Result<T, String> {
    let (done, answer) = mpsc::channel();
    // The one who waits may have given up by now, and then nobody needs the answer.
    let parse_and_tell = move || drop(done.send(parse()));
    thread::Builder::new()
        .name("document".to_owned())
        .stack_size(STACK_BYTES)
        .spawn(parse_and_tell)
        .map_err(|why| {
            format!(
                "no thread for reading the document ({why}); scan again with fewer programs running"
            )
        })?;
    answer.recv_timeout(time).unwrap_or_else(|why| match why {
        mpsc::RecvTimeoutError::Timeout => Err(too_slow(time)),
        mpsc::RecvTimeoutError::Disconnected => Err(GAVE_UP.to_owned()),
    })
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_parser_that_hangs_or_panics_is_refused() {
        let hung: Result<(), String> = apart(Duration::from_millis(20), || {
            thread::sleep(Duration::from_secs(2));
            Ok(())
        });
        assert_eq!(
            hung.unwrap_err(),
            "document took longer than 0.02 s to read; save it anew as PDF"
        );
        let broken: Result<(), String> =
            apart(Duration::from_secs(5), || panic!("as hostile files make parsers do"));
        assert_eq!(broken.unwrap_err(), GAVE_UP);
    }

    #[test]
    fn text_is_folded_and_capped() {
        assert_eq!(tidy("e\u{fb01}cient\r\nline\u{b}break", 100), "eficient\nline\nbreak");
        assert_eq!(tidy("äää", 5), "ää");
    }
}
