//! A document was written by somebody else in these records.
//!
//! ## What it sees
//! The author or last editor written into a document, if it is the full name of somebody else in these records and
//! none of the person's own.
//!
//! ## Why it matters
//! The person who prepares the files of several personas leaves a name in them.
//!
//! ## Innocent reasons
//! A spouse or friend who helped; a career service; a namesake; the person's own former name, which says nothing where an identity
//! document shows it, or where the other record may be the person's own from before.
//!
//! ## Blind spots
//! Most programs write no name, or a default one.

use std::collections::BTreeMap;

use bonafide_model::{
    Bits, Card, Family, Finding, Need, Persona, Scene, Stage, sentence, value::PersonName,
};

use crate::names;

/// Parts of a name that make it a full one: guess; a single word is often a default such as `User`.
const FULL: usize = 2;

pub(crate) static CARD: Card = Card {
    id: "document-author-is-another-candidate",
    title: "A document was written by somebody else in these records",
    stage: Stage::Application,
    family: Family::Share,
    weight: Bits(4.0),
    weight_from: "guess: strong when the author is another persona in the threat catalogue (APP-06), less for namesakes",
    needs: &[Need::Resumes],
    benign: &["a spouse or friend who helped", "a career service", "a namesake"],
    verify: "ask who helped with the résumé",
    sources: &["HUN26"],
    indicators: &["APP-06"],
    attack: &[],
};

/// Compares authors with the full names of everybody else.
pub(crate) fn detect(scene: &Scene<'_>) -> Vec<Finding> {
    let mut by_name: BTreeMap<Vec<String>, Vec<&Persona>> = BTreeMap::new();
    for persona in scene.personas() {
        for (name, _) in persona.names().filter(|(name, _)| name.tokens().len() >= FULL) {
            by_name.entry(sorted(name)).or_default().push(persona);
        }
    }
    scene.personas().filter_map(|it| of_persona(it, &by_name)).collect()
}

fn of_persona(
    persona: &Persona,
    by_name: &BTreeMap<Vec<String>, Vec<&Persona>>,
) -> Option<Finding> {
    for (document, said) in persona.documents() {
        for written in [&document.author, &document.last_modified_by].into_iter().flatten() {
            let Ok(author) = PersonName::parse(written) else { continue };
            if author.tokens().len() < FULL || !names::is_strange_to(&author, persona) {
                continue;
            }
            let Some(others) = by_name.get(&sorted(&author)) else { continue };
            // A name that several people here have points at nobody.
            let [other] = others.as_slice() else { continue };
            if other.id == persona.id || other.may_have_become(persona) {
                continue;
            }
            let because = sentence!(
                "a document of {} was written or last saved by {}, the name of {}",
                persona,
                author,
                other
            );
            return Some(Finding::new(&CARD, &persona.id, because, said.from()).with([&other.id]));
        }
    }
    None
}

fn sorted(name: &PersonName) -> Vec<String> {
    let mut res = name.tokens().to_vec();
    res.sort();
    res
}
