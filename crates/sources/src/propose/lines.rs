//! Patterns for logs without columns: lines are taken apart into times, addresses, mailboxes, words that every log writes
//! and words that differ; lines of one make are one pattern.
//!
//! Only words of [`LOG_WORDS`] stand in a pattern as they are: any other may be somebody's name.

mod roles;
mod tokens;

use std::{collections::BTreeMap, sync::LazyLock};

use bonafide_model::{FileForm, key_values};
use regex::Regex;

use super::{EVENTS, Filling, Hints, Pick, Proposal, of_columns};
use crate::{by_id, profile::Profile};
use roles::Roles;
use tokens::{Line, Make};

/// Patterns of one proposal. Guess: a log with more kinds of line needs a source of its own.
const MOST_PATTERNS: usize = 6;
/// Share of lines, in percent, from which a make of line is worth a pattern. Guess.
const LEAST_PERCENT: usize = 2;
/// Keys from which a line is one of keys and values. Guess.
const LEAST_KEYS: usize = 3;
/// Share of such lines, in percent. Guess.
const KEYED_PERCENT: usize = 60;

/// How logs write a time, and whether the year is missing. The first that fits a line is its time.
const TIMES: &[(&str, bool)] = &[
    (r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2})?(?:[.,]\d{1,9})?(?:Z|[+-]\d{2}:?\d{2})?", false),
    (r"\d{4}/\d{2}/\d{2} \d{2}:\d{2}(?::\d{2})?", false),
    (r"\d{2}/[A-Z][a-z]{2}/\d{4}:\d{2}:\d{2}:\d{2} [+-]\d{4}", false),
    (r"\d{1,2}[/.]\d{1,2}[/.]\d{4},? \d{1,2}:\d{2}(?::\d{2})?(?: ?[AP]M)?", false),
    (r"[A-Z][a-z]{2} +\d{1,2},? \d{4},? \d{2}:\d{2}:\d{2}", false),
    (r"[A-Z][a-z]{2} +\d{1,2} \d{2}:\d{2}:\d{2}", true),
    (r"\b1[0-9]{9}(?:\.\d+)?\b", false),
];
static TIME_PATTERNS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    TIMES.iter().map(|(it, _)| Regex::new(it).expect("patterns of ours are sound")).collect()
});

/// The proposal for a log; `None` if its lines do not say who did something when.
pub(super) fn propose(profile: &Profile, hints: Hints<'_>) -> Option<Proposal> {
    let lines = profile.lines();
    let n_keyed = lines.iter().filter(|it| key_values(it).len() >= LEAST_KEYS).count();
    if n_keyed > 0 && n_keyed * 100 >= lines.len() * KEYED_PERCENT {
        let mut res = of_columns(&Profile::of_key_values(lines), hints)?;
        res.form.line = vec![FileForm::KEY_VALUE.to_owned()];
        return Some(res);
    }
    by_patterns(lines, hints)
}

