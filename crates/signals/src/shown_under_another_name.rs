//! A meeting shows the person under a wholly different name.
//!
//! ## What it sees
//! Names shown in meetings of which no part occurs in any name or mail address of the persona. If it is the name of
//! another persona here, it weighs more.
//!
//! ## Why it matters
//! Who works under several names now and then joins under the wrong one.
//!
//! ## Innocent reasons
//! Shared accounts and nicknames; see `CARD.benign`. One-word names, rooms and devices are left out, and so is any
//! name that has one word in common.
//!
//! ## Blind spots
//! Names can be set before each meeting. Two names of one family are not told apart.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_model::{
    Bits, Card, Fact, Family, Finding, Need, Persona, PersonaId, Said, Scene, Stage, sentence,
    value::PersonName,
};

pub(crate) static CARD: Card = Card {
    id: "shown-under-another-name",
    title: "A meeting shows the person under a wholly different name",
    stage: Stage::Interview,
    family: Family::Share,
    weight: Bits(3.0),
    weight_from: "guess: strong in the catalogue; shared accounts and nicknames explain some",
    needs: &[Need::Meetings],
    benign: &[
        "an account shared in a household",
        "a room system or a borrowed computer",
        "a nickname, an artist's name or a new family name",
    ],
    verify: "ask whose account was used",
    sources: &["SEAL", "RF26"],
    indicators: &["INT-05", "APP-15"],
    attack: &["T1656"],
};

/// If another persona here has that name (guess).
const OTHER_PERSONA_BITS: Bits = Bits(6.0);
/// Words that show a room or a device and not a person (guess).
const NOT_A_PERSON: &[&str] = &[
    "room",
    "conference",
    "zoom",
    "iphone",
    "ipad",
    "phone",
    "galaxy",
    "macbook",
    "laptop",
    "guest",
    "user",
    "team",
    "meeting",
    "notetaker",
    "recorder",
    "assistant",
    "notes",
    "bot",
    "interview",
    "interviewer",
    "candidate",
    "hr",
    "admin",
    "office",
];
/// Shorter than this, a part of a name is inside other words by chance (guess).
const LEAST_LETTERS: usize = 3;

pub(crate) fn detect(scene: &Scene) -> Vec<Finding> {
    let wanted: BTreeSet<Vec<String>> =
        scene.personas().flat_map(shown).map(|(name, _)| in_order(name)).collect();
    if wanted.is_empty() {
        return Vec::new();
    }
    let mut owners: BTreeMap<Vec<String>, BTreeSet<&PersonaId>> = BTreeMap::new();
    for persona in scene.personas() {
        for words in persona.names().map(|(name, _)| in_order(name)) {
            if wanted.contains(&words) {
                owners.entry(words).or_default().insert(&persona.id);
            }
        }
    }
    scene.personas().filter_map(|persona| look(persona, &owners)).collect()
}

fn look(
    persona: &Persona,
    owners: &BTreeMap<Vec<String>, BTreeSet<&PersonaId>>,
) -> Option<Finding> {
    let known = known_words(persona);
    persona.names().next()?;
    let mut foreign = shown(persona)
        .filter(|(name, _)| is_person(name) && !has_known_word(name, &known))
        .collect::<Vec<_>>();
    foreign
        .sort_by_key(|(name, said)| (!owners.contains_key(&in_order(name)), said.first(), *name));
    let (name, first) = foreign.first()?;
    let lines = foreign.iter().map(|(_, said)| said.from());
    let Some(others) = owners.get(&in_order(name)) else {
        let because = sentence!(
            "a meeting shows the person as {}, of which no part is in any name on record",
            *name
        );
        return Some(Finding::new(&CARD, &persona.id, because, first.from()).and(lines));
    };
    let because =
        sentence!("a meeting shows the person as {}, the name of another persona here", *name);
    let others = others.iter().copied().filter(|it| **it != persona.id);
    Some(
        Finding::new(&CARD, &persona.id, because, first.from())
            .and(lines)
            .weighing(OTHER_PERSONA_BITS)
            .with(others),
    )
}

/// Names that meetings show.
fn shown(persona: &Persona) -> impl Iterator<Item = (&PersonName, &Said)> {
    persona.find(|it| if let Fact::ShownAs(name) = it { Some(name) } else { None })
}

fn in_order(name: &PersonName) -> Vec<String> {
    let mut words = name.tokens().to_vec();
    words.sort();
    words
}

/// Parts of all names, and what stands before the @ of all mail addresses.
fn known_words(persona: &Persona) -> Vec<String> {
    let names = persona.names().flat_map(|(name, _)| name.tokens().iter().cloned());
    names.chain(persona.emails().map(|(email, _)| email.local().to_lowercase())).collect()
}

fn is_person(name: &PersonName) -> bool {
    let words = name.tokens();
    words.len() >= 2
        && !words.iter().any(|it| {
            NOT_A_PERSON.contains(&it.as_str()) || it.chars().any(|letter| letter.is_ascii_digit())
        })
}

/// Whether a part of the name is a known word, or inside one, or the other way around (`bob` in `bobby`).
fn has_known_word(name: &PersonName, known: &[String]) -> bool {
    let is_inside = |a: &str, b: &str| a.len() >= LEAST_LETTERS && b.contains(a);
    name.tokens()
        .iter()
        .any(|word| known.iter().any(|it| it == word || is_inside(word, it) || is_inside(it, word)))
}
