//! Calls take a longer way than those of colleagues who live nearby.
//!
//! ## What it sees
//! The least round trip of at least ten measured calls on five days, where the far end is not told. Sixty milliseconds above the
//! middle of at least three colleagues whose homes lie within 150 km is too long.
//!
//! ## Why it matters
//! Meeting services serve a region from one place, so neighbors have much the same way to it. Congestion only adds; a tunnel to
//! the claimed place, or a second computer on the way, adds to the least as well.
//!
//! ## Innocent reasons
//! Satellites and old lines; see `CARD.benign`. Phones, VPNs and common exits are left out.
//!
//! ## Blind spots
//! Nobody can be compared who lives far from all colleagues. Of services with several far ends in one region one is farther. A
//! short way never speaks for anybody.

use std::collections::BTreeSet;

use bonafide_model::{
    Bits, Card, Channel, Family, Finding, Need, NetworkKind, Persona, Place, Provenance, Scene,
    Stage, sentence,
};
use jiff::civil::Date;

use crate::{clients, places};

pub(crate) static CARD: Card = Card {
    id: "calls-slower-than-colleagues-nearby",
    title: "Calls take a longer way than those of colleagues who live nearby",
    stage: Stage::Interview,
    family: Family::Netloc,
    weight: Bits(2.5),
    weight_from: "guess: weak, moderate in the minimum in the threat catalogue (INT-02)",
    needs: &[Need::RoundTrips, Need::Workers],
    benign: &[
        "a satellite link or an old line in the country",
        "a provider that routes in a wide detour",
        "a company VPN that the meeting service does not show",
    ],
    verify: "measure once more on another access, such as a phone hotspot, while on a call",
    sources: &["SPLUNK25", "SEAL"],
    indicators: &["INT-02"],
    attack: &["T1090"],
};

/// Measured calls, and their days, from which the least of them is the line and not the day (guess).
const LEAST_CALLS: u32 = 10;
const LEAST_DAYS: usize = 5;
/// Colleagues from which the middle is no accident (guess).
const LEAST_COLLEAGUES: usize = 3;
/// As near as counts as the same way to the service (guess).
const NEAR_KM: f64 = 150.0;
/// Milliseconds above the middle: as for round trips with a known far end (guess, threat catalogue L1).
const EXCESS_MS: u32 = 60;

/// The least of a person's round trips, and where the person lives.
struct Measured<'a> {
    persona: &'a Persona,
    homes: Vec<&'a Place>,
    ms: u32,
    calls: u32,
    line: &'a Provenance,
}

pub(crate) fn detect(scene: &Scene) -> Vec<Finding> {
    let measured = scene.personas().filter_map(|it| measure(scene, it)).collect::<Vec<_>>();
    let Some(least) = measured.iter().map(|it| it.ms).min() else { return Vec::new() };
    // The middle of some is no less than the least of all: who is near that need not be compared with everybody.
    let slow = measured.iter().filter(|it| it.ms >= least + EXCESS_MS);
    slow.filter_map(|it| look(it, &measured)).collect()
}

fn look(one: &Measured, all: &[Measured]) -> Option<Finding> {
    let nearby = all.iter().filter(|it| it.persona.id != one.persona.id && live_near(one, it));
    let mut nearby = nearby.map(|it| (it.ms, it.line)).collect::<Vec<_>>();
    nearby.sort_unstable();
    let (middle, _) = *nearby.get(nearby.len() / 2)?;
    if nearby.len() < LEAST_COLLEAGUES || one.ms < middle + EXCESS_MS {
        return None;
    }
    let because = sentence!(
        "the least round trip of {} calls is {} ms; {} colleagues who live nearby have {} ms in the middle",
        one.calls,
        one.ms,
        nearby.len(),
        middle
    );
    let lines = nearby.iter().map(|(_, line)| *line);
    Some(Finding::new(&CARD, &one.persona.id, because, one.line).and(lines))
}

fn measure<'a>(scene: &'a Scene, persona: &'a Persona) -> Option<Measured<'a>> {
    let homes = scene.claimed_places(persona).into_iter().map(|(it, _)| it).collect::<Vec<_>>();
    let mut days: BTreeSet<Date> = BTreeSet::new();
    let mut calls = 0;
    let mut least: Option<(u32, &Provenance)> = None;
    for (key, cell) in persona.footprint.through(Channel::Meeting) {
        let (None, Some(ms)) = (&key.measured_at, cell.min_round_trip_ms) else { continue };
        let is_plain = key.anonymizer.is_none()
            && matches!(
                places::network(scene, key).kind,
                NetworkKind::Access | NetworkKind::Unknown
            );
        if !is_plain || clients::is_mobile(key) || places::through_common_exit(scene, key) {
            continue;
        }
        days.insert(key.day);
        calls += cell.round_trips;
        let sample = (ms, &cell.example);
        least = Some(least.map_or(sample, |it| it.min(sample)));
    }
    let (ms, line) = least.filter(|_| calls >= LEAST_CALLS && days.len() >= LEAST_DAYS)?;
    Some(Measured { persona, homes, ms, calls, line })
}

/// Whether every home of the one is near a home of the other.
fn live_near(one: &Measured, other: &Measured) -> bool {
    let is_near = |home: &&Place| {
        other.homes.iter().any(|it| home.km_apart(it).is_some_and(|km| km <= NEAR_KM))
    };
    !one.homes.is_empty() && one.homes.iter().all(is_near)
}
