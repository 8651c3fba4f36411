//! Stretches of time as résumés write them: `Jan 2020 – Present`, `03/2016 - 12/2019`, `seit Mai 2021`, `2012–2016`.

mod calendar;

use jiff::civil::Date;

use self::calendar::{MONTH_NAMES, MONTHS, NOW, SINCE, TO};

/// Years that a résumé speaks of: guess, working lives of today and contracts that end later.
const YEARS: std::ops::RangeInclusive<i16> = 1950..=2099;

/// One end of a stretch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Point {
    /// First day of a month.
    Month(Date),
    Year(i16),
    Now,
}

/// A stretch of time, and the line without it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Period<'t> {
    pub(super) since: Point,
    pub(super) until: Point,
    /// What stands before it on the line, and behind it.
    pub(super) before: &'t str,
    pub(super) after: &'t str,
}

impl Period<'_> {
    /// First and last day, where months are written.
    pub(super) fn months(&self) -> Option<(Date, Option<Date>)> {
        let Point::Month(since) = self.since else { return None };
        match self.until {
            Point::Month(until) => Some((since, Some(until.last_of_month()))),
            Point::Now => Some((since, None)),
            Point::Year(_) => None,
        }
    }

    /// First and last day, where years are enough.
    pub(super) fn days(&self) -> (Option<Date>, Option<Date>) {
        let first = match self.since {
            Point::Month(first) => Some(first),
            Point::Year(year) => Date::new(year, 1, 1).ok(),
            Point::Now => None,
        };
        let last = match self.until {
            Point::Month(month) => Some(month.last_of_month()),
            Point::Year(year) => Date::new(year, 12, 31).ok(),
            Point::Now => None,
        };
        (first, last)
    }

    /// Whether both ends are of one kind and in order.
    fn is_sound(&self) -> bool {
        let is_mixed = matches!(
            (self.since, self.until),
            (Point::Month(_), Point::Year(_)) | (Point::Year(_), Point::Month(_))
        );
        if is_mixed {
            return false;
        }
        match self.days() {
            (Some(first), Some(last)) => first <= last,
            (Some(_), None) => true,
            (None, _) => false,
        }
    }
}

/// A word, a number or a sign, and where it stands.
#[derive(Debug, Clone, Copy)]
struct Token<'t> {
    text: &'t str,
    start: usize,
    end: usize,
}

fn tokens(line: &str) -> Vec<Token<'_>> {
    let kind = |it: char| {
        if it.is_ascii_digit() {
            1
        } else if it.is_alphabetic() || it == '\'' || it == '’' {
            2
        } else if it.is_whitespace() {
            0
        } else {
            3
        }
    };
    let mut res: Vec<Token<'_>> = Vec::new();
    let mut last_kind = 0;
    for (at, letter) in line.char_indices() {
        let (this, end) = (kind(letter), at + letter.len_utf8());
        match res.last_mut() {
            // Letters and digits run on, signs stand alone.
            Some(token) if this == last_kind && (this == 1 || this == 2) => {
                token.end = end;
                token.text = line.get(token.start..end).unwrap_or_default();
            }
            Some(_) | None if this != 0 => {
                let text = line.get(at..end).unwrap_or_default();
                res.push(Token { text, start: at, end });
            }
            Some(_) | None => {}
        }
        last_kind = this;
    }
    res
}

/// The one stretch of time on a line; a line with several is about something else.
pub(super) fn find(line: &str) -> Option<Period<'_>> {
    let tokens = tokens(line);
    let mut found = None;
    let mut at = 0;
    while at < tokens.len() {
        match stretch(line, &tokens, at) {
            Some((period, end)) => {
                if found.replace(period).is_some() {
                    return None;
                }
                at = end;
            }
            None => at += 1,
        }
    }
    found.filter(Period::is_sound)
}

/// A stretch that begins at this token, and the token behind it.
fn stretch<'t>(line: &'t str, tokens: &[Token<'t>], at: usize) -> Option<(Period<'t>, usize)> {
    let word = |at: usize| tokens.get(at).map_or(String::new(), |it| it.text.to_lowercase());
    let start = tokens.get(at)?.start;
    let is_open = SINCE.contains(&word(at).as_str());
    let from = if is_open { at + 1 } else { at };
    let begins_inside = at.checked_sub(1).and_then(|it| tokens.get(it)).is_some_and(|before| {
        // `A2019-2020`, `10.2019`, `1/2`: the middle of something.
        before.end == start
            && !matches!(
                before.text,
                "(" | "[" | "," | ":" | ";" | "|" | "-" | "–" | "—" | "•" | "·"
            )
    });
    if begins_inside {
        return None;
    }
    let (since, end) = point(tokens, from).or_else(|| month_of(tokens, from))?;
    let (until, end) =
        match TO.contains(&word(end).as_str()).then(|| point(tokens, end + 1)).flatten() {
            Some(until) => until,
            None if is_open => (Point::Now, end),
            None => return None,
        };
    if since == Point::Now {
        return None;
    }
    let stop = tokens.get(end.checked_sub(1)?)?.end;
    let before = line.get(..start).unwrap_or_default();
    let after = line.get(stop..).unwrap_or_default();
    Some((Period { since, until, before, after }, end))
}

