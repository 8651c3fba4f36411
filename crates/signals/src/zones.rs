//! Machine-readable zones of identity documents, as read from what people sent in.

use bonafide_model::{Fact, IdentityZone, Persona, Said};

/// The zones of a person's documents.
pub(crate) fn of(persona: &Persona) -> impl Iterator<Item = (&IdentityZone, &Said)> {
    persona.find(|it| if let Fact::ZoneRead(zone) = it { Some(&**zone) } else { None })
}
