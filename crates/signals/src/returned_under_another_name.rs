//! Shares something hard with somebody who was dismissed or refused before.
//!
//! ## What it sees
//! A hard thing (account, wallet, device, authenticator, client machine, document ancestry, phone, mailbox …) shared
//! with somebody of another name who was dismissed or refused before this person applied.
//!
//! ## Why it matters
//! Dismissed workers come back as another persona.
//!
//! ## Innocent reasons
//! A couple, one of whom was refused; a shared phone or mailbox of a family.
//!
//! ## Blind spots
//! A persona with everything new; changes of name are joined before this looks, by the organization's own identifiers.

use bonafide_model::{
    Bits, Card, Fact, Family, Finding, LeaveKind, Need, Persona, Provenance, Scene, Stage, sentence,
};
use jiff::Timestamp;

use crate::{from_ties, names};

/// The word for an application that was turned down.
const REFUSED: &str = "refused";
/// What it adds that the other was refused, in bits: guess; most applicants are, so that it says little.
const REFUSED_BITS: f64 = 0.5;

pub(crate) static CARD: Card = Card {
    id: "returned-under-another-name",
    title: "Shares something hard with somebody who was dismissed or refused before",
    stage: Stage::References,
    family: Family::Refnet,
    weight: Bits(4.0),
    weight_from: "guess: near-conclusive with the shared thing in the threat catalogue (APP-13); the thing itself counts in its own family",
    needs: &[Need::Applications],
    benign: &["a couple, one of whom was refused", "a shared phone or mailbox of a family"],
    verify: "compare the two people on a video call with their documents, as for any new hire",
    sources: &["SEED", "FLARE26"],
    indicators: &["APP-13", "OFF-04"],
    attack: &[],
};

/// Looks from everybody who came later to those who went before.
pub(crate) fn detect(scene: &Scene<'_>) -> Vec<Finding> {
    scene.personas().filter_map(|it| of_persona(scene, it)).collect()
}

fn of_persona(scene: &Scene<'_>, persona: &Persona) -> Option<Finding> {
    let (came, _) = came(persona)?;
    let mut best: Option<(Bits, f64, Finding)> = None;
    for kind in from_ties::HARD {
        for tie in scene.ties(&persona.id, *kind).filter(|it| it.bits.0 >= from_ties::HARD_BITS) {
            let other = &scene.linked.personas[tie.other(&persona.id)];
            let Some((went, how, line)) = went(other) else { continue };
            if went > came || !names::differ(persona, other) {
                continue;
            }
            let because =
                sentence!("{} came after {} was {}, and {}", persona, other, how, tie.because);
            let bits = if how == REFUSED { Bits(REFUSED_BITS) } else { CARD.weight };
            let finding =
                from_ties::on_top_of(&CARD, persona, (tie, because)).and([line]).weighing(bits);
            if best
                .as_ref()
                .is_none_or(|(heaviest, of_tie, _)| (bits.0, tie.bits.0) > (heaviest.0, *of_tie))
            {
                best = Some((bits, tie.bits.0, finding));
            }
        }
    }
    best.map(|(_, _, finding)| finding)
}

/// When the person first applied or started.
fn came(persona: &Persona) -> Option<(Timestamp, &Provenance)> {
    let applied = persona.find(|it| matches!(it, Fact::Applied { .. } | Fact::Hired).then_some(()));
    applied.filter_map(|((), said)| Some((said.first()?, said.from()))).min()
}

/// When and how the person was sent away.
fn went(persona: &Persona) -> Option<(Timestamp, &'static str, &Provenance)> {
    let how = |fact: &Fact| {
        let dismissed = matches!(fact, Fact::Left(LeaveKind::Dismissed)).then_some("dismissed");
        dismissed.or_else(|| matches!(fact, Fact::Refused).then_some(REFUSED))
    };
    let gone = persona.find(how);
    gone.filter_map(|(how, said)| Some((said.first()?, how, said.from()))).min()
}
