//! What a simulated company is to be like.

use jiff::{ToSpan, civil::Date};

/// Size, span and seed of a simulated company.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plan {
    /// The same seed, sizes, dates and address book give the same bytes.
    pub seed: u64,
    /// Workers, the operated among them; fewer than [`Plan::LEAST_STAFF`] are made that many, so that every story has its people.
    pub staff: usize,
    /// Applicants who were not hired, at least [`Plan::LEAST_APPLICANTS`].
    pub applicants: usize,
    /// Months of logs; with fewer than five the stories begin before their logs do.
    pub months: u32,
    /// Last day.
    pub until: Date,
}

impl Plan {
    /// Enough for every story to have people of its own; guess.
    pub const LEAST_STAFF: usize = 70;
    /// The same for applicants; guess.
    pub const LEAST_APPLICANTS: usize = 120;

    /// First day of the logs.
    pub(crate) fn since(&self) -> Date {
        self.until.saturating_sub(i64::from(self.months).months()).saturating_add(1.day())
    }

    /// So many days before the last.
    pub(crate) fn days_before_end(&self, days: i64) -> Date {
        self.until.saturating_sub(days.days())
    }
}

impl Default for Plan {
    /// The company of the demonstration.
    fn default() -> Self {
        Self { seed: 1, staff: 220, applicants: 900, months: 6, until: Date::constant(2026, 6, 30) }
    }
}
