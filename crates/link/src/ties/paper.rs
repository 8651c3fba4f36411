//! Shared phrases, ancestors and images of résumés.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_model::{Bits, Persona, PersonaId, Provenance, Sentence, Tie, TieKind, sentence};

use super::{Cap, Population, Shared, Sharers, among, evidence_of, note};
use crate::names::{self, Agreement};
use crate::text::{self, PHRASE_WORDS, Resemblance, Text};

/// Guess: one file, or files saved from one, under two names.
const ANCESTRY_BITS: f64 = 8.0;
/// Guess: a portrait or signature in two résumés; templates carry pictures, too.
const IMAGE_BITS: f64 = 6.0;
/// Guess: a number is given to one person; papers of one household get into one envelope.
const IDENTITY_BITS: f64 = 9.0;
/// Guess: two rare phrases of eight words each.
const TEXT_LEAST_BITS: f64 = 4.0;
/// Guess: whole paragraphs.
const TEXT_MOST_BITS: f64 = 8.0;
/// Personas among whom a mark of a file is still rare: published (SEED), one operator ran at least twelve personas. Templates
/// hand their marks to many more.
const RARE_SHARERS: usize = 12;
/// Revision ids that two files must share. Published (ECMA-376 17.15.1.72: random for each session); one may be a template's.
const SHARED_RSIDS: usize = 3;

/// Everything of this kind that more than one persona has, but for phrases.
pub(super) fn shared<'a>(population: &Population<'a>) -> Vec<Shared<'a>> {
    let mut ancestors: BTreeMap<&str, Sharers<'a>> = BTreeMap::new();
    let mut images: BTreeMap<&str, Sharers<'a>> = BTreeMap::new();
    for persona in population.personas() {
        for (document, said) in persona.documents() {
            let whole_file = std::iter::once(&document.sha256);
            document
                .ancestry_ids
                .iter()
                .chain(whole_file)
                .for_each(|it| note(&mut ancestors, it.as_str(), &persona.id, said.from()));
            document
                .images
                .iter()
                .for_each(|it| note(&mut images, it.as_str(), &persona.id, said.from()));
        }
    }
    let ancestors = ancestors.into_iter().map(|(id, sharers)| Shared {
        kind: TieKind::DocumentAncestry,
        value: mark("document", id),
        bits: ANCESTRY_BITS,
        cap: Cap::Common,
        words: "sent documents that go back to one file",
        sharers,
        passers_by: 0,
    });
    let images = images.into_iter().map(|(id, sharers)| Shared {
        kind: TieKind::Image,
        value: mark("image", id),
        bits: IMAGE_BITS,
        cap: Cap::Common,
        words: "sent documents with one embedded picture",
        sharers,
        passers_by: 0,
    });
    ancestors.chain(images).chain(revisions(population)).collect()
}

/// The beginning of a hash or id of a file; it names no person.
fn mark(what: &str, id: &str) -> Sentence {
    const SHOWN: usize = 12;
    sentence!("{} {}", what, id.chars().take(SHOWN).collect::<String>())
}

/// Pairs whose documents share several rare revision ids.
fn revisions<'a>(population: &Population<'a>) -> Vec<Shared<'a>> {
    let mut index: BTreeMap<&str, Sharers<'a>> = BTreeMap::new();
    for persona in population.personas() {
        for (document, said) in persona.documents() {
            document
                .rsids
                .iter()
                .for_each(|it| note(&mut index, it.as_str(), &persona.id, said.from()));
        }
    }
    let mut of_templates: BTreeMap<Vec<&PersonaId>, Shared<'a>> = BTreeMap::new();
    for (id, sharers) in index.iter().filter(|(_, sharers)| sharers.len() > RARE_SHARERS) {
        let first = || saved_from_one_file(mark("revision", id), sharers.clone());
        of_templates.entry(sharers.keys().copied().collect()).or_insert_with(first);
    }
    let mut pairs: BTreeMap<(&PersonaId, &PersonaId), (Vec<usize>, Sharers<'a>)> = BTreeMap::new();
    for sharers in index.into_values().filter(|it| (2..=RARE_SHARERS).contains(&it.len())) {
        let sides: Vec<_> = sharers.iter().collect();
        for (idx, (a, lines_a)) in sides.iter().enumerate() {
            for (b, lines_b) in &sides[idx + 1..] {
                let (holders, both) = pairs.entry((**a, **b)).or_default();
                holders.push(sides.len());
                both.entry(**a).or_default().extend(lines_a.iter().copied());
                both.entry(**b).or_default().extend(lines_b.iter().copied());
            }
        }
    }
    let shared = pairs.into_values().filter_map(|(mut holders, sharers)| {
        holders.sort_unstable();
        // As rare as the commonest of the rarest that are needed.
        let holders_of_all = *holders.get(SHARED_RSIDS - 1)?;
        let value = match holders_of_all {
            2 => sentence!("{} revision ids", holders.len()),
            n => sentence!("{} revision ids, which {} have in all", holders.len(), n),
        };
        let bits = among(ANCESTRY_BITS, holders_of_all);
        Some(Shared { bits, ..saved_from_one_file(value, sharers) })
    });
    shared.chain(of_templates.into_values()).collect()
}

