//! Shares something hard with somebody who left or was refused before.
//!
//! ## What it sees
//! A hard thing (account, wallet, device, authenticator, client machine, document ancestry, phone, mailbox …) shared
//! with somebody of another name who left or was refused before this person applied. Who comes back under the same name is the
//! same person, and no finding.
//!
//! ## Why it matters
//! Workers who were dismissed, or left before they were, come back as another persona.
//!
//! ## Innocent reasons
//! A couple, one of whom was refused or left; a shared phone or mailbox of a family. A work telephone goes on to the next at the
//! desk, so that a telephone says nothing of those who left in peace.
//!
//! ## Blind spots
//! A persona with everything new; changes of name are joined before this looks, by the organization's own identifiers.

use bonafide_model::{
    Bits, Card, Fact, Family, Finding, LeaveKind, Need, Persona, Provenance, Scene, Stage, TieKind,
    sentence,
};
use jiff::Timestamp;

use crate::{from_ties, names};

/// What it adds that the other was refused, in bits: guess; most applicants are, so that it says little.
const REFUSED_BITS: Bits = Bits(0.5);
/// What it adds that the other resigned or came to the end of a contract, in bits: guess; most who leave do.
const LEFT_BITS: Bits = Bits(2.0);

pub(crate) static CARD: Card = Card {
    id: "returned-under-another-name",
    title: "Shares something hard with somebody who left or was refused before",
    stage: Stage::References,
    family: Family::Refnet,
    weight: Bits(4.0),
    weight_from: "guess: near-conclusive with the shared thing in the threat catalogue (APP-13); the thing itself counts in its own family",
    needs: &[Need::Applications],
    benign: &["a couple, one of whom was refused or left", "a shared phone or mailbox of a family"],
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
            let is_of_the_desk = how == How::Left && *kind == TieKind::Phone;
            if went > came || is_of_the_desk || !names::differ(persona, other) {
                continue;
            }
            let because = sentence!(
                "{} came after {} {}, and {}",
                persona,
                other,
                how.in_words(),
                tie.because
            );
            let bits = how.bits();
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

/// How somebody went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum How {
    Dismissed,
    Refused,
    Left,
}

impl How {
    fn in_words(self) -> &'static str {
        match self {
            Self::Dismissed => "was dismissed",
            Self::Refused => "was refused",
            Self::Left => "left",
        }
    }

    fn bits(self) -> Bits {
        match self {
            Self::Dismissed => CARD.weight,
            Self::Refused => REFUSED_BITS,
            Self::Left => LEFT_BITS,
        }
    }
}

/// When and how the person went.
fn went(persona: &Persona) -> Option<(Timestamp, How, &Provenance)> {
    let how = |fact: &Fact| {
        if let Fact::Left(kind) = fact {
            Some(if *kind == LeaveKind::Dismissed { How::Dismissed } else { How::Left })
        } else {
            matches!(fact, Fact::Refused).then_some(How::Refused)
        }
    };
    let gone = persona.find(how);
    gone.filter_map(|(how, said)| Some((said.first()?, how, said.from()))).min()
}
