//! `personas.jsonl`: one line a persona, most urgent first.

use bonafide_model::{Case, Scan, Settings, Weighed};
use serde::Serialize;

use crate::{
    Export, Reveal,
    line::{Place, SCHEMA, join, places},
};

/// The format.
pub(crate) const EXPORT: Export =
    Export { file: "personas.jsonl", about: "one line a persona, most urgent first", write };

/// Key order is part of the format.
#[derive(Serialize)]
struct Line<'a> {
    schema: &'static str,
    rank: usize,
    persona: &'a str,
    records: Vec<RecordName<'a>>,
    stage: &'static str,
    priority: &'static str,
    probability: f64,
    probability_low: f64,
    probability_high: f64,
    prior_bits: f64,
    bits: f64,
    findings: Vec<FindingLine<'a>>,
    blind: Vec<String>,
    network: Option<&'a str>,
}

#[derive(Serialize)]
struct RecordName<'a> {
    source: &'static str,
    key: &'a str,
}

/// One finding.
#[derive(Serialize)]
pub struct FindingLine<'a> {
    /// The signal's id.
    pub signal: &'static str,
    family: &'static str,
    stage: &'static str,
    /// Its own weight.
    pub bits: f64,
    counted_bits: f64,
    /// One sentence with the facts in it.
    pub because: &'a str,
    /// Ordinary explanations.
    pub benign: &'static [&'static str],
    /// The least intrusive check that would settle it.
    pub verify: &'static str,
    evidence: Vec<Place<'a>>,
}

fn write(scan: &Scan, _settings: &Settings, reveal: Reveal) -> Vec<u8> {
    join(scan.cases.iter().map(|case| line(scan, case, reveal)))
}

fn line<'a>(scan: &'a Scan, case: &'a Case, reveal: Reveal) -> Line<'a> {
    let persona =
        scan.linked.personas.get(&case.persona).expect("every case is about a persona of its scan");
    let assessment = &case.assessment;
    Line {
        schema: SCHEMA,
        rank: case.rank,
        persona: &case.persona.0,
        records: persona
            .records
            .iter()
            .map(|it| RecordName { source: it.source, key: &it.key })
            .collect(),
        stage: persona.stage.as_str(),
        priority: case.priority.as_str(),
        probability: assessment.probability,
        probability_low: assessment.low,
        probability_high: assessment.high,
        prior_bits: assessment.prior.0,
        bits: assessment.bits.0,
        findings: assessment.findings.iter().map(|it| finding_line(it, reveal)).collect(),
        blind: assessment.blind.iter().map(ToString::to_string).collect(),
        network: case.network.as_ref().map(|it| &*it.0),
    }
}

/// A finding with what it counts for.
pub(crate) fn finding_line(weighed: &Weighed, reveal: Reveal) -> FindingLine<'_> {
    let finding = &weighed.finding;
    FindingLine {
        signal: finding.card.id,
        family: finding.card.family.as_str(),
        stage: finding.card.stage.as_str(),
        bits: finding.bits.0,
        counted_bits: weighed.counted.0,
        because: reveal.words(&finding.because),
        benign: finding.card.benign,
        verify: finding.card.verify,
        evidence: places(&finding.evidence),
    }
}
