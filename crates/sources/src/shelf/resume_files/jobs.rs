//! Jobs: an employer, a title and months, on one line or on two or three that follow one another. Where two readings are
//! possible, nothing is claimed.

use bonafide_model::Fact;

use super::{
    period::{self, Period},
    sections::{Line, Section},
    words::{self, bare, is_bullet},
};

/// Jobs that are kept of one file. Guess: more than a career has.
const MOST: usize = 40;
/// Lines above or below a stretch of time in which employer and title may stand: guess, résumés use one or two.
const NEAR: usize = 2;
/// What parts employer and title, strongest first.
const SEPARATORS: &[&str] = &[
    "	", " — ", " – ", " - ", " | ", " at ", " @ ", " bei ", " chez ", " presso ", " • ", " · ",
    COMMA,
];
/// The separator that also stands inside a name and before a place.
const COMMA: &str = ", ";

/// Every job that is named in full, and the line that says when.
pub(super) fn found_in<'l>(lines: &'l [Line<'l>]) -> Vec<(&'l Line<'l>, Fact)> {
    let candidates = lines.iter().enumerate().filter(|(_, it)| {
        !matches!(it.section, Section::References | Section::Education | Section::Skills)
    });
    candidates
        .filter_map(|(idx, line)| Some((line, job(lines, idx, &period::find(line.text)?)?)))
        .take(MOST)
        .collect()
}

/// The job of a line with a stretch of time.
fn job(lines: &[Line<'_>], idx: usize, period: &Period<'_>) -> Option<Fact> {
    if is_bullet(lines.get(idx)?.text) {
        return None;
    }
    let (employer, title) = match words::without(period)? {
        "" => around(lines, idx)?,
        rest => match parties(rest) {
            Some((party, is_sure)) if is_sure || !has_party_beside(lines, idx) => party,
            Some(_) => return None,
            None => beside(lines, idx, rest)?,
        },
    };
    // Years alone are too little to compare with.
    let (since, until) = match period.months() {
        Some((since, until)) => (Some(since), until),
        None => (None, None),
    };
    let is_in_section = lines.get(idx)?.section == Section::Experience;
    (since.is_some() || is_in_section).then(|| Fact::Employment {
        employer: employer.into(),
        title: Some(title.into()),
        since,
        until,
    })
}

type Party<'t> = (&'t str, &'t str);

/// Employer and title of one line, told apart by which of the two reads like a title; and whether what parted them does not
/// also stand before places.
fn parties(head: &str) -> Option<(Party<'_>, bool)> {
    let separator = SEPARATORS.iter().find(|it| head.contains(**it))?;
    if *separator == COMMA
        && let Some(party) = with_place(head)
    {
        return Some((party, true));
    }
    let (left, right) = head.split_once(separator)?;
    let (left, right) = (bare(left), bare(right));
    let (employer, title) = match (words::is_title(left), words::is_title(right)) {
        (true, false) => (right, left),
        (false, true) => (left, right),
        (true, true) | (false, false) => return None,
    };
    let strong = |it: &&&str| **it != COMMA;
    let holds_strong =
        |it: &str| SEPARATORS.iter().filter(strong).any(|separator| it.contains(separator));
    if holds_strong(left) || holds_strong(right) {
        return None;
    }
    // `Contoso, Berlin - Engineer` has a place behind the employer; `Engineer, Payments, Contoso` may have anything.
    let named = words::without_place(employer)?;
    if *separator == COMMA && named != employer {
        return None;
    }
    let employer = named;
    if *separator == COMMA && title.contains(COMMA) {
        return None;
    }
    let is_sound = words::is_party(employer) && words::is_short(title);
    is_sound.then_some(((employer, title), *separator != COMMA && *separator != "\t"))
}

/// `Engineer, Beispiel GmbH, Berlin`: of more than two parts, the employer is known by its legal form only.
fn with_place(head: &str) -> Option<Party<'_>> {
    let parts: Vec<&str> = head.split(COMMA).map(bare).collect();
    let &[first, second, place] = parts.as_slice() else { return None };
    let is_plain =
        !words::is_title(place) && !words::has_legal_form(place) && words::is_party(place);
    let is_job = |title: &str, employer: &str| {
        words::is_title(title)
            && words::is_short(title)
            && words::has_legal_form(employer)
            && !words::is_title(employer)
    };
    match (is_plain, is_job(first, second), is_job(second, first)) {
        (true, true, _) => Some((second, first)),
        (true, false, true) => Some((first, second)),
        (true, false, false) | (false, _, _) => None,
    }
}

/// The line so many lines above or below, if it stands in the same section.
fn near<'l>(lines: &[Line<'l>], idx: usize, step: isize) -> Option<&'l str> {
    let line = lines.get(idx.checked_add_signed(step)?)?;
    (line.section == Section::Experience && lines.get(idx)?.section == Section::Experience)
        .then_some(line.text)
}

/// Whether the line above or below could be an employer as well.
fn has_party_beside(lines: &[Line<'_>], idx: usize) -> bool {
    [-1, 1].into_iter().filter_map(|step| near(lines, idx, step)).any(|it| employer(it).is_some())
}

/// A line that is an employer, or an employer and a place.
fn employer(line: &str) -> Option<&str> {
    if is_bullet(line) || words::is_title(line) || period::find(line).is_some() {
        return None;
    }
    let end = SEPARATORS.iter().filter_map(|it| line.find(it)).min().unwrap_or(line.len());
    Some(bare(line.get(..end)?)).filter(|it| words::is_party(it))
}

/// A line that is a title and nothing else.
fn title(line: &str) -> Option<&str> {
    let is_plain = !is_bullet(line) && period::find(line).is_none() && !line.contains('\t');
    let line = bare(line);
    (is_plain && words::is_title(line) && words::is_short(line) && words::is_capital(line))
        .then_some(line)
}

/// One of two; none if both or neither is there.
fn only<T>(a: Option<T>, b: Option<T>) -> Option<T> {
    match (a, b) {
        (Some(it), None) | (None, Some(it)) => Some(it),
        (Some(_), Some(_)) | (None, None) => None,
    }
}

/// Title or employer on the line of the time, the other on the line above or below.
fn beside<'l>(lines: &[Line<'l>], idx: usize, rest: &'l str) -> Option<Party<'l>> {
    let (above, below) = (near(lines, idx, -1), near(lines, idx, 1));
    if let Some(title) = title(rest) {
        let employer = only(above.and_then(employer), below.and_then(employer))?;
        return Some((employer, title));
    }
    let employer = employer(rest)?;
    Some((employer, only(above.and_then(title), below.and_then(title))?))
}

/// Both above the time, or both below it: on one line or on two.
fn around<'l>(lines: &[Line<'l>], idx: usize) -> Option<Party<'l>> {
    let side = |sign: isize| {
        let near = |n: usize| {
            // The time spent with an employer as a whole stands between it and the first title there.
            let steps =
                (1..=NEAR + 1).filter_map(|it| near(lines, idx, sign * isize::try_from(it).ok()?));
            steps.filter(|it| !words::is_duration(it)).nth(n)
        };
        let first = near(0)?;
        if let Some((party, _)) = parties(first) {
            return Some(party);
        }
        let second = near(1)?;
        match (title(first), title(second)) {
            (Some(title), None) => Some((employer(second)?, title)),
            (None, Some(title)) => Some((employer(first)?, title)),
            (Some(_), Some(_)) | (None, None) => None,
        }
    };
    only(side(-1), side(1))
}

#[cfg(test)]
mod tests;
