//! How the dates and times of a column are written, and from when to when they go.

use bonafide_model::value::{self, DateOrder};
use jiff::{Timestamp, tz::TimeZone};

/// Dates and times of a column.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Dates {
    /// Can only be read with the day first: `21/03/2026`.
    pub n_day_first: u64,
    /// Can only be read with the month first: `03/21/2026`.
    pub n_month_first: u64,
    /// Can be read either way: `03/04/2026`.
    pub n_ambiguous: u64,
    /// Times of day whose zone is written, or that count from 1970.
    pub n_zoned: u64,
    /// Times of day without a zone.
    pub n_unzoned: u64,
    span: Option<(Timestamp, Timestamp)>,
}

impl Dates {
    /// Looks at a cell that is a date or a time.
    pub(crate) fn add(&mut self, text: &str) {
        let read = |order| value::parse_time_ordered(text, order).ok().or_else(|| day(text, order));
        let (month_first, day_first) = (read(DateOrder::MonthFirst), read(DateOrder::DayFirst));
        let is_plain = read(DateOrder::Unknown).is_some();
        if !is_plain && month_first.is_some() && day_first.is_some() {
            self.n_ambiguous += 1;
        } else if let Some(is_day_first) = order(text) {
            self.n_day_first += u64::from(is_day_first);
            self.n_month_first += u64::from(!is_day_first);
        }
        if text.contains(':') {
            let is_zoned = has_zone(text);
            self.n_zoned += u64::from(is_zoned);
            self.n_unzoned += u64::from(!is_zoned);
        } else if text.bytes().all(|it| it.is_ascii_digit() || it == b'.') {
            self.n_zoned += u64::from(month_first.is_some());
        }
        let Some(at) = self.usual(month_first, day_first) else { return };
        let (first, last) = self.span.unwrap_or((at, at));
        self.span = Some((first.min(at), last.max(at)));
    }

    fn usual(
        &self,
        month_first: Option<Timestamp>,
        day_first: Option<Timestamp>,
    ) -> Option<Timestamp> {
        if self.n_day_first > self.n_month_first {
            day_first.or(month_first)
        } else {
            month_first.or(day_first)
        }
    }

    /// The order of day and month that the column's own cells show; `None` if none shows it, or if they contradict.
    pub fn order(&self) -> Option<DateOrder> {
        match (self.n_day_first, self.n_month_first) {
            (0, 0) => None,
            (0, _) => Some(DateOrder::MonthFirst),
            (_, 0) => Some(DateOrder::DayFirst),
            (_, _) => None,
        }
    }

    /// Whether some cells can only be read with the day first and others only with the month first.
    pub fn is_in_two_orders(&self) -> bool {
        self.n_day_first > 0 && self.n_month_first > 0
    }

    /// The first and the last.
    pub fn span(&self) -> Option<(Timestamp, Timestamp)> {
        self.span
    }
}

fn day(text: &str, order: DateOrder) -> Option<Timestamp> {
    value::parse_date(text, order).ok()?.to_zoned(TimeZone::UTC).ok().map(|it| it.timestamp())
}

/// Whether a date of numbers with its year behind has the day first, as far as its numbers show.
fn order(text: &str) -> Option<bool> {
    let date = text.split([' ', 'T', ',']).next()?;
    let parts: Vec<&str> = date.split(['/', '-']).collect();
    let [first, second, year] = parts.as_slice() else { return None };
    let (first, second): (u8, u8) = (first.parse().ok()?, second.parse().ok()?);
    let is_date = year.len() == 4 && first <= 31 && second <= 31;
    (is_date && (first > 12) != (second > 12)).then_some(first > 12)
}

fn has_zone(text: &str) -> bool {
    let Some((_, clock)) = text.split_once(':') else { return false };
    let last = clock.split_whitespace().last().unwrap_or_default();
    clock.ends_with(['Z', 'z'])
        || clock.contains('+')
        || clock.contains('-')
        || ["UTC", "GMT"].iter().any(|it| last.eq_ignore_ascii_case(it))
}
