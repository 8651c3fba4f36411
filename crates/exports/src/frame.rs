//! The frame of a page: head with its content policy, style, skip link and footer. A page asks nothing of a network and runs no script.

use std::fmt::{self, Write};

use bonafide_views::{CSS, esc};
use sha2::{Digest, Sha256};

/// The style that pages share, after that of the fragments.
const PAGE_CSS: &str = include_str!("report_html/report.css");

/// What pages differ in.
pub(crate) struct Frame<'a> {
    /// Title of the window.
    pub(crate) title: &'a str,
    /// What the first link says, which leads to `#main`.
    pub(crate) skip: &'a str,
    /// The page's own style.
    pub(crate) css: &'a str,
}

/// Opens the page up to and with the skip link.
pub(crate) fn open(out: &mut String, frame: &Frame<'_>) -> fmt::Result {
    let style = format!("{CSS}{PAGE_CSS}{}", frame.css);
    write!(
        out,
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{}'; img-src data:\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"robots\" content=\"noindex\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n<title>{title}</title>\n<style>{style}</style>\n</head>\n<body>\n\
         <a class=\"skip\" href=\"#main\">{skip}</a>\n",
        base64(&Sha256::digest(style.as_bytes())),
        title = esc(frame.title),
        skip = esc(frame.skip),
    )
}

/// Closes what [`open`] opened, and the `main` element.
pub(crate) fn close(out: &mut String) -> fmt::Result {
    write!(
        out,
        "</main>\n<footer><p>Made by bonafide {}. This page runs no script and asks nothing of a network.</p></footer>\n</body>\n</html>\n",
        env!("CARGO_PKG_VERSION")
    )
}

/// RFC 4648 base64 with padding, which content policies want for hashes.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut res = String::new();
    for chunk in bytes.chunks(3) {
        let word = chunk.iter().fold(0_u32, |word, byte| word << 8 | u32::from(*byte))
            << (8 * (3 - chunk.len()));
        for position in 0..4 {
            let sextet = (word >> (18 - 6 * position)) & 63;
            let is_padding = position > chunk.len();
            res.push(if is_padding { '=' } else { char::from(LETTERS[sextet as usize]) });
        }
    }
    res
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_gives_the_vectors_of_the_standard() {
        for (text, expected) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(text.as_bytes()), expected);
        }
    }
}
