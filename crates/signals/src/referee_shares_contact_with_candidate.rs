//! A referee shares something hard with the person vouched for.
//!
//! ## What it sees
//! A referee and the person vouched for share a phone, mailbox, device, document or the like, when it is rare here.
//!
//! ## Why it matters
//! References of personas are other personas of the same hand.
//!
//! ## Innocent reasons
//! A former colleague who is also a flatmate or partner; a form filled in with the wrong number.
//!
//! ## Blind spots
//! Referees known by a name alone.

use bonafide_model::{Bits, Card, Family, Finding, Need, Scene, Stage, TieKind};

use crate::{from_ties, vouching};

pub(crate) static CARD: Card = Card {
    id: "referee-shares-contact-with-candidate",
    title: "A referee shares something hard with the person vouched for",
    stage: Stage::References,
    family: Family::Refnet,
    weight: Bits(4.0),
    weight_from: "guess: strong in the threat catalogue (NET-01); the shared thing itself counts in its own family",
    needs: &[Need::References],
    benign: &[
        "a former colleague who is also a flatmate or partner",
        "a form filled in with the wrong number",
    ],
    verify: "call the former employer's switchboard on a number that you found yourself and ask for the referee",
    sources: &["SEED", "NISOS", "FLARE26"],
    indicators: &["NET-01", "APP-02"],
    attack: &[],
};

/// Looks at both sides of every vouching.
pub(crate) fn detect(scene: &Scene<'_>) -> Vec<Finding> {
    let mut res = Vec::new();
    for tie in scene.linked.ties.iter().filter(|it| it.kind == TieKind::Vouching) {
        let hard = from_ties::hard(scene, &tie.a, &tie.b);
        let Some(hard) = hard.filter(|it| !vouching::is_of_a_desk(it)) else { continue };
        for id in [&tie.a, &tie.b] {
            let persona = &scene.linked.personas[id];
            let because = from_ties::with_reason("one vouches for the other", hard);
            res.push(
                from_ties::on_top_of(&CARD, persona, (hard, because)).and(tie.evidence.lines()),
            );
        }
    }
    res
}
