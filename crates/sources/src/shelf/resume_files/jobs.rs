//! Jobs on lines such as `Contoso — Software Engineer, Jan 2020 – Mar 2023`, and on no others.

use bonafide_model::Fact;
use jiff::civil::Date;

/// Jobs that are kept of one file. Guess: more than a career has.
const MOST: usize = 40;
const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
/// How a job that has not ended is written, in lower case.
const NOW: &[&str] = &["present", "now", "current", "today", "heute", "aujourd'hui"];
/// Words of which a title has at least one and an employer's name seldom any. Guess.
const TITLES: &[&str] = &[
    "engineer",
    "developer",
    "programmer",
    "manager",
    "architect",
    "analyst",
    "designer",
    "administrator",
    "consultant",
    "scientist",
    "lead",
    "director",
    "specialist",
    "technician",
    "intern",
    "officer",
    "assistant",
    "associate",
    "coordinator",
    "tester",
    "devops",
    "sre",
    "entwickler",
    "ingenieur",
    "développeur",
    "ingénieur",
];

/// Every job that a line names in full.
pub(super) fn found_in(lines: &[&str]) -> Vec<Fact> {
    lines.iter().filter_map(|it| job(it)).take(MOST).collect()
}

fn job(line: &str) -> Option<Fact> {
    // One dash for all, so that one split finds them.
    let line = line.trim().replace(['–', '—'], "-");
    let (head, until) = line.rsplit_once('-')?;
    let (head, since) = split_month(head.trim())?;
    let since = first_day(since)?;
    let until = until.trim().trim_end_matches([')', '.']).trim();
    let until = if NOW.contains(&until.to_lowercase().as_str()) {
        None
    } else {
        Some(first_day(until)?.last_of_month())
    };
    let head = head.trim_end_matches([' ', ',', '(', '|', ':', '·', '-']);
    let (employer, title) = parties(head)?;
    Some(Fact::Employment {
        employer: employer.into(),
        title: Some(title.into()),
        since: Some(since),
        until,
    })
}

/// Takes the month and year off the end: `Contoso - Engineer, Jan 2020` → `Contoso - Engineer,` and `Jan 2020`.
fn split_month(text: &str) -> Option<(&str, &str)> {
    let year_at = text
        .rfind(|it: char| !it.is_ascii_digit())
        .map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    let before = text[..year_at].trim_end_matches([' ', '.', '/']);
    let month_at = before
        .rfind(|it: char| !it.is_alphanumeric())
        .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
    Some((&text[..month_at], &text[month_at..]))
}

/// `Jan 2020`, `January 2020`, `01/2020`: the first day of that month. A year alone is too little to compare with.
fn first_day(text: &str) -> Option<Date> {
    let (month, year) = text.rsplit_once([' ', '/', '.'])?;
    let (month, year) = (month.trim_end_matches(['.', ' ']).to_lowercase(), year.trim());
    let year: i16 = (year.len() == 4).then(|| year.parse().ok())??;
    let by_name = MONTHS.iter().position(|it| {
        month.len() >= 3 && month.starts_with(it) && month.chars().all(char::is_alphabetic)
    });
    let month = match by_name {
        Some(idx) => i8::try_from(idx + 1).ok()?,
        None => month.parse().ok()?,
    };
    Date::new(year, month, 1).ok()
}

/// Employer and title, told apart by which of the two reads like a title; if both or neither does, nothing is claimed.
fn parties(head: &str) -> Option<(&str, &str)> {
    let separators = [" - ", " | ", " at ", ", ", " @ "];
    let (left, right) = separators.iter().find_map(|it| head.split_once(it))?;
    let (left, right) = (left.trim(), right.trim());
    let is_one_part =
        |it: &str| !it.is_empty() && !separators.iter().any(|separator| it.contains(separator));
    if !is_one_part(left) || !is_one_part(right) {
        return None;
    }
    match (is_title(left), is_title(right)) {
        (true, false) => Some((right, left)),
        (false, true) => Some((left, right)),
        (true, true) | (false, false) => None,
    }
}

fn is_title(text: &str) -> bool {
    let lower = text.to_lowercase();
    lower.split(|it: char| !it.is_alphanumeric()).any(|it| TITLES.contains(&it))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expected: Option<(&str, &str, &str, Option<&str>)>) {
        let actual = job(line);
        let expected = expected.map(|(employer, title, since, until)| Fact::Employment {
            employer: employer.into(),
            title: Some(title.into()),
            since: Some(since.parse().expect("a date")),
            until: until.map(|it| it.parse().expect("a date")),
        });
        assert_eq!(actual, expected, "{line}");
    }

    #[test]
    fn a_job_is_a_line_with_employer_title_and_months() {
        let contoso = Some(("Contoso", "Software Engineer", "2020-01-01", Some("2023-03-31")));
        check("Contoso — Software Engineer, Jan 2020 – Mar 2023", contoso);
        check("Software Engineer at Contoso (January 2020 - March 2023)", contoso);
        check("Contoso | Software Engineer | 01/2020 – 03/2023", contoso);
        check(
            "Software Engineer, Contoso, Sept. 2021 - Present",
            Some(("Contoso", "Software Engineer", "2021-09-01", None)),
        );
    }

    #[test]
    fn other_lines_claim_nothing() {
        for line in [
            "",
            "-",
            "Contoso, 2020 - 2023",
            "Led a team of 5 engineers - Jan 2020",
            "Contoso - Northwind, Jan 2020 - Mar 2023",
            "Lead Engineer - Engineer, Jan 2020 - Mar 2023",
            "Contoso - Engineer - Berlin, Jan 2020 - Mar 2023",
            "Contoso - Engineer, Foo 2020 - Mar 2023",
            "é - Jan 2020",
        ] {
            check(line, None);
        }
    }
}
