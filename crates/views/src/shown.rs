//! Whether personal values are shown masked or in full.

use bonafide_model::{Linked, PersonaId, Provenance, Sentence, Show};

/// Files that people name after themselves.
const DOCUMENTS: &[&str] = &[".docx", ".doc", ".pdf", ".odt", ".rtf", ".txt", ".md"];

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

    /// Where a statement stands; the name of a document, which mostly is the name of a person, only when revealed.
    pub fn place(self, from: &Provenance) -> String {
        let text = from.to_string();
        match self {
            Self::Masked => without_document_name(&text).unwrap_or(text),
            Self::Revealed => text,
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

/// `attachments/41/Ada_Vrba_CV.pdf` as `attachments/41/….pdf`; `None` if it is no document.
fn without_document_name(place: &str) -> Option<String> {
    let (folder, file) = place.rsplit_once('/').unwrap_or(("", place));
    let lower = file.to_ascii_lowercase();
    let at = DOCUMENTS.iter().find_map(|it| lower.rfind(it))?;
    let slash = if folder.is_empty() { "" } else { "/" };
    Some(format!("{folder}{slash}\u{2026}{}", file.get(at..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_lose_the_name_that_is_a_person() {
        for (place, expected) in [
            ("attachments/41/Ada_Vrba_CV.PDF", Some("attachments/41/\u{2026}.PDF")),
            ("Ada Vrba.docx", Some("\u{2026}.docx")),
            ("payroll/accounts.csv:3", None),
            ("candidates.json#/3", None),
        ] {
            assert_eq!(without_document_name(place).as_deref(), expected);
        }
    }
}
