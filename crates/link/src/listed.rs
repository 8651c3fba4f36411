//! What watch lists name. It is nobody's: signals meet it with what people use, and nothing is joined or tied by it.

use std::collections::BTreeMap;

use bonafide_model::{Indicator, Ledger, Said, Subject};

/// Takes every listed value out of the ledger, with what the lists say of it.
pub(crate) fn take(ledger: &mut Ledger) -> BTreeMap<Indicator, Vec<Said>> {
    let is_listed = |it: &Subject, _: &mut _| matches!(it, Subject::Indicator(_));
    let mut res = BTreeMap::new();
    for (subject, facts) in ledger.said.extract_if(.., is_listed) {
        let said = |(fact, sighting)| Said { subject: subject.clone(), fact, sighting };
        let said = facts.into_iter().map(said).collect();
        if let Subject::Indicator(indicator) = subject {
            res.insert(indicator, said);
        }
    }
    res
}
