//! Blocking keys: only rows that agree on at least one are ever compared.
//!
//! A key is one facet of a row, or two of different measures. A facet is a feature as it is, or a coarser view of it that a slip
//! of the pen mostly leaves as it was.

use std::borrow::Cow;

use super::{
    comparison::Measure,
    feature::{Feature, Role},
    grid::Row,
};

/// A view of a feature by which rows can be put together.
#[derive(Debug)]
pub(crate) struct Facet<'a> {
    /// The measure that looks at the feature.
    pub(crate) measure: usize,
    /// The feature.
    pub(crate) feature: usize,
    /// What it is called: the column, and the view in brackets.
    pub(crate) name: String,
    /// A hash of each form's view; 0 where there is none.
    hashes: Cow<'a, [u64]>,
}

/// Facets of a table: agreement in them is told by the bits of one word.
const MOST_FACETS: usize = 64;

/// One facet, or two.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key {
    /// Places of facets.
    pub(crate) facets: Vec<usize>,
}

/// How a form is seen.
#[derive(Clone, Copy)]
enum View {
    Whole,
    Start(usize),
    End(usize),
    Skeleton,
    Shape(usize),
}

impl View {
    const fn words(self) -> &'static str {
        match self {
            Self::Whole => "",
            Self::Start(2) => " (first two)",
            Self::Start(3) => " (first three)",
            Self::Start(_) => " (first four)",
            Self::End(_) => " (last digits)",
            Self::Skeleton => " (consonants)",
            Self::Shape(0) => " (alike, 1)",
            Self::Shape(1) => " (alike, 2)",
            Self::Shape(2) => " (alike, 3)",
            Self::Shape(_) => " (alike, 4)",
        }
    }
}

/// The facets of a table.
pub(crate) fn facets<'a>(features: &'a [Feature], measures: &[Measure]) -> Vec<Facet<'a>> {
    let mut res = Vec::new();
    for (measure, it) in measures.iter().enumerate() {
        for place in it.features() {
            let feature = &features[place];
            for view in views(feature.role) {
                let hashes = hashes(feature, *view);
                let name = format!("{}{}", feature.name, view.words());
                res.push(Facet { measure, feature: place, name, hashes });
            }
        }
    }
    res.truncate(MOST_FACETS);
    res
}

/// Views by role. Guess: what is common in blocking rules of the field.
const fn views(role: Role) -> &'static [View] {
    match role {
        Role::Given => &[View::Whole, View::Start(2)],
        Role::Family => &[View::Whole, View::Skeleton, View::Start(3)],
        Role::Born => &[View::Whole, View::Start(4)],
        Role::Phone => &[View::Whole, View::End(7)],
        Role::Postcode => &[View::Whole, View::Start(3)],
        Role::Mail
        | Role::MailLocal
        | Role::Street
        | Role::City
        | Role::Address
        | Role::Identifier
        | Role::Category => &[View::Whole],
        Role::Place => &[View::Whole, View::Shape(0), View::Shape(1)],
        Role::Image => {
            &[View::Whole, View::Shape(0), View::Shape(1), View::Shape(2), View::Shape(3)]
        }
        Role::Text => &[View::Whole, View::Shape(0), View::Shape(1), View::Shape(2)],
        Role::Documents => &[View::Shape(0), View::Shape(1)],
    }
}

