//! The dates that documents carry, with the offset of the clock that wrote them.

use jiff::{Timestamp, civil::DateTime, tz::Offset};

/// An instant and the offset from UTC in minutes, if one was written.
pub(crate) type Stamp = (Timestamp, Option<i32>);

/// `D:20260301101500+01'00'`, as PDF writes it; what is missing at the end counts from zero.
pub(crate) fn from_pdf(written: &str) -> Option<Stamp> {
    let written = written.trim().trim_start_matches("D:");
    let n_digits = written.bytes().take_while(u8::is_ascii_digit).count();
    let (digits, zone) = written.split_at(n_digits);
    let part = |range: std::ops::Range<usize>, or: i16| match digits.get(range) {
        Some(digits) => digits.parse::<i16>().ok(),
        None => Some(or),
    };
    let small = |range, or| part(range, or).and_then(|it| i8::try_from(it).ok());
    let time = DateTime::new(
        part(0..4, -1).filter(|it| *it > 0)?,
        small(4..6, 1)?,
        small(6..8, 1)?,
        small(8..10, 0)?,
        small(10..12, 0)?,
        small(12..14, 0)?,
        0,
    )
    .ok()?;
    let offset = match zone.chars().next() {
        None => None,
        Some('Z' | 'z') => Some(0),
        Some(sign @ ('+' | '-')) => {
            let digits: Vec<i32> = zone
                .chars()
                .filter_map(|it| it.to_digit(10))
                .filter_map(|it| i32::try_from(it).ok())
                .collect();
            let hours = digits.first()? * 10 + digits.get(1)?;
            let minutes = digits.get(2).map_or(0, |tens| tens * 10 + digits.get(3).unwrap_or(&0));
            let offset = hours * 60 + minutes;
            Some(if sign == '-' { -offset } else { offset })
        }
        Some(_) => return None,
    };
    let seconds = offset.unwrap_or(0).checked_mul(60)?;
    let at = Offset::from_seconds(seconds).ok()?.to_timestamp(time).ok()?;
    Some((at, offset))
}

/// `2026-03-01T10:15:00Z` or `…+01:00` or without an offset, as Office and XMP write it.
pub(crate) fn from_iso(written: &str) -> Option<Stamp> {
    let written = written.trim();
    let (date, time) = written.split_once('T')?;
    let zone_at = time.find(['Z', 'z', '+', '-']);
    let (time, zone) = time.split_at(zone_at.unwrap_or(time.len()));
    let local: DateTime = format!("{date}T{time}").parse().ok()?;
    let digits: String = local.strftime("%Y%m%d%H%M%S").to_string();
    from_pdf(&format!("{digits}{zone}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stamps_keep_the_offset_of_the_clock() {
        let read = |it: Option<Stamp>| it.map(|(at, offset)| (at.to_string(), offset));
        let at = |it: &str, offset| Some((it.to_owned(), offset));
        assert_eq!(read(from_pdf("D:20260301101500+01'00'")), at("2026-03-01T09:15:00Z", Some(60)));
        assert_eq!(
            read(from_pdf("D:20260301101500-05'30")),
            at("2026-03-01T15:45:00Z", Some(-330))
        );
        assert_eq!(read(from_pdf("D:20260301101500Z00'00'")), at("2026-03-01T10:15:00Z", Some(0)));
        assert_eq!(read(from_pdf("202603")), at("2026-03-01T00:00:00Z", None));
        assert_eq!(read(from_iso("2026-03-01T10:15:00Z")), at("2026-03-01T10:15:00Z", Some(0)));
        assert_eq!(
            read(from_iso("2026-03-01T10:15:00.5+08:00")),
            at("2026-03-01T02:15:00Z", Some(480))
        );
        for broken in ["", "D:", "D:2026x", "D:20261301", "yesterday", "D:20260301101500+99'99'"] {
            assert_eq!(from_pdf(broken), None, "{broken}");
        }
    }
}
