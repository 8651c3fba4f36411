//! PDF: text in reading order, and the traces of how it was made.
//!
//! `runs` follows the drawing operators and gives runs of letters with their places, `fonts` turns their codes into letters and
//! widths, `layout` orders them into lines and columns.

mod fonts;
mod images;
mod layout;
mod runs;

use bonafide_model::{Document, DocumentKind};
use lopdf::{Dictionary, LoadOptions, Object, decode_text_string};

use crate::{
    document::{hex, tidy, tidy_line},
    stamp,
    worker::Task,
    xmp,
};

/// Unpacked bytes of one stream of a PDF.
const STREAM_BYTES: usize = 64 << 20; // guess: a page of vector art stays below 10 MiB

/// Reads a PDF from memory.
pub(crate) fn read(bytes: &[u8], task: &Task) -> Result<Document, String> {
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
    let pages = pdf.get_pages();
    let mut res = Document::new(DocumentKind::Pdf, task.sha256.clone());
    res.pages = u32::try_from(pages.len()).ok();
    let mut text = String::new();
    for (idx, page) in pages.into_values().take(task.pages).enumerate() {
        if idx > 0 {
            text.push('\u{c}');
        }
        text.push_str(&layout::text(runs::of_page(&pdf, page)));
        if text.len() > task.text_bytes {
            break;
        }
    }
    res.text = tidy(&text, task.text_bytes);
    read_info(&pdf, &mut res);
    if let Some(packet) = packet(&pdf) {
        xmp::read(&packet, &mut res);
    }
    res.ancestry_ids.extend(first_id(&pdf));
    images::note(&pdf, &mut res);
    Ok(res)
}

fn read_info(pdf: &lopdf::Document, res: &mut Document) {
    let Some(info) = pdf.trailer.get(b"Info").ok().and_then(|it| dictionary(pdf, it)) else {
        return;
    };
    let entry = |key: &[u8]| {
        let (_, object) = pdf.dereference(info.get(key).ok()?).ok()?;
        tidy_line(&decode_text_string(object).ok()?)
    };
    res.author = entry(b"Author");
    // Word writes it in files that it makes, as a company's own entry.
    res.company = entry(b"Company");
    res.producer = match (entry(b"Creator"), entry(b"Producer")) {
        (Some(creator), Some(producer)) if creator != producer => {
            Some(format!("{creator} / {producer}"))
        }
        (creator, producer) => producer.or(creator),
    };
    res.created = entry(b"CreationDate").and_then(|it| stamp::from_pdf(&it));
    res.modified = entry(b"ModDate").and_then(|it| stamp::from_pdf(&it));
}

/// An object as a dictionary, whether it is written out or pointed at.
fn dictionary<'p>(pdf: &'p lopdf::Document, object: &'p Object) -> Option<&'p Dictionary> {
    pdf.dereference(object).ok()?.1.as_dict().ok()
}

/// A number, whether it is written whole or with a point.
fn number(object: &Object) -> Option<f32> {
    object.as_float().ok().filter(|it| it.is_finite())
}

/// The first half of `/ID` stays the same when a file is saved again.
fn first_id(pdf: &lopdf::Document) -> Option<String> {
    let (_, ids) = pdf.dereference(pdf.trailer.get(b"ID").ok()?).ok()?;
    let id = ids.as_array().ok()?.first()?.as_str().ok()?;
    (!id.is_empty()).then(|| hex(id))
}

/// The XMP packet of the document.
fn packet(pdf: &lopdf::Document) -> Option<String> {
    let (_, object) = pdf.dereference(pdf.catalog().ok()?.get(b"Metadata").ok()?).ok()?;
    let stream = object.as_stream().ok()?;
    let bytes = if stream.filters().is_ok() {
        stream.decompressed_content_with_limit(STREAM_BYTES).ok()?
    } else {
        stream.content.clone()
    };
    String::from_utf8(bytes).ok()
}
