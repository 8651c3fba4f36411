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

use bonafide_model::{Bits, Card, Family, Finding, Need, PersonaId, Scene, Stage, sentence};

use crate::{surprise, vouching};

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
    let is_free = |id: &PersonaId| {
        let referee = &scene.linked.personas[id];
        referee.emails().next().is_some()
            && referee
                .emails()
                .all(|(email, _)| scene.lists.free_mail_domains.contains(email.domain()))
    };
    let mut res = Vec::new();
    let mut n_vouched_for = 0;
    for (candidate, theirs) in vouching::by_candidate(scene) {
        n_vouched_for += usize::from(theirs.len() >= REFEREES);
        if theirs.len() < REFEREES || !theirs.keys().all(|it| is_free(it)) {
            continue;
        }
        let persona = &scene.linked.personas[candidate];
        let mut lines = theirs.values().map(|said| said.from());
        let Some(first) = lines.next() else { continue };
        let because = sentence!(
            "all {} referees of {} write from mailboxes that anybody can open",
            theirs.len(),
            persona
        );
        res.push(Finding::new(&CARD, candidate, because, first).and(lines));
    }
    surprise::weigh(res, n_vouched_for)
}
