//! The times in the head of a line, and the year that a file's name gives to a time without one.

use bonafide_model::value;
use jiff::{
    Timestamp,
    civil::{Date, DateTime, Time},
    tz::TimeZone,
};

/// Words of a head that are looked at. Guess: heads of three collectors in a row have fewer.
const HEAD_WORDS: usize = 32;
const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// What was found in a head.
#[derive(Debug, Default)]
pub(super) struct Stamps {
    /// The first time with a zone.
    pub(super) zoned: Option<Timestamp>,
    /// The last time without one, read as UTC: nearest to the message stands what the device itself wrote.
    pub(super) dated: Option<Timestamp>,
    /// The last time without a year.
    pub(super) yearless: Option<Yearless>,
}

/// A day and time without a year.
#[derive(Debug, Clone, Copy)]
pub(super) struct Yearless {
    month: i8,
    day: i8,
    time: Time,
}

impl Yearless {
    /// With the year in a file's name. Where the name has more of a date, the year that brings the two nearest: a file
    /// that is named for the first of January holds the last of December.
    pub(super) fn in_year_of(self, file: &str) -> Option<Timestamp> {
        let named = file_date(file)?;
        let in_year = |year: i16| Date::new(year, self.month, self.day).ok();
        let date = match named.day {
            None => in_year(named.year)?,
            Some(day) => [named.year - 1, named.year, named.year + 1]
                .into_iter()
                .filter_map(in_year)
                .min_by_key(|it| it.duration_since(day).as_secs().abs())?,
        };
        TimeZone::UTC.to_timestamp(DateTime::from_parts(date, self.time)).ok()
    }
}

/// Looks through the words of a head.
pub(super) fn find(head: &str) -> Stamps {
    let words: Vec<&str> = head.split_whitespace().take(HEAD_WORDS).map(bare).collect();
    let mut res = Stamps::default();
    for idx in 0..words.len() {
        let rest = words.get(idx..).unwrap_or_default();
        match stamp(rest) {
            Some(Stamp::Zoned(at)) => res.zoned = res.zoned.or(Some(at)),
            Some(Stamp::Dated(at)) => res.dated = Some(at),
            Some(Stamp::Yearless(it)) => res.yearless = Some(it),
            None => {}
        }
    }
    res
}

enum Stamp {
    Zoned(Timestamp),
    Dated(Timestamp),
    Yearless(Yearless),
}

/// The time that begins with the first of the words.
fn stamp(words: &[&str]) -> Option<Stamp> {
    let word = |idx: usize| words.get(idx).copied().unwrap_or_default();
    let first = word(0);
    if is_numeric_date(first) {
        let (date, clock) = first.split_at_checked(10)?;
        let Some(clock) = clock.strip_prefix(['T', 't']) else {
            return dated(&format!("{date} {}", word(1)), word(2));
        };
        return dated(&format!("{date}T{clock}"), "");
    }
    let month = MONTHS.iter().zip(1i8..).find(|(name, _)| is_month(first, name))?.1;
    let day: i8 = word(1).parse().ok()?;
    if is_year(word(2)) {
        return dated(&format!("{first} {day} {} {}", word(2), word(3)), word(4));
    }
    if is_year(word(3)) {
        return dated(&format!("{first} {day} {} {}", word(3), word(2)), word(4));
    }
    let time: Time = word(2).parse().ok()?;
    Date::new(2024, month, day).ok()?;
    Some(Stamp::Yearless(Yearless { month, day, time }))
}

/// A written time, with the word behind it if that is a zone.
fn dated(text: &str, zone: &str) -> Option<Stamp> {
    // A comma before the fraction is as good as a point.
    let text = &text.replace(',', ".");
    let has_zone = text.get(10..)?.contains(['+', 'Z', 'z']) || text.get(12..)?.contains('-');
    if has_zone {
        return value::parse_time(text).ok().map(Stamp::Zoned);
    }
    let is_zone = matches!(zone, "UTC" | "GMT" | "Z")
        || (zone.starts_with(['+', '-']) && zone.bytes().skip(1).any(|it| it.is_ascii_digit()));
    let zoned = || value::parse_time(&format!("{text} {zone}")).ok();
    if let Some(at) = is_zone.then(zoned).flatten() {
        return Some(Stamp::Zoned(at));
    }
    value::parse_time(text).ok().map(Stamp::Dated)
}

/// A word without the priority before it and the colon behind it.
fn bare(word: &str) -> &str {
    let word = match word.split_once('>') {
        Some((priority, rest)) if priority.starts_with('<') => rest,
        _ => word,
    };
    word.trim_matches(['[', ']', ',', ':', '"'])
}

