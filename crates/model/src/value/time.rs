//! Instants and dates in the ways exports write them.

mod habit;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{Offset, TimeZone};

use super::{ValueError, is_rounded_by_spreadsheet};
pub use habit::TimeHabit;

const TIME: ValueError = ValueError::Expected("a time (RFC 3339, or seconds since 1970)");
const DATE: ValueError =
    ValueError::Expected("a date (YYYY-MM-DD, or a day, month and year that can't be confused)");
/// Characters above which a text is no time. Guess: the longest met has 40.
const MAX_CHARS: usize = 64;
/// Fewest digits of an instant: one of a day and four of a year.
const LEAST_DIGITS: usize = 5;
const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// How `03/04/2024` is read. Which one holds is a fact about the export, so the caller says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DateOrder {
    /// The fourth of March.
    MonthFirst,
    /// The third of April.
    DayFirst,
    /// Not known: only dates that can't be confused are read (`03/21/2024`, `03/03/2024`).
    Unknown,
}

/// The day of an instant in UTC.
pub fn utc_day(at: Timestamp) -> Date {
    TimeZone::UTC.to_datetime(at).date()
}

/// Reads an instant; a text without a zone is UTC, and a slashed date only where day and month can't be confused.
pub fn parse_time(text: &str) -> Result<Timestamp, ValueError> {
    parse_time_ordered(text, DateOrder::Unknown)
}

/// Reads an instant of an export whose slashed dates have a known order.
///
/// RFC 3339 with up to nine digits of fraction, a space for the `T`, milliseconds behind a colon (Zoom), an offset
/// behind a space, `Mar 21, 2024 07:09:03 AM`, the forms of git and mail, and seconds, milliseconds, microseconds or
/// nanoseconds since 1970 told apart by their number of digits, also in `/Date(1772439600000)/` as PowerShell writes it.
pub fn parse_time_ordered(text: &str, order: DateOrder) -> Result<Timestamp, ValueError> {
    let text = text.trim().trim_matches('"');
    let text = text.strip_prefix("/Date(").and_then(|it| it.strip_suffix(")/")).unwrap_or(text);
    if is_rounded_by_spreadsheet(text) {
        return Err(ValueError::Rounded("a time"));
    }
    if text.chars().count() > MAX_CHARS {
        return Err(TIME);
    }
    if text.bytes().filter(u8::is_ascii_digit).count() < LEAST_DIGITS {
        return Err(TIME);
    }
    if text.bytes().all(|it| it.is_ascii_digit() || it == b'.') {
        return since_1970(text);
    }
    if let Ok(at) = text.parse::<Timestamp>() {
        return Ok(at);
    }
    in_words(text, order)
}

/// Reads a date; a time behind it is dropped.
///
/// A year comes first or last and has four digits. Dots put the day first (`21.03.2024`), as everywhere they are
/// used; slashes and dashes follow `order`, unless one number can only be a day.
pub fn parse_date(text: &str, order: DateOrder) -> Result<Date, ValueError> {
    let text = text.trim().trim_matches('"');
    if text.chars().count() > MAX_CHARS {
        return Err(DATE);
    }
    if text.len() == 8 && text.bytes().all(|it| it.is_ascii_digit()) {
        return date_of(&[&text[..4], &text[4..6], &text[6..]], order, '-');
    }
    if let Some(day) = text.split_at_checked(10).filter(|(_, rest)| rest.starts_with(['T', 't'])) {
        return date_from(&[day.0], order);
    }
    date_from(&Words::split(text)?.date, order)
}

/// Digits since 1970, with a fraction or not. The unit follows from their number: instants from 1973 to 2286 have 9 or
/// 10 digits of seconds, 12 or 13 of milliseconds, 15 or 16 of microseconds, 18 or 19 of nanoseconds.
fn since_1970(text: &str) -> Result<Timestamp, ValueError> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = |it: &str| it.bytes().all(|digit| digit.is_ascii_digit());
    let unit_nanos: i128 = match whole.len() {
        9 | 10 => 1_000_000_000,
        12 | 13 => 1_000_000,
        15 | 16 => 1_000,
        18 | 19 => 1,
        _ => return Err(TIME),
    };
    if !digits(fraction) {
        return Err(TIME);
    }
    let whole: i128 = whole.parse().or(Err(TIME))?;
    // Nine digits of a fraction are all that an instant can hold; the rest is below a nanosecond.
    let fraction = format!("{fraction:0<9}");
    let billionths: i128 = fraction[..9].parse().or(Err(TIME))?;
    Timestamp::from_nanosecond(whole * unit_nanos + billionths * unit_nanos / 1_000_000_000)
        .or(Err(TIME))
}

