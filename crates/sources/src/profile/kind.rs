//! What kind of value a cell holds, by its content alone.
//!
//! A cell is of the most telling kind that it fits: what has check digits or a fixed shape comes before what is only words.

use bonafide_model::value::{
    self, AccountKind, BankAccount, DateOrder, Email, Mac, PersonName, Phone, Wallet, Zone,
};

/// A kind of value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A mail address.
    Mail,
    /// A telephone number.
    Phone,
    /// An IP address.
    Ip,
    /// A hardware address.
    Mac,
    /// An instant: date and time of day, or seconds since 1970.
    Time,
    /// A calendar day.
    Date,
    /// A time of day without a day, or an amount of time.
    Clock,
    /// An IBAN whose check digits agree.
    Iban,
    /// A wallet's address.
    Wallet,
    /// A country, by name or code.
    Country,
    /// A time zone.
    Zone,
    /// A UUID.
    Uuid,
    /// A web address.
    Link,
    /// Yes or no.
    YesNo,
    /// A number.
    Number,
    /// Letters and digits without a space, as serial numbers and ids have.
    Code,
    /// Two to four words, each with a capital: most often a person's name.
    Name,
    /// Words with a number among them, as postal addresses have.
    Address,
    /// One to four words.
    Words,
    /// More text than a value has.
    Text,
}

/// Letters from which a text is more than a value. Guess.
const TEXT_CHARS: usize = 80;
/// Words from which a text is more than a value. Guess.
const TEXT_WORDS: usize = 12;
/// Words of a person's name. Guess.
const NAME_WORDS: std::ops::RangeInclusive<usize> = 2..=4;
/// Digits of a telephone number without its punctuation. Published (E.164): 15 at most; guess: 7 at least.
const PHONE_DIGITS: std::ops::RangeInclusive<usize> = 7..=15;
/// Seconds since 1970 that are a time and no number: 2004 to 2036. Guess.
const EPOCH_SECONDS: std::ops::RangeInclusive<u64> = 1_100_000_000..=2_100_000_000;
/// Words that are no part of a person's name, though written with a capital. Guess.
const TITLES: &[&str] = &[
    "engineer",
    "manager",
    "developer",
    "analyst",
    "director",
    "specialist",
    "lead",
    "senior",
    "junior",
    "department",
    "team",
    "sales",
    "support",
    "operations",
    "marketing",
    "finance",
    "security",
    "product",
    "software",
    "office",
    "remote",
    "hybrid",
    "inc",
    "llc",
    "ltd",
    "gmbh",
    "street",
    "road",
    "avenue",
    "windows",
    "macbook",
    "pro",
    "air",
    "server",
    "bank",
    "union",
    "credit",
    "states",
    "kingdom",
    "city",
    "north",
    "south",
    "east",
    "west",
    "new",
    "san",
    "los",
    "full",
    "part",
    "time",
    "in",
    "of",
    "the",
    "and",
    "access",
    "login",
    "user",
    "resigned",
    "dismissed",
    "laptop",
    "package",
    "delivered",
    "shipped",
    "out",
    "for",
    "to",
];

impl Kind {
    /// The kind of a cell that is not blank.
    pub fn of(cell: &str) -> Self {
        let text = cell.trim();
        let n_words = text.split_whitespace().count();
        if text.chars().count() > TEXT_CHARS || n_words > TEXT_WORDS {
            return Self::Text;
        }
        let has_digit = text.bytes().any(|it| it.is_ascii_digit());
        if n_words == 1
            && let Some(kind) = of_one_word(text, has_digit)
        {
            return kind;
        }
        if has_digit {
            return of_digits(text, n_words);
        }
        if ["yes", "no", "true", "false", "ja", "nein", "oui", "non"]
            .iter()
            .any(|it| it.eq_ignore_ascii_case(text))
        {
            return Self::YesNo;
        }
        // A code of two small letters is most often a word: `no`, `in`, `it`.
        let is_code = text.len() > 2 || text.bytes().all(|it| it.is_ascii_uppercase());
        if is_code && value::country_code(text).is_some() {
            return Self::Country;
        }
        if text.contains(['/', ' ']) && Zone::parse(text).is_ok() || text == "UTC" {
            return Self::Zone;
        }
        if is_name(text, n_words) { Self::Name } else { Self::Words }
    }

