//! A file of JSON lines in blocks of whole lines, for readers that know most lines at a glance.

use std::{
    io::{self, Read},
    sync::{Arc, Mutex},
};

use bonafide_model::{
    Block, Blocks, Body, Incoming, LineFile, LineGate, Locator, Provenance, Record, Reject,
};
use encoding_rs::Encoding;
use memchr::memrchr;

use crate::{
    Limits, encoding, file::Opener, lines, place::Place, print::Print, scrub::Scrub,
    unpack::Packing, window::words,
};

/// Bytes of a block. Measured on a busy machine: with fewer the readers wait for one another (2,000 times in 1.5 GB with 256 KiB,
/// 500 times with this), and with more nothing is won; a block is still far smaller than the last cache of a core.
const BLOCK: usize = 1 << 20;
/// Bytes that are read at once, so many that they are still near when their line ends are counted. Measured: 64 KiB took a
/// little more of the CPU in the kernel.
const PIECE: usize = 256 << 10;

/// How to read the lines of one file, as often as somebody asks.
pub(crate) struct JsonLines {
    pub(crate) name: Arc<str>,
    pub(crate) place: Place,
    pub(crate) print: Print,
    pub(crate) packing: Packing,
    pub(crate) encoding: &'static Encoding,
    pub(crate) limits: Limits,
}

impl LineFile for JsonLines {
    fn blocks(&self) -> Box<dyn Blocks> {
        let opener = Opener {
            name: &self.name,
            place: &self.place,
            limits: &self.limits,
            packing: self.packing,
        };
        let reader: Result<Box<dyn Read + Send>, String> = if self.encoding == encoding_rs::UTF_8 {
            // As it lies: whoever reads the lines checks them, and a mark of UTF-8 belongs to the first.
            let is_packed = self.packing != Packing::Plain;
            opener.unpacked().map(|it| if is_packed { it } else { self.print.on_the_way(it) })
        } else {
            opener.text(self.encoding).map(|it| Box::new(it) as Box<dyn Read + Send>)
        };
        let (name, cap) = (Arc::clone(&self.name), self.limits.record_bytes);
        Box::new(match reader {
            Ok(reader) => LineBlocks::new(name, cap, reader),
            Err(why) => LineBlocks::refused(name, why),
        })
    }

    fn gate(&self) -> LineGate {
        gate(Arc::clone(&self.name), self.limits.record_bytes)
    }
}

/// Lines that come once, as through a pipe.
pub(crate) struct StreamedLines {
    pub(crate) name: Arc<str>,
    pub(crate) limits: Limits,
    /// Taken by the first who asks.
    pub(crate) reader: Mutex<Option<Box<dyn Read + Send>>>,
}

impl LineFile for StreamedLines {
    fn blocks(&self) -> Box<dyn Blocks> {
        let reader = self.reader.lock().ok().and_then(|mut it| it.take());
        let (name, cap) = (Arc::clone(&self.name), self.limits.record_bytes);
        Box::new(match reader {
            Some(reader) => LineBlocks::new(name, cap, reader),
            None => LineBlocks::refused(name, "a stream can be read once only".to_owned()),
        })
    }

    fn gate(&self) -> LineGate {
        gate(Arc::clone(&self.name), self.limits.record_bytes)
    }
}

/// Makes records of lines.
pub(crate) struct Gate {
    name: Arc<str>,
    cap: usize,
    scrub: Scrub,
}

impl Gate {
    pub(crate) fn new(name: Arc<str>, cap: usize) -> Self {
        Self { name, cap, scrub: Scrub::default() }
    }

    /// The record of one line.
    pub(crate) fn record(&mut self, line: u64, text: Vec<u8>) -> Incoming {
        let from = Provenance { file: Arc::clone(&self.name), at: Locator::Line(line) };
        if text.len() > self.cap {
            return Err((from, Reject(lines::too_long(self.cap))));
        }
        match encoding::text(text).and_then(|it| self.scrub.clean(it)) {
            Ok(text) => Ok(Record { from, body: Body::Json(text.into_boxed_str()) }),
            Err(why) => Err((from, Reject(why))),
        }
    }

