//! Values of Parquet columns as the text that a CSV of the same table would hold.

use std::fmt::Write;

use jiff::{Timestamp, civil::Date, civil::Time};
use parquet::{
    basic::{ConvertedType, LogicalType, TimeUnit},
    data_type::Int96,
    schema::types::ColumnDescriptor,
};

use crate::document::hex;

/// What the numbers of a column mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    /// Themselves.
    Plain,
    /// Unsigned ones.
    Unsigned,
    /// Tenths, hundredths …
    Decimal(u32),
    /// Days since 1970.
    Day,
    /// Parts of a second of the day; how many are one second.
    Clock(i64),
    /// Parts of a second since 1970; how many are one second.
    Instant(i64),
    /// Bytes of a UUID.
    Uuid,
}

impl Meaning {
    /// What a column says of itself.
    pub(super) fn of(column: &ColumnDescriptor) -> Self {
        let parts = |unit: &TimeUnit| match unit {
            TimeUnit::MILLIS => 1_000,
            TimeUnit::MICROS => 1_000_000,
            TimeUnit::NANOS => 1_000_000_000,
        };
        let scale = u32::try_from(column.type_scale()).unwrap_or(0).min(38);
        if let Some(it) = column.logical_type_ref() {
            if matches!(it, LogicalType::Uuid) {
                return Self::Uuid;
            }
            if let LogicalType::Timestamp(it) = it {
                return Self::Instant(parts(&it.unit));
            }
            if let LogicalType::Time(it) = it {
                return Self::Clock(parts(&it.unit));
            }
        }
        match column.converted_type() {
            ConvertedType::DECIMAL => Self::Decimal(scale),
            ConvertedType::DATE => Self::Day,
            ConvertedType::TIME_MILLIS => Self::Clock(1_000),
            ConvertedType::TIME_MICROS => Self::Clock(1_000_000),
            ConvertedType::TIMESTAMP_MILLIS => Self::Instant(1_000),
            ConvertedType::TIMESTAMP_MICROS => Self::Instant(1_000_000),
            ConvertedType::UINT_8
            | ConvertedType::UINT_16
            | ConvertedType::UINT_32
            | ConvertedType::UINT_64 => Self::Unsigned,
            ConvertedType::NONE
            | ConvertedType::UTF8
            | ConvertedType::MAP
            | ConvertedType::MAP_KEY_VALUE
            | ConvertedType::LIST
            | ConvertedType::ENUM
            | ConvertedType::INT_8
            | ConvertedType::INT_16
            | ConvertedType::INT_32
            | ConvertedType::INT_64
            | ConvertedType::JSON
            | ConvertedType::BSON
            | ConvertedType::INTERVAL => Self::Plain,
        }
    }
}

/// Writes a whole number of 32 or 64 bits.
pub(super) fn whole(res: &mut String, number: i64, bits: u32, meaning: Meaning) {
    let text = match meaning {
        Meaning::Unsigned if bits == 32 => (number as u32).to_string(),
        Meaning::Unsigned => (number as u64).to_string(),
        Meaning::Decimal(scale) => decimal(i128::from(number), scale),
        Meaning::Day => day(number).unwrap_or_else(|| number.to_string()),
        Meaning::Clock(parts) => clock(number, parts).unwrap_or_else(|| number.to_string()),
        Meaning::Instant(parts) => instant(number, parts).unwrap_or_else(|| number.to_string()),
        Meaning::Plain | Meaning::Uuid => number.to_string(),
    };
    res.push_str(&text);
}

/// Writes a number with a point, in the shortest form that reads back; what is no number is blank.
pub(super) fn broken(res: &mut String, number: f64) {
    if number.is_finite() {
        write!(res, "{number}").expect("a String takes everything");
    }
}

/// Writes an instant of the old form of Spark and Impala.
pub(super) fn old_instant(res: &mut String, at: &Int96) {
    res.push_str(&instant(at.to_millis(), 1_000).unwrap_or_default());
}

/// Writes bytes: a decimal, a UUID, a text; hex where they are no text.
pub(super) fn bytes(res: &mut String, bytes: &[u8], meaning: Meaning) {
    match (meaning, std::str::from_utf8(bytes)) {
        (Meaning::Uuid, _) if bytes.len() == 16 => {
            let hex = hex(bytes);
            let parts = [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]];
            res.push_str(&parts.join("-"));
        }
        (Meaning::Decimal(scale), _) if (1..=16).contains(&bytes.len()) => {
            let sign = if bytes[0] >= 0x80 { -1 } else { 0 };
            let number = bytes.iter().fold(sign, |res: i128, it| res << 8 | i128::from(*it));
            res.push_str(&decimal(number, scale));
        }
        (_, Ok(text)) => res.push_str(text),
        (_, Err(_)) => res.push_str(&hex(bytes)),
    }
}

fn decimal(number: i128, scale: u32) -> String {
    let digits = format!("{:0wide$}", number.unsigned_abs(), wide = scale as usize + 1);
    let (whole, part) = digits.split_at(digits.len() - scale as usize);
    let sign = if number < 0 { "-" } else { "" };
    if part.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{part}") }
}

fn day(days: i64) -> Option<String> {
    let span = jiff::Span::new().try_days(days).ok()?;
    Some(Date::constant(1970, 1, 1).checked_add(span).ok()?.to_string())
}

fn nanoseconds(number: i64, parts: i64) -> i128 {
    i128::from(number) * i128::from(1_000_000_000 / parts)
}

fn clock(number: i64, parts: i64) -> Option<String> {
    let nanoseconds = i64::try_from(nanoseconds(number, parts)).ok()?;
    let span = jiff::Span::new().try_nanoseconds(nanoseconds).ok()?;
    Some(Time::midnight().checked_add(span).ok()?.to_string())
}

fn instant(number: i64, parts: i64) -> Option<String> {
    Some(Timestamp::from_nanosecond(nanoseconds(number, parts)).ok()?.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_a_csv_would_write_them() {
        let whole = |number, bits, meaning| {
            let mut res = String::new();
            super::whole(&mut res, number, bits, meaning);
            res
        };
        assert_eq!(whole(-5, 32, Meaning::Plain), "-5");
        assert_eq!(whole(-1, 32, Meaning::Unsigned), "4294967295");
        assert_eq!(whole(-5, 32, Meaning::Decimal(2)), "-0.05");
        assert_eq!(whole(7305, 32, Meaning::Day), "1990-01-01");
        assert_eq!(whole(i64::MAX, 64, Meaning::Day), i64::MAX.to_string());
        assert_eq!(whole(631_152_000_000, 64, Meaning::Instant(1_000)), "1990-01-01T00:00:00Z");
        assert_eq!(whole(3_600_000, 32, Meaning::Clock(1_000)), "01:00:00");
        let bytes = |bytes: &[u8], meaning| {
            let mut res = String::new();
            super::bytes(&mut res, bytes, meaning);
            res
        };
        assert_eq!(bytes(&[0xff, 0xfe], Meaning::Decimal(1)), "-0.2");
        assert_eq!(bytes(&[0xff, 0xfe], Meaning::Plain), "fffe");
        assert_eq!(bytes("Zoë".as_bytes(), Meaning::Plain), "Zoë");
        assert_eq!(bytes(&[7; 16], Meaning::Uuid), "07070707-0707-0707-0707-070707070707");
    }
}
