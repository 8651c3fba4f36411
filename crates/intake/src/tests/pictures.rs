//! Photographs and scans: what a camera wrote, and the look by which a picture is known again.

use std::io::Cursor;

use bonafide_model::{Coordinates, DocumentKind};
use exif::{Field, In, Rational, Tag, Value, experimental::Writer};
use image::{DynamicImage, GrayImage, ImageFormat, Luma, imageops};

use super::{documents::document, read, zip_of};

/// Light and dark areas of some picture, `side` pixels wide.
pub(super) fn picture(side: u32, seed: u32) -> DynamicImage {
    let small = GrayImage::from_fn(9, 8, |x, y| {
        let mixed = (x * 9 + y + seed * 7919).wrapping_mul(2_654_435_761);
        let mixed = (mixed ^ mixed >> 15).wrapping_mul(2_246_822_519) >> 24;
        Luma([u8::try_from(mixed).unwrap()])
    });
    imageops::resize(&small, side, side, imageops::FilterType::Triangle).into()
}

pub(super) fn saved(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut res = Cursor::new(Vec::new());
    picture.write_to(&mut res, format).unwrap();
    res.into_inner()
}

/// A TIFF header of a phone's photograph, put into a JPEG.
fn photograph() -> Vec<u8> {
    let ascii = |tag, text: &str| Field {
        tag,
        ifd_num: In::PRIMARY,
        value: Value::Ascii(vec![text.as_bytes().to_vec()]),
    };
    let degrees = |tag, parts: [u32; 3]| Field {
        tag,
        ifd_num: In::PRIMARY,
        value: Value::Rational(parts.map(|num| Rational { num, denom: 1 }).to_vec()),
    };
    let fields = [
        ascii(Tag::Make, "Example"),
        ascii(Tag::Model, "Phone 15"),
        ascii(Tag::Software, "17.5"),
        ascii(Tag::DateTimeOriginal, "2026:03:01 10:15:00"),
        ascii(Tag::OffsetTimeOriginal, "+08:00"),
        ascii(Tag::GPSLatitudeRef, "N"),
        degrees(Tag::GPSLatitude, [59, 54, 36]),
        ascii(Tag::GPSLongitudeRef, "W"),
        degrees(Tag::GPSLongitude, [10, 45, 0]),
    ];
    let mut writer = Writer::new();
    fields.iter().for_each(|it| writer.push_field(it));
    let mut header = Cursor::new(b"Exif\0\0".to_vec());
    let mut tiff = Cursor::new(Vec::new());
    writer.write(&mut tiff, false).unwrap();
    header.get_mut().extend(tiff.into_inner());
    let header = header.into_inner();
    let mut res = saved(&picture(200, 1), ImageFormat::Jpeg);
    let length = u16::try_from(header.len() + 2).unwrap().to_be_bytes();
    let segment = [&[0xff, 0xe1], length.as_slice(), &header].concat();
    res.splice(2..2, segment);
    res
}

#[test]
fn a_photograph_says_with_what_when_and_where_it_was_taken() {
    let found = document("id.jpg", photograph());
    assert_eq!(found.kind, DocumentKind::Image);
    assert_eq!(found.device.as_deref(), Some("Example Phone 15"));
    assert_eq!(found.producer.as_deref(), Some("17.5"));
    let (at, offset) = found.created.unwrap();
    assert_eq!((at.to_string().as_str(), offset), ("2026-03-01T02:15:00Z", Some(480)));
    assert_eq!(found.taken_at, Some(Coordinates::new(59.91, -10.75)));
    assert_eq!((found.images.len(), found.looks.len()), (1, 1));
}

/// Bits by which two looks differ.
fn apart(a: u64, b: u64) -> u32 {
    (a ^ b).count_ones()
}

#[test]
fn a_picture_saved_anew_keeps_its_look_and_another_has_another() {
    let look = |picture: DynamicImage, format| {
        let found = document("x", saved(&picture, format));
        *found.looks.first().unwrap()
    };
    let first = look(picture(400, 1), ImageFormat::Png);
    for (side, format) in
        [(400, ImageFormat::Jpeg), (150, ImageFormat::Jpeg), (400, ImageFormat::WebP)]
    {
        assert!(apart(first, look(picture(side, 1), format)) <= 3);
    }
    assert!(apart(first, look(picture(400, 77), ImageFormat::Png)) > 12);
}

#[test]
fn icons_and_blank_pages_have_no_look() {
    let blank = DynamicImage::ImageLuma8(GrayImage::from_pixel(300, 300, Luma([255])));
    assert!(document("x", saved(&blank, ImageFormat::Png)).looks.is_empty());
    let bytes = zip_of(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", b"<w/>"),
        ("word/media/icon.png", &saved(&picture(32, 1), ImageFormat::Png)),
        ("word/media/face.png", &saved(&picture(200, 1), ImageFormat::Png)),
    ]);
    let found = document("cv.docx", bytes);
    assert_eq!((found.images.len(), found.looks.len()), (1, 1));
}

#[test]
fn damaged_pictures_are_still_known_by_their_bytes() {
    let whole = photograph();
    for n in (20..whole.len()).step_by(211) {
        let found = document("x.jpg", whole[..n].to_vec());
        assert_eq!(found.images.len(), 1);
    }
    for start in
        [b"II*\0".as_slice(), b"\0\0\0\x18ftypheic\0\0\0\0heicmif1", b"RIFF\0\0\0\0WEBPVP8 "]
    {
        assert_eq!(read("x", [start, &[7; 100]].concat()), ["x page 1 Image \"\""]);
    }
}
