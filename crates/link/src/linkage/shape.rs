//! What forms are that no short text can stand for: long texts, places on the map, images, lists of documents.
//!
//! Each is read once for every distinct form. What cannot be read is no form, so that it counts as missing.

use std::collections::HashMap;

use bonafide_model::{Texts, great_circle_km};
use foldhash::fast::FixedState;

use super::{feature::Role, train::mix};

/// Words of a shingle. Published (Broder 1997): between 3 and 10 for texts of some pages; fewer bear more rewriting.
const SHINGLE: usize = 3;
/// Shingles that a text is known by, those of the smallest hashes. Guess; a test below holds the likeness within 0.1 of the whole's.
const SKETCH: usize = 96;
/// Rows up to which a shared shingle may put texts together: that of a block.
const MOST_TOGETHER: f64 = 80.0;
/// Rows above which a document says nothing about who holds it: a template. Guess, that of shared things.
const MOST_HOLDERS: u32 = 20;
/// Hexadecimal digits of an image hash of 64 bits.
const IMAGE_DIGITS: usize = 16;
/// Views of a form for blocking that [`Shape::view`] gives.
pub(crate) const VIEWS: usize = 4;

/// What the forms of a feature are, by number.
#[derive(Debug)]
pub(crate) enum Shape {
    /// Short texts, which the feature has itself.
    Short,
    /// Long texts as weighted shingles.
    Texts(Sets),
    /// Latitude and longitude in degrees.
    Points(Vec<(f64, f64)>),
    /// Perceptual hashes.
    Images(Vec<u64>),
    /// Lists of documents.
    Lists(Sets),
}

/// Sets of hashes with weights, one behind the other, each in order.
#[derive(Debug, Default)]
pub(crate) struct Sets {
    ends: Vec<usize>,
    hashes: Vec<u32>,
    weights: Vec<f32>,
    /// Weights between which a hash is seen by others, and by few of them.
    shared: (f32, f32),
}

impl Shape {
    /// Reads the forms of a role; `counts` tells for each number the rows that bear it.
    pub(crate) fn of(role: Role, texts: &Texts, counts: &[u32]) -> Self {
        let forms = || std::iter::once("").chain(texts.iter().map(|(_, it)| it));
        match role {
            Role::Text => Self::Texts(Sets::of(forms().map(shingles), counts)),
            Role::Documents => {
                let mut res = Sets::of(forms().map(documents), counts);
                res.drop_common();
                Self::Lists(res)
            }
            Role::Place => Self::Points(forms().map(|it| point(it).unwrap_or_default()).collect()),
            Role::Image => Self::Images(forms().map(|it| image(it).unwrap_or_default()).collect()),
            Role::Given
            | Role::Family
            | Role::Born
            | Role::Mail
            | Role::MailLocal
            | Role::Phone
            | Role::Street
            | Role::Postcode
            | Role::City
            | Role::Address
            | Role::Identifier
            | Role::Category => Self::Short,
        }
    }

    /// How much of two texts is the same, each shared passage by its rarity; between 0 and 1.
    pub(crate) fn likeness(&self, a: u32, b: u32) -> f64 {
        match self {
            Self::Texts(sets) => sets.likeness(a, b),
            Self::Short | Self::Points(_) | Self::Images(_) | Self::Lists(_) => 0.0,
        }
    }

    /// Kilometers between two places.
    pub(crate) fn kilometers(&self, a: u32, b: u32) -> f64 {
        match self {
            Self::Points(points) => great_circle_km(points[a as usize], points[b as usize]),
            Self::Short | Self::Texts(_) | Self::Images(_) | Self::Lists(_) => f64::INFINITY,
        }
    }

    /// Bits in which two images differ.
    pub(crate) fn bits_apart(&self, a: u32, b: u32) -> u32 {
        match self {
            Self::Images(images) => (images[a as usize] ^ images[b as usize]).count_ones(),
            Self::Short | Self::Texts(_) | Self::Points(_) | Self::Lists(_) => u64::BITS,
        }
    }

    /// Whether two lists have a document in common that few hold.
    pub(crate) fn share_one(&self, a: u32, b: u32) -> bool {
        match self {
            Self::Lists(sets) => sets.share_one(a, b),
            Self::Short | Self::Texts(_) | Self::Points(_) | Self::Images(_) => false,
        }
    }

