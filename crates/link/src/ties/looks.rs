//! Pictures that look alike: one picture that was saved anew, cut down or converted has other bytes and the same look.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_model::{PersonaId, TieKind, sentence};

use super::{Cap, Population, Shared, Sharers, note};

/// Guess: a bit less than for equal bytes, since two pictures of one template may differ in what a look does not see.
const LOOK_BITS: f64 = 5.0;
/// Bits by which looks of one picture differ at most. Measured on the pictures of intake's tests (0 to 2 after JPEG, WebP and a
/// change of size); of 64 bits, two pictures that have nothing to do with one another differ in about 32.
const APART: u32 = 3;
/// Parts into which a look is cut: two looks that differ in at most [`APART`] bits agree in one part whole.
const PARTS: u32 = APART + 1;
const PART_BITS: u32 = u64::BITS / PARTS;
/// Looks with one part above which the part is plain and says nothing: the white half of every badge. Guess; of a million looks
/// that have nothing to do with one another sixteen agree in a part.
const PLAIN_LOOKS: usize = 256;

/// Every look that more than one persona has.
pub(super) fn shared<'a>(population: &Population<'a>) -> Vec<Shared<'a>> {
    let mut by_look: BTreeMap<u64, Sharers<'a>> = BTreeMap::new();
    for persona in population.personas() {
        for (document, said) in persona.documents() {
            document.looks.iter().for_each(|it| note(&mut by_look, *it, &persona.id, said.from()));
        }
    }
    let mut by_part: BTreeMap<(u32, u64), Vec<u64>> = BTreeMap::new();
    for look in by_look.keys() {
        parts(*look).for_each(|it| by_part.entry(it).or_default().push(*look));
    }
    by_part.retain(|_, looks| looks.len() <= PLAIN_LOOKS);
    let mut found: BTreeMap<Vec<&PersonaId>, Shared<'a>> = BTreeMap::new();
    for look in by_look.keys() {
        let alike: BTreeSet<u64> = parts(*look)
            .filter_map(|it| by_part.get(&it))
            .flatten()
            .copied()
            .chain([*look])
            .filter(|it| (it ^ look).count_ones() <= APART)
            .collect();
        let mut sharers: Sharers<'a> = BTreeMap::new();
        for (id, lines) in alike.iter().filter_map(|it| by_look.get(it)).flatten() {
            sharers.entry(*id).or_default().extend(lines);
        }
        if sharers.len() > 1 {
            found.entry(sharers.keys().copied().collect()).or_insert_with(|| of(*look, sharers));
        }
    }
    found.into_values().collect()
}

fn parts(look: u64) -> impl Iterator<Item = (u32, u64)> {
    (0..PARTS).map(move |it| (it, look >> (it * PART_BITS) & ((1 << PART_BITS) - 1)))
}

fn of(look: u64, sharers: Sharers<'_>) -> Shared<'_> {
    Shared {
        kind: TieKind::Image,
        value: sentence!("look {}", format!("{look:016x}")),
        bits: LOOK_BITS,
        cap: Cap::Common,
        words: "sent pictures that look alike",
        sharers,
        passers_by: 0,
    }
}
