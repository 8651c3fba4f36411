//! A telephone number in E.164.

use std::fmt;

use rlibphonenumber::{
    NumberLengthType, PHONE_NUMBER_UTIL, PhoneNumber, PhoneNumberFormat, PhoneNumberType, Region,
};

use super::{ValueError, is_rounded_by_spreadsheet, mask};

const EXPECTED: ValueError = ValueError::Expected("a phone number with its country or area code");
/// Digits of an international number whose `+` was lost. Published (E.164): 15 at most; guess: 11 at least, as
/// shorter ones are national numbers of an unknown country.
const BARE_INTERNATIONAL_DIGITS: std::ops::RangeInclusive<usize> = 11..=15;
/// Characters above which a text is not a phone number. Guess.
const MAX_CHARS: usize = 64;
/// Digits below which a text is not a phone number, letters that spell digits aside. Guess: `1-800-` and a word.
const MIN_DIGITS: usize = 4;

/// What the numbering plan says about a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PhoneKind {
    /// A fixed line.
    Fixed,
    /// A mobile.
    Mobile,
    /// A fixed line or a mobile: the plan does not tell them apart, as in North America.
    FixedOrMobile,
    /// A number from a range set aside for voice over IP.
    Voip,
    /// Free for the caller.
    TollFree,
    /// Anything else, fictional numbers among it.
    Other,
}

/// A number of possible length in its country's plan; equal when it rings at one place.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Phone {
    e164: String,
    country_code_digits: usize,
    region: Option<String>,
    kind: PhoneKind,
}

impl Phone {
    /// Reads a number; one without a country code is read as dialled in `default_region` (`US`). Extensions are dropped.
    pub fn parse(text: &str, default_region: Option<&str>) -> Result<Phone, ValueError> {
        let text = text.trim().trim_start_matches('\'').trim_end_matches(".0");
        if is_rounded_by_spreadsheet(text) {
            return Err(ValueError::Rounded("a phone number"));
        }
        // Letters that spell digits and extensions are fine; a sentence is not a number.
        if text.chars().count() > MAX_CHARS
            || text.chars().filter(char::is_ascii_digit).count() < MIN_DIGITS
        {
            return Err(EXPECTED);
        }
        let region = default_region.and_then(|it| Region::from_code(it.trim()).ok());
        let number = match PHONE_NUMBER_UTIL.parse(text, region) {
            Ok(number) => number,
            Err(_) if region.is_none() => with_lost_plus(text)?,
            Err(_) => return Err(EXPECTED),
        };
        from_number(&number)
    }

    /// The number in E.164, `+15550100123`.
    pub fn e164(&self) -> &str {
        &self.e164
    }

    /// The number in full.
    pub fn reveal(&self) -> &str {
        &self.e164
    }

    /// The ISO code of the country whose plan the number is in; none for numbers of no country.
    pub fn region(&self) -> Option<&str> {
        self.region.as_deref()
    }

    /// What the numbering plan says about it.
    pub fn kind(&self) -> PhoneKind {
        self.kind
    }
}

/// Spreadsheets drop the `+` (and dialling habit writes `00`), but the digits still start with the country code.
fn with_lost_plus(text: &str) -> Result<PhoneNumber, ValueError> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let international = digits.strip_prefix("00").unwrap_or(&digits);
    let only_a_number = text.chars().all(|it| it.is_ascii_digit() || " ().-/".contains(it));
    if !only_a_number || !BARE_INTERNATIONAL_DIGITS.contains(&international.len()) {
        return Err(EXPECTED);
    }
    PHONE_NUMBER_UTIL.parse(format!("+{international}"), None).or(Err(EXPECTED))
}

fn from_number(number: &PhoneNumber) -> Result<Phone, ValueError> {
    // Possible, not valid: invented numbers (555-01xx) are in no plan, and plans change faster than tables.
    if number.is_possible_with_reason() != Ok(NumberLengthType::IsPossible) {
        return Err(EXPECTED);
    }
    let e164 = number.format_as(PhoneNumberFormat::E164).into_owned();
    // Leading zeros that only a local reading kept (`000 999`) make a number that nobody can dial from abroad.
    let number = PHONE_NUMBER_UTIL.parse(&e164, None).or(Err(EXPECTED))?;
    if number.format_as(PhoneNumberFormat::E164) != e164 {
        return Err(EXPECTED);
    }
    let code = number.country_code;
    let region =
        number.get_region_code().or_else(|| PHONE_NUMBER_UTIL.get_region_for_country_code(code));
    Ok(Phone {
        e164,
        country_code_digits: code.to_string().len(),
        region: region.filter(|it| *it != Region::World).map(|it| it.to_string()),
        kind: kind_of(number.get_type()),
    })
}

