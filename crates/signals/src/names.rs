//! Whether two personas go by different names. A name says only whether two records claim the same person; it never weighs.

use bonafide_model::{
    Persona,
    name_words::{self, Words},
    value::PersonName,
};

/// Tokens that two spellings of one name share at least: guess, given and family name.
const SHARED_TOKENS: usize = 2;

/// Whether two names could be one person's: they share two tokens, or all tokens of the shorter. An initial is a token that
/// fits every name with its letter, since carriers and banks write `A. Quill`.
pub(crate) fn could_be_one(a: &PersonName, b: &PersonName) -> bool {
    let mut open: Vec<(usize, &String)> = a.tokens().iter().enumerate().collect();
    let mut free: Vec<(usize, &String)> = b.tokens().iter().enumerate().collect();
    let least = SHARED_TOKENS.min(open.len()).min(free.len()).max(1);
    let mut shared = 0;
    // Whole words choose before initials, so that `A. Ada` does not lose `Ada` to the `A.`.
    for how in [Words::Same, Words::Initial] {
        open.retain(|(at, word)| {
            let is_partner = |(there, other): &(usize, &String)| {
                name_words::compare(word, other, *at == 0 && *there == 0) == how
            };
            let partner = free.iter().position(is_partner);
            shared += usize::from(partner.map(|it| free.remove(it)).is_some());
            partner.is_none()
        });
    }
    shared >= least
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
    on_papers
        .filter(|name| persona.names().any(|(own, _)| name_words::have_one_in_common(own, name)))
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
            ("Bill Quill", "WILLIAM QUILL", true),
            ("Jörg Müller", "J. MUELLER", true),
            ("Ada Quill", "Tom Quill", false),
            ("Ivan Novak", "Ivana Novakova", false),
            ("Ann Hanna Marsh", "Anna Quill", false),
            ("Ada Quill", "Bo Castellan", false),
        ] {
            let parse = |it: &str| PersonName::parse(it).unwrap();
            assert_eq!(could_be_one(&parse(a), &parse(b)), expected, "{a} and {b}");
        }
    }
}
