//! Findings that rest on ties: a thing that two personas share weighs what linking found it to weigh in this population.

use bonafide_model::{
    Bits, Card, Family, Finding, Persona, PersonaId, Scene, Sentence, Tie, TieKind, sentence,
};

use crate::names;

/// Things that two strangers do not share by living or working near one another.
pub(crate) const HARD: &[TieKind] = &[
    TieKind::Phone,
    TieKind::Mailbox,
    TieKind::Profile,
    TieKind::BankAccount,
    TieKind::Wallet,
    TieKind::Device,
    TieKind::Authenticator,
    TieKind::ClientMachine,
    TieKind::DocumentAncestry,
    TieKind::Image,
    TieKind::IdentityDocument,
    TieKind::ResumeText,
];

/// From how many bits on a shared thing is hard: guess, below it families and neighbors share such things.
pub(crate) const HARD_BITS: f64 = 4.0;

/// One finding a persona: the heaviest tie of a kind, naming everybody who shares.
pub(crate) fn of_kind(scene: &Scene<'_>, card: &'static Card, kind: TieKind) -> Vec<Finding> {
    scene.personas().filter_map(|persona| of_persona(scene, card, (persona, kind))).collect()
}

/// The same for one persona.
pub(crate) fn of_persona(
    scene: &Scene<'_>,
    card: &'static Card,
    of: (&Persona, TieKind),
) -> Option<Finding> {
    let (persona, kind) = of;
    // Two records of one name are mostly one person's, and a file that is joined to nobody bears none; for money it matters
    // little whose name it is.
    let is_of_others = |tie: &&Tie| {
        kind.family() == Family::Payout
            || names::differ(persona, &scene.linked.personas[tie.other(&persona.id)])
    };
    let ties = scene.ties(&persona.id, kind).filter(|it| it.bits.0 > 0.0).filter(is_of_others);
    let ties: Vec<&Tie> = ties.collect();
    let heaviest = heaviest(&ties)?;
    let others: Vec<&PersonaId> = ties.iter().map(|it| it.other(&persona.id)).collect();
    Some(from_tie(card, persona, heaviest).with(others))
}

/// A finding that a single tie carries, at most as heavy as the card allows.
pub(crate) fn from_tie(card: &'static Card, persona: &Persona, tie: &Tie) -> Finding {
    resting_on(card, persona, (tie, tie.because.clone()))
}

/// The same with words of its own.
pub(crate) fn resting_on(card: &'static Card, persona: &Persona, tie: (&Tie, Sentence)) -> Finding {
    let (tie, because) = tie;
    let (first, rest) =
        tie.evidence.lines().split_first().expect("evidence holds at least one line");
    let bits = Bits(tie.bits.0.min(card.weight.0));
    Finding::new(card, &persona.id, because, first)
        .and(rest)
        .weighing(bits)
        .with([tie.other(&persona.id)])
}

/// A finding on top of a tie that counts elsewhere already: the card's weight is what the relation adds to the shared thing.
pub(crate) fn on_top_of(card: &'static Card, persona: &Persona, tie: (&Tie, Sentence)) -> Finding {
    resting_on(card, persona, tie).weighing(card.weight)
}

/// The heaviest hard tie between two personas.
pub(crate) fn hard<'a>(scene: &Scene<'a>, a: &PersonaId, b: &PersonaId) -> Option<&'a Tie> {
    let all = HARD.iter().flat_map(|kind| scene.ties(a, *kind));
    let between: Vec<&Tie> = all.filter(|it| it.other(a) == b && it.bits.0 >= HARD_BITS).collect();
    heaviest(&between)
}

/// Words for a tie that matters because of something else about the other side.
pub(crate) fn with_reason(reason: &str, tie: &Tie) -> Sentence {
    sentence!("{}: {}", reason, tie.because)
}

fn heaviest<'a>(ties: &[&'a Tie]) -> Option<&'a Tie> {
    ties.iter()
        .copied()
        .max_by(|a, b| a.bits.0.total_cmp(&b.bits.0).then_with(|| b.because.cmp(&a.because)))
}