    /// Keys that were dropped from the records so far.
    pub(crate) fn dropped(&self) -> Vec<String> {
        self.scrub.dropped()
    }
}

fn gate(name: Arc<str>, cap: usize) -> LineGate {
    let mut gate = Gate::new(name, cap);
    Box::new(move |line, text| gate.record(line, text.to_vec()))
}

/// Cuts a text into blocks of whole lines.
struct LineBlocks {
    name: Arc<str>,
    cap: usize,
    /// `None` once it has ended.
    reader: Option<Box<dyn Read + Send>>,
    /// The start of a line whose end has not been read yet.
    begun: Vec<u8>,
    /// 1-based number of the next line.
    line: u64,
    /// Line ends among what has been read and not handed on.
    n_ends: u64,
    /// Why reading ended before the end.
    failure: Option<String>,
}

impl LineBlocks {
    fn new(name: Arc<str>, cap: usize, reader: Box<dyn Read + Send>) -> Self {
        Self {
            name,
            cap,
            reader: Some(reader),
            begun: Vec::new(),
            line: 1,
            n_ends: 0,
            failure: None,
        }
    }

    fn refused(name: Arc<str>, why: String) -> Self {
        Self {
            name,
            cap: 0,
            reader: None,
            begun: Vec::new(),
            line: 1,
            n_ends: 0,
            failure: Some(why),
        }
    }

    /// Reads on until the buffer is full, and gives how much of it is. Line ends are counted on the way.
    fn fill(&mut self, bytes: &mut [u8], mut n: usize) -> usize {
        while n < bytes.len()
            && let Some(reader) = &mut self.reader
        {
            let end = bytes.len().min(n + PIECE);
            let piece = bytes.get_mut(n..end).unwrap_or_default();
            match reader.read(piece) {
                Err(why) if why.kind() == io::ErrorKind::Interrupted => {}
                Ok(0) => self.reader = None,
                Ok(more) => {
                    self.n_ends += count_ends(piece.get(..more).unwrap_or_default());
                    n += more;
                }
                Err(why) => {
                    self.failure = Some(words(&why));
                    self.reader = None;
                }
            }
        }
        n
    }

    /// Skips a line above the cap to its end without holding it.
    fn skip_line(&mut self, mut bytes: Vec<u8>) -> Block {
        let line = self.line;
        bytes.resize(BLOCK, 0);
        loop {
            let n = self.fill(&mut bytes, 0);
            if let Some(end) = memchr::memchr(b'\n', bytes.get(..n).unwrap_or_default()) {
                self.begun = bytes.get(end + 1..n).unwrap_or_default().to_vec();
                self.n_ends = count_ends(&self.begun);
                self.line += 1;
                break;
            }
            if self.reader.is_none() {
                break;
            }
        }
        Block::Refused(self.here(line), Reject(lines::too_long(self.cap)))
    }

    fn here(&self, line: u64) -> Provenance {
        Provenance::line(Arc::clone(&self.name), line)
    }
}

impl Blocks for LineBlocks {
    fn next_block(&mut self, mut bytes: Vec<u8>) -> Option<Block> {
        let mut n = self.begun.len();
        let mut want = BLOCK.max(n);
        // Not cleared, so that only what the last block has cut off is filled with zeros.
        bytes.resize(want, 0);
        bytes.get_mut(..n)?.copy_from_slice(&self.begun);
        self.begun.clear();
        let end = loop {
            n = self.fill(&mut bytes, n);
            let filled = bytes.get(..n)?;
            if let Some(end) = memrchr(b'\n', filled) {
                self.begun.extend_from_slice(filled.get(end + 1..)?);
                break end + 1;
            }
            if self.reader.is_none() {
                break n;
            }
            if n > self.cap {
                return Some(self.skip_line(bytes));
            }
            want *= 2;
            bytes.resize(want, 0);
        };
        bytes.truncate(end);
        let first = self.line;
        // Behind the last line end there is none.
        self.line += std::mem::take(&mut self.n_ends);
        if bytes.is_empty() || self.failure.is_some() && !bytes.ends_with(b"\n") {
            // What was being read when reading failed is no whole line.
            let why = self.failure.take()?;
            return Some(Block::Refused(self.here(first), Reject(why)));
        }
        Some(Block::Lines { first, bytes })
    }
}

