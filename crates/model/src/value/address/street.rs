//! Street, house number and unit, found in the lines of an address.

use super::words::{box_words, floor_word, fold, is_unit_word, street_key};

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
            if place.number.is_none()
                && let Some((street, number)) = take_number(&words, &mut units)
            {
                (place.street, place.number) = (Some(street), Some(number));
            } else if place.number.is_some() && names_a_door(&words) {
                units.push(words.concat());
            }
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

/// Takes away `Apt 4B`, `# 12`, `4th floor`, `Fl 3`, wherever they stand behind the street.
fn take_units(words: &mut Vec<String>, units: &mut Vec<String>) {
    let mut idx = 0;
    while idx < words.len() {
        let next = words.get(idx + 1).cloned();
        if is_unit_word(&words[idx])
            && let Some(name) = next.clone().filter(|it| is_unit_word(it) || is_door(it))
        {
            // `Unit # 4` and `Apt. No. 4` have two words for one thing.
            if is_unit_word(&name) && words.get(idx + 2).is_some_and(|it| is_door(it)) {
                words.remove(idx);
                continue;
            }
            if is_door(&name) {
                units.push(strip_zeros(&name));
                words.drain(idx..idx + 2);
                continue;
            }
        }
        if let (Some(short), Some(name)) = (floor_word(&words[idx]), next.filter(|it| is_door(it)))
        {
            units.push(format!("{short}{}", ordinal(&name)));
            words.drain(idx..idx + 2);
            continue;
        }
        let floor = words.get(idx + 1).and_then(|it| floor_word(it)).filter(|it| *it == "fl");
        if let Some(short) = floor
            && words[idx].starts_with(|it: char| it.is_ascii_digit())
        {
            units.push(format!("{short}{}", ordinal(&words[idx])));
            words.drain(idx..idx + 2);
            continue;
        }
        idx += 1;
    }
}

/// The street's key and the house number: `12 Long St`, `Lange Str. 12a`, `ul. Długa 12/4`, `4/12 Long St`.
fn take_number(words: &[String], units: &mut Vec<String>) -> Option<(String, String)> {
    let starts_with_digit = |it: &String| it.starts_with(|digit: char| digit.is_ascii_digit());
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
        [suffix, rest @ ..] if suffix.len() == 1 && "abdfgh".contains(suffix.as_str()) => {
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
