//! How one export writes its times, where a cell alone does not say: which of day and month comes first, in which zone
//! its clocks run, which year it is.

use jiff::civil::{Date, DateTime};

use super::{DateOrder, MONTHS, ValueError, Words, date_from, on_the_clock, parted, time_of};
use crate::value::Zone;

/// Century of a year of two digits. Guess: systems that export it are of this one, and birthdays are never read.
const CENTURY: &str = "20";

/// What is known about the times of an export.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TimeHabit {
    /// Order of day and month; years may then have two digits.
    pub order: Option<DateOrder>,
    /// Zone of times that name none.
    pub zone: Option<Zone>,
    /// Year of dates that have none, as in `Mar  1 10:00:00`.
    pub year: Option<i16>,
}

impl TimeHabit {
    /// Whether anything is known.
    pub fn is_known(&self) -> bool {
        *self != Self::default()
    }

    /// The text as a time or date that can't be misread; `None` if it is no date, or cannot be misread as it is.
    pub fn settle(&self, text: &str) -> Option<String> {
        let text = text.trim().trim_matches('"');
        let is_number = text.bytes().all(|it| it.is_ascii_digit() || it == b'.');
        if !self.is_known() || is_number || text.parse::<jiff::Timestamp>().is_ok() {
            return None;
        }
        let parted = parted(text);
        let words = Words::split(&parted).ok()?;
        let date = self.date(&words.date).ok()?;
        let Some(time) = words.time else { return Some(date.to_string()) };
        let (time, own_zone) = time_of(time).ok()?;
        let time = on_the_clock(time, words.afternoon).ok()?;
        let at = DateTime::from_parts(date, time);
        match own_zone.or(words.zone).or_else(|| self.zone.as_ref().map(Zone::rules)) {
            Some(zone) => zone.to_timestamp(at).ok().map(|it| it.to_string()),
            // That the zone is not known stays to be seen.
            None => Some(at.to_string()),
        }
    }

    fn date(&self, words: &[&str]) -> Result<Date, ValueError> {
        let order = self.order.unwrap_or(DateOrder::Unknown);
        if let Some(year) = self.year
            && let Some(dated) = with_year(words, year)
        {
            return date_from(&[&dated], order);
        }
        if let [word] = words
            && order != DateOrder::Unknown
            && let Some(dated) = with_century(word)
        {
            return date_from(&[&dated], order);
        }
        date_from(words, order)
    }
}

/// `Mar 1` or `1 Mar` → `Mar-1-2026`.
fn with_year(words: &[&str], year: i16) -> Option<String> {
    let [first, second] = words else { return None };
    let is_month = |it: &str| {
        it.chars().all(char::is_alphabetic)
            && MONTHS.iter().any(|month| it.to_lowercase().starts_with(month))
    };
    (is_month(first) || is_month(second)).then(|| format!("{first}-{second}-{year}"))
}

/// `3/1/26` → `3/1/2026`.
fn with_century(word: &str) -> Option<String> {
    let separator = word.chars().find(|it| !it.is_alphanumeric())?;
    let parts: Vec<&str> = word.split(separator).collect();
    let [first, second, year] = parts.as_slice() else { return None };
    let is_short = year.len() == 2 && year.bytes().all(|it| it.is_ascii_digit());
    (is_short && first.len() <= 2)
        .then(|| format!("{first}{separator}{second}{separator}{CENTURY}{year}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn habit(order: Option<DateOrder>, zone: &str, year: Option<i16>) -> TimeHabit {
        TimeHabit { order, zone: Zone::parse(zone).ok(), year }
    }

    #[test]
    fn what_the_export_is_known_for_settles_its_cells() {
        let american = habit(Some(DateOrder::MonthFirst), "America/Chicago", Some(2026));
        for (written, settled) in [
            ("03/04/2026", Some("2026-03-04")),
            ("3/4/26", Some("2026-03-04")),
            ("3/4/26 7:09 PM", Some("2026-03-05T01:09:00Z")),
            ("2026-03-04 10:00", Some("2026-03-04T16:00:00Z")),
            ("2026-07-04T10:00:00", Some("2026-07-04T15:00:00Z")),
            ("2026-07-04T10:00:00Z", None),
            ("2026-07-04 10:00 +02:00", Some("2026-07-04T08:00:00Z")),
            ("Mar  1 10:00:00", Some("2026-03-01T16:00:00Z")),
            ("1772359200", None),
            ("20260304", None),
            ("W-1/2", None),
            ("ada@corp.example", None),
            ("", None),
        ] {
            assert_eq!(american.settle(written).as_deref(), settled, "{written}");
        }
        let german = habit(Some(DateOrder::DayFirst), "Europe/Berlin", None);
        assert_eq!(german.settle("03/04/2026").as_deref(), Some("2026-04-03"));
        assert_eq!(german.settle("03.04.2026 10:00").as_deref(), Some("2026-04-03T08:00:00Z"));
        let unzoned = TimeHabit { order: Some(DateOrder::DayFirst), ..TimeHabit::default() };
        assert_eq!(unzoned.settle("03/04/2026 10:00").as_deref(), Some("2026-04-03T10:00:00"));
        assert_eq!(TimeHabit::default().settle("03.04.2026"), None);
    }
}
