//! A reader with a look-ahead and a line count, on which all splitters stand.

use std::io::{self, Read};

use memchr::memchr_iter;

/// Bytes asked for in one read.
const CHUNK: usize = 64 << 10; // guess: larger ones did not pay in comparable readers

/// Bytes of a file from some position on.
pub(crate) struct Window<R> {
    reader: R,
    buffer: Vec<u8>,
    start: usize,
    is_over: bool,
    line: u64,
    failure: Option<String>,
}

impl<R: Read> Window<R> {
    /// A window that stands at line 1.
    pub(crate) fn new(reader: R) -> Self {
        Self { reader, buffer: Vec::new(), start: 0, is_over: false, line: 1, failure: None }
    }

    /// 1-based line of the next byte.
    pub(crate) fn line(&self) -> u64 {
        self.line
    }

    /// Why reading ended before the end of the file.
    pub(crate) fn failure(&self) -> Option<&str> {
        self.failure.as_deref()
    }

    /// The failure, once.
    pub(crate) fn take_failure(&mut self) -> Option<String> {
        self.failure.take()
    }

    /// The bytes that are here, at least `n` of them unless the file ends before.
    pub(crate) fn ahead(&mut self, n: usize) -> &[u8] {
        while self.buffer.len() - self.start < n && !self.is_over {
            self.fill();
        }
        &self.buffer[self.start..]
    }

    /// Steps over bytes that [`Window::ahead`] has shown.
    pub(crate) fn advance(&mut self, n: usize) {
        self.line += memchr_iter(b'\n', &self.buffer[self.start..self.start + n]).count() as u64;
        self.start += n;
    }

    /// Steps to the start of a line, or to the end of the file if there are fewer.
    pub(crate) fn go_to_line(&mut self, line: u64) {
        while self.line < line {
            let here = self.ahead(1);
            let n = memchr_iter(b'\n', here).next().map_or(here.len(), |it| it + 1);
            if n == 0 {
                return;
            }
            self.advance(n);
        }
    }

    /// Steps over white space and returns the next byte.
    pub(crate) fn skip_space(&mut self) -> Option<u8> {
        loop {
            let here = self.ahead(1);
            if here.is_empty() {
                return None;
            }
            let n_space = here.iter().take_while(|it| it.is_ascii_whitespace()).count();
            let next = here.get(n_space).copied();
            self.advance(n_space);
            if next.is_some() {
                return next;
            }
        }
    }

    fn fill(&mut self) {
        if self.start > 0 {
            self.buffer.drain(..self.start);
            self.start = 0;
        }
        let filled = self.buffer.len();
        self.buffer.resize(filled + CHUNK, 0);
        let read = loop {
            match self.reader.read(&mut self.buffer[filled..]) {
                Err(why) if why.kind() == io::ErrorKind::Interrupted => {}
                other => break other,
            }
        };
        let n = read.unwrap_or_else(|why| {
            self.failure = Some(words(&why));
            0
        });
        self.buffer.truncate(filled + n);
        self.is_over = n == 0;
    }
}

/// What a failed read says to the person who made the export.
pub(crate) fn words(why: &io::Error) -> String {
    if why.kind() == io::ErrorKind::UnexpectedEof {
        return "the file ends too early, as after a broken download or copy; fetch it again"
            .to_owned();
    }
    format!("reading stopped here: {why}")
}
