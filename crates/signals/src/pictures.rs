//! Pictures of identity documents, as people sent them in.

use bonafide_model::{Document, DocumentKind, Persona, Said, Subject};

/// The source that reads them: other pictures are portraits and logos.
const SOURCE: &str = "id_documents";

/// Pictures among a person's identity documents.
pub(crate) fn of(persona: &Persona) -> impl Iterator<Item = (&Document, &Said)> {
    persona.documents().filter(|(document, said)| {
        let is_identity =
            matches!(&said.subject, Subject::Record(record) if record.source == SOURCE);
        is_identity && document.kind == DocumentKind::Image
    })
}
