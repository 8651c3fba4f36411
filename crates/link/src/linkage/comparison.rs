//! Comparisons: which features of two rows are looked at together, and in which levels they can agree.
//!
//! Level 0 means that one side has nothing, which is no evidence. Levels from 1 go from the closest agreement to none; the last is
//! always *else*.

use rapidfuzz::distance::{jaro_winkler, osa};

use super::{
    feature::{Feature, Role},
    short::Short,
};
use crate::nicknames;

/// Level of a comparison in which one side has nothing.
pub(crate) const MISSING: u8 = 0;
/// Level of equal forms in every comparison.
pub(crate) const EXACT: u8 = 1;
/// Jaro–Winkler similarity from which two texts are close. Published (Splink's comparison library): 0.92.
const CLOSE: f64 = 0.92;
/// Jaro–Winkler similarity from which two texts are near. Published (Splink's comparison library): 0.8; guess: a little more.
const NEAR: f64 = 0.84;
/// Characters from which one edit is a slip rather than another value. Guess.
const LONG_ENOUGH: usize = 4;
/// Digits at the end of two telephone numbers that make them one, whatever stands before. Guess: national numbers have 9 and more.
const NATIONAL_DIGITS: usize = 9;

/// What is compared, by the places of features.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Measure {
    /// Given names; the family names of the other side may stand in their place.
    Given { given: usize, family: Option<usize> },
    /// Family names; likewise.
    Family { family: usize, given: Option<usize> },
    /// Dates of birth.
    Born(usize),
    /// Mail addresses, and what stands before the `@`.
    Mail { whole: usize, local: usize },
    /// Telephone numbers.
    Phone(usize),
    /// Addresses, as far as the table has their parts.
    Address(Parts),
    /// What is issued to one holder.
    Identifier(usize),
    /// What many share.
    Category(usize),
}

/// Places of the parts of an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Parts {
    /// Street and postal code together.
    pub(crate) whole: Option<usize>,
    /// Street.
    pub(crate) street: Option<usize>,
    /// Postal code.
    pub(crate) postcode: Option<usize>,
    /// Town.
    pub(crate) city: Option<usize>,
}

/// One level that a comparison can have.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Level {
    /// What agrees, in words.
    pub(crate) words: &'static str,
    /// The share of same-person pairs to start from. Guess, of typical forms; training replaces it.
    pub(crate) prior: f64,
    /// Which part of an address is equal, for rarity: the place in [`Parts`] order; equal forms of the measure's own feature otherwise.
    pub(crate) equal: Equal,
}

/// What two rows have in common exactly at a level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Equal {
    /// Nothing.
    Nothing,
    /// The form of the measure's own feature.
    Own,
    /// The local part of a mail address.
    MailLocal,
    /// The street.
    Street,
    /// The postal code.
    Postcode,
    /// The town.
    City,
}

const fn level(words: &'static str, prior: f64, equal: Equal) -> Level {
    Level { words, prior, equal }
}

