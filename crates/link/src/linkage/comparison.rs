//! Comparisons: which features of two rows are looked at together, and in which levels they can agree.
//!
//! Level 0 means that one side has nothing, which is no evidence. Levels from 1 go from the closest agreement to none; the last is
//! always *else*.

use bonafide_model::name_words::nicknames;

use super::{
    agree,
    feature::{Feature, Role},
    grid::Row,
    levels::{
        ADDRESS, BORN, CATEGORY, DOCUMENTS, Equal, FAMILY, GIVEN, IDENTIFIER, IMAGE, Level, MAIL,
        PHONE, PLACE, TEXT,
    },
    short::{self, CLOSE, Hint},
};

/// Level of a comparison in which one side has nothing.
pub(crate) const MISSING: u8 = 0;
/// Level of equal forms in every comparison.
pub(crate) const EXACT: u8 = 1;
/// Jaro–Winkler similarity from which two texts are near. Published (Splink's comparison library): 0.8; guess: a little more.
const NEAR: f64 = 0.84;
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
    /// Long texts.
    Text(usize),
    /// Places on the map.
    Place(usize),
    /// Images.
    Image(usize),
    /// Lists of documents.
    Documents(usize),
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
        res.extend(every(Role::Text).into_iter().map(Self::Text));
        res.extend(every(Role::Place).into_iter().map(Self::Place));
        res.extend(every(Role::Image).into_iter().map(Self::Image));
        res.extend(every(Role::Documents).into_iter().map(Self::Documents));
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
            Self::Text(_) => TEXT,
            Self::Place(_) => PLACE,
            Self::Image(_) => IMAGE,
            Self::Documents(_) => DOCUMENTS,
        }
    }

    /// Whether the table has what a level needs.
    pub(crate) fn can_have(&self, level: u8) -> bool {
        let Self::Address(parts) = self else { return true };
        match level {
            EXACT => parts.whole.is_some(),
            2 | 3 => parts.street.is_some(),
            4 | 5 => parts.postcode.is_some(),
            6 => parts.city.is_some(),
            _ => true,
        }
    }

    /// The features that are looked at.
    pub(crate) fn features(&self) -> Vec<usize> {
        match self {
            Self::Given { given: own, .. } | Self::Family { family: own, .. } => vec![*own],
            Self::Mail { whole, local } => vec![*whole, *local],
            Self::Born(own)
            | Self::Phone(own)
            | Self::Identifier(own)
            | Self::Category(own)
            | Self::Text(own)
            | Self::Place(own)
            | Self::Image(own)
            | Self::Documents(own) => vec![*own],
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
    pub(crate) fn level(&self, features: &[Feature], a: Row<'_>, b: Row<'_>) -> u8 {
        let sides = |place: usize| Sides::of(features, place, a, b);
        match *self {
            Self::Given { given, family } => {
                let crossed = || family.is_some_and(|it| is_crossed(features, (given, it), a, b));
                sides(given).map_or(MISSING, |it| given_names(&it, crossed))
            }
            Self::Family { family, given } => {
                let crossed = || given.is_some_and(|it| is_crossed(features, (it, family), a, b));
                sides(family).map_or(MISSING, |it| family_names(&it, crossed))
            }
            Self::Born(own) => sides(own).map_or(MISSING, |it| born(&it)),
            Self::Mail { whole, local } => {
                sides(whole).map_or(MISSING, |it| mails(&it, sides(local)))
            }
            Self::Phone(own) => sides(own).map_or(MISSING, |it| phones(&it)),
            Self::Address(parts) => addresses(parts, sides),
            Self::Identifier(own) => sides(own).map_or(MISSING, |it| agree::identifiers(&it)),
            Self::Category(own) => sides(own).map_or(MISSING, |it| agree::categories(&it)),
            Self::Text(own) => sides(own).map_or(MISSING, |it| agree::texts(&it)),
            Self::Place(own) => sides(own).map_or(MISSING, |it| agree::places(&it)),
            Self::Image(own) => sides(own).map_or(MISSING, |it| agree::images(&it)),
            Self::Documents(own) => sides(own).map_or(MISSING, |it| agree::documents(&it)),
        }
    }
}

/// One feature of two rows that both have it.
pub(super) struct Sides<'a> {
    pub(super) feature: &'a Feature,
    pub(super) numbers: (u32, u32),
    hints: (Hint, Hint),
}

impl<'a> Sides<'a> {
    #[inline]
    fn of(features: &'a [Feature], place: usize, a: Row<'_>, b: Row<'_>) -> Option<Self> {
        let numbers = (a.numbers[place], b.numbers[place]);
        if numbers.0 == 0 || numbers.1 == 0 {
            return None;
        }
        // Of equal forms nobody looks at the hints.
        let hint = |it: Row<'_>| it.hint(features, place);
        let hints = if numbers.0 == numbers.1 { Default::default() } else { (hint(a), hint(b)) };
        Some(Self { feature: &features[place], numbers, hints })
    }

    #[inline]
    pub(super) const fn is_equal(&self) -> bool {
        self.numbers.0 == self.numbers.1
    }

    #[inline]
    fn forms(&self) -> (&'a [u8], &'a [u8]) {
        (self.feature.form(self.numbers.0), self.feature.form(self.numbers.1))
    }

    #[inline]
    fn is_one_edit(&self) -> bool {
        self.hints.0.allows_edits(self.hints.1, 1) && {
            let (x, y) = self.forms();
            short::is_one_edit(x, y)
        }
    }

