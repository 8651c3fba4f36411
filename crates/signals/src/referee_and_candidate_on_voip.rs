//! The person and a referee can be called on internet telephony only.
//!
//! ## What it sees
//! The only telephone numbers of a person and of a referee are ones that the numbering plan gives to internet telephony.
//!
//! ## Why it matters
//! One hand rents numbers for a persona and for those who vouch for it.
//!
//! ## Innocent reasons
//! Such numbers are common among privacy-minded people and in small offices; that both have nothing else is less so.
//!
//! ## Blind spots
//! In North America the plan does not tell; only a screening vendor can.

use bonafide_model::{
    Bits, Card, Family, Finding, Need, Persona, Said, Scene, Stage, sentence,
    value::{Phone, PhoneKind},
};

use crate::vouching;

pub(crate) static CARD: Card = Card {
    id: "referee-and-candidate-on-voip",
    title: "The person and a referee can be called on internet telephony only",
    stage: Stage::References,
    family: Family::Refnet,
    weight: Bits(1.5),
    weight_from: "guess: moderate if the referee's number is one too in the threat catalogue (APP-08)",
    needs: &[Need::References],
    benign: &[
        "two people of a trade in which everybody has such a number",
        "a former employer whose office line is one",
    ],
    verify: "call the former employer's switchboard on a number that you found yourself",
    sources: &["FBI25a", "FLARE26", "KB4"],
    indicators: &["APP-08", "NET-02"],
    attack: &[],
};

/// Looks at both sides of every reference.
pub(crate) fn detect(scene: &Scene<'_>) -> Vec<Finding> {
    let mut res = Vec::new();
    for (candidate, theirs) in vouching::by_candidate(scene) {
        let persona = &scene.linked.personas[candidate];
        let Some((own, line)) = only_voip(persona) else { continue };
        let referee = theirs.keys().find_map(|it| {
            let referee = &scene.linked.personas[*it];
            Some((referee, only_voip(referee)?))
        });
        let Some((referee, (phone, said))) = referee else { continue };
        let because = sentence!(
            "{} ({}) and the referee {} ({}) have numbers of internet telephony only",
            persona,
            own,
            referee,
            phone
        );
        res.push(
            Finding::new(&CARD, candidate, because, line.from())
                .and([said.from()])
                .with([&referee.id]),
        );
    }
    res
}

/// The number of somebody who has no other kind.
fn only_voip(persona: &Persona) -> Option<(&Phone, &Said)> {
    let is_voip = |phone: &Phone| phone.kind() == PhoneKind::Voip;
    persona.phones().all(|(phone, _)| is_voip(phone)).then(|| persona.phones().next())?
}
