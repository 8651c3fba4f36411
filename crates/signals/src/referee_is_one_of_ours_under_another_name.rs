//! A referee is tied to another applicant or worker of another name.
//!
//! ## What it sees
//! A referee who shares something hard with somebody else who applied or works here under another name.
//!
//! ## Why it matters
//! Personas vouch for one another; the referee is often an applicant too.
//!
//! ## Innocent reasons
//! A referee whose partner applied too.
//!
//! ## Blind spots
//! A referee whose other persona never came near this organization.

use bonafide_model::{
    Bits, Card, Family, Finding, Need, PersonaStage, Scene, Stage, TieKind, sentence,
};

use crate::{from_ties, names, vouching};

pub(crate) static CARD: Card = Card {
    id: "referee-is-one-of-ours-under-another-name",
    title: "A referee is tied to another applicant or worker of another name",
    stage: Stage::References,
    family: Family::Refnet,
    weight: Bits(4.0),
    weight_from: "guess: strong in the threat catalogue (NET-03); the shared thing itself counts in its own family",
    needs: &[Need::References],
    benign: &["a referee whose partner applied too"],
    verify: "call the former employer's switchboard on a number that you found yourself and ask for the referee",
    sources: &["SEED"],
    indicators: &["NET-03"],
    attack: &[],
};

/// From each vouching to the voucher's other ties.
pub(crate) fn detect(scene: &Scene<'_>) -> Vec<Finding> {
    let mut res = Vec::new();
    for vouching in scene.linked.ties.iter().filter(|it| it.kind == TieKind::Vouching) {
        for (referee, candidate) in [(&vouching.a, &vouching.b), (&vouching.b, &vouching.a)] {
            let referee = &scene.linked.personas[referee];
            let candidate = &scene.linked.personas[candidate];
            if referee.stage != PersonaStage::Referee {
                continue;
            }
            let all = from_ties::HARD
                .iter()
                .flat_map(|kind| scene.ties(&referee.id, *kind))
                .filter(|it| it.bits.0 >= from_ties::HARD_BITS);
            let all = all.filter(|it| !vouching::is_of_a_desk(it));
            let third = all.filter(|it| it.other(&referee.id) != &candidate.id);
            let third = third
                .filter(|it| names::differ(referee, &scene.linked.personas[it.other(&referee.id)]));
            let Some(tie) = third.max_by(|a, b| {
                a.bits.0.total_cmp(&b.bits.0).then_with(|| b.because.cmp(&a.because))
            }) else {
                continue;
            };
            let because = sentence!(
                "{}, who vouches for {}, is tied to a third person here: {}",
                referee,
                candidate,
                tie.because
            );
            for persona in [referee, candidate] {
                res.push(
                    from_ties::on_top_of(&CARD, persona, (tie, because.clone()))
                        .and(vouching.evidence.lines())
                        .with([&referee.id]),
                );
            }
        }
    }
    res
}
