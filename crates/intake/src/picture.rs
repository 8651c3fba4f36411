//! Pictures: a hash by which the same file is known, a second one by which the same picture is known though it was saved anew,
//! and what a camera wrote into it.
//!
//! Nothing here looks for faces, and a difference hash can't tell two people apart: it tells light from dark in 64 places.

use std::io::Cursor;

use bonafide_model::{Coordinates, Document, DocumentKind};
use exif::{Exif, In, Tag, Value};
use image::{GrayImage, ImageReader, Limits, imageops};
use sha2::{Digest, Sha256};

use crate::{
    document::{hex, tidy_line},
    stamp::{self, Stamp},
    worker::Task,
    xmp,
};

/// Shortest side of a picture worth noting inside a document, in pixels: guess, portraits are larger, icons and lines smaller.
const LEAST_SIDE: u32 = 64;
/// Memory that a decoder may take: guess, 100 megapixels of gray and some of them in color.
const DECODE_BYTES: u64 = 256 << 20;
/// Longest side that is decoded: guess, a scanner's page.
const MOST_SIDE: u32 = 20_000;
/// Bits of either kind that a look has at least. Guess: a blank page or a bar has fewer, and looks like every other.
const TELLING_BITS: u32 = 6;
/// Embedded pictures that are kept of one document: guess.
const MOST: usize = 100;

/// What a picture looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Seen {
    /// Too small to tell anything: a line, a bullet, an icon.
    Small,
    /// Decoded, with its look unless it is all of one color.
    Decoded(Option<u64>),
    /// In a format that we do not decode, or too large.
    Unknown,
}

impl Seen {
    /// Looks at a picture in its file format.
    pub(crate) fn of(bytes: &[u8]) -> Self {
        let reader = || ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok();
        let Some(Ok((width, height))) = reader().map(ImageReader::into_dimensions) else {
            return Seen::Unknown;
        };
        if is_small(width, height) {
            return Seen::Small;
        }
        let Some(mut reader) = reader() else { return Seen::Unknown };
        let mut limits = Limits::default();
        limits.max_alloc = Some(DECODE_BYTES);
        limits.max_image_width = Some(MOST_SIDE);
        limits.max_image_height = Some(MOST_SIDE);
        reader.limits(limits);
        match reader.decode() {
            Ok(picture) => Seen::Decoded(look(&picture.into_luma8())),
            Err(_damaged_or_too_large) => Seen::Unknown,
        }
    }

    /// Looks at rows of gray pixels.
    pub(crate) fn of_gray(width: u32, height: u32, pixels: Vec<u8>) -> Self {
        if is_small(width, height) {
            return Seen::Small;
        }
        GrayImage::from_raw(width, height, pixels)
            .map_or(Seen::Unknown, |it| Seen::Decoded(look(&it)))
    }
}

/// Whether a picture of this size tells nothing.
pub(crate) fn is_small(width: u32, height: u32) -> bool {
    width.min(height) < LEAST_SIDE
}

/// Notes a picture that a document holds.
pub(crate) fn note(seen: Seen, bytes: &[u8], res: &mut Document) {
    if seen == Seen::Small || res.images.len() >= MOST {
        return;
    }
    res.images.insert(hex(&Sha256::digest(bytes)));
    if let Seen::Decoded(Some(look)) = seen {
        res.looks.insert(look);
    }
}

/// Difference hash: in a picture of nine columns and eight rows, whether each place is lighter than the next to its right.
fn look(picture: &GrayImage) -> Option<u64> {
    const SIDE: u32 = 8;
    let small = imageops::thumbnail(picture, SIDE + 1, SIDE);
    let mut res = 0;
    for y in 0..SIDE {
        for x in 0..SIDE {
            let is_lighter = small.get_pixel(x, y).0 > small.get_pixel(x + 1, y).0;
            res = res << 1 | u64::from(is_lighter);
        }
    }
    let n_set = u64::count_ones(res);
    (TELLING_BITS..=u64::BITS - TELLING_BITS).contains(&n_set).then_some(res)
}

/// A picture that is a file of its own. There is always something to say of it.
pub(crate) fn read(bytes: &[u8], task: &Task) -> Document {
    let mut res = Document::new(DocumentKind::Image, task.sha256.clone());
    res.images.insert(task.sha256.clone());
    if let Seen::Decoded(Some(look)) = Seen::of(bytes) {
        res.looks.insert(look);
    }
    let mut reader = exif::Reader::new();
    reader.continue_on_error(true);
    let exif = reader
        .read_from_container(&mut Cursor::new(bytes))
        .or_else(|why| why.distill_partial_result(|_damage| {}));
    // Most pictures have no such header, since messengers take it off.
    if let Ok(exif) = exif {
        read_exif(&exif, &mut res);
    }
    if let Some(packet) = xmp::find(bytes) {
        xmp::read(&packet, &mut res);
    }
    res
}

fn read_exif(exif: &Exif, res: &mut Document) {
    let (make, model) = (text(exif, Tag::Make), text(exif, Tag::Model));
    res.device = match (make, model) {
        (Some(make), Some(model)) if !model.starts_with(&make) => Some(format!("{make} {model}")),
        (make, model) => model.or(make),
    };
    res.producer = text(exif, Tag::Software);
    res.author = text(exif, Tag::Artist).or_else(|| text(exif, Tag::CameraOwnerName));
    res.created = stamped(exif, Tag::DateTimeOriginal, Tag::OffsetTimeOriginal)
        .or_else(|| stamped(exif, Tag::DateTimeDigitized, Tag::OffsetTimeDigitized));
    res.modified = stamped(exif, Tag::DateTime, Tag::OffsetTime);
    let latitude = degrees(exif, Tag::GPSLatitude, Tag::GPSLatitudeRef, 'S');
    let longitude = degrees(exif, Tag::GPSLongitude, Tag::GPSLongitudeRef, 'W');
    // Programs that take the place out write zeros.
    res.taken_at = match (latitude, longitude) {
        (Some(latitude), Some(longitude)) if latitude != 0.0 || longitude != 0.0 => {
            Some(Coordinates::new(latitude, longitude))
        }
        _ => None,
    };
}

fn text(exif: &Exif, tag: Tag) -> Option<String> {
    let Value::Ascii(parts) = &exif.get_field(tag, In::PRIMARY)?.value else { return None };
    tidy_line(&String::from_utf8_lossy(parts.first()?).replace('\0', ""))
}

/// `2026:03:01 10:15:00` and `+01:00`.
fn stamped(exif: &Exif, time: Tag, offset: Tag) -> Option<Stamp> {
    let time: String = text(exif, time)?.chars().filter(char::is_ascii_digit).collect();
    let offset = text(exif, offset).unwrap_or_default();
    stamp::from_pdf(&format!("{time}{offset}")).or_else(|| stamp::from_pdf(&time))
}

/// Degrees, minutes and seconds as degrees; south and west are negative.
fn degrees(exif: &Exif, tag: Tag, side: Tag, negative: char) -> Option<f64> {
    let Value::Rational(parts) = &exif.get_field(tag, In::PRIMARY)?.value else { return None };
    let [degrees, minutes, seconds] = parts.as_slice() else { return None };
    let value = degrees.to_f64() + minutes.to_f64() / 60.0 + seconds.to_f64() / 3600.0;
    let side = text(exif, side)?;
    let is_sound = value.is_finite() && value <= 180.0;
    is_sound.then_some(if side.starts_with(negative) { -value } else { value })
}
