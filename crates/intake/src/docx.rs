//! Word documents: text of the body, who made and changed them, and the marks that every save leaves.

use std::{
    collections::BTreeSet,
    io::{Cursor, Read},
};

use bonafide_model::{Document, DocumentKind};
use quick_xml::{Reader, escape::resolve_predefined_entity, events::Event};
use sha2::{Digest, Sha256};
use zip::ZipArchive;

use crate::{
    Limits,
    document::{blank, hex, tidy},
    stamp,
};

/// Unpacked bytes of one part of a document.
const PART_BYTES: u64 = 64 << 20; // guess: the text of a long book is 10 MiB of WordprocessingML
/// Unpacked bytes of all pictures.
const PICTURES_BYTES: u64 = 128 << 20; // guess
/// Parts of a document.
const PARTS: usize = 5_000; // guess: a résumé has about 20

type Archive<'b> = ZipArchive<Cursor<&'b [u8]>>;

/// Reads a Word document from memory; other Office files are refused with what to do.
pub(crate) fn read(bytes: &[u8], sha256: &str, limits: &Limits) -> Result<Document, String> {
    let damaged = |why: String| format!("Office file is damaged ({why}); save it anew");
    let mut archive =
        ZipArchive::new(Cursor::new(bytes)).map_err(|why| damaged(why.to_string()))?;
    if archive.index_for_name("xl/workbook.xml").is_some() {
        return Err("spreadsheet (.xlsx): save each sheet as CSV".to_owned());
    }
    if archive.index_for_name("[Content_Types].xml").is_none() {
        return Err("archive nested too deep in other archives; unpack the outer ones".to_owned());
    }
    if archive.index_for_name("word/document.xml").is_none() || archive.len() > PARTS {
        return Err("Office file that is no Word document; save it as PDF or CSV".to_owned());
    }
    let mut res = blank(DocumentKind::Docx, sha256);
    let body = part(&mut archive, "word/document.xml")?.unwrap_or_default();
    res.text = tidy(&paragraphs(&body, limits.document_text_bytes)?, limits.document_text_bytes);
    if let Some(core) = part(&mut archive, "docProps/core.xml")? {
        let core = elements(&core)?;
        let find =
            |name: &str| core.iter().find(|(it, _)| it == name).map(|(_, value)| value.clone());
        res.author = find("creator");
        res.last_modified_by = find("lastModifiedBy");
        res.created = find("created").and_then(|it| stamp::from_iso(&it));
        res.modified = find("modified").and_then(|it| stamp::from_iso(&it));
    }
    if let Some(app) = part(&mut archive, "docProps/app.xml")? {
        let app = elements(&app)?;
        let find =
            |name: &str| app.iter().find(|(it, _)| it == name).map(|(_, value)| value.clone());
        res.producer = find("Application");
        res.pages = find("Pages").and_then(|it| it.parse().ok());
    }
    if let Some(settings) = part(&mut archive, "word/settings.xml")? {
        res.rsids = rsids(&settings)?;
    }
    res.images = pictures(&mut archive)?;
    Ok(res)
}

/// The text of one part; `None` if the document has no such part.
fn part(archive: &mut Archive<'_>, name: &str) -> Result<Option<String>, String> {
    if archive.index_for_name(name).is_none() {
        return Ok(None);
    }
    let locked = |why: zip::result::ZipError| {
        format!("{name} cannot be read ({why}); save the document anew, without a password")
    };
    let mut res = String::new();
    let file = archive.by_name(name).map_err(locked)?;
    file.take(PART_BYTES + 1)
        .read_to_string(&mut res)
        .map_err(|why| format!("{name} is damaged ({why}); save the document anew"))?;
    if res.len() as u64 > PART_BYTES {
        return Err(format!(
            "{name} unpacks to more than {} MiB; save a smaller copy as PDF",
            PART_BYTES >> 20
        ));
    }
    Ok(Some(res))
}

fn not_xml(why: &quick_xml::Error) -> String {
    format!("document has a part that is not XML ({why}); save it anew")
}