fn by_patterns(lines: &[Box<str>], hints: Hints<'_>) -> Option<Proposal> {
    let time = usual_time(lines)?;
    let taken_apart: Vec<Line<'_>> = lines.iter().filter_map(|it| tokens::of(it, time)).collect();
    let mut makes: BTreeMap<Make, Vec<&Line<'_>>> = BTreeMap::new();
    for line in &taken_apart {
        makes.entry(line.make()).or_default().push(line);
    }
    let mut found: Vec<(usize, String, Roles)> = makes
        .into_values()
        .filter(|it| it.len() * 100 >= lines.len() * LEAST_PERCENT)
        .filter_map(|it| {
            let roles = roles::of(&it)?;
            let pattern = tokens::pattern(it.first()?, &roles, TIMES.get(time)?.0);
            Some((it.len(), pattern, roles))
        })
        .collect();
    found.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    found.truncate(MOST_PATTERNS);
    let patterns: Vec<Regex> =
        found.iter().map(|(_, it, _)| Regex::new(it)).collect::<Result<_, _>>().ok()?;
    let n_read = lines.iter().filter(|line| patterns.iter().any(|it| it.is_match(line))).count();
    if n_read == 0 {
        return None;
    }
    let words = lines.iter().flat_map(|it| it.split(|it: char| !it.is_alphanumeric()));
    let (channel, why) = channel(hints.file, words);
    let source = by_id(EVENTS)?;
    let mut picks = vec![Pick {
        ours: "channel",
        from: Filling::Constant(channel),
        evidence: format!("{why}; one of the words that `bonafide sources show {EVENTS}` knows"),
    }];
    let of_all = format!("in {n_read} of {} lines", lines.len());
    for ours in found.iter().flat_map(|(.., roles)| roles.names()) {
        if !picks.iter().any(|it| it.ours == ours) {
            picks.push(Pick { ours, from: Filling::Group, evidence: of_all.clone() });
        }
    }
    let mut form =
        FileForm { line: found.into_iter().map(|it| it.1).collect(), ..FileForm::default() };
    let mut doubts = vec![
        format!(
            "the patterns read {n_read} of the first {} lines; the others are passed over",
            lines.len()
        ),
        format!("is `channel` right? {why}"),
    ];
    if TIMES.get(time).is_some_and(|(_, has_no_year)| *has_no_year) {
        form.times.year = Some(hints.year);
        doubts.push(format!("the lines name no year: is it {}?", hints.year));
    }
    Some(Proposal { source, picks, form, is_table: false, left_over: Vec::new(), doubts, fit: 1.0 })
}

/// The way in which most lines write their time.
fn usual_time(lines: &[Box<str>]) -> Option<usize> {
    let mut counts = vec![0_usize; TIMES.len()];
    for line in lines {
        let first = TIME_PATTERNS.iter().position(|it| it.is_match(line));
        if let Some(count) = first.and_then(|it| counts.get_mut(it)) {
            *count += 1;
        }
    }
    let (idx, most) =
        counts.iter().enumerate().max_by_key(|(idx, n)| (**n, std::cmp::Reverse(*idx)))?;
    (*most * 2 >= lines.len() && *most > 0).then_some(idx)
}

/// The door that a log is most likely of, by the names in it, and why.
pub(super) fn channel<'w>(
    file: &str,
    names: impl Iterator<Item = &'w str>,
) -> (&'static str, String) {
    const SIGNS: &[(&str, &[&str])] = &[
        ("badge", &["badge", "door", "cardholder", "reader", "swipe", "turnstile", "gate"]),
        ("vpn", &["vpn", "tunnel", "openvpn", "anyconnect", "globalprotect", "wireguard", "ikev2"]),
        ("virtual_desktop", &["vdi", "citrix", "horizon", "workspaces", "desktop"]),
        ("second_factor", &["mfa", "otp", "factor", "push"]),
        ("meeting", &["meeting", "participant", "webinar"]),
        ("code", &["git", "repository", "commit"]),
        ("training", &["course", "training", "lesson"]),
    ];
    let mut counts = vec![0_usize; SIGNS.len()];
    let of_file = file.split(|it: char| !it.is_alphanumeric());
    for name in of_file.chain(names.flat_map(|it| it.split(|it: char| !it.is_alphanumeric()))) {
        let word = name.to_lowercase();
        for (count, (_, signs)) in counts.iter_mut().zip(SIGNS) {
            *count += usize::from(signs.contains(&word.as_str()));
        }
    }
    let best = counts.iter().zip(SIGNS).max_by_key(|(count, _)| **count);
    match best {
        Some((count, (channel, _))) if *count > 0 => {
            (channel, format!("words of a {} are in it", channel.replace('_', " ")))
        }
        Some(_) | None => ("sign_in", "nothing in it says which door it is of".to_owned()),
    }
}
