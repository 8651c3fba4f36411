//! XML while it streams by: one piece of markup at a time, each at most so long, with its line; entities are never expanded.

use std::{
    borrow::Cow,
    io::{self, BufRead, Read},
};

use quick_xml::{
    Error, Reader,
    escape::resolve_predefined_entity,
    events::{BytesStart, Event},
};

use crate::window::Window;

/// Attributes of one element.
const ATTRIBUTES: usize = 1000; // guess: no export we know has a hundred

/// A reader of XML.
pub(crate) struct Markup<R> {
    reader: Reader<Capped<R>>,
    buffer: Vec<u8>,
    cap: usize,
}

/// What comes next, as far as tables and records need it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piece {
    /// An element begins.
    Open(Element),
    /// An element that holds nothing.
    Blank(Element),
    /// Text, with its entities resolved.
    Text(String),
    /// The innermost open element ends.
    Close,
    /// The document ends.
    End,
}

/// The start of an element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Element {
    /// Its name without a prefix.
    pub(crate) name: String,
    /// Its attributes, names without prefixes, but for declarations of namespaces.
    pub(crate) attributes: Vec<(String, String)>,
    /// Its own namespace as it declares it.
    pub(crate) namespace: Option<String>,
}

impl Element {
    /// The value of an attribute.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(it, _)| it == name).map(|(_, value)| value.as_str())
    }

    fn of(start: &BytesStart<'_>) -> Result<Self, String> {
        let mut attributes = Vec::new();
        let mut namespace = None;
        // The reader's own check for doubled names would take the square of their number.
        for (idx, attribute) in start.attributes().with_checks(false).enumerate() {
            if idx == ATTRIBUTES {
                return Err(format!(
                    "an element with more than {ATTRIBUTES} attributes; the rest of the file is not read"
                ));
            }
            let attribute = attribute.map_err(|why| broken(&why.into()))?;
            let value = resolved(&attribute.value)?;
            match attribute.key.as_ref() {
                "xmlns" => namespace = Some(value),
                name if name.starts_with("xmlns:") => {}
                _ => attributes.push((attribute.key.local_name().as_ref().to_owned(), value)),
            }
        }
        Ok(Self { name: start.local_name().as_ref().to_owned(), attributes, namespace })
    }
}

impl<R: Read> Markup<R> {
    /// Stands before the first piece; none may be longer than `cap` bytes.
    pub(crate) fn new(window: Window<R>, cap: usize) -> Self {
        Self { reader: Reader::from_reader(Capped::new(window, cap)), buffer: Vec::new(), cap }
    }

    /// 1-based line of what comes next.
    pub(crate) fn line(&self) -> u64 {
        self.reader.get_ref().window.line()
    }

    /// The next piece; comments, declarations and processing instructions are stepped over.
    pub(crate) fn next_piece(&mut self) -> Result<Piece, String> {
        loop {
            self.buffer.clear();
            self.reader.get_mut().renew(self.cap);
            let event = match self.reader.read_event_into(&mut self.buffer) {
                Ok(event) => event,
                Err(why) => return Err(broken(&why)),
            };
            return match event {
                Event::Start(start) => Element::of(&start).map(Piece::Open),
                Event::Empty(start) => Element::of(&start).map(Piece::Blank),
                Event::End(_) => Ok(Piece::Close),
                Event::Text(text) => Ok(Piece::Text(text.xml10_content().into_owned())),
                Event::CData(text) => Ok(Piece::Text(text.xml10_content().into_owned())),
                Event::GeneralRef(entity) => {
                    if let Ok(Some(letter)) = entity.resolve_char_ref() {
                        return Ok(Piece::Text(letter.into()));
                    }
                    resolve_predefined_entity(&entity)
                        .map(|it| Piece::Text(it.to_owned()))
                        .ok_or_else(own_entity)
                }
                Event::Eof => match self.reader.get_mut().take_failure() {
                    Some(failure) => Err(failure),
                    None => Ok(Piece::End),
                },
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => continue,
            };
        }
    }
}

fn broken(why: &Error) -> String {
    if let Error::Io(why) = why {
        return crate::window::words(why);
    }
    // The words of the parser may repeat what stands in the file, so only its kind of complaint is passed on.
    let what = match why {
        Error::Syntax(_) => "a tag or comment does not close",
        Error::IllFormed(_) => "an end tag without its beginning, or a beginning without its end",
        Error::InvalidAttr(_) => "an attribute that is not written as name=\"value\"",
        Error::Encoding(_) => "bytes that are not valid in the file's encoding",
        Error::Escape(_) | Error::Namespace(_) | Error::Io(_) => "a sign that XML does not allow",
    };
    format!(
        "XML is damaged or cut here ({what}); the rest of the file is not read: export it again"
    )
}

fn own_entity() -> String {
    "an entity that the file itself declares; such entities are not expanded: export the file without a document type"
        .to_owned()
}

/// An attribute's value with its entities resolved, as far as they need no document type.
fn resolved(written: &str) -> Result<String, String> {
    if !written.contains('&') {
        return Ok(written.to_owned());
    }
    quick_xml::escape::unescape(written).map(Cow::into_owned).or(Err(own_entity()))
}

/// Gives only so many bytes for one piece of markup.
pub(crate) struct Capped<R> {
    window: Window<R>,
    left: usize,
}

impl<R: Read> Capped<R> {
    pub(crate) fn new(window: Window<R>, cap: usize) -> Self {
        Self { window, left: cap }
    }

    /// The next piece may have so many bytes again.
    pub(crate) fn renew(&mut self, cap: usize) {
        self.left = cap;
    }

    /// Why reading ended before the end of the file, once.
    pub(crate) fn take_failure(&mut self) -> Option<String> {
        self.window.take_failure()
    }
}

impl<R: Read> BufRead for Capped<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.left == 0 {
            return Err(io::Error::other(
                "a piece of markup or text longer than a record may be; the rest of the file is not read: check that its tags close",
            ));
        }
        let here = self.window.ahead(1);
        Ok(&here[..here.len().min(self.left)])
    }

    fn consume(&mut self, n: usize) {
        self.window.advance(n);
        self.left -= n.min(self.left);
    }
}

impl<R: Read> Read for Capped<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let here = self.fill_buf()?;
        let n = here.len().min(into.len());
        into[..n].copy_from_slice(&here[..n]);
        self.consume(n);
        Ok(n)
    }
}
