//! Mail addresses, telephone numbers, profiles and addresses in running text.

use std::collections::BTreeSet;

use bonafide_model::value::{AddressParts, Email, Handle, Phone, PostalAddress, Site};

use crate::telling;

/// Values of one kind that are kept of one file. Guess: more than anybody has, few enough for a file full of them.
const MOST: usize = 16;
/// Digits of an international number. Published (E.164): at most 15; guess: at least 8.
const PHONE_DIGITS: std::ops::RangeInclusive<usize> = 8..=15;

/// Words as they stand between spaces and brackets, without punctuation at their ends.
fn words<'t>(lines: &'t [&str]) -> impl Iterator<Item = &'t str> {
    let is_gap = |it: char| {
        it.is_whitespace()
            || matches!(it, ',' | ';' | '|' | '(' | ')' | '[' | ']' | '<' | '>' | '"' | '·' | '•')
    };
    let parts = lines.iter().flat_map(move |line| line.split(is_gap));
    parts.map(|it| it.trim_matches(['.', ':', '!', '?', '\''])).filter(|it| !it.is_empty())
}

/// Mail addresses.
pub(super) fn emails(lines: &[&str]) -> BTreeSet<Email> {
    let bare = |word: &'_ str| -> Option<Email> {
        // `Email:ada@mail.example` is written without a space as well.
        let word = word.rsplit(':').next().unwrap_or(word);
        Email::parse(word).ok()
    };
    words(lines).filter(|it| it.contains('@')).filter_map(bare).take(MOST).collect()
}

/// Numbers with a country code; any other group of digits may be a year or a postal code.
pub(super) fn phones(lines: &[&str]) -> BTreeSet<Phone> {
    let mut res = BTreeSet::new();
    for line in lines {
        for (at, _) in line.match_indices('+') {
            // `C++ 17 2019` has a plus too.
            let follows_a_word = line[..at].ends_with(|it: char| it.is_alphanumeric() || it == '+');
            let is_number_part = |it: char| {
                it.is_ascii_digit() || matches!(it, ' ' | '-' | '.' | '(' | ')' | '\u{a0}')
            };
            let rest = &line[at + 1..];
            let number = &rest[..rest.find(|it| !is_number_part(it)).unwrap_or(rest.len())];
            let n_digits = number.bytes().filter(u8::is_ascii_digit).count();
            if follows_a_word || !PHONE_DIGITS.contains(&n_digits) || res.len() == MOST {
                continue;
            }
            res.extend(Phone::parse(&format!("+{number}"), None).ok());
        }
    }
    res
}

/// Profiles on the sites that we know. Other pages in a résumé are as often an employer's as the person's.
pub(super) fn profiles(lines: &[&str]) -> BTreeSet<Handle> {
    let candidates =
        words(lines).filter(|it| it.contains('.') && it.contains('/') && !it.contains('@'));
    candidates.filter_map(profile).take(MOST).collect()
}

fn profile(word: &str) -> Option<Handle> {
    let handle = Handle::parse_own_url(word).ok()?;
    (!matches!(handle.site(), Site::Web | Site::Other(_))).then_some(handle)
}

/// Words behind which the place stands where somebody lives, in lower case.
const LIVES_AT: &[&str] = &[
    "address",
    "home address",
    "location",
    "residence",
    "based in",
    "lives in",
    "living in",
    "located in",
    "adresse",
    "anschrift",
    "wohnort",
    "wohnhaft in",
    "domicile",
    "dirección",
    "domicilio",
    "ubicación",
    "residencia",
    "endereço",
    "localização",
    "morada",
    "indirizzo",
    "residenza",
    "adres",
    "miejsce zamieszkania",
    "adres zamieszkania",
    "woonplaats",
];
/// Longest address in bytes: guess.
const ADDRESS: usize = 120;

/// Places that a label or a postal code with a town marks as where the person lives.
pub(super) fn addresses(lines: &[&str]) -> BTreeSet<PostalAddress> {
    let is_gap = |it: char| matches!(it, '\t' | '|' | '•' | '·');
    let parts = lines.iter().flat_map(|line| line.split(is_gap)).map(str::trim);
    let written = parts.filter(|it| it.len() <= ADDRESS).filter_map(address);
    written.filter_map(place).take(MOST).collect()
}

