//! Far more files than usual went out in the last days before leaving.
//!
//! ## What it sees
//! Files downloaded, exported, copied to a drive or shared outside in the fourteen days before the last day: at least thirty new
//! ones, or ten that left the organization, and five times the person's own usual number.
//!
//! ## Why it matters
//! Dismissed workers of this scheme threatened with what they had copied, days after they had gone.
//!
//! ## Innocent reasons
//! Handovers; see `CARD.benign`. Without two months of history nobody's norm is known, and nobody is named.
//!
//! ## Blind spots
//! Copies made over months; systems that do not log downloads. Code is seen by `mass-clone-before-leaving`.

use bonafide_model::{
    Bits, Card, DataAction, Family, Finding, Need, Persona, Scene, Stage, sentence,
};
use jiff::Timestamp;

use crate::taken::{self, Taken};

pub(crate) static CARD: Card = Card {
    id: "data-taken-before-leaving",
    title: "Far more files than usual went out in the last days before leaving",
    stage: Stage::Data,
    family: Family::Exfil,
    weight: Bits(3.0),
    weight_from: "guess: moderate, strong with an outside destination (DAT-04)",
    needs: &[Need::Collaboration, Need::Workers],
    benign: &[
        "a handover to colleagues",
        "private papers of many years, such as payslips",
        "a program that brings everything to a new laptop",
    ],
    verify: "ask the manager what the handover needed, and preserve the log before it is overwritten",
    sources: &["SEED", "SW24", "FBI25a"],
    indicators: &["DAT-04", "DAT-01", "OFF-03"],
    attack: &["T1530", "T1567"],
};

/// Days before the last one: published (threat catalogue DAT-04).
const LAST_DAYS: f64 = 14.0;
/// New files below which nobody is looked at (guess).
const SOME_FILES: usize = 30;
/// The same of files that left the organization (guess).
const SOME_OUTSIDE: usize = 10;
/// For files that left the organization (guess).
const OUTSIDE_BITS: Bits = Bits(4.0);

pub(crate) fn detect(scene: &Scene) -> Vec<Finding> {
    scene.personas().filter_map(look).collect()
}

fn look(persona: &Persona) -> Option<Finding> {
    let (left, _, left_line) = persona.left()?;
    let finding = |taken: &Taken, how: &str| {
        let because = sentence!(
            "{} files {} in the {} days before leaving, {} of them for the first time and far more than usual",
            taken.lately.len(),
            how,
            LAST_DAYS as u64,
            taken.fresh
        );
        let lines = taken.lately.values().map(|it| it.from());
        Finding::new(&CARD, &persona.id, because, left_line).and(lines)
    };
    let outside = before(persona, left, leaves);
    if outside.is_unusual(SOME_OUTSIDE) {
        return Some(finding(&outside, "left the organization").weighing(OUTSIDE_BITS));
    }
    let all = before(persona, left, |_| true);
    all.is_unusual(SOME_FILES).then(|| finding(&all, "were downloaded"))
}

/// Whether the file is outside afterwards.
fn leaves(action: DataAction) -> bool {
    matches!(action, DataAction::SharedOutside | DataAction::CopiedToDrive | DataAction::Exported)
}

fn before(persona: &Persona, left: Timestamp, wanted: fn(DataAction) -> bool) -> Taken<'_> {
    let files = persona.find(move |it| {
        let (action, name) = taken::file(it)?;
        wanted(action).then_some(name)
    });
    Taken::before(left, LAST_DAYS, files)
}
