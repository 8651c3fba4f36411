//! The serial number of a device, as its maker wrote it.

use std::fmt;

use super::{ValueError, is_rounded_by_spreadsheet, mask};

/// What firmware answers when its maker left the field empty; letters and digits only. Measured on inventories
/// as published by osquery, Intune and GLPI users.
const PLACEHOLDERS: &[&str] = &[
    "0123456789",
    "0123456789ABCDEF",
    "123456789",
    "1234567890",
    "12345678",
    "ASSETTAG",
    "BASEBOARDSERIALNUMBER",
    "CHASSISSERIALNUMBER",
    "DEFAULT",
    "DEFAULTSTRING",
    "EMPTY",
    "FILLBYOEM",
    "INVALID",
    "NOASSETTAG",
    "NONE",
    "NOSERIAL",
    "NOSERIALNUMBER",
    "NOTAPPLICABLE",
    "NOTAVAILABLE",
    "NOTSPECIFIED",
    "NULL",
    "OEM",
    "OEMDEFAULTSTRING",
    "OEMSERIAL",
    "SERIAL",
    "SERIALNUMBER",
    "SYSTEMPRODUCTNAME",
    "SYSTEMSERIALNUMBER",
    "TOBEFILLEDBYOEM",
    "UNDEFINED",
    "UNKNOWN",
    "UNSPECIFIED",
];
/// Characters below which a text is not a serial number. Guess: no maker's is shorter.
const MIN_CHARS: usize = 4;
/// Characters above which a text is not a serial number. Guess: a virtual machine's has 54.
const MAX_CHARS: usize = 128;

/// A serial number that names one device; upper case, without spaces.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Serial(String);

impl Serial {
    /// Reads a serial number and refuses what firmware writes in its place.
    pub fn parse(text: &str) -> Result<Serial, ValueError> {
        const EXPECTED: ValueError = ValueError::Expected("a device serial number");
        let text = text.trim();
        if is_rounded_by_spreadsheet(text) && text.contains(['.', ',', '+']) {
            return Err(ValueError::Rounded("a device serial number"));
        }
        if text.len() > MAX_CHARS * 4 || text.chars().any(char::is_control) {
            return Err(EXPECTED);
        }
        let serial: String = text.split_whitespace().collect::<String>().to_uppercase();
        let letters: String = serial.chars().filter(|it| it.is_alphanumeric()).collect();
        let one_character_repeated = letters.chars().all(|it| letters.starts_with(it));
        if one_character_repeated || PLACEHOLDERS.contains(&letters.as_str()) {
            return Err(ValueError::Placeholder("a device serial number"));
        }
        if letters.chars().count() < MIN_CHARS || serial.chars().count() > MAX_CHARS {
            return Err(EXPECTED);
        }
        Ok(Serial(serial))
    }

    /// The serial number in full.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Serial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&mask::tail(&self.0, 4))
    }
}

impl fmt::Debug for Serial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Serial({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_spaces_do_not_matter() {
        let serial = Serial::parse(" c02x test 1234 ").unwrap();
        assert_eq!(serial, Serial::parse("C02XTEST1234").unwrap());
        assert_eq!(serial.reveal(), "C02XTEST1234");
        assert_eq!(format!("{serial} {serial:?}"), "…1234 Serial(…1234)");
    }

    #[test]
    fn what_firmware_writes_for_nothing_is_refused() {
        for text in [
            "To be filled by O.E.M.",
            "Default string",
            "0",
            "None",
            "System Serial Number",
            "n/a?",
            "-",
            "",
            "00000000",
            "xxxxxxx",
            "1234567890",
            "Not Specified",
        ] {
            assert!(Serial::parse(text).is_err(), "{text}");
        }
        assert_eq!(
            Serial::parse("None").unwrap_err().to_string(),
            "expected a device serial number, found a placeholder"
        );
        assert_eq!(
            Serial::parse("1.23457E+11"),
            Err(ValueError::Rounded("a device serial number"))
        );
    }

    #[test]
    fn a_serial_number_that_looks_like_a_power_of_ten_is_kept() {
        assert_eq!(Serial::parse("5123E4").unwrap().reveal(), "5123E4");
    }

    proptest::proptest! {
        #[test]
        fn what_is_revealed_is_read_again(text in "\\PC{0,60}") {
            if let Ok(serial) = Serial::parse(&text) {
                proptest::prop_assert_eq!(Serial::parse(serial.reveal()), Ok(serial.clone()));
                let debug = format!("{serial:?}");
                proptest::prop_assert!(!debug.contains(serial.reveal()));
            }
        }
    }
}
