//! Somebody dismissed shortly before gave the reference.
//!
//! ## What it sees
//! Somebody who was dismissed gives a reference within 120 days of leaving.
//!
//! ## Why it matters
//! Dismissed personas send the next one.
//!
//! ## Innocent reasons
//! Ordinary networking among former colleagues.
//!
//! ## Blind spots
//! References under another name are another signal's business.

use bonafide_model::{
    Bits, Card, Fact, Family, Finding, LeaveKind, Need, Persona, Scene, Stage, TieKind, sentence,
};
use jiff::SignedDuration;

/// Soon, in days: threat catalogue (NET-05).
const DAYS: i64 = 120;

pub(crate) static CARD: Card = Card {
    id: "leaver-vouches-soon-after",
    title: "Somebody dismissed shortly before gave the reference",
    stage: Stage::References,
    family: Family::Refnet,
    weight: Bits(2.0),
    weight_from: "guess: weak to moderate in the threat catalogue (NET-05)",
    needs: &[Need::References, Need::Workers],
    benign: &["ordinary networking among former colleagues"],
    verify: "ask the candidate how they know the referee, and confirm it with the employer that both name",
    sources: &["SEED"],
    indicators: &["NET-05"],
    attack: &[],
};

/// From each dismissed leaver to those vouched for.
pub(crate) fn detect(scene: &Scene<'_>) -> Vec<Finding> {
    scene.personas().flat_map(|it| of_leaver(scene, it)).collect()
}

fn of_leaver(scene: &Scene<'_>, leaver: &Persona) -> Vec<Finding> {
    let Some((left, LeaveKind::Dismissed, line)) = leaver.left() else { return Vec::new() };
    let soon = SignedDuration::from_hours(24 * DAYS);
    let vouched =
        leaver.find(|it| matches!(it, Fact::VouchedFor { .. }).then_some(())).find(|((), said)| {
            said.first().is_some_and(|at| at >= left && at.duration_since(left) <= soon)
        });
    let Some(((), said)) = vouched else { return Vec::new() };
    let finding = |tie: &bonafide_model::Tie| {
        let candidate = &scene.linked.personas[tie.other(&leaver.id)];
        let because = sentence!(
            "{}, dismissed on {}, vouched for {} soon after",
            leaver,
            left.strftime("%Y-%m-%d").to_string(),
            candidate
        );
        Finding::new(&CARD, &candidate.id, because, said.from()).and([line]).with([&leaver.id])
    };
    scene.ties(&leaver.id, TieKind::Vouching).map(finding).collect()
}
