//! In which level two sides agree whose kind has no parts and no other side: identifiers, categories, texts, places, images, documents.

use super::comparison::{EXACT, Sides};

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
    match sides.feature.shape.likeness(sides.numbers.0, sides.numbers.1) {
        it if it >= 0.7 => 2,
        it if it >= 0.35 => 3,
        it if it >= 0.1 => 4,
        _ => 5,
    }
}

pub(super) fn places(sides: &Sides<'_>) -> u8 {
    if sides.is_equal() {
        return EXACT;
    }
    match sides.feature.shape.kilometers(sides.numbers.0, sides.numbers.1) {
        it if it <= 0.2 => 2,
        it if it <= 2.0 => 3,
        it if it <= 20.0 => 4,
        it if it <= 200.0 => 5,
        _ => 6,
    }
}

pub(super) fn images(sides: &Sides<'_>) -> u8 {
    if sides.is_equal() {
        return EXACT;
    }
    match sides.feature.shape.bits_apart(sides.numbers.0, sides.numbers.1) {
        ..=4 => 2,
        5..=10 => 3,
        _ => 4,
    }
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
