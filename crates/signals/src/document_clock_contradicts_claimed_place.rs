//! A document's clock does not fit the claimed place.
//!
//! ## What it sees
//! The offset from UTC that a document carries, when no claimed place of the person has an offset within two hours of
//! it on that day. UTC itself is ignored.
//!
//! ## Why it matters
//! The clock of the computer on which a résumé was made is rarely thought of.
//!
//! ## Innocent reasons
//! Written while traveling or before a move; made by somebody who helped from elsewhere.
//!
//! ## Blind spots
//! Converters write UTC; many files carry no offset; travel.

use bonafide_model::{
    Bits, Card, Document, Family, Finding, Need, Persona, Scene, Stage, sentence, value::Zone,
};
use jiff::Timestamp;

/// Slack in minutes for travel and neighboring zones: guess.
const SLACK_MINUTES: i32 = 120;

use crate::surprise;

pub(crate) static CARD: Card = Card {
    id: "document-clock-contradicts-claimed-place",
    title: "A document's clock does not fit the claimed place",
    stage: Stage::Application,
    family: Family::Netloc,
    weight: Bits(1.5),
    weight_from: "guess: weak for one file in the threat catalogue (APP-07)",
    needs: &[Need::Resumes, Need::IdentityDocuments],
    benign: &[
        "written while traveling or before a move",
        "made by somebody who helped from elsewhere",
    ],
    verify: "ask where the person lived when the résumé was written",
    sources: &["HUN26"],
    indicators: &["APP-07"],
    attack: &[],
};

/// Compares each document's offsets with those of the claimed places.
pub(crate) fn detect(scene: &Scene<'_>) -> Vec<Finding> {
    let n_with_document = scene.personas().filter(|it| it.documents().next().is_some()).count();
    let findings = scene.personas().filter_map(|it| of_persona(scene, it)).collect();
    surprise::weigh(findings, n_with_document)
}

fn of_persona(scene: &Scene<'_>, persona: &Persona) -> Option<Finding> {
    let places = scene.claimed_places(persona);
    let zones: Vec<Zone> =
        places.iter().filter_map(|(place, _)| Zone::parse(place.zone.as_deref()?).ok()).collect();
    let (place, claim) = places.first()?;
    if zones.is_empty() {
        return None;
    }
    let off = persona
        .documents()
        .filter_map(|(document, said)| Some((strange_offset(document, &zones)?, said)));
    let (offset, said) = off.min_by(|(a, said_a), (b, said_b)| {
        a.cmp(b).then_with(|| said_a.from().cmp(said_b.from()))
    })?;
    let clock = format!("{:+03}:{:02}", offset / 60, (offset % 60).abs());
    let because = sentence!(
        "a document of {} was made on a computer set to UTC{}, while the claimed place is {}",
        persona,
        clock,
        place.label()
    );
    Some(Finding::new(&CARD, &persona.id, because, said.from()).and([claim.from()]))
}

/// An offset of the document that fits none of the zones.
fn strange_offset(document: &Document, zones: &[Zone]) -> Option<i32> {
    let stamps: [Option<(Timestamp, Option<i32>)>; 2] = [document.created, document.modified];
    let fits = |offset: i32, at: Timestamp| {
        zones.iter().any(|zone| (zone.offset_minutes_at(at) - offset).abs() <= SLACK_MINUTES)
    };
    stamps
        .into_iter()
        .flatten()
        .filter_map(|(at, offset)| Some((at, offset?)))
        .find(|(at, offset)| *offset != 0 && !fits(*offset, *at))
        .map(|(_, it)| it)
}
