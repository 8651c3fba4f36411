//! What a file is, by its content.

use bonafide_model::MappedFile;

use crate::{
    calendar,
    delimiter::{self, Delimiter},
    document::Format,
    evtx, git,
    json::Scan,
    tarball, wrapper, xml,
};

/// The shape of a file's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// One JSON object a line; a broken line costs only itself.
    JsonLines,
    /// Any other JSON.
    Json,
    /// A table with a header.
    Table(Delimiter),
    /// A calendar.
    Calendar,
    /// XML that is a list of records.
    Xml,
    /// A log, line by line.
    Lines,
    /// A page of HTML.
    Html,
    /// A résumé or letter in plain text.
    Prose,
}

/// What the first bytes say before any decoding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Magic {
    /// Nothing: it may be text.
    None,
    /// A document; a zip archive may be one.
    Document(Format),
    /// A Windows event log.
    EventLog,
    /// A git bundle.
    Bundle,
    /// Something known that we do not read, and what to do about it.
    Unread(&'static str),
}

/// Control characters from which bytes are no text: one in this many.
const CONTROL_EVERY: usize = 20; // guess: random bytes have one in nine, text none
/// Starts the colors of a terminal, which captured logs carry.
const ESCAPE: u8 = 0x1b;
/// Bytes in which `%PDF-` may stand.
const PDF_HEAD: usize = 1024; // published: PDF 32000-1 annex H, implementation note 13

/// Bytes within which a page of HTML says what it is: guess.
const START_REACH: usize = 2_000;
/// Start of old Office files and of Outlook's messages.
const OLD_OFFICE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
/// `__properties_version1.0` in UTF-16, which every Outlook message has among its parts.
const MESSAGE_MARK: &[u8] = b"_\0_\0p\0r\0o\0p\0e\0r\0t\0i\0e\0s\0_\0v\0e\0r\0s\0i\0o\0n\x001\0.\0"; // published: MS-OXMSG

/// Starts of files that we know and do not read.
const UNREAD: &[(&[u8], &str)] = &[
    (b"BZh", "bzip2: unpack it first"),
    (b"\xfd7zXZ\0", "xz: unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip archive: unpack it first, or give a zip"),
    (b"Rar!\x1a\x07", "RAR archive: unpack it first, or give a zip"),
    (b"!BDN", "Outlook data file (.pst, .ost): export the folder as mbox, or the mails as .eml"),
    (b"PAR1", "Parquet: export it as CSV or NDJSON"),
    (b"SQLite format 3\0", "SQLite database: export its tables as CSV"),
    (OLD_OFFICE, "old Office file (.doc, .xls): save it as .docx or CSV"),
    (b"GIF8", "GIF picture: not read; save a photograph or scan as JPEG or PNG"),
];

