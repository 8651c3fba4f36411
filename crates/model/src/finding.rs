//! One signal seen on one persona. It rests on at least one line; without one it cannot be built.

use crate::{Bits, Card, PersonaId, Provenance, Sentence};

/// Lines under a statement: at least one, ordered, each once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence(Vec<Provenance>);

impl Evidence {
    /// How many lines are kept: enough to check by hand, few enough to read (guess).
    pub const MOST: usize = 12;

    /// Starts with one line.
    pub fn new(first: &Provenance) -> Self {
        Self(vec![first.clone()])
    }

    /// Adds lines. Over [`Evidence::MOST`], what is first in order is kept.
    #[must_use]
    pub fn and<'a>(mut self, more: impl IntoIterator<Item = &'a Provenance>) -> Self {
        self.0.extend(more.into_iter().cloned());
        self.0.sort();
        self.0.dedup();
        self.0.truncate(Self::MOST);
        self
    }

    /// The lines.
    pub fn lines(&self) -> &[Provenance] {
        &self.0
    }
}

/// A signal seen on a persona.
#[derive(Debug, Clone)]
pub struct Finding {
    /// Which signal.
    pub card: &'static Card,
    /// On whom.
    pub persona: PersonaId,
    /// Its own weight here; negative speaks for the person.
    pub bits: Bits,
    /// One plain sentence with the facts in it.
    pub because: Sentence,
    /// Lines under it.
    pub evidence: Evidence,
    /// Other personas that the sentence names.
    pub others: Vec<PersonaId>,
}

impl Finding {
    /// A finding of the card's usual weight, resting on one line.
    pub fn new(
        card: &'static Card,
        persona: &PersonaId,
        because: Sentence,
        first: &Provenance,
    ) -> Self {
        Self {
            card,
            persona: persona.clone(),
            bits: card.weight,
            because,
            evidence: Evidence::new(first),
            others: Vec::new(),
        }
    }

    /// The same with more lines.
    #[must_use]
    pub fn and<'a>(mut self, more: impl IntoIterator<Item = &'a Provenance>) -> Self {
        self.evidence = self.evidence.and(more);
        self
    }

    /// The same with another weight (a tie's own bits, a stronger case of the same thing).
    #[must_use]
    pub fn weighing(mut self, bits: Bits) -> Self {
        self.bits = bits;
        self
    }

    /// The same, naming other personas.
    #[must_use]
    pub fn with<'a>(mut self, others: impl IntoIterator<Item = &'a PersonaId>) -> Self {
        self.others.extend(others.into_iter().cloned());
        self.others.sort();
        self.others.dedup();
        self
    }
}
