//! A cell as the text that a table holds: dates in ISO, numbers without the noise of their binary form.

use calamine::{DataRef, ExcelDateTime};

/// Whole numbers from here on have more digits than a spreadsheet keeps.
const ROUNDED_FROM: f64 = 1e15; // published: Excel keeps 15 significant digits
/// Whole numbers up to here are exact in binary.
const EXACT_TO: f64 = 9_007_199_254_740_992.0; // published: two to the power of 53

/// The text of a cell.
pub(crate) fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => self::number(*number),
        DataRef::Bool(is_so) => is_so.to_string(),
        DataRef::DateTime(at) => date(at),
        DataRef::Error(error) => error.to_string(),
    }
}

/// `10001` of `10001.0`, `0.3` of `0.30000000000000004`; an id that a spreadsheet has rounded as `1.23456789012346E+17`,
/// so that whoever reads it sees that digits are lost.
pub(crate) fn number(value: f64) -> String {
    if !value.is_finite() {
        return String::new();
    }
    if value == 0.0 {
        return "0".to_owned();
    }
    let size = value.abs();
    // A program may have written more digits than a spreadsheet keeps; then the last one is rarely zero.
    let is_exact = size < EXACT_TO && value % 10.0 != 0.0 && value.fract() == 0.0;
    if size >= ROUNDED_FROM && !is_exact {
        let written = format!("{value:.14E}");
        let (mantissa, exponent) = written.split_once('E').unwrap_or((&written, "0"));
        let mantissa = mantissa.trim_end_matches('0').trim_end_matches('.');
        return format!("{mantissa}E+{exponent}");
    }
    if value.fract() == 0.0 {
        return format!("{value:.0}");
    }
    // Fifteen significant digits, as a spreadsheet shows them.
    format!("{value:.14e}")
        .parse::<f64>()
        .map_or_else(|_never| value.to_string(), |it| it.to_string())
}

fn date(at: &ExcelDateTime) -> String {
    let days = at.as_f64();
    if at.is_duration() || (0.0..1.0).contains(&days) {
        let seconds = (days * 86_400.0).round();
        if !(0.0..=1e12).contains(&seconds) {
            return number(days);
        }
        let seconds = seconds as u64;
        return format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }
    let (year, month, day, hour, minute, second, milli) = at.to_ymd_hms_milli();
    let date = format!("{year:04}-{month:02}-{day:02}");
    match (hour, minute, second, milli) {
        (0, 0, 0, 0) => date,
        (_, _, _, 0) => format!("{date}T{hour:02}:{minute:02}:{second:02}"),
        (_, _, _, _) => format!("{date}T{hour:02}:{minute:02}:{second:02}.{milli:03}"),
    }
}

#[cfg(test)]
mod tests {
    use bonafide_model::value::is_rounded_by_spreadsheet;
    use calamine::ExcelDateTimeType;

    use super::*;

    #[test]
    fn numbers_are_written_as_people_wrote_them() {
        for (value, expected) in [
            (10001.0, "10001"),
            (-3.0, "-3"),
            (-0.0, "0"),
            (0.1 + 0.2, "0.3"),
            (1234.5, "1234.5"),
            (999_999_999_999_999.0, "999999999999999"),
            (1_772_360_100_123_457.0, "1772360100123457"),
            (f64::NAN, ""),
        ] {
            assert_eq!(number(value), expected);
        }
        for (value, expected) in [
            (123_456_789_012_345_680.0, "1.23456789012346E+17"),
            (1_772_360_100_123_450.0, "1.77236010012345E+15"),
            (1e22, "1E+22"),
        ] {
            assert_eq!(number(value), expected);
            assert!(is_rounded_by_spreadsheet(expected), "{expected}");
        }
    }

    #[test]
    fn dates_are_iso() {
        let at = |value, kind| date(&ExcelDateTime::new(value, kind, false));
        assert_eq!(at(46082.0, ExcelDateTimeType::DateTime), "2026-03-01");
        assert_eq!(at(46082.4270833, ExcelDateTimeType::DateTime), "2026-03-01T10:14:59.997");
        assert_eq!(at(46082.5, ExcelDateTimeType::DateTime), "2026-03-01T12:00:00");
        assert_eq!(at(0.75, ExcelDateTimeType::DateTime), "18:00:00");
        assert_eq!(at(1.5, ExcelDateTimeType::TimeDelta), "36:00:00");
    }
}