const GIVEN: &[Level] = &[
    level("equal", 0.75, Equal::Own),
    level("stands in the other name's place", 0.02, Equal::Nothing),
    level("said for one another", 0.06, Equal::Nothing),
    level("close spelling", 0.07, Equal::Nothing),
    level("initial", 0.02, Equal::Nothing),
    level("one word of several", 0.02, Equal::Nothing),
    level("near spelling", 0.02, Equal::Nothing),
    level("else", 0.04, Equal::Nothing),
];
const FAMILY: &[Level] = &[
    level("equal", 0.8, Equal::Own),
    level("stands in the other name's place", 0.02, Equal::Nothing),
    level("close spelling", 0.08, Equal::Nothing),
    level("one word of several", 0.02, Equal::Nothing),
    level("near spelling", 0.02, Equal::Nothing),
    level("else", 0.06, Equal::Nothing),
];
const BORN: &[Level] = &[
    level("equal", 0.85, Equal::Own),
    level("day and month swapped", 0.02, Equal::Nothing),
    level("one digit apart", 0.06, Equal::Nothing),
    level("two digits apart", 0.02, Equal::Nothing),
    level("same year", 0.02, Equal::Nothing),
    level("else", 0.03, Equal::Nothing),
];
const MAIL: &[Level] = &[
    level("equal", 0.65, Equal::Own),
    level("equal before the @", 0.04, Equal::MailLocal),
    level("one edit apart", 0.04, Equal::Nothing),
    level("near spelling before the @", 0.07, Equal::Nothing),
    level("else", 0.2, Equal::Nothing),
];
const PHONE: &[Level] = &[
    level("equal", 0.7, Equal::Own),
    level("equal but for the dialing code", 0.02, Equal::Nothing),
    level("one digit apart", 0.04, Equal::Nothing),
    level("else", 0.24, Equal::Nothing),
];
const ADDRESS: &[Level] = &[
    level("equal street and postcode", 0.7, Equal::Own),
    level("equal street", 0.04, Equal::Street),
    level("close spelling of the street", 0.06, Equal::Nothing),
    level("equal postcode", 0.04, Equal::Postcode),
    level("postcode one edit apart", 0.02, Equal::Nothing),
    level("equal town", 0.04, Equal::City),
    level("else", 0.1, Equal::Nothing),
];
const IDENTIFIER: &[Level] = &[
    level("equal", 0.7, Equal::Own),
    level("one edit apart", 0.04, Equal::Nothing),
    level("two edits apart", 0.01, Equal::Nothing),
    level("else", 0.25, Equal::Nothing),
];
const CATEGORY: &[Level] = &[
    level("equal", 0.75, Equal::Own),
    level("one word in common", 0.05, Equal::Nothing),
    level("close spelling", 0.05, Equal::Nothing),
    level("else", 0.15, Equal::Nothing),
];

impl Measure {
    /// The measures of a table with these features.
    pub(crate) fn of(features: &[Feature]) -> Vec<Self> {
        let find = |role: Role| features.iter().position(|it| it.role == role);
        let every = |role: Role| -> Vec<usize> {
            let places = features.iter().enumerate().filter(|(_, it)| it.role == role);
            places.map(|(place, _)| place).collect()
        };
        let (given, family) = (find(Role::Given), find(Role::Family));
        let mut res = Vec::new();
        res.extend(given.map(|given| Self::Given { given, family }));
        res.extend(family.map(|family| Self::Family { family, given }));
        res.extend(find(Role::Born).map(Self::Born));
        for (whole, local) in every(Role::Mail).into_iter().zip(every(Role::MailLocal)) {
            res.push(Self::Mail { whole, local });
        }
        res.extend(every(Role::Phone).into_iter().map(Self::Phone));
        let parts = Parts {
            whole: find(Role::Address),
            street: find(Role::Street),
            postcode: find(Role::Postcode),
            city: find(Role::City),
        };
        if parts != Parts::default() {
            res.push(Self::Address(parts));
        }
        res.extend(every(Role::Identifier).into_iter().map(Self::Identifier));
        res.extend(every(Role::Category).into_iter().map(Self::Category));
        res
    }

    /// The levels, of which number 1 stands first.
    pub(crate) fn levels(&self) -> &'static [Level] {
        match self {
            Self::Given { .. } => GIVEN,
            Self::Family { .. } => FAMILY,
            Self::Born(_) => BORN,
            Self::Mail { .. } => MAIL,
            Self::Phone(_) => PHONE,
            Self::Address(_) => ADDRESS,
            Self::Identifier(_) => IDENTIFIER,
            Self::Category(_) => CATEGORY,
        }
    }

    /// The features that are looked at.
    pub(crate) fn features(&self) -> Vec<usize> {
        match self {
            Self::Given { given: own, .. } | Self::Family { family: own, .. } => vec![*own],
            Self::Mail { whole, local } => vec![*whole, *local],
            Self::Born(own) | Self::Phone(own) | Self::Identifier(own) | Self::Category(own) => {
                vec![*own]
            }
            Self::Address(Parts { whole, street, postcode, city }) => {
                [*whole, *street, *postcode, *city].into_iter().flatten().collect()
            }
        }
    }

    /// The feature whose equal forms count for rarity at a level; `None` where nothing is equal.
    pub(crate) fn equal_feature(&self, level: u8) -> Option<usize> {
        let level = self.levels().get(usize::from(level).checked_sub(1)?)?;
        match (level.equal, self) {
            (Equal::Nothing, _) => None,
            (Equal::MailLocal, Self::Mail { local, .. }) => Some(*local),
            (Equal::Own, Self::Mail { whole, .. }) => Some(*whole),
            (Equal::Own, Self::Address(parts)) => parts.whole,
            (Equal::Street, Self::Address(parts)) => parts.street,
            (Equal::Postcode, Self::Address(parts)) => parts.postcode,
            (Equal::City, Self::Address(parts)) => parts.city,
            (_, other) => other.features().first().copied(),
        }
    }

    /// The level in which two rows agree.
    pub(crate) fn level(&self, features: &[Feature], a: &[u32], b: &[u32]) -> u8 {
        match *self {
            Self::Given { given, family } => {
                let crossed = family.is_some_and(|it| is_crossed(features, (given, it), a, b));
                at(features, given, a, b).map_or(MISSING, |(own, x, y)| given_names(own, x, y, crossed))
            }
            Self::Family { family, given } => {
                let crossed = given.is_some_and(|it| is_crossed(features, (it, family), a, b));
                at(features, family, a, b).map_or(MISSING, |(own, x, y)| family_names(own, x, y, crossed))
            }
            Self::Born(own) => at(features, own, a, b).map_or(MISSING, born),
            Self::Mail { whole, local } => at(features, whole, a, b)
                .map_or(MISSING, |sides| mails(sides, at(features, local, a, b))),
            Self::Phone(own) => at(features, own, a, b).map_or(MISSING, phones),
            Self::Address(parts) => addresses(features, parts, a, b),
            Self::Identifier(own) => at(features, own, a, b).map_or(MISSING, identifiers),
            Self::Category(own) => at(features, own, a, b).map_or(MISSING, categories),
        }
    }
}

