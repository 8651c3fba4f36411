//! Folded files as lines of JSON: the format of `fold` and `merge`, and of what is kept between scans.
//!
//! The first line names the version, the last one says how many lines stand between, so that a cut file is never taken for a
//! whole one. Personal values stand in it in full: whoever keeps such a file keeps the exports.

use std::{
    io::{self, BufRead, Write},
    sync::Arc,
};

use bonafide_model::{FOLD_VERSION, FileReport, Folded, FoldedRef, Ledger};
use serde::{Deserialize, Serialize};

/// What the first line of every such file begins with.
const MARK: &str = "{\"bonafide_fold\":";
/// What the last line begins with.
const END: &str = "{\"lines\":";
/// Bytes from which lines are handed on. Guess.
const AT_ONCE: usize = 64 << 10;
/// Longest line that is read. Guess: a document's text is capped at 2 MiB by intake, and escaped it is no more than six times that.
const LINE_BYTES: u64 = 16 << 20;

#[derive(Serialize, Deserialize)]
struct Head {
    bonafide_fold: u32,
}

#[derive(Serialize, Deserialize)]
struct Foot {
    lines: u64,
}

/// Why such a file could not be read.
#[derive(Debug, thiserror::Error)]
pub enum FoldError {
    /// The disk or pipe failed.
    #[error("could not be read")]
    Io(#[from] io::Error),
    /// Not such a file.
    #[error("expected a file that `bonafide fold` wrote")]
    Foreign,
    /// Written by another version.
    #[error(
        "expected version {FOLD_VERSION} of folded lines, found {0}: fold the exports again with this version"
    )]
    Version(u32),
    /// A line is not as we write it.
    #[error("line {line} is damaged: fold the exports again")]
    Damaged {
        /// 1-based.
        line: u64,
        /// Why.
        #[source]
        cause: serde_json::Error,
    },
    /// The end is missing.
    #[error("the end is missing: copy the file again, or fold the exports again")]
    Cut,
}

/// Whether a file begins as folded lines do.
pub fn is_folded(start: &[u8]) -> bool {
    start.starts_with(MARK.as_bytes())
}

/// Writes accounts of files and all that they say, many lines at once.
pub fn write_fold(mut out: impl Write, reports: &[FileReport], ledger: &Ledger) -> io::Result<()> {
    let mut text = Text { bytes: vec![0; 2 * AT_ONCE], n: 0 };
    let mut lines = 0;
    line(&mut text, &Head { bonafide_fold: FOLD_VERSION })?;
    for it in reports.iter().map(FoldedRef::File).chain(ledger.folded()) {
        line(&mut text, &it)?;
        lines += 1;
        if text.n >= AT_ONCE {
            text.hand_on(&mut out)?;
        }
    }
    line(&mut text, &Foot { lines })?;
    text.hand_on(&mut out)?;
    out.flush()
}

fn line(text: &mut Text, value: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *text, value)?;
    text.write_all(b"\n")
}

/// Lines that are handed on many at once. Measured: a cell is written in some ninety words and commas, each a call if they go into
/// a `Vec`, and half of the time is spent on that; here a comma is one store.
struct Text {
    /// What is written, and room for more.
    bytes: Vec<u8>,
    n: usize,
}

impl Text {
    fn hand_on(&mut self, out: &mut impl Write) -> io::Result<()> {
        out.write_all(self.bytes.get(..self.n).unwrap_or_default())?;
        self.n = 0;
        Ok(())
    }

    #[cold]
    fn grow(&mut self, n_more: usize) {
        self.bytes.resize(2 * (self.bytes.len() + n_more), 0);
    }
}

impl Write for Text {
    #[inline]
    fn write_all(&mut self, words: &[u8]) -> io::Result<()> {
        if self.bytes.len() - self.n < words.len() {
            self.grow(words.len());
        }
        if let Some(room) = self.bytes.get_mut(self.n..self.n + words.len()) {
            room.copy_from_slice(words);
        }
        self.n += words.len();
        Ok(())
    }

    #[inline]
    fn write(&mut self, words: &[u8]) -> io::Result<usize> {
        self.write_all(words)?;
        Ok(words.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Reads such a file line by line.
pub fn read_fold(mut from: impl BufRead) -> Result<(Vec<FileReport>, Ledger), FoldError> {
    let mut text = String::new();
    next_line(&mut from, &mut text)?;
    if !is_folded(text.as_bytes()) {
        return Err(FoldError::Foreign);
    }
    let head: Head =
        serde_json::from_str(&text).map_err(|cause| FoldError::Damaged { line: 1, cause })?;
    if head.bonafide_fold != FOLD_VERSION {
        return Err(FoldError::Version(head.bonafide_fold));
    }
    let mut names = Names::default();
    let mut res = (Vec::new(), Ledger::default());
    for lines in 0.. {
        next_line(&mut from, &mut text)?;
        let damaged = |cause| FoldError::Damaged { line: lines + 2, cause };
        if text.starts_with(END) {
            let foot: Foot = serde_json::from_str(&text).map_err(damaged)?;
            return if foot.lines == lines { Ok(res) } else { Err(FoldError::Cut) };
        }
        let folded: Folded = serde_json::from_str(&text).map_err(damaged)?;
        res.0.extend(res.1.unfold(names.share(folded)));
    }
    Err(FoldError::Cut)
}

/// The next line with its end; whatever lacks one was cut.
fn next_line(from: &mut impl BufRead, text: &mut String) -> Result<(), FoldError> {
    text.clear();
    io::Read::take(&mut *from, LINE_BYTES).read_line(text)?;
    if text.ends_with('\n') { Ok(()) } else { Err(FoldError::Cut) }
}

/// One copy of a file's name for all lines that name it.
#[derive(Default)]
struct Names {
    last: Option<Arc<str>>,
}

impl Names {
    fn share(&mut self, mut folded: Folded) -> Folded {
        match &mut folded {
            Folded::File(_) => {}
            Folded::Fact(_, _, sighting) => self.share_one(&mut sighting.from.file),
            Folded::Uses(_, cells) => {
                cells.0.iter_mut().for_each(|(_, cell)| self.share_one(&mut cell.example.file));
            }
        }
        folded
    }

    fn share_one(&mut self, file: &mut Arc<str>) {
        match &self.last {
            Some(last) if last == file => *file = Arc::clone(last),
            Some(_) | None => self.last = Some(Arc::clone(file)),
        }
    }
}
