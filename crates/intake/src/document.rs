//! Documents beside the exports: parsed apart, with a time limit, since their parsers meet hostile files.

use std::{
    fmt::Write as _,
    io::Read,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, mpsc},
    thread,
};

use bonafide_model::{Body, Document, DocumentKind};
use unicode_normalization::UnicodeNormalization;

use crate::{Limits, docx, encoding, pdf};

/// Stack of the thread that parses a document; its parsers recurse over nested objects.
const STACK_BYTES: usize = 64 << 20; // guess: eight times a main thread's usual one; only touched pages cost memory

/// Lower-case hex.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut res, byte| {
        write!(res, "{byte:02x}").expect("a String takes everything");
        res
    })
}

/// A document of which nothing but its bytes' hash is known.
pub(crate) fn blank(kind: DocumentKind, sha256: &str) -> Document {
    Document {
        sha256: sha256.to_owned(),
        kind,
        text: String::new(),
        pages: None,
        producer: None,
        author: None,
        last_modified_by: None,
        created: None,
        modified: None,
        ancestry_ids: Default::default(),
        rsids: Default::default(),
        images: Default::default(),
    }
}

/// NFKC, one kind of line end, at most `cap` bytes.
pub(crate) fn tidy(text: &str, cap: usize) -> String {
    let mut res = String::with_capacity(text.len().min(cap));
    for letter in text.nfkc() {
        let letter = match letter {
            '\r' | '\0' => continue,
            // Word's and PDF's own kinds of line and page breaks.
            '\u{b}' | '\u{c}' | '\u{2028}' | '\u{2029}' => '\n',
            other => other,
        };
        if res.len() + letter.len_utf8() > cap {
            break;
        }
        res.push(letter);
    }
    res
}

/// A plain text as a document.
pub(crate) fn from_text(reader: impl Read, sha256: &str, limits: &Limits) -> Result<Body, String> {
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
    let text = encoding::text(bytes)?;
    let mut res = blank(DocumentKind::Text, sha256);
    res.text = tidy(&text, limits.document_text_bytes);
    Ok(Body::Document(Arc::new(res)))
}

/// A PDF or Word document.
pub(crate) fn read(
    bytes: Vec<u8>,
    is_pdf: bool,
    sha256: &str,
    limits: &Limits,
) -> Result<Body, String> {
    let (sha256, limits) = (sha256.to_owned(), limits.clone());
    let time = limits.document_time;
    apart(time, move || {
        if is_pdf {
            pdf::read(&bytes, &sha256, &limits)
        } else {
            docx::read(&bytes, &sha256, &limits)
        }
    })
    .map(|it| Body::Document(Arc::new(it)))
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
    let parse_and_tell = move || {
        let res = catch_unwind(AssertUnwindSafe(parse)).unwrap_or_else(|_panic| {
            Err("document is damaged: its parser gave up; save it anew as PDF".to_owned())
        });
        // The one who waits may have given up by now, and then nobody needs the answer.
        drop(done.send(res));
    };
    thread::Builder::new()
        .name("document".to_owned())
        .stack_size(STACK_BYTES)
        .spawn(parse_and_tell)
        .map_err(|why| {
            format!(
                "no thread for reading the document ({why}); scan again with fewer programs running"
            )
        })?;
    answer.recv_timeout(time).unwrap_or_else(|_late| {
        Err(format!(
            "document took longer than {} s to read; save it anew as PDF",
            time.as_secs_f32()
        ))
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
        assert_eq!(
            broken.unwrap_err(),
            "document is damaged: its parser gave up; save it anew as PDF"
        );
    }

    #[test]
    fn text_is_folded_and_capped() {
        assert_eq!(tidy("e\u{fb01}cient\r\nline\u{b}break", 100), "eficient\nline\nbreak");
        assert_eq!(tidy("äää", 5), "ää");
    }
}
