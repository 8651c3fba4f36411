//! Documents that are a zip of XML parts: which kind it is, its parts, its pictures.

use std::{
    collections::BTreeSet,
    io::{Cursor, Read},
};

use bonafide_model::Document;
use quick_xml::{Reader, XmlVersion, escape::resolve_predefined_entity, events::Event};
use zip::ZipArchive;

use crate::{
    archive::is_open_document,
    document::tidy_line,
    docx, odt,
    picture::{self, Seen},
    worker::Task,
};

/// Unpacked bytes of one part of a document.
const PART_BYTES: u64 = 64 << 20; // guess: the text of a long book is 10 MiB of WordprocessingML
/// Unpacked bytes of all pictures.
const PICTURES_BYTES: u64 = 128 << 20; // guess
/// Pictures that are looked at.
const PICTURES: usize = 200; // guess: a résumé has one or two
/// Parts of a document.
const PARTS: usize = 5_000; // guess: a résumé has about 20

/// The opened zip.
pub(crate) type Archive<'b> = ZipArchive<Cursor<&'b [u8]>>;

/// Reads a document from memory; what is none is refused with what to do.
pub(crate) fn read(bytes: &[u8], task: &Task) -> Result<Document, String> {
    let damaged = |why: String| format!("Office file is damaged ({why}); save it anew");
    let mut archive =
        ZipArchive::new(Cursor::new(bytes)).map_err(|why| damaged(why.to_string()))?;
    if archive.index_for_name("xl/workbook.xml").is_some() {
        return Err("spreadsheet (.xlsx): save each sheet as CSV".to_owned());
    }
    let is_odt = is_open_document(&mut archive);
    if !is_odt && archive.index_for_name("[Content_Types].xml").is_none() {
        return Err("archive nested too deep in other archives; unpack the outer ones".to_owned());
    }
    if archive.len() > PARTS {
        return Err(format!("document of more than {PARTS} parts; save it anew as PDF"));
    }
    if is_odt {
        odt::read(&mut archive, task)
    } else if archive.index_for_name("word/document.xml").is_some() {
        docx::read(&mut archive, task)
    } else {
        Err("Office file that is no Word document; save it as PDF or CSV".to_owned())
    }
}

/// The text of one part; `None` if the document has no such part.
pub(crate) fn part(archive: &mut Archive<'_>, name: &str) -> Result<Option<String>, String> {
    if archive.index_for_name(name).is_none() {
        return Ok(None);
    }
    let locked = |why: zip::result::ZipError| {
        format!("{name} cannot be read ({why}); save the document anew, without a password")
    };
    let mut res = Vec::new();
    let file = archive.by_name(name).map_err(locked)?;
    file.take(PART_BYTES + 1)
        .read_to_end(&mut res)
        .map_err(|why| format!("{name} is damaged ({why}); save the document anew"))?;
    if res.len() as u64 > PART_BYTES {
        return Err(format!(
            "{name} unpacks to more than {} MiB; save a smaller copy as PDF",
            PART_BYTES >> 20
        ));
    }
    // Some writers begin a part with a mark, some write it in UTF-16; both are XML.
    let (text, _, _) = encoding_rs::UTF_8.decode(&res);
    Ok(Some(text.into_owned()))
}

/// Names of parts, in order.
pub(crate) fn names(archive: &Archive<'_>, wanted: impl Fn(&str) -> bool) -> BTreeSet<String> {
    // A name that is no text is none of those that documents have.
    archive.file_names().flatten().map(|it| it.into_owned()).filter(|it| wanted(it)).collect()
}

/// Looks at every picture in a folder of the zip.
pub(crate) fn pictures(
    archive: &mut Archive<'_>,
    folder: &str,
    res: &mut Document,
) -> Result<(), String> {
    let mut left = PICTURES_BYTES;
    let pictures = names(archive, |it| it.starts_with(folder) && !it.ends_with('/'));
    for name in pictures.into_iter().take(PICTURES) {
        let Ok(file) = archive.by_name(&name) else { continue };
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
        picture::note(Seen::of(&bytes), &bytes, res);
    }
    Ok(())
}

/// What is said of XML that is none.
pub(crate) fn not_xml(why: &quick_xml::Error) -> String {
    format!("document has a part that is not XML ({why}); save it anew")
}

/// `&amp;` and `&#39;`; entities of a document type are not expanded, since that is how XML bombs work.
pub(crate) fn letter_of(entity: &quick_xml::events::BytesRef<'_>) -> Option<char> {
    if let Ok(Some(letter)) = entity.resolve_char_ref() {
        return Some(letter);
    }
    resolve_predefined_entity(entity).and_then(|it| it.chars().next())
}

/// An attribute by its local name.
pub(crate) fn attribute(
    element: &quick_xml::events::BytesStart<'_>,
    local_name: &str,
) -> Option<String> {
    let mut attributes = element.attributes();
    attributes.with_checks(false);
    let found = attributes.flatten().find(|it| it.key.local_name().as_ref() == local_name)?;
    found.normalized_value(XmlVersion::Implicit1_0).ok().map(|it| it.trim().to_owned())
}

/// Elements that hold text only, by local name, and attributes of elements as `element@attribute`.
pub(crate) fn elements(xml: &str) -> Result<Vec<(String, String)>, String> {
    let mut reader = Reader::from_str(xml);
    let mut res = Vec::new();
    let mut value = String::new();
    loop {
        match reader.read_event().map_err(|why| not_xml(&why))? {
            Event::Start(element) => {
                note_attributes(&element, &mut res);
                value.clear();
            }
            Event::Empty(element) => note_attributes(&element, &mut res),
            Event::Text(text) => value.push_str(&text.xml10_content()),
            Event::CData(text) => value.push_str(&text.xml10_content()),
            Event::GeneralRef(entity) => value.extend(letter_of(&entity)),
            Event::End(element) => {
                res.extend(
                    tidy_line(&value).map(|it| (element.local_name().as_ref().to_owned(), it)),
                );
                value.clear();
            }
            Event::Eof => return Ok(res),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
}

fn note_attributes(element: &quick_xml::events::BytesStart<'_>, res: &mut Vec<(String, String)>) {
    for attribute in element.attributes().flatten() {
        let Ok(value) = attribute.normalized_value(XmlVersion::Implicit1_0) else { continue };
        let name =
            format!("{}@{}", element.local_name().as_ref(), attribute.key.local_name().as_ref());
        res.extend(tidy_line(&value).map(|it| (name, it)));
    }
}
