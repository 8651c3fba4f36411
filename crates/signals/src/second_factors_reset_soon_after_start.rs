//! Second factors were reset twice within the first weeks.
//!
//! ## What it sees
//! At least two resets of somebody's second factors, at most fourteen days apart, the first within thirty days of the first
//! day at work or of the delivery of the laptop.
//!
//! ## Why it matters
//! The laptop is set up by its host and then handed to the person who works: the factor has to move from one to the other.
//!
//! ## Innocent reasons
//! A start that goes wrong; see `CARD.benign`. Where many newcomers need it, the onboarding is at fault and nobody is named.
//!
//! ## Blind spots
//! Resets by a help desk that writes no log; a second telephone that is added without a reset.

use bonafide_model::{
    Bits, Card, Fact, Family, Finding, Need, ParcelStep, Persona, Said, Scene, Stage, sentence,
};
use jiff::Timestamp;

use crate::{clock::days_between, surprise};

pub(crate) static CARD: Card = Card {
    id: "second-factors-reset-soon-after-start",
    title: "Second factors were reset twice within the first weeks",
    stage: Stage::Shipping,
    family: Family::Remctl,
    weight: Bits(1.0),
    weight_from: "guess: weak; onboarding fails often (SHP-13)",
    needs: &[Need::SignIns, Need::Workers, Need::Shipments, Need::CarrierEvents],
    benign: &[
        "an onboarding that went wrong",
        "a new or broken telephone",
        "a slip of the help desk",
    ],
    verify: "ask the help desk who called, from which number, and whether a picture was on",
    sources: &["HUN26", "OKTADET"],
    indicators: &["SHP-13"],
    attack: &["T1556.006"],
};

/// Days from the start in which the first reset falls (guess).
const FIRST_DAYS: f64 = 30.0;
/// Days between the resets: published (threat catalogue SHP-13).
const TOGETHER_DAYS: f64 = 14.0;
/// One reset is told by several events, within this time (guess).
const ONE_RESET_HOURS: f64 = 1.0;

pub(crate) fn detect(scene: &Scene) -> Vec<Finding> {
    let newcomers =
        scene.personas().filter(|it| !starts(it).is_empty() && resets(it).next().is_some()).count();
    let findings = scene.personas().filter_map(look).collect::<Vec<_>>();
    // Those without any reset are no part of it: a log that names none is most often a log that has none.
    surprise::weigh(findings, newcomers)
}

fn look(persona: &Persona) -> Option<Finding> {
    let starts = starts(persona);
    let is_at_start =
        |at: Timestamp| starts.iter().any(|it| (0.0..=FIRST_DAYS).contains(&days_between(*it, at)));
    let (days, said) = resets(persona).find_map(|said| {
        let (first, last) = (said.first()?, said.last()?);
        let days = days_between(first, last);
        let is_twice = said.sighting.count >= 2 && days * 24.0 > ONE_RESET_HOURS;
        (is_twice && days <= TOGETHER_DAYS && is_at_start(first)).then_some((days, said))
    })?;
    let because = sentence!(
        "second factors of {} were reset {} times within {} days, soon after the start",
        persona,
        said.sighting.count,
        days.ceil() as u64
    );
    Some(Finding::new(&CARD, &persona.id, because, said.from()))
}

fn resets(persona: &Persona) -> impl Iterator<Item = &Said> {
    persona.said.iter().filter(|it| it.fact == Fact::FactorReset)
}

/// First days at work, and days on which a parcel with equipment arrived.
fn starts(persona: &Persona) -> Vec<Timestamp> {
    let arrivals = persona.find(|it| {
        let is_arrival =
            matches!(it, Fact::Parcel { step: ParcelStep::Delivered | ParcelStep::Collected, .. });
        is_arrival.then_some(())
    });
    let hired = persona.hired().map(|(at, _)| at);
    hired.into_iter().chain(arrivals.filter_map(|((), said)| said.first())).collect()
}