/// A feature with the forms of two sides.
type Sides<'a> = (&'a Feature, u32, u32);

fn at<'a>(features: &'a [Feature], place: usize, a: &[u32], b: &[u32]) -> Option<Sides<'a>> {
    let (x, y) = (a[place], b[place]);
    (x != 0 && y != 0).then(|| (&features[place], x, y))
}

fn form(feature: &Feature, number: u32) -> &Short {
    &feature.forms[number as usize]
}

/// Whether given and family names of two rows stand in each other's place.
fn is_crossed(features: &[Feature], (given, family): (usize, usize), a: &[u32], b: &[u32]) -> bool {
    let equal = |x: u32, y: u32| {
        x != 0 && y != 0 && form(&features[given], x) == form(&features[family], y)
    };
    let uncrossed = a[given] == b[given] || a[family] == b[family];
    !uncrossed && (equal(a[given], b[family]) || equal(b[given], a[family]))
}

fn given_names(own: &Feature, x: u32, y: u32, crossed: bool) -> u8 {
    if x == y {
        return EXACT;
    }
    if crossed {
        return 2;
    }
    let said_for = |number: u32| own.said_for.get(number as usize).copied().unwrap_or(0);
    let (place_x, place_y) = (said_for(x), said_for(y));
    if place_x != 0 && place_y != 0 && nicknames::meet(place_x, place_y) {
        return 3;
    }
    let (x, y) = (form(own, x).bytes(), form(own, y).bytes());
    if is_close(x, y) {
        return 4;
    }
    let (short, long) = if x.len() <= y.len() { (x, y) } else { (y, x) };
    match short {
        [initial] if long.first() == Some(initial) => 5,
        _ if shares_word(short, long) => 6,
        _ if is_near(x, y) => 7,
        _ => 8,
    }
}

fn family_names(own: &Feature, x: u32, y: u32, crossed: bool) -> u8 {
    if x == y {
        return EXACT;
    }
    if crossed {
        return 2;
    }
    let (x, y) = (form(own, x).bytes(), form(own, y).bytes());
    if is_close(x, y) {
        3
    } else if shares_word(x, y) {
        4
    } else if is_near(x, y) {
        5
    } else {
        6
    }
}

fn born((own, x, y): Sides<'_>) -> u8 {
    if x == y {
        return EXACT;
    }
    let (x, y) = (form(own, x).bytes(), form(own, y).bytes());
    let ([y0, y1, y2, y3, m0, m1, d0, d1], [_, _, _, _, _, _, _, _]) = (x, y) else { return 6 };
    if y == [*y0, *y1, *y2, *y3, *d0, *d1, *m0, *m1] {
        return 2;
    }
    match edits(x, y, 2) {
        Some(1) => 3,
        Some(_) => 4,
        None if x[..4] == y[..4] => 5,
        None => 6,
    }
}

