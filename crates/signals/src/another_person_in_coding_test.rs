//! A proctor saw another person, or a document that would not do.
//!
//! ## What it sees
//! Remarks of a proctored test that speak of another person in the room, of somebody else's face, or of an identity document that
//! was not accepted.
//!
//! ## Why it matters
//! Tests are taken by proxies, and documents of personas do not stand a close look.
//!
//! ## Innocent reasons
//! A flatmate who walks by, which weighs less; a worn document. A later test without a remark clears it, and where a fifth of those
//! who took tests have one the proctors are strict and it counts for nobody.
//!
//! ## Blind spots
//! Tests that nobody watches.

use bonafide_model::{
    Bits, Card, Channel, Family, Finding, Need, Persona, Said, Scene, Stage, sentence,
};

use crate::{hiring, surprise};

/// What it weighs that somebody else was in the room and no more, in bits: guess, most people do not live alone.
const PRESENCE_BITS: Bits = Bits(0.5);
/// Words of the remarks, lower case; the services have no list that is published in full.
const WORDS: &[&str] = &["other", "person", "people", "identity", " id"];

pub(crate) static CARD: Card = Card {
    id: "another-person-in-coding-test",
    title: "A proctor saw another person, or a document that would not do",
    stage: Stage::Interview,
    family: Family::Doc,
    weight: Bits(1.5),
    weight_from: "guess: moderate in the threat catalogue (INT-09), less because people live with others",
    needs: &[Need::Assessments],
    benign: &[
        "a flatmate or child who walked by",
        "a worn or foreign document that the service does not know",
    ],
    verify: "offer the test again at a time of the person's choice",
    sources: &["FBI23", "SP26", "SEAL"],
    indicators: &["INT-09", "INT-11", "INT-08"],
    attack: &["T1656"],
};

/// Looks for remarks, and how common they are.
pub(crate) fn detect(scene: &Scene<'_>) -> Vec<Finding> {
    let n_assessed = scene.personas().filter(|it| hiring::is_assessed(it)).count();
    let res: Vec<Finding> = scene.personas().filter_map(of_persona).collect();
    surprise::weigh(res, n_assessed)
}

fn of_persona(persona: &Persona) -> Option<Finding> {
    let remarks = hiring::noted(persona, |note| WORDS.iter().any(|it| note.contains(it)));
    let last = remarks.iter().filter_map(|(_, said)| said.last()).max();
    let is_cleared = |at| persona.footprint.through(Channel::Assessment).any(|it| it.1.first > at);
    if last.is_some_and(is_cleared) {
        return None;
    }
    let (note, said): (&str, &Said) = *remarks.first()?;
    let because = sentence!("a coding test of {} was not certified: {}", persona, note);
    let lines = remarks.iter().map(|(_, said)| said.from());
    let is_presence_alone = remarks.iter().all(|(note, _)| note.contains("presence"));
    let bits = if is_presence_alone { PRESENCE_BITS } else { CARD.weight };
    Some(Finding::new(&CARD, &persona.id, because, said.from()).and(lines).weighing(bits))
}
