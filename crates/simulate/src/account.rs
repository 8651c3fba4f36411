//! Invented bank accounts whose check digits agree, and telephone numbers from ranges set aside for fiction.

use std::collections::BTreeMap;

use crate::{person::Account, places::WantedPlace, random::Random};

/// A new account at a bank of the country.
pub(crate) fn open(random: &mut Random, country: &str, holder: &str) -> Account {
    let bban = match country {
        "GB" => Some(format!("TEST{}", random.digits(14))),
        "DE" => Some(random.digits(18)),
        "PT" => Some(portuguese(&random.digits(19))),
        "SK" | "ES" => Some(random.digits(20)),
        "RS" => Some(random.digits(18)),
        "PL" => Some(random.digits(24)),
        _ => None,
    };
    let bank = *random.pick(&[
        "Example Harbor Bank",
        "First Example Savings",
        "Example Union",
        "Quay Street Example Bank",
    ]);
    match bban {
        Some(bban) => Account {
            iban: iban(country, &bban),
            number: String::new(),
            routing: String::new(),
            bank,
            holder: holder.to_owned(),
        },
        None => Account {
            iban: String::new(),
            number: random.digits(10),
            routing: routing(random),
            bank,
            holder: holder.to_owned(),
        },
    }
}

/// ISO 13616: two check digits that make the whole number 1 modulo 97.
fn iban(country: &str, bban: &str) -> String {
    let rest = remainder(&format!("{bban}{country}00"));
    format!("{country}{:02}{bban}", 98 - rest)
}

/// Portugal's accounts end in two check digits of their own, computed in the same way.
fn portuguese(digits: &str) -> String {
    format!("{digits}{:02}", 98 - remainder(&format!("{digits}00")))
}

fn remainder(text: &str) -> u32 {
    text.bytes().fold(0, |rest, byte| {
        let digit = if byte.is_ascii_digit() {
            u32::from(byte - b'0')
        } else {
            u32::from(byte - b'A') + 10
        };
        if digit > 9 { (rest * 100 + digit) % 97 } else { (rest * 10 + digit) % 97 }
    })
}

/// An ABA number of a district, with its check digit (weights 3, 7, 1).
fn routing(random: &mut Random) -> String {
    let body = format!("0{}{}", random.between(1, 9), random.digits(6));
    let sum: u32 = body
        .bytes()
        .zip([3, 7, 1, 3, 7, 1, 3, 7])
        .map(|(byte, weight)| u32::from(byte - b'0') * weight)
        .sum();
    format!("{body}{}", (10 - sum % 10) % 10)
}

/// Fictional numbers, each given once: North America 555-01xx; Ofcom's and the Bundesnetzagentur's numbers for drama.
/// Countries without such a range have none, and their people give no number.
#[derive(Debug, Default)]
pub(crate) struct Phones {
    given: BTreeMap<&'static str, usize>,
}

impl Phones {
    /// The next number of a city; none when its ranges are used up.
    pub(crate) fn next(&mut self, place: &'static WantedPlace) -> Option<String> {
        let (first, codes) = (*place.area_codes.first()?, place.area_codes);
        let given = self.given.entry(first).or_default();
        let (code, position) = (codes[*given % codes.len()], *given / codes.len());
        *given += 1;
        match place.country {
            "US" | "CA" => {
                (position < 100).then(|| format!("+1 {code} 555 01{:02}", position * 37 % 100))
            }
            "GB" => {
                (position < 1000).then(|| format!("+44 {}{:03}", &code[1..], position * 367 % 1000))
            }
            "DE" => {
                (position < 1000).then(|| format!("+49 {}{:03}", &code[1..], position * 367 % 1000))
            }
            _ => None,
        }
    }
}
