//! The text of mails line by line, each line in pieces of bounded size, and where one mail of a mailbox ends.

use std::io::Read;

use memchr::memchr;

use crate::window::Window;

/// Longest piece of a line.
const PIECE: usize = 8 << 10; // guess: eight times the longest line that RFC 5322 allows

/// What comes next: a line or a piece of one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Glance {
    /// Its bytes, line end and all.
    pub(crate) n: usize,
    /// It begins a line.
    pub(crate) begins: bool,
}

/// The lines of one mail, or of the mails of a mailbox one after another.
pub(crate) struct Lines<R> {
    window: Window<R>,
    is_mailbox: bool,
    at: u64,
    begins: bool,
    is_behind_blank: bool,
}

impl<R: Read> Lines<R> {
    /// Stands at the first line.
    pub(crate) fn new(reader: R, is_mailbox: bool) -> Self {
        let window = Window::new(reader);
        Self { window, is_mailbox, at: 0, begins: true, is_behind_blank: true }
    }

    /// 1-based number of the line that comes next.
    pub(crate) fn line(&self) -> u64 {
        self.window.line()
    }

    /// Bytes before what comes next.
    pub(crate) fn at(&self) -> u64 {
        self.at
    }

    /// Why reading ended before the end of the file, once.
    pub(crate) fn take_failure(&mut self) -> Option<String> {
        self.window.take_failure()
    }

    /// What comes next in this mail; `None` at its end.
    pub(crate) fn glance(&mut self) -> Option<Glance> {
        let (begins, may_end) = (self.begins, self.is_mailbox && self.is_behind_blank);
        let here = self.window.ahead(PIECE);
        if here.is_empty() {
            return None;
        }
        let here = &here[..here.len().min(PIECE)];
        let n = memchr(b'\n', here).map_or(here.len(), |it| it + 1);
        if begins && may_end && is_postmark(&here[..n]) {
            return None;
        }
        Some(Glance { n, begins })
    }

    /// The bytes of a glance.
    pub(crate) fn bytes(&mut self, glance: Glance) -> &[u8] {
        &self.window.ahead(glance.n)[..glance.n]
    }

    /// Steps over them.
    pub(crate) fn step(&mut self, glance: Glance) {
        let bytes = &self.window.ahead(glance.n)[..glance.n];
        let is_closed = bytes.ends_with(b"\n");
        self.is_behind_blank = glance.begins && bytes.trim_ascii().is_empty();
        self.begins = is_closed;
        self.at += glance.n as u64;
        self.window.advance(glance.n);
    }

    /// Goes to the first line of the next mail's header; false if there is none.
    pub(crate) fn next_mail(&mut self) -> bool {
        loop {
            let here = self.window.ahead(PIECE);
            if here.is_empty() {
                return false;
            }
            let here = &here[..here.len().min(PIECE)];
            let n = memchr(b'\n', here).map_or(here.len(), |it| it + 1);
            let is_postmark = self.is_mailbox && self.begins && is_postmark(&here[..n]);
            if !is_postmark && !here[..n].trim_ascii().is_empty() {
                return true;
            }
            self.step(Glance { n, begins: self.begins });
            if is_postmark {
                // A mail may be empty: the next postmark ends it at once.
                self.is_behind_blank = true;
                return true;
            }
        }
    }
}

/// `From ada@x.example Sun Mar  1 10:15:00 2026`, the line before each mail of a mailbox. Writers differ in what stands
/// where, but all give a weekday and a time, which a sentence that begins with `From` has not.
pub(crate) fn is_postmark(line: &[u8]) -> bool {
    const DAYS: &[&[u8]] = &[b"Mon", b"Tue", b"Wed", b"Thu", b"Fri", b"Sat", b"Sun"];
    let Some(rest) = line.strip_prefix(b"From ") else { return false };
    let mut words = rest.split(u8::is_ascii_whitespace);
    let has_day = words.by_ref().any(|it| DAYS.contains(&it.strip_suffix(b",").unwrap_or(it)));
    let is_time = |it: &[u8]| {
        it.contains(&b':') && it.iter().all(|byte| byte.is_ascii_digit() || *byte == b':')
    };
    has_day && words.any(is_time)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn postmarks_are_told_from_sentences() {
        for line in [
            "From ada@x.example Sun Mar  1 10:15:00 2026\n",
            "From 1801234567890123456@xxx Sun Mar 01 10:15:00 +0000 2026\r\n",
            "From - Sun Mar 01 10:15:00 2026",
        ] {
            assert!(is_postmark(line.as_bytes()), "{line}");
        }
        for line in [
            "From: ada@x.example",
            "From Monday on we meet at 10:15",
            "From my house to yours on Sun morning",
            ">From ada@x.example Sun Mar  1 10:15:00 2026",
        ] {
            assert!(!is_postmark(line.as_bytes()), "{line}");
        }
    }
}
