//! The levels of every comparison, the closest agreement first, *else* last.

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

/// Given names.
pub(crate) const GIVEN: &[Level] = &[
    level("equal", 0.75, Equal::Own),
    level("stands in the other name's place", 0.02, Equal::Nothing),
    level("said for one another", 0.06, Equal::Nothing),
    level("close spelling", 0.07, Equal::Nothing),
    level("initial", 0.02, Equal::Nothing),
    level("one word of several", 0.02, Equal::Nothing),
    level("near spelling", 0.02, Equal::Nothing),
    level("else", 0.04, Equal::Nothing),
];
/// Family names.
pub(crate) const FAMILY: &[Level] = &[
    level("equal", 0.8, Equal::Own),
    level("stands in the other name's place", 0.02, Equal::Nothing),
    level("close spelling", 0.08, Equal::Nothing),
    level("one word of several", 0.02, Equal::Nothing),
    level("near spelling", 0.02, Equal::Nothing),
    level("else", 0.06, Equal::Nothing),
];
/// Dates of birth.
pub(crate) const BORN: &[Level] = &[
    level("equal", 0.85, Equal::Own),
    level("day and month swapped", 0.02, Equal::Nothing),
    level("one digit apart", 0.06, Equal::Nothing),
    level("two digits apart", 0.02, Equal::Nothing),
    level("same year", 0.02, Equal::Nothing),
    level("else", 0.03, Equal::Nothing),
];
/// Mail addresses. Mailboxes are called after their owners, so that a likeness of two of them says what the names have said.
pub(crate) const MAIL: &[Level] = &[
    level("equal", 0.65, Equal::Own),
    level("equal before the @", 0.04, Equal::MailLocal),
    level("one edit apart", 0.04, Equal::Nothing),
    level("else", 0.27, Equal::Nothing),
];
/// Telephone numbers.
pub(crate) const PHONE: &[Level] = &[
    level("equal", 0.7, Equal::Own),
    level("equal but for the dialing code", 0.02, Equal::Nothing),
    level("one digit apart", 0.04, Equal::Nothing),
    level("else", 0.24, Equal::Nothing),
];
/// Addresses.
pub(crate) const ADDRESS: &[Level] = &[
    level("equal street and postcode", 0.7, Equal::Own),
    level("equal street", 0.04, Equal::Street),
    level("close spelling of the street", 0.06, Equal::Nothing),
    level("equal postcode", 0.04, Equal::Postcode),
    level("postcode one edit apart", 0.02, Equal::Nothing),
    level("equal town", 0.04, Equal::City),
    level("else", 0.1, Equal::Nothing),
];
/// What is issued to one holder.
pub(crate) const IDENTIFIER: &[Level] = &[
    level("equal", 0.7, Equal::Own),
    level("one edit apart", 0.04, Equal::Nothing),
    level("two edits apart", 0.01, Equal::Nothing),
    level("else", 0.25, Equal::Nothing),
];
/// What many share.
pub(crate) const CATEGORY: &[Level] = &[
    level("equal", 0.75, Equal::Own),
    level("one word in common", 0.05, Equal::Nothing),
    level("close spelling", 0.05, Equal::Nothing),
    level("else", 0.15, Equal::Nothing),
];
/// Long texts, by the part of both that is the same, each passage weighed by its rarity among all texts. Guess: two versions of one
/// résumé have a third and more in common.
pub(crate) const TEXT: &[Level] = &[
    level("equal", 0.35, Equal::Own),
    level("nearly all passages", 0.25, Equal::Nothing),
    level("many passages", 0.15, Equal::Nothing),
    level("some passages", 0.1, Equal::Nothing),
    level("else", 0.15, Equal::Nothing),
];
/// Places on the map.
pub(crate) const PLACE: &[Level] = &[
    level("one building", 0.6, Equal::Own),
    level("within 200 m", 0.08, Equal::Nothing),
    level("within 2 km", 0.06, Equal::Nothing),
    level("within 20 km", 0.06, Equal::Nothing),
    level("within 200 km", 0.06, Equal::Nothing),
    level("else", 0.14, Equal::Nothing),
];
/// Perceptual hashes of 64 bits. Published (Zauner 2010): copies of one image differ in a few bits, other images in about half of them.
pub(crate) const IMAGE: &[Level] = &[
    level("equal", 0.5, Equal::Own),
    level("at most 4 bits apart", 0.15, Equal::Nothing),
    level("at most 10 bits apart", 0.1, Equal::Nothing),
    level("else", 0.25, Equal::Nothing),
];
/// Lists of documents.
pub(crate) const DOCUMENTS: &[Level] = &[
    level("equal", 0.4, Equal::Own),
    level("one document in common", 0.3, Equal::Nothing),
    level("else", 0.3, Equal::Nothing),
];
