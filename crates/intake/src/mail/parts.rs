//! The parts of one mail while its lines go by: what is attached, how large it is and where it lies. No text of the mail
//! itself is kept, and the memory does not grow with the mail.

use std::io::Read;

use mail_parser::{Header, HeaderName, HeaderValue, MessageParser};
use sha2::{Digest, Sha256};

use super::{
    lines::Lines,
    transfer::{Decoder, Transfer},
};
use crate::document::hex;

/// Bytes of a mail's header, and of one part's.
const HEADER_BYTES: usize = 1 << 20; // guess: a header with a thousand addressees is under 100 KiB
/// Multiparts inside multiparts.
const DEPTH: usize = 32; // guess: forwarded and signed mail reaches six
/// Parts of one mail.
const PARTS: usize = 10_000; // guess: a digest of a busy list has some hundred
/// First bytes of a part kept to know it by.
const START: usize = 1024; // published: `%PDF-` may stand that far in
/// Letters of a file name.
const NAME_CHARS: usize = 255; // published: most file systems' limit

/// Something attached to a mail.
#[derive(Debug)]
pub(crate) struct Attached {
    /// File name as written, if there is one.
    pub(crate) name: Option<String>,
    /// `application/pdf`.
    pub(crate) media_type: String,
    /// Where its written bytes begin in the unpacked file, and how many there are.
    pub(crate) written: (u64, u64),
    /// How they are written.
    pub(crate) transfer: Transfer,
    /// Size when decoded.
    pub(crate) bytes: u64,
    /// SHA-256 of the decoded bytes, lower-case hex; blank where nobody asked.
    pub(crate) sha256: String,
    /// The first decoded bytes.
    pub(crate) start: Vec<u8>,
}

/// One mail that went by.
pub(crate) struct Mail {
    /// 1-based line of its header.
    pub(crate) line: u64,
    /// Its header as written, or why it is none.
    pub(crate) header: Result<Vec<u8>, String>,
    /// What is attached.
    pub(crate) attached: Vec<Attached>,
    /// Why some parts were not looked at.
    pub(crate) unread: Option<String>,
}

/// Walks the mails of a file.
pub(crate) struct Walk<R> {
    lines: Lines<R>,
    parser: MessageParser,
    is_hashing: bool,
}

/// What a part's header says.
struct Head {
    boundary: Option<Vec<u8>>,
    name: Option<String>,
    media_type: String,
    transfer: Transfer,
    is_text: bool,
}

/// A part whose bytes are going by.
struct Open {
    attached: Attached,
    decoder: Decoder,
    hash: Option<Sha256>,
    /// The line end that belongs to the part only if another line of it follows.
    line_end: Vec<u8>,
}

impl<R: Read> Walk<R> {
    /// Stands before the first mail; `is_hashing` asks for the hashes of what is attached.
    pub(crate) fn new(lines: Lines<R>, is_hashing: bool) -> Self {
        let parser = MessageParser::new().with_mime_headers();
        Self { lines, parser, is_hashing }
    }

    /// The next mail.
    pub(crate) fn next_mail(&mut self) -> Option<Mail> {
        if !self.lines.next_mail() {
            let failure = self.lines.take_failure()?;
            return Some(Mail {
                line: self.lines.line(),
                header: Err(failure),
                attached: Vec::new(),
                unread: None,
            });
        }
        let line = self.lines.line();
        let header = self.header(&[]);
        let mut mail = Mail { line, header, attached: Vec::new(), unread: None };
        self.body(&mut mail);
        if let Some(failure) = self.lines.take_failure() {
            mail.unread.get_or_insert(failure);
        }
        Some(mail)
    }

    /// Lines to the first blank one, or to the next part where there is none.
    fn header(&mut self, boundaries: &[Vec<u8>]) -> Result<Vec<u8>, String> {
        let mut res = Vec::new();
        let mut n_bytes = 0;
        while let Some(glance) = self.lines.glance() {
            let bytes = self.lines.bytes(glance);
            if glance.begins && meet(bytes, boundaries).is_some() {
                break;
            }
            let is_blank = glance.begins && bytes.trim_ascii().is_empty();
            n_bytes += bytes.len();
            if n_bytes <= HEADER_BYTES {
                res.extend_from_slice(bytes);
            } else {
                res = Vec::new();
            }
            self.lines.step(glance);
            if is_blank {
                break;
            }
        }
        if n_bytes > HEADER_BYTES {
            return Err(format!(
                "header of a mail longer than {} MiB, skipped to its end; check that a blank line stands behind the header",
                HEADER_BYTES >> 20
            ));
        }
        Ok(res)
    }

    fn body(&mut self, mail: &mut Mail) {
        let head = mail.header.as_ref().map_or_else(|_why| Head::blank(), |it| self.head(it));
        let mut boundaries: Vec<Vec<u8>> = Vec::new();
        let mut open = self.begin(head, &mut boundaries, mail);
        let mut n_parts = 0;
        while let Some(glance) = self.lines.glance() {
            let bytes = self.lines.bytes(glance);
            let met = if glance.begins { meet(bytes, &boundaries) } else { None };
            let Some((level, is_last)) = met else {
                if let Some(open) = &mut open {
                    open.feed(bytes);
                }
                self.lines.step(glance);
                continue;
            };
            mail.attached.extend(open.take().map(Open::close));
            self.lines.step(glance);
            n_parts += 1;
            if is_last || n_parts > PARTS {
                boundaries.truncate(level);
                if n_parts > PARTS {
                    boundaries.clear();
                    mail.unread = Some(format!("more than {PARTS} parts"));
                }
                continue;
            }
            boundaries.truncate(level + 1);
            match self.header(&boundaries) {
                Ok(header) => {
                    let head = self.head(&header);
                    open = self.begin(head, &mut boundaries, mail);
                }
                Err(why) => mail.unread = Some(why),
            }
        }
        mail.attached.extend(open.map(Open::close));
    }

