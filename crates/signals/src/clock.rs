//! Reckoning with hours and days of footprints.

use std::f64::consts::TAU;

use bonafide_model::{Cell, CellKey, Place, value::Zone};
use jiff::{
    Timestamp,
    civil::{Date, date},
};

/// Hours from one instant to another; negative if the second is earlier.
pub(crate) fn hours_between(from: Timestamp, to: Timestamp) -> f64 {
    (to.as_second() - from.as_second()) as f64 / 3600.0
}

/// Days from one instant to another.
pub(crate) fn days_between(from: Timestamp, to: Timestamp) -> f64 {
    hours_between(from, to) / 24.0
}

/// Every hour in which something was used, counted from 1970, in order, each once. Uses come in order of day.
pub(crate) fn active_hours<'a>(uses: impl Iterator<Item = (&'a CellKey, &'a Cell)>) -> Vec<i64> {
    let mut days: Vec<(Date, u32)> = Vec::new();
    for (key, cell) in uses {
        match days.last_mut() {
            Some((day, hours)) if *day == key.day => *hours |= hours_used(cell),
            Some(_) | None => days.push((key.day, hours_used(cell))),
        }
    }
    let epoch = date(1970, 1, 1);
    let mut res = Vec::new();
    for (day, hours) in days {
        let Ok(since_epoch) = epoch.until(day) else { continue };
        let midnight = i64::from(since_epoch.get_days()) * 24;
        res.extend((0..24).filter(|hour| hours & (1 << hour) != 0).map(|hour| midnight + hour));
    }
    res
}

/// The UTC hours in which uses of a cell began, one bit an hour.
pub(crate) fn hours_used(cell: &Cell) -> u32 {
    (0..24).zip(cell.hours).fold(0, |bits, (hour, uses)| bits | (u32::from(uses > 0) << hour))
}

/// Days of activity by UTC hour: how many distinct hours of that hour of the day were active.
pub(crate) fn hours_of_day(active_hours: &[i64]) -> [u32; 24] {
    let mut res = [0; 24];
    for hour in active_hours {
        res[hour.rem_euclid(24).unsigned_abs() as usize] += 1;
    }
    res
}

/// Activity that is spread more evenly over the day than this has no quiet side (guess; 0 even, 1 all in one hour).
const LEAST_LEAN: f64 = 0.2;

/// Middle of the quiet side of the day, as UTC hour: opposite to the mean of the active hours on the dial. `None` where the
/// activity is spread too evenly to have one.
pub(crate) fn quiet_middle(hours: &[u32; 24]) -> Option<f64> {
    let angle = |hour: usize| (hour as f64 + 0.5) / 24.0 * TAU;
    let all = f64::from(hours.iter().sum::<u32>());
    let sum = |side: fn(f64) -> f64| {
        (0..24).map(|it| side(angle(it)) * f64::from(hours[it])).sum::<f64>()
    };
    let (x, y) = (sum(f64::cos), sum(f64::sin));
    if all == 0.0 || x.hypot(y) / all < LEAST_LEAN {
        return None;
    }
    Some((y.atan2(x) / TAU * 24.0 + 12.0).rem_euclid(24.0))
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

#[cfg(test)]
mod tests {
    use super::{hours_apart, quiet_middle};

    #[test]
    fn the_quiet_side_is_opposite_to_work() {
        let mut hours = [0; 24];
        hours[7..17].fill(10);
        let middle = quiet_middle(&hours).expect("a working day leans");
        assert!(hours_apart(middle, 0.0) < 0.01, "{middle}");
        assert_eq!(quiet_middle(&[3; 24]), None);
        assert_eq!(quiet_middle(&[0; 24]), None);
    }
}
