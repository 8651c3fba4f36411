//! Cases once more, with what an organization's own signals found and its overlay sets.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_model::{Assessment, Card, Case, Finding, PersonaId, Scan, Scene, Settings};
use bonafide_own::{Overlay, OwnSignal, Revised};

use crate::{Tables, blind, prior};

/// What an organization adds to a scan.
pub struct Own<'a> {
    /// Its signals.
    pub signals: &'a [OwnSignal],
    /// What questions to the scan's tables found.
    pub found: Vec<Finding>,
    /// Its overlay.
    pub overlay: &'a Overlay,
}

/// What came of it.
#[derive(Debug, Default)]
pub struct Reconsidered {
    /// All cases, in their new order.
    pub cases: Vec<Case>,
    /// Findings of switched-off signals that were left out, by signal.
    pub off: BTreeMap<&'static str, usize>,
    /// Findings to which each exception of the overlay applied.
    pub applied: Vec<usize>,
}

/// Weighs and orders all cases anew: what shipped signals saw, what the organization's own saw, under its overlay.
pub fn reconsider(
    scan: &Scan,
    own: Own<'_>,
    tables: Tables<'_>,
    settings: &Settings,
) -> Reconsidered {
    let scene = Scene::new(&scan.linked, tables.atlas, tables.lists, scan.as_of);
    let off = own.overlay.off();
    let cards: Vec<&'static Card> = bonafide_signals::SIGNALS
        .iter()
        .map(|it| it.card)
        .chain(own.signals.iter().map(|it| it.card))
        .filter(|it| !off.contains(it.id))
        .collect();
    let mut more: BTreeMap<PersonaId, Vec<Finding>> = BTreeMap::new();
    for finding in bonafide_own::see(own.signals, &scene).into_iter().chain(own.found) {
        more.entry(finding.persona.clone()).or_default().push(finding);
    }
    let shipped: BTreeSet<&str> = bonafide_signals::SIGNALS.iter().map(|it| it.card.id).collect();
    let mut res =
        Reconsidered { applied: vec![0; own.overlay.exceptions.len()], ..Reconsidered::default() };
    let mut assessed: BTreeMap<PersonaId, Assessment> = BTreeMap::new();
    for case in &scan.cases {
        let persona = &scan.linked.personas[&case.persona];
        let seen = case.assessment.findings.iter().map(|it| it.finding.clone());
        let mut findings: Vec<Finding> = seen.filter(|it| shipped.contains(it.card.id)).collect();
        findings.extend(more.remove(&case.persona).unwrap_or_default());
        let revised = bonafide_own::revise(own.overlay, findings, (persona, &scene));
        res.count(&revised);
        let blind = blind::of(persona, &scene, (&scan.fed, &cards));
        let prior = prior(persona.stage, settings);
        let assessment = bonafide_weigh::assess(revised.findings, prior, blind);
        assessed.insert(case.persona.clone(), assessment);
    }
    res.cases = bonafide_cases::order(assessed, &scene);
    res
}

impl Reconsidered {
    fn count(&mut self, revised: &Revised) {
        for id in &revised.off {
            *self.off.entry(id).or_default() += 1;
        }
        for idx in &revised.applied {
            self.applied[*idx] += 1;
        }
    }
}
