//! Claimed jobs overlap by more than half a year.
//!
//! ## What it sees
//! Two claimed jobs at different employers whose dates overlap by more than six months.
//!
//! ## Why it matters
//! Made-up biographies are assembled from pieces that do not fit.
//!
//! ## Innocent reasons
//! Two honest part-time jobs; a typing slip in a year; a long notice period or garden leave.
//!
//! ## Blind spots
//! Titles such as consultant or founder overlap honestly and are left out.

use std::sync::Arc;

use bonafide_model::{
    Bits, Card, Fact, Family, Finding, Need, Persona, Said, Scene, Stage, sentence,
};
use jiff::{Span, Unit, civil::Date};

/// Overlap that is more than a slip or a notice period, in days: guess, from the threat catalogue (APP-04).
const DAYS: f64 = 183.0;
/// Words in titles of work that is done beside other work, lower case.
const BESIDE: &[&str] = &[
    "freelance",
    "consult",
    "founder",
    "advisor",
    "board",
    "intern",
    "student",
    "part-time",
    "part time",
    "volunteer",
    "contract",
    "self",
];

struct Job<'a> {
    employer: &'a Arc<str>,
    since: Date,
    until: Date,
    said: &'a Said,
}

use crate::surprise;

pub(crate) static CARD: Card = Card {
    id: "employments-overlap",
    title: "Claimed jobs overlap by more than half a year",
    stage: Stage::Application,
    family: Family::Persona,
    weight: Bits(1.0),
    weight_from: "guess: moderate with several contradictions in the threat catalogue (APP-04), weak alone",
    needs: &[Need::Applications],
    benign: &[
        "two honest part-time jobs",
        "a typing slip in a year",
        "a long notice period or garden leave",
    ],
    verify: "ask for the dates again, and confirm one of the jobs with the employer",
    sources: &["DTEX24"],
    indicators: &["APP-04"],
    attack: &[],
};

/// Compares all pairs of a person's claimed jobs.
pub(crate) fn detect(scene: &Scene<'_>) -> Vec<Finding> {
    let n_with_jobs = scene.personas().filter(|it| !jobs(scene, it).is_empty()).count();
    let findings = scene.personas().filter_map(|it| of_persona(scene, it)).collect();
    surprise::weigh(findings, n_with_jobs)
}

fn of_persona(scene: &Scene<'_>, persona: &Persona) -> Option<Finding> {
    let jobs = jobs(scene, persona);
    let pairs =
        jobs.iter().enumerate().flat_map(|(idx, a)| jobs[idx + 1..].iter().map(move |b| (a, b)));
    let (a, b) = pairs
        .filter(|(a, b)| !a.employer.eq_ignore_ascii_case(b.employer))
        .find(|(a, b)| overlap_days(a, b) > DAYS)?;
    let because = sentence!(
        "{} claims jobs at {} and {} that overlap by more than six months",
        persona,
        a.employer,
        b.employer
    );
    Some(Finding::new(&CARD, &persona.id, because, a.said.from()).and([b.said.from()]))
}

fn jobs<'a>(scene: &Scene<'_>, persona: &'a Persona) -> Vec<Job<'a>> {
    let today = scene.as_of.to_zoned(jiff::tz::TimeZone::UTC).date();
    let mut res: Vec<Job<'a>> = Vec::new();
    for said in &persona.said {
        let Fact::Employment { employer, title, since: Some(since), until } = &said.fact else {
            continue;
        };
        let words = format!("{employer} {}", title.as_deref().unwrap_or("")).to_lowercase();
        if !BESIDE.iter().any(|it| words.contains(it)) {
            res.push(Job { employer, since: *since, until: until.unwrap_or(today), said });
        }
    }
    res
}

fn overlap_days(a: &Job<'_>, b: &Job<'_>) -> f64 {
    let (since, until) = (a.since.max(b.since), a.until.min(b.until));
    let span: Span = since.until((Unit::Day, until)).unwrap_or_default();
    f64::from(span.get_days())
}
