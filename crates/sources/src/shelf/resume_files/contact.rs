//! Mail addresses, telephone numbers and profiles in running text.

use std::collections::BTreeSet;

use bonafide_model::value::{Email, Handle, Phone, Site};

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
    let handle = Handle::parse_url(word).ok()?;
    let path = word
        .split_once("://")
        .map_or(word, |(_, rest)| rest)
        .split_once('/')
        .map_or("", |(_, path)| path);
    let n_segments =
        path.split(['?', '#']).next().unwrap_or("").split('/').filter(|it| !it.is_empty()).count();
    match handle.site() {
        // A link to a repository or a post names somebody else's profile.
        Site::GitHub
        | Site::GitLab
        | Site::Bitbucket
        | Site::Telegram
        | Site::X
        | Site::Facebook => (n_segments == 1).then_some(handle),
        Site::LinkedIn | Site::Upwork | Site::Freelancer | Site::Fiverr => Some(handle),
        Site::Web | Site::Other(_) => None,
    }
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
}
