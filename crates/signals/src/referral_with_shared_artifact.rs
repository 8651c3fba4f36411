//! A referral joins two people who share something hard.
//!
//! ## What it sees
//! Somebody who was referred shares something hard with whoever referred them.
//!
//! ## Why it matters
//! Personas bring in the next persona.
//!
//! ## Innocent reasons
//! A spouse or flatmate who was referred openly; who has one home on file with the other is left out.
//!
//! ## Blind spots
//! Referrals that no system records.

use bonafide_model::{Bits, Card, Family, Finding, Need, Scene, Stage, TieKind};

use crate::{from_ties, households};

pub(crate) static CARD: Card = Card {
    id: "referral-with-shared-artifact",
    title: "A referral joins two people who share something hard",
    stage: Stage::Sourcing,
    family: Family::Refnet,
    weight: Bits(3.0),
    weight_from: "guess: strong with one hard artifact in the threat catalogue (SRC-03); the shared thing itself counts in its own family",
    needs: &[Need::Applications],
    benign: &["a spouse or flatmate who was referred openly"],
    verify: "ask the referrer how they know the person",
    sources: &["SEAL", "SEED"],
    indicators: &["SRC-03", "CON-09"],
    attack: &[],
};

/// Looks at both sides of every referral.
pub(crate) fn detect(scene: &Scene<'_>) -> Vec<Finding> {
    let mut res = Vec::new();
    for tie in scene.linked.ties.iter().filter(|it| it.kind == TieKind::Referral) {
        let (a, b) = (&scene.linked.personas[&tie.a], &scene.linked.personas[&tie.b]);
        // People refer those with whom they live, and share with them what a home shares.
        if households::live_together(a, b) {
            continue;
        }
        let Some(hard) = from_ties::hard(scene, &tie.a, &tie.b) else { continue };
        for id in [&tie.a, &tie.b] {
            let because = from_ties::with_reason("one referred the other", hard);
            res.push(
                from_ties::on_top_of(&CARD, &scene.linked.personas[id], (hard, because))
                    .and(tie.evidence.lines()),
            );
        }
    }
    res
}
