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

fn have_names(a: &Persona, b: &Persona) -> bool {
    a.names().next().is_some() && b.names().next().is_some()
}

/// Whether no name of the one could be a name of the other.
pub(crate) fn differ(a: &Persona, b: &Persona) -> bool {
    have_names(a, b) && !could_be_one_person(a, b)
}

/// Whether some name of the one could be a name of the other.
pub(crate) fn could_be_one_person(a: &Persona, b: &Persona) -> bool {
    a.names().any(|(ours, _)| b.names().any(|(theirs, _)| could_be_one(ours, theirs)))
}

/// Whether a name is none of the persona's.
pub(crate) fn is_strange_to(name: &PersonName, persona: &Persona) -> bool {
    persona.names().next().is_some()
        && !persona.names().any(|(own, _)| could_be_one(own, name))
        && !names_on_papers(persona).any(|own| could_be_one(own, name))
}

/// Names in the persona's identity documents, which keep a name from before a marriage or another change of name. A document that
/// has no word in common with the names the persona goes by is somebody else's.
fn names_on_papers(persona: &Persona) -> impl Iterator<Item = &PersonName> {
    let on_papers = persona.identity_zones().filter(|(zone, _)| zone.holds);
    let on_papers = on_papers.filter_map(|(zone, _)| zone.name.as_ref());
    on_papers.filter(|name| persona.names().any(|(own, _)| !have_nothing_in_common(own, name)))
}

/// Whether no word of the one name could be a word of the other: not even a given name is left, as it is after a marriage.
pub(crate) fn have_nothing_in_common(a: &PersonName, b: &PersonName) -> bool {
    !a.tokens().iter().any(|ours| b.tokens().iter().any(|theirs| is_near(ours, theirs)))
}

/// Whether both go by names, and no word of a name of the one could be a word of a name of the other: more than a marriage or
/// another given name tells them apart.
pub(crate) fn are_strangers(a: &Persona, b: &Persona) -> bool {
    have_names(a, b)
        && a.names()
            .all(|(ours, _)| b.names().all(|(theirs, _)| have_nothing_in_common(ours, theirs)))
}

/// Whether two words could be two spellings of one name: an initial, the same consonants, or one cut short.
fn is_near(a: &str, b: &str) -> bool {
    const TELLING: usize = 2; // guess: `Ana` and `Noe` have one consonant each
    const CUT: usize = 4; // guess: zones and carriers cut long names
    let (ours, theirs) = (consonants(a), consonants(b));
    let is_cut = a.len().min(b.len()) >= CUT && (a.starts_with(b) || b.starts_with(a));
    fits(a, b) || is_cut || (ours.len() >= TELLING && ours == theirs)
}

/// `mlr` of `mueller` and `muller`: what stays when a name is written in other letters.
fn consonants(word: &str) -> String {
    let mut res: String =
        word.chars().filter(|it| !matches!(it, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'h')).collect();
    let mut last = None;
    res.retain(|it| last.replace(it) != Some(it));
    res
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

    #[test]
    fn other_spellings_and_a_changed_family_name_leave_something_in_common() {
        for (a, b, expected) in [
            ("Jörg Müller", "JOERG MUELLER", false),
            ("Mohammed Yusuf", "MUHAMMAD YOUSSEF", false),
            ("Ada Quill", "ADA MARSH", false),
            ("Alexandra Featherstonehaugh", "FEATHERSTONE", false),
            ("Ada Quill", "BO CASTELLAN", true),
            ("Ana Ruiz", "NOE LAMM", true),
        ] {
            let parse = |it: &str| PersonName::parse(it).unwrap();
            assert_eq!(have_nothing_in_common(&parse(a), &parse(b)), expected, "{a} and {b}");
        }
    }
}
