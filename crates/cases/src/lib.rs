//! Assessments → cases in strict order, with what a human needs to decide: claims against observations, a timeline,
//! competing explanations, and the checks that would clear the person.
#![warn(clippy::disallowed_methods, reason = "pure room")]

mod checks;
mod claims;
mod explanations;
mod timeline;

use std::collections::{BTreeMap, BTreeSet};

use bonafide_model::{Assessment, Case, Family, PersonaId, Priority, Scene};

/// From even odds on, a persona is reviewed first: guess.
const NOW: f64 = 0.5;
/// From one in ten on, soon: guess, what a reviewer's hour is worth against one missed persona.
const SOON: f64 = 0.1;
/// Families that must agree before anything is urgent: one strong trace alone can be planted or have an odd honest cause
/// (threat catalogue, section 11: frame an honest worker with a single hit).
const FAMILIES: usize = 2;
/// What a family must add to be one of them, in bits: guess, below this a finding is ordinary among honest people.
const TELLING_BITS: f64 = 1.0;
/// What the heaviest of them must add: guess, below this each is a habit that many honest people have, and somebody who keeps to
/// themselves has several.
const STRONG_BITS: f64 = 2.5;

/// Orders all assessed personas.
pub fn order(assessed: BTreeMap<PersonaId, Assessment>, scene: &Scene<'_>) -> Vec<Case> {
    let mut rows: Vec<(Priority, PersonaId, Assessment)> = assessed
        .into_iter()
        .map(|(persona, assessment)| (priority(&assessment), persona, assessment))
        .collect();
    rows.sort_by(|(priority_a, id_a, a), (priority_b, id_b, b)| {
        let urgency = priority_b.cmp(priority_a).then_with(|| b.bits.0.total_cmp(&a.bits.0));
        urgency
            .then_with(|| telling_families(b).cmp(&telling_families(a)))
            .then_with(|| id_a.cmp(id_b))
    });
    let numbered = rows.into_iter().zip(1..);
    numbered
        .map(|((priority, persona, assessment), rank)| {
            open(rank, priority, (persona, assessment), scene)
        })
        .collect()
}

fn open(
    rank: usize,
    priority: Priority,
    assessed: (PersonaId, Assessment),
    scene: &Scene<'_>,
) -> Case {
    let (id, assessment) = assessed;
    let persona = &scene.linked.personas[&id];
    let is_worth_a_page = priority > Priority::None;
    Case {
        rank,
        priority,
        network: scene.linked.network_of(&id).map(|it| it.id.clone()),
        explanations: if is_worth_a_page { explanations::of(&assessment) } else { Vec::new() },
        next_checks: checks::of(&assessment),
        claims: if is_worth_a_page { claims::of(persona, scene) } else { Vec::new() },
        timeline: if is_worth_a_page { timeline::of(persona, scene) } else { Vec::new() },
        persona: id,
        assessment,
    }
}

/// What to open first. Never a verdict.
pub fn priority(assessment: &Assessment) -> Priority {
    let is_strong = assessment.findings.iter().any(|it| it.counted.0 >= STRONG_BITS);
    let families = if is_strong { telling_families(assessment) } else { 0 };
    let has_anything = assessment.findings.iter().any(|it| it.counted.0 > 0.0);
    match assessment.probability {
        p if p >= NOW && families >= FAMILIES => Priority::Now,
        p if p >= SOON && families >= FAMILIES => Priority::Soon,
        p if p >= NOW => Priority::Soon,
        _ if has_anything => Priority::Later,
        _ => Priority::None,
    }
}

fn telling_families(assessment: &Assessment) -> usize {
    let telling = assessment.findings.iter().filter(|it| it.counted.0 >= TELLING_BITS);
    telling.map(|it| it.finding.card.family).collect::<BTreeSet<Family>>().len()
}
