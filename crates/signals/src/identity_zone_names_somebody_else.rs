//! The identity document has another name than every record.
//!
//! ## What it sees
//! A machine-readable zone that holds and whose name has no word in common with any name of the person.
//!
//! ## Why it matters
//! A bought or borrowed document gets past whoever looks at the picture and not at the name.
//!
//! ## Innocent reasons
//! Zones are in capital letters, without accents, transliterated and cut: other spellings, initials, and a family name that
//! changed beside a given name that did not, are left out. A picture may have been filed with the wrong person.
//!
//! ## Blind spots
//! Documents without a zone, and those whose zone could not be read.

use bonafide_model::{
    Bits, Card, Family, Finding, IdentityZone, Need, Persona, Scene, Stage, name_words, sentence,
    value::PersonName,
};

/// Words of a full name (guess): a single one is often a nickname.
const FULL: usize = 2;

pub(crate) static CARD: Card = Card {
    id: "identity-zone-names-somebody-else",
    title: "The identity document has another name than every record",
    stage: Stage::Identity,
    family: Family::Doc,
    weight: Bits(4.0),
    weight_from: "guess: strong once a person has looked in the threat catalogue (IDV-01), less for files put with the wrong person",
    needs: &[Need::IdentityDocuments],
    benign: &[
        "a picture that was filed with the wrong person",
        "a relative's document sent by mistake",
        "a legal name that is used nowhere else",
    ],
    verify: "look at the picture and ask which names the person has, by the procedure that is the same for everybody",
    sources: &["U42", "FBI25b"],
    indicators: &["IDV-01", "APP-15"],
    attack: &["T1656"],
};

/// Compares zones with names.
pub(crate) fn detect(scene: &Scene<'_>) -> Vec<Finding> {
    scene.personas().filter_map(of_persona).collect()
}

fn of_persona(persona: &Persona) -> Option<Finding> {
    let is_full = |name: &PersonName| name.tokens().len() >= FULL;
    let own: Vec<&PersonName> =
        persona.names().map(|(name, _)| name).filter(|it| is_full(it)).collect();
    let named = |zone: &IdentityZone| zone.name.clone().filter(|it| zone.holds && is_full(it));
    // A document of their own beside somebody else's: a family's papers in one scan.
    let zones: Vec<_> =
        persona.identity_zones().filter_map(|(zone, said)| Some((named(zone)?, said))).collect();
    let is_strange = |name: &PersonName| {
        !own.is_empty() && !own.iter().any(|it| name_words::have_one_in_common(it, name))
    };
    let (name, said) = zones.first()?;
    if !zones.iter().all(|(name, _)| is_strange(name)) {
        return None;
    }
    let because = sentence!("an identity document of {} is in the name of {}", persona, *name);
    Some(Finding::new(&CARD, &persona.id, because, said.from()))
}
