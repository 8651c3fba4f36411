//! An identity check found something else than what was claimed.
//!
//! ## What it sees
//! A standing result of an identity check or number trace that says that what was claimed was found otherwise.
//!
//! ## Why it matters
//! A bought identity brings its own history: other addresses, another mailbox and telephone than those that were given.
//!
//! ## Innocent reasons
//! A clerical error; a changed name; somebody new in the country. A later result of the same check counts instead. That a check
//! could not be settled, or that a file is thin, is never weighed.
//!
//! ## Blind spots
//! A stolen identity is real and passes; reports do not say in a field what it was.

use bonafide_model::{
    Bits, Card, Family, Finding, Need, Persona, Scene, ScreeningOutcome, Stage, sentence,
};

use crate::{met_in_person, screening, surprise};

pub(crate) static CARD: Card = Card {
    id: "identity-check-discrepant",
    title: "An identity check found something else than what was claimed",
    stage: Stage::Identity,
    family: Family::Doc,
    weight: Bits(2.0),
    weight_from: "guess: moderate in the threat catalogue (IDV-07, IDV-08)",
    needs: &[Need::BackgroundChecks],
    benign: &[
        "a typing error in the order",
        "a name that changed",
        "records that lag behind a move",
    ],
    verify: "tell the person what was found and let them answer, as the law asks; then have the check made again",
    sources: &["NISOS", "KB4", "DOJ"],
    indicators: &["IDV-07", "IDV-08"],
    attack: &["T1656"],
};

/// Looks at the standing results.
pub(crate) fn detect(scene: &Scene<'_>) -> Vec<Finding> {
    let n_checked = scene.personas().filter(|it| !screening::standing(it).is_empty()).count();
    surprise::weigh(scene.personas().filter_map(of_persona).collect(), n_checked)
}

fn of_persona(persona: &Persona) -> Option<Finding> {
    let standing = screening::standing(persona);
    let (check, (_, said)) = standing.iter().find(|(check, (outcome, _))| {
        screening::is_of_identity(check) && *outcome == ScreeningOutcome::Discrepant
    })?;
    let because = sentence!(
        "the check `{}` of {} found something else than what was claimed",
        *check,
        persona
    );
    let finding = Finding::new(&CARD, &persona.id, because, said.from());
    Some(met_in_person::leaves(persona, said, finding))
}
