//! Draws pictures from their names, and makes photographs as telephones write them, since a page of Markdown cannot hold one.
//!
//! Lines of a photograph: `picture: its name`, `device: maker and model`, `software: …`, `taken: 2026-03-01T10:15:00+08:00`. All
//! but the first may be missing.

use std::io::{self, Cursor};

use exif::{Field, In, Tag, Value, experimental::Writer};
use image::{GrayImage, ImageFormat, Luma};

/// Fields of a drawn picture in a row, and pixels of a side of each.
const FIELDS: u32 = 9;
const FIELD_SIDE: u32 = 8;

/// A picture whose fields are as dark as its name says; saved anew, it is the same to the eye in other bytes.
pub(crate) fn drawn(name: &str, is_saved_anew: bool) -> GrayImage {
    let darkness = |x: u32, y: u32| -> u8 {
        let place = (x / FIELD_SIDE + y / FIELD_SIDE * FIELDS).to_le_bytes();
        let letters = name.bytes().chain(place);
        let hash = letters
            .fold(2_166_136_261_u32, |all, it| (all ^ u32::from(it)).wrapping_mul(16_777_619));
        hash.to_le_bytes()[2].clamp(1, 254)
    };
    let side = FIELDS * FIELD_SIDE;
    GrayImage::from_fn(side, side - FIELD_SIDE, |x, y| {
        Luma([darkness(x, y) + u8::from(is_saved_anew)])
    })
}

/// The bytes of the described photograph, as JPEG.
pub(crate) fn photograph(description: &str) -> io::Result<Vec<u8>> {
    let value = |key: &str| {
        let mut lines = description.lines().filter_map(|it| it.split_once(": "));
        lines.find(|(name, _)| *name == key).map(|(_, value)| value.trim())
    };
    let mut res = Cursor::new(Vec::new());
    drawn(value("picture").unwrap_or_default(), false)
        .write_to(&mut res, ImageFormat::Jpeg)
        .map_err(io::Error::other)?;
    let mut res = res.into_inner();
    let time = value("taken").and_then(|it| it.split_at_checked(TIME_LETTERS));
    let texts = [
        (Tag::Model, value("device").map(str::to_owned)),
        (Tag::Software, value("software").map(str::to_owned)),
        (Tag::DateTimeOriginal, time.map(|(it, _)| it.replace('-', ":").replace('T', " "))),
        (Tag::OffsetTimeOriginal, time.map(|(_, offset)| offset.to_owned())),
    ];
    let fields: Vec<Field> =
        texts.into_iter().filter_map(|(tag, text)| Some(ascii(tag, text?))).collect();
    if !fields.is_empty() {
        res.splice(START.., header(&fields)?.into_iter().chain(res[START..].to_vec()));
    }
    Ok(res)
}

/// Letters of `2026-03-01T10:15:00`.
const TIME_LETTERS: usize = 19;
/// Bytes of a JPEG before its first segment. Published (ITU T.81).
const START: usize = 2;

fn ascii(tag: Tag, text: String) -> Field {
    Field { tag, ifd_num: In::PRIMARY, value: Value::Ascii(vec![text.into_bytes()]) }
}

/// The segment in which a camera writes. Published (EXIF 2.32).
fn header(fields: &[Field]) -> io::Result<Vec<u8>> {
    let mut writer = Writer::new();
    fields.iter().for_each(|it| writer.push_field(it));
    let mut tiff = Cursor::new(Vec::new());
    writer.write(&mut tiff, false).map_err(io::Error::other)?;
    let body = [b"Exif\0\0".as_slice(), &tiff.into_inner()].concat();
    let length = u16::try_from(body.len() + 2).map_err(io::Error::other)?.to_be_bytes();
    Ok([&[0xff, 0xe1], length.as_slice(), &body].concat())
}
