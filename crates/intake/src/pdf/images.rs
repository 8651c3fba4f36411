//! Pictures inside a PDF. A JPEG lies there byte by byte as it was, so it has the hash that it has everywhere else.

use std::collections::BTreeSet;

use bonafide_model::Document;
use lopdf::{Dictionary, Object, ObjectId, Stream};

use crate::picture::{self, Seen, is_small};

/// Unpacked bytes of one picture: guess, a page scanned in color.
const PICTURE_BYTES: usize = 64 << 20;
/// Pictures that are looked at: guess, a résumé has one or two.
const PICTURES: usize = 200;

/// Notes every picture that is more than an ornament.
pub(super) fn note(pdf: &lopdf::Document, res: &mut Document) {
    let masks = masks(pdf);
    let images = pdf
        .objects
        .iter()
        .filter(|(id, _)| !masks.contains(id))
        .filter_map(|(_, it)| it.as_stream().ok())
        .filter(|it| is_image(&it.dict));
    for stream in images.take(PICTURES) {
        picture::note(seen(pdf, stream), &stream.content, res);
    }
}

fn is_image(dict: &Dictionary) -> bool {
    dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|it| it == b"Image")
}

/// Pictures that only say where another one is transparent.
fn masks(pdf: &lopdf::Document) -> BTreeSet<ObjectId> {
    let streams = pdf.objects.values().filter_map(|it| it.as_stream().ok());
    streams
        .filter(|it| is_image(&it.dict))
        .flat_map(|it| [it.dict.get(b"SMask"), it.dict.get(b"Mask")])
        .filter_map(|it| it.and_then(Object::as_reference).ok())
        .collect()
}

fn seen(pdf: &lopdf::Document, stream: &Stream) -> Seen {
    let side = |key: &[u8]| {
        let (_, it) = pdf.dereference(stream.dict.get(key).ok()?).ok()?;
        u32::try_from(it.as_i64().ok()?).ok()
    };
    let (Some(width), Some(height)) = (side(b"Width"), side(b"Height")) else {
        return Seen::Unknown;
    };
    if is_small(width, height) {
        return Seen::Small;
    }
    let filters = stream.filters().unwrap_or_default();
    match filters.as_slice() {
        [last] if *last == b"DCTDecode" => Seen::of(&stream.content),
        // JPEG 2000, fax and others.
        [.., last] if last.ends_with(b"Decode") && *last != b"FlateDecode" => Seen::Unknown,
        _ => raw(pdf, stream, (width, height)).unwrap_or(Seen::Unknown),
    }
}

/// Pixels of one byte a color, as most programs write them.
fn raw(pdf: &lopdf::Document, stream: &Stream, (width, height): (u32, u32)) -> Option<Seen> {
    let n_pixels = usize::try_from(width).ok()?.checked_mul(usize::try_from(height).ok()?)?;
    let depth = stream.dict.get(b"BitsPerComponent").and_then(Object::as_i64).unwrap_or(1);
    let n_colors = colors(pdf, stream.dict.get(b"ColorSpace").ok()?)?;
    let n_bytes = n_pixels.checked_mul(n_colors)?;
    if depth != 8 || n_bytes > PICTURE_BYTES {
        return None;
    }
    let bytes = if stream.filters().is_ok() {
        stream.decompressed_content_with_limit(PICTURE_BYTES).ok()?
    } else {
        stream.content.clone()
    };
    let pixels = bytes.get(..n_bytes)?.chunks_exact(n_colors);
    // The mean is as good as any gray for telling light from dark.
    let gray = |it: &[u8]| {
        let sum: usize = it.iter().map(|it| usize::from(*it)).sum();
        u8::try_from(sum / n_colors).unwrap_or(u8::MAX)
    };
    Some(Seen::of_gray(width, height, pixels.map(gray).collect()))
}

/// Colors of a pixel, where they are plain light: gray or red, green and blue.
fn colors(pdf: &lopdf::Document, space: &Object) -> Option<usize> {
    let (_, space) = pdf.dereference(space).ok()?;
    if let Ok(name) = space.as_name() {
        return plain_colors(name);
    }
    let parts = space.as_array().ok()?;
    let name = parts.first()?.as_name().ok()?;
    if name != b"ICCBased" {
        return plain_colors(name);
    }
    let (_, profile) = pdf.dereference(parts.get(1)?).ok()?;
    let n = profile.as_stream().ok()?.dict.get(b"N").and_then(Object::as_i64).ok()?;
    usize::try_from(n).ok().filter(|it| [1, 3].contains(it))
}

fn plain_colors(name: &[u8]) -> Option<usize> {
    match name {
        b"DeviceGray" | b"CalGray" => Some(1),
        b"DeviceRGB" | b"CalRGB" => Some(3),
        _ => None,
    }
}
