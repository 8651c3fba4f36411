//! Street, house number and unit, found in the lines of an address.

use super::words::{
    box_words, floor_word, fold, glued_unit, is_number_word, is_unit_word, street_key,
};

/// What the lines of an address name.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Place {
    pub(super) street: Option<String>,
    pub(super) number: Option<String>,
    pub(super) unit: Option<String>,
    pub(super) po_box: bool,
    pub(super) private_mailbox: bool,
}

impl Place {
    /// Reads both lines; commas part them further.
    pub(super) fn find(line1: &str, line2: &str) -> Place {
        let mut place = Place::default();
        let mut units = Vec::new();
        let mut unnumbered: Vec<String> = Vec::new();
        let segments =
            line1.split(',').chain(line2.split(',')).map(fold).filter(|it| !it.is_empty());
        for mut words in segments {
            if let Some(n_words) = box_words(&words) {
                place.po_box = true;
                // A box has its number in place of street and house; a street beside it only says where the office is.
                place.street = Some("pobox".to_owned());
                place.number = Some(words[n_words..].concat());
                continue;
            }
            place.private_mailbox |= take_mailbox(&mut words, &mut units);
            take_units(&mut words, &mut units);
            if place.number.is_some() {
                if names_a_door(&words) {
                    units.push(words.concat());
                }
                continue;
            }
            // `Via Roma, 12` has its number behind a comma.
            let with_street = [unnumbered.as_slice(), words.as_slice()].concat();
            let found =
                take_number(&words, &mut units).or_else(|| take_number(&with_street, &mut units));
            match found {
                Some((street, number)) => {
                    (place.street, place.number) = (Some(street), Some(number));
                }
                None => unnumbered = words,
            }
        }
        // A box is one door, whatever the office's own address says.
        if place.po_box {
            units.clear();
        }
        units.sort();
        units.dedup();
        place.unit = Some(units.join("+")).filter(|it| !it.is_empty());
        place
    }
}

/// `PMB 12`: takes the words away and keeps the box as the unit.
fn take_mailbox(words: &mut Vec<String>, units: &mut Vec<String>) -> bool {
    let Some(at) = words.iter().position(|it| it == "pmb") else {
        return false;
    };
    let taken: Vec<String> = words.drain(at..).collect();
    let name = taken[1..].iter().filter(|it| *it != "#").map(String::as_str).collect::<String>();
    units.push(format!("pmb{name}"));
    true
}

/// Takes away `Apt 4B`, `Apt. No. 4`, `# 12`, `4th floor`, `Fl 3`, wherever they stand beside the street.
fn take_units(words: &mut Vec<String>, units: &mut Vec<String>) {
    let mut idx = 0;
    while idx < words.len() {
        let Some((unit, n_words)) = unit_at(&words[idx..]) else {
            idx += 1;
            continue;
        };
        units.push(unit);
        words.drain(idx..idx + n_words);
    }
    // What is left of `No. 12` and `Nr. 12` is the house.
    while let Some(at) =
        words.windows(2).position(|it| is_number_word(&it[0]) && starts_with_digit(&it[1]))
    {
        words.remove(at);
    }
}

/// The unit or floor that starts here, and how many words it takes.
fn unit_at(words: &[String]) -> Option<(String, usize)> {
    match words {
        [word, between, name, ..]
            if is_unit_word(word) && is_number_word(between) && is_door(name) =>
        {
            Some((strip_zeros(name), 3))
        }
        [word, name, ..] if is_unit_word(word) && is_door(name) => Some((strip_zeros(name), 2)),
        [word, name, ..] if floor_word(word).is_some() && is_door(name) => {
            Some((format!("{}{}", floor_word(word)?, ordinal(name)), 2))
        }
        [name, word, ..] if floor_word(word) == Some("fl") && starts_with_digit(name) => {
            Some((format!("fl{}", ordinal(name)), 2))
        }
        [word, ..] => glued_unit(word).map(|name| (strip_zeros(name), 1)),
        [] => None,
    }
}

/// The street's key and the house number: `12 Long St`, `Lange Str. 12a`, `ul. Długa 12/4`, `4/12 Long St`.
fn take_number(words: &[String], units: &mut Vec<String>) -> Option<(String, String)> {
    let has_letters = |it: &[String]| {
        it.iter().any(|word| word.chars().any(|letter| letter.is_ascii_alphabetic()))
    };
    let leading = words.first().is_some_and(|it| starts_with_digit(it) && !is_ordinal(it));
    if leading
        && let [unit, slash, number, street @ ..] = words
        && slash == "/"
        && has_letters(street)
    {
        units.push(strip_zeros(unit));
        return Some((street_key(street), strip_zeros(number)));
    }
    if leading && has_letters(&words[1..]) {
        let (suffix, street) = house_suffix(&words[1..]);
        // `12 A St` is on A Street: a letter belongs to the number where a whole street's name follows.
        let (suffix, street) = if street.len() > 1 { (suffix, street) } else { ("", &words[1..]) };
        return has_letters(street)
            .then(|| (street_key(street), format!("{}{suffix}", strip_zeros(&words[0]))));
    }
    let at = words.iter().rposition(|it| starts_with_digit(it) && !is_ordinal(it))?;
    let at = if at >= 2 && words[at - 1] == "/" && starts_with_digit(&words[at - 2]) {
        at - 2
    } else {
        at
    };
    let (street, behind) = (&words[..at], &words[at + 1..]);
    if !has_letters(street) {
        return None;
    }
    match behind {
        [slash, unit] if slash == "/" => {
            units.push(strip_zeros(unit));
            Some((street_key(street), strip_zeros(&words[at])))
        }
        _ => {
            let (suffix, _rest) = house_suffix(behind);
            Some((street_key(street), format!("{}{suffix}", strip_zeros(&words[at]))))
        }
    }
}

/// `bis`, or a single letter that is no direction: part of the number before it.
fn house_suffix(words: &[String]) -> (&str, &[String]) {
    match words {
        [suffix, rest @ ..] if suffix == "bis" || suffix == "ter" && rest.len() > 1 => {
            (suffix, rest)
        }
        [suffix, rest @ ..] if suffix.len() == 1 && "abcdfgh".contains(suffix.as_str()) => {
            (suffix, rest)
        }
        _ => ("", words),
    }
}

/// Whether the words are a bare name of a dwelling: `4b`, `b 4`, `12`.
fn names_a_door(words: &[String]) -> bool {
    (1..=2).contains(&words.len()) && words.iter().all(|it| is_door(it))
}

/// A short word with a digit, or a single letter.
fn is_door(word: &str) -> bool {
    let has_digit = word.bytes().any(|it| it.is_ascii_digit());
    word != "/" && word != "#" && (word.len() == 1 || (word.len() <= 6 && has_digit))
}

fn starts_with_digit(word: &str) -> bool {
    word.starts_with(|it: char| it.is_ascii_digit())
}

fn is_ordinal(word: &str) -> bool {
    ["st", "nd", "rd", "th"]
        .iter()
        .any(|it| word.strip_suffix(it).is_some_and(|digits| digits.parse::<u32>().is_ok()))
}

fn ordinal(word: &str) -> &str {
    if is_ordinal(word) { &word[..word.len() - 2] } else { word }
}

fn strip_zeros(word: &str) -> String {
    let stripped = word.trim_start_matches('0');
    if stripped.is_empty() { word.to_owned() } else { stripped.to_owned() }
}
