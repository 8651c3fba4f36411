//! The answer about one applicant: who it may be, what it shares with whom, and what application data show on their own.
//!
//! It judges nobody. Names and values leave masked unless the caller says [`Reveal::Revealed`].

use std::collections::BTreeMap;

use bonafide_model::{
    Candidate, ColumnKind, KnownRecord, LinkModel, Screened, SharedWith, Weighed,
    value::masked_cell,
};
use serde::Serialize;

use crate::{
    Reveal,
    line::SCHEMA,
    personas_jsonl::{FindingLine, finding_line},
};

/// What was asked and found.
#[derive(Debug, Clone, Copy)]
pub struct Screening<'a> {
    /// What names the applicant.
    pub applicant: &'a str,
    /// What the index knows.
    pub screened: &'a Screened,
    /// The model by which it weighs.
    pub model: &'a LinkModel,
    /// What application data show on their own.
    pub findings: &'a [Weighed],
    /// What else is known of records, such as `leaver, rank 12`, by their ids.
    pub known: &'a BTreeMap<String, String>,
}

/// The answer; key order is part of the format.
#[derive(Serialize)]
pub struct Answer<'a> {
    schema: &'static str,
    /// What names the applicant.
    pub applicant: &'a str,
    /// Who it may be, the likeliest first.
    pub candidates: Vec<CandidateLine<'a>>,
    /// What it shares with people of other names, the rarest first.
    pub ties: Vec<TieLine<'a>>,
    /// What application data show on their own.
    pub findings: Vec<FindingLine<'a>>,
    /// Blocking rules that found nobody, since too many records share the value.
    pub left_out: &'a [String],
}

/// A known record that may be the same person.
#[derive(Serialize)]
pub struct CandidateLine<'a> {
    /// The record, its person and its name.
    #[serde(flatten)]
    pub record: RecordLine<'a>,
    /// In bits.
    pub match_weight: f64,
    /// Between 0 and 1.
    pub match_probability: f64,
    /// The weight to start from.
    pub prior: f64,
    /// What is taken off since a household or shared things explain the pair too.
    pub explained_otherwise: f64,
    /// What each comparison says.
    pub waterfall: Vec<StepLine<'a>>,
}

/// A record that is known.
#[derive(Serialize)]
pub struct RecordLine<'a> {
    /// What names it where it came from.
    pub record: &'a str,
    /// The person it is taken for.
    pub cluster_id: String,
    /// Its name; initials unless revealed.
    pub name: String,
    /// What else is known.
    pub known: Option<&'a str>,
}

/// One comparison of two records.
#[derive(Serialize)]
pub struct StepLine<'a> {
    /// Columns.
    pub comparison: &'a str,
    /// What agrees; nothing where one side has nothing.
    pub level: Option<&'a str>,
    /// In bits.
    pub bits: f32,
}

/// A thing that is shared with people of other names.
#[derive(Serialize)]
pub struct TieLine<'a> {
    /// Columns.
    pub column: &'a str,
    /// The thing; its end unless revealed.
    pub value: String,
    /// How many other people share it.
    pub people: u32,
    /// How rare it is.
    pub rarity_bits: f64,
    /// Why it ties nobody, if it does not.
    pub muted: Option<&'static str>,
    /// One record of each of them.
    pub with: Vec<RecordLine<'a>>,
}

/// Makes the answer.
pub fn answer<'a>(asked: &Screening<'a>, reveal: Reveal) -> Answer<'a> {
    let screened = asked.screened;
    Answer {
        schema: SCHEMA,
        applicant: asked.applicant,
        candidates: screened.candidates.iter().map(|it| candidate(it, asked, reveal)).collect(),
        ties: screened.ties.iter().map(|it| tie(it, asked, reveal)).collect(),
        findings: asked.findings.iter().map(|it| finding_line(it, reveal)).collect(),
        left_out: &screened.hot,
    }
}

/// The answer as one line of JSON.
///
/// # Panics
/// Never: an answer is texts and numbers.
pub fn json(answer: &Answer<'_>) -> String {
    serde_json::to_string(answer).expect("an answer is texts and numbers")
}

fn candidate<'a>(it: &'a Candidate, asked: &Screening<'a>, reveal: Reveal) -> CandidateLine<'a> {
    let steps = asked.model.comparisons.iter().zip(&it.steps);
    let waterfall = steps.map(|(comparison, step)| StepLine {
        comparison: &comparison.name,
        level: usize::from(step.level)
            .checked_sub(1)
            .and_then(|place| comparison.levels.get(place))
            .map(|it| it.level.as_str()),
        bits: step.bits,
    });
    CandidateLine {
        record: record(&it.record, asked, reveal),
        match_weight: it.weight.0,
        match_probability: it.weight.probability(),
        prior: asked.model.prior().0,
        explained_otherwise: asked.model.explained_otherwise(it.weight, it.steps.iter().copied()).0,
        waterfall: waterfall.collect(),
    }
}

fn record<'a>(it: &'a KnownRecord, asked: &Screening<'a>, reveal: Reveal) -> RecordLine<'a> {
    let name = match reveal {
        Reveal::Revealed => it.name.clone(),
        Reveal::Masked => masked_cell(ColumnKind::FullName, &it.name),
    };
    RecordLine {
        record: &it.id,
        cluster_id: it.person.to_string(),
        name,
        known: asked.known.get(&it.id).map(String::as_str),
    }
}

fn tie<'a>(it: &'a SharedWith, asked: &Screening<'a>, reveal: Reveal) -> TieLine<'a> {
    let value = match reveal {
        Reveal::Revealed => it.value.clone(),
        Reveal::Masked => masked(&it.value),
    };
    TieLine {
        column: &it.column,
        value,
        people: it.people,
        rarity_bits: it.rarity.0,
        muted: it.muted.map(bonafide_model::MutedTie::words),
        with: it.holders.iter().map(|it| record(it, asked, reveal)).collect(),
    }
}

/// The end of a value, at most four characters and never more than half; of a mail address the domain.
fn masked(value: &str) -> String {
    if value.is_empty() {
        return "…".to_owned();
    }
    masked_cell(ColumnKind::Identifier, value)
}

#[cfg(test)]
mod tests {
    use super::masked;

    #[test]
    fn of_a_value_no_more_than_half_is_shown() {
        assert_eq!(masked("ada.novak@mail.example"), "a…@mail.example");
        assert_eq!(masked("a@mail.example"), "…@mail.example");
        assert_eq!(masked("12125550123"), "…0123");
        assert_eq!(masked("abc"), "…c");
        assert_eq!(masked(""), "…");
    }
}
