//! When the clocks change at the claimed place, the person's day does not move.
//!
//! ## What it sees
//! The middle of each active day in UTC, four weeks before and after the clocks of the claimed place change. Who lives by those
//! clocks moves by an hour against UTC. Here the step is next to none, and an hour is ruled out by three standard errors.
//!
//! ## Why it matters
//! Nobody thinks of coaching it, and it needs neither address nor device.
//!
//! ## Innocent reasons
//! A team whose clocks do not change; see `CARD.benign`. Where many show no step, the work sets the hours and nobody is named.
//!
//! ## Blind spots
//! Claimed places whose clocks never change; people whose hours wander; less than four weeks of records on either side.

use std::{collections::BTreeMap, ops::RangeInclusive};

use bonafide_model::{
    Bits, Card, Family, Finding, Need, Persona, Place, Said, Scene, Stage, sentence, value::Zone,
};
use jiff::Timestamp;

use crate::{clock, places, surprise};

pub(crate) static CARD: Card = Card {
    id: "hours-ignore-clock-change",
    title: "When the clocks change at the claimed place, the person's day does not move",
    stage: Stage::Conduct,
    family: Family::Netloc,
    weight: Bits(1.5),
    weight_from: "guess: weak to moderate in the threat catalogue (DEV-06, L8)",
    needs: &[Need::SignIns, Need::Workers],
    benign: &[
        "a team or customer elsewhere whose clocks do not change, or change on another day",
        "children, a shift or a course that sets the hours",
        "jobs that run under the person's account",
    ],
    verify: "nothing by itself; read it beside evidence of place",
    sources: &["SEAL"],
    indicators: &["DEV-06", "CON-01"],
    attack: &[],
};

/// Weeks on either side, in days: published (threat catalogue DEV-06, eight in all).
const SIDE_DAYS: i64 = 28;
/// Active days on either side without which the mean says nothing (guess).
const LEAST_DAYS: usize = 15;
/// Active hours that make a day (guess).
const LEAST_HOURS: usize = 3;
/// A step that is next to none, in hours (guess, a quarter of what is expected).
const MOST_STEP: f64 = 0.25;
/// Standard errors by which the expected step is ruled out (published: three is the custom of the trade).
const ERRORS: f64 = 3.0;
/// Habits last, so that days say less than as many independent ones (guess).
const LASTING: f64 = 1.5;
/// Activity is known to the hour; no mean is surer than this (guess, a tenth of an hour).
const LEAST_ERROR: f64 = 0.1;

/// Days of records that are looked back at (guess, two years).
const REACH_DAYS: i64 = 731;
const DAY_SECONDS: i64 = 24 * 3600;

/// What was measured around a change of the clocks.
struct Step {
    at: Timestamp,
    hours: f64,
    error: f64,
    /// What whoever lives by those clocks shows.
    expected: f64,
}

impl Step {
    fn is_ignored(&self) -> bool {
        self.hours.abs() <= MOST_STEP && (self.hours - self.expected).abs() >= ERRORS * self.error
    }
}

pub(crate) fn detect(scene: &Scene) -> Vec<Finding> {
    let mut clocks = Clocks::new(scene.as_of);
    let steps = scene.personas().filter_map(|it| {
        let claims = places::claims(scene, it);
        let step = step(it, &claims, &mut clocks)?;
        Some((it, claims, step))
    });
    let (ignoring, following): (Vec<_>, Vec<_>) = steps.partition(|(_, _, step)| step.is_ignored());
    let findings = ignoring
        .iter()
        .filter_map(|(persona, claims, step)| of_persona(persona, claims, step))
        .collect();
    surprise::weigh(findings, ignoring.len() + following.len())
}

fn of_persona(persona: &Persona, claims: &[(&Place, &Said)], step: &Step) -> Option<Finding> {
    let (_, cell) = persona.footprint.human().find(|(_, cell)| cell.last >= step.at)?;
    let because = sentence!(
        "the clocks of {} changed on {}, but the day moved by {} hours (±{}) against UTC and not by {}",
        places::claim_words(claims),
        step.at.strftime("%Y-%m-%d").to_string(),
        tenths(step.hours),
        tenths(2.0 * step.error),
        tenths(step.expected)
    );
    let lines = claims.iter().map(|(_, said)| said.from());
    Some(Finding::new(&CARD, &persona.id, because, &cell.example).and(lines))
}

fn tenths(hours: f64) -> String {
    // A step of next to none is not to be shown as minus nothing.
    format!("{:.1}", if hours.abs() < 0.05 { 0.0 } else { hours })
}