/// Text runs; paragraphs and breaks end lines, tabs and table cells keep words apart.
fn paragraphs(xml: &str, cap: usize) -> Result<String, String> {
    let mut reader = Reader::from_str(xml);
    let mut res = String::new();
    let mut is_text = false;
    while res.len() <= cap {
        match reader.read_event().map_err(|why| not_xml(&why))? {
            Event::Start(element) => is_text = element.local_name().as_ref() == "t",
            Event::Empty(element) => match element.local_name().as_ref() {
                "br" | "cr" | "p" => res.push('\n'),
                "tab" => res.push('\t'),
                _ => {}
            },
            Event::End(element) => {
                is_text = false;
                match element.local_name().as_ref() {
                    "p" => res.push('\n'),
                    "tc" => res.push('\t'),
                    _ => {}
                }
            }
            Event::Text(text) if is_text => res.push_str(&text.xml10_content()),
            Event::CData(text) if is_text => res.push_str(&text.xml10_content()),
            Event::GeneralRef(entity) if is_text => res.extend(letter_of(&entity)),
            Event::Eof => break,
            Event::Text(_)
            | Event::CData(_)
            | Event::GeneralRef(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::DocType(_) => {}
        }
    }
    Ok(res)
}

/// `&amp;` and `&#39;`; entities of a document type are not expanded, since that is how XML bombs work.
fn letter_of(entity: &quick_xml::events::BytesRef<'_>) -> Option<char> {
    if let Ok(Some(letter)) = entity.resolve_char_ref() {
        return Some(letter);
    }
    resolve_predefined_entity(entity).and_then(|it| it.chars().next())
}

/// Elements that hold text only, by local name.
fn elements(xml: &str) -> Result<Vec<(String, String)>, String> {
    let mut reader = Reader::from_str(xml);
    let mut res = Vec::new();
    let mut value = String::new();
    loop {
        match reader.read_event().map_err(|why| not_xml(&why))? {
            Event::Start(_) => value.clear(),
            Event::Text(text) => value.push_str(&text.xml10_content()),
            Event::CData(text) => value.push_str(&text.xml10_content()),
            Event::GeneralRef(entity) => value.extend(letter_of(&entity)),
            Event::End(element) => {
                let text = tidy(value.trim(), 1 << 10);
                if !text.is_empty() {
                    res.push((element.local_name().as_ref().to_owned(), text));
                }
                value.clear();
            }
            Event::Eof => return Ok(res),
            Event::Empty(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::DocType(_) => {}
        }
    }
}

/// Every `w:rsid` and `w:rsidRoot` of the settings, upper case.
fn rsids(xml: &str) -> Result<BTreeSet<String>, String> {
    let mut reader = Reader::from_str(xml);
    let mut res = BTreeSet::new();
    loop {
        match reader.read_event().map_err(|why| not_xml(&why))? {
            Event::Start(element) | Event::Empty(element) => {
                if !element.local_name().as_ref().starts_with("rsid") {
                    continue;
                }
                for attribute in element.attributes().flatten() {
                    if attribute.key.local_name().as_ref() == "val" {
                        res.insert(attribute.value.trim().to_uppercase());
                    }
                }
            }
            Event::Eof => return Ok(res),
            Event::End(_)
            | Event::Text(_)
            | Event::CData(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::DocType(_)
            | Event::GeneralRef(_) => {}
        }
    }
}

fn pictures(archive: &mut Archive<'_>) -> Result<BTreeSet<String>, String> {
    let mut left = PICTURES_BYTES;
    let mut res = BTreeSet::new();
    for idx in 0..archive.len() {
        let file = archive
            .by_index(idx)
            .map_err(|why| format!("a part cannot be read ({why}); save the document anew"))?;
        if !file.name_raw().starts_with(b"word/media/") || file.is_dir() {
            continue;
        }
        let mut bytes = Vec::new();
        file.take(left + 1)
            .read_to_end(&mut bytes)
            .map_err(|why| format!("a picture is damaged ({why}); save the document anew"))?;
        left = left.checked_sub(bytes.len() as u64).ok_or_else(|| {
            format!(
                "pictures of more than {} MiB; save a smaller copy as PDF",
                PICTURES_BYTES >> 20
            )
        })?;
        res.insert(hex(&Sha256::digest(&bytes)));
    }
    Ok(res)
}
