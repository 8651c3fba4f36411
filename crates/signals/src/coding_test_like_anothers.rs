//! The solution of a coding test is like somebody else's.
//!
//! ## What it sees
//! The test's own check found the solution like another one; more, if somebody else here to whom the person is tied by something
//! hard has the same remark.
//!
//! ## Why it matters
//! Solutions are passed on between the personas of one operator, or come from one hand.
//!
//! ## Innocent reasons
//! A puzzle that is in every book; help of a program that was allowed. Where a fifth of those who took tests here have the remark,
//! it is the puzzle, and counts for nobody.
//!
//! ## Blind spots
//! Services do not export with whose solution it was compared.

use bonafide_model::{Bits, Card, Family, Finding, Need, Persona, Said, Scene, Stage, sentence};

use crate::{from_ties, hiring, surprise};

/// How the services call it, lower case.
const REMARKS: &[&str] = &["plagiarism", "similarity check"];
/// With somebody else of the same remark to whom there is a hard tie, in bits (guess).
const TIED_BITS: Bits = Bits(3.0);

pub(crate) static CARD: Card = Card {
    id: "coding-test-like-anothers",
    title: "The solution of a coding test is like somebody else's",
    stage: Stage::Interview,
    family: Family::Code,
    weight: Bits(1.0),
    weight_from: "guess: moderate in the threat catalogue (INT-11), less where nobody says whose solution it is like",
    needs: &[Need::Assessments],
    benign: &[
        "a known puzzle",
        "help of a program, where that was allowed",
        "a course with model answers",
    ],
    verify: "have the solution explained and changed in a call",
    sources: &["FBI23", "SP26"],
    indicators: &["INT-11"],
    attack: &[],
};

/// Looks for the remark, and how common it is.
pub(crate) fn detect(scene: &Scene<'_>) -> Vec<Finding> {
    let n_assessed = scene.personas().filter(|it| hiring::is_assessed(it)).count();
    let noted: Vec<(&Persona, &Said)> =
        scene.personas().filter_map(|it| Some((it, remark(it)?))).collect();
    let findings = noted.iter().map(|it| finding(scene, *it, &noted)).collect();
    surprise::weigh(findings, n_assessed)
}

fn remark(persona: &Persona) -> Option<&Said> {
    let remarks = hiring::noted(persona, |it| REMARKS.contains(&it));
    remarks.first().map(|(_, said)| *said)
}

fn finding(
    scene: &Scene<'_>,
    (persona, said): (&Persona, &Said),
    noted: &[(&Persona, &Said)],
) -> Finding {
    let tied = noted.iter().find_map(|(other, line)| {
        Some((other, line, from_ties::hard(scene, &persona.id, &other.id)?))
    });
    let Some((other, line, tie)) = tied else {
        let because = sentence!("the coding test of {} was found to be like another one", persona);
        return Finding::new(&CARD, &persona.id, because, said.from());
    };
    let because = sentence!(
        "the coding tests of {} and {} were both found to be like another one, and {}",
        persona,
        other,
        tie.because
    );
    Finding::new(&CARD, &persona.id, because, said.from())
        .and([line.from()])
        .and(tie.evidence.lines())
        .weighing(TIED_BITS)
        .with([&other.id])
}
