//! When words of two names can be one word: diacritics, short forms, initials, cuts and transliterations do not matter.
//!
//! A comparison of words only. It says nothing about where a name is from, and nobody is one person for it alone. Two questions:
//! [`compare`] is strict, by it records are joined; [`have_one_in_common`] is lenient, by it nobody is called a stranger whose name
//! was changed in between, said for short or written by another ear.

pub mod letters;
pub mod nicknames;

use rapidfuzz::distance::jaro_winkler;

use crate::{Persona, value::PersonName};

/// Jaro–Winkler similarity from which two words are spellings of one. Guess: `Novakova`/`Novak` 0.93, `Mueller`/`Muller` 0.97,
/// `Chen`/`Chan` 0.87.
const SAME_WORD: f64 = 0.88;
/// Letters from which words are compared by similarity at all. Guess: among shorter ones (`Kim`, `Kin`) a letter is a name.
const FUZZY_CHARS: usize = 4;
/// Letters from which one word can be the other cut short. Guess: machine-readable zones and carriers cut long names.
const CUT_CHARS: usize = 4;
/// Consonants from which they tell a word. Guess: `Ana` and `Noe` have one each.
const TELLING_CONSONANTS: usize = 2;

/// How far two words of two names go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Words {
    /// One name, spelled or said differently at most.
    Same,
    /// One is the other's first letter.
    Initial,
    /// Two names.
    Apart,
}

/// Compares two folded words; `are_first` says that both stand first in their names.
pub fn compare(a: &str, b: &str, are_first: bool) -> Words {
    if a == b {
        return Words::Same;
    }
    let (chars_a, chars_b) = (a.chars().count(), b.chars().count());
    if chars_a == 1 || chars_b == 1 {
        return if a.chars().next() == b.chars().next() { Words::Initial } else { Words::Apart };
    }
    // `Ivan` and `Ivana` in front are two people; `Novak` and `Novakova` behind are one family name.
    if are_first && differ_by_closing_a(a, b) {
        return Words::Apart;
    }
    if nicknames::is_said_for(a, b) {
        return Words::Same;
    }
    let long_enough = chars_a.min(chars_b) >= FUZZY_CHARS;
    let similar = || jaro_winkler::normalized_similarity(a.chars(), b.chars()) >= SAME_WORD;
    if long_enough && (similar() || letters::sound_alike(a, b)) {
        Words::Same
    } else {
        Words::Apart
    }
}

/// Whether some word of one name can be a word of the other: a marriage, another given name or a nickname leaves one, two people
/// seldom have any.
pub fn have_one_in_common(a: &PersonName, b: &PersonName) -> bool {
    a.tokens().iter().any(|ours| b.tokens().iter().any(|theirs| can_be_one(ours, theirs)))
}

/// Whether both go by names, and no name of the one has a word in common with a name of the other.
pub fn are_strangers(a: &Persona, b: &Persona) -> bool {
    let have_names = a.names().next().is_some() && b.names().next().is_some();
    let in_common =
        || a.names().any(|(ours, _)| b.names().any(|(theirs, _)| have_one_in_common(ours, theirs)));
    have_names && !in_common()
}

/// Whether two words can be one at all: as [`compare`] has it, one cut short, or both from one word in other letters.
fn can_be_one(a: &str, b: &str) -> bool {
    let is_cut = a.len().min(b.len()) >= CUT_CHARS && (a.starts_with(b) || b.starts_with(a));
    compare(a, b, false) != Words::Apart || is_cut || {
        let (ours, theirs) = (consonants(a), consonants(b));
        ours.len() >= TELLING_CONSONANTS && ours == theirs
    }
}

/// `mlr` of `mueller` and `muller`: what stays when a name is written in other letters.
fn consonants(word: &str) -> String {
    let mut res: String =
        word.chars().filter(|it| !matches!(it, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'h')).collect();
    let mut last = None;
    res.retain(|it| last.replace(it) != Some(it));
    res
}

/// `Daniel`/`Daniela`, `Mario`/`Maria`, `Andrew`/`Andrea`: alike but for an `a` at the end of one.
fn differ_by_closing_a(a: &str, b: &str) -> bool {
    let closes = |longer: &str, other: &str| {
        let Some(stem) = longer.strip_suffix('a') else { return false };
        let other_stem = other.strip_suffix(|it: char| it != 'a' && it != 'e');
        stem == other || other_stem == Some(stem)
    };
    closes(a, b) || closes(b, a)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_spellings_nicknames_and_a_changed_family_name_leave_something_in_common() {
        for (a, b, expected) in [
            ("Jörg Müller", "JOERG MUELLER", true),
            ("Mohammed Yusuf", "MUHAMMAD YOUSSEF", true),
            ("Yusuf", "YOUSSEF", true),
            ("Олександр Ковальчук", "Alex Marsh", true),
            ("Bill Hart", "William Marsh", true),
            ("Usama Hart", "OSAMA MARSH", true),
            ("Ada Quill", "ADA MARSH", true),
            ("Ada Quill", "A. Marsh", true),
            ("Alexandra Featherstonehaugh", "FEATHERSTONE", true),
            ("Ada Quill", "BO CASTELLAN", false),
            ("Ana Ruiz", "NOE LAMM", false),
        ] {
            let parse = |it: &str| PersonName::parse(it).unwrap();
            assert_eq!(have_one_in_common(&parse(a), &parse(b)), expected, "{a} and {b}");
            assert_eq!(have_one_in_common(&parse(b), &parse(a)), expected, "{b} and {a}");
        }
    }

    #[test]
    fn by_the_strict_question_consonants_and_cuts_make_no_word_the_same() {
        for (a, b, expected) in [
            ("bill", "william", Words::Same),
            ("muller", "mueller", Words::Same),
            ("usama", "osama", Words::Same),
            ("a", "ada", Words::Initial),
            ("yusuf", "youssef", Words::Apart),
            ("alex", "alexandrina", Words::Apart),
            ("omar", "emre", Words::Apart),
        ] {
            assert_eq!(compare(a, b, false), expected, "{a} and {b}");
        }
        let first = [("ivan", "ivana"), ("mario", "maria")].map(|(a, b)| compare(a, b, true));
        assert_eq!(first, [Words::Apart; 2]);
    }
}
