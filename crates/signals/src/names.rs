//! Whether two personas go by different names. A name says only whether two records claim the same person; it never weighs.

use std::collections::BTreeSet;

use bonafide_model::{Persona, value::PersonName};

/// Tokens that two spellings of one name share at least: guess, given and family name.
const SHARED_TOKENS: usize = 2;

/// Whether two names could be one person's: they share two tokens, or all tokens of the shorter. An initial is a token that
/// fits every name with its letter, since carriers and banks write `A. Quill`.
pub(crate) fn could_be_one(a: &PersonName, b: &PersonName) -> bool {
    let tokens = |it: &PersonName| it.tokens().iter().cloned().collect::<BTreeSet<_>>();
    let (a, b) = (tokens(a), tokens(b));
    let shared = a.iter().filter(|ours| b.iter().any(|theirs| fits(ours, theirs))).count();
    shared >= SHARED_TOKENS.min(a.len()).min(b.len()).max(1)
}

fn fits(a: &str, b: &str) -> bool {
    let is_initial = a.len() == 1 || b.len() == 1;
    a == b || (is_initial && a.chars().next() == b.chars().next())
}

/// Whether no name of the one could be a name of the other.
pub(crate) fn differ(a: &Persona, b: &Persona) -> bool {
    let known = a.names().next().is_some() && b.names().next().is_some();
    known && !could_be_one_person(a, b)
}

/// Whether some name of the one could be a name of the other.
pub(crate) fn could_be_one_person(a: &Persona, b: &Persona) -> bool {
    a.names().any(|(ours, _)| b.names().any(|(theirs, _)| could_be_one(ours, theirs)))
}

/// Whether a name is none of the persona's.
pub(crate) fn is_strange_to(name: &PersonName, persona: &Persona) -> bool {
    persona.names().next().is_some() && !persona.names().any(|(own, _)| could_be_one(own, name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_and_missing_parts_fit_and_other_people_do_not() {
        for (a, b, expected) in [
            ("Ada Quill", "A. Quill", true),
            ("Ada Quill", "QUILL, ADA", true),
            ("Ada Maria Quill", "Ada Quill", true),
            ("Ada Quill", "Quill", true),
            ("Ada Quill", "Tom Quill", false),
            ("Ada Quill", "Bo Castellan", false),
        ] {
            let parse = |it: &str| PersonName::parse(it).unwrap();
            assert_eq!(could_be_one(&parse(a), &parse(b)), expected, "{a} and {b}");
        }
    }
}