/// `2026-03-01…` or `2026/03/01…`.
fn is_numeric_date(word: &str) -> bool {
    let is_digits = |part: &str| part.bytes().all(|it| it.is_ascii_digit());
    let Some((date, _)) = word.split_at_checked(10) else { return false };
    let mut parts = date.split(['-', '/']);
    let lengths = [4, 2, 2];
    lengths.iter().all(|it| parts.next().is_some_and(|part| part.len() == *it && is_digits(part)))
        && parts.next().is_none()
}

fn is_month(word: &str, name: &str) -> bool {
    word.len() == 3 && word.eq_ignore_ascii_case(name)
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.starts_with("20") && word.bytes().all(|it| it.is_ascii_digit())
}

/// A date in a file's name, as much of it as is there.
struct Named {
    year: i16,
    /// The day, or the middle of the month.
    day: Option<Date>,
}

/// The last date in a path: `asa-2026.log`, `2026/03/14.log`, `asa.log-20260314`.
fn file_date(path: &str) -> Option<Named> {
    let bytes = path.as_bytes();
    let starts = (0..bytes.len()).rev().filter(|at| {
        let before = at.checked_sub(1).and_then(|it| bytes.get(it));
        !before.is_some_and(u8::is_ascii_digit)
    });
    starts.filter_map(|at| named_at(path.get(at..)?)).next()
}

fn named_at(text: &str) -> Option<Named> {
    let (year, rest) = number(text, 4).filter(|(year, _)| (2000..2100).contains(year))?;
    let part = |text: &str| {
        number(text.strip_prefix(['-', '_', '.', '/']).unwrap_or(text), 2)
            .map(|(n, rest)| (n, rest.to_owned()))
    };
    let month = part(rest).filter(|(month, _)| (1..=12).contains(month));
    let Some((month, rest)) = month else {
        // A longer number that only begins like a year is none.
        let is_longer = rest.starts_with(|it: char| it.is_ascii_digit());
        return (!is_longer).then_some(Named { year, day: None });
    };
    let month = i8::try_from(month).ok()?;
    let day = part(&rest).and_then(|(day, _)| Date::new(year, month, i8::try_from(day).ok()?).ok());
    Some(Named { year, day: day.or_else(|| Date::new(year, month, 15).ok()) })
}

/// So many digits as a number, and what follows.
fn number(text: &str, n_digits: usize) -> Option<(i16, &str)> {
    let (digits, rest) = text.split_at_checked(n_digits)?;
    let is_number = digits.bytes().all(|it| it.is_ascii_digit());
    is_number.then(|| digits.parse().ok()).flatten().map(|number| (number, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_found_in_the_heads_of_devices_and_collectors() {
        for (head, zoned, dated) in [
            (
                "<14>1 2026-03-01T09:00:00.565+01:00 host app - ",
                Some("2026-03-01T08:00:00.565Z"),
                None,
            ),
            ("Wed May  4 08:42:00 2026 ", None, Some("2026-05-04T08:42:00Z")),
            ("<134>Mar  1 2026 08:00:00 UTC: ", Some("2026-03-01T08:00:00Z"), None),
            ("2026/03/01 08:00:00 ", None, Some("2026-03-01T08:00:00Z")),
            ("2026-03-01 08:00:00,123 ", None, Some("2026-03-01T08:00:00.123Z")),
            ("host 1365 2026-03-01 ", None, None),
            ("no time here 12:00", None, None),
        ] {
            let found = find(head);
            let text = |at: Option<Timestamp>| at.map(|it| it.to_string());
            assert_eq!(
                (text(found.zoned).as_deref(), text(found.dated).as_deref()),
                (zoned, dated),
                "{head}"
            );
        }
    }

    #[test]
    fn a_file_s_name_gives_the_last_date_in_it() {
        let year =
            |path: &str| file_date(path).map(|it| (it.year, it.day.map(|it| it.to_string())));
        assert_eq!(year("vpn-2026.log"), Some((2026, None)));
        assert_eq!(year("2025/old/2026/03/vpn.log"), Some((2026, Some("2026-03-15".into()))));
        assert_eq!(year("vpn_2026-03-14.log"), Some((2026, Some("2026-03-14".into()))));
        assert_eq!(year("FG100E4Q17001234.log"), None);
        assert_eq!(year("vpn-20261.log"), None);
        assert_eq!(year("vpn.log"), None);
    }
}