fn saved_from_one_file(value: Sentence, sharers: Sharers<'_>) -> Shared<'_> {
    Shared {
        kind: TieKind::DocumentAncestry,
        value,
        bits: ANCESTRY_BITS,
        cap: Cap::Common,
        words: "sent documents that were saved from one file",
        sharers,
        passers_by: 0,
    }
}

/// Identity documents that two of different names showed. One person who comes twice shows one document under one name, or under one
/// given name where the family name has changed in between.
pub(super) fn identity_documents<'a>(population: &Population<'a>) -> Vec<Shared<'a>> {
    let mut index: BTreeMap<&str, Sharers<'a>> = BTreeMap::new();
    for persona in population.personas() {
        for (zone, said) in persona.identity_zones() {
            if let Some(number) = &zone.number {
                note(&mut index, number, &persona.id, said.from());
            }
        }
    }
    let agree = |a: &PersonaId, b: &PersonaId| {
        let sides = population.personas.get(a).zip(population.personas.get(b));
        sides.is_some_and(|(a, b)| {
            a.bears_a_given_name_of(b) || names::of_people(a, b) == Agreement::Agree
        })
    };
    let mut res = Vec::new();
    for (number, sharers) in index {
        if sharers.len() > RARE_SHARERS {
            res.push(shown_document(number, sharers));
            continue;
        }
        let sides: Vec<_> = sharers.iter().collect();
        for (idx, (a, lines_a)) in sides.iter().enumerate() {
            for (b, lines_b) in sides[idx + 1..].iter().filter(|(b, _)| !agree(a, b)) {
                let both = [(**a, (*lines_a).clone()), (**b, (*lines_b).clone())];
                res.push(shown_document(number, both.into_iter().collect()));
            }
        }
    }
    res
}

/// The number is as personal as what it is made from, and shown only when revealed.
fn shown_document<'a>(number: &str, sharers: Sharers<'a>) -> Shared<'a> {
    let full = mark("identity document", number).masked().to_owned();
    Shared {
        kind: TieKind::IdentityDocument,
        value: Sentence::new("an identity document".to_owned(), full),
        bits: IDENTITY_BITS,
        cap: Cap::Common,
        words: "showed one identity document under different names",
        sharers,
        passers_by: 0,
    }
}

/// Pairs whose résumés share long rare phrases.
pub(super) fn resembling(population: &Population<'_>) -> Vec<Tie> {
    let personas: Vec<&Persona> = population.personas().collect();
    let names: Vec<BTreeSet<String>> = personas.iter().map(|it| names_of(it)).collect();
    let mut texts: Vec<(usize, Text<'_>)> = Vec::new();
    for (idx, persona) in personas.iter().enumerate() {
        texts.extend(
            persona.documents().map(|(document, _)| (idx, Text::of(&document.text, &names[idx]))),
        );
    }
    let found = text::resemblances(&texts);
    found.iter().filter_map(|it| tie(it, personas[it.a], personas[it.b])).collect()
}

/// Words of a persona's names, folded and as written.
fn names_of(persona: &Persona) -> BTreeSet<String> {
    let mut res = BTreeSet::new();
    for (name, _) in persona.names() {
        res.extend(name.tokens().iter().cloned());
        let written = [name.given(), name.family()].into_iter().flatten();
        res.extend(written.flat_map(str::split_whitespace).map(str::to_lowercase));
    }
    res
}

fn tie(found: &Resemblance, a: &Persona, b: &Persona) -> Option<Tie> {
    // Every doubling of the shared words beyond the least adds one bit.
    let doublings = (found.words as f64 / (2 * PHRASE_WORDS) as f64).log2();
    let bits = Bits((TEXT_LEAST_BITS + doublings).clamp(TEXT_LEAST_BITS, TEXT_MOST_BITS));
    let because = sentence!(
        "the résumés of {} and {} share {} long phrases that hardly any other has, one beginning “{} …”",
        a,
        b,
        found.runs,
        found.beginning
    );
    fn lines(persona: &Persona) -> BTreeSet<&Provenance> {
        persona.documents().map(|(_, said)| said.from()).collect()
    }
    let evidence = evidence_of(&lines(a), &lines(b))?;
    let value = sentence!("{} phrases", found.runs);
    Some(Tie {
        a: a.id.clone(),
        b: b.id.clone(),
        kind: TieKind::ResumeText,
        value,
        bits,
        because,
        evidence,
        sharers: found.sharers,
    })
}
