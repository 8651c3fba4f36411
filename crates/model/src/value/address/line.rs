//! One-line addresses cut into parts, and the countries that a postal code gives away.

use super::AddressParts;
use super::words::{box_words, floor_word, fold, is_unit_word};
use crate::value::country_code;

/// Two-letter codes of the United States, its district and territories. Published (USPS Publication 28).
#[rustfmt::skip]
const STATES: &[&str] = &[
    "AK", "AL", "AR", "AZ", "CA", "CO", "CT", "DC", "DE", "FL", "GA", "HI", "IA", "ID", "IL", "IN", "KS", "KY", "LA",
    "MA", "MD", "ME", "MI", "MN", "MO", "MS", "MT", "NC", "ND", "NE", "NH", "NJ", "NM", "NV", "NY", "OH", "OK", "OR",
    "PA", "PR", "RI", "SC", "SD", "TN", "TX", "UT", "VA", "VT", "WA", "WI", "WV", "WY",
];

/// The country where only one writes such a code (`SW1A 1AA`, `K1A 0B1`), or a five-digit code beside a state.
pub(super) fn country_of(postcode: Option<&str>, region: Option<&str>) -> Option<&'static str> {
    let code = postcode?.trim().to_ascii_uppercase();
    let american = is_state(region.unwrap_or("").trim());
    match shape(&code).as_str() {
        "99999" | "99999-9999" | "999999999" if american => Some("US"),
        "A9A 9A9" | "A9A9A9" => Some("CA"),
        shape if is_british(shape) => Some("GB"),
        _ => None,
    }
}

/// The parts of an address written on one line.
pub(super) fn split(text: &str) -> AddressParts {
    let mut segments: Vec<String> =
        text.split([',', '\n', '\r', ';']).map(super::tidy).filter(|it| !it.is_empty()).collect();
    let mut parts = AddressParts::default();
    // `CA` and `DE` behind a city are states; a country stands alone behind three parts and more.
    let last_is_country = segments.len() > 1
        && segments
            .last()
            .is_some_and(|it| country_code(it).is_some() && (!is_state(it) || segments.len() > 3));
    if last_is_country {
        parts.country = segments.pop();
    }
    if segments.is_empty() {
        return parts;
    }
    let first = segments.remove(0);
    parts.line1 = Some(first.clone());
    if segments.first().is_some_and(|it| is_below_street(it)) {
        parts.line2 = Some(segments.remove(0));
    } else if is_below_street(&first) && segments.len() > 1 {
        parts.line2 = Some(first);
        parts.line1 = Some(segments.remove(0));
    }
    for segment in segments {
        place(&mut parts, segment);
    }
    parts
}

/// Puts one segment behind the street where it belongs: postal code and what stands with it, city, region.
fn place(parts: &mut AddressParts, segment: String) {
    let (postcode, rest) = match parts.postcode {
        None => cut_postcode(&segment),
        Some(_) => (None, segment),
    };
    let coded = postcode.is_some();
    parts.postcode = parts.postcode.take().or(postcode);
    if rest.is_empty() {
        return;
    }
    if parts.city.is_none() {
        // `Springfield IL 62701` has no comma before its state.
        match rest.rsplit_once(' ').filter(|(_, state)| coded && is_state(state)) {
            Some((city, state)) => {
                parts.city = Some(city.to_owned());
                parts.region = Some(state.to_owned());
            }
            None => parts.city = Some(rest),
        }
    } else if let Some(region) = &parts.region {
        parts.region = Some(format!("{region}, {rest}"));
    } else {
        parts.region = Some(rest);
    }
}

/// The postal code at the start or end of a segment, and the rest.
fn cut_postcode(segment: &str) -> (Option<String>, String) {
    let words: Vec<&str> = segment.split(' ').collect();
    for n_words in [2, 1] {
        if words.len() < n_words {
            continue;
        }
        let (rest, code) = words.split_at(words.len() - n_words);
        if is_postcode(&code.join(" ")) {
            return (Some(code.join(" ")), rest.join(" "));
        }
        let (code, rest) = words.split_at(n_words);
        if is_postcode(&code.join(" ")) {
            return (Some(code.join(" ")), rest.join(" "));
        }
    }
    (None, segment.to_owned())
}

/// Whether a word or two have the shape of a postal code. Published: the patterns of CLDR's postal-code data.
fn is_postcode(text: &str) -> bool {
    let shape = shape(&text.to_ascii_uppercase());
    let known = [
        "9999",
        "99999",
        "999999",
        "9999999",
        "99999-9999",
        "99-999",
        "999 99",
        "9999 AA",
        "9999AA",
        "99999-999",
        "9999-999",
        "999-9999",
        "A9A 9A9",
        "A9A9A9",
        "A99 A999",
        "A99 AA99",
        "LV-9999",
        "AA-9999",
        "AA-99999",
    ];
    known.contains(&shape.as_str()) || is_british(&shape)
}

/// `A`-`Z` as `A`, digits as `9`, the rest as it is.
fn shape(code: &str) -> String {
    code.chars()
        .map(|it| match it {
            'A'..='Z' => 'A',
            '0'..='9' => '9',
            other => other,
        })
        .collect()
}

fn is_british(shape: &str) -> bool {
    let outward = shape.strip_suffix("9AA").map(str::trim_end);
    outward.is_some_and(|it| ["A9", "A99", "AA9", "AA99", "A9A", "AA9A"].contains(&it))
}

fn is_state(text: &str) -> bool {
    STATES.iter().any(|it| it.eq_ignore_ascii_case(text))
}

/// Whether a segment names a unit, a floor or a box and no street.
fn is_below_street(segment: &str) -> bool {
    let words = fold(segment);
    let Some(first) = words.first() else {
        return false;
    };
    let bare_door = words.len() == 1
        && first.len() <= 4
        && first.bytes().any(|it| it.is_ascii_digit())
        && !is_postcode(segment);
    let named =
        words.len() <= 4 && (is_unit_word(first) || floor_word(first).is_some() || first == "pmb");
    let floor = words.len() == 2 && floor_word(&words[1]).is_some();
    bare_door || named || floor || (box_words(&words).is_some() && words.len() <= 4)
}
