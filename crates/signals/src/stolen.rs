//! Identities that somebody shows beside their evident owner, as linking found them. Lent ones are no theft.

use bonafide_model::{Borrowed, Card, Finding, PersonaId, Scene, Sentence};

/// One finding a person of one side: `sides` tells whom it is about and who the other is, `words` what is said.
pub(crate) fn findings<'a>(
    scene: &Scene<'a>,
    card: &'static Card,
    sides: fn(&'a Borrowed) -> (&'a PersonaId, &'a PersonaId),
    words: fn(&Sentence) -> Sentence,
) -> Vec<Finding> {
    let stolen = scene.linked.borrowed.iter().filter(|it| !it.is_lent);
    let finding = |it: &'a Borrowed| {
        let (first, rest) = it.evidence.lines().split_first()?;
        let (of, other) = sides(it);
        Some(Finding::new(card, of, words(&it.because), first).and(rest).with([other]))
    };
    let mut res: Vec<Finding> = stolen.filter_map(finding).collect();
    res.sort_by(|a, b| (&a.persona, &a.because).cmp(&(&b.persona, &b.because)));
    res.dedup_by(|b, a| a.persona == b.persona);
    res
}
