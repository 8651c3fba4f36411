//! Skills that are claimed together with years, in a section on skills: `Rust (2015 – 2023)`, `Kubernetes since 2014`,
//! `Terraform: 10 years`.

use bonafide_model::{Document, Fact, value::utc_day};
use jiff::{ToSpan, civil::Date};

use super::{
    period,
    sections::{Line, Section},
    words::{self, bare},
};

/// Skills that are kept of one file. Guess.
const MOST: usize = 60;
/// Words and letters of a skill at most: guess.
const WORDS: usize = 4;
const LETTERS: usize = 40;
/// Years of a skill at most: guess, a working life.
const YEARS: i64 = 50;

/// Every dated skill, and the line that claims it.
pub(super) fn found_in<'l>(
    lines: &'l [Line<'l>],
    document: &Document,
) -> Vec<(&'l Line<'l>, Fact)> {
    let made = document.modified.or(document.created).map(|(at, _)| utc_day(at));
    let skills = lines.iter().filter(|it| it.section == Section::Skills);
    let of_line =
        |line: &'l Line<'l>| items(line.text).filter_map(move |it| Some((line, skill(it, made)?)));
    skills.flat_map(of_line).take(MOST).collect()
}

/// Items between commas and other signs, but not those inside brackets.
fn items(line: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0_i32;
    let is_separator = move |it: char| {
        match it {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        depth <= 0 && matches!(it, ',' | ';' | '|' | '•' | '·' | '\t')
    };
    line.split(is_separator).map(str::trim).filter(|it| !it.is_empty())
}

fn skill(item: &str, made: Option<Date>) -> Option<Fact> {
    if let Some(period) = period::find(item) {
        let (since, until) = period.days();
        let name = name(words::without(&period)?)?;
        return Some(Fact::SkillClaimed { skill: name.into(), since: since?, until });
    }
    // `Rust (8 years)`, counted back from the day on which the document was made.
    let at = item.find(|it: char| it.is_ascii_digit())?;
    let (head, length) = (item.get(..at)?, item.get(at..)?);
    let is_apart = head.ends_with([' ', '(', ':', '-', '–']);
    let digits = length.find(|it: char| !it.is_ascii_digit()).and_then(|it| length.get(..it))?;
    let length = length.trim_end_matches(')').replace('+', "");
    let years: i64 = digits.parse().ok().filter(|it| (1..=YEARS).contains(it))?;
    let is_years = words::is_duration(&length) && !length.to_lowercase().contains(" mo");
    let since = made?.checked_sub(years.years()).ok()?;
    let name = name(head)?;
    (is_apart && is_years).then(|| Fact::SkillClaimed { skill: name.into(), since, until: None })
}

fn name(text: &str) -> Option<&str> {
    let name = bare(text.trim_end_matches(['(', ' ']));
    let is_name = name.chars().any(char::is_alphabetic)
        && name.chars().count() <= LETTERS
        && name.split_whitespace().count() <= WORDS
        && !name.contains(['@', '<', ':', '(']);
    is_name.then_some(name)
}

#[cfg(test)]
mod tests {
    use bonafide_model::DocumentKind;

    use super::*;
    use crate::shelf::resume_files::sections::lines;

    fn skills(text: &str, made: Option<&str>) -> Vec<String> {
        let text = format!("Skills\n{text}");
        let lines = lines(&text);
        let mut document = Document::new(DocumentKind::Text, "");
        document.modified = made.map(|it| (it.parse().expect("a time"), None));
        let shown = |fact: Fact| {
            let Fact::SkillClaimed { skill, since, until } = fact else { panic!("a skill") };
            format!("{skill} {since} {}", until.map_or("-".to_owned(), |it| it.to_string()))
        };
        found_in(&lines, &document).into_iter().map(|(_, fact)| shown(fact)).collect()
    }

    #[test]
    fn dated_skills_are_found_and_others_are_not() {
        assert_eq!(
            skills("Rust (2016 - 2024), Kubernetes since 2014\nGo · C++ 17 · Java 8", None),
            ["Rust 2016-01-01 2024-12-31", "Kubernetes 2014-01-01 -"]
        );
        let made = Some("2026-03-01T00:00:00Z");
        assert_eq!(
            skills("Rust (8 years), Terraform: 10+ years\nPython 3\nSQL - 5 Jahre, 12 years", made),
            ["Rust 2018-03-01 -", "Terraform 2016-03-01 -", "SQL 2021-03-01 -"]
        );
        assert_eq!(skills("Rust (8 years)", None), Vec::<String>::new());
    }
}