/// First words of logs that have few lines with a time of their own: the status files of OpenVPN, versions 2 and 3, and 1.
const LOG_STARTS: &[&[u8]] = &[b"TITLE,OpenVPN ", b"TITLE\tOpenVPN ", b"OpenVPN CLIENT LIST"];
/// Starts of documents.
const DOCUMENTS: &[(&[u8], Format)] = &[
    (b"PK\x03\x04", Format::Office),
    (b"PK\x05\x06", Format::Office),
    (b"{\\rtf", Format::Rtf),
    (b"\x89PNG\r\n\x1a\n", Format::Picture),
    (b"\xff\xd8\xff", Format::Picture),
    (b"II*\0", Format::Picture),
    (b"MM\0*", Format::Picture),
];
/// Kinds of ISO media files that hold still pictures: HEIC and AVIF.
const STILL_BRANDS: &[&[u8]] = &[b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1", b"avif"];

/// What every other binary file says.
pub(crate) const UNKNOWN: &str =
    "not text, JSON, CSV, PDF, DOCX or an archive we read; export it as CSV or JSON";

impl Magic {
    /// Looks at the first bytes, already unpacked.
    pub(crate) fn of(head: &[u8]) -> Self {
        if let Some((_, format)) = DOCUMENTS.iter().find(|(start, _)| head.starts_with(start)) {
            return Magic::Document(*format);
        }
        let is_webp = head.starts_with(b"RIFF") && head.get(8..12) == Some(b"WEBP");
        let is_still = head.get(4..8) == Some(b"ftyp")
            && head.get(8..12).is_some_and(|it| STILL_BRANDS.contains(&it));
        if is_webp || is_still {
            return Magic::Document(Format::Picture);
        }
        if memchr::memmem::find(&head[..head.len().min(PDF_HEAD)], b"%PDF-").is_some() {
            return Magic::Document(Format::Pdf);
        }
        if evtx::begins_like(head) {
            return Magic::EventLog;
        }
        if git::begins_like(head) {
            return Magic::Bundle;
        }
        if tarball::begins_like(head) {
            return Magic::Unread(crate::expand::NESTED);
        }
        if head.starts_with(OLD_OFFICE) && memchr::memmem::find(head, MESSAGE_MARK).is_some() {
            return Magic::Unread(
                "Outlook message (.msg): save it as .eml, or export the folder as mbox",
            );
        }
        UNREAD
            .iter()
            .find(|(start, _)| head.starts_with(start))
            .map_or(Magic::None, |(_, why)| Magic::Unread(why))
    }
}

/// Whether decoded bytes are no text after all. NULs at the end do not count: logs that were preallocated end in them.
pub(crate) fn is_binary(decoded: &[u8]) -> bool {
    let n_tail = decoded.iter().rev().take_while(|it| **it == 0).count();
    let body = &decoded[..decoded.len() - n_tail];
    let is_control = |it: &u8| {
        (it.is_ascii_control() && !it.is_ascii_whitespace() && *it != ESCAPE) || *it == 0xFF
    };
    let n_control = body.iter().filter(|it| is_control(it)).count();
    n_control * CONTROL_EVERY > body.len() || (body.is_empty() && n_tail > 0)
}

/// The shape of a text by its first bytes as UTF-8; `is_whole` says that this is all of it.
pub(crate) fn of_text(head: &[u8], is_whole: bool, name: &str) -> Shape {
    let start = head.trim_ascii_start();
    if calendar::begins_like(start) {
        return Shape::Calendar;
    }
    if is_html(start) {
        return Shape::Html;
    }
    if xml::begins_like(start) {
        return Shape::Xml;
    }
    if is_json(start) {
        return if is_line_delimited(start, is_whole) { Shape::JsonLines } else { Shape::Json };
    }
    if has_object_lines(start) {
        return Shape::JsonLines;
    }
    let is_named_table = [".csv", ".tsv"].iter().any(|it| name.to_ascii_lowercase().ends_with(it));
    if LOG_STARTS.iter().any(|it| start.starts_with(it)) {
        return Shape::Lines;
    }
    if is_among_documents(name) && !is_named_table {
        return Shape::Prose;
    }
    if let Some(delimiter) = delimiter::sniff(start, is_whole, is_named_table) {
        return Shape::Table(delimiter);
    }
    if is_log(start) { Shape::Lines } else { Shape::Prose }
}

/// The shape of a text of which a mapping speaks, by what it says and else by its first bytes.
pub(crate) fn as_mapped(head: &[u8], is_whole: bool, (name, mapped): (&str, &MappedFile)) -> Shape {
    let form = &mapped.form;
    if !form.line.is_empty() {
        return Shape::Lines;
    }
    let table = head_from(head, form.header_row.unwrap_or(1));
    if let Some(byte) = form.delimiter {
        let is_declared = table.starts_with(b"sep=");
        return Shape::Table(Delimiter { byte, is_declared });
    }
    let shape = of_text(table, is_whole, name);
    let is_meant_as_table = form.header_row.is_some() || mapped.makes_rows();
    match shape {
        Shape::Prose | Shape::Lines if is_meant_as_table => {
            delimiter::sniff(table.trim_ascii_start(), is_whole, true).map_or(shape, Shape::Table)
        }
        Shape::JsonLines
        | Shape::Json
        | Shape::Table(_)
        | Shape::Calendar
        | Shape::Xml
        | Shape::Lines
        | Shape::Html
        | Shape::Prose => shape,
    }
}

/// The text from a 1-based line on.
fn head_from(head: &[u8], line: u64) -> &[u8] {
    let mut res = head;
    for _ in 1..line {
        let Some(end) = memchr::memchr(b'\n', res) else { return &[] };
        res = res.get(end + 1..).unwrap_or_default();
    }
    res
}

/// `{` or a list of objects, lists or strings; `[2026-03-01 …] signed in` is a log line.
fn is_json(start: &[u8]) -> bool {
    match start {
        [b'{', rest @ ..] => matches!(rest.trim_ascii_start().first(), None | Some(b'"' | b'}')),
        [b'[', rest @ ..] => {
            matches!(rest.trim_ascii_start().first(), None | Some(b'{' | b'[' | b']' | b'"'))
        }
        _ => false,
    }
}

/// Whether a text begins as a page of HTML does.
fn is_html(start: &[u8]) -> bool {
    const STARTS: &[&str] = &["<!doctype html", "<html", "<head", "<body"];
    let start = String::from_utf8_lossy(start.get(..START_REACH).unwrap_or(start)).to_lowercase();
    let mut rest = start.as_str();
    // A page may begin with a declaration of XML and with comments.
    while rest.starts_with("<?") || rest.starts_with("<!--") {
        let end = if rest.starts_with("<?") { "?>" } else { "-->" };
        let Some((_, behind)) = rest.split_once(end) else { return false };
        rest = behind.trim_start();
    }
    // `<headers>` is no page.
    STARTS
        .iter()
        .filter_map(|it| rest.strip_prefix(it))
        .any(|it| it.chars().next().is_none_or(|it| !it.is_alphanumeric() && !"-_.:".contains(it)))
}

/// Whether the first object fills exactly one line, does not wrap a list, and more follows.
fn is_line_delimited(start: &[u8], is_whole: bool) -> bool {
    if start.first() != Some(&b'{') {
        return false;
    }
    let line = start.split(|it| *it == b'\n').next().unwrap_or_default();
    if line.len() == start.len() || start[line.len()..].trim_ascii().is_empty() && is_whole {
        return false;
    }
    let fills_line =
        Scan::default().step(line).is_some_and(|end| line[end..].trim_ascii().is_empty());
    if fills_line { wrapper::look(line).wrapper.is_none() } else { has_object_lines(start) }
}

/// Whether most lines in sight are objects, though the first may be broken.
fn has_object_lines(start: &[u8]) -> bool {
    let mut lines: Vec<&[u8]> = start.split(|it| *it == b'\n').map(<[u8]>::trim_ascii).collect();
    // The last one may be cut by the end of the look-ahead.
    lines.pop();
    lines.retain(|it| !it.is_empty());
    let n_objects = lines.iter().filter(|it| it.starts_with(b"{\"") && it.ends_with(b"}")).count();
    n_objects > 0 && n_objects * 2 >= lines.len()
}

/// Whether a file lies where exports keep the candidates' files.
fn is_among_documents(name: &str) -> bool {
    const FOLDERS: &[&str] = &[
        "attachments",
        "attachment",
        "resumes",
        "resume",
        "résumés",
        "cv",
        "cvs",
        "cover_letters",
        "documents",
    ];
    let mut parts: Vec<&str> = name.split('/').collect();
    parts.pop();
    parts.iter().any(|it| FOLDERS.contains(&it.to_lowercase().as_str()))
}

/// A log is a text in which at least half of the lines carry a time of day, a full date or a syslog priority.
fn is_log(start: &[u8]) -> bool {
    let lines: Vec<&[u8]> = start
        .split(|it| *it == b'\n')
        .map(<[u8]>::trim_ascii)
        .filter(|it| !it.is_empty())
        .collect();
    let n_stamped = lines.iter().filter(|it| is_stamped(it)).count();
    n_stamped > 0 && n_stamped * 2 >= lines.len()
}

fn is_stamped(line: &[u8]) -> bool {
    let has = |mask: &[u8]| {
        line.windows(mask.len()).any(|it| {
            it.iter().zip(mask).all(|(byte, want)| {
                if *want == b'9' { byte.is_ascii_digit() } else { byte == want }
            })
        })
    };
    has(b"99:99:99")
        || has(b"9999-99-99")
        || has(b"9999/99/99")
        || (line.first() == Some(&b'<') && has(b"9>"))
}
