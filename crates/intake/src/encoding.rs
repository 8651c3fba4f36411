//! Which encoding a text is in, and its bytes as UTF-8.
//!
//! Bytes that the encoding does not know come out as `0xFF`, which is never part of UTF-8: the record that holds one is
//! refused when it is turned into a `String`, and no byte is replaced in silence.

use std::io::{self, Read};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// Stands for bytes that could not be decoded.
const UNDECODABLE: u8 = 0xFF;
/// Share of NUL bytes at even or odd places from which text without a mark is UTF-16: one in this many.
const NUL_EVERY: usize = 3; // guess: English and European text has nearly all, Asian text few and usually a mark

/// The encoding of a text, from its first bytes and from the first stretch that is not ASCII.
pub(crate) fn guess(head: &[u8], sample: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(head) {
        return encoding;
    }
    if let Some(encoding) = unmarked_utf_16(head) {
        return encoding;
    }
    let (n_valid, n_broken) = count_multibyte(sample);
    // One broken letter in a UTF-8 file must not turn all others into mojibake; the record with it is refused instead.
    if n_broken == 0 || n_valid > n_broken {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// The encoding that a mapping names.
pub(crate) fn by_label(label: &str) -> Result<&'static Encoding, String> {
    Encoding::for_label(label.trim().as_bytes()).ok_or_else(|| {
        format!("`{label}` is no encoding; expected one like `utf-8`, `utf-16le` or `windows-1252`")
    })
}

fn unmarked_utf_16(head: &[u8]) -> Option<&'static Encoding> {
    let n_nul = |parity: usize| head.iter().skip(parity).step_by(2).filter(|it| **it == 0).count();
    let (even, odd, half) = (n_nul(0), n_nul(1), head.len() / 2);
    if half < 4 {
        return None;
    }
    match (even > half / NUL_EVERY, odd > half / NUL_EVERY) {
        (true, false) => Some(UTF_16BE),
        (false, true) => Some(UTF_16LE),
        (true, true) | (false, false) => None,
    }
}

/// Letters of more than one byte that are UTF-8, and runs that are not.
fn count_multibyte(sample: &[u8]) -> (usize, usize) {
    let (mut n_valid, mut n_broken) = (0, 0);
    let mut chunks = sample.utf8_chunks().peekable();
    while let Some(chunk) = chunks.next() {
        n_valid += chunk.valid().chars().filter(|it| !it.is_ascii()).count();
        // A letter cut by the end of the sample is not broken.
        let is_cut =
            chunks.peek().is_none() && chunk.invalid().len() < 4 && starts_letter(chunk.invalid());
        if !chunk.invalid().is_empty() && !is_cut {
            n_broken += 1;
        }
    }
    (n_valid, n_broken)
}

fn starts_letter(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_err_and(|why| why.error_len().is_none())
}

/// A record's bytes as text, or why they are none.
pub(crate) fn text(bytes: Vec<u8>) -> Result<String, String> {
    if memchr::memchr(0, &bytes).is_some() {
        return Err(
            "NUL bytes inside, as after a crash or a broken copy; export the file again".to_owned()
        );
    }
    // The reason is counted by its words, so it holds nothing that differs from record to record.
    String::from_utf8(bytes).map_err(|_where| {
        "bytes that are not valid in the file's encoding; save the file as UTF-8".to_owned()
    })
}

/// Turns a text into UTF-8 while it is read.
pub(crate) struct Transcoded<R> {
    inner: R,
    decoder: Option<Decoder>,
    raw: Vec<u8>,
    ready: Vec<u8>,
    n_given: usize,
    is_over: bool,
}

/// Bytes decoded at a time.
const STEP: usize = 32 << 10; // guess

impl<R: Read> Transcoded<R> {
    /// `encoding` as [`guess`] says; a mark at the start is dropped.
    pub(crate) fn new(inner: R, encoding: &'static Encoding) -> Self {
        let decoder = (encoding != UTF_8).then(|| encoding.new_decoder_with_bom_removal());
        Self { inner, decoder, raw: vec![0; STEP], ready: Vec::new(), n_given: 0, is_over: false }
    }

    fn refill(&mut self) -> io::Result<()> {
        let n = self.inner.read(&mut self.raw)?;
        self.is_over = n == 0;
        self.ready.clear();
        self.n_given = 0;
        let Some(decoder) = &mut self.decoder else {
            self.ready.extend_from_slice(&self.raw[..n]);
            return Ok(());
        };
        let mut rest = &self.raw[..n];
        loop {
            let filled = self.ready.len();
            let room =
                decoder.max_utf8_buffer_length_without_replacement(rest.len()).unwrap_or(STEP);
            self.ready.resize(filled + room, 0);
            let (res, n_read, n_written) = decoder.decode_to_utf8_without_replacement(
                rest,
                &mut self.ready[filled..],
                self.is_over,
            );
            self.ready.truncate(filled + n_written);
            rest = &rest[n_read..];
            match res {
                DecoderResult::InputEmpty => return Ok(()),
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(..) => self.ready.push(UNDECODABLE),
            }
        }
    }
}

impl<R: Read> Read for Transcoded<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.n_given == self.ready.len() {
            if self.is_over {
                return Ok(0);
            }
            self.refill()?;
        }
        let n = into.len().min(self.ready.len() - self.n_given);
        into[..n].copy_from_slice(&self.ready[self.n_given..self.n_given + n]);
        self.n_given += n;
        Ok(n)
    }
}

/// Reads past the mark of UTF-8, which is no part of the text.
pub(crate) fn skip_mark<R: Read>(mut reader: R) -> io::Result<impl Read + use<R>> {
    const MARK: &[u8] = "\u{feff}".as_bytes();
    let mut start = Vec::with_capacity(MARK.len());
    reader.by_ref().take(MARK.len() as u64).read_to_end(&mut start)?;
    if start == MARK {
        start.clear();
    }
    Ok(io::Cursor::new(start).chain(reader))
}
