//! What explains that two share things, besides a home: one person under a new name, or one firm that sent both in.

use std::collections::BTreeSet;

use bonafide_model::{EmailUse, Fact, Persona, Tie, TieKind, sentence};

use super::Population;

/// What is left of a tie's weight between two whose sharing is explained so. Guess: as within a family.
const EXPLAINED_SHARE: f64 = 0.35;

/// Takes off what is explained, and says so.
pub(super) fn take_off(population: &Population<'_>, tie: &mut Tie) {
    let sides = population.personas.get(&tie.a).zip(population.personas.get(&tie.b));
    let Some(why) = sides.and_then(|(a, b)| why(tie.kind, a, b)) else { return };
    tie.bits.0 *= EXPLAINED_SHARE;
    tie.because = sentence!("{} (weighs less: {})", tie.because, why);
}

fn why(kind: TieKind, a: &Persona, b: &Persona) -> Option<&'static str> {
    if is_one_renamed(a, b) {
        return Some("one of them may be the other under a new family name");
    }
    let is_of_a_sender = matches!(
        kind,
        TieKind::Phone
            | TieKind::Mailbox
            | TieKind::ResumeText
            | TieKind::DocumentAncestry
            | TieKind::Image
    );
    (is_of_a_sender && have_one_sender(a, b))
        .then_some("both name the school or firm that made their documents")
}

/// Whether the two may be one person who came back under a new family name.
pub(crate) fn may_be_renamed(population: &Population<'_>, tie: &Tie) -> bool {
    let sides = population.personas.get(&tie.a).zip(population.personas.get(&tie.b));
    sides.is_some_and(|(a, b)| is_one_renamed(a, b))
}

fn is_one_renamed(a: &Persona, b: &Persona) -> bool {
    a.may_have_become(b) || b.may_have_become(a)
}

/// Whether the documents of both say that a firm made them which both openly name: a school with its template, a recruiter with
/// its letter paper. Who hides that one hand made two people's papers names nobody.
fn have_one_sender(a: &Persona, b: &Persona) -> bool {
    let both = |of: fn(&Persona) -> BTreeSet<String>| -> BTreeSet<String> {
        of(a).intersection(&of(b)).cloned().collect()
    };
    !both(makers).is_disjoint(&both(named_firms))
}

/// Who made a persona's documents, as the files say.
fn makers(persona: &Persona) -> BTreeSet<String> {
    let written = persona.documents().flat_map(|(it, _)| [&it.author, &it.company]).flatten();
    written.filter_map(|it| key(it)).collect()
}

/// Schools and agencies that a persona names, and firms whose mailboxes they give.
fn named_firms(persona: &Persona) -> BTreeSet<String> {
    let named = persona.find(|fact| {
        let (Fact::Schooling { school: firm, .. } | Fact::Agency(firm)) = fact else { return None };
        key(firm)
    });
    let mailboxes = persona.find(|fact| {
        let Fact::Email(email, EmailUse::Personal | EmailUse::Unknown) = fact else { return None };
        key(email.registrable_domain().split('.').next()?)
    });
    named.chain(mailboxes).map(|(it, _)| it).collect()
}

/// A name of a firm as it is compared: letters and digits in lower case.
fn key(written: &str) -> Option<String> {
    let letters = written.chars().filter(|it| it.is_alphanumeric());
    Some(letters.flat_map(char::to_lowercase).collect::<String>()).filter(|it| !it.is_empty())
}
