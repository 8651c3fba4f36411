//! The work mailbox sends everything on to a mailbox outside.
//!
//! ## What it sees
//! Rules and settings of a mailbox that forward mail to a domain outside the organization. In the first or last thirty days at
//! work it weighs more.
//!
//! ## Why it matters
//! Mail that is sent on is read wherever the reader is, without a sign-in, and goes on after the laptop is taken away.
//!
//! ## Innocent reasons
//! Convenience; see `CARD.benign`. A domain to which many forward is a service that the organization uses; people in IT are left
//! out.
//!
//! ## Blind spots
//! Rules in a program on the laptop; mail that is sent on by hand.

use std::collections::BTreeSet;

use bonafide_model::{
    Bits, Card, DataAction, EmailUse, Fact, Family, Finding, Need, Persona, Said, Scene, Stage,
    sentence,
};

use crate::{clock::days_between, surprise::Frequencies};

pub(crate) static CARD: Card = Card {
    id: "mail-forwarded-outside",
    title: "The work mailbox sends everything on to a mailbox outside",
    stage: Stage::Data,
    family: Family::Exfil,
    weight: Bits(1.5),
    weight_from: "guess: moderate in the threat catalogue for a new outside destination (DAT-01), less because people do it for convenience",
    needs: &[Need::Collaboration],
    benign: &[
        "somebody who reads all mail in one place",
        "a service for tickets or travel that needs the mail",
        "an agency's own mailbox",
    ],
    verify: "ask for the rule to be taken away, as for everybody, and what it was for",
    sources: &["FBI25a"],
    indicators: &["DAT-01"],
    attack: &["T1114.003"],
};

/// Days at either end of the employment (guess).
const EDGE_DAYS: f64 = 30.0;
/// When it was set in those days (guess).
const EDGE_BITS: Bits = Bits(2.5);

pub(crate) fn detect(scene: &Scene) -> Vec<Finding> {
    let (own, services) = (own_domains(scene), services(scene));
    let people = scene.personas().filter(|it| !scene.is_it_or_lab(it));
    people.filter_map(|persona| look(persona, &own, &services)).collect()
}

fn look(persona: &Persona, own: &BTreeSet<&str>, services: &Frequencies<&str>) -> Option<Finding> {
    let is_telling = |it: &str| !own.contains(it) && !services.get(&it).is_common(CARD.weight);
    let (domain, said) = forwarded(persona).find(|(domain, _)| domain.is_none_or(is_telling))?;
    let because = sentence!(
        "the mailbox of {} forwards to a mailbox outside, at {}",
        persona,
        domain.unwrap_or("a domain that the log does not name")
    );
    let finding = Finding::new(&CARD, &persona.id, because, said.from());
    let hired = persona.hired().map(|(at, _)| at);
    let left = persona.left().map(|(at, ..)| at);
    let is_at_edge = said.first().is_some_and(|at| {
        let is_near = |it| (-1.0..=EDGE_DAYS).contains(&it);
        hired.is_some_and(|it| is_near(days_between(it, at)))
            || left.is_some_and(|it| is_near(days_between(at, it)))
    });
    let finding = if is_at_edge { finding.weighing(EDGE_BITS) } else { finding };
    services.rarest(domain.as_ref()).weigh(finding)
}

fn forwarded(persona: &Persona) -> impl Iterator<Item = (Option<&str>, &Said)> {
    persona.find(|it| {
        let Fact::Data { action: DataAction::ForwardingSet, object } = it else { return None };
        Some(object.as_deref())
    })
}

/// Mailboxes' own domains, to which forwarding is no news.
fn own_domains<'a>(scene: &Scene<'a>) -> BTreeSet<&'a str> {
    let work = scene.personas().flat_map(|persona| {
        persona.find(|it| {
            if let Fact::Email(email, EmailUse::Work) = it { Some(email.domain()) } else { None }
        })
    });
    work.map(|(domain, _)| domain).collect()
}

/// How often each domain is forwarded to, of those who forward. Everybody's free mail is no service of the organization's, so
/// that many are there says nothing of one of them.
fn services<'a>(scene: &Scene<'a>) -> Frequencies<&'a str> {
    let is_free = |it: &str| scene.lists.free_mail_domains.contains(it);
    let domains = scene
        .personas()
        .map(|it| forwarded(it).filter_map(|(domain, _)| domain).collect::<BTreeSet<_>>());
    let named = domains.filter(|it| !it.is_empty());
    Frequencies::of_people(named.map(|it| it.into_iter().filter(|it| !is_free(it)).collect()))
}
