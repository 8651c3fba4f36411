//! The time of a line, read from the form in which the lines of one form write it.

use std::ops::Range;

use bonafide_model::value;
use jiff::Timestamp;

use super::{day::DAY, leaves::is_sound};

/// Seconds from 1971 to 2200: earlier and later times often stand for "never", which sources read in their own ways.
const ORDINARY: Range<i64> = 31_536_000..7_258_118_400;
/// How the day is written nearly everywhere, behind the quote; `0` stands for any digit.
const ISO_DAY: &[u8; N_DAY] = b"\"0000-00-00T";
const N_DAY: usize = 12;
const DAYS_OF_MONTHS: [u8; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/// How a time is written.
#[derive(Debug, Clone)]
pub(super) struct Clock {
    /// A text that is written so.
    text: Box<[u8]>,
    /// Whether it is `"2026-03-02T07:09:03.216Z"`, with any number of digits behind the point or no point.
    is_iso: bool,
    /// The day that was read last, as it is written, and its start in seconds since 1970: the next line is nearly always of the
    /// same day.
    day: ([u8; N_DAY], i64),
}

impl Clock {
    /// Written as in this leaf.
    pub(super) fn of(leaf: &[u8]) -> Self {
        Self { text: leaf.into(), is_iso: iso(leaf).is_some(), day: ([0; N_DAY], 0) }
    }

    /// Whether both are of the same leaf.
    pub(super) fn is_of(&self, other: &Self) -> bool {
        self.text == other.text
    }

    /// The time in a leaf; `None` if it is written otherwise, or none that can be taken at its word.
    #[inline]
    pub(super) fn read(&mut self, leaf: &[u8]) -> Option<Timestamp> {
        if leaf.len() != self.text.len() {
            return None;
        }
        if self.is_iso {
            // Of equal length, so with as many digits.
            let (day, rest) = leaf.split_first_chunk()?;
            if *day != self.day.0 {
                self.day = (*day, start_of(day)?);
            }
            return of_day(self.day.1, rest);
        }
        parse(leaf)
            .filter(|it| is_written_alike(leaf, &self.text) && ORDINARY.contains(&it.as_second()))
    }
}

/// Any time that a leaf holds.
pub(super) fn parse(leaf: &[u8]) -> Option<Timestamp> {
    let text = std::str::from_utf8(leaf).ok().filter(|_| is_sound(leaf))?;
    value::parse_time(text).ok()
}

/// Whether two texts have digits in the same places and are equal but for them.
fn is_written_alike(a: &[u8], b: &[u8]) -> bool {
    let is_alike = |(a, b): (&u8, &u8)| a == b || (a.is_ascii_digit() && b.is_ascii_digit());
    a.len() == b.len() && a.iter().zip(b).all(is_alike)
}

/// `"2026-03-02T07:09:03.216Z"` of an ordinary year. Leap seconds and all other ways of writing are left to the full reader.
fn iso(leaf: &[u8]) -> Option<Timestamp> {
    let (day, rest) = leaf.split_first_chunk()?;
    of_day(start_of(day)?, rest)
}

/// The first second of a day of an ordinary year that is written `"2026-03-02T`.
fn start_of(text: &[u8; N_DAY]) -> Option<i64> {
    let is_form = text.iter().zip(ISO_DAY).all(|(it, form)| it == form || *form == b'0');
    let number = |at: Range<usize>| -> Option<i64> { digits(text.get(at)?) };
    let (year, month, day) = (number(1..5)?, number(6..8)?, number(9..11)?);
    let is_sound =
        is_form && (1971..2200).contains(&year) && (1..=days_of_month(year, month)?).contains(&day);
    is_sound.then(|| days(year, month, day) * DAY)
}

/// A time of a day, as `07:09:03.216Z"` behind the day.
#[inline]
fn of_day(start: i64, text: &[u8]) -> Option<Timestamp> {
    let ([h, hh, b':', m, mm, b':', s, ss], rest) = text.split_first_chunk()? else { return None };
    let (hour, minute, second) = (digits(&[*h, *hh])?, digits(&[*m, *mm])?, digits(&[*s, *ss])?);
    let fraction = match rest {
        b"Z\"" => 0,
        [b'.', a, b, c, b'Z', b'"'] => digits(&[*a, *b, *c])? * 1_000_000,
        [b'.', fraction @ .., b'Z', b'"'] if (1..=9).contains(&fraction.len()) => {
            digits(fraction)? * 10_i64.pow(9 - u32::try_from(fraction.len()).ok()?)
        }
        _ => return None,
    };
    if hour >= 24 || minute >= 60 || second >= 60 {
        return None;
    }
    let second = start + (hour * 60 + minute) * 60 + second;
    Timestamp::new(second, i32::try_from(fraction).ok()?).ok()
}

#[inline]
fn digits(text: &[u8]) -> Option<i64> {
    text.iter().try_fold(0, |number, it| {
        let digit = it.wrapping_sub(b'0');
        (digit < 10).then_some(number * 10 + i64::from(digit))
    })
}

fn days_of_month(year: i64, month: i64) -> Option<i64> {
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = DAYS_OF_MONTHS.get(usize::try_from(month).ok()?.checked_sub(1)?)?;
    Some(i64::from(*days) + i64::from(is_leap && month == 2))
}

/// Days since 1970 of a day of the calendar, counted in years that begin in March.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month > 2 { year } else { year - 1 };
    let month = (month + 9) % 12;
    let leap_days = year / 4 - year / 100 + year / 400;
    year * 365 + leap_days + (month * 153 + 2) / 5 + day - 719_469
}

