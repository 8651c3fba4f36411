//! Several people join meetings from one machine.
//!
//! ## What it sees
//! Hardware addresses, disk ids and names of the machines that join meetings, equal for several personas,
//! applicants included.
//!
//! ## Why it matters
//! One operator interviews under several names on one computer.
//!
//! ## Innocent reasons
//! Shared computers; see `CARD.benign`. Default names say nothing by their frequency, families weigh less.
//!
//! ## Blind spots
//! Meeting services hide these fields of external guests in many accounts.

use bonafide_model::{Bits, Card, Family, Finding, Need, Persona, Scene, Stage, TieKind};

use crate::sharing;

pub(crate) static CARD: Card = Card {
    id: "one-meeting-machine-for-several-names",
    title: "Several people join meetings from one machine",
    stage: Stage::Interview,
    family: Family::Share,
    weight: Bits(8.0),
    weight_from: "guess: published as near-conclusive for hardware and disk ids; names weigh less in the tie",
    needs: &[Need::Meetings],
    benign: &[
        "a recruiter's or library computer",
        "a couple with one computer",
        "a default machine name",
    ],
    verify: "compare the recordings or the interviewers' notes of the meetings, and ask for a second call on another machine",
    sources: &["HUN26"],
    indicators: &["INT-04", "INT-06"],
    attack: &["T1078"],
};

/// Sources that name the client machine.
const SOURCES: &[&str] = &["zoom_"];

pub(crate) fn detect(scene: &Scene) -> Vec<Finding> {
    scene.personas().filter_map(|persona| look(scene, persona)).collect()
}

fn look(scene: &Scene, persona: &Persona) -> Option<Finding> {
    let ties = sharing::telling(scene, persona, TieKind::ClientMachine).into_iter();
    let ties = ties.filter(|tie| sharing::is_from(persona, tie, SOURCES)).collect::<Vec<_>>();
    sharing::finding(&CARD, persona, &ties)
}
