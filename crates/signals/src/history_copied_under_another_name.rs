//! The changes of a history stand in another history under another name.
//!
//! ## What it sees
//! Changes, known by the trees before and after them, that two people of different names wrote in two histories with different
//! first commits: at least eight, and at least half of what can be compared of the one's own history. Of the two it is found
//! of whoever committed them later, and of both where the dates are the same.
//!
//! ## Why it matters
//! A portfolio is made by replaying somebody else's project with the author rewritten. The dates can be rewritten too, the trees
//! cannot without changing the code.
//!
//! ## Innocent reasons
//! See `CARD.benign`. A fork keeps its first commit and its authors, a template is one change, a maintainer who squashes has few
//! of them, and commits that name the other as co-author are left out at the gate.
//!
//! ## Blind spots
//! Both histories have to be in the scan. A copy whose first change differs (another license file) shares none.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_model::{
    Bits, Card, Fact, Family, Finding, Need, Persona, PersonaId, Said, Scene, Stage, sentence,
};
use jiff::Timestamp;

use crate::names;

pub(crate) static CARD: Card = Card {
    id: "history-copied-under-another-name",
    title: "The changes of a history stand in another history under another name",
    stage: Stage::Code,
    family: Family::Code,
    weight: Bits(5.0),
    weight_from: "guess: strong in the threat catalogue where author names were rewritten (DEV-02)",
    needs: &[Need::CodeHistory],
    benign: &[
        "an import from another system that mapped authors otherwise",
        "course work that starts from the teacher's history",
        "a former employer's code taken over by agreement",
        "the same person under another name",
    ],
    verify: "ask which part of the project is their own, and have them explain a change of it",
    sources: &["GHFA", "SEAL"],
    indicators: &["DEV-02"],
    attack: &[],
};

/// Changes in common below which it may be a template, a patch or a squash: guess.
const LEAST_CHANGES: usize = 8;
/// Of the comparable changes of the history, one in so many: guess.
const ONE_IN: usize = 2;
/// Where neither date is later: guess, one of two.
const EITHER_BITS: Bits = Bits(3.0);

/// What one person wrote in one history, by change.
type Work<'a> = BTreeMap<&'a str, &'a Said>;

pub(crate) fn detect(scene: &Scene) -> Vec<Finding> {
    let works = works(scene);
    let reach = reach(&works);
    let mut writers: BTreeMap<&str, BTreeSet<(&PersonaId, &str)>> = BTreeMap::new();
    for (key, work) in &works {
        for change in work.keys() {
            writers.entry(change).or_default().insert(*key);
        }
    }
    let mut found: BTreeMap<&PersonaId, Finding> = BTreeMap::new();
    for (key, work) in &works {
        let others: BTreeSet<_> = work.keys().filter_map(|it| writers.get(it)).flatten().collect();
        for other in others.into_iter().filter(|it| it.1 != key.1 && it.0 != key.0) {
            let finding = works.get(other).and_then(|their| {
                compare(scene, ((key, work), (other, their)), reach[key.1].min(reach[other.1]))
            });
            if let Some(finding) = finding {
                found.entry(key.0).or_insert(finding);
            }
        }
    }
    found.into_values().collect()
}

fn works<'a>(scene: &Scene<'a>) -> BTreeMap<(&'a PersonaId, &'a str), Work<'a>> {
    let mut res: BTreeMap<_, Work<'a>> = BTreeMap::new();
    for persona in scene.personas() {
        let written = persona.find(|it| {
            if let Fact::WroteChange { change, history } = it {
                Some((&**change, &**history))
            } else {
                None
            }
        });
        for ((change, history), said) in written {
            res.entry((&persona.id, history)).or_default().insert(change, said);
        }
    }
    res
}

/// The greatest change that is kept of each history. Of two only what lies below both can be compared: of a long history the
/// greater ones were left out.
fn reach<'a>(works: &BTreeMap<(&'a PersonaId, &'a str), Work<'a>>) -> BTreeMap<&'a str, &'a str> {
    let mut res = BTreeMap::new();
    for ((_, history), work) in works {
        let greatest = work.last_key_value().map_or("", |(it, _)| *it);
        let reach = res.entry(*history).or_insert(greatest);
        *reach = greatest.max(*reach);
    }
    res
}

type Side<'s, 'a> = (&'s (&'a PersonaId, &'a str), &'s Work<'a>);

fn compare(
    scene: &Scene,
    (ours, theirs): (Side<'_, '_>, Side<'_, '_>),
    reach: &str,
) -> Option<Finding> {
    let persona: &Persona = scene.linked.personas.get(ours.0.0)?;
    let other = scene.linked.personas.get(theirs.0.0)?;
    let comparable = ours.1.range(..=reach).count();
    let shared: Vec<(&&Said, &&Said)> =
        ours.1.iter().filter_map(|(change, said)| Some((said, theirs.1.get(change)?))).collect();
    let is_much = shared.len() >= LEAST_CHANGES && shared.len() * ONE_IN >= comparable;
    if !is_much || !names::differ(persona, other) {
        return None;
    }
    let first = |of: fn(&(&&Said, &&Said)) -> Option<Timestamp>| shared.iter().filter_map(of).min();
    let (our_first, their_first) = (first(|it| it.0.first()), first(|it| it.1.first()));
    if our_first < their_first {
        return None;
    }
    let is_later = our_first > their_first;
    let because = sentence!(
        "{} changes of {} stand in another history as changes of {}{}",
        shared.len(),
        persona,
        other,
        if is_later { ", who committed them earlier" } else { "; one of the two copied them" }
    );
    let (line, _) = shared.first()?;
    let lines = shared.iter().flat_map(|(ours, theirs)| [ours.from(), theirs.from()]);
    let bits = if is_later { CARD.weight } else { EITHER_BITS };
    Some(
        Finding::new(&CARD, &persona.id, because, line.from())
            .and(lines)
            .weighing(bits)
            .with([&other.id]),
    )
}