fn address(part: &str) -> Option<&str> {
    let lower = part.to_lowercase();
    let labeled = LIVES_AT.iter().filter(|it| lower.starts_with(**it)).max_by_key(|it| it.len());
    if let Some(label) = labeled
        && let Some(rest) = part.get(label.len()..)
    {
        let is_word = label.ends_with(" in");
        let value = rest.trim_start_matches([':', ' ', '-', '–']).trim_end_matches(['.', ',']);
        let is_apart =
            if is_word { rest.starts_with(' ') } else { rest.trim_start().starts_with(':') };
        let is_place = value.contains(char::is_alphabetic) && !value.contains(['@', '<', '/']);
        return (is_apart && is_place).then_some(value);
    }
    (has_postal_code(part) && !part.contains(['@', '<', '/', ':', '+'])).then_some(part)
}

/// A town with state and code has no street before it.
fn place(written: &str) -> Option<PostalAddress> {
    let town =
        written.split_once(", ").filter(|(town, _)| !town.contains(|it: char| it.is_ascii_digit()));
    match town.and_then(|(town, rest)| Some((town, rest.split_once(' ')?))) {
        Some((town, (state, code))) if is_state(state) && is_code(code) => {
            let owned = |it: &str| Some(it.to_owned());
            PostalAddress::from_parts(AddressParts {
                city: owned(town),
                region: owned(state),
                postcode: owned(code),
                ..AddressParts::default()
            })
            .ok()
        }
        Some(_) | None => telling::place(written).ok(),
    }
}

fn is_code(text: &str) -> bool {
    text.len() == 5 && text.bytes().all(|it| it.is_ascii_digit())
}

fn is_state(text: &str) -> bool {
    text.len() == 2 && text.bytes().all(|it| it.is_ascii_uppercase())
}

/// `Austin, TX 78701`, `Example Street 1, 10115 Berlin`: other groups of five digits stand alone.
fn has_postal_code(part: &str) -> bool {
    let words: Vec<&str> = part.split([' ', ',']).filter(|it| !it.is_empty()).collect();
    let is_town =
        |it: &str| it.chars().next().is_some_and(char::is_uppercase) && it.chars().count() > 2;
    words.windows(2).any(|pair| match pair {
        [a, b] => (is_state(a) && is_code(b) && part.contains(", ")) || (is_code(a) && is_town(b)),
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contact_details_are_found_and_look_alikes_are_not() {
        let lines = [
            "Ada Novak | Email:ada.novak@mail.example, +1 (212) 555-0142",
            "linkedin.com/in/ada-novak · https://github.com/ada-dev · github.com/rust-lang/rust",
            "C++ 17 2019 2020, +44 20, 10001-2024, www.corp.example/about",
        ];
        let shown: Vec<_> = emails(&lines).iter().map(|it| it.reveal().to_owned()).collect();
        assert_eq!(shown, ["ada.novak@mail.example"]);
        let shown: Vec<_> = phones(&lines).iter().map(|it| it.e164().to_owned()).collect();
        assert_eq!(shown, ["+12125550142"]);
        let shown: Vec<_> = profiles(&lines).iter().map(Handle::key).collect();
        assert_eq!(shown, ["github:ada-dev", "linkedin:ada-novak"]);
    }
    #[test]
    fn places_are_taken_where_a_label_or_a_code_marks_them() {
        let places = |line: &str| -> Vec<String> {
            addresses(&[line]).iter().map(|it| it.city().unwrap_or("-").to_owned()).collect()
        };
        for (line, city) in [
            ("Address: 12 Elm Street, Austin, TX 78701", "Austin"),
            ("Ada Novak | Austin, TX 78701 | ada@mail.example", "Austin"),
            ("Beispielweg 1, 10115 Berlin", "Berlin"),
            ("Location: Oslo, Norway", "Oslo"),
            ("Based in Oslo, Norway.", "Oslo"),
            ("Wohnort: Berlin", "Berlin"),
        ] {
            assert_eq!(places(line), [city], "{line}");
        }
        for line in [
            "New York",
            "Addressed 12345 tickets",
            "Location-based services",
            "saved 10000 hours",
            "Invoice 12345 Paid: yes",
            "Address: ada@mail.example",
        ] {
            assert_eq!(places(line), Vec::<String>::new(), "{line}");
        }
    }
}
