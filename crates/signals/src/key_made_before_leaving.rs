//! A key or token for code was made in the last days at work.
//!
//! ## What it sees
//! Access tokens, deploy keys and SSH keys that somebody made in the fourteen days before the last day.
//!
//! ## Why it matters
//! A key opens the code after the account is closed, if nobody takes it away.
//!
//! ## Innocent reasons
//! A handover to a machine; see `CARD.benign`. A key made earlier is part of the work.
//!
//! ## Blind spots
//! Keys that were made months before; hosts whose audit log is not here.

use bonafide_model::{
    Bits, Card, Fact, Family, Finding, GitAction, Need, Persona, Said, Scene, Stage, sentence,
};

use crate::clock::days_between;

pub(crate) static CARD: Card = Card {
    id: "key-made-before-leaving",
    title: "A key or token for code was made in the last days at work",
    stage: Stage::Offboarding,
    family: Family::Exfil,
    weight: Bits(2.0),
    weight_from: "guess: moderate in the threat catalogue (DEV-10, OFF-02)",
    needs: &[Need::CodeAudit, Need::Workers],
    benign: &[
        "a token for a script that the team goes on using",
        "a new laptop in the last weeks",
        "a token that expired and was renewed",
    ],
    verify: "take the key away and see whether anything of the team's breaks",
    sources: &["FBI25a", "MS26"],
    indicators: &["DEV-10", "OFF-02"],
    attack: &["T1098", "T1552.004"],
};

/// Days before the last one: published (threat catalogue DAT-04).
const LAST_DAYS: f64 = 14.0;

pub(crate) fn detect(scene: &Scene) -> Vec<Finding> {
    scene.personas().filter_map(look).collect()
}

fn look(persona: &Persona) -> Option<Finding> {
    let (left, _, left_line) = persona.left()?;
    let made =
        persona.find(|it| matches!(it, Fact::Git { action: GitAction::KeyMade, .. }).then_some(()));
    let is_late = |said: &&Said| {
        said.last().is_some_and(|at| (-1.0..=LAST_DAYS).contains(&days_between(at, left)))
    };
    let late = made.map(|(_, said)| said).filter(is_late).collect::<Vec<_>>();
    let last = late.iter().filter_map(|it| it.last()).max()?;
    let because = sentence!(
        "{} made a key or token for code on {} and left on {}",
        persona,
        last.strftime("%Y-%m-%d").to_string(),
        left.strftime("%Y-%m-%d").to_string()
    );
    let lines = late.iter().map(|it| it.from());
    Some(Finding::new(&CARD, &persona.id, because, left_line).and(lines))
}
