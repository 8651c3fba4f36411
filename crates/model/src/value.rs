//! The kinds of value an export can carry: each is parsed once, printed masked, and given in full only by `reveal()`.
//!
//! Invariants of every personal kind: a value that exists has been checked; two spellings of one thing are equal;
//! `Debug` and `Display` never show the whole; `parse(reveal(x)) == x`. Errors say what was expected and never
//! repeat what was given.

mod mask;

mod address;
mod bank;
mod cell;
mod country;
mod email;
mod handle;
pub mod ip;
mod mac;
mod person;
mod phone;
mod serial;
pub mod time;
mod wallet;
mod zone;

mod written;

pub use address::{AddressParts, PostalAddress};
pub use bank::{AccountKind, AccountParts, BankAccount, Checksum};
pub use cell::masked_cell;
pub use country::{country_code, country_name};
pub use email::Email;
pub use handle::{Handle, Site};
pub use ip::{is_public, masked as masked_ip, network_key, parse_ip};
pub use mac::Mac;
pub use person::{PersonName, is_title};
pub use phone::{Phone, PhoneKind};
pub use serial::Serial;
pub use time::{DateOrder, TimeHabit, parse_date, parse_time, parse_time_ordered, utc_day};
pub use wallet::{Chain, Wallet};
pub use zone::Zone;

/// Why a text could not be read as a value: what was expected, never what was found.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ValueError {
    /// The text has another shape.
    #[error("expected {0}")]
    Expected(&'static str),
    /// The text has the shape, but its check digits disagree.
    #[error("expected {0} whose check digits agree")]
    CheckDigits(&'static str),
    /// A spreadsheet has turned a long number into powers of ten and lost its digits.
    #[error("expected {0} in full, found one rounded by a spreadsheet (like 1.5E+10)")]
    Rounded(&'static str),
    /// The text is what a system writes when it has no value.
    #[error("expected {0}, found a placeholder")]
    Placeholder(&'static str),
}

/// Whether a text is a number that a spreadsheet has rounded: digits, a separator, digits, `E`, an exponent.
pub fn is_rounded_by_spreadsheet(text: &str) -> bool {
    let Some((mantissa, exponent)) = text.trim().split_once(['E', 'e']) else {
        return false;
    };
    let exponent = exponent.trim_start_matches(['+', '-']);
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|it| it.is_ascii_digit());
    let mantissa = mantissa.trim_start_matches(['+', '-']);
    let (whole, fraction) = mantissa.split_once(['.', ',']).unwrap_or((mantissa, "0"));
    exponent.len() <= 3 && digits(exponent) && digits(whole) && digits(fraction)
}

/// Whitespace runs become one space, the ends are trimmed and characters are composed (NFC).
fn tidy(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let composed: String = text.nfc().collect();
    composed.split_whitespace().collect::<Vec<_>>().join(" ")
}
