//! The clock of somebody's chat and calendar is not that of the claimed place.
//!
//! ## What it sees
//! The time zone that chat and calendar programs take from the person's computer, more than two hours off the clock of every
//! claimed place; in calendars for at least thirty days and in most entries.
//!
//! ## Why it matters
//! What is written in letters is coached. What a program takes from the computer is often forgotten.
//!
//! ## Innocent reasons
//! A team's zone, kept on purpose; see `CARD.benign`. A clock that a quarter of the colleagues show is left out, and so is UTC.
//!
//! ## Blind spots
//! Chat tells the zone of one moment. A zone that HR entered is the claim itself and is not looked at.

use std::collections::BTreeMap;

use bonafide_model::{
    Bits, Card, Fact, Family, Finding, Need, Persona, Said, Scene, Stage, Subject, sentence,
    value::Zone,
};

use crate::{clock::days_between, places, surprise};

pub(crate) static CARD: Card = Card {
    id: "stated-zone-against-claimed-place",
    title: "The clock of somebody's chat and calendar is not that of the claimed place",
    stage: Stage::Access,
    family: Family::Netloc,
    weight: Bits(1.5),
    weight_from: "guess: weak to moderate in the threat catalogue (ACC-11, VDI-09)",
    needs: &[Need::Calendars, Need::Workers, Need::Profiles],
    benign: &[
        "a journey on the day of the export",
        "the zone of a team or customer, kept on purpose",
        "a zone that was set years ago and never changed",
    ],
    verify: "nothing by itself; compare with where sign-ins and devices were in those weeks",
    sources: &["SEED", "SEAL"],
    indicators: &["ACC-11", "VDI-09"],
    attack: &[],
};

/// Sources whose programs take the zone from the person's computer.
const SOURCES: &[&str] = &["slack_members", "calendar_events"];
/// Slack in minutes for neighboring zones and daylight saving (guess).
const SLACK_MINUTES: i32 = 120;
/// Days over which a calendar has to show it: published (threat catalogue ACC-11).
const LEAST_DAYS: f64 = 30.0;
/// Share of the colleagues from which a clock is the organization's, in percent (guess).
const COMMON_PERCENT: usize = 25;
/// Colleagues without whom no clock is common (guess).
const LEAST_OTHERS: usize = 5;

pub(crate) fn detect(scene: &Scene) -> Vec<Finding> {
    let mut of_offset: BTreeMap<i32, usize> = BTreeMap::new();
    let mut n_stating = 0;
    for (zone, _) in scene.personas().filter_map(usual) {
        n_stating += 1;
        *of_offset.entry(zone.offset_minutes_at(scene.as_of)).or_default() += 1;
    }
    let is_common = |minutes: i32| {
        let n = of_offset.get(&minutes).copied().unwrap_or_default();
        n >= LEAST_OTHERS && n * 100 >= n_stating * COMMON_PERCENT
    };
    let findings = scene.personas().filter_map(|it| look(scene, it, &is_common));
    surprise::weigh(findings.collect(), n_stating)
}

fn look(scene: &Scene, persona: &Persona, is_common: &impl Fn(i32) -> bool) -> Option<Finding> {
    let (zone, said) = usual(persona)?;
    let at = said.last().unwrap_or(scene.as_of);
    let stated = zone.offset_minutes_at(at);
    if is_common(zone.offset_minutes_at(scene.as_of)) || stated == 0 {
        return None;
    }
    let claims = places::claims(scene, persona);
    let zones = claims
        .iter()
        .map(|(place, _)| Zone::parse(place.zone.as_deref()?).ok())
        .collect::<Option<Vec<_>>>()?;
    let is_strange = |claim: &Zone| (claim.offset_minutes_at(at) - stated).abs() > SLACK_MINUTES;
    if zones.is_empty() || !zones.iter().all(is_strange) {
        return None;
    }
    let because = sentence!(
        "says {}, but the programs of {} keep the time zone {}",
        places::claim_words(&claims),
        persona,
        zone.name()
    );
    let claims = claims.iter().map(|(_, said)| said.from());
    Some(Finding::new(&CARD, &persona.id, because, said.from()).and(claims))
}

/// The zone that was stated most often, if it is no passing one.
fn usual(persona: &Persona) -> Option<(&Zone, &Said)> {
    let stated = || {
        let zones =
            persona.find(|it| if let Fact::StatedZone(zone) = it { Some(zone) } else { None });
        zones.filter(|(_, said)| is_from_a_program(said))
    };
    let n_all = stated().map(|(_, said)| said.sighting.count).sum::<u64>();
    let (zone, said) =
        stated().max_by(|a, b| a.1.sighting.count.cmp(&b.1.sighting.count).then(b.0.cmp(a.0)))?;
    // Chat has no dates: what it says is what the computer says today.
    let lasts = said
        .first()
        .zip(said.last())
        .is_none_or(|(first, last)| days_between(first, last) >= LEAST_DAYS);
    (lasts && said.sighting.count * 2 > n_all).then_some((zone, said))
}

fn is_from_a_program(said: &Said) -> bool {
    matches!(&said.subject, Subject::Record(record) if SOURCES.contains(&record.source))
}
