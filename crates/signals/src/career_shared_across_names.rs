//! Two people of different names claim the same career.
//!
//! ## What it sees
//! Three or more jobs at different employers that begin and end on the same days in the claims of two people of different
//! names.
//!
//! ## Why it matters
//! One biography serves several personas; a text can be written anew for each of them, the dates are kept.
//!
//! ## Innocent reasons
//! Colleagues whose firm was bought have two jobs alike, and are left out; three alike are rare. Jobs that follow one another without
//! a gap and under one title for each of the two are one job of a firm that was sold, renamed or split. Dates given by years alone,
//! and jobs that many claim alike, do not count.
//!
//! ## Blind spots
//! Dates moved by a month; one title for all jobs, without a gap; résumés that were never read into fields.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_model::{
    Bits, Card, Fact, Family, Finding, Need, Persona, PersonaId, Said, Scene, Stage, sentence,
};
use jiff::civil::Date;

use crate::{employers, names};

/// Jobs alike that are too many for chance: guess; a firm that is bought twice makes two.
const JOBS: usize = 3;
/// People who may claim one job alike; more are a class of trainees: guess.
const MOST_SHARERS: usize = 5;

/// Days from the last day of a job to the first of the next, where no working day lies between: from Friday to Monday.
const WEEKEND_DAYS: i32 = 3;

/// One claimed job as it is compared.
type Job = (String, Date, Option<Date>);
/// What two people claim alike, with a line of each.
type Alike<'a> = BTreeMap<Job, [&'a Said; 2]>;

pub(crate) static CARD: Card = Card {
    id: "career-shared-across-names",
    title: "Two people of different names claim the same career",
    stage: Stage::Application,
    family: Family::Share,
    weight: Bits(5.0),
    weight_from: "guess: as rare bullets that are identical (APP-01), which the threat catalogue calls strong",
    needs: &[Need::Applications],
    benign: &[
        "two colleagues who changed employers together more than once",
        "one person with two applications under a former and a present name",
    ],
    verify: "confirm one of the jobs with the employer, on a number that you found yourself",
    sources: &["FBI25a", "GTIG24", "TRE22"],
    indicators: &["APP-01", "APP-13"],
    attack: &["T1585"],
};

/// Compares the jobs of everybody; one finding a person, with whom the most is alike.
pub(crate) fn detect(scene: &Scene<'_>) -> Vec<Finding> {
    let mut found: BTreeMap<&PersonaId, (usize, Finding)> = BTreeMap::new();
    for ((a, b), alike) in pairs(scene) {
        let (a, b) = (&scene.linked.personas[a], &scene.linked.personas[b]);
        let employers = employers_apart(&alike);
        let is_exact = alike.keys().any(|(_, since, _)| (since.month(), since.day()) != (1, 1));
        if employers.len() < JOBS || !is_exact || !names::differ(a, b) {
            continue;
        }
        for (persona, other) in [(a, b), (b, a)] {
            if found.get(&persona.id).is_none_or(|(most, _)| alike.len() > *most) {
                found.insert(&persona.id, (alike.len(), finding((persona, other), &alike)));
            }
        }
    }
    found.into_values().map(|(_, finding)| finding).collect()
}

/// Employers of the jobs alike; those through which the two came together without changing anything count as the first of them.
fn employers_apart<'a>(alike: &'a Alike<'_>) -> BTreeSet<&'a str> {
    let title = |said: &Said| {
        let Fact::Employment { title: Some(title), .. } = &said.fact else { return None };
        Some(title.to_lowercase())
    };
    let titles = |lines: &[&Said; 2]| Some([title(lines[0])?, title(lines[1])?]);
    let follows = |(_, since, _): &Job, (_, _, until): &Job| {
        until.is_some_and(|until| {
            let gap_days = (*since - until).get_days();
            (1..=WEEKEND_DAYS).contains(&gap_days)
        })
    };
    let is_moved = |(job, lines): &(&Job, &[&Said; 2])| {
        alike.iter().any(|(before, of_before)| {
            follows(job, before) && titles(lines).is_some_and(|it| titles(of_before) == Some(it))
        })
    };
    alike.iter().filter(|it| !is_moved(it)).map(|((name, _, _), _)| name.as_str()).collect()
}

fn finding((persona, other): (&Persona, &Persona), alike: &Alike<'_>) -> Finding {
    let (_, lines) = alike.first_key_value().expect("jobs alike were counted");
    let because =
        sentence!("{} and {} claim {} jobs alike, to the day", persona, other, alike.len());
    Finding::new(&CARD, &persona.id, because, lines[0].from())
        .and(alike.values().flatten().map(|it| it.from()))
        .with([&other.id])
}

/// Pairs of people, with the jobs that they claim alike.
fn pairs<'a>(scene: &Scene<'a>) -> BTreeMap<(&'a PersonaId, &'a PersonaId), Alike<'a>> {
    let mut by_job: BTreeMap<Job, BTreeMap<&PersonaId, &Said>> = BTreeMap::new();
    for persona in scene.personas() {
        for said in &persona.said {
            if let Fact::Employment { employer, since: Some(since), until, .. } = &said.fact {
                let job = (employers::key(employer), *since, *until);
                by_job.entry(job).or_default().entry(&persona.id).or_insert(said);
            }
        }
    }
    let mut res: BTreeMap<_, Alike<'a>> = BTreeMap::new();
    for (job, people) in by_job.iter().filter(|(_, it)| it.len() <= MOST_SHARERS) {
        for (a, of_a) in people {
            for (b, of_b) in people.iter().filter(|(b, _)| a < *b) {
                res.entry((*a, *b)).or_default().insert(job.clone(), [*of_a, *of_b]);
            }
        }
    }
    res
}
