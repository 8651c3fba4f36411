//! The hardware address of a network card.

use std::fmt;

use super::ValueError;

const EXPECTED: ValueError = ValueError::Expected("a MAC address");
/// What a system answers when it hides or has no address: nothing, everything, and what phones tell their apps.
/// Published (Android `WifiInfo`, iOS 7): 02:00:00:00:00:00.
const PLACEHOLDERS: [[u8; 6]; 3] = [[0; 6], [0xff; 6], [2, 0, 0, 0, 0, 0]];

/// A hardware address that belongs to some card, not to none or to all.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mac([u8; 6]);

impl Mac {
    /// Reads six pairs with `:`, `-`, spaces, dots or nothing between them, also without leading zeros (`0:1a:2:…`).
    pub fn parse(text: &str) -> Result<Mac, ValueError> {
        let groups: Vec<&str> = text.trim().split([':', '-', '.', ' ']).collect();
        let digits = match groups.len() {
            6 => groups.iter().map(|group| format!("{group:0>2}")).collect::<String>(),
            1..=3 => groups.concat(),
            _ => return Err(EXPECTED),
        };
        if digits.len() != 12 || !digits.bytes().all(|it| it.is_ascii_hexdigit()) {
            return Err(EXPECTED);
        }
        let bits = u64::from_str_radix(&digits, 16).or(Err(EXPECTED))?;
        let [_, _, octets @ ..] = bits.to_be_bytes();
        if PLACEHOLDERS.contains(&octets) {
            return Err(ValueError::Placeholder("a MAC address"));
        }
        Ok(Mac(octets))
    }

    /// All six octets, `aa:bb:cc:dd:ee:ff`.
    pub fn reveal(&self) -> String {
        self.0.map(|octet| format!("{octet:02x}")).join(":")
    }

    /// The three octets that name the maker, where the address is not locally administered.
    pub fn oui(&self) -> [u8; 3] {
        let [a, b, c, ..] = self.0;
        [a, b, c]
    }

    /// Whether software chose the address (private Wi-Fi addresses, virtual machines), so that it names no maker.
    pub fn is_locally_administered(&self) -> bool {
        self.0[0] & 0b10 != 0
    }

    /// Whether the address stands for a group of cards.
    pub fn is_multicast(&self) -> bool {
        self.0[0] & 0b1 != 0
    }
}

impl fmt::Display for Mac {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [a, b, c] = self.oui();
        write!(f, "{a:02x}:{b:02x}:{c:02x}:…")
    }
}

impl fmt::Debug for Mac {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Mac({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_of_writing_is_one_address() {
        for text in [
            "00:1A:2b:03:04:05",
            "00-1a-2b-03-04-05",
            "001a.2b03.0405",
            "001A2B030405",
            "001a2b-030405",
            "0:1a:2b:3:4:5",
        ] {
            let mac = Mac::parse(text).unwrap();
            assert_eq!(mac.reveal(), "00:1a:2b:03:04:05", "{text}");
            assert_eq!(format!("{mac} {mac:?}"), "00:1a:2b:… Mac(00:1a:2b:…)");
            assert_eq!(mac.oui(), [0, 0x1a, 0x2b]);
        }
    }

    #[test]
    fn placeholders_and_other_shapes_are_refused() {
        let err = |text: &str| Mac::parse(text).unwrap_err().to_string();
        for text in ["00:00:00:00:00:00", "ff-ff-ff-ff-ff-ff", "020000000000"] {
            assert_eq!(err(text), "expected a MAC address, found a placeholder");
        }
        for text in [
            "",
            "00:1a:2b:03:04",
            "00:1a:2b:03:04:05:06:07",
            "+01a2b030405",
            "00:1g:2b:03:04:05",
            "001:a:2b:3:4:5",
        ] {
            assert_eq!(err(text), "expected a MAC address", "{text}");
        }
    }

    #[test]
    fn the_first_octet_tells_local_and_group_addresses() {
        let mac = |text: &str| Mac::parse(text).unwrap();
        assert!(mac("02:15:5d:00:00:01").is_locally_administered());
        assert!(!mac("00:15:5d:00:00:01").is_locally_administered());
        assert!(mac("01:00:5e:00:00:01").is_multicast());
        assert!(!mac("00:00:5e:00:00:01").is_multicast());
    }

    proptest::proptest! {
        #[test]
        fn what_is_revealed_is_read_again(text in "[0-9a-f:. -]{0,18}") {
            if let Ok(mac) = Mac::parse(&text) {
                proptest::prop_assert_eq!(Mac::parse(&mac.reveal()), Ok(mac));
            }
        }

        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,40}") {
            if let Ok(mac) = Mac::parse(&text) {
                proptest::prop_assert!(!mac.to_string().contains(&mac.reveal()[9..]));
            }
        }
    }
}