/// The words of a written instant, by what they are.
struct Words<'a> {
    date: Vec<&'a str>,
    time: Option<&'a str>,
    afternoon: Option<bool>,
    zone: Option<TimeZone>,
}

impl<'a> Words<'a> {
    fn split(text: &'a str) -> Result<Words<'a>, ValueError> {
        let mut words = Words { date: Vec::new(), time: None, afternoon: None, zone: None };
        for word in text.split([' ', ',', '\t', '\u{202f}', '\u{a0}']).filter(|it| !it.is_empty()) {
            words.place(word)?;
        }
        Ok(words)
    }

    fn place(&mut self, word: &'a str) -> Result<(), ValueError> {
        let lower = word.to_lowercase();
        let weekday = lower.len() >= 3 && WEEKDAYS.iter().any(|it| lower.starts_with(it));
        if weekday || lower == "at" {
            return Ok(());
        }
        let twice = match lower.as_str() {
            "am" | "a.m." => self.afternoon.replace(false).is_some(),
            "pm" | "p.m." => self.afternoon.replace(true).is_some(),
            _ => match zone_of(word) {
                Some(zone) if self.time.is_some() => self.zone.replace(zone).is_some(),
                _ if word.contains(':') => self.time.replace(word).is_some(),
                _ => {
                    self.date.push(word);
                    false
                }
            },
        };
        if twice { Err(TIME) } else { Ok(()) }
    }
}

/// The text with a space between its date and its time of day, for the words to part at.
fn parted(text: &str) -> String {
    match text.split_at_checked(10) {
        Some((date, rest)) if rest.starts_with(['T', 't']) => {
            format!("{date} {}", rest.get(1..).unwrap_or_default())
        }
        // `21/Mar/2024:07:09:03 +0000`, as web servers write it.
        _ if text.as_bytes().get(2) == Some(&b'/') && text.as_bytes().get(11) == Some(&b':') => {
            text.replacen(':', " ", 1)
        }
        _ => text.to_owned(),
    }
}

fn in_words(text: &str, order: DateOrder) -> Result<Timestamp, ValueError> {
    let parted = parted(text);
    let words = Words::split(&parted)?;
    let date = date_from(&words.date, order).map_err(|err| if err == DATE { TIME } else { err })?;
    let (time, own_zone) = words.time.map_or(Ok((Time::midnight(), None)), time_of)?;
    let time = on_the_clock(time, words.afternoon)?;
    let zone = own_zone.or(words.zone).unwrap_or(TimeZone::UTC);
    zone.to_timestamp(DateTime::from_parts(date, time)).or(Err(TIME))
}

/// `7:09`, `07:09:03.216`, `07:09:03:216`, `07:09:03+02:00`.
fn time_of(text: &str) -> Result<(Time, Option<TimeZone>), ValueError> {
    let zone_at = text.find(['+', '-', 'Z', 'z']).unwrap_or(text.len());
    let (clock, zone) = text.split_at(zone_at);
    let zone = if zone.is_empty() { None } else { Some(zone_of(zone).ok_or(TIME)?) };
    let parts: Vec<&str> = clock.split([':', '.', ',']).collect();
    let number = |idx: usize| match parts.get(idx) {
        None => Ok(0),
        Some(part)
            if (1..=2).contains(&part.len()) && part.bytes().all(|it| it.is_ascii_digit()) =>
        {
            part.parse().or(Err(TIME))
        }
        Some(_) => Err(TIME),
    };
    let fraction = parts.get(3).copied().unwrap_or("0");
    let fraction_is_digits =
        (1..=9).contains(&fraction.len()) && fraction.bytes().all(|it| it.is_ascii_digit());
    if parts.len() < 2 || parts.len() > 4 || !fraction_is_digits {
        return Err(TIME);
    }
    let nanos: i32 = format!("{fraction:0<9}").parse().or(Err(TIME))?;
    // A leap second is the last instant of its minute, as in RFC 3339 readers.
    let second: i8 = number(2)?.min(59 + i8::from(number(2)? > 60));
    let time = Time::new(number(0)?, number(1)?, second, nanos).or(Err(TIME))?;
    Ok((time, zone))
}

fn on_the_clock(time: Time, afternoon: Option<bool>) -> Result<Time, ValueError> {
    let hour = match (afternoon, time.hour()) {
        (None, hour) => hour,
        (Some(true), 12) => 12,
        (Some(false), 12) => 0,
        (Some(true), hour @ 1..=11) => hour + 12,
        (Some(false), hour @ 1..=11) => hour,
        (Some(_), _) => return Err(TIME),
    };
    time.with().hour(hour).build().or(Err(TIME))
}

/// `Z`, `UTC`, `+0200`, `-05:00`, `UTC+2`. Letters such as `EST` name several zones and are refused.
fn zone_of(text: &str) -> Option<TimeZone> {
    let upper = text.to_ascii_uppercase();
    if matches!(upper.as_str(), "Z" | "UTC" | "GMT") {
        return Some(TimeZone::UTC);
    }
    let signed = upper.trim_start_matches("UTC").trim_start_matches("GMT");
    if !signed.starts_with(['+', '-']) {
        return None;
    }
    let minutes = super::zone::offset(signed)?;
    Offset::from_seconds(minutes * 60).ok().map(TimeZone::fixed)
}

fn date_from(words: &[&str], order: DateOrder) -> Result<Date, ValueError> {
    let [word] = words else {
        return date_of(words, order, ' ');
    };
    let separator = word.chars().find(|it| !it.is_alphanumeric()).ok_or(DATE)?;
    date_of(&word.split(separator).collect::<Vec<_>>(), order, separator)
}

/// A date from its three parts in the order they are written.
fn date_of(parts: &[&str], order: DateOrder, separator: char) -> Result<Date, ValueError> {
    let [first, second, third] = parts else {
        return Err(DATE);
    };
    if !['-', '/', '.', ' '].contains(&separator) {
        return Err(DATE);
    }
    if first.len() == 4 {
        return build(first, month(second)?, third);
    }
    if third.len() != 4 {
        return Err(DATE);
    }
    if first.starts_with(char::is_alphabetic) {
        return build(third, month(first)?, second);
    }
    if second.starts_with(char::is_alphabetic) || separator == '.' {
        return build(third, month(second)?, first);
    }
    let (a, b) = (number(first)?, number(second)?);
    match order {
        _ if a > 12 || a == b => build(third, b, first),
        _ if b > 12 => build(third, a, second),
        DateOrder::MonthFirst => build(third, a, second),
        DateOrder::DayFirst => build(third, b, first),
        DateOrder::Unknown => Err(DATE),
    }
}

fn build(year: &str, month: i8, day: &str) -> Result<Date, ValueError> {
    let year: i16 = if year.bytes().all(|it| it.is_ascii_digit()) {
        year.parse().or(Err(DATE))?
    } else {
        return Err(DATE);
    };
    let day = number(day.trim_end_matches(char::is_alphabetic))?;
    Date::new(year, month, day).or(Err(DATE))
}

fn number(text: &str) -> Result<i8, ValueError> {
    let digits = (1..=2).contains(&text.len()) && text.bytes().all(|it| it.is_ascii_digit());
    if digits { text.parse().or(Err(DATE)) } else { Err(DATE) }
}

/// A month by number or by an English name of three letters or more.
fn month(text: &str) -> Result<i8, ValueError> {
    if text.starts_with(|it: char| it.is_ascii_digit()) {
        return number(text);
    }
    let lower = text.to_lowercase();
    let found = MONTHS.iter().zip(1i8..).find(|(name, _)| lower.starts_with(**name));
    found.map(|(_, number)| number).ok_or(DATE)
}

#[cfg(test)]
mod tests;
