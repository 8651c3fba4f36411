//! A history of the person alone is dated before their account was opened.
//!
//! ## What it sees
//! Changes in a history that nobody else wrote in, dated more than a month before the person's account on the code host was
//! opened: at least ten.
//!
//! ## Why it matters
//! Dates of commits are set at will, and an account that was opened for an application gets a past with them.
//!
//! ## Innocent reasons
//! See `CARD.benign`. Histories with several writers are left out: that is a team's history that was imported.
//!
//! ## Blind spots
//! An account bought old; a copied history in which others' names were left. The day on which the account was opened has to be
//! among the exports.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_model::{
    Bits, Card, Fact, Family, Finding, Need, Persona, PersonaId, Said, Scene, Stage, sentence,
};
use jiff::{SignedDuration, Timestamp};

use crate::surprise;

pub(crate) static CARD: Card = Card {
    id: "commits-dated-before-the-account",
    title: "A history of the person alone is dated before their account was opened",
    stage: Stage::Code,
    family: Family::Code,
    weight: Bits(1.5),
    weight_from: "guess: weak to moderate in the threat catalogue (DEV-01)",
    needs: &[Need::CodeHistory, Need::CodeAudit],
    benign: &[
        "work of former years brought from another code host or from Subversion",
        "a second account, or one opened again after the first was closed",
        "work of before that was kept on the own computer",
    ],
    verify: "ask for the account under which that work was kept before",
    sources: &["GHFA", "SEAL"],
    indicators: &["DEV-01"],
    attack: &[],
};

/// From the opening of an account back, so that the work for which it was opened is not meant: guess.
const MARGIN: SignedDuration = SignedDuration::from_hours(30 * 24);
/// Changes without which it is an old project at hand: guess.
const LEAST_CHANGES: usize = 10;

pub(crate) fn detect(scene: &Scene) -> Vec<Finding> {
    let mut writers: BTreeMap<&str, BTreeSet<&PersonaId>> = BTreeMap::new();
    for persona in scene.personas() {
        for (history, _) in changes(persona) {
            writers.entry(history).or_default().insert(&persona.id);
        }
    }
    let is_alone = |history: &str| writers.get(history).is_some_and(|it| it.len() == 1);
    let has_account = |it: &&Persona| it.said.iter().any(|it| it.fact == Fact::CodeAccountOpened);
    let n_with_account = scene.personas().filter(has_account).count();
    let findings = scene.personas().filter_map(|it| look(it, &is_alone)).collect();
    surprise::weigh(findings, n_with_account)
}

fn changes(persona: &Persona) -> impl Iterator<Item = (&str, &Said)> {
    persona
        .find(|it| if let Fact::WroteChange { history, .. } = it { Some(&**history) } else { None })
}

fn look(persona: &Persona, is_alone: &dyn Fn(&str) -> bool) -> Option<Finding> {
    // Of several accounts the one that was opened first.
    let opened = persona.find(|it| matches!(it, Fact::CodeAccountOpened).then_some(()));
    let (opened, said) =
        opened.filter_map(|((), said)| Some((said.first()?, said))).min_by_key(|it| it.0)?;
    let is_before = |at: Timestamp| opened.duration_since(at) > MARGIN;
    let before: Vec<&Said> = changes(persona)
        .filter(|(history, said)| is_alone(history) && said.first().is_some_and(is_before))
        .map(|(_, said)| said)
        .collect();
    if before.len() < LEAST_CHANGES {
        return None;
    }
    let (first, line) = before.iter().filter_map(|it| Some((it.first()?, it.from()))).min()?;
    let because = sentence!(
        "{} changes of {} in a history of their own are dated from {} on, before the account was opened on {}",
        before.len(),
        persona,
        first.strftime("%Y-%m-%d").to_string(),
        opened.strftime("%Y-%m-%d").to_string()
    );
    let lines = before.iter().map(|it| it.from());
    Some(Finding::new(&CARD, &persona.id, because, line).and([said.from()]).and(lines))
}
