//! Reckoning with hours and days of footprints.

use bonafide_model::{Footprint, Place, value::Zone};
use jiff::{Timestamp, civil::date};

/// Hours from one instant to another; negative if the second is earlier.
pub(crate) fn hours_between(from: Timestamp, to: Timestamp) -> f64 {
    (to.as_second() - from.as_second()) as f64 / 3600.0
}

/// Days from one instant to another.
pub(crate) fn days_between(from: Timestamp, to: Timestamp) -> f64 {
    hours_between(from, to) / 24.0
}

/// Every hour in which a human used something, counted from 1970, in order, each once.
pub(crate) fn active_hours(footprint: &Footprint) -> Vec<i64> {
    let epoch = date(1970, 1, 1);
    let mut hours = Vec::new();
    for (key, cell) in footprint.human() {
        let Ok(since_epoch) = epoch.until(key.day) else { continue };
        let midnight = i64::from(since_epoch.get_days()) * 24;
        hours.extend(
            (0..24).zip(cell.hours).filter(|(_, uses)| *uses > 0).map(|(hour, _)| midnight + hour),
        );
    }
    hours.sort_unstable();
    hours.dedup();
    hours
}

/// Days of activity by UTC hour: how many distinct hours of that hour of the day were active.
pub(crate) fn hours_of_day(active_hours: &[i64]) -> [u32; 24] {
    let mut res = [0; 24];
    for hour in active_hours {
        res[hour.rem_euclid(24).unsigned_abs() as usize] += 1;
    }
    res
}

/// Middle of the quietest six hours in a row, as UTC hour; the first in order among equals.
pub(crate) fn trough(hours: &[u32; 24]) -> f64 {
    let quiet = |start: usize| (0..6).map(|it| hours[(start + it) % 24]).sum::<u32>();
    let start = (0..24).min_by_key(|start| (quiet(*start), *start)).unwrap_or(0);
    (start as f64 + 3.0) % 24.0
}

/// Distance of two hours of the day around the clock, at most 12.
pub(crate) fn hours_apart(a: f64, b: f64) -> f64 {
    let gap = (a - b).rem_euclid(24.0);
    gap.min(24.0 - gap)
}

/// How many hours clocks at a place were ahead of UTC.
pub(crate) fn offset_hours(place: &Place, at: Timestamp) -> Option<f64> {
    let zone = Zone::parse(place.zone.as_deref()?).ok()?;
    Some(f64::from(zone.offset_minutes_at(at)) / 60.0)
}
