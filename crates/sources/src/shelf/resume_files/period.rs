//! Stretches of time as résumés write them: `Jan 2020 – Present`, `03/2016 - 12/2019`, `seit Mai 2021`, `2012–2016`.

use jiff::civil::Date;

/// Years that a résumé speaks of: guess, working lives of today and contracts that end later.
const YEARS: std::ops::RangeInclusive<i16> = 1950..=2099;

/// Beginnings of the names of months: English, German, French, Spanish, Portuguese, Italian, Polish, Dutch. The first that fits
/// counts, so that longer ones stand before shorter.
const MONTHS: &[(i8, &[&str])] = &[
    (1, &["jan", "jän", "ene", "gen", "sty"]),
    (2, &["feb", "fév", "fev", "lut"]),
    (3, &["mar", "mär", "mrz", "maa", "mrt"]),
    (4, &["apr", "avr", "abr", "kwi"]),
    (5, &["may", "mai", "mei", "mag", "maj"]),
    (6, &["june", "jun", "juin", "giu", "cze"]),
    (7, &["july", "jul", "juil", "lug", "lip"]),
    (8, &["aug", "aoû", "aou", "ago", "sie"]),
    (9, &["sep", "set", "wrz"]),
    (10, &["oct", "okt", "out", "ott", "paź"]),
    (11, &["nov", "lis"]),
    (12, &["dec", "dez", "déc", "dic", "gru"]),
];
/// Whole names of months, by which a word that only begins like one is told: `Marketing 2020` is no March.
const MONTH_NAMES: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "sept",
    "januar",
    "jänner",
    "februar",
    "märz",
    "mai",
    "juni",
    "juli",
    "oktober",
    "dezember",
    "janvier",
    "janv",
    "février",
    "fevrier",
    "févr",
    "mars",
    "avril",
    "juin",
    "juillet",
    "juil",
    "août",
    "aout",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
    "decembre",
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "setiembre",
    "octubre",
    "noviembre",
    "diciembre",
    "janeiro",
    "fevereiro",
    "março",
    "maio",
    "junho",
    "julho",
    "setembro",
    "outubro",
    "novembro",
    "dezembro",
    "gennaio",
    "febbraio",
    "aprile",
    "maggio",
    "giugno",
    "luglio",
    "settembre",
    "ottobre",
    "dicembre",
    "styczeń",
    "stycznia",
    "luty",
    "lutego",
    "marzec",
    "marca",
    "kwiecień",
    "kwietnia",
    "maj",
    "maja",
    "czerwiec",
    "czerwca",
    "lipiec",
    "lipca",
    "sierpień",
    "sierpnia",
    "wrzesień",
    "września",
    "październik",
    "października",
    "listopad",
    "listopada",
    "grudzień",
    "grudnia",
    "januari",
    "februari",
    "maart",
    "mei",
    "augustus",
];
/// How a stretch that has not ended is written.
const NOW: &[&str] = &[
    "present",
    "now",
    "current",
    "currently",
    "today",
    "ongoing",
    "date",
    "heute",
    "jetzt",
    "aktuell",
    "laufend",
    "aujourd'hui",
    "présent",
    "actuel",
    "actuellement",
    "actualidad",
    "actual",
    "actualmente",
    "presente",
    "hoy",
    "atual",
    "atualmente",
    "momento",
    "oggi",
    "attuale",
    "corso",
    "obecnie",
    "teraz",
    "dziś",
    "dzisiaj",
    "nadal",
    "heden",
    "nu",
    "vandaag",
];
/// Words between two ends.
const TO: &[&str] = &[
    "-", "–", "—", "−", "~", "to", "until", "till", "bis", "à", "au", "a", "al", "hasta", "até",
    "ad", "do", "tot",
];
/// Words before a beginning whose end is not written.
const SINCE: &[&str] = &["since", "seit", "depuis", "desde", "dal", "od", "sinds"];

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
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(line: &str) -> Option<(String, String)> {
        let point = |it: Point| match it {
            Point::Month(first) => first.strftime("%Y-%m").to_string(),
            Point::Year(year) => year.to_string(),
            Point::Now => "now".to_owned(),
        };
        find(line).map(|it| (point(it.since), point(it.until)))
    }

    #[test]
    fn stretches_of_eight_languages() {
        for (line, since, until) in [
            ("Jan 2020 – Mar 2023", "2020-01", "2023-03"),
            ("Contoso, Sept. 2021 - Present", "2021-09", "now"),
            ("(January, 2020 to June, 2021)", "2020-01", "2021-06"),
            ("Jan – Mar 2020", "2020-01", "2020-03"),
            ("03/2016-12/2019", "2016-03", "2019-12"),
            ("2016-03 – 2019-12", "2016-03", "2019-12"),
            ("2016/03 - 2019/12", "2016-03", "2019-12"),
            ("01.03.2016 – 31.12.2019", "2016-03", "2019-12"),
            ("2012–2016", "2012", "2016"),
            ("2012 - heute", "2012", "now"),
            ("März 2016 bis Dezember 2019", "2016-03", "2019-12"),
            ("seit 05/2021", "2021-05", "now"),
            ("février 2016 à aujourd’hui", "2016-02", "now"),
            ("depuis août 2020", "2020-08", "now"),
            ("enero de 2016 - actualidad", "2016-01", "now"),
            ("março de 2016 até dezembro de 2019", "2016-03", "2019-12"),
            ("gennaio 2016 – oggi", "2016-01", "now"),
            ("od października 2019", "2019-10", "now"),
            ("styczeń 2016 – grudzień 2019", "2016-01", "2019-12"),
            ("maart 2016 - heden", "2016-03", "now"),
        ] {
            assert_eq!(shown(line), Some((since.to_owned(), until.to_owned())), "{line}");
        }
    }

    #[test]
    fn other_numbers_are_no_stretch() {
        for line in [
            "2020",
            "since then",
            "+1 212 555 0142",
            "10001-2024",
            "C++ 17 2019 2020",
            "Mar 2023 – Jan 2020",
            "Foo 2020 - Mar 2023",
            "Marketing 2020 - Growth 2021",
            "1-2",
            "May - I",
            "01/02/2020 - 03/04/2021",
            "2019-2020 and 2021-2022",
            "3-4 years",
            "ISO 9001-2015",
            "1800 - 1900",
            "13/2020 - 14/2021",
            "Jan 2020",
        ] {
            assert_eq!(shown(line), None, "{line}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_found_lies_in_the_line(line in "[A-Za-zäé0-9 .,/–'()-]{0,60}") {
            if let Some(found) = find(&line) {
                prop_assert!(found.before.len() + found.after.len() < line.len());
                prop_assert!(line.starts_with(found.before) && line.ends_with(found.after));
                let (first, last) = found.days();
                prop_assert!(first.is_some() && last.is_none_or(|it| first <= Some(it)));
            }
        }

        #[test]
        fn what_is_written_is_read_back(year in 1951_i16..2090, month in 1_i8..=12, n_months in 0_i32..200) {
            let since = Date::new(year, month, 1).unwrap();
            let until = since.checked_add(jiff::Span::new().months(n_months)).unwrap();
            prop_assume!(YEARS.contains(&until.year()));
            for (format, to) in [("%b %Y", " – "), ("%m/%Y", "-"), ("%B %Y", " to "), ("%Y-%m", " - ")] {
                let line = format!("Engineer, Contoso ({}{to}{})", since.strftime(format), until.strftime(format));
                let found = find(&line).unwrap();
                prop_assert_eq!(found.months(), Some((since, Some(until.last_of_month()))));
                prop_assert_eq!((found.before, found.after), ("Engineer, Contoso (", ")"));
            }
        }
    }
}
