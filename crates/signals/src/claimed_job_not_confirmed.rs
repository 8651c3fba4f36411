//! A former employer or school says otherwise than was claimed.
//!
//! ## What it sees
//! A standing result of a check of employment or education that says that what was claimed was found otherwise; more, if both do.
//!
//! ## Why it matters
//! Biographies of personas name firms and schools that never knew them.
//!
//! ## Innocent reasons
//! Dates off by a month and other titles are found "otherwise" too, so it weighs little. Firms that could not be reached are not
//! meant, and a later result of the same check counts instead.
//!
//! ## Blind spots
//! A biography that was stolen whole is confirmed.

use bonafide_model::{
    Bits, Card, Family, Finding, Need, Persona, Scene, ScreeningOutcome, Stage, sentence,
};

use crate::{screening, surprise};

/// When both employment and education were found otherwise, in bits (guess).
const BOTH_BITS: Bits = Bits(2.5);

pub(crate) static CARD: Card = Card {
    id: "claimed-job-not-confirmed",
    title: "A former employer or school says otherwise than was claimed",
    stage: Stage::Identity,
    family: Family::Persona,
    weight: Bits(1.5),
    weight_from: "guess: moderate in the threat catalogue (IDV-11, APP-03), less because dates and titles are told loosely",
    needs: &[Need::BackgroundChecks],
    benign: &[
        "dates or titles told loosely",
        "a payroll firm or agency that was the employer on paper",
        "a degree not yet entered",
    ],
    verify: "ask the person for a payslip or certificate, and the employer by a number that you found yourself",
    sources: &["NISOS", "FLARE26", "SEED"],
    indicators: &["IDV-11", "APP-03"],
    attack: &[],
};

/// Looks at the standing results.
pub(crate) fn detect(scene: &Scene<'_>) -> Vec<Finding> {
    let n_checked = scene.personas().filter(|it| !screening::standing(it).is_empty()).count();
    surprise::weigh(scene.personas().filter_map(of_persona).collect(), n_checked)
}

fn of_persona(persona: &Persona) -> Option<Finding> {
    let standing = screening::standing(persona);
    let mut otherwise = standing.iter().filter(|(check, (outcome, _))| {
        screening::is_of_biography(check) && *outcome == ScreeningOutcome::Discrepant
    });
    let (check, (_, said)) = otherwise.next()?;
    let second = otherwise.next();
    let because =
        sentence!("a check of the {} of {} found otherwise than was claimed", *check, persona);
    Some(
        Finding::new(&CARD, &persona.id, because, said.from())
            .and(second.map(|(_, (_, said))| said.from()))
            .weighing(if second.is_some() { BOTH_BITS } else { CARD.weight }),
    )
}
