//! Findings from ties: one thing that several personas use.

use std::collections::BTreeSet;

use bonafide_model::{Bits, Card, Fact, Finding, Persona, Scene, Subject, Tie, TieKind, sentence};

/// A tie below this says too little of these two to be a finding by itself (guess).
const LEAST_BITS: f64 = 2.0;

/// Ties of one kind that say something of the persona and of somebody else outside IT.
pub(crate) fn telling<'a>(scene: &Scene<'a>, persona: &Persona, kind: TieKind) -> Vec<&'a Tie> {
    if scene.is_it_or_lab(persona) {
        return Vec::new();
    }
    let is_telling = |tie: &&Tie| {
        let other = scene.linked.personas.get(tie.other(&persona.id));
        tie.bits.0 >= LEAST_BITS && !other.is_some_and(|it| scene.is_it_or_lab(it))
    };
    scene.ties(&persona.id, kind).filter(is_telling).collect()
}

/// One finding from ties: weighs what the heaviest weighs, at most what the card says, and names everybody.
pub(crate) fn finding(card: &'static Card, persona: &Persona, ties: &[&Tie]) -> Option<Finding> {
    let heaviest = ties.iter().copied().max_by(|a, b| {
        a.bits.0.total_cmp(&b.bits.0).then_with(|| (&b.a, &b.b).cmp(&(&a.a, &a.b)))
    })?;
    let others = ties.iter().map(|it| it.other(&persona.id)).collect::<BTreeSet<_>>();
    let because = match others.len() {
        1 => sentence!("{}", heaviest.because),
        n => sentence!("{}; {} others in all", heaviest.because, n),
    };
    let first = heaviest.evidence.lines().first()?;
    let more = ties.iter().flat_map(|it| it.evidence.lines());
    let bits = Bits(heaviest.bits.0.min(card.weight.0));
    Some(Finding::new(card, &persona.id, because, first).and(more).weighing(bits).with(others))
}

/// Whether the persona's side of a tie comes from a source whose id starts so.
pub(crate) fn is_from(persona: &Persona, tie: &Tie, sources: &[&str]) -> bool {
    persona.said.iter().any(|said| {
        let Subject::Record(record) = &said.subject else { return false };
        matches!(said.fact, Fact::Uses(_))
            && sources.iter().any(|it| record.source.starts_with(it))
            && tie.evidence.lines().contains(said.from())
    })
}
