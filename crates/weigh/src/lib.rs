//! Findings on one persona → an assessment: evidence adds in bits, one count per family, for and against.
//!
//! Invariant: what is shown sums to the result exactly; `bits` is `prior` plus every `counted`.
#![warn(clippy::disallowed_methods, reason = "pure room")]

use std::collections::BTreeMap;

use bonafide_model::{Assessment, Bits, Blind, Family, Finding, Weighed};

/// A weight that was set by judgment is right within about a third of itself: guess.
const WEIGHT_ERROR: f64 = 0.35;
/// Two-sided 90 % of a normal distribution: published (any table of it).
const NINETY_PERCENT: f64 = 1.645;
/// What one kind of missing record may hide, in bits: guess.
const BITS_PER_MISSING_NEED: f64 = 0.25;
/// What all missing records together may hide, in bits: guess, about one strong finding's half.
const MOST_MISSING_BITS: f64 = 3.0;

/// Weighs all findings on one persona.
pub fn assess(findings: Vec<Finding>, prior: Bits, mut blind: Vec<Blind>) -> Assessment {
    blind.sort();
    blind.dedup();
    let findings = count_once_per_family(findings);
    let bits = prior + findings.iter().map(|it| it.counted).sum();
    let spread = NINETY_PERCENT
        * findings.iter().map(|it| (WEIGHT_ERROR * it.counted.0).powi(2)).sum::<f64>().sqrt();
    let n_missing = blind.iter().map(|it| it.need).collect::<std::collections::BTreeSet<_>>().len();
    // What is missing can only hide evidence against the person, so it widens the range upwards alone.
    let hidden = (BITS_PER_MISSING_NEED * n_missing as f64).min(MOST_MISSING_BITS);
    Assessment {
        prior,
        bits,
        probability: bits.probability(),
        low: Bits(bits.0 - spread).probability(),
        high: Bits(bits.0 + spread + hidden).probability(),
        findings,
        blind,
    }
}

/// Two findings of one family often have one cause: of each family the heaviest for and the heaviest against count, the rest are
/// shown with a count of nothing.
fn count_once_per_family(mut findings: Vec<Finding>) -> Vec<Weighed> {
    findings.sort_by(|a, b| {
        let weight = b.bits.0.abs().total_cmp(&a.bits.0.abs());
        weight.then_with(|| a.card.id.cmp(b.card.id)).then_with(|| a.because.cmp(&b.because))
    });
    let mut taken: BTreeMap<(Family, bool), ()> = BTreeMap::new();
    let mut res: Vec<Weighed> = findings
        .into_iter()
        .map(|finding| {
            let is_first = taken.insert((finding.card.family, finding.bits.0 > 0.0), ()).is_none();
            let counted = if is_first { finding.bits } else { Bits(0.0) };
            Weighed { finding, counted }
        })
        .collect();
    // Stable: findings of equal count stay in the order of their own weight.
    res.sort_by(|a, b| b.counted.0.abs().total_cmp(&a.counted.0.abs()));
    res
}

#[cfg(test)]
mod tests;
