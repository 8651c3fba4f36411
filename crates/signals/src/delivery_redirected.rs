//! A parcel with equipment was redirected, held or taken by somebody else.
//!
//! ## What it sees
//! A parcel with equipment that was sent elsewhere on its way, held and collected, or signed for under a name that is
//! none of theirs.
//!
//! ## Why it matters
//! A host far from the address on file has to get hold of the laptop.
//!
//! ## Innocent reasons
//! A concierge or spouse who signs; a parcel shop against theft; a move.
//!
//! ## Blind spots
//! Carriers write signatures badly; a missing signature says nothing.

use bonafide_model::{
    Bits, Card, Fact, Family, Finding, Need, ParcelStep, Persona, Said, Scene, Stage, sentence,
};

use crate::{names, surprise};

/// A parcel that only waited at the carrier's, or that somebody else took in, in bits: guess, both are common.
const WEAK_BITS: f64 = 1.0;

pub(crate) static CARD: Card = Card {
    id: "delivery-redirected",
    title: "A parcel with equipment was redirected, held or taken by somebody else",
    stage: Stage::Shipping,
    family: Family::Ship,
    weight: Bits(2.5),
    weight_from: "guess: moderate in the threat catalogue (SHP-02)",
    needs: &[Need::Shipments, Need::CarrierEvents],
    benign: &["a concierge or spouse who signs", "a parcel shop against theft", "a move"],
    verify: "ask the carrier for the delivery record, and the person to read back the serial number",
    sources: &["FBI23", "KB4"],
    indicators: &["SHP-02"],
    attack: &[],
};

/// Looks at the steps of the person's parcels.
pub(crate) fn detect(scene: &Scene<'_>) -> Vec<Finding> {
    let has_parcel =
        |it: &&Persona| it.said.iter().any(|said| matches!(said.fact, Fact::Parcel { .. }));
    let n_with_parcel = scene.personas().filter(has_parcel).count();
    surprise::weigh(scene.personas().filter_map(of_persona).collect(), n_with_parcel)
}

fn of_persona(persona: &Persona) -> Option<Finding> {
    let of_step = |wanted: ParcelStep| {
        persona
            .said
            .iter()
            .find(move |it| matches!(&it.fact, Fact::Parcel { step, .. } if *step == wanted))
    };
    let stranger = persona.find(|it| {
        if let Fact::Parcel { signed_by: Some(name), .. } = it { Some(name) } else { None }
    });
    let stranger = stranger.into_iter().find(|(name, _)| names::is_strange_to(name, persona));
    if let Some(redirected) = of_step(ParcelStep::Redirected) {
        let because =
            sentence!("a parcel with equipment for {} was redirected on its way", persona);
        let finding = Finding::new(&CARD, &persona.id, because, redirected.from());
        return Some(finding.and(stranger.map(|(_, said)| said.from())));
    }
    if let Some((name, said)) = stranger {
        let because =
            sentence!("a parcel with equipment for {} was signed for by {}", persona, name);
        return Some(
            Finding::new(&CARD, &persona.id, because, said.from()).weighing(Bits(WEAK_BITS)),
        );
    }
    let held: &Said = of_step(ParcelStep::Held).or_else(|| of_step(ParcelStep::Collected))?;
    let because = sentence!(
        "a parcel with equipment for {} was held at the carrier's for collection",
        persona
    );
    Some(Finding::new(&CARD, &persona.id, because, held.from()).weighing(Bits(WEAK_BITS)))
}
