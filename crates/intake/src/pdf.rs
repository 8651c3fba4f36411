//! PDF: text in the order of the file, and the traces of how it was made.

use std::collections::BTreeSet;

use bonafide_model::{Document, DocumentKind};
use lopdf::{Dictionary, LoadOptions, Object, decode_text_string};
use quick_xml::{Reader, events::Event};
use sha2::{Digest, Sha256};

use crate::{
    Limits,
    document::{blank, hex, tidy},
    stamp,
};

/// Unpacked bytes of one stream of a PDF.
const STREAM_BYTES: usize = 64 << 20; // guess: a page of vector art stays below 10 MiB

/// Reads a PDF from memory.
pub(crate) fn read(bytes: &[u8], sha256: &str, limits: &Limits) -> Result<Document, String> {
    let options =
        LoadOptions { max_decompressed_size: Some(STREAM_BYTES), ..LoadOptions::default() };
    let locked = || "PDF has a password; save a copy without one".to_owned();
    let pdf = lopdf::Document::load_mem_with_options(bytes, options).map_err(|why| {
        if matches!(why, lopdf::Error::Decryption(_) | lopdf::Error::InvalidPassword) {
            return locked();
        }
        format!("PDF is damaged ({why}); save it anew")
    })?;
    if pdf.is_encrypted() {
        return Err(locked());
    }
    let pages: Vec<u32> = pdf.get_pages().into_keys().collect();
    let mut res = blank(DocumentKind::Pdf, sha256);
    res.pages = u32::try_from(pages.len()).ok();
    res.text = text(&pdf, &pages, limits);
    read_info(&pdf, &mut res);
    read_metadata(&pdf, &mut res);
    res.ancestry_ids.extend(first_id(&pdf));
    res.images = images(&pdf);
    Ok(res)
}

fn text(pdf: &lopdf::Document, pages: &[u32], limits: &Limits) -> String {
    let mut res = String::new();
    for page in pages.iter().take(limits.document_pages) {
        // A page with a font that cannot be decoded costs its own text only; the rest of a résumé is still worth reading.
        for chunk in
            pdf.extract_text_chunks_with_limit(&[*page], STREAM_BYTES).into_iter().flatten()
        {
            res.push_str(&chunk);
        }
        if res.len() > limits.document_text_bytes {
            break;
        }
    }
    tidy(&res, limits.document_text_bytes)
}

fn read_info(pdf: &lopdf::Document, res: &mut Document) {
    let Some(info) = pdf.trailer.get(b"Info").ok().and_then(|it| dictionary(pdf, it)) else {
        return;
    };
    let entry = |key: &[u8]| {
        let (_, object) = pdf.dereference(info.get(key).ok()?).ok()?;
        let text = decode_text_string(object).ok()?;
        let text = tidy(text.trim(), 1 << 10);
        (!text.is_empty()).then_some(text)
    };
    res.author = entry(b"Author");
    res.producer = match (entry(b"Creator"), entry(b"Producer")) {
        (Some(creator), Some(producer)) if creator != producer => {
            Some(format!("{creator} / {producer}"))
        }
        (creator, producer) => producer.or(creator),
    };
    res.created = entry(b"CreationDate").and_then(|it| stamp::from_pdf(&it));
    res.modified = entry(b"ModDate").and_then(|it| stamp::from_pdf(&it));
}

fn dictionary<'p>(pdf: &'p lopdf::Document, object: &'p Object) -> Option<&'p Dictionary> {
    pdf.dereference(object).ok()?.1.as_dict().ok()
}

/// The first half of `/ID` stays the same when a file is saved again.
fn first_id(pdf: &lopdf::Document) -> Option<String> {
    let (_, ids) = pdf.dereference(pdf.trailer.get(b"ID").ok()?).ok()?;
    let id = ids.as_array().ok()?.first()?.as_str().ok()?;
    (!id.is_empty()).then(|| hex(id))
}

/// Ids and dates of the XMP packet.
fn read_metadata(pdf: &lopdf::Document, res: &mut Document) {
    let packet = || {
        let (_, object) = pdf.dereference(pdf.catalog().ok()?.get(b"Metadata").ok()?).ok()?;
        let stream = object.as_stream().ok()?;
        let bytes = if stream.filters().is_ok() {
            stream.decompressed_content_with_limit(STREAM_BYTES).ok()?
        } else {
            stream.content.clone()
        };
        String::from_utf8(bytes).ok()
    };
    let Some(packet) = packet() else { return };
    for (name, value) in named_values(&packet) {
        match name.as_str() {
            "DocumentID" | "OriginalDocumentID" => {
                res.ancestry_ids.insert(value);
            }
            "CreateDate" => res.created = res.created.or_else(|| stamp::from_iso(&value)),
            "ModifyDate" => res.modified = res.modified.or_else(|| stamp::from_iso(&value)),
            _ => {}
        }
    }
}

/// XMP writes a property as an attribute or as an element; either way as local name and value.
fn named_values(packet: &str) -> Vec<(String, String)> {
    let mut reader = Reader::from_str(packet);
    let mut res = Vec::new();
    let mut open: Option<String> = None;
    loop {
        match reader.read_event() {
            Ok(Event::Start(element) | Event::Empty(element)) => {
                for attribute in element.attributes().flatten() {
                    let name = attribute.key.local_name().as_ref().to_owned();
                    res.push((name, attribute.value.trim().to_owned()));
                }
                open = Some(element.local_name().as_ref().to_owned());
            }
            Ok(Event::Text(text)) => {
                let value = text.xml10_content();
                if let Some(name) = &open
                    && !value.trim().is_empty()
                {
                    res.push((name.clone(), value.trim().to_owned()));
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

/// Image streams as they lie in the file: two files made from one picture carry the same bytes.
fn images(pdf: &lopdf::Document) -> BTreeSet<String> {
    let is_image = |it: &Dictionary| {
        it.get(b"Subtype").and_then(Object::as_name).is_ok_and(|it| it == b"Image")
    };
    pdf.objects
        .values()
        .filter_map(|it| it.as_stream().ok())
        .filter(|it| is_image(&it.dict))
        .map(|it| hex(&Sha256::digest(&it.content)))
        .collect()
}
