//! The picture of an identity document went through a picture editor.
//!
//! ## What it sees
//! The name of a picture editor in what programs write into the picture of an identity document.
//!
//! ## Why it matters
//! Portraits and names are exchanged on genuine documents.
//!
//! ## Innocent reasons
//! Cropping, turning, and blackening the number, which some laws ask for. Where a fifth of the pictures here have it, it is a way
//! of the house and counts for nobody. What cameras, telephones and scanners write is not meant.
//!
//! ## Blind spots
//! Most programs can be told to write nothing; portals that save pictures anew take it out.

use bonafide_model::{Bits, Card, Family, Finding, Need, Persona, Scene, Stage, sentence};

use crate::{pictures, surprise};

/// Words by which editors name themselves, lower case; from memory of their files.
const EDITORS: &[&str] = &[
    "photoshop",
    "gimp",
    "affinity photo",
    "pixelmator",
    "paint.net",
    "photopea",
    "corel paintshop",
    "faceapp",
    "remaker",
];

pub(crate) static CARD: Card = Card {
    id: "identity-picture-edited",
    title: "The picture of an identity document went through a picture editor",
    stage: Stage::Identity,
    family: Family::Doc,
    weight: Bits(1.0),
    weight_from: "guess: the editor's tag is the weak part of what the threat catalogue calls strong (IDV-04)",
    needs: &[Need::IdentityDocuments],
    benign: &[
        "a picture that was cropped or turned",
        "a number that was blackened, as the law asks",
    ],
    verify: "ask for the picture as the camera made it, as from everybody",
    sources: &["RF26", "FLARE26", "GL26"],
    indicators: &["IDV-04"],
    attack: &[],
};

/// Looks at the pictures of everybody, and how many of all were edited.
pub(crate) fn detect(scene: &Scene<'_>) -> Vec<Finding> {
    let n_seen = scene.personas().filter(|it| pictures::of(it).next().is_some()).count();
    let res: Vec<Finding> = scene.personas().filter_map(of_persona).collect();
    surprise::weigh(res, n_seen)
}

fn of_persona(persona: &Persona) -> Option<Finding> {
    let editor = |program: &String| {
        let small = program.to_lowercase();
        EDITORS.iter().any(|it| small.contains(it)).then(|| program.clone())
    };
    let mut edited = pictures::of(persona)
        .filter_map(|(picture, said)| Some((editor(picture.producer.as_ref()?)?, said)));
    let (program, said) = edited.next()?;
    let because =
        sentence!("the picture of an identity document of {} was saved by {}", persona, program);
    Some(Finding::new(&CARD, &persona.id, because, said.from()))
}
