//! A program that is documented for this scheme only is on the device.
//!
//! ## What it sees
//! Programs that public reports name as the operators' own way into their networks, by exact name, with or without a version.
//!
//! ## Why it matters
//! Nobody else has a use for them.
//!
//! ## Innocent reasons
//! Another product of the same name; see `CARD.benign`. Where many devices have it, it is another product; people in IT are left
//! out.
//!
//! ## Blind spots
//! The names are of one report; a renamed file is not seen.

use bonafide_model::{
    Bits, Card, Family, Finding, Need, Persona, Scene, SoftwareKind, Stage, sentence,
};

use crate::programs::{self, Hit};

pub(crate) static CARD: Card = Card {
    id: "documented-operator-tool-on-device",
    title: "A program that is documented for this scheme only is on the device",
    stage: Stage::Endpoint,
    family: Family::List,
    weight: Bits(6.0),
    weight_from: "guess: near-conclusive in the threat catalogue (EPT-17), less because one report is behind it and names repeat",
    needs: &[Need::Programs],
    benign: &[
        "another product of the same name",
        "a sample that somebody in security keeps for study",
        "an inventory in which a product was entered by hand",
    ],
    verify: "compare the file's publisher and version with the report before anything else is done",
    sources: &["FLARE26"],
    indicators: &["EPT-17"],
    attack: &["T1090", "T1219"],
};

/// A name that smart cards of an honest maker bear too (guess).
const COMMON_NAME: &str = "NetKey";
/// For that name alone (guess).
const COMMON_NAME_BITS: Bits = Bits(3.0);

pub(crate) fn detect(scene: &Scene) -> Vec<Finding> {
    let names = programs::software(scene, &[SoftwareKind::OperatorTool]);
    let hits = programs::uncommon(scene, &names, CARD.weight).into_iter();
    hits.filter_map(|(persona, hits)| of_persona(persona, &hits)).collect()
}

fn of_persona(persona: &Persona, hits: &[Hit]) -> Option<Finding> {
    let first = hits.first()?;
    let because = sentence!("{} on the work device {}", programs::words(hits), first.device.id);
    let lines = hits.iter().map(|it| it.said.from());
    let finding = Finding::new(&CARD, &persona.id, because, first.said.from()).and(lines);
    let is_telling = hits.iter().any(|it| it.name != COMMON_NAME);
    let finding = if is_telling { finding } else { finding.weighing(COMMON_NAME_BITS) };
    programs::rarest(hits)?.weigh(finding)
}