fn kind_of(kind: PhoneNumberType) -> PhoneKind {
    match kind {
        PhoneNumberType::FixedLine => PhoneKind::Fixed,
        PhoneNumberType::Mobile => PhoneKind::Mobile,
        PhoneNumberType::FixedLineOrMobile => PhoneKind::FixedOrMobile,
        PhoneNumberType::VoIP => PhoneKind::Voip,
        PhoneNumberType::TollFree => PhoneKind::TollFree,
        PhoneNumberType::PremiumRate
        | PhoneNumberType::SharedCost
        | PhoneNumberType::PersonalNumber
        | PhoneNumberType::Pager
        | PhoneNumberType::UAN
        | PhoneNumberType::VoiceMail
        | PhoneNumberType::Unknown => PhoneKind::Other,
    }
}

impl fmt::Display for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (country, national) = self.e164.split_at(1 + self.country_code_digits);
        write!(f, "{country}{}", mask::tail(national, 4))
    }
}

impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Phone({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, region: Option<&str>, expected: &str) {
        let found = Phone::parse(text, region)
            .map_or_else(|err| err.to_string(), |it| it.e164().to_owned());
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn every_way_of_writing_is_one_number() {
        for text in [
            "(202) 555-0123",
            "202.555.0123",
            "+1 202 555 0123",
            "1-202-555-0123 ext. 44",
            "tel:+1-202-555-0123",
            "'12025550123",
            "12025550123.0",
        ] {
            check(text, Some("us"), "+12025550123");
        }
        check("+1 202 555 0123", None, "+12025550123");
        check("12025550123", None, "+12025550123");
        check("0044 20 7946 0123", None, "+442079460123");
        check("+1 555 555 0123", None, "+15555550123");
        check("+86 138 0013 8000", None, "+8613800138000");
    }

    #[test]
    fn what_is_not_a_whole_number_is_refused() {
        let expected = "expected a phone number with its country or area code";
        for text in ["", "n/a", "555-0123", "+1 202 555", "ada@corp.example", "+999 1234567"] {
            check(text, Some("US"), expected);
        }
        check("2025550123", None, expected);
        let rounded =
            "expected a phone number in full, found one rounded by a spreadsheet (like 1.5E+10)";
        check("1.55512E+10", Some("US"), rounded);
        check("1,55512E+10", None, rounded);
    }

    #[test]
    fn region_and_kind_come_from_the_plan() {
        let phone = Phone::parse("202 555 0123", Some("US")).unwrap();
        assert_eq!((phone.region(), phone.kind()), (Some("US"), PhoneKind::FixedOrMobile));
        let invented = Phone::parse("+1 555 555 0123", None).unwrap();
        assert_eq!((invented.region(), invented.kind()), (Some("US"), PhoneKind::Other));
        let canadian = Phone::parse("+1 416 555 0123", None).unwrap();
        assert_eq!(canadian.region(), Some("CA"));
        let free = Phone::parse("+1 800 555 0123", None).unwrap();
        assert_eq!(free.kind(), PhoneKind::TollFree);
        assert_eq!(format!("{phone} {phone:?}"), "+1…0123 Phone(+1…0123)");
    }

    proptest::proptest! {
        #[test]
        fn what_is_revealed_is_read_again(number in "[2-9][0-9]{2}55501[0-9]{2}") {
            let phone = Phone::parse(&number, Some("US")).unwrap();
            proptest::prop_assert_eq!(Phone::parse(phone.reveal(), None), Ok(phone.clone()));
            let debug = format!("{phone:?}");
            proptest::prop_assert!(!debug.contains(&number[..7]));
        }

        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,30}|[+0-9() .x-]{0,24}") {
            if let Ok(phone) = Phone::parse(&text, Some("DE")) {
                proptest::prop_assert_eq!(Phone::parse(phone.reveal(), None), Ok(phone.clone()));
            }
        }
    }
}
