//! Whether two names can be one person's: order, diacritics, nicknames, initials and transliteration do not matter.
//!
//! A comparison of words only. It says nothing about where a name is from, and never joins anybody by itself.
//!
//! Two doors. [`Agreement`] is a strict yes or no about people, by which records are joined. [`compare`] measures how alike
//! two names of people, organizations or ships are written, for whoever ranks them: [`PreparedName`], then [`Comparison`].

mod alignment;
mod comparison;
mod letters;
mod prepared;
#[cfg(test)]
mod tests;
mod vocabulary;

use bonafide_model::{Persona, value::PersonName};
use rapidfuzz::distance::jaro_winkler;

pub use self::{
    comparison::{ALIKE, Beside, Comparison, How, compare},
    prepared::{NameKind, PreparedName},
};
use crate::nicknames;

/// Jaro–Winkler similarity from which two words are spellings of one. Guess: `Novakova`/`Novak` 0.93, `Mueller`/`Muller` 0.97,
/// `Chen`/`Chan` 0.87.
const SAME_WORD: f64 = 0.88;
/// Letters from which words are compared by similarity at all. Guess: among shorter ones (`Kim`, `Kin`) a letter is a name.
const FUZZY_CHARS: usize = 4;

/// What two names say about being one person's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Agreement {
    /// They can be one person's.
    Agree,
    /// They cannot, short of a change of name.
    Differ,
    /// Too little is written.
    Unknown,
}

/// How far two words of two names go together.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Words {
    /// One name, spelled or said differently at most.
    Same,
    /// One is the other's first letter.
    Initial,
    /// Two names.
    Apart,
}

/// Whether two names can be one person's.
pub(crate) fn agree(a: &PersonName, b: &PersonName) -> Agreement {
    let (a, b) = (a.tokens(), b.tokens());
    if a == b {
        return if a.is_empty() { Agreement::Unknown } else { Agreement::Agree };
    }
    let (a, b) = (without_particles(merged(a, b)), without_particles(merged(b, a)));
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    let same = paired(short, long);
    match (short.len(), same) {
        (0, _) => Agreement::Unknown,
        // One word of several (`Ada`) fits too many; two single words are compared as they are.
        (1, Some(_)) if long.len() > 1 => Agreement::Unknown,
        (_, Some(same)) if same > 0 => Agreement::Agree,
        (_, Some(_)) => Agreement::Unknown,
        (1, None) if long.len() > 1 => Agreement::Unknown,
        (_, None) => Agreement::Differ,
    }
}

/// Compares all names of two people.
pub(crate) fn of_people(a: &Persona, b: &Persona) -> Agreement {
    compare_all(a.names().map(|it| it.0), b.names().map(|it| it.0).collect::<Vec<_>>())
}

/// Compares all names of two sides: one pair that agrees is enough, since people carry several names.
pub(crate) fn compare_all<'a, A, B>(a: A, b: B) -> Agreement
where
    A: IntoIterator<Item = &'a PersonName>,
    B: IntoIterator<Item = &'a PersonName>,
    B::IntoIter: Clone,
{
    let b = b.into_iter();
    let mut res = Agreement::Unknown;
    for name in a {
        for other in b.clone() {
            match agree(name, other) {
                Agreement::Agree => return Agreement::Agree,
                Agreement::Differ => res = Agreement::Differ,
                Agreement::Unknown => {}
            }
        }
    }
    res
}

/// Whether two people of different names have a word in common that can be a family name.
pub(crate) fn share_family_name(a: &PersonName, b: &PersonName) -> bool {
    let alike =
        |a: &str, b: &str| words(&a.to_lowercase(), &b.to_lowercase(), false) == Words::Same;
    if let (Some(a), Some(b)) = (a.family(), b.family()) {
        return alike(a, b);
    }
    // Without a hint in the writing, any word but a lone one may be the family name.
    let both_have_more = a.tokens().len() > 1 && b.tokens().len() > 1;
    both_have_more
        && a.tokens()
            .iter()
            .any(|word| word.len() > 1 && b.tokens().iter().any(|it| alike(word, it)))
}

/// Whether both go by names, and no word of a name of the one can be a word of a name of the other: a marriage, another given
/// name or a nickname leaves a word, two people have none.
pub(crate) fn are_strangers(a: &Persona, b: &Persona) -> bool {
    let have_names = a.names().next().is_some() && b.names().next().is_some();
    have_names && !a.names().any(|(name, _)| b.names().any(|(other, _)| share_a_word(name, other)))
}

/// Whether some word of one name can be a word of the other.
pub(crate) fn share_a_word(a: &PersonName, b: &PersonName) -> bool {
    let is_in_b =
        |word: &String| b.tokens().iter().any(|other| words(word, other, false) != Words::Apart);
    a.tokens().iter().any(is_in_b)
}

/// How many words of `short` have their own same word in `long`; `None` if one has no partner at all.
fn paired(short: &[String], long: &[String]) -> Option<usize> {
    let mut free: Vec<bool> = vec![true; long.len()];
    let mut same = 0;
    // Whole words choose before initials, so that `A. Ada` does not lose `Ada` to the `A.`.
    let mut open: Vec<usize> = Vec::new();
    for (idx, word) in short.iter().enumerate() {
        let partner = (0..long.len())
            .find(|it| free[*it] && words(word, &long[*it], idx == 0 && *it == 0) == Words::Same);
        match partner {
            Some(partner) => {
                free[partner] = false;
                same += 1;
            }
            None => open.push(idx),
        }
    }
    for idx in open {
        let partner = (0..long.len())
            .find(|it| free[*it] && words(&short[idx], &long[*it], false) == Words::Initial)?;
        free[partner] = false;
    }
    Some(same)
}

/// Compares two words; `first` says that both stand first in their names.
fn words(a: &str, b: &str, first: bool) -> Words {
    if a == b {
        return Words::Same;
    }
    let (chars_a, chars_b) = (a.chars().count(), b.chars().count());
    if chars_a == 1 || chars_b == 1 {
        return if a.chars().next() == b.chars().next() { Words::Initial } else { Words::Apart };
    }
    // `Ivan` and `Ivana` in front are two people; `Novak` and `Novakova` behind are one family name.
    if first && differ_by_closing_a(a, b) {
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

/// Words without those that come and go inside a name: `bin` or `ibn`, `von` or none.
fn without_particles(mut words: Vec<String>) -> Vec<String> {
    let last = words.len().saturating_sub(1);
    let mut at = 0..;
    words.retain(|word| {
        let is_inside = at.next().is_some_and(|at| 0 < at && at < last);
        !(is_inside && vocabulary::is_particle(word))
    });
    words
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

/// Words of `name`, two of them put together where `other` writes them as one (`Min Jun`, `Minjun`).
fn merged(name: &[String], other: &[String]) -> Vec<String> {
    for (first, second) in pairs(name.len()) {
        let joined = format!("{}{}", name[first], name[second]);
        if !name.contains(&joined) && other.contains(&joined) {
            let rest = name.iter().enumerate().filter(|(idx, _)| *idx != first && *idx != second);
            return std::iter::once(joined).chain(rest.map(|(_, word)| word.clone())).collect();
        }
    }
    name.to_vec()
}

/// Neighbors in both directions.
fn pairs(len: usize) -> impl Iterator<Item = (usize, usize)> {
    (1..len).flat_map(|idx| [(idx - 1, idx), (idx, idx - 1)])
}