fn mails((own, x, y): Sides<'_>, local: Option<Sides<'_>>) -> u8 {
    if x == y {
        return EXACT;
    }
    if edits(form(own, x).bytes(), form(own, y).bytes(), 1).is_some() {
        // One letter of the domain is mostly another mailbox of the same name.
        return if local.is_some_and(|(_, x, y)| x == y) { 2 } else { 3 };
    }
    let Some((own, x, y)) = local else { return 5 };
    if x == y {
        return 2;
    }
    if is_close(form(own, x).bytes(), form(own, y).bytes()) { 4 } else { 5 }
}

fn phones((own, x, y): Sides<'_>) -> u8 {
    if x == y {
        return EXACT;
    }
    let (x, y) = (form(own, x).bytes(), form(own, y).bytes());
    let national = |it: &[u8]| it.len().checked_sub(NATIONAL_DIGITS);
    if let (Some(start_x), Some(start_y)) = (national(x), national(y))
        && x.len() != y.len()
        && x[start_x..] == y[start_y..]
    {
        return 2;
    }
    if edits(x, y, 1).is_some() { 3 } else { 4 }
}

fn addresses(features: &[Feature], parts: Parts, a: &[u32], b: &[u32]) -> u8 {
    let sides = |place: Option<usize>| place.and_then(|it| at(features, it, a, b));
    let (whole, street) = (sides(parts.whole), sides(parts.street));
    let (postcode, city) = (sides(parts.postcode), sides(parts.city));
    let is_equal = |it: Option<Sides<'_>>| it.is_some_and(|(_, x, y)| x == y);
    if whole.is_none() && street.is_none() && postcode.is_none() && city.is_none() {
        return MISSING;
    }
    if is_equal(whole) {
        return EXACT;
    }
    if is_equal(street) {
        return 2;
    }
    let is_street_close = street
        .is_some_and(|(own, x, y)| is_close(form(own, x).bytes(), form(own, y).bytes()));
    if is_street_close && postcode.is_none_or(|(_, x, y)| x == y) {
        return 3;
    }
    if is_equal(postcode) {
        return 4;
    }
    let one_edit = |(own, x, y): Sides<'_>| {
        edits(form(own, x).bytes(), form(own, y).bytes(), 1).is_some()
    };
    if postcode.is_some_and(one_edit) {
        return 5;
    }
    if is_equal(city) { 6 } else { 7 }
}

fn identifiers((own, x, y): Sides<'_>) -> u8 {
    if x == y {
        return EXACT;
    }
    match edits(form(own, x).bytes(), form(own, y).bytes(), 2) {
        Some(1) => 2,
        Some(_) => 3,
        None => 4,
    }
}

fn categories((own, x, y): Sides<'_>) -> u8 {
    if x == y {
        return EXACT;
    }
    let (x, y) = (form(own, x).bytes(), form(own, y).bytes());
    if shares_word(x, y) {
        2
    } else if is_close(x, y) {
        3
    } else {
        4
    }
}

/// Edits between two texts, a swap of neighbors as one, if there are at most so many and the texts are long enough for a slip.
fn edits(x: &[u8], y: &[u8], most: usize) -> Option<usize> {
    if x.len().abs_diff(y.len()) > most || x.len().min(y.len()) < LONG_ENOUGH {
        return None;
    }
    let args = osa::Args::default().score_cutoff(most);
    osa::distance_with_args(x.iter(), y.iter(), &args)
}

fn is_close(x: &[u8], y: &[u8]) -> bool {
    edits(x, y, 1).is_some() || is_similar(x, y, CLOSE)
}

fn is_near(x: &[u8], y: &[u8]) -> bool {
    is_similar(x, y, NEAR)
}

fn is_similar(x: &[u8], y: &[u8], least: f64) -> bool {
    let args = jaro_winkler::Args::default().score_cutoff(least);
    jaro_winkler::normalized_similarity_with_args(x.iter(), y.iter(), &args).is_some()
}

/// Whether two texts of which one has several words have a whole word in common.
fn shares_word(x: &[u8], y: &[u8]) -> bool {
    let words = |it| <[u8]>::split(it, |byte: &u8| *byte == b' ').filter(|it| it.len() > 2);
    (x.contains(&b' ') || y.contains(&b' ')) && words(x).any(|word| words(y).any(|it| it == word))
}
