//! Whether personal values are shown masked or in full.

use bonafide_model::{Linked, PersonaId, Sentence, Show};

/// How sentences and persons are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// Pseudonyms and masked values.
    Masked,
    /// Names and whole values, where the reader was allowed to see them.
    Revealed,
}

impl Shown {
    /// The sentence in this form.
    pub fn words(self, sentence: &Sentence) -> String {
        match self {
            Self::Masked => sentence.masked().to_owned(),
            Self::Revealed => sentence.full(),
        }
    }

    /// What a persona is called in this form: the pseudonym, with the name before it when revealed.
    pub fn person(self, linked: &Linked, id: &PersonaId) -> String {
        match (self, linked.personas.get(id)) {
            (Self::Revealed, Some(persona)) => persona.full(),
            (Self::Masked, _) | (Self::Revealed, None) => id.to_string(),
        }
    }
}
