//! Security software found something on a newcomer's laptop on its first day.
//!
//! ## What it sees
//! Detections of security products on a company laptop within a day of its enrollment, for somebody who started in those weeks.
//!
//! ## Why it matters
//! In one published case the new laptop was loaded with an infostealer as soon as it was connected.
//!
//! ## Innocent reasons
//! Private habits and noise; see `CARD.benign`. What the product says of many laptops here is noise or the rollout itself;
//! categories of web filters do not count; people in IT are left out.
//!
//! ## Blind spots
//! What the product does not find; laptops whose enrollment is not in the exports.

use std::sync::Arc;

use bonafide_model::{
    Bits, Card, Device, Fact, Family, Finding, Need, Persona, Said, Scene, Stage, sentence,
};

use crate::{
    alerts,
    clock::{days_between, hours_between},
    programs,
    surprise::Frequencies,
};

pub(crate) static CARD: Card = Card {
    id: "alert-on-first-day",
    title: "Security software found something on a newcomer's laptop on its first day",
    stage: Stage::Endpoint,
    family: Family::Exfil,
    weight: Bits(3.0),
    weight_from: "guess: strong for a new remote hire in the threat catalogue (EPT-18), less because products err",
    needs: &[Need::Alerts, Need::Devices, Need::Workers],
    benign: &[
        "a false alarm of the product",
        "an infected stick or download brought along from a private computer",
        "a tool of the trade that products dislike",
    ],
    verify: "read the detection in the vendor's console: what was it, and where did it come from",
    sources: &["KB4"],
    indicators: &["EPT-18"],
    attack: &["T1204", "T1105"],
};

/// The first day: published (threat catalogue EPT-18).
const FIRST_HOURS: f64 = 24.0;
/// Agents are installed a little before the enrollment is written down (guess).
const EARLY_HOURS: f64 = 2.0;
/// Days between the first day at work and the enrollment of a newcomer's laptop (guess).
const NEWCOMER_DAYS: f64 = 45.0;
/// How facts begin that are but a category of a web filter.
const WEB_CATEGORY: &str = "web category ";

pub(crate) fn detect(scene: &Scene) -> Vec<Finding> {
    let known = alerts::on_devices(scene, name);
    let people = scene.personas().filter(|it| !scene.is_it_or_lab(it));
    people.filter_map(|persona| look(scene, persona, &known)).collect()
}

fn look(scene: &Scene, persona: &Persona, known: &Frequencies<&Arc<str>>) -> Option<Finding> {
    let (hired, hired_line) = persona.hired()?;
    let alerts = programs::seen_on_company_devices(scene, persona, name).into_iter();
    let early = alerts.filter(|(name, device, said)| {
        let is_new =
            device.since().is_some_and(|it| days_between(hired, it).abs() <= NEWCOMER_DAYS);
        is_new && is_on_first_day(device, said) && !known.get(name).is_common(CARD.weight)
    });
    let early = early.collect::<Vec<_>>();
    let (name, device, said) = early.first()?;
    let because = sentence!(
        "on the first day of the work device {} security software reported: {}",
        device.id,
        **name
    );
    let lines = early.iter().map(|(_, _, said)| said.from());
    let finding = Finding::new(&CARD, &persona.id, because, said.from());
    known.rarest(early.iter().map(|(name, ..)| name)).weigh(finding.and([hired_line]).and(lines))
}

fn name(fact: &Fact) -> Option<&Arc<str>> {
    let Fact::Alerted(name) = fact else { return None };
    (!name.starts_with(WEB_CATEGORY)).then_some(name)
}

fn is_on_first_day(device: &Device, said: &Said) -> bool {
    let hours = device.since().zip(said.first()).map(|(since, at)| hours_between(since, at));
    hours.is_some_and(|it| (-EARLY_HOURS..=FIRST_HOURS).contains(&it))
}