    /// In words, of many cells: "98 % are …".
    pub fn label(self) -> &'static str {
        match self {
            Self::Mail => "mail addresses",
            Self::Phone => "telephone numbers",
            Self::Ip => "IP addresses",
            Self::Mac => "hardware addresses",
            Self::Time => "times",
            Self::Date => "dates",
            Self::Clock => "times of day",
            Self::Iban => "IBANs",
            Self::Wallet => "wallet addresses",
            Self::Country => "countries",
            Self::Zone => "time zones",
            Self::Uuid => "UUIDs",
            Self::Link => "web addresses",
            Self::YesNo => "yes or no",
            Self::Number => "numbers",
            Self::Code => "codes of letters and digits",
            Self::Name => "names of people",
            Self::Address => "words with numbers",
            Self::Words => "words",
            Self::Text => "longer text",
        }
    }
}

/// Whether the name of a column is a value: the first row of a table without a header, which is personal like any other.
pub fn is_value(name: &str) -> bool {
    /// Digits from which a number names no column. Guess: `2026` may.
    const NUMBER_DIGITS: usize = 5;
    match Kind::of(name) {
        Kind::Mail
        | Kind::Phone
        | Kind::Ip
        | Kind::Mac
        | Kind::Time
        | Kind::Date
        | Kind::Iban
        | Kind::Wallet
        | Kind::Uuid
        | Kind::Link => true,
        Kind::Number | Kind::Code => {
            name.bytes().filter(u8::is_ascii_digit).count() >= NUMBER_DIGITS
        }
        Kind::Country
        | Kind::Zone
        | Kind::YesNo
        | Kind::Clock
        | Kind::Name
        | Kind::Address
        | Kind::Words
        | Kind::Text => false,
    }
}

/// Kinds that have no space in them.
fn of_one_word(text: &str, has_digit: bool) -> Option<Kind> {
    if text.contains('@') && Email::parse(text).is_ok() {
        return Some(Kind::Mail);
    }
    if text.contains("://") || text.starts_with("www.") {
        return Some(Kind::Link);
    }
    let is_hex = |it: u8| it.is_ascii_hexdigit() || matches!(it, b':' | b'-' | b'.');
    if text.bytes().all(is_hex) && Mac::parse(text).is_ok() && text.contains([':', '-', '.']) {
        return Some(Kind::Mac);
    }
    if text.contains([':', '.']) && value::parse_ip(text).is_ok() {
        return Some(Kind::Ip);
    }
    if text.len() == 36 && text.split('-').map(str::len).eq([8, 4, 4, 4, 12]) {
        return Some(Kind::Uuid);
    }
    if has_digit && is_iban(text) {
        return Some(Kind::Iban);
    }
    (text.len() >= 26 && Wallet::parse(text).is_ok()).then_some(Kind::Wallet)
}

fn is_iban(text: &str) -> bool {
    text.starts_with(|it: char| it.is_ascii_alphabetic())
        && BankAccount::parse(text).is_ok_and(|it| it.kind() == AccountKind::Iban)
}

/// Kinds that have a digit in them.
fn of_digits(text: &str, n_words: usize) -> Kind {
    let is_number = text
        .trim_start_matches(['-', '+'])
        .bytes()
        .all(|it| it.is_ascii_digit() || matches!(it, b'.' | b','));
    if is_number && !text.starts_with('+') {
        let whole = text.split('.').next().unwrap_or_default();
        let seconds: Option<u64> = match whole.len() {
            10 => whole.parse().ok(),
            13 => whole.parse().ok().map(|it: u64| it / 1000),
            _ => None,
        };
        let is_epoch = seconds.is_some_and(|it| EPOCH_SECONDS.contains(&it));
        let is_dotted_date = text.bytes().filter(|it| *it == b'.').count() == 2;
        if is_epoch {
            return Kind::Time;
        }
        if !is_dotted_date {
            return Kind::Number;
        }
    }
    if is_date(text) {
        return if text.contains(':') { Kind::Time } else { Kind::Date };
    }
    if is_clock(text) {
        return Kind::Clock;
    }
    if is_phone(text) {
        return Kind::Phone;
    }
    if is_iban(text) {
        return Kind::Iban;
    }
    if text.starts_with(['+', '-', 'U', 'G', '(']) && Zone::parse(text).is_ok() {
        return Kind::Zone;
    }
    if n_words == 1 { Kind::Code } else { Kind::Address }
}

