//! Two versions of a résumé disagree on dates.
//!
//! ## What it sees
//! The same employer with first days more than a year apart in two records of one person.
//!
//! ## Why it matters
//! Personas are kept by several hands whose versions drift.
//!
//! ## Innocent reasons
//! A typing slip; two stays at one employer told as one. Where the versions of many disagree, a reader of résumés errs,
//! and it weighs less or nothing.
//!
//! ## Blind spots
//! A system that overwrites what was said before keeps no versions.

use std::collections::BTreeMap;

use bonafide_model::{
    Bits, Card, Fact, Family, Finding, Need, Persona, Said, Scene, Stage, Subject, sentence,
};
use jiff::{Unit, civil::Date};

use crate::surprise;

/// Difference that is more than a slip, in days: guess.
const DAYS: i32 = 366;

/// First day of a claimed job, and where it was said.
type Stay<'a> = (Date, &'a Said);

pub(crate) static CARD: Card = Card {
    id: "versions-of-resume-disagree",
    title: "Two versions of a résumé disagree on dates",
    stage: Stage::Application,
    family: Family::Persona,
    weight: Bits(1.5),
    weight_from: "guess: moderate in the threat catalogue (APP-03), less because slips are common",
    needs: &[Need::Applications],
    benign: &["a typing slip", "two stays at one employer told as one"],
    verify: "ask for the dates, and confirm one of them with the employer",
    sources: &["TRE22", "DTEX24"],
    indicators: &["APP-03"],
    attack: &[],
};

/// Compares what different records of one person say of the same employer.
pub(crate) fn detect(scene: &Scene<'_>) -> Vec<Finding> {
    let findings = scene.personas().filter_map(of_persona).collect();
    surprise::weigh(findings, scene.personas().filter(|it| has_versions(it)).count())
}

/// Whether several records of one person tell of jobs with their days.
fn has_versions(persona: &Persona) -> bool {
    let mut subjects = persona.said.iter().filter_map(|it| {
        matches!(it.fact, Fact::Employment { since: Some(_), .. }).then_some(&it.subject)
    });
    let first = subjects.next();
    subjects.any(|it| Some(it) != first)
}

fn of_persona(persona: &Persona) -> Option<Finding> {
    let mut by_employer: BTreeMap<String, BTreeMap<&Subject, Vec<Stay<'_>>>> = BTreeMap::new();
    for said in &persona.said {
        if let Fact::Employment { employer, since: Some(since), .. } = &said.fact {
            by_employer
                .entry(employer.to_lowercase())
                .or_default()
                .entry(&said.subject)
                .or_default()
                .push((*since, said));
        }
    }
    // Somebody who went back to an employer has two stays in each version: only single stays are compared.
    let singles = by_employer.values().map(|it| {
        it.values().filter(|stays| stays.len() == 1).map(|stays| stays[0]).collect::<Vec<_>>()
    });
    for stays in singles {
        let (Some(first), Some(last)) =
            (stays.iter().min_by_key(|it| it.0), stays.iter().max_by_key(|it| it.0))
        else {
            continue;
        };
        let apart = first.0.until((Unit::Day, last.0)).map_or(0, |it| it.get_days());
        if apart > DAYS
            && let Fact::Employment { employer, .. } = &first.1.fact
        {
            let because = sentence!(
                "two records of {} give first days at {} that are more than a year apart: {} and {}",
                persona,
                employer,
                first.0,
                last.0
            );
            return Some(
                Finding::new(&CARD, &persona.id, because, first.1.from()).and([last.1.from()]),
            );
        }
    }
    None
}
