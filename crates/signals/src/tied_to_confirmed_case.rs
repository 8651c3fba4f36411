//! Ties lead from a confirmed case to the person.
//!
//! ## What it sees
//! Somebody whose case was confirmed and whose decision still counts, and a way of rare shared things from there to the person,
//! over three steps at most. The firmer and shorter the way, the heavier.
//!
//! ## Why it matters
//! In most cases there is more than one: whoever shares a telephone, an account or a voucher with a confirmed case is looked at
//! before others who share one with somebody unknown.
//!
//! ## Innocent reasons
//! Who lived or worked beside somebody shares things with them; see `CARD.benign`. It counts in the family of what is shared, so
//! that one shared thing is never two families. A decision that has expired, or that a later one has cleared, leads nowhere.
//!
//! ## Blind spots
//! Cases that nobody has written into the register; things that too many share, which tie nobody.

use std::collections::BTreeSet;

use bonafide_model::{
    Bits, Card, Family, Finding, NearConfirmed, Need, Persona, PersonaId, Provenance, Scene, Stage,
    sentence, value::utc_day,
};

pub(crate) static CARD: Card = Card {
    id: "tied-to-confirmed-case",
    title: "Ties lead from a confirmed case to the person",
    stage: Stage::References,
    family: Family::Share,
    weight: Bits(9.0),
    weight_from: "guess: the way's own bits and two more if it is one step, never above nine; that there is more than one in most cases is published (SEAL)",
    needs: &[Need::CaseOutcomes],
    benign: &[
        "a spouse, flatmate or landlord of somebody whose case was confirmed",
        "somebody whose identity or contact details the confirmed person used",
        "a colleague who vouched in good faith",
    ],
    verify: "ask how the two know one another, and check the shared thing with its provider; do not tell either about the other's case",
    sources: &["SEAL"],
    indicators: &["NET-01", "NET-03"],
    attack: &[],
};

/// What it adds to a shared thing that the other side is a confirmed case. Guess.
const CONFIRMED_BITS: f64 = 2.0;
/// Ways that say less than this are not shown. Guess.
const LEAST_BITS: f64 = 1.0;

pub(crate) fn detect(scene: &Scene<'_>) -> Vec<Finding> {
    let near = scene.linked.near_confirmed.iter();
    near.filter(|(_, near)| near.bits >= LEAST_BITS)
        .filter_map(|(id, near)| finding(scene, scene.linked.personas.get(id)?, near))
        .collect()
}

fn finding(scene: &Scene<'_>, persona: &Persona, near: &NearConfirmed) -> Option<Finding> {
    let confirmed = scene.linked.personas.get(&near.confirmed)?;
    let (_, decision) = confirmed.decision(utc_day(scene.as_of))?;
    let added = if near.way.len() == 1 { CONFIRMED_BITS } else { 0.0 };
    let bits = Bits((near.bits + added).min(CARD.weight.0));
    let n_between = near.way.len().saturating_sub(1);
    let because = match n_between {
        0 => sentence!(
            "{} shares something rare with {}, whose case was confirmed",
            persona,
            confirmed
        ),
        1 => sentence!(
            "one person stands between {} and {}, whose case was confirmed",
            persona,
            confirmed
        ),
        n => sentence!(
            "{} people stand between {} and {}, whose case was confirmed",
            n,
            persona,
            confirmed
        ),
    };
    let lines = shared_on(scene, near);
    let on_the_way = near.way.iter().filter(|it| **it != persona.id).chain([&near.confirmed]);
    Some(
        Finding::new(&CARD, &persona.id, because, decision.from())
            .and(lines)
            .weighing(bits)
            .with(on_the_way),
    )
}

/// The lines of what is shared at each step of the way.
fn shared_on<'a>(scene: &Scene<'a>, near: &NearConfirmed) -> Vec<&'a Provenance> {
    let from: Vec<&PersonaId> = std::iter::once(&near.confirmed).chain(&near.way).collect();
    let steps: BTreeSet<(&PersonaId, &PersonaId)> =
        from.windows(2).map(|it| (it[0].min(it[1]), it[0].max(it[1]))).collect();
    let of_step =
        scene.linked.ties.iter().filter(|it| {
            it.bits.0 > 0.0 && steps.contains(&((&it.a).min(&it.b), (&it.a).max(&it.b)))
        });
    of_step.flat_map(|it| it.evidence.lines()).collect()
}
