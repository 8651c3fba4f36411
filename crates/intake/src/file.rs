//! One file as records: hash, unpack, decode, find the shape, split.

use std::{
    io::{Cursor, Read},
    sync::Arc,
};

use bonafide_model::{
    Body, Document, InputFile, LineFile, Locator, MappedFile, Provenance, Record, RecordStream,
    Reject, Sha256,
};
use encoding_rs::{Encoding, UTF_8};

use crate::{
    Limits,
    blocks::JsonLines,
    calendar::Events,
    document::{self, Format},
    encoding::{self, Transcoded},
    evtx, git,
    json_stream::{JsonStream, Piece},
    lines, mail,
    mapped::{JsonRows, LineRows},
    place::Place,
    print::Print,
    scrub::Scrub,
    shape::{self, Magic, Shape},
    table::{Rows, Table},
    unpack::Packing,
    window::Window,
    workbook, xml,
};

/// Bytes by which the shape is decided.
pub(crate) const HEAD: usize = 64 << 10; // guess: some hundred lines of any log
/// Bytes searched for a first letter beyond ASCII, by which the encoding is guessed.
const SAMPLE_REACH: u64 = 64 << 20; // guess: a name with an accent comes earlier in any export of people
/// JSON records looked at before the file is handed on, so that dropped keys can be listed beside it.
const PEEKED_RECORDS: usize = 200; // guess: exports repeat their keys from the first record on
/// The same in bytes.
const PEEKED_BYTES: usize = 4 << 20; // guess

/// A file's text while it is read.
pub(crate) type Text = Transcoded<Box<dyn Read + Send>>;
/// Records of a file, each with its place in it.
pub(crate) type Bodies<'a> = Box<dyn Iterator<Item = (Locator, Result<Body, String>)> + Send + 'a>;

/// Opens one file.
pub(crate) fn open<'a>(
    name: &str,
    (place, print): (&Place, &Print),
    mapped: Option<&MappedFile>,
    limits: &Limits,
) -> Result<InputFile<'a>, String> {
    let opener = Opener { name, place, limits, packing: print.packing(place, limits)? };
    let Opened { dropped_columns, bodies, line_encoding } = opener.bodies(print, mapped)?;
    // Whoever reads these lines reads all bytes of the file as they lie, and hashes them on the way.
    let is_read_as_it_lies = line_encoding == Some(UTF_8) && opener.packing == Packing::Plain;
    if !is_read_as_it_lies || !place.is_seekable() {
        print.sha256(place, limits)?;
    }
    let sha256: Sha256<'a> = {
        let (print, place, limits) = (print.clone(), place.clone(), limits.clone());
        // A file that has gone away in the meantime has none.
        Box::new(move || print.sha256(&place, &limits).unwrap_or_default().to_owned())
    };
    let file: Arc<str> = name.into();
    let lines = line_encoding.map(|encoding| -> Box<dyn LineFile> {
        Box::new(JsonLines {
            name: Arc::clone(&file),
            place: place.clone(),
            print: print.clone(),
            packing: opener.packing,
            encoding,
            limits: limits.clone(),
        })
    });
    let records: RecordStream<'a> = Box::new(bodies.map(move |(at, body)| {
        let from = Provenance { file: Arc::clone(&file), at };
        match body {
            Ok(body) => Ok(Record { from, body }),
            Err(why) => Err((from, Reject(why))),
        }
    }));
    Ok(InputFile { name: name.to_owned(), sha256, dropped_columns, records, lines })
}

/// What was found when a file was opened.
struct Opened<'a> {
    dropped_columns: Vec<String>,
    bodies: Bodies<'a>,
    /// The encoding of a file of JSON lines.
    line_encoding: Option<&'static Encoding>,
}

