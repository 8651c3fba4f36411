//! All referees write from free mailboxes.
//!
//! ## What it sees
//! Every referee of a person writes from a mailbox that anybody can open.
//!
//! ## Why it matters
//! A referee at a firm would have a mailbox there.
//!
//! ## Innocent reasons
//! Referees who left the employer; small firms without mail of their own.
//!
//! ## Blind spots
//! Many honest referees have left the firm.

use std::collections::BTreeMap;

use bonafide_model::{
    Bits, Card, Fact, Family, Finding, Identifier, Need, Persona, PersonaId, Said, Scene, Stage,
    sentence,
};

/// One free mailbox says nothing; two and nothing else may: guess.
const REFEREES: usize = 2;

pub(crate) static CARD: Card = Card {
    id: "referees-only-on-free-mail",
    title: "All referees write from free mailboxes",
    stage: Stage::References,
    family: Family::Refnet,
    weight: Bits(1.0),
    weight_from: "guess: weak in the threat catalogue (NET-02)",
    needs: &[Need::References],
    benign: &["referees who left the employer", "small firms without mail of their own"],
    verify: "call the former employer's switchboard on a number that you found yourself",
    sources: &["KB4", "FLARE26"],
    indicators: &["NET-02"],
    attack: &[],
};

/// Looks at all referees of each person.
pub(crate) fn detect(scene: &Scene<'_>) -> Vec<Finding> {
    let mut by_identifier: BTreeMap<&Identifier, &PersonaId> = BTreeMap::new();
    for persona in scene.personas() {
        by_identifier.extend(
            persona
                .find(|it| if let Fact::Knows(it) = it { Some(it) } else { None })
                .map(|(it, _)| (it, &persona.id)),
        );
    }
    let mut referees: BTreeMap<&PersonaId, BTreeMap<&PersonaId, (&Persona, &Said)>> =
        BTreeMap::new();
    for referee in scene.personas() {
        for (candidate, said) in referee.find(|it| {
            if let Fact::VouchedFor { candidate, .. } = it { Some(candidate) } else { None }
        }) {
            if let Some(candidate) = by_identifier.get(candidate) {
                referees.entry(*candidate).or_default().insert(&referee.id, (referee, said));
            }
        }
    }
    let is_free = |it: &Persona| {
        it.emails().next().is_some()
            && it.emails().all(|(email, _)| scene.lists.free_mail_domains.contains(email.domain()))
    };
    let mut res = Vec::new();
    for (candidate, theirs) in referees.iter().filter(|(_, it)| it.len() >= REFEREES) {
        if theirs.values().all(|(referee, _)| is_free(referee)) {
            let persona = &scene.linked.personas[*candidate];
            let lines: Vec<_> = theirs.values().map(|(_, said)| said.from()).collect();
            let because = sentence!(
                "all {} referees of {} write from mailboxes that anybody can open",
                theirs.len(),
                persona
            );
            res.push(Finding::new(&CARD, candidate, because, lines[0]).and(lines.iter().copied()));
        }
    }
    res
}
