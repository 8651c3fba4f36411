//! Whether two names can be one person's: order, diacritics, nicknames, initials and transliteration do not matter.
//!
//! A comparison of words only. It says nothing about where a name is from, and never joins anybody by itself.
//!
//! Two doors. [`Agreement`] is a strict yes or no about people, by which records are joined. [`compare`] measures how alike
//! two names of people, organizations or ships are written, for whoever ranks them: [`PreparedName`], then [`Comparison`]. When
//! single words are alike is the model's to say ([`name_words`]).

mod alignment;
mod comparison;
mod prepared;
#[cfg(test)]
mod tests;
mod vocabulary;

use bonafide_model::{
    Persona,
    name_words::{self, Words},
    value::PersonName,
};

pub use self::{
    comparison::{ALIKE, Beside, Comparison, How, compare},
    prepared::{NameKind, PreparedName},
};

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
    let alike = |a: &str, b: &str| {
        name_words::compare(&a.to_lowercase(), &b.to_lowercase(), false) == Words::Same
    };
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

/// How many words of `short` have their own same word in `long`; `None` if one has no partner at all.
fn paired(short: &[String], long: &[String]) -> Option<usize> {
    let mut free: Vec<bool> = vec![true; long.len()];
    let mut same = 0;
    // Whole words choose before initials, so that `A. Ada` does not lose `Ada` to the `A.`.
    let mut open: Vec<usize> = Vec::new();
    for (idx, word) in short.iter().enumerate() {
        let partner = (0..long.len()).find(|it| {
            free[*it] && name_words::compare(word, &long[*it], idx == 0 && *it == 0) == Words::Same
        });
        match partner {
            Some(partner) => {
                free[partner] = false;
                same += 1;
            }
            None => open.push(idx),
        }
    }
    for idx in open {
        let partner = (0..long.len()).find(|it| {
            free[*it] && name_words::compare(&short[idx], &long[*it], false) == Words::Initial
        })?;
        free[partner] = false;
    }
    Some(same)
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