fn is_date(text: &str) -> bool {
    let has_parts = text.contains(['-', '/', '.', ':', ' ', ',']);
    has_parts
        && (value::parse_time_ordered(text, DateOrder::MonthFirst).is_ok()
            || value::parse_date(text, DateOrder::DayFirst).is_ok())
}

/// `7:05`, `07:05:30.123`, `7:05 PM`.
fn is_clock(text: &str) -> bool {
    let clock = text.trim_end_matches(|it: char| it.is_alphabetic() || it == ' ');
    let parts: Vec<&str> = clock.split(':').collect();
    let is_part = |it: &&str| {
        !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit() || matches!(it, b'.' | b','))
    };
    matches!(parts.len(), 2 | 3) && parts.iter().all(is_part)
}

fn is_phone(text: &str) -> bool {
    let n_digits = text.bytes().filter(u8::is_ascii_digit).count();
    let is_shaped = text.bytes().all(|it| {
        it.is_ascii_digit() || matches!(it, b' ' | b'(' | b')' | b'-' | b'.' | b'/' | b'+')
    });
    if !is_shaped || !PHONE_DIGITS.contains(&n_digits) {
        return false;
    }
    if text.starts_with('+') {
        return Phone::parse(text, None).is_ok();
    }
    // A national number shows itself by its groups.
    text.starts_with(['(', '0']) && text.contains([' ', '-', '/', '.', ')'])
        || Phone::parse(text, Some("US")).is_ok() && text.contains(['-', '.', ' '])
}

fn is_name(text: &str, n_words: usize) -> bool {
    NAME_WORDS.contains(&n_words)
        && text.split_whitespace().all(|word| {
            let bare = word.trim_matches([',', '.', '-', '\'']);
            let is_word =
                bare.chars().all(|it| it.is_alphabetic() || matches!(it, '\'' | '-' | '’'));
            let begins = bare.starts_with(char::is_uppercase);
            let is_particle =
                ["de", "van", "von", "der", "da", "di", "le", "la", "bin"].contains(&bare);
            is_word && (begins || is_particle) && !TITLES.contains(&bare.to_lowercase().as_str())
        })
        && PersonName::parse(text).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_by_content() {
        for (cell, kind) in [
            ("ada@corp.example", Kind::Mail),
            ("+1 512-555-0142", Kind::Phone),
            ("(512) 555-0142", Kind::Phone),
            ("030 / 5550142", Kind::Phone),
            ("192.0.2.7", Kind::Ip),
            ("2001:db8::7", Kind::Ip),
            ("00:1b:44:11:3a:b7", Kind::Mac),
            ("2026-03-01T10:00:00Z", Kind::Time),
            ("3/1/2026 7:05 PM", Kind::Time),
            ("1772359200", Kind::Time),
            ("1772359200123", Kind::Time),
            ("2026-03-01", Kind::Date),
            ("7:05 PM", Kind::Clock),
            ("01:00:30", Kind::Clock),
            ("03.04.2026", Kind::Date),
            ("21/03/2026", Kind::Date),
            ("03/21/2026", Kind::Date),
            ("DE89370400440532013000", Kind::Iban),
            ("DE89 3704 0044 0532 0130 00", Kind::Iban),
            ("Germany", Kind::Country),
            ("US", Kind::Country),
            ("Europe/Berlin", Kind::Zone),
            ("4f1c2a9e-0000-4000-8000-00000000000a", Kind::Uuid),
            ("https://github.example/ada", Kind::Link),
            ("Yes", Kind::YesNo),
            ("no", Kind::YesNo),
            ("in", Kind::Words),
            ("1204", Kind::Number),
            ("-12.5", Kind::Number),
            ("C02XL0GYJGH5", Kind::Code),
            ("W-10042", Kind::Code),
            ("Ada Example", Kind::Name),
            ("Example, Ada", Kind::Name),
            ("Maria de Example", Kind::Name),
            ("Senior Engineer", Kind::Words),
            ("12 Elm Street", Kind::Address),
            ("active", Kind::Words),
            ("a text that goes on and on and on and on and on and on and on and on", Kind::Text),
        ] {
            assert_eq!(Kind::of(cell), kind, "{cell}");
        }
    }
}
