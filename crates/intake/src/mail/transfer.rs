//! How the bytes of a mail part are written, and reading them back while they stream by.

use std::io::{self, Read};

/// Bytes decoded at a time.
const STEP: usize = 32 << 10; // guess

/// What a part's `Content-Transfer-Encoding` says; none for what is no mail part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Transfer {
    /// The bytes themselves: 7bit, 8bit, binary.
    Plain,
    /// base64.
    Base64,
    /// quoted-printable.
    Quoted,
}

impl Transfer {
    /// By the name in a header; what nobody knows is taken as it is.
    pub(crate) fn of(name: &str) -> Self {
        match name.trim().to_ascii_lowercase().as_str() {
            "base64" => Transfer::Base64,
            "quoted-printable" => Transfer::Quoted,
            _ => Transfer::Plain,
        }
    }

    /// A reader over the decoded bytes.
    pub(crate) fn decode(self, written: Box<dyn Read + Send>) -> Box<dyn Read + Send> {
        if self == Transfer::Plain {
            return written;
        }
        let decoder = Decoder::new(self);
        Box::new(Decoding { written, decoder, ready: Vec::new(), n_given: 0, is_over: false })
    }
}

/// Decodes a part piece by piece. What does not belong to the encoding is passed over, as mail programs do.
#[derive(Debug)]
pub(crate) struct Decoder {
    transfer: Transfer,
    /// base64: bits not yet given, and how many.
    bits: (u32, u32),
    is_closed: bool,
    /// quoted-printable: an escape that the piece before has begun, and white space that may stand at the end of a line.
    escape: Vec<u8>,
    space: Vec<u8>,
}

impl Decoder {
    /// Nothing read yet.
    pub(crate) fn new(transfer: Transfer) -> Self {
        Self { transfer, bits: (0, 0), is_closed: false, escape: Vec::new(), space: Vec::new() }
    }

    /// The next bytes of the part.
    pub(crate) fn feed(&mut self, written: &[u8], into: &mut Vec<u8>) {
        match self.transfer {
            Transfer::Plain => into.extend_from_slice(written),
            Transfer::Base64 => written.iter().for_each(|it| self.feed_base64(*it, into)),
            Transfer::Quoted => written.iter().for_each(|it| self.feed_quoted(*it, into)),
        }
    }

    /// What is still held when the part has ended.
    pub(crate) fn finish(&mut self, into: &mut Vec<u8>) {
        if self.transfer == Transfer::Quoted {
            into.append(&mut self.escape);
        }
    }

    fn feed_base64(&mut self, byte: u8, into: &mut Vec<u8>) {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            b'=' => {
                self.is_closed = true;
                return;
            }
            _ => return,
        };
        if self.is_closed {
            return;
        }
        let (bits, n_bits) = (self.bits.0 << 6 | u32::from(value), self.bits.1 + 6);
        if n_bits < 8 {
            self.bits = (bits, n_bits);
            return;
        }
        into.push((bits >> (n_bits - 8)) as u8);
        self.bits = (bits & ((1 << (n_bits - 8)) - 1), n_bits - 8);
    }

    fn feed_quoted(&mut self, byte: u8, into: &mut Vec<u8>) {
        if !self.escape.is_empty() {
            self.escape.push(byte);
            return self.close_escape(into);
        }
        match byte {
            b'=' => {
                into.append(&mut self.space);
                self.escape.push(byte);
            }
            b' ' | b'\t' => self.space.push(byte),
            b'\r' | b'\n' => {
                // White space before a line end was added on the way.
                self.space.clear();
                into.push(byte);
            }
            _ => {
                into.append(&mut self.space);
                into.push(byte);
            }
        }
        if self.space.len() > STEP {
            into.append(&mut self.space);
        }
    }

    /// `=4A` is a letter, `=` before a line end joins two lines; anything else stands for itself.
    fn close_escape(&mut self, into: &mut Vec<u8>) {
        let digit = |it: u8| char::from(it).to_digit(16);
        match *self.escape.as_slice() {
            [_, b'\n'] | [_, b'\r', b'\n'] => self.escape.clear(),
            [_, b'\r'] => {}
            [_, first] if digit(first).is_some() => {}
            [_, first, second] => match (digit(first), digit(second)) {
                (Some(high), Some(low)) => {
                    into.push((high << 4 | low) as u8);
                    self.escape.clear();
                }
                (_, _) => into.append(&mut self.escape),
            },
            _ => into.append(&mut self.escape),
        }
    }
}

struct Decoding {
    written: Box<dyn Read + Send>,
    decoder: Decoder,
    ready: Vec<u8>,
    n_given: usize,
    is_over: bool,
}

impl Read for Decoding {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let mut chunk = vec![0; STEP];
        while self.n_given == self.ready.len() {
            if self.is_over {
                return Ok(0);
            }
            self.ready.clear();
            self.n_given = 0;
            let n = self.written.read(&mut chunk)?;
            self.decoder.feed(&chunk[..n], &mut self.ready);
            if n == 0 {
                self.is_over = true;
                self.decoder.finish(&mut self.ready);
            }
        }
        let n = into.len().min(self.ready.len() - self.n_given);
        into[..n].copy_from_slice(&self.ready[self.n_given..self.n_given + n]);
        self.n_given += n;
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(transfer: Transfer, written: &str, step: usize) -> String {
        let (mut decoder, mut res) = (Decoder::new(transfer), Vec::new());
        for piece in written.as_bytes().chunks(step) {
            decoder.feed(piece, &mut res);
        }
        decoder.finish(&mut res);
        String::from_utf8(res).unwrap()
    }

    #[test]
    fn both_encodings_are_read_in_pieces_of_any_size() {
        for step in 1..7 {
            assert_eq!(
                decoded(Transfer::Base64, "QWRh\r\nIExv dmVs\nYWNl\n", step),
                "Ada Lovelace"
            );
            assert_eq!(decoded(Transfer::Base64, "QWRhIQ==\n\nQWRh", step), "Ada!");
            assert_eq!(
                decoded(Transfer::Quoted, "caf=C3=A9 =\r\nau lait  \r\n=ZZ = =4", step),
                "café au lait\r\n=ZZ = =4"
            );
        }
        assert_eq!(decoded(Transfer::Plain, "=4A", 1), "=4A");
    }

    #[test]
    fn a_reader_gives_the_same() {
        let mut res = String::new();
        let written: Box<dyn Read + Send> = Box::new(io::Cursor::new(b"QWRh\r\nIQ==".to_vec()));
        Transfer::Base64.decode(written).read_to_string(&mut res).unwrap();
        assert_eq!(res, "Ada!");
    }
}
