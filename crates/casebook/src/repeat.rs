//! Repeats the lines of an export day after day, so that a page can tell of months in two lines.

use jiff::{Timestamp, ToSpan, tz::TimeZone};

/// Each line once a day for `days` days; every RFC 3339 time in it is shifted by the day. A header line stays single.
pub(crate) fn daily(body: &str, has_header: bool, days: u16) -> String {
    let mut lines = body.lines();
    let mut res = String::new();
    if has_header && let Some(header) = lines.next() {
        res.push_str(header);
        res.push('\n');
    }
    let lines: Vec<&str> = lines.collect();
    for day in 0..days {
        for line in &lines {
            res.push_str(&shifted(line, day));
            res.push('\n');
        }
    }
    res
}

/// Length of `2026-03-01T10:00:00`, up to the seconds.
const SECONDS_END: usize = 19;

fn shifted(line: &str, days: u16) -> String {
    let mut res = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(start) = rest.bytes().enumerate().position(|(at, _)| time_at(rest, at).is_some())
    {
        let (time, len) = time_at(rest, start).expect("position() found it");
        res.push_str(&rest[..start]);
        let later = time
            .to_zoned(TimeZone::UTC)
            .checked_add(i64::from(days).days())
            .expect("stories stay in this millennium");
        res.push_str(&later.strftime("%Y-%m-%dT%H:%M:%S").to_string());
        rest = &rest[start + len..];
    }
    res.push_str(rest);
    res
}

fn time_at(text: &str, at: usize) -> Option<(Timestamp, usize)> {
    let candidate = text.get(at..at + SECONDS_END)?;
    if !candidate.is_ascii() || candidate.as_bytes()[10] != b'T' || !candidate.starts_with("20") {
        return None;
    }
    let time = format!("{candidate}Z").parse().ok()?;
    Some((time, SECONDS_END))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_told_once_a_day_with_its_times_moved() {
        let body = "at,who\n2026-03-01T10:00:00Z,ada\n";
        let expected = "at,who\n2026-03-01T10:00:00Z,ada\n2026-03-02T10:00:00Z,ada\n";
        assert_eq!(daily(body, true, 2), expected);
    }

    #[test]
    fn fractions_and_offsets_behind_the_seconds_stay() {
        assert_eq!(
            shifted("{\"published\":\"2026-03-31T23:59:59.123Z\"}", 1),
            "{\"published\":\"2026-04-01T23:59:59.123Z\"}"
        );
    }
}
