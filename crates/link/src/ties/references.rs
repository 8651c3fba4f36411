//! Who vouched for whom, who referred whom, and whose references read alike.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_model::{
    Bits, Evidence, Fact, Persona, PersonaId, Provenance, Sentence, Tie, TieKind, sentence,
};

use super::{Population, evidence_of};

/// Guess: people vouch for those they know; it says who knows whom.
const VOUCHING_BITS: f64 = 2.0;
/// Guess: as vouching.
const REFERRAL_BITS: f64 = 2.0;
/// Guess: two who wrote nearly the same text; some forms suggest the words.
const TEXT_BITS: f64 = 5.0;
/// Share of the shorter text's phrases from which two texts are nearly the same. Guess.
const NEARLY_SAME: f64 = 0.6;
/// Phrases that a text must have to be compared. Guess: a sentence or two are said by everybody.
const LEAST_PHRASES: usize = 12;
/// Authors in whose texts a phrase may stand to be rare. Guess; a form's own words stand in all.
const RARE_AUTHORS: usize = 4;

/// Every tie of this kind.
pub(super) fn between(population: &Population<'_>) -> Vec<Tie> {
    let mut res = Vec::new();
    for persona in population.personas() {
        for said in &persona.said {
            let (met, kind) = if let Fact::VouchedFor { candidate, .. } = &said.fact {
                (population.people.whom(candidate), TieKind::Vouching)
            } else if let Fact::ReferredBy(by) = &said.fact {
                (population.people.whom(by), TieKind::Referral)
            } else if let Fact::ReferredByName(name) = &said.fact {
                (population.people.named(name), TieKind::Referral)
            } else {
                continue;
            };
            if let Some(other) =
                met.and_then(|it| population.personas.get(it)).filter(|it| it.id != persona.id)
            {
                res.push(told(persona, other, kind, said.from()));
            }
        }
    }
    res.extend(alike(population));
    res
}

fn told(teller: &Persona, other: &Persona, kind: TieKind, line: &Provenance) -> Tie {
    let (bits, value, because) = if kind == TieKind::Vouching {
        (
            VOUCHING_BITS,
            Sentence::plain("a reference"),
            sentence!("{} gave a reference for {}", teller, other),
        )
    } else {
        (
            REFERRAL_BITS,
            Sentence::plain("a referral"),
            sentence!("{} was referred by {}", teller, other),
        )
    };
    let (a, b) = if teller.id < other.id { (teller, other) } else { (other, teller) };
    let evidence = Evidence::new(line);
    Tie {
        a: a.id.clone(),
        b: b.id.clone(),
        kind,
        value,
        bits: Bits(bits),
        because,
        evidence,
        sharers: 2,
    }
}

/// One author's reference texts, as hashes of their phrases.
#[derive(Default)]
struct Texts<'a> {
    phrases: BTreeSet<u64>,
    lines: BTreeSet<&'a Provenance>,
}

/// Pairs of authors whose reference texts are nearly the same.
fn alike(population: &Population<'_>) -> Vec<Tie> {
    let mut texts: BTreeMap<&PersonaId, Texts<'_>> = BTreeMap::new();
    let mut authors: BTreeMap<u64, BTreeSet<&PersonaId>> = BTreeMap::new();
    for persona in population.personas() {
        for (phrases, said) in persona
            .find(|it| if let Fact::ReferenceText(phrases) = it { Some(phrases) } else { None })
        {
            let text = texts.entry(&persona.id).or_default();
            text.phrases.extend(phrases.iter().copied());
            text.lines.insert(said.from());
            for phrase in phrases.iter() {
                authors.entry(*phrase).or_default().insert(&persona.id);
            }
        }
    }
    let mut common: BTreeMap<(&PersonaId, &PersonaId), usize> = BTreeMap::new();
    for sharers in authors.values().filter(|it| (2..=RARE_AUTHORS).contains(&it.len())) {
        let sharers: Vec<&PersonaId> = sharers.iter().copied().collect();
        for (idx, a) in sharers.iter().enumerate() {
            for b in &sharers[idx + 1..] {
                *common.entry((*a, *b)).or_default() += 1;
            }
        }
    }
    common
        .into_iter()
        .filter_map(|((a, b), phrases)| {
            alike_pair(population, (a, &texts[a]), (b, &texts[b]), phrases)
        })
        .collect()
}

fn alike_pair(
    population: &Population<'_>,
    (a, text_a): (&PersonaId, &Texts<'_>),
    (b, text_b): (&PersonaId, &Texts<'_>),
    common: usize,
) -> Option<Tie> {
    let shorter = text_a.phrases.len().min(text_b.phrases.len());
    if shorter < LEAST_PHRASES || (common as f64) < NEARLY_SAME * shorter as f64 {
        return None;
    }
    let because = sentence!(
        "{} and {} wrote reference texts that are nearly the same",
        population.personas.get(a)?,
        population.personas.get(b)?
    );
    Some(Tie {
        a: a.clone(),
        b: b.clone(),
        kind: TieKind::ReferenceText,
        value: sentence!("{} phrases", common),
        bits: Bits(TEXT_BITS),
        because,
        evidence: evidence_of(&text_a.lines, &text_b.lines)?,
        sharers: 2,
    })
}
