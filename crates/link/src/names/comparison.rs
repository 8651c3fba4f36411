//! How alike two whole names are written, and what in them lay beside what.
//!
//! The similarity says how alike two names are written, 1.0 being the same name in other letters. It never says that two
//! people are one. Costs are guesses that were tried on one half of labelled pairs.

use std::{fmt, ops::Range};

use super::{
    alignment::Alignment,
    prepared::{PreparedName, Role},
    vocabulary::Form,
};

/// Similarity from which two names are spellings of one.
pub const ALIKE: f64 = 0.7;

/// Hundredths of an edit that a letter bears, up to [`MOST_BORNE`]. Guess.
const BORNE_A_LETTER: u32 = 24;
/// Hundredths of an edit that the longest name bears: two changed letters are a spelling, three another name. Guess.
const MOST_BORNE: u32 = 235;
/// Letters of shared words count for this part of those of others, in hundredths. Guess.
const SHARED_PART: u32 = 30;
/// Legal forms of different classes.
const OTHER_FORM: u32 = 170;

/// How two words, or groups of words, go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// Letter by letter.
    Same,
    /// The same sounds in other letters.
    Spelling,
    /// A few letters apart.
    Near,
    /// A short form, or the name in another language.
    SaidFor,
    /// One is the first letter of the other, or the first letters of several.
    Initials,
    /// One side writes as one word what the other writes as several.
    Joined,
    /// Two words that do not fit.
    Other,
    /// Only one of the names has it.
    Missing,
}

/// Words of two names that were laid beside each other; a side that has none is empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beside {
    /// Words of the first name.
    pub first: Range<usize>,
    /// Words of the second name.
    pub second: Range<usize>,
    /// How they go together.
    pub how: How,
}

/// What two names have in common.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// From 0 to 1.
    pub similarity: f64,
    /// Every word of both names once, in the order of the first.
    pub words: Vec<Beside>,
    /// Both carry a number, and not the same one.
    pub numbers_differ: bool,
    /// Both carry a legal form, and not of one class.
    pub forms_differ: bool,
}

/// In words, without any word of the names.
impl fmt::Display for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const TOLD: &[(How, &str)] = &[
            (How::Same, "the same"),
            (How::Spelling, "spelled in other letters"),
            (How::Near, "a few letters apart"),
            (How::SaidFor, "said for the other"),
            (How::Initials, "shortened to first letters"),
            (How::Joined, "written as one"),
            (How::Other, "that differs"),
            (How::Missing, "on one side only"),
        ];
        let mut is_first = true;
        for (how, told) in TOLD {
            let count = self.words.iter().filter(|it| it.how == *how).count();
            let noun = match (is_first, count) {
                (_, 0) => continue,
                (true, 1) => " word",
                (true, _) => " words",
                (false, _) => "",
            };
            let before = if is_first { "" } else { ", " };
            write!(f, "{before}{count}{noun} {told}")?;
            is_first = false;
        }
        if self.numbers_differ {
            f.write_str("; the numbers differ")?;
        }
        if self.forms_differ {
            f.write_str("; the legal forms differ")?;
        }
        Ok(())
    }
}

/// Compares two names. The order of the two does not matter.
pub fn compare(first: &PreparedName, second: &PreparedName) -> Comparison {
    // Ties between words are broken by their places, so one of the two always goes first.
    let is_turned = second.in_full() < first.in_full();
    let (a, b) = if is_turned { (second, first) } else { (first, second) };
    let (cost, mut words) = Alignment::of(a, b).found();
    let forms_differ = forms_differ(a, b);
    let cost = cost + if forms_differ { OTHER_FORM } else { 0 };
    if is_turned {
        words.iter_mut().for_each(|it| std::mem::swap(&mut it.first, &mut it.second));
    }
    words.sort_by_key(|it| (it.first.is_empty(), it.first.start, it.second.start));
    let is_number = |name: &PreparedName, at: &Range<usize>| {
        name.words.get(at.start).is_some_and(|it| it.role == Role::Number)
    };
    let numbers_differ = words.iter().any(|it| {
        it.how == How::Other && is_number(first, &it.first) && is_number(second, &it.second)
    });
    Comparison {
        similarity: similarity(cost, borne(a).min(borne(b))),
        words,
        numbers_differ,
        forms_differ,
    }
}

fn forms_differ(a: &PreparedName, b: &PreparedName) -> bool {
    match (a.form, b.form) {
        (Some(Form::Any), _) | (_, Some(Form::Any)) | (None, _) | (_, None) => false,
        (Some(a), Some(b)) => a != b,
    }
}

/// A name at the limit of what it bears is just alike.
fn similarity(cost: u32, borne: u32) -> f64 {
    let share = f64::from(cost) / f64::from(borne.max(1));
    (1.0 - (1.0 - ALIKE) * share).max(0.0)
}

/// Hundredths of an edit that a name bears.
fn borne(name: &PreparedName) -> u32 {
    let letters = |is_shared: bool| -> u32 {
        let words = name.words.iter().filter(|it| it.is_shared == is_shared && it.counts());
        words
            .map(|it| name.folded(it).len())
            .fold(0, |sum, it| sum + u32::try_from(it).unwrap_or(0))
    };
    let (own, shared) = (letters(false), letters(true));
    let letters_x100 = if own == 0 { shared * 100 } else { own * 100 + shared * SHARED_PART };
    (letters_x100 * BORNE_A_LETTER / 100).clamp(50, MOST_BORNE)
}
