//! A newcomer copies far more than other newcomers do.
//!
//! ## What it sees
//! Repositories cloned or downloaded, and files downloaded, in the first thirty days at work: at least twelve repositories or a
//! hundred files, and three times what nine in ten other newcomers take.
//!
//! ## Why it matters
//! Who is here to collect begins early and does not know what the job needs.
//!
//! ## Innocent reasons
//! Onboarding by script; see `CARD.benign`. A script gives every newcomer as much, and then nobody stands out. Fewer than five
//! others make no norm.
//!
//! ## Blind spots
//! Slow collectors; systems that do not log fetches. Logs that begin after somebody's first day say nothing of them.

use std::collections::BTreeSet;

use bonafide_model::{
    Bits, Card, DataAction, Fact, Family, Finding, Need, Persona, Said, Scene, Stage, sentence,
};
use jiff::Timestamp;

use crate::{clock::days_between, taken};

pub(crate) static CARD: Card = Card {
    id: "copies-more-than-other-newcomers",
    title: "A newcomer copies far more than other newcomers do",
    stage: Stage::Data,
    family: Family::Exfil,
    weight: Bits(2.5),
    weight_from: "guess: moderate in the threat catalogue (DAT-02, DEV-10)",
    needs: &[Need::Workers, Need::CodeAudit],
    benign: &[
        "a role that works across all teams",
        "curiosity in the first weeks",
        "a tool that fetches everything",
    ],
    verify: "ask the manager what the assignment needed",
    sources: &["MS26", "SEED", "FBI25a"],
    indicators: &["DAT-02", "DEV-10"],
    attack: &["T1213"],
};

/// The first days at work: published (threat catalogue DEV-10).
const FIRST_DAYS: f64 = 30.0;
/// Others without whom there is no norm (guess).
const LEAST_OTHERS: usize = 5;
/// Times what nine in ten others take (guess).
const TIMES_OTHERS: usize = 3;

/// A kind of thing that is copied: what it is called, how a fact names one, and how many are much (guess).
type Kind = (&'static str, fn(&Fact) -> Option<&str>, usize);

const KINDS: &[Kind] = &[("repositories", taken::repository, 12), ("files", file, 100)];

/// What somebody copied in the first days, each once.
type Copies<'a> = Vec<&'a Said>;

pub(crate) fn detect(scene: &Scene) -> Vec<Finding> {
    KINDS.iter().flat_map(|kind| of_kind(scene, *kind)).collect()
}

fn of_kind(scene: &Scene, (what, name, many): Kind) -> Vec<Finding> {
    let all = scene.personas().flat_map(|it| it.find(name));
    let Some(begin) = all.filter_map(|(_, said)| said.first()).min() else { return Vec::new() };
    let newcomers = scene
        .personas()
        .filter_map(|it| Some((it, copies(it, name, begin)?)))
        .collect::<Vec<(&Persona, Copies)>>();
    let mut counts = newcomers.iter().map(|(_, copies)| copies.len()).collect::<Vec<_>>();
    counts.sort_unstable();
    let findings = newcomers.iter().filter(|(persona, _)| !scene.is_it_or_lab(persona));
    findings
        .filter_map(|(persona, copies)| {
            let usual = usual_of_others(&counts, copies.len())?;
            if copies.len() < many || copies.len() < usual * TIMES_OTHERS {
                return None;
            }
            let because = sentence!(
                "copied {} {} in the first {} days; nine in ten others copy at most {}",
                copies.len(),
                what,
                FIRST_DAYS as u64,
                usual
            );
            let mut lines = copies.iter().map(|it| it.from());
            Some(Finding::new(&CARD, &persona.id, because, lines.next()?).and(lines))
        })
        .collect()
}

/// What somebody copied first in their first days, if the log reaches back to them and has anything of theirs.
fn copies<'a>(
    persona: &'a Persona,
    name: fn(&Fact) -> Option<&str>,
    begin: Timestamp,
) -> Option<Copies<'a>> {
    let (hired, _) = persona.hired().filter(|(at, _)| *at >= begin)?;
    let mut names = BTreeSet::new();
    let things = persona.find(name).collect::<Vec<_>>();
    if things.is_empty() {
        return None;
    }
    let is_early = |said: &Said| {
        said.first().is_some_and(|at| (0.0..=FIRST_DAYS).contains(&days_between(hired, at)))
    };
    let early = things.into_iter().filter(|(_, said)| is_early(said));
    Some(early.filter(|(name, _)| names.insert(*name)).map(|(_, said)| said).collect())
}

/// What nine in ten of the others took at most.
fn usual_of_others(counts: &[usize], own: usize) -> Option<usize> {
    let mut others = counts.to_vec();
    others.remove(others.iter().position(|it| *it == own)?);
    (others.len() >= LEAST_OTHERS).then(|| others[others.len() * 9 / 10])
}

fn file(fact: &Fact) -> Option<&str> {
    let (action, name) = taken::file(fact)?;
    (action == DataAction::Downloaded).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::usual_of_others;

    #[test]
    fn the_norm_is_that_of_the_others() {
        assert_eq!(usual_of_others(&[1, 2, 2, 3, 90], 90), None);
        assert_eq!(usual_of_others(&[1, 2, 2, 3, 3, 90], 90), Some(3));
        assert_eq!(usual_of_others(&[1, 2, 2, 3, 3, 90], 1), Some(90));
    }
}
