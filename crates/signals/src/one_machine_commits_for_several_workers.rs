//! Commits of several people come from a machine of one name.
//!
//! ## What it sees
//! Where git was told no mailbox it makes one up of the login and the machine's name. One such name, uncommon here, in the commits
//! of people whose names have nothing in common.
//!
//! ## Why it matters
//! Who works under several names sets name and mailbox for each, and now and then forgets.
//!
//! ## Innocent reasons
//! A machine for pairs; see `CARD.benign`. Names that makers give to every machine say nothing.
//!
//! ## Blind spots
//! Nearly all commits bear a mailbox that was set. One that does not is joined to no worker by its name alone: the finding stands
//! beside the worker's case, under the name in the commit.

use bonafide_model::{Bits, Card, Family, Finding, Need, Persona, Scene, Stage, TieKind};

use crate::{names, sharing};

pub(crate) static CARD: Card = Card {
    id: "one-machine-commits-for-several-workers",
    title: "Commits of several people come from a machine of one name",
    stage: Stage::Code,
    family: Family::Share,
    weight: Bits(5.0),
    weight_from: "guess: strong in the threat catalogue where the other is a worker's (DEV-04); names of machines weigh less in the tie",
    needs: &[Need::CodeHistory],
    benign: &[
        "a machine that two people use for programming in pairs",
        "a build server on which people commit by hand",
        "two machines that one person named alike",
    ],
    verify: "ask both on which machine these commits were made",
    sources: &["SEAL"],
    indicators: &["DEV-04"],
    attack: &["T1656"],
};

/// The source that names the machine in a made-up mailbox.
const SOURCES: &[&str] = &["git_commits"];

pub(crate) fn detect(scene: &Scene) -> Vec<Finding> {
    scene.personas().filter_map(|persona| look(scene, persona)).collect()
}

fn look(scene: &Scene, persona: &Persona) -> Option<Finding> {
    let ties = sharing::telling(scene, persona, TieKind::ClientMachine).into_iter();
    let ties = ties.filter(|tie| {
        let other = scene.linked.personas.get(tie.other(&persona.id));
        sharing::is_from(persona, tie, SOURCES)
            && other.is_some_and(|it| names::differ(it, persona))
    });
    sharing::finding(&CARD, persona, &ties.collect::<Vec<_>>())
}
