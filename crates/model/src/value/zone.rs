//! A time zone: a place's rules, or a fixed distance from UTC.

mod windows;

use std::fmt;
use std::sync::LazyLock;

use jiff::Timestamp;
use jiff::tz::{TimeZone, TimeZoneDatabase};

use super::ValueError;

const EXPECTED: ValueError =
    ValueError::Expected("a time zone (an IANA or Windows name, or an offset like +02:00)");
/// The shipped rules, never the machine's: the same exports give the same bytes everywhere.
static RULES: LazyLock<TimeZoneDatabase> = LazyLock::new(TimeZoneDatabase::bundled);
/// Minutes from UTC that any clock on land has. Published (tz database): -12:00 to +14:00.
const OFFSETS_MINUTES: std::ops::RangeInclusive<i32> = -12 * 60..=14 * 60;

/// A time zone; ordered by name. It describes a clock, not a person, and prints in full.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Zone {
    name: String,
    rule: Rule,
}

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Rule {
    Named,
    Fixed { minutes: i32 },
}

impl Zone {
    /// Reads `Europe/Berlin`, `W. Europe Standard Time`, `+02:00`, `UTC+2` or `GMT-0530`.
    pub fn parse(text: &str) -> Result<Zone, ValueError> {
        let text = text.trim();
        if ["UTC", "GMT", "Z", "Etc/UTC"].iter().any(|it| it.eq_ignore_ascii_case(text)) {
            return Ok(Zone { name: "UTC".to_owned(), rule: Rule::Fixed { minutes: 0 } });
        }
        if let Some(minutes) = offset(text) {
            return Ok(fixed(minutes));
        }
        let name = windows::iana_name(text).unwrap_or(text);
        let zone = RULES.get(name).or(Err(EXPECTED))?;
        let name = zone.iana_name().ok_or(EXPECTED)?.to_owned();
        Ok(Zone { name, rule: Rule::Named })
    }

    /// The IANA name, or the offset as `+02:00`, or `UTC`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Minutes that clocks of the zone were ahead of UTC at that instant.
    pub fn offset_minutes_at(&self, at: Timestamp) -> i32 {
        match self.rule {
            Rule::Fixed { minutes } => minutes,
            Rule::Named => self.rules().to_offset(at).seconds().div_euclid(60),
        }
    }

    /// The zone's rules for reckoning with dates.
    pub fn rules(&self) -> TimeZone {
        match self.rule {
            Rule::Fixed { minutes } => TimeZone::fixed(
                jiff::tz::Offset::from_seconds(minutes * 60).expect("checked by parse"),
            ),
            Rule::Named => {
                RULES.get(&self.name).expect("the shipped rules held this name in parse")
            }
        }
    }
}

fn fixed(minutes: i32) -> Zone {
    let sign = if minutes < 0 { '-' } else { '+' };
    let name = match minutes {
        0 => "UTC".to_owned(),
        _ => format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60),
    };
    Zone { name, rule: Rule::Fixed { minutes } }
}

/// Minutes of `+02:00`, `+0200`, `+2`, each also behind `UTC` or `GMT`.
pub(super) fn offset(text: &str) -> Option<i32> {
    let text =
        text.strip_prefix("UTC").or_else(|| text.strip_prefix("GMT")).unwrap_or(text).trim_start();
    let (sign, digits) = match text.split_at_checked(1)? {
        ("+", digits) => (1, digits),
        ("-", digits) => (-1, digits),
        _ => return None,
    };
    let (hours, minutes) = match (digits.split_once(':'), digits.len()) {
        (Some(parts), _) => parts,
        (None, 1 | 2) => (digits, "00"),
        (None, 4) => digits.split_at_checked(2)?,
        (None, _) => return None,
    };
    let number = |part: &str| {
        part.bytes().all(|it| it.is_ascii_digit()).then(|| part.parse::<i32>().ok())?
    };
    let (hours, minutes) = (number(hours)?, number(minutes)?);
    let total = sign * (hours.checked_mul(60)?.checked_add(minutes)?);
    (minutes < 60 && OFFSETS_MINUTES.contains(&total)).then_some(total)
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

impl fmt::Debug for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Zone({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let found = Zone::parse(text).map_or_else(|err| err.to_string(), |it| it.to_string());
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn names_and_offsets_are_read() {
        check("Europe/Berlin", "Europe/Berlin");
        check("america/NEW_YORK", "America/New_York");
        check("W. Europe Standard Time", "Europe/Berlin");
        check("pacific standard time", "America/Los_Angeles");
        check("+02:00", "+02:00");
        check("-0530", "-05:30");
        check("UTC+9", "+09:00");
        check("GMT-08:00", "-08:00");
        check("+00:00", "UTC");
        check("Etc/UTC", "UTC");
        let refused = "expected a time zone (an IANA or Windows name, or an offset like +02:00)";
        for text in ["", "Mars/Olympus", "+25:00", "+01:75", "+", "+1e", "../etc/passwd"] {
            check(text, refused);
        }
    }

    #[test]
    fn offsets_follow_the_season() {
        let winter: Timestamp = "2024-01-15T12:00:00Z".parse().unwrap();
        let summer: Timestamp = "2024-07-15T12:00:00Z".parse().unwrap();
        let berlin = Zone::parse("Europe/Berlin").unwrap();
        assert_eq!((berlin.offset_minutes_at(winter), berlin.offset_minutes_at(summer)), (60, 120));
        let fixed = Zone::parse("-05:30").unwrap();
        assert_eq!(
            (fixed.offset_minutes_at(winter), fixed.offset_minutes_at(summer)),
            (-330, -330)
        );
    }

    #[test]
    fn every_windows_name_has_rules() {
        assert!(windows::NAMES.len() > 100);
        for (windows, iana) in windows::NAMES {
            assert!(RULES.get(iana).is_ok(), "{windows}: {iana}");
        }
        assert!(windows::NAMES.is_sorted_by(|a, b| a.0 < b.0));
    }

    proptest::proptest! {
        #[test]
        fn what_is_printed_is_read_again(minutes in OFFSETS_MINUTES) {
            let zone = fixed(minutes);
            proptest::prop_assert_eq!(Zone::parse(zone.name()), Ok(zone.clone()));
        }

        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,30}|[A-Z]{3}[+-][0-9:]{0,6}") {
            if let Ok(zone) = Zone::parse(&text) {
                proptest::prop_assert_eq!(Zone::parse(zone.name()), Ok(zone));
            }
        }
    }
}
