//! The form of a shipped table: variable-length numbers and texts, compressed with zstd.
//!
//! The tables are part of the binary and the tests read each of them to its end, so a table that can't be read is a bug
//! of the build and not a condition that a caller could meet; hence `expect` here.

use std::io::Read as _;

/// Decompresses a table.
pub(crate) fn unpack(table: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut decoder =
        ruzstd::decoding::StreamingDecoder::new(table).expect("a shipped table is a zstd frame");
    decoder.read_to_end(&mut bytes).expect("a shipped table decompresses to its end");
    bytes
}

/// Reads an unpacked table from its front.
pub(crate) struct Unpacked<'a> {
    rest: &'a [u8],
}

impl<'a> Unpacked<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// A number of up to 64 bits, seven to a byte, lowest first.
    pub(crate) fn number(&mut self) -> u64 {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let (&byte, rest) =
                self.rest.split_first().expect("a shipped table ends between two numbers");
            self.rest = rest;
            number |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                break;
            }
        }
        number
    }

    /// A number that fits an index.
    pub(crate) fn index(&mut self) -> u32 {
        u32::try_from(self.number()).expect("an index of a shipped table fits 32 bits")
    }

    /// A number with a sign, in its lowest bit.
    pub(crate) fn signed(&mut self) -> i32 {
        let raw = self.index();
        (raw >> 1).cast_signed() ^ -(raw & 1).cast_signed()
    }

    /// A text with its length before it.
    pub(crate) fn text(&mut self) -> &'a str {
        let length = self.index() as usize;
        let (text, rest) =
            self.rest.split_at_checked(length).expect("a shipped table ends after a text");
        self.rest = rest;
        std::str::from_utf8(text).expect("texts of a shipped table are UTF-8")
    }

    /// A column of numbers, as long as the number in front of it.
    pub(crate) fn column(&mut self) -> Vec<u32> {
        (0..self.number()).map(|_| self.index()).collect()
    }

    /// A text of lines.
    pub(crate) fn lines(&mut self) -> Lines {
        let text = self.text().to_owned();
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let ends = ends
            .map(|(at, _)| u32::try_from(at).expect("a shipped text is shorter than 4 GiB"))
            .collect();
        Lines { text, ends }
    }
}

/// Many short texts in one piece of memory.
pub(crate) struct Lines {
    text: String,
    ends: Vec<u32>,
}

impl Lines {
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(crate) fn line(&self, idx: usize) -> &str {
        let start = if idx == 0 { 0 } else { self.ends[idx - 1] as usize + 1 };
        &self.text[start..self.ends[idx] as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_signs_and_lines_read_back() {
        let bytes = [0x96, 0x01, 0x03, 0x05, b'a', b'\n', b'\n', b'b', b'\n'];
        let mut table = Unpacked::new(&bytes);
        assert_eq!(table.number(), 150);
        assert_eq!(table.signed(), -2);
        let lines = table.lines();
        assert_eq!((0..lines.len()).map(|idx| lines.line(idx)).collect::<Vec<_>>(), ["a", "", "b"]);
    }
}