    #[inline]
    pub(super) fn edits(&self, most: usize) -> Option<usize> {
        if !self.hints.0.allows_edits(self.hints.1, most as u32) {
            return None;
        }
        let (x, y) = self.forms();
        short::edits(x, y, most)
    }

    #[inline]
    fn is_similar(&self, least: f64) -> bool {
        self.hints.0.allows_similarity(self.hints.1, least) && {
            let (x, y) = self.forms();
            short::is_similar(x, y, least)
        }
    }

    #[inline]
    pub(super) fn is_close(&self) -> bool {
        self.is_one_edit() || self.is_similar(CLOSE)
    }

    /// Whether the texts, of which one has several words, have a whole word in common.
    #[inline]
    pub(super) fn shares_word(&self) -> bool {
        let words = |it| <[u8]>::split(it, |byte: &u8| *byte == b' ').filter(|it| it.len() > 2);
        (self.hints.0.has_blank() || self.hints.1.has_blank()) && {
            let (x, y) = self.forms();
            words(x).any(|word| words(y).any(|it| it == word))
        }
    }
}

/// Whether given and family names of two rows stand in each other's place.
fn is_crossed(
    features: &[Feature],
    (given, family): (usize, usize),
    a: Row<'_>,
    b: Row<'_>,
) -> bool {
    let equal = |x: Row<'_>, y: Row<'_>| {
        let (own, other) = (x.numbers[given], y.numbers[family]);
        own != 0
            && other != 0
            && x.hint(features, given) == y.hint(features, family)
            && features[given].form(own) == features[family].form(other)
    };
    let is_uncrossed =
        a.numbers[given] == b.numbers[given] || a.numbers[family] == b.numbers[family];
    !is_uncrossed && (equal(a, b) || equal(b, a))
}

fn given_names(sides: &Sides<'_>, is_crossed: impl Fn() -> bool) -> u8 {
    if sides.is_equal() {
        return EXACT;
    }
    if is_crossed() {
        return 2;
    }
    let said_for =
        |number: u32| sides.feature.said_for.get(number as usize).copied().unwrap_or_default();
    let (x, y) = (said_for(sides.numbers.0), said_for(sides.numbers.1));
    if x != 0 && y != 0 && nicknames::meet(x, y) {
        return 3;
    }
    if sides.is_close() {
        return 4;
    }
    if sides.hints.0.is_single() || sides.hints.1.is_single() {
        let (x, y) = sides.forms();
        return if x.first() == y.first() { 5 } else { 8 };
    }
    if sides.shares_word() {
        6
    } else if sides.is_similar(NEAR) {
        7
    } else {
        8
    }
}

fn family_names(sides: &Sides<'_>, is_crossed: impl Fn() -> bool) -> u8 {
    if sides.is_equal() {
        EXACT
    } else if is_crossed() {
        2
    } else if sides.is_close() {
        3
    } else if sides.shares_word() {
        4
    } else if sides.is_similar(NEAR) {
        5
    } else {
        6
    }
}

fn born(sides: &Sides<'_>) -> u8 {
    if sides.is_equal() {
        return EXACT;
    }
    let (x, y) = sides.forms();
    let ([year @ .., m0, m1, d0, d1], [other_year @ .., n0, n1, e0, e1]) = (x, y) else { return 6 };
    if year == other_year && [d0, d1, m0, m1] == [n0, n1, e0, e1] {
        return 2;
    }
    match sides.edits(2) {
        Some(1) => 3,
        Some(_) => 4,
        None if year == other_year => 5,
        None => 6,
    }
}

fn mails(sides: &Sides<'_>, local: Option<Sides<'_>>) -> u8 {
    if sides.is_equal() {
        return EXACT;
    }
    if local.as_ref().is_some_and(Sides::is_equal) {
        return 2;
    }
    if sides.is_one_edit() { 3 } else { 4 }
}

fn phones(sides: &Sides<'_>) -> u8 {
    if sides.is_equal() {
        return EXACT;
    }
    if sides.hints.0.len() != sides.hints.1.len() {
        let (x, y) = sides.forms();
        let national = |it: &[u8]| it.len().checked_sub(NATIONAL_DIGITS);
        if let (Some(start_x), Some(start_y)) = (national(x), national(y))
            && x[start_x..] == y[start_y..]
        {
            return 2;
        }
    }
    if sides.is_one_edit() { 3 } else { 4 }
}

fn addresses<'a>(parts: Parts, sides: impl Fn(usize) -> Option<Sides<'a>>) -> u8 {
    let sides = |place: Option<usize>| place.and_then(&sides);
    let (whole, street) = (sides(parts.whole), sides(parts.street));
    let (postcode, city) = (sides(parts.postcode), sides(parts.city));
    let is_equal = |it: &Option<Sides<'_>>| it.as_ref().is_some_and(Sides::is_equal);
    if street.is_none() && postcode.is_none() && city.is_none() {
        return MISSING;
    }
    if is_equal(&whole) {
        return EXACT;
    }
    if is_equal(&street) {
        return 2;
    }
    let may_be_one_place = postcode.as_ref().is_none_or(Sides::is_equal);
    if may_be_one_place && street.is_some_and(|it| it.is_close()) {
        return 3;
    }
    if is_equal(&postcode) {
        return 4;
    }
    if postcode.is_some_and(|it| it.is_one_edit()) {
        return 5;
    }
    if is_equal(&city) { 6 } else { 7 }
}