impl<'a> Opened<'a> {
    fn of((dropped_columns, bodies): (Vec<String>, Bodies<'a>)) -> Self {
        Self { dropped_columns, bodies, line_encoding: None }
    }
}

/// How to get at the bytes of one file.
pub(crate) struct Opener<'f> {
    pub(crate) name: &'f str,
    pub(crate) place: &'f Place,
    pub(crate) limits: &'f Limits,
    pub(crate) packing: Packing,
}

impl Opener<'_> {
    pub(crate) fn unpacked(&self) -> Result<Box<dyn Read + Send>, String> {
        let packed = self
            .place
            .reader(self.limits)
            .map_err(|why| format!("cannot be read a second time ({why})"))?;
        Ok(self.packing.unpack(packed, self.limits))
    }

    /// The first bytes, unpacked, and whether they are all.
    pub(crate) fn head(&self) -> Result<(Vec<u8>, bool), String> {
        let mut res = Vec::new();
        let outcome = self.unpacked()?.take(HEAD as u64 + 1).read_to_end(&mut res);
        // A file that breaks off within its head still has records in it; the stream says where it breaks.
        let is_whole = outcome.is_ok() && res.len() <= HEAD;
        res.truncate(HEAD);
        Ok((res, is_whole))
    }

    /// Names of what was dropped, and the records.
    fn bodies<'a>(&self, print: &Print, mapped: Option<&MappedFile>) -> Result<Opened<'a>, String> {
        if let Place::Sheet(sheet) = self.place {
            let header_row = mapped.and_then(|it| it.form.header_row);
            return Ok(Opened::of(table(workbook::rows(sheet, header_row, self.limits), mapped)));
        }
        if let Place::Repository(path) = self.place {
            return Ok(Opened::of((Vec::new(), git::records(path, self.limits))));
        }
        let sha256 = || print.sha256(self.place, self.limits);
        let (head, is_whole) = self.head()?;
        if let Some(kind) = mail::Kind::of(&head, self.name) {
            let mails = mail::records(self.unpacked()?, kind, self.name.to_owned());
            return Ok(Opened::of((Vec::new(), Box::new(mails))));
        }
        match Magic::of(&head) {
            Magic::None => {}
            Magic::EventLog => {
                let events = peeked(evtx::records(self.unpacked()?, self.limits));
                let remade = mapped.filter(|it| it.makes_rows());
                return Ok(Opened::of(as_rows(events, remade)?));
            }
            Magic::Bundle => return Ok(Opened::of((Vec::new(), self.bundle()?))),
            Magic::Unread(why) => return Ok(Opened::of((Vec::new(), refused(why)))),
            Magic::Document(format) => {
                return Ok(Opened::of(pages(self.document(format, sha256()?))));
            }
        }
        let encoding = match mapped.and_then(|it| it.form.encoding.as_deref()) {
            Some(label) => encoding::by_label(label)?,
            None => self.encoding(&head, is_whole)?,
        };
        let decoded = decode_head(&head, encoding);
        if shape::is_binary(&decoded) {
            return Ok(Opened::of((Vec::new(), refused(shape::UNKNOWN))));
        }
        let shape = match mapped {
            Some(mapped) => shape::as_mapped(&decoded, is_whole, (self.name, mapped)),
            None => shape::of_text(&decoded, is_whole, self.name),
        };
        let text = self.text(encoding)?;
        let found = match shape {
            Shape::Prose if decoded.trim_ascii().is_empty() && is_whole => {
                (Vec::new(), Box::new(std::iter::empty()) as Bodies<'a>)
            }
            Shape::Html => pages(document::from_html(text, sha256()?, self.limits)),
            Shape::Prose => pages(document::from_text(text, sha256()?, self.limits)),
            Shape::JsonLines
            | Shape::Json
            | Shape::Table(_)
            | Shape::Calendar
            | Shape::Xml
            | Shape::Lines => self.records(Window::new(text), shape, mapped)?,
        };
        let makes_rows = mapped.is_some_and(MappedFile::makes_rows);
        let line_encoding = (shape == Shape::JsonLines && !makes_rows).then_some(encoding);
        Ok(Opened { line_encoding, ..Opened::of(found) })
    }

    /// The records of a text of one shape, made anew where a mapping says so.
    fn records<'a>(
        &self,
        mut window: Window<Text>,
        shape: Shape,
        mapped: Option<&MappedFile>,
    ) -> Result<(Vec<String>, Bodies<'a>), String> {
        let remade = mapped.filter(|it| it.makes_rows());
        Ok(match shape {
            Shape::Json => as_rows(peeked(JsonStream::new(window, self.limits)), remade)?,
            Shape::JsonLines => as_rows(peeked(self.lines(window)), remade)?,
            Shape::Table(delimiter) => {
                if let Some(row) = mapped.and_then(|it| it.form.header_row) {
                    window.go_to_line(row);
                }
                if delimiter.is_declared {
                    // `next_line` refuses nothing here: the shape was decided by this very line.
                    drop(lines::next_line(&mut window, self.limits.record_bytes));
                }
                table(Rows::new(window, delimiter.byte, self.limits.record_bytes), mapped)
            }
            Shape::Calendar => as_rows(peeked(Events::new(window, self.limits)), remade)?,
            Shape::Xml => as_rows(peeked(xml::Records::new(window, self.limits)), remade)?,
            Shape::Lines => {
                let bodies = self.lines(window).map(|(at, line)| {
                    (at, line.and_then(encoding::text).map(|it| Body::Line(it.into_boxed_str())))
                });
                let Some(mapped) = remade else { return Ok((Vec::new(), Box::new(bodies))) };
                let rows = LineRows::new(mapped)?;
                (Vec::new(), Box::new(bodies.flat_map(move |(at, body)| rows.of(at, body))))
            }
            Shape::Html | Shape::Prose => (Vec::new(), Box::new(std::iter::empty())),
        })
    }

    fn bundle<'a>(&self) -> Result<Bodies<'a>, String> {
        let most = self.limits.history_memory_bytes;
        let mut bytes = Vec::new();
        let read = self.unpacked()?.take(most + 1).read_to_end(&mut bytes);
        read.map_err(|why| crate::window::words(&why))?;
        if bytes.len() as u64 > most {
            return Err(format!(
                "bundle larger than {} MiB; clone it into the scanned folder (`git clone --bare`)",
                most >> 20
            ));
        }
        Ok(git::bundled(bytes, self.limits))
    }

    fn document(&self, format: Format, sha256: &str) -> Result<Document, String> {
        let too_large = format!(
            "document larger than {} MiB or damaged; save a smaller copy",
            self.limits.document_bytes >> 20
        );
        let mut bytes = Vec::new();
        let read = self
            .unpacked()
            .map(|it| it.take(self.limits.document_bytes + 1).read_to_end(&mut bytes));
        if !matches!(read, Ok(Ok(_))) || bytes.len() as u64 > self.limits.document_bytes {
            return Err(too_large);
        }
        document::read(bytes, format, sha256, self.limits)
    }

    /// The encoding, from the head or from the first letters beyond it that are not ASCII.
    pub(crate) fn encoding(
        &self,
        head: &[u8],
        is_whole: bool,
    ) -> Result<&'static Encoding, String> {
        if is_whole || !head.is_ascii() {
            return Ok(encoding::guess(head, head));
        }
        let mut rest = self.unpacked()?.take(SAMPLE_REACH);
        let mut chunk = vec![0; HEAD];
        loop {
            match rest.read(&mut chunk) {
                Ok(n) if n > 0 && chunk[..n].is_ascii() => {}
                Ok(n) => {
                    // Three more bytes, so that a letter cut by the chunk is seen whole.
                    let mut sample = chunk[..n].to_vec();
                    if rest.take(3).read_to_end(&mut sample).is_err() {
                        sample.truncate(n);
                    }
                    return Ok(encoding::guess(head, &sample));
                }
                // The stream of records will meet the same failure and say so.
                Err(_failure) => return Ok(UTF_8),
            }
        }
    }

    /// The whole text, from the start.
    pub(crate) fn text(&self, encoding: &'static Encoding) -> Result<Text, String> {
        let unpacked = self.unpacked()?;
        let unmarked: Box<dyn Read + Send> = if encoding == UTF_8 {
            Box::new(encoding::skip_mark(unpacked).map_err(|why| crate::window::words(&why))?)
        } else {
            unpacked
        };
        Ok(Transcoded::new(unmarked, encoding))
    }

    fn lines<'a>(&self, mut window: Window<Text>) -> impl Iterator<Item = Piece> + Send + use<'a> {
        let cap = self.limits.record_bytes;
        std::iter::from_fn(move || {
            lines::next_line(&mut window, cap).map(|(line, text)| (Locator::Line(line), text))
        })
    }
}