    /// One of some coarser views by which forms that are alike are often equal; 0 where a form has none.
    pub(crate) fn view(&self, number: u32, view: usize) -> u64 {
        if number == 0 {
            return 0;
        }
        match self {
            Self::Short => 0,
            Self::Texts(sets) | Self::Lists(sets) => sets.least(number, view),
            Self::Points(points) => {
                // Cells of about a kilometer, set off against one another by half of their width.
                let (lat, lon) = points[number as usize];
                let off = view as f64 * 0.5;
                let cell = |it: f64| (it * 100.0 + off).floor() as i64 as u64;
                mix(cell(lat) << 32 ^ (cell(lon) & 0xFFFF_FFFF)).max(1)
            }
            Self::Images(images) => {
                let band = images[number as usize] >> (16 * (view % VIEWS)) & 0xFFFF;
                mix(band << 8 | view as u64).max(1)
            }
        }
    }
}

impl Sets {
    fn of(forms: impl Iterator<Item = Vec<u32>>, counts: &[u32]) -> Self {
        let mut res = Self::default();
        let mut holders: HashMap<u32, u32, FixedState> = HashMap::default();
        for (set, count) in forms.zip(counts) {
            for hash in &set {
                *holders.entry(*hash).or_default() += count;
            }
            res.hashes.extend(set);
            res.ends.push(res.hashes.len());
        }
        let rows: u32 = counts.iter().skip(1).sum();
        let weight = |holders: f64| ((1.0 + f64::from(rows)) / holders).ln() as f32;
        res.weights = res.hashes.iter().map(|it| weight(f64::from(holders[it]))).collect();
        // Half a holder more or less, so that no rounding decides.
        res.shared = (weight(MOST_TOGETHER + 0.5), weight(1.5));
        res
    }

    /// Leaves out hashes that too many hold.
    fn drop_common(&mut self) {
        let rows = self.shared.1.exp() * 1.5;
        let least = (rows / (MOST_HOLDERS as f32 + 0.5)).ln();
        let mut kept = Self { shared: self.shared, ..Self::default() };
        for number in 0..self.ends.len() as u32 {
            let of_form = self.range(number);
            for place in of_form.filter(|it| self.weights[*it] >= least) {
                kept.hashes.push(self.hashes[place]);
                kept.weights.push(self.weights[place]);
            }
            kept.ends.push(kept.hashes.len());
        }
        *self = kept;
    }

    fn range(&self, number: u32) -> std::ops::Range<usize> {
        let number = number as usize;
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        start..self.ends[number]
    }

    fn likeness(&self, a: u32, b: u32) -> f64 {
        let (a, b) = (self.range(a), self.range(b));
        let (mut x, mut y) = (a.start, b.start);
        let (mut common, mut all) = (0.0, 0.0);
        // Of the union of two sketches only the smallest hashes are a fair sample of both texts.
        for _ in 0..SKETCH {
            let (hash_x, hash_y) = match (x < a.end, y < b.end) {
                (false, false) => break,
                (true, false) => (Some(self.hashes[x]), None),
                (false, true) => (None, Some(self.hashes[y])),
                (true, true) => (Some(self.hashes[x]), Some(self.hashes[y])),
            };
            let is_x = hash_y.is_none_or(|it| hash_x.is_some_and(|own| own <= it));
            let is_y = hash_x.is_none_or(|it| hash_y.is_some_and(|own| own <= it));
            let weight = f64::from(self.weights[if is_x { x } else { y }]);
            all += weight;
            if is_x && is_y {
                common += weight;
            }
            x += usize::from(is_x);
            y += usize::from(is_y);
        }
        if all > 0.0 { common / all } else { 0.0 }
    }

    fn share_one(&self, a: u32, b: u32) -> bool {
        let (x, y) = (&self.hashes[self.range(a)], &self.hashes[self.range(b)]);
        x.iter().any(|it| y.binary_search(it).is_ok())
    }

    /// MinHash over what others have too: its smallest hash after a scattering of its own.
    fn least(&self, number: u32, view: usize) -> u64 {
        let shared = self.range(number).filter(|it| {
            let weight = self.weights[*it];
            weight >= self.shared.0 && weight <= self.shared.1
        });
        shared.map(|it| mix(u64::from(self.hashes[it]) << 8 | view as u64)).min().unwrap_or(0)
    }
}

