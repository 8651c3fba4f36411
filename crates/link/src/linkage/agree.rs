//! In which level two sides agree whose kind has no parts and no other side: identifiers, categories, texts, places, images, documents.

use super::comparison::{EXACT, Sides};

/// Likeness from which texts agree in a level. Guesses: rewritten in places, half of it common, some passages common.
const LIKENESS: [f64; 3] = [0.7, 0.35, 0.1];
/// Kilometers up to which places agree in a level. Guesses: a block, a quarter, a town, a region.
const KILOMETERS: [f64; 4] = [0.2, 2.0, 20.0, 200.0];
/// Bits of 64 up to which images agree in a level. Guesses: one picture packed anew, one picture edited.
const BITS_APART: [u32; 2] = [4, 10];

/// The level of the first bound that holds, counted behind equal forms; else the one behind all bounds.
fn level<T>(bounds: &[T], holds: impl Fn(&T) -> bool) -> u8 {
    EXACT + 1 + bounds.iter().position(holds).unwrap_or(bounds.len()) as u8
}

pub(super) fn identifiers(sides: &Sides<'_>) -> u8 {
    if sides.is_equal() {
        return EXACT;
    }
    match sides.edits(2) {
        Some(1) => 2,
        Some(_) => 3,
        None => 4,
    }
}

pub(super) fn categories(sides: &Sides<'_>) -> u8 {
    if sides.is_equal() {
        EXACT
    } else if sides.shares_word() {
        2
    } else if sides.is_close() {
        3
    } else {
        4
    }
}

pub(super) fn texts(sides: &Sides<'_>) -> u8 {
    if sides.is_equal() {
        return EXACT;
    }
    let likeness = sides.feature.shape.likeness(sides.numbers.0, sides.numbers.1);
    level(&LIKENESS, |it| likeness >= *it)
}

pub(super) fn places(sides: &Sides<'_>) -> u8 {
    if sides.is_equal() {
        return EXACT;
    }
    let kilometers = sides.feature.shape.kilometers(sides.numbers.0, sides.numbers.1);
    level(&KILOMETERS, |it| kilometers <= *it)
}

pub(super) fn images(sides: &Sides<'_>) -> u8 {
    if sides.is_equal() {
        return EXACT;
    }
    let apart = sides.feature.shape.bits_apart(sides.numbers.0, sides.numbers.1);
    level(&BITS_APART, |it| apart <= *it)
}

pub(super) fn documents(sides: &Sides<'_>) -> u8 {
    if sides.is_equal() {
        EXACT
    } else if sides.feature.shape.share_one(sides.numbers.0, sides.numbers.1) {
        2
    } else {
        3
    }
}