fn table<'a>(
    rows: impl Iterator<Item = (u64, Result<Vec<String>, String>)> + Send + 'a,
    mapped: Option<&MappedFile>,
) -> (Vec<String>, Bodies<'a>) {
    let (table, dropped) = Table::open(rows, mapped);
    (dropped, Box::new(table.map(|(line, body)| (Locator::Line(line), body))))
}

/// The head as UTF-8, without a mark.
pub(crate) fn decode_head(head: &[u8], encoding: &'static Encoding) -> Vec<u8> {
    let mut res = Vec::new();
    let start = if encoding == UTF_8 {
        head.strip_prefix("\u{feff}".as_bytes()).unwrap_or(head)
    } else {
        head
    };
    let outcome = Transcoded::new(Cursor::new(start), encoding).read_to_end(&mut res);
    debug_assert!(outcome.is_ok(), "memory can be read");
    res
}

/// JSON records as rows, where a mapping lists columns.
fn as_rows<'a>(
    (dropped, bodies): (Vec<String>, Bodies<'a>),
    mapped: Option<&MappedFile>,
) -> Result<(Vec<String>, Bodies<'a>), String> {
    let Some(mapped) = mapped else { return Ok((dropped, bodies)) };
    let rows = JsonRows::new(mapped)?;
    Ok((dropped, Box::new(bodies.flat_map(move |(at, body)| rows.of_json(at, body)))))
}

