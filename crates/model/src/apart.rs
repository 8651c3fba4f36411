//! What ties or joins nobody, and why not: kept, so that a human who asks gets an answer.

use std::collections::BTreeMap;

use crate::{Evidence, PersonaId, Provenance, Sentence, TieKind};

/// A thing that several personas share and that ties none of them. It is never deleted, only muted.
#[derive(Debug, Clone)]
pub struct Muted {
    /// What kind of thing.
    pub kind: TieKind,
    /// The thing itself, shown masked or revealed.
    pub value: Sentence,
    /// How many people have it, those in passing included.
    pub people: usize,
    /// `shared by 143 people, …`: why it ties nobody.
    pub why: Sentence,
    /// Who has it, each with a line that says so; at least two.
    pub sharers: BTreeMap<PersonaId, Provenance>,
}

/// Which of the two questions of linking was answered with no.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Asked {
    /// Whether records are of one person.
    OnePerson,
    /// Whether two people belong to one network.
    OneNetwork,
}

impl Asked {
    /// The word used in outputs.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::OnePerson => "one person",
            Self::OneNetwork => "one network",
        }
    }
}

/// Two personas that something brought together and that stay apart. `a < b`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Refused {
    /// Smaller id.
    pub a: PersonaId,
    /// Greater id.
    pub b: PersonaId,
    /// What was asked.
    pub asked: Asked,
    /// One plain sentence.
    pub because: Sentence,
}

/// An identity that two personas show, of whom one is evidently its owner.
#[derive(Debug, Clone)]
pub struct Borrowed {
    /// Whose identity it is: a victim, unless it is lent.
    pub owner: PersonaId,
    /// Who shows it beside the owner.
    pub by: PersonaId,
    /// Whether pay of the one goes where the owner's goes, so that the owner has a part in it as far as records show.
    pub is_lent: bool,
    /// One plain sentence.
    pub because: Sentence,
    /// Lines of both sides.
    pub evidence: Evidence,
}
