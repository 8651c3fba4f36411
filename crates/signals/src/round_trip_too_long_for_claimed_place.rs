//! Round trips take longer than the claimed place allows.
//!
//! ## What it sees
//! The least of at least fifty round trips on five days, against what fiber needs from the claimed place to the far
//! end of the measurement: 1 ms per 100 km, times 1.6 for real routes, and 15 ms for the last mile. Sixty
//! milliseconds above that is too long.
//!
//! ## Why it matters
//! Congestion only adds, so the least is physics. A tunnel to the claimed place cannot take away the way behind it.
//!
//! ## Innocent reasons
//! Satellites and detours; see `CARD.benign`. Of several claimed places the farthest is reckoned with.
//!
//! ## Blind spots
//! Blind towards a laptop that stands in the claimed place and is driven by a KVM or a remote tool: its round trips
//! are honestly short. A clean figure never speaks for anybody.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_model::{
    Bits, Card, Family, Finding, Need, Outcome, Persona, Place, Provenance, Said, Scene, Stage,
    sentence,
};
use jiff::civil::Date;

use crate::places;

pub(crate) static CARD: Card = Card {
    id: "round-trip-too-long-for-claimed-place",
    title: "Round trips take longer than the claimed place allows",
    stage: Stage::VirtualDesktop,
    family: Family::Netloc,
    weight: Bits(6.0),
    weight_from: "guess: published as strong from 60 ms of excess in the minimum; the threshold is to be calibrated",
    needs: &[Need::RoundTrips, Need::Workers, Need::VirtualDesktops],
    benign: &[
        "a satellite link",
        "a corporate or private VPN with a far gateway",
        "a provider that routes in a wide detour",
    ],
    verify: "measure once more on another access, such as a phone hotspot, while on a call",
    sources: &["AMZN25"],
    indicators: &["ACC-13", "VDI-02"],
    attack: &["T1090", "T1219"],
};

/// Samples from which the least of them is the line and not the day: published (threat catalogue L1).
const LEAST_SAMPLES: u32 = 50;
/// Days on which they fall: published (L1).
const LEAST_DAYS: usize = 5;
/// Milliseconds above what the place allows: guess (L1, to be calibrated).
const EXCESS_MS: f64 = 60.0;
/// Round trip over fiber, in milliseconds a kilometer: physics, 200 km/ms one way.
const MS_PER_KM: f64 = 0.01;
/// Real routes against great circles (guess, from L1's New York to Seattle).
const DETOUR: f64 = 1.6;
/// Last mile and endpoints, in milliseconds (guess).
const LAST_MILE_MS: f64 = 15.0;

/// Milliseconds above which a line goes over a satellite high above: physics, half-way round the earth are some 335 ms with the
/// detour and the last mile, and a satellite on its fixed place takes 480 and more.
const SATELLITE_MS: u32 = 450;

/// What was measured against one far end.
#[derive(Default)]
struct Measured<'a> {
    samples: u32,
    days: BTreeSet<Date>,
    least: Option<(u32, &'a Provenance)>,
}

pub(crate) fn detect(scene: &Scene) -> Vec<Finding> {
    scene.personas().filter_map(|persona| look(scene, persona)).collect()
}

fn look(scene: &Scene, persona: &Persona) -> Option<Finding> {
    let claims = places::claims(scene, persona);
    let mut by_far_end: BTreeMap<&Place, Measured> = BTreeMap::new();
    // How far a client is does not depend on whether somebody sits there.
    let entered = persona.footprint.cells.iter().filter(|(key, _)| key.outcome == Outcome::Success);
    for (key, cell) in entered {
        let (Some(far_end), Some(ms)) = (&key.measured_at, cell.min_round_trip_ms) else {
            continue;
        };
        let measured = by_far_end.entry(far_end).or_default();
        measured.samples += cell.round_trips;
        measured.days.insert(key.day);
        let sample = (ms, &cell.example);
        measured.least = Some(measured.least.map_or(sample, |least| least.min(sample)));
    }
    let mut worst: Option<(f64, Finding)> = None;
    for (far_end, measured) in by_far_end {
        let Some((ms, line)) = measured.least.filter(|(ms, _)| *ms < SATELLITE_MS) else {
            continue;
        };
        let is_enough = measured.samples >= LEAST_SAMPLES && measured.days.len() >= LEAST_DAYS;
        let Some(expected) = expected_ms(&claims, far_end).filter(|_| is_enough) else { continue };
        let excess = f64::from(ms) - expected;
        if excess < EXCESS_MS || worst.as_ref().is_some_and(|(most, _)| *most >= excess) {
            continue;
        }
        let because = sentence!(
            "says {}, but the least of {} round trips to {} on {} days is {} ms; at most {} ms were expected",
            places::claim_words(&claims),
            measured.samples,
            far_end.label(),
            measured.days.len(),
            ms,
            places::km_words(expected)
        );
        let claim_lines = claims.iter().map(|(_, said)| said.from());
        worst = Some((excess, Finding::new(&CARD, &persona.id, because, line).and(claim_lines)));
    }
    worst.map(|(_, finding)| finding)
}

/// The longest round trip that a claimed place excuses; `None` if a claim cannot be put on the map.
fn expected_ms(claims: &[(&Place, &Said)], far_end: &Place) -> Option<f64> {
    let farthest = claims.iter().map(|(claim, _)| {
        let km = claim.at?.km_to(far_end.at?)
            + f64::from(claim.radius_km)
            + f64::from(far_end.radius_km);
        Some(km * MS_PER_KM * DETOUR + LAST_MILE_MS)
    });
    farthest.collect::<Option<Vec<_>>>()?.into_iter().max_by(f64::total_cmp)
}