/// The step at the first change of the clocks around which there is enough to measure.
fn step(persona: &Persona, claims: &[(&Place, &Said)], clocks: &mut Clocks) -> Option<Step> {
    let zones = claims
        .iter()
        .map(|(place, _)| Zone::parse(place.zone.as_deref()?).ok())
        .collect::<Option<Vec<_>>>()?;
    let hours = clock::active_hours(persona.footprint.human());
    let quiet = clock::quiet_middle(&clock::hours_of_day(&hours))?;
    let middles = middles(&hours, quiet);
    clocks.changes(&zones).into_iter().find_map(|(day, minutes)| {
        let side = |from: i64, to: i64| {
            let days_since = move |it: i64| it as f64 + quiet / 24.0 - day as f64;
            let is_in = move |it: i64| (from as f64..=to as f64).contains(&days_since(it));
            middles.iter().filter(move |(it, _)| is_in(**it)).map(|(_, middle)| *middle)
        };
        // What began on the day before the change belongs to neither side.
        let before = Mean::of(side(-SIDE_DAYS, -1).collect())?;
        let after = Mean::of(side(0, SIDE_DAYS - 1).collect())?;
        let error = LASTING * before.error.hypot(after.error);
        Some(Step {
            at: Timestamp::from_second(day * DAY_SECONDS).ok()?,
            hours: after.mean - before.mean,
            error: error.max(LEAST_ERROR),
            expected: -f64::from(minutes) / 60.0,
        })
    })
}

/// When the clocks of zones change, for the years that records reach back; each zone is looked up once.
struct Clocks {
    days: RangeInclusive<i64>,
    known: BTreeMap<String, BTreeMap<i64, i32>>,
}

impl Clocks {
    fn new(as_of: Timestamp) -> Self {
        let last = as_of.as_second().div_euclid(DAY_SECONDS);
        Self { days: last - REACH_DAYS..=last, known: BTreeMap::new() }
    }

    /// Days on which the clocks of all zones change by as much, counted from 1970, and the minutes.
    fn changes(&mut self, zones: &[Zone]) -> BTreeMap<i64, i32> {
        let mut res: Option<BTreeMap<i64, i32>> = None;
        for zone in zones {
            let days = self.days.clone();
            let of_zone =
                self.known.entry(zone.name().to_owned()).or_insert_with(|| changes_of(zone, days));
            match &mut res {
                Some(all) => all.retain(|day, minutes| of_zone.get(day) == Some(minutes)),
                None => res = Some(of_zone.clone()),
            }
        }
        res.unwrap_or_default()
    }
}

fn changes_of(zone: &Zone, days: RangeInclusive<i64>) -> BTreeMap<i64, i32> {
    let rules = zone.rules();
    let offset = |day: i64| {
        let midnight = Timestamp::from_second(day * DAY_SECONDS).ok()?;
        Some(rules.to_offset(midnight).seconds() / 60)
    };
    let changes = days.filter_map(|day| Some((day, offset(day + 1)? - offset(day)?)));
    changes.filter(|(_, minutes)| *minutes != 0).collect()
}

/// The middle of each active day, in hours since the middle of the quiet side before it, by day.
fn middles(active_hours: &[i64], quiet: f64) -> BTreeMap<i64, f64> {
    let since = |hour: &i64| *hour as f64 + 0.5 - quiet;
    let day = |hour: &i64| since(hour).div_euclid(24.0);
    let days = active_hours.chunk_by(|a, b| day(a) == day(b));
    let days = days.filter_map(|hours| Some((day(hours.first()?), hours)));
    let days = days.filter(|(_, hours)| hours.len() >= LEAST_HOURS);
    days.map(|(day, hours)| {
        let sum = hours.iter().map(|it| since(it) - day * 24.0).sum::<f64>();
        (day as i64, sum / hours.len() as f64)
    })
    .collect()
}

/// A mean with its standard error.
struct Mean {
    mean: f64,
    error: f64,
}

impl Mean {
    /// Of days; `None` if there are too few.
    fn of(days: Vec<f64>) -> Option<Self> {
        let n = days.len() as f64;
        if days.len() < LEAST_DAYS {
            return None;
        }
        let mean = days.iter().sum::<f64>() / n;
        let variance = days.iter().map(|it| (it - mean).powi(2)).sum::<f64>() / (n - 1.0);
        Some(Self { mean, error: (variance / n).sqrt() })
    }
}

#[cfg(test)]
mod tests {
    use bonafide_model::value::Zone;

    use super::{Clocks, middles};

    #[test]
    fn clocks_change_where_they_change_everywhere_claimed() {
        let as_of = "2026-06-01T00:00:00Z".parse().unwrap();
        let found = |names: &[&str]| {
            let zones = names.iter().map(|it| Zone::parse(it).unwrap()).collect::<Vec<_>>();
            Clocks::new(as_of).changes(&zones).into_iter().next_back()
        };
        // 2026-03-08 and 2026-03-29.
        assert_eq!(found(&["America/New_York"]), Some((20_520, 60)));
        assert_eq!(found(&["America/New_York", "America/Chicago"]), Some((20_520, 60)));
        assert_eq!(found(&["Europe/Berlin"]), Some((20_541, 60)));
        assert_eq!(found(&["America/New_York", "Europe/Berlin"]), None);
        assert_eq!(found(&["America/Phoenix"]), None);
        assert_eq!(found(&[]), None);
    }

    #[test]
    fn a_day_is_cut_in_the_quiet_hours_and_not_at_midnight() {
        // Active from 22 to 02 UTC on two days; the quiet side is around noon.
        let hours = [22, 23, 24, 25, 46, 47, 48, 49];
        let middles = middles(&hours, 12.0);
        assert_eq!(middles.into_iter().collect::<Vec<_>>(), [(0, 12.0), (1, 12.0)]);
    }
}
