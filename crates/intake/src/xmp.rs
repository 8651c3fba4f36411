//! XMP packets, which PDF files and pictures carry: the ids of the file and of those it was made from, dates, programs.

use bonafide_model::Document;
use quick_xml::{
    Reader, XmlVersion,
    events::{BytesStart, Event},
};

use crate::{document::tidy_line, stamp};

/// Ids of one file that are kept: guess, a long history has dozens.
const IDS: usize = 100;
/// Ids that mean nothing because writers put them into every file.
const EMPTY_IDS: &[&str] = &["uuid:00000000-0000-0000-0000-000000000000", "xmp.did:", "xmp.iid:"];

/// Adds what the packet says; what the document already says stays.
pub(crate) fn read(packet: &str, res: &mut Document) {
    let is_id = |it: &str| !EMPTY_IDS.contains(&it);
    for (name, value) in named_values(packet) {
        match name.as_str() {
            // Capital letters are the file's own, small ones those of what it was derived from and of its history.
            "DocumentID" | "OriginalDocumentID" | "InstanceID" | "documentID"
            | "originalDocumentID" | "instanceID"
                if res.ancestry_ids.len() < IDS && is_id(&value) =>
            {
                res.ancestry_ids.insert(value);
            }
            "CreateDate" => res.created = res.created.or_else(|| stamp::from_iso(&value)),
            "ModifyDate" => res.modified = res.modified.or_else(|| stamp::from_iso(&value)),
            "CreatorTool" if res.producer.is_none() => res.producer = Some(value),
            _ => {}
        }
    }
}

/// A property stands as an attribute or as an element; either way as local name and value.
fn named_values(packet: &str) -> Vec<(String, String)> {
    let mut reader = Reader::from_str(packet);
    let mut res = Vec::new();
    let mut open: Option<String> = None;
    loop {
        match reader.read_event() {
            Ok(Event::Start(element)) => {
                note_attributes(&element, &mut res);
                open = Some(element.local_name().as_ref().to_owned());
            }
            Ok(Event::Empty(element)) => note_attributes(&element, &mut res),
            Ok(Event::Text(text)) => {
                if let (Some(name), Some(value)) = (&open, tidy_line(&text.xml10_content())) {
                    res.push((name.clone(), value));
                }
            }
            Ok(Event::End(_)) => open = None,
            // What stands before the damage is good.
            Ok(Event::Eof) | Err(_) => return res,
            Ok(
                Event::CData(_)
                | Event::Comment(_)
                | Event::Decl(_)
                | Event::PI(_)
                | Event::DocType(_)
                | Event::GeneralRef(_),
            ) => {}
        }
    }
}

fn note_attributes(element: &BytesStart<'_>, res: &mut Vec<(String, String)>) {
    for attribute in element.attributes().flatten() {
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).ok();
        if let Some(value) = value.and_then(|it| tidy_line(&it)) {
            res.push((attribute.key.local_name().as_ref().to_owned(), value));
        }
    }
}

/// The packet inside a file of any kind, where it is not packed.
pub(crate) fn find(bytes: &[u8]) -> Option<String> {
    let start = memchr::memmem::find(bytes, b"<x:xmpmeta")?;
    let rest = bytes.get(start..)?;
    let end = memchr::memmem::find(rest, b"</x:xmpmeta>")?;
    rest.get(..end + b"</x:xmpmeta>".len()).map(|it| String::from_utf8_lossy(it).into_owned())
}
