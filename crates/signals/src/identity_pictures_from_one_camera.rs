//! Identity documents of several people were photographed by one camera within an hour.
//!
//! ## What it sees
//! Pictures of identity documents of people of different names, taken by one model of camera on one clock within an hour of
//! one another.
//!
//! ## Why it matters
//! Documents of several personas are made in one place: in a published case one telephone took them minutes apart.
//!
//! ## Innocent reasons
//! Human resources or a notary take the pictures; a couple is hired together. People whom somebody met or who work in an office,
//! people of one home, and a model that many have are left out.
//!
//! ## Blind spots
//! Portals that save pictures anew take out what the camera wrote; a model that many of the applicants have.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_model::{
    Bits, Card, Fact, Family, Finding, Need, Persona, PersonaId, Said, Scene, Stage, WorkPlace,
    sentence,
};
use jiff::Timestamp;

use crate::{clock::hours_between, households, names, pictures};

/// Hours between two pictures of one session: published (threat catalogue IDV-02).
const HOURS: f64 = 1.0;
/// People with pictures of one model and clock from whom on chance makes such pairs (guess).
const MOST_PEOPLE: usize = 12;

/// A picture: when it was taken, and by whom it was sent in.
type Taken<'a> = (Timestamp, &'a Persona, &'a Said);

pub(crate) static CARD: Card = Card {
    id: "identity-pictures-from-one-camera",
    title: "Identity documents of several people were photographed by one camera within an hour",
    stage: Stage::Identity,
    family: Family::Doc,
    weight: Bits(6.0),
    weight_from: "guess: near-conclusive for unrelated remote hires in the threat catalogue (IDV-02), less because a model is not one camera",
    needs: &[Need::IdentityDocuments],
    benign: &[
        "pictures taken by human resources or a notary",
        "flatmates or relatives who are hired together",
        "two people with one common telephone, by chance",
    ],
    verify: "lay the pictures side by side: table, light and angle tell whether they are of one session",
    sources: &["HUN26"],
    indicators: &["IDV-02"],
    attack: &["T1585"],
};

/// Groups pictures by camera and clock.
pub(crate) fn detect(scene: &Scene<'_>) -> Vec<Finding> {
    let mut groups: BTreeMap<(&str, i32), Vec<Taken<'_>>> = BTreeMap::new();
    for persona in scene.personas().filter(|it| !is_met(it)) {
        for (picture, said) in pictures::of(persona) {
            if let (Some(camera), Some((at, Some(offset)))) = (&picture.device, picture.created) {
                groups.entry((camera.as_str(), offset)).or_default().push((at, persona, said));
            }
        }
    }
    let mut found: BTreeMap<&PersonaId, Finding> = BTreeMap::new();
    for ((camera, _), mut taken) in groups {
        let people: BTreeSet<&PersonaId> = taken.iter().map(|(_, it, _)| &it.id).collect();
        taken.sort_by_key(|(at, persona, said)| (*at, &persona.id, said.from()));
        if people.len() > MOST_PEOPLE {
            continue;
        }
        for own in &taken {
            let beside: Vec<&Taken<'_>> = taken.iter().filter(|it| is_beside(own, it)).collect();
            if let Some(first) = beside.first() {
                let finding = || finding(camera, own, (first, &beside));
                found.entry(&own.1.id).or_insert_with(finding);
            }
        }
    }
    found.into_values().collect()
}

/// Whether somebody of the organization stood before the person, and may have taken the picture.
fn is_met(persona: &Persona) -> bool {
    let is_meeting = |it: &Fact| {
        matches!(it, Fact::MetInPerson | Fact::Badged { .. })
            || matches!(it, Fact::WorksAt(WorkPlace::Office | WorkPlace::Hybrid))
    };
    persona.said.iter().any(|it| is_meeting(&it.fact))
}

fn is_beside(own: &Taken<'_>, other: &Taken<'_>) -> bool {
    let ((at, persona, _), (then, another, _)) = (own, other);
    hours_between(*at, *then).abs() <= HOURS
        && names::differ(persona, another)
        && !households::live_together(persona, another)
}

fn finding(camera: &str, own: &Taken<'_>, beside: (&Taken<'_>, &[&Taken<'_>])) -> Finding {
    let ((at, persona, said), (first, all)) = (own, beside);
    let because = sentence!(
        "identity documents of {} and {} were photographed by one model of camera ({}), {} minutes apart on one clock",
        *persona,
        first.1,
        camera,
        (hours_between(*at, first.0).abs() * 60.0).round()
    );
    Finding::new(&CARD, &persona.id, because, said.from())
        .and(all.iter().map(|(_, _, said)| said.from()))
        .with(all.iter().map(|(_, it, _)| &it.id))
}