    fn head(&self, header: &[u8]) -> Head {
        let Some(parsed) = self.parser.parse_headers(header) else { return Head::blank() };
        let headers = parsed.parts.first().map(|it| it.headers.as_slice()).unwrap_or_default();
        Head::of(headers)
    }

    /// Begins a part; `None` for a multipart and for the mail's own text.
    fn begin(&self, head: Head, boundaries: &mut Vec<Vec<u8>>, mail: &mut Mail) -> Option<Open> {
        if let Some(boundary) = head.boundary {
            if boundaries.len() < DEPTH {
                boundaries.push(boundary);
            } else {
                mail.unread = Some(format!("parts nested deeper than {DEPTH}"));
            }
            return None;
        }
        if head.media_type.starts_with("multipart/") {
            mail.unread =
                Some("a part that should hold parts does not say where they begin".to_owned());
            return None;
        }
        if head.is_text {
            return None;
        }
        let attached = Attached {
            name: head.name,
            media_type: head.media_type,
            written: (self.lines.at(), 0),
            transfer: head.transfer,
            bytes: 0,
            sha256: String::new(),
            start: Vec::new(),
        };
        let decoder = Decoder::new(head.transfer);
        let hash = self.is_hashing.then(Sha256::new);
        Some(Open { attached, decoder, hash, line_end: Vec::new() })
    }
}

/// The boundary that a line is, innermost first, and whether it is the last of its kind.
fn meet(line: &[u8], boundaries: &[Vec<u8>]) -> Option<(usize, bool)> {
    let rest = line.trim_ascii_end().strip_prefix(b"--")?;
    boundaries.iter().enumerate().rev().find_map(|(level, boundary)| {
        let behind = rest.strip_prefix(boundary.as_slice())?;
        (behind.is_empty() || behind == b"--").then_some((level, !behind.is_empty()))
    })
}

impl Head {
    fn blank() -> Self {
        Self {
            boundary: None,
            name: None,
            media_type: "text/plain".to_owned(),
            transfer: Transfer::Plain,
            is_text: true,
        }
    }

    fn of(headers: &[Header<'_>]) -> Self {
        let find = |name: HeaderName<'_>| headers.iter().find(|it| it.name == name);
        let parsed = |name: HeaderName<'_>| match find(name).map(|it| &it.value) {
            Some(HeaderValue::ContentType(value)) => Some(value),
            Some(_) | None => None,
        };
        let mut res = Self::blank();
        if let Some(HeaderValue::Text(name)) =
            find(HeaderName::ContentTransferEncoding).map(|it| &it.value)
        {
            res.transfer = Transfer::of(name);
        }
        let disposition = parsed(HeaderName::ContentDisposition);
        let content_type = parsed(HeaderName::ContentType);
        res.name = disposition
            .and_then(|it| it.attribute("filename"))
            .or_else(|| content_type.and_then(|it| it.attribute("name")))
            .map(|it| it.trim().chars().take(NAME_CHARS).collect())
            .filter(|it: &String| !it.is_empty());
        let is_attachment =
            disposition.is_some_and(|it| it.ctype().eq_ignore_ascii_case("attachment"));
        let Some(content_type) = content_type else {
            res.is_text = res.name.is_none() && !is_attachment;
            return res;
        };
        let subtype = content_type.subtype().unwrap_or("plain");
        let media_type = format!("{}/{subtype}", content_type.ctype()).to_ascii_lowercase();
        res.media_type = media_type.chars().take(NAME_CHARS).collect();
        if res.media_type.starts_with("multipart/") {
            let boundary = content_type.attribute("boundary").filter(|it| !it.trim().is_empty());
            res.boundary = boundary.map(|it| it.trim_end().as_bytes().to_vec());
        }
        let is_body = res.media_type.starts_with("text/") && res.media_type != "text/calendar";
        res.is_text = is_body && res.name.is_none() && !is_attachment;
        res
    }
}

impl Open {
    fn feed(&mut self, bytes: &[u8]) {
        let n_text = bytes
            .strip_suffix(b"\n")
            .map_or(bytes.len(), |it| it.strip_suffix(b"\r").unwrap_or(it).len());
        let (text, line_end) = bytes.split_at(n_text);
        let before = std::mem::replace(&mut self.line_end, line_end.to_vec());
        self.attached.written.1 += (before.len() + text.len()) as u64;
        if self.hash.is_none() && self.attached.start.len() >= START {
            return;
        }
        let mut decoded = Vec::new();
        self.decoder.feed(&before, &mut decoded);
        self.decoder.feed(text, &mut decoded);
        self.take_in(&decoded);
    }

    fn take_in(&mut self, decoded: &[u8]) {
        let attached = &mut self.attached;
        attached.bytes += decoded.len() as u64;
        let room = START - attached.start.len().min(START);
        attached.start.extend_from_slice(&decoded[..room.min(decoded.len())]);
        if let Some(hash) = &mut self.hash {
            hash.update(decoded);
        }
    }

    fn close(mut self) -> Attached {
        let mut decoded = Vec::new();
        self.decoder.finish(&mut decoded);
        self.take_in(&decoded);
        self.attached.sha256 = self.hash.map(|it| hex(&it.finalize())).unwrap_or_default();
        self.attached
    }
}
