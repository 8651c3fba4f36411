//! Mail: a single message (`.eml`, a file of a maildir) or a mailbox (mbox) → one record a message.
//!
//! The record is `{"mail":{…}}` with `message_id`, `date` and its `offset` as written, `from`, `sender`, `reply_to`, `to` and `cc` as
//! `[{"address","name"}]`, `received` as `[{"from","ips","by","with","via","date"}]` latest first, `originating_ip`,
//! `authentication` as `[{"server","results":[{"method","result","of"}]}]` latest first, `authenticated_as`, `program`,
//! `automatic`, `attachments` as `[{"name","type","bytes","sha256","file"}]`, and `unread` where parts were not looked at.
//! Neither text nor subject is kept.
//!
//! An attached document, calendar or mail is a file of its own as well, as members of archives are: `mail.eml/resume.pdf`,
//! and in a mailbox behind the line of its message, `inbox.mbox/8812/resume.pdf`; the record names it as `file`.

mod fields;
mod lines;
mod parts;
mod transfer;

use std::{collections::BTreeSet, io::Read, path::Path};

use bonafide_model::{Body, Locator};
use serde_json::{Map, Value};

use self::{
    lines::{Lines, is_postmark},
    parts::{Attached, Mail, Walk},
};
use crate::{
    Limits,
    archive::{Inside, harmless},
    place::{Place, Run},
    unpack::Packing,
};

pub(crate) use transfer::{Decoder, Transfer};

/// What a file of mail is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// One message.
    Message,
    /// Messages one after another.
    Mailbox,
}

/// Headers that mail servers and programs write, and people who copy a letter do not.
const CARRIED: &[&str] = &[
    "received",
    "message-id",
    "mime-version",
    "return-path",
    "delivered-to",
    "dkim-signature",
    "x-received",
    "authentication-results",
];

/// Headers that every mail may have.
const WRITTEN: &[&str] = &["from", "date", "to", "subject", "content-type"];

impl Kind {
    /// By the first bytes; the name breaks ties.
    pub(crate) fn of(head: &[u8], name: &str) -> Option<Self> {
        let head = head.trim_ascii_start();
        if is_postmark(head.split(|it| *it == b'\n').next().unwrap_or_default()) {
            return Some(Kind::Mailbox);
        }
        let mut names = BTreeSet::new();
        let mut is_closed = false;
        for (idx, line) in head.split(|it| *it == b'\n').enumerate() {
            match line {
                [] | [b'\r'] => {
                    is_closed = true;
                    break;
                }
                // A folded line; Apple's `.emlx` begins with the size of the mail.
                [b' ' | b'\t', ..] if idx > 0 => {}
                _ if idx == 0 && line.trim_ascii().iter().all(u8::is_ascii_digit) => {}
                _ => match field_name(line) {
                    Some(name) => {
                        names.insert(name);
                    }
                    // The last line may be cut by the end of the look-ahead.
                    None if names.len() > 3 && !head.ends_with(b"\n") => break,
                    None => return None,
                },
            }
        }
        let has = |it: &str| names.contains(it);
        let n_carried = CARRIED.iter().filter(|it| has(it)).count();
        let is_mail = if is_called_mail(name) {
            n_carried > 0 || WRITTEN.iter().any(|it| has(it))
        } else {
            has("from") && n_carried > 0 || !is_closed && n_carried > 1
        };
        is_mail.then_some(Kind::Message)
    }
}

/// `Message-ID` of `Message-ID: <1@x.example>`, in lower case.
fn field_name(line: &[u8]) -> Option<String> {
    let name = line.split(|it| *it == b':').next().filter(|it| it.len() < line.len())?;
    let name = std::str::from_utf8(name).ok()?.trim_end();
    let is_name = !name.is_empty()
        && name.bytes().all(|it| it.is_ascii_alphanumeric() || b"-_.".contains(&it));
    is_name.then(|| name.to_ascii_lowercase())
}

/// Mail by its ending, or as the files of a maildir lie.
fn is_called_mail(name: &str) -> bool {
    let lower = name.to_lowercase();
    [".eml", ".emlx", ".mbox", ".mail"].iter().any(|it| lower.ends_with(it))
        || lower.split('/').rev().nth(1).is_some_and(|it| it == "cur" || it == "new")
}

