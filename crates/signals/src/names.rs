//! Whether two personas go by different names. A name says only whether two records claim the same person; it never weighs.

use std::collections::BTreeSet;

use bonafide_model::{Persona, value::PersonName};

/// Tokens that two spellings of one name share at least: guess, given and family name.
const SHARED_TOKENS: usize = 2;

/// Whether two names could be one person's: they share two tokens, or all tokens of the shorter.
pub(crate) fn could_be_one(a: &PersonName, b: &PersonName) -> bool {
    let tokens = |it: &PersonName| it.tokens().iter().cloned().collect::<BTreeSet<_>>();
    let (a, b) = (tokens(a), tokens(b));
    let shared = a.intersection(&b).count();
    shared >= SHARED_TOKENS.min(a.len()).min(b.len()).max(1)
}

/// Whether no name of the one could be a name of the other.
pub(crate) fn differ(a: &Persona, b: &Persona) -> bool {
    let known = a.names().next().is_some() && b.names().next().is_some();
    known && !a.names().any(|(ours, _)| b.names().any(|(theirs, _)| could_be_one(ours, theirs)))
}

/// Whether a name is none of the persona's.
pub(crate) fn is_strange_to(name: &PersonName, persona: &Persona) -> bool {
    persona.names().next().is_some() && !persona.names().any(|(own, _)| could_be_one(own, name))
}
