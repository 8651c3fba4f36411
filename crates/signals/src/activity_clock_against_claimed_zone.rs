//! The quiet hours do not fall into the night of the claimed place.
//!
//! ## What it sees
//! Hours of all human uses over at least six weeks. The middle of the quiet side of the day lies at least six hours from three
//! o'clock at night in every claimed place, and a quarter of the activity falls between midnight and six there.
//!
//! ## Why it matters
//! The stated time zone is coached; sleep is harder to move.
//!
//! ## Innocent reasons
//! Night work and teams elsewhere; see `CARD.benign`. Whoever keeps the hours that most of the organization keeps
//! is left out, and so are shifts and support.
//!
//! ## Blind spots
//! Workers who keep the claimed place's hours wherever they sit are not seen.

use bonafide_model::{Bits, Card, Family, Finding, Need, Persona, Scene, Stage, sentence};

use crate::{clock, places, surprise};

pub(crate) static CARD: Card = Card {
    id: "activity-clock-against-claimed-zone",
    title: "The quiet hours do not fall into the night of the claimed place",
    stage: Stage::Conduct,
    family: Family::Netloc,
    weight: Bits(1.5),
    weight_from: "guess: weak; many honest people work at night or follow a team elsewhere",
    needs: &[Need::SignIns, Need::Workers],
    benign: &[
        "work at night, by choice, care or contract",
        "a team in another time zone whose hours are kept",
        "jobs that run under the person's account",
    ],
    verify: "nothing by itself; read it beside evidence of place",
    sources: &["SEAL", "TRE22"],
    indicators: &["CON-01", "DEV-06"],
    attack: &[],
};

/// Weeks without which a project or a journey looks like a life: published (threat catalogue CON-01).
const LEAST_SPAN_DAYS: i64 = 42;
/// Active hours without which the quiet ones are chance (guess).
const LEAST_HOURS: usize = 150;
/// Middle of the night (guess).
const NIGHT_MIDDLE: f64 = 3.0;
/// From the middle of the night to the middle of the quiet hours (guess).
const LEAST_SHIFT_HOURS: f64 = 6.0;
/// Share of the activity between midnight and six, in percent (guess; evenly spread it would be 25).
const LEAST_NIGHT_PERCENT: u32 = 25;
/// As near to the hours of most others as counts as keeping them (guess).
const SAME_HOURS: f64 = 3.0;
/// Personas whose hours make the organization's (guess).
const LEAST_OTHERS: usize = 5;
/// Words of jobs with shifts (guess).
const SHIFTS: &[&str] =
    &["shift", "night", "support", "on-call", "operations center", "soc analyst"];

/// When somebody is active.
struct Rhythm {
    hours: [u32; 24],
    quiet_middle: f64,
}

pub(crate) fn detect(scene: &Scene) -> Vec<Finding> {
    let rhythms = scene.personas().filter_map(|it| Some((it, rhythm(it)?))).collect::<Vec<_>>();
    let mut everybody = [0; 24];
    for (_, rhythm) in &rhythms {
        everybody.iter_mut().zip(rhythm.hours).for_each(|(sum, n)| *sum += n);
    }
    let common = clock::quiet_middle(&everybody).filter(|_| rhythms.len() >= LEAST_OTHERS);
    let findings =
        rhythms.iter().filter_map(|(persona, rhythm)| look(scene, persona, (rhythm, common)));
    surprise::weigh(findings.collect(), rhythms.len())
}

fn rhythm(persona: &Persona) -> Option<Rhythm> {
    let active = clock::active_hours(persona.footprint.human());
    let span_days = (active.last()? - active.first()?) / 24;
    if span_days < LEAST_SPAN_DAYS || active.len() < LEAST_HOURS {
        return None;
    }
    let hours = clock::hours_of_day(&active);
    Some(Rhythm { hours, quiet_middle: clock::quiet_middle(&hours)? })
}

fn look(
    scene: &Scene,
    persona: &Persona,
    (rhythm, common): (&Rhythm, Option<f64>),
) -> Option<Finding> {
    let keeps_common_hours =
        common.is_some_and(|it| clock::hours_apart(it, rhythm.quiet_middle) <= SAME_HOURS);
    let role = persona.role_text();
    if keeps_common_hours || SHIFTS.iter().any(|it| role.contains(it)) {
        return None;
    }
    let claims = places::claims(scene, persona);
    let (_, cell) = persona.footprint.human().last()?;
    let offsets = claims
        .iter()
        .map(|(place, _)| clock::offset_hours(place, cell.last))
        .collect::<Option<Vec<_>>>()?;
    if offsets.is_empty() || !offsets.iter().all(|it| is_against(rhythm, *it)) {
        return None;
    }
    let local = (rhythm.quiet_middle + offsets[0]).rem_euclid(24.0) as u64;
    let because = sentence!(
        "says {}, but over weeks the quiet hours lie around {} o'clock there, and the nights are active",
        places::claim_words(&claims),
        local
    );
    Some(
        Finding::new(&CARD, &persona.id, because, &cell.example)
            .and(claims.iter().map(|(_, said)| said.from())),
    )
}

/// Whether the rhythm runs against the night at a place so many hours ahead of UTC.
fn is_against(rhythm: &Rhythm, offset: f64) -> bool {
    let local = |utc: f64| (utc + offset).rem_euclid(24.0);
    let at_night = (0..24_u8)
        .zip(rhythm.hours)
        .filter(|(hour, _)| local(f64::from(*hour)) < 6.0)
        .map(|(_, n)| n)
        .sum::<u32>();
    let all = rhythm.hours.iter().sum::<u32>();
    clock::hours_apart(local(rhythm.quiet_middle), NIGHT_MIDDLE) >= LEAST_SHIFT_HOURS
        && at_night * 100 >= all * LEAST_NIGHT_PERCENT
}