/// One record a message.
pub(crate) fn records<'a>(
    reader: impl Read + Send + 'a,
    kind: Kind,
    file: String,
) -> impl Iterator<Item = (Locator, Result<Body, String>)> + Send + 'a {
    let mut walk = Walk::new(Lines::new(reader, kind == Kind::Mailbox), true);
    let parser = fields::parser();
    std::iter::from_fn(move || {
        let mail = walk.next_mail()?;
        let at = Locator::Line(mail.line);
        let files = files(&mail, kind);
        let header = mail.header.and_then(|it| fields::read(&parser, &it));
        let record = header.map(|mut fields| {
            let attachments: Vec<Value> = mail
                .attached
                .iter()
                .zip(files)
                .map(|(it, inside)| attachment(it, inside.map(|it| format!("{file}/{it}"))))
                .collect();
            if !attachments.is_empty() {
                fields.insert("attachments".to_owned(), Value::Array(attachments));
            }
            if let Some(unread) = mail.unread {
                fields.insert("unread".to_owned(), Value::String(unread));
            }
            Body::Json(
                Value::from(Map::from_iter([("mail".to_owned(), Value::Object(fields))]))
                    .to_string()
                    .into(),
            )
        });
        Some((at, record))
    })
}

fn attachment(attached: &Attached, file: Option<String>) -> Value {
    let mut res = Map::new();
    if let Some(name) = &attached.name {
        res.insert("name".to_owned(), Value::from(name.as_str()));
    }
    res.insert("type".to_owned(), Value::from(attached.media_type.as_str()));
    res.insert("bytes".to_owned(), Value::from(attached.bytes));
    res.insert("sha256".to_owned(), Value::from(attached.sha256.as_str()));
    if let Some(file) = file {
        res.insert("file".to_owned(), Value::from(file));
    }
    Value::Object(res)
}

/// What is attached to the messages of a file and is worth a file of its own.
pub(crate) fn attached(
    place: &Place,
    packing: Packing,
    kind: Kind,
    limits: &Limits,
) -> Vec<Inside> {
    // A file that cannot be read is opened as one later, and says why.
    let Ok(reader) = place.reader(limits) else { return Vec::new() };
    let lines = Lines::new(packing.unpack(reader, limits), kind == Kind::Mailbox);
    let mut walk = Walk::new(lines, false);
    let mut res = Vec::new();
    while let Some(mail) = walk.next_mail() {
        let files = files(&mail, kind);
        for (attached, file) in mail.attached.into_iter().zip(files) {
            let Some(name) = file else { continue };
            let (start, bytes) = attached.written;
            let run = Run { of: place.clone(), packing, start, bytes, transfer: attached.transfer };
            res.push(Inside { name, place: Ok(Place::Run(Box::new(run))) });
        }
        if res.len() > limits.files {
            break;
        }
    }
    res
}

/// For each thing attached its path as a file of its own, if it is one.
fn files(mail: &Mail, kind: Kind) -> Vec<Option<String>> {
    let mut taken = BTreeSet::new();
    let mut path = |(idx, it): (usize, &Attached)| {
        let ending = ending(it)?;
        let called = it.name.clone().unwrap_or_else(|| format!("part-{}.{ending}", idx + 1));
        let mut base = harmless(&called.replace(['/', '\\'], "_"), idx);
        // A mail is known as one by its ending where its header is poor.
        if ending == "eml" && !base.to_lowercase().ends_with(".eml") {
            base.push_str(".eml");
        }
        let mut free = base.clone();
        let mut n = 1;
        while !taken.insert(free.clone()) {
            n += 1;
            free = format!("{base}~{n}");
        }
        Some(match kind {
            Kind::Message => free,
            Kind::Mailbox => format!("{}/{free}", mail.line),
        })
    };
    mail.attached.iter().enumerate().map(&mut path).collect()
}

/// The usual ending of what is worth a file of its own, by its content: a document, a calendar, a mail.
fn ending(attached: &Attached) -> Option<&'static str> {
    let start = attached.start.trim_ascii_start();
    let name = attached.name.as_deref().unwrap_or_default().to_lowercase();
    let is_called = |endings: &[&str]| {
        Path::new(&name)
            .extension()
            .is_some_and(|it| endings.iter().any(|ending| it.eq_ignore_ascii_case(ending)))
    };
    if memchr::memmem::find(start, b"%PDF-").is_some() {
        return Some("pdf");
    }
    let is_word =
        ["wordprocessingml", "opendocument.text"].iter().any(|it| attached.media_type.contains(it))
            || is_called(&["docx", "docm", "odt"]);
    if start.starts_with(b"PK\x03\x04") && is_word {
        return Some("docx");
    }
    if start.starts_with(b"\xd0\xcf\x11\xe0")
        && (is_called(&["doc"]) || attached.media_type == "application/msword")
    {
        return Some("doc");
    }
    if start.starts_with(b"{\\rtf") {
        return Some("rtf");
    }
    if start.starts_with(b"BEGIN:VCALENDAR") || start.starts_with(b"\xef\xbb\xbfBEGIN:VCALENDAR") {
        return Some("ics");
    }
    ["message/rfc822", "message/global"].contains(&attached.media_type.as_str()).then_some("eml")
}
