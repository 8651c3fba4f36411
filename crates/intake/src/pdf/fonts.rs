//! Codes of a font as letters, and how far each moves the pen.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Encoding, Object};

use super::{STREAM_BYTES, dictionary, number};

/// What a letter without a known width takes, in thousandths of the font's size: published (PDF 32000-1, 9.7.4.3: 1000 for
/// fonts of many letters), guess for others.
const WIDE: f32 = 1000.0;
/// Widths that are read of one font: published (PDF 32000-1, 9.7.4): codes have two bytes.
const MOST_WIDTHS: usize = 1 << 16;

/// A font of a page.
pub(super) struct Font<'p> {
    encoding: Option<Encoding<'p>>,
    widths: Widths,
    /// Widths of drawn fonts are in units of their own.
    scale: f32,
}

enum Widths {
    /// One byte a code.
    Simple { first: i64, widths: Vec<f32>, missing: Option<f32> },
    /// Two bytes a code.
    Wide { widths: BTreeMap<u16, f32>, default: f32 },
}

/// What a string of codes shows.
pub(super) struct Shown {
    /// Its letters.
    pub(super) text: String,
    /// Its width in units of the font's size.
    pub(super) width: f32,
    /// Letters by which the spacing between letters is added.
    pub(super) n_codes: usize,
    /// Spaces by which the spacing between words is added.
    pub(super) n_spaces: usize,
}

/// The fonts that some resources name.
pub(super) fn of<'p>(
    pdf: &'p lopdf::Document,
    resources: &'p Dictionary,
) -> BTreeMap<Vec<u8>, Font<'p>> {
    let fonts = resources.get(b"Font").ok().and_then(|it| dictionary(pdf, it));
    let fonts = fonts.into_iter().flat_map(Dictionary::iter);
    fonts
        .filter_map(|(name, font)| Some((name.clone(), Font::of(pdf, dictionary(pdf, font)?))))
        .collect()
}

impl<'p> Font<'p> {
    fn of(pdf: &'p lopdf::Document, font: &'p Dictionary) -> Self {
        let of = |dict: &'p Dictionary, key: &[u8]| {
            dict.get(key).ok().and_then(|it| pdf.dereference(it).ok()).map(|(_, it)| it)
        };
        let subtype = font.get(b"Subtype").and_then(Object::as_name).unwrap_or_default();
        let descendant = of(font, b"DescendantFonts")
            .and_then(|it| it.as_array().ok()?.first())
            .and_then(|it| dictionary(pdf, it));
        let widths = match descendant {
            Some(descendant) if subtype == b"Type0" => Widths::Wide {
                widths: of(descendant, b"W")
                    .and_then(|it| it.as_array().ok())
                    .map_or_else(BTreeMap::new, |it| wide_widths(pdf, it)),
                default: of(descendant, b"DW").and_then(number).unwrap_or(WIDE),
            },
            _ => Widths::Simple {
                first: of(font, b"FirstChar").and_then(|it| it.as_i64().ok()).unwrap_or(0),
                widths: of(font, b"Widths")
                    .and_then(|it| it.as_array().ok())
                    .map_or_else(Vec::new, |it| numbers(pdf, it)),
                missing: of(font, b"FontDescriptor")
                    .and_then(|it| it.as_dict().ok())
                    .and_then(|it| of(it, b"MissingWidth"))
                    .and_then(number),
            },
        };
        let drawn = of(font, b"FontMatrix").and_then(|it| it.as_array().ok()?.first());
        let scale = match drawn.and_then(number) {
            Some(scale) if subtype == b"Type3" => scale,
            _ => 0.001,
        };
        Self { encoding: font.get_font_encoding_with_limit(pdf, STREAM_BYTES).ok(), widths, scale }
    }

    /// Reads a string of codes; letters that the font does not name are left out.
    pub(super) fn show(&self, codes: &[u8]) -> Shown {
        let text = self.encoding.as_ref().and_then(|it| it.bytes_to_string(codes).ok());
        let (width, n_codes, n_spaces) = match &self.widths {
            Widths::Simple { first, widths, missing } => {
                let width = |code: u8| {
                    let idx = usize::try_from(i64::from(code) - first).ok();
                    idx.and_then(|it| widths.get(it).copied())
                        .or(*missing)
                        .unwrap_or_else(|| usual_width(code))
                };
                let n_spaces = codes.iter().filter(|it| **it == b' ').count();
                (codes.iter().map(|it| width(*it)).sum::<f32>(), codes.len(), n_spaces)
            }
            Widths::Wide { widths, default } => {
                let pairs = codes
                    .chunks_exact(2)
                    .map(|it| it.iter().fold(0_u16, |code, byte| code << 8 | u16::from(*byte)));
                let width = |code: u16| widths.get(&code).copied().unwrap_or(*default);
                (pairs.map(width).sum::<f32>(), codes.len() / 2, 0)
            }
        };
        Shown { text: text.unwrap_or_default(), width: width * self.scale, n_codes, n_spaces }
    }
}

fn numbers(pdf: &lopdf::Document, objects: &[Object]) -> Vec<f32> {
    let read = |it: &Object| pdf.dereference(it).ok().and_then(|(_, it)| number(it)).unwrap_or(0.0);
    objects.iter().take(MOST_WIDTHS).map(read).collect()
}

/// `[1 [500 600] 10 20 700]`: widths of 1 and 2, and one for 10 to 20.
fn wide_widths(pdf: &lopdf::Document, objects: &[Object]) -> BTreeMap<u16, f32> {
    let mut res = BTreeMap::new();
    let mut objects = objects.iter().filter_map(|it| pdf.dereference(it).ok()).map(|(_, it)| it);
    let code = |it: &Object| it.as_i64().ok().and_then(|it| u16::try_from(it).ok());
    while let (Some(first), Some(next)) = (objects.next(), objects.next()) {
        let Some(first) = code(first) else { break };
        if let Object::Array(widths) = next {
            res.extend((first..=u16::MAX).zip(numbers(pdf, widths)));
        } else if let (Some(last), Some(width)) = (code(next), objects.next().and_then(number)) {
            res.extend((first..=last).map(|it| (it, width)));
        }
        if res.len() >= MOST_WIDTHS {
            break;
        }
    }
    res
}

/// Widths of Helvetica by and large, for the fonts that every reader has and that files therefore may leave unmeasured.
fn usual_width(code: u8) -> f32 {
    match code {
        b'i' | b'j' | b'l' | b'I' | b' ' | b'.' | b',' | b':' | b';' | b'\'' | b'|' | b'!'
        | b'/' | b'(' | b')' | b'-' | b'f' | b't' | b'r' => 290.0,
        b'm' | b'M' | b'w' | b'W' | b'@' | b'%' => 850.0,
        b'A'..=b'Z' => 690.0,
        _ => 545.0,
    }
}
