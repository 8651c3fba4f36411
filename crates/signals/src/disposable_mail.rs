//! The mail address is a throw-away one.
//!
//! ## What it sees
//! A mail address of an applicant or referee in a domain that hands out throw-away mailboxes.
//!
//! ## Why it matters
//! A mailbox that nobody keeps leaves no trail.
//!
//! ## Innocent reasons
//! Privacy-minded applicants; fear of being spammed by job boards. Where many write from such mailboxes, as where a
//! board hands them out, it weighs less or nothing.
//!
//! ## Blind spots
//! Lists of such domains are never complete.

use bonafide_model::{Bits, Card, Family, Finding, Need, Persona, Scene, Stage, sentence};

use crate::surprise;

pub(crate) static CARD: Card = Card {
    id: "disposable-mail",
    title: "The mail address is a throw-away one",
    stage: Stage::Application,
    family: Family::Persona,
    weight: Bits(1.5),
    weight_from: "guess: weak in the threat catalogue (APP-09)",
    needs: &[Need::Applications],
    benign: &["privacy-minded applicants", "fear of being spammed by job boards"],
    verify: "ask for a lasting mail address before the first interview, as from everybody",
    sources: &["GHFA"],
    indicators: &["APP-09"],
    attack: &["T1585.002"],
};

/// Looks mail domains up in the shipped list.
pub(crate) fn detect(scene: &Scene<'_>) -> Vec<Finding> {
    let with_mail = scene.personas().filter(|it| it.own_emails().next().is_some()).count();
    let findings = scene.personas().filter_map(|it| of_persona(scene, it)).collect();
    surprise::weigh(findings, with_mail)
}

fn of_persona(scene: &Scene<'_>, persona: &Persona) -> Option<Finding> {
    let listed = |domain: &str| scene.lists.disposable_domains.contains(domain);
    let (email, said) = persona
        .own_emails()
        .find(|(email, _)| listed(email.domain()) || listed(email.registrable_domain()))?;
    let because = sentence!("{} gave {}, a throw-away mailbox", persona, email);
    Some(Finding::new(&CARD, &persona.id, because, said.from()))
}
