//! Lines of one day.

use jiff::Timestamp;

use super::tally::AnswerId;

const HOUR: i64 = 3600;
/// Seconds of a day.
pub(super) const DAY: i64 = 24 * HOUR;

/// Lines of one UTC day that got one answer; small, since there are as many as cells of footprints. A day whose counts are full
/// is continued by another.
#[derive(Debug, Clone)]
pub(super) struct Day {
    /// Earliest time, and its line.
    pub(super) first: (Timestamp, u64),
    pub(super) last: Timestamp,
    pub(super) topmost: u64,
    pub(super) answer: AnswerId,
    /// Days since 1970.
    pub(super) number: i32,
    pub(super) hours: [u16; 24],
}

impl Day {
    /// Counts a line if it is of this day and its hour is not full.
    #[inline]
    pub(super) fn take(&mut self, line: Moment) -> bool {
        if self.number != line.day {
            return false;
        }
        let Some(n) = self.hours.get_mut(line.hour).filter(|it| **it < u16::MAX) else {
            return false;
        };
        *n += 1;
        self.first = self.first.min((line.at, line.line));
        self.last = self.last.max(line.at);
        self.topmost = self.topmost.min(line.line);
        true
    }

    pub(super) fn count(&self) -> u32 {
        self.hours.iter().map(|it| u32::from(*it)).sum()
    }
}

/// When a line is said.
#[derive(Debug, Clone, Copy)]
pub(super) struct Moment {
    pub(super) at: Timestamp,
    /// Days since 1970, and the hour of that day, in UTC.
    pub(super) day: i32,
    pub(super) hour: usize,
    pub(super) line: u64,
}

impl Moment {
    #[inline]
    pub(super) fn new(at: Timestamp, line: u64) -> Self {
        let second = at.as_second();
        let day =
            i32::try_from(second.div_euclid(DAY)).expect("an instant is within some million days");
        let hour = usize::try_from(second.rem_euclid(DAY) / HOUR).expect("a day has 24 hours");
        Self { at, day, hour, line }
    }
}