/// Keys that need no table to be chosen by: each thing of one's own, and names with one another and with the date of birth.
pub(crate) fn plain(facets: &[Facet<'_>], features: &[Feature]) -> Vec<Key> {
    let role = |it: &Facet<'_>| features[it.feature].role;
    // The facet that is called as the feature is the whole of it.
    let whole: Vec<(usize, Role)> = (0..)
        .zip(facets)
        .filter(|(_, it)| it.name == features[it.feature].name)
        .map(|(place, it)| (place, role(it)))
        .collect();
    let mut res = Vec::new();
    for (place, role) in &whole {
        if role.is_thing() {
            res.push(Key { facets: vec![*place] });
        }
        let is_personal = |it: Role| matches!(it, Role::Given | Role::Family | Role::Born);
        let others = whole.iter().filter(|(other, _)| other > place);
        let others = others.filter(|(_, other)| is_personal(*role) && is_personal(*other));
        res.extend(others.map(|(other, _)| Key { facets: vec![*place, *other] }));
    }
    res
}

fn hashes(feature: &Feature, view: View) -> Cow<'_, [u64]> {
    if matches!(view, View::Whole) {
        return Cow::Borrowed(&feature.hashes);
    }
    let of = |(number, hash): (u32, &u64)| {
        let bytes = feature.form(number);
        match view {
            View::Whole => *hash,
            View::Start(len) => bytes.get(..len).map_or(0, fingerprint),
            View::End(len) => {
                bytes.len().checked_sub(len).map_or(0, |start| fingerprint(&bytes[start..]))
            }
            View::Skeleton => skeleton(bytes),
            View::Shape(view) => feature.shape.view(number, view),
        }
    };
    (0_u32..).zip(&feature.hashes).map(of).collect()
}

/// A hash of the first letter and the consonants after it, doubled ones once; 0 if that leaves less than two.
fn skeleton(bytes: &[u8]) -> u64 {
    let mut kept: Vec<u8> = Vec::with_capacity(bytes.len());
    for byte in bytes.iter().filter(|it| it.is_ascii_alphanumeric()) {
        let is_vowel = matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u' | b'y' | b'h' | b'w');
        if kept.is_empty() || (!is_vowel && kept.last() != Some(byte)) {
            kept.push(*byte);
        }
    }
    if kept.len() < 2 { 0 } else { fingerprint(&kept) }
}

/// A hash of up to eight bytes that keeps them apart, and of more bytes that mostly does.
fn fingerprint(bytes: &[u8]) -> u64 {
    let mut res = bytes.len() as u64;
    for byte in bytes {
        res = (res.rotate_left(8) ^ u64::from(*byte)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }
    res
}

impl Facet<'_> {
    /// The facet without the table that it is of.
    pub(crate) fn into_owned(self) -> Facet<'static> {
        let Self { measure, feature, name, hashes } = self;
        Facet { measure, feature, name, hashes: Cow::Owned(hashes.into_owned()) }
    }

    /// Whether two rows have the facet and agree in it.
    pub(crate) fn is_equal(&self, a: Row<'_>, b: Row<'_>) -> bool {
        let (a, b) = (a.numbers[self.feature], b.numbers[self.feature]);
        let (a, b) = (self.hashes[a as usize], self.hashes[b as usize]);
        a != 0 && a == b
    }
}

impl Key {
    /// Every single facet, and every two of different measures.
    pub(crate) fn candidates(facets: &[Facet<'_>]) -> Vec<Self> {
        let mut res = Vec::new();
        for (place, facet) in facets.iter().enumerate() {
            res.push(Self { facets: vec![place] });
            for (other, second) in facets.iter().enumerate().skip(place + 1) {
                if second.measure != facet.measure {
                    res.push(Self { facets: vec![place, other] });
                }
            }
        }
        res
    }

    /// The key of a row, of which `numbers` are the numbers of its forms; 0 where a facet is missing.
    pub(crate) fn of(&self, facets: &[Facet<'_>], numbers: &[u32]) -> u32 {
        let mut mixed = 0x51_7C_C1_B7_27_22_0A_95_u64;
        for place in &self.facets {
            let facet = &facets[*place];
            let hash = facet.hashes[numbers[facet.feature] as usize];
            if hash == 0 {
                return 0;
            }
            mixed = (mixed.rotate_left(23) ^ hash).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        }
        ((mixed >> 32) as u32).max(1)
    }

    /// Its facets as bits.
    pub(crate) fn mask(&self) -> u64 {
        self.facets.iter().fold(0, |res, place| res | 1 << place)
    }

    /// What the key is called.
    pub(crate) fn name(&self, facets: &[Facet<'_>]) -> String {
        self.facets.iter().map(|it| facets[*it].name.as_str()).collect::<Vec<_>>().join(" + ")
    }
}