/// Line ends, counted side by side in small numbers that the compiler keeps in wide registers: measured, a third faster than
/// counting what a search finds.
fn count_ends(bytes: &[u8]) -> u64 {
    const LANES: usize = 64;
    let count = |part: &[u8]| -> u64 {
        let mut lanes = [0_u8; LANES];
        let (rows, rest) = part.as_chunks::<LANES>();
        for row in rows {
            // Measured: some pairs of iterators are calls, one for each row, in a build that optimizes crate by crate.
            for at in 0..LANES {
                lanes[at] += u8::from(row[at] == b'\n');
            }
        }
        let rest = rest.iter().filter(|it| **it == b'\n').count() as u64;
        lanes.iter().map(|it| u64::from(*it)).sum::<u64>() + rest
    };
    // Parts of so many rows that no lane overflows.
    bytes.chunks(LANES * usize::from(u8::MAX)).map(count).sum()
}

#[cfg(test)]
mod tests {
    use std::io::{self, Cursor};

    use super::*;

    fn lines_of(reader: impl Read + Send + 'static, cap: usize) -> Vec<(u64, String)> {
        let mut blocks = LineBlocks::new("t".into(), cap, Box::new(reader));
        std::iter::from_fn(|| blocks.next_block(vec![b'x'; 7]))
            .map(|it| match it {
                Block::Lines { first, bytes } => {
                    let text: String = String::from_utf8(bytes).unwrap().chars().take(24).collect();
                    (first, text)
                }
                Block::Refused(from, why) => {
                    let Locator::Line(line) = from.at else { panic!("a line") };
                    (line, format!("refused: {}", &why.0[..11]))
                }
            })
            .collect()
    }

    #[test]
    fn line_ends_are_counted() {
        let mut bytes = vec![b'\n'; 40_000];
        assert_eq!(count_ends(&bytes), 40_000);
        bytes.iter_mut().step_by(3).for_each(|it| *it = b'x');
        for n in (0..40_000).step_by(997).chain([40_000]) {
            let expected = bytes[..n].iter().filter(|it| **it == b'\n').count() as u64;
            assert_eq!(count_ends(&bytes[..n]), expected);
        }
    }

    #[test]
    fn whole_lines_come_at_once_and_the_last_needs_no_end() {
        let found = lines_of(Cursor::new(b"{\"a\":1}\n\n{\"a\":2}\n{\"a\":3}"), 100);
        assert_eq!(found, [(1, "{\"a\":1}\n\n{\"a\":2}\n".into()), (4, "{\"a\":3}".into())]);
        assert!(lines_of(Cursor::new(b""), 100).is_empty());
    }

    #[test]
    fn a_line_above_the_cap_is_refused_and_the_next_is_read() {
        let long = vec![b'x'; 2 * BLOCK];
        let text = [b"{}\n", long.as_slice(), b"\n{\"b\":1}\n"].concat();
        let found = lines_of(Cursor::new(text), 1000);
        let expected = [(1, "{}\n"), (2, "refused: record long"), (3, "{\"b\":1}\n")];
        assert_eq!(found, expected.map(|(line, text)| (line, text.to_owned())));
    }

    #[test]
    fn a_long_line_below_the_cap_is_whole() {
        let long = vec![b'x'; 2 * BLOCK];
        let text = [long.as_slice(), b"\nb"].concat();
        let found = lines_of(Cursor::new(text), 3 * BLOCK);
        assert_eq!(found, [(1, "x".repeat(24)), (2, "b".to_owned())]);
    }

    #[test]
    fn where_reading_fails_is_told_and_what_came_before_is_read() {
        struct Broken;
        impl Read for Broken {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                Err(io::Error::from(io::ErrorKind::UnexpectedEof))
            }
        }
        let found = lines_of(Cursor::new(b"{\"a\":1}\n{\"b\":").chain(Broken), 100);
        assert_eq!(found, [(1, "{\"a\":1}\n".to_owned()), (2, "refused: the file en".to_owned())]);
    }
}