#[cfg(test)]
mod tests {
    use jiff::{ToSpan, civil::date};

    use super::*;

    #[test]
    fn iso_times_are_read_as_the_full_reader_reads_them() {
        let mut day = date(1971, 1, 1);
        let mut n = 0_u32;
        while day < date(2200, 1, 1) {
            n = n.wrapping_mul(48271).wrapping_add(11);
            let (hour, minute, second) = (n % 24, n / 32 % 60, n / 2048 % 60);
            for fraction in ["", ".5", ".943", ".1234567", ".000000001"] {
                let leaf = format!("\"{day}T{hour:02}:{minute:02}:{second:02}{fraction}Z\"");
                assert_eq!(iso(leaf.as_bytes()), parse(leaf.as_bytes()), "{leaf}");
                assert!(iso(leaf.as_bytes()).is_some(), "{leaf}");
            }
            day = day.checked_add(1.day()).unwrap();
        }
    }

    #[test]
    fn what_is_no_ordinary_time_is_left_to_the_full_reader() {
        for leaf in [
            "2026-02-29T00:00:00Z",
            "2026-13-01T00:00:00Z",
            "2026-00-01T00:00:00Z",
            "2026-01-00T00:00:00Z",
            "2026-01-01T24:00:00Z",
            "2026-01-01T00:60:00Z",
            "2026-12-31T23:59:60Z",
            "1970-01-01T00:00:00Z",
            "9999-12-31T00:00:00Z",
            "2026-01-01 00:00:00Z",
            "2026-01-01T00:00:00.Z",
            "2026-01-01T00:00:00.1234567891Z",
            "2026-01-01T00:00:00+00:00",
            "2026-01-01T00:00:00z",
            "2026-01-0/T00:00:00Z",
            "",
        ] {
            assert_eq!(iso(format!("\"{leaf}\"").as_bytes()), None, "{leaf}");
            assert_eq!(iso(leaf.as_bytes()), None, "{leaf}");
        }
    }

    #[test]
    fn a_clock_reads_what_is_written_alike() {
        let mut clock = Clock::of(b"1772600000000");
        assert!(clock.read(b"1772600000999").is_some());
        for other in ["1772600000", "\"2026-03-02\"", "0000000000000", "177260000000x"] {
            assert_eq!(clock.read(other.as_bytes()), None, "{other}");
        }
        let mut clock = Clock::of(b"\"2026-03-02T07:09:03.216Z\"");
        assert!(clock.read(b"\"2026-03-02T07:09:04.217Z\"").is_some());
        for other in ["\"2026-03-02T07:09:04.2171Z\"", "\"2026-03-02T07:09:04Z\"", "1772600000"] {
            assert_eq!(clock.read(other.as_bytes()), None, "{other}");
        }
        let at = |it: Option<Timestamp>| it.map(|it| it.to_string());
        for day in ["2026-03-02", "2026-03-03", "2026-02-30", "2026-03-03", "2026-03-02"] {
            let leaf = format!("\"{day}T23:59:59.001Z\"");
            let sound = day != "2026-02-30";
            let expected = sound.then(|| format!("{day}T23:59:59.001Z"));
            assert_eq!(at(clock.read(leaf.as_bytes())), expected, "{day}");
        }
    }
}