/// `Jan – Mar 2020`: the month takes the year that comes later.
fn month_of(tokens: &[Token<'_>], at: usize) -> Option<(Point, usize)> {
    let month = month(tokens.get(at)?.text)?;
    let end = at + 1 + usize::from(tokens.get(at + 1).is_some_and(|it| it.text == "."));
    let to = tokens.get(end)?.text.to_lowercase();
    let (Point::Month(until), _) =
        TO.contains(&to.as_str()).then(|| point(tokens, end + 1)).flatten()?
    else {
        return None;
    };
    Some((Point::Month(Date::new(until.year(), month, 1).ok()?), end))
}

/// A point at this token, and the token behind it.
fn point(tokens: &[Token<'_>], at: usize) -> Option<(Point, usize)> {
    let text = |at: usize| tokens.get(at).map_or("", |it| it.text);
    // `to the present`, `until today`, `à ce jour`, `bis dato`: only plain ones are read.
    let first = text(at).to_lowercase().replace('’', "'");
    if NOW.contains(&first.as_str()) {
        return Some((Point::Now, at + 1));
    }
    if let Some(month) = month(text(at)) {
        let mut year_at = at + 1;
        while matches!(text(year_at), "." | "," | "de" | "of" | "del" | "/" | "-")
            && year_at < at + 3
        {
            year_at += 1;
        }
        return Some((Point::Month(Date::new(year(text(year_at))?, month, 1).ok()?), year_at + 1));
    }
    let is_joint = |it: &str| matches!(it, "/" | "." | "-");
    let joint = text(at + 1);
    let is_tight = tokens.get(at).zip(tokens.get(at + 1)).is_some_and(|(a, b)| a.end == b.start)
        && tokens.get(at + 1).zip(tokens.get(at + 2)).is_some_and(|(a, b)| a.end == b.start);
    if is_joint(joint) && is_tight {
        let (left, right) = (text(at), text(at + 2));
        let next_is_joint = text(at + 3) == joint
            && tokens.get(at + 3).zip(tokens.get(at + 2)).is_some_and(|(b, a)| a.end == b.start);
        // `01.03.2020`; with slashes nobody knows which is the day.
        if next_is_joint && let Some(year) = year(text(at + 4)) {
            let month = (joint == "." && number(left, 31).is_some())
                .then(|| number(right, 12))
                .flatten()?;
            return Some((Point::Month(Date::new(year, month, 1).ok()?), at + 5));
        }
        if let (Some(month), Some(year)) = (number(left, 12), year(right)) {
            return Some((Point::Month(Date::new(year, month, 1).ok()?), at + 3));
        }
        if let (Some(year), Some(month)) =
            (year(left), number(right, 12).filter(|_| right.len() == 2))
        {
            // `2020-03-01`
            let is_day = next_is_joint && number(text(at + 4), 31).is_some();
            let end = if is_day { at + 5 } else { at + 3 };
            return Some((Point::Month(Date::new(year, month, 1).ok()?), end));
        }
    }
    year(text(at)).map(|it| (Point::Year(it), at + 1))
}

fn month(word: &str) -> Option<i8> {
    let lower = word.to_lowercase();
    let (month, _) =
        MONTHS.iter().find(|(_, starts)| starts.iter().any(|it| lower.starts_with(it)))?;
    let is_name = lower.chars().count() == 3 || MONTH_NAMES.contains(&lower.as_str());
    is_name.then_some(*month)
}

fn year(text: &str) -> Option<i16> {
    let year: i16 = (text.len() == 4).then(|| text.parse().ok())??;
    YEARS.contains(&year).then_some(year)
}

fn number(text: &str, most: i8) -> Option<i8> {
    let number: i8 = (1..=2).contains(&text.len()).then(|| text.parse().ok())??;
    (1..=most).contains(&number).then_some(number)
}

/// A single year at the end or the beginning of a line, such as that of a degree.
pub(super) fn single_year(line: &str) -> Option<i16> {
    let mut years = tokens(line).into_iter().filter_map(|it| year(it.text));
    let first = years.next()?;
    years.next().is_none().then_some(first)
}

#[cfg(test)]
mod tests;
