//! Skills are claimed for years in which they did not exist.
//!
//! ## What it sees
//! Two or more technologies that a résumé claims from more than a year before they were first published.
//!
//! ## Why it matters
//! Biographies that are put together from advertised requirements claim the same ten years of everything.
//!
//! ## Innocent reasons
//! One slip is common and is left out: a typing error, a round number of years, a forerunner under today's name. What somebody
//! works with is never judged, only whether it was there.
//!
//! ## Blind spots
//! Skills without years; technologies that the shipped table does not have.

use std::collections::BTreeMap;

use bonafide_model::{
    Bits, Card, Fact, Family, Finding, Need, Persona, Said, Scene, Stage, Technology, sentence,
};
use jiff::Unit;

/// Technologies claimed too early before it counts: threat catalogue (APP-04).
const CLAIMS: usize = 2;
/// Days too early that are no slip and no round number of years: guess, a year.
const DAYS: i32 = 366;

pub(crate) static CARD: Card = Card {
    id: "skill-claimed-before-it-existed",
    title: "Skills are claimed for years in which they did not exist",
    stage: Stage::Application,
    family: Family::Persona,
    weight: Bits(3.0),
    weight_from: "guess: two or more anachronisms are strong in the threat catalogue (APP-04), less because years are rounded up",
    needs: &[Need::Resumes],
    benign: &[
        "years of a career written beside every skill",
        "a forerunner or an inside version under today's name",
        "somebody who helped to build it",
    ],
    verify: "ask for the first project with it and when that was",
    sources: &["DTEX24"],
    indicators: &["APP-04"],
    attack: &[],
};

/// Holds claimed skills against the table of first publications.
pub(crate) fn detect(scene: &Scene<'_>) -> Vec<Finding> {
    let mut by_spelling: BTreeMap<&str, &Technology> = BTreeMap::new();
    for technology in &scene.lists.technologies {
        by_spelling.extend(technology.spellings.iter().map(|it| (it.as_str(), technology)));
    }
    scene.personas().filter_map(|it| of_persona(it, &by_spelling)).collect()
}

fn of_persona(persona: &Persona, by_spelling: &BTreeMap<&str, &Technology>) -> Option<Finding> {
    let mut early: BTreeMap<&str, (&Technology, i16, &Said)> = BTreeMap::new();
    for said in &persona.said {
        let Fact::SkillClaimed { skill, since, .. } = &said.fact else { continue };
        let Some(technology) = by_spelling.get(skill.to_lowercase().as_str()) else { continue };
        let days = since.until((Unit::Day, technology.since)).map_or(0, |it| it.get_days());
        if days > DAYS {
            early.entry(&technology.name).or_insert((technology, since.year(), said));
        }
    }
    if early.len() < CLAIMS {
        return None;
    }
    let words = early
        .values()
        .map(|(it, year, _)| format!("{} from {year} (published {})", it.name, it.since))
        .collect::<Vec<_>>()
        .join(", ");
    let because = sentence!("{} claims {}", persona, words);
    let mut lines = early.values().map(|(_, _, said)| said.from());
    Some(Finding::new(&CARD, &persona.id, because, lines.next()?).and(lines))
}
