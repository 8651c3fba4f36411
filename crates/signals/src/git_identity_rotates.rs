//! One key signs commits under several names.
//!
//! ## What it sees
//! The key that signs commits, equal for personas whose names have nothing in common.
//!
//! ## Why it matters
//! Name and mailbox of a commit are set at will, and who works under several names sets several. The key on the computer stays.
//!
//! ## Innocent reasons
//! A machine used in pairs, a key of a team; see `CARD.benign`. A maintainer who rebases signs as committer under their own
//! name, keys of code hosts are nobody's, and a new family name or a nickname shares a part of the name.
//!
//! ## Blind spots
//! Most commits are not signed. One mailbox under several names is seen by `mailbox-shared-across-names`, one machine's name by
//! its ties.

use bonafide_model::{
    Bits, Card, Family, Finding, Need, Persona, Scene, Stage, TieKind, name_words,
};

use crate::sharing;

pub(crate) static CARD: Card = Card {
    id: "git-identity-rotates",
    title: "One key signs commits under several names",
    stage: Stage::Code,
    family: Family::Share,
    weight: Bits(6.0),
    weight_from: "guess: moderate in the threat catalogue, strong where the other name is a worker's or applicant's (DEV-03)",
    needs: &[Need::CodeHistory],
    benign: &[
        "a machine that two people use for programming in pairs",
        "a team's key for releases",
        "a code host that signs what is edited on the web with its own key under the editor's name",
        "a change of the whole name",
    ],
    verify: "ask both on whose computer the key lies, and compare with the keys that the code host lists for each account",
    sources: &["GHFA", "SEAL"],
    indicators: &["DEV-03", "DEV-04"],
    attack: &["T1656"],
};

pub(crate) fn detect(scene: &Scene) -> Vec<Finding> {
    scene.personas().filter_map(|persona| look(scene, persona)).collect()
}

fn look(scene: &Scene, persona: &Persona) -> Option<Finding> {
    let ties = sharing::telling(scene, persona, TieKind::CodeIdentity).into_iter();
    let under_another_name = ties.filter(|tie| {
        let other = scene.linked.personas.get(tie.other(&persona.id));
        other.is_some_and(|it| name_words::are_strangers(it, persona))
    });
    sharing::finding(&CARD, persona, &under_another_name.collect::<Vec<_>>())
}
