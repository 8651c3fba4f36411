//! The next checks of a case: what would settle most for least.

use std::collections::BTreeMap;

use bonafide_model::{Assessment, NextCheck};

/// How many checks a reader can hold in mind: guess.
const MOST: usize = 5;

/// The checks of the counted findings, those that settle most first; one check may settle several findings.
pub(crate) fn of(assessment: &Assessment) -> Vec<NextCheck> {
    let mut by_step: BTreeMap<&'static str, NextCheck> = BTreeMap::new();
    for weighed in assessment.findings.iter().filter(|it| it.counted.0 > 0.0) {
        let card = weighed.finding.card;
        let entry = by_step.entry(card.verify);
        let check = entry.or_insert_with(|| NextCheck {
            step: card.verify,
            settles: Vec::new(),
            bits: 0.0,
        });
        check.settles.push(card.id);
        check.bits += weighed.counted.0;
    }
    let mut res: Vec<NextCheck> = by_step.into_values().collect();
    res.sort_by(|a, b| b.bits.total_cmp(&a.bits).then_with(|| a.step.cmp(b.step)));
    res.truncate(MOST);
    res
}