/// JSON records without protected traits; the first ones are read at once to learn which keys are dropped.
fn peeked<'a>(mut pieces: impl Iterator<Item = Piece> + Send + 'a) -> (Vec<String>, Bodies<'a>) {
    let mut scrub = Scrub::default();
    let mut first = Vec::new();
    let mut n_bytes = 0;
    while first.len() < PEEKED_RECORDS
        && n_bytes < PEEKED_BYTES
        && let Some(piece) = pieces.next()
    {
        n_bytes += piece.1.as_ref().map_or(0, Vec::len);
        first.push(clean(&mut scrub, piece));
    }
    let dropped = scrub.dropped();
    (dropped, Box::new(first.into_iter().chain(pieces.map(move |it| clean(&mut scrub, it)))))
}

fn clean(scrub: &mut Scrub, (at, text): Piece) -> (Locator, Result<Body, String>) {
    let text = text.and_then(encoding::text).and_then(|it| scrub.clean(it));
    (at, text.map(|it| Body::Json(it.into_boxed_str())))
}

fn refused<'a>(why: &str) -> Bodies<'a> {
    Box::new(std::iter::once((Locator::Line(1), Err(why.to_owned()))))
}

/// What was left out of a document, and its pages.
fn pages<'a>(document: Result<Document, String>) -> (Vec<String>, Bodies<'a>) {
    match document {
        Err(why) => (Vec::new(), refused(&why)),
        Ok(document) => {
            let (dropped, records) = document::records(document);
            (dropped, Box::new(records.into_iter().map(|(at, body)| (at, Ok(body)))))
        }
    }
}
