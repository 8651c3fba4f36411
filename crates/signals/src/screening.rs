//! What background and identity checks came to in the end: a later result of the same check stands in for an earlier one.

use std::collections::BTreeMap;

use bonafide_model::{Fact, Persona, Said, ScreeningOutcome};

/// The standing result of each check by its name.
pub(crate) fn standing(persona: &Persona) -> BTreeMap<&str, (ScreeningOutcome, &Said)> {
    let mut res: BTreeMap<&str, (ScreeningOutcome, &Said)> = BTreeMap::new();
    for said in &persona.said {
        let Fact::Screened { check, outcome } = &said.fact else { continue };
        // Of results of one time, or without any, the one for the person counts.
        let rank = |outcome: ScreeningOutcome, said: &Said| {
            (said.last(), outcome == ScreeningOutcome::Confirmed)
        };
        let is_later = res
            .get(&**check)
            .is_none_or(|(before, line)| rank(*outcome, said) > rank(*before, line));
        if is_later {
            res.insert(check, (*outcome, said));
        }
    }
    res
}

/// Whether a check is of who somebody is, as against what they did.
pub(crate) fn is_of_identity(check: &str) -> bool {
    check.starts_with("identity") || check == "ssn_trace"
}

/// Whether a check is of what somebody did, asked of those who must know.
pub(crate) fn is_of_biography(check: &str) -> bool {
    matches!(check, "employment" | "education")
}