/// The sketch of a folded text: its shingles of the smallest hashes, in order.
fn shingles(text: &str) -> Vec<u32> {
    let words: Vec<&str> = text.split(' ').filter(|it| !it.is_empty()).collect();
    let mut res: Vec<u32> = match words.len() {
        0 => Vec::new(),
        few if few < SHINGLE => vec![hash(&words)],
        _ => words.windows(SHINGLE).map(hash).collect(),
    };
    res.sort_unstable();
    res.dedup();
    res.truncate(SKETCH);
    res
}

/// The documents of a list, in order of their hashes.
fn documents(list: &str) -> Vec<u32> {
    let mut res: Vec<u32> =
        list.split(';').map(str::trim).filter(|it| !it.is_empty()).map(|it| hash(&[it])).collect();
    res.sort_unstable();
    res.dedup();
    res
}

/// A hash that is the same in every run (FNV-1a, scattered).
fn hash(words: &[&str]) -> u32 {
    let mut res = 0xCBF2_9CE4_8422_2325_u64;
    for byte in words.iter().flat_map(|it| it.bytes().chain([b' '])) {
        res = (res ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3);
    }
    (mix(res) >> 32) as u32
}

/// Latitude and longitude of a text with two numbers; the point where both are 0 is what systems write that know none.
pub(crate) fn point(text: &str) -> Option<(f64, f64)> {
    let mut numbers = text.split([',', ';', ' ']).filter(|it| !it.is_empty());
    let (lat, lon) = (numbers.next()?.parse::<f64>().ok()?, numbers.next()?.parse::<f64>().ok()?);
    let is_on_earth = lat.abs() <= 90.0 && lon.abs() <= 180.0 && numbers.next().is_none();
    (is_on_earth && (lat, lon) != (0.0, 0.0)).then_some((lat, lon))
}

/// The hash of an image; a plain surface, whose bits are all alike, is none.
pub(crate) fn image(text: &str) -> Option<u64> {
    let text = text.strip_prefix("0x").unwrap_or(text);
    let is_hex = text.len() == IMAGE_DIGITS && text.bytes().all(|it| it.is_ascii_hexdigit());
    let hash = is_hex.then(|| u64::from_str_radix(text, 16).ok())??;
    (hash != 0 && hash != u64::MAX).then_some(hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_images_and_lists_are_read_or_are_none() {
        assert_eq!(point("51.5, -0.12"), Some((51.5, -0.12)));
        assert_eq!(point("51.5 -0.12"), Some((51.5, -0.12)));
        for text in ["0,0", "91,3", "51.5", "a,b", "1,2,3", "NaN,1"] {
            assert_eq!(point(text), None, "{text}");
        }
        assert_eq!(image("ff00ff00ff00ff00"), Some(0xff00_ff00_ff00_ff00));
        for text in
            ["ff00", "0000000000000000", "ffffffffffffffff", "zz00ff00ff00ff00", "+f00ff00ff00ff00"]
        {
            assert_eq!(image(text), None, "{text}");
        }
        assert_eq!(documents("b2; a1;;b2"), documents("a1;b2"));
        let london_to_paris = great_circle_km((51.5074, -0.1278), (48.8566, 2.3522));
        assert!((london_to_paris - 343.6).abs() < 1.0, "{london_to_paris}");
    }

    #[test]
    fn the_likeness_of_sketches_is_near_that_of_the_texts() {
        let text = |from: u32, to: u32| {
            (from..to).map(|it| format!("w{}", mix(u64::from(it)))).collect::<Vec<_>>().join(" ")
        };
        let mut numbering = bonafide_model::Numbering::default();
        let (a, b) = (numbering.number(&text(0, 600)), numbering.number(&text(200, 800)));
        let (texts, _) = numbering.into_texts();
        let Shape::Texts(sets) = Shape::of(Role::Text, &texts, &[0, 1, 1]) else { panic!("texts") };
        // 400 of 800 are common, and weigh less than what one alone has: ln 1.5 against ln 3.
        let (one, both) = (3_f64.ln(), 1.5_f64.ln());
        let expected = 400.0 * both / (400.0 * both + 400.0 * one);
        assert!((sets.likeness(a, b) - expected).abs() < 0.1, "{}", sets.likeness(a, b));
        assert_eq!(sets.likeness(a, a), 1.0);
    }
}
