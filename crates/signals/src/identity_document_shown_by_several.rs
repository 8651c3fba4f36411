//! Two people of different names showed one identity document.
//!
//! ## What it sees
//! Machine-readable zones of one issuer and number among the documents of two people whose names have no word in common.
//!
//! ## Why it matters
//! A document is bought once and its portrait or name changed for each persona; the number is left as it was.
//!
//! ## Innocent reasons
//! A picture filed with the wrong person. One person with two applications, also under a former family name, is left out.
//!
//! ## Blind spots
//! Zones that do not hold give no number.

use std::collections::BTreeMap;

use bonafide_model::{
    Bits, Card, Family, Finding, Need, Persona, PersonaId, Said, Scene, Stage, sentence,
};

use crate::{names, zones};

pub(crate) static CARD: Card = Card {
    id: "identity-document-shown-by-several",
    title: "Two people of different names showed one identity document",
    stage: Stage::Identity,
    family: Family::Doc,
    weight: Bits(6.0),
    weight_from: "guess: strong in the threat catalogue (IDV-04, IDV-05): a number is given out once; files put with the wrong person explain some",
    needs: &[Need::IdentityDocuments],
    benign: &[
        "a picture that was filed with the wrong person",
        "a test with one specimen document",
    ],
    verify: "look at both pictures side by side",
    sources: &["HUN26", "RF26", "FLARE26"],
    indicators: &["IDV-04", "IDV-05"],
    attack: &["T1656"],
};

/// Groups documents by issuer and number.
pub(crate) fn detect(scene: &Scene<'_>) -> Vec<Finding> {
    let mut by_number: BTreeMap<&str, BTreeMap<&PersonaId, (&Persona, &Said)>> = BTreeMap::new();
    for persona in scene.personas() {
        for (zone, said) in zones::of(persona) {
            let Some(number) = zone.number.as_deref() else { continue };
            by_number.entry(number).or_default().entry(&persona.id).or_insert((persona, said));
        }
    }
    let mut found: BTreeMap<&PersonaId, Finding> = BTreeMap::new();
    for people in by_number.values() {
        for (persona, said) in people.values() {
            let strangers: Vec<_> =
                people.values().filter(|(it, _)| are_strangers(it, persona)).collect();
            let Some((other, _)) = strangers.first() else { continue };
            let because = sentence!("{} and {} showed one identity document", *persona, *other);
            found.entry(&persona.id).or_insert_with(|| {
                Finding::new(&CARD, &persona.id, because, said.from())
                    .and(strangers.iter().map(|(_, said)| said.from()))
                    .with(strangers.iter().map(|(it, _)| &it.id))
            });
        }
    }
    found.into_values().collect()
}

fn are_strangers(a: &Persona, b: &Persona) -> bool {
    let is_known = a.names().next().is_some() && b.names().next().is_some();
    let mut pairs =
        a.names().flat_map(|(ours, _)| b.names().map(move |(theirs, _)| (ours, theirs)));
    is_known && pairs.all(|(ours, theirs)| names::have_nothing_in_common(ours, theirs))
}
