//! Who signed, and what carriers write where nobody did.

use bonafide_model::value::{PersonName, ValueError};

/// What a driver types, in lower case, when a parcel was left, or was given to somebody who has no name there.
const NOBODY: &[&str] = &[
    "back door",
    "contactless",
    "desk",
    "dock",
    "driver release",
    "front desk",
    "front door",
    "garage",
    "lobby",
    "mail room",
    "mailroom",
    "met customer",
    "neighbor",
    "no signature",
    "office",
    "on file",
    "porch",
    "reception",
    "resident",
    "security",
    "signature not req",
];

/// The person who signed; `None` where the words name no person.
pub(crate) fn signer(text: &str) -> Result<Option<PersonName>, ValueError> {
    let lower = text.to_lowercase();
    if NOBODY.iter().any(|it| lower.contains(it)) {
        return Ok(None);
    }
    PersonName::parse(text).map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_doorstep_signs_nothing() {
        for text in ["FRONT DOOR", "Signature not required", "Met Customer Man"] {
            assert_eq!(signer(text), Ok(None), "{text}");
        }
        assert!(signer("A.EXAMPLE").ok().flatten().is_some());
        assert!(signer("163000").is_err());
    }
}
