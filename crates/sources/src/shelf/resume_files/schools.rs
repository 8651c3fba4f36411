//! Schools in a section on education: a school by its telling word, the degree and the years beside it.

use bonafide_model::Fact;
use jiff::civil::Date;

use super::{
    period,
    sections::{Line, Section},
    words::{self, bare},
};

/// Schools that are kept of one file. Guess: more than anybody attends.
const MOST: usize = 12;
/// Lines above or below a school in which its degree and years may stand: guess.
const NEAR: usize = 2;
/// Beginnings of words that only schools have, in lower case.
const SCHOOLS: &[&str] = &[
    "universit",
    "university",
    "college",
    "institut",
    "institute",
    "school",
    "academy",
    "hochschule",
    "fachhochschule",
    "schule",
    "gymnasium",
    "akademie",
    "école",
    "ecole",
    "lycée",
    "faculté",
    "universidad",
    "instituto",
    "escuela",
    "colegio",
    "facultad",
    "universidade",
    "faculdade",
    "escola",
    "università",
    "politecnico",
    "liceo",
    "scuola",
    "istituto",
    "uniwersytet",
    "politechnika",
    "szkoła",
    "liceum",
    "akademia",
    "universiteit",
    "hogeschool",
    "polytechnic",
];
/// Words that only degrees have, in lower case, without dots.
const DEGREES: &[&str] = &[
    "bsc",
    "msc",
    "ba",
    "ma",
    "beng",
    "meng",
    "bs",
    "ms",
    "bba",
    "mba",
    "phd",
    "llb",
    "llm",
    "bachelor",
    "bachelors",
    "master",
    "masters",
    "doctor",
    "doctorate",
    "diploma",
    "diplom",
    "degree",
    "associate",
    "certificate",
    "abitur",
    "promotion",
    "licence",
    "maîtrise",
    "baccalauréat",
    "doctorat",
    "licenciatura",
    "grado",
    "ingeniería",
    "máster",
    "doctorado",
    "bacharelado",
    "mestrado",
    "doutorado",
    "laurea",
    "dottorato",
    "diplôme",
    "magister",
    "licencjat",
    "inżynier",
    "doktor",
    "maturita",
    "ged",
];

/// Every school of the section, and the line that names it.
pub(super) fn found_in<'l>(lines: &'l [Line<'l>]) -> Vec<(&'l Line<'l>, Fact)> {
    let is_school = |it: &Line<'_>| it.section == Section::Education && school(it.text).is_some();
    let at: Vec<usize> =
        (0..lines.len()).filter(|idx| lines.get(*idx).is_some_and(is_school)).collect();
    at.iter()
        .filter_map(|idx| Some((lines.get(*idx)?, schooling(lines, &at, *idx)?)))
        .take(MOST)
        .collect()
}

/// Where the school stands among its own lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    First,
    Last,
    Any,
}

/// Told by the ends of the section: what it begins with comes first, what it ends with comes last.
fn order(lines: &[Line<'_>], schools: &[usize]) -> Order {
    let is_education = |idx: Option<usize>| {
        idx.and_then(|it| lines.get(it)).is_some_and(|it| it.section == Section::Education)
    };
    let begins = schools.first().is_some_and(|it| !is_education(it.checked_sub(1)));
    let ends = schools.last().is_some_and(|it| !is_education(Some(it + 1)));
    match (begins, ends) {
        (true, false) => Order::First,
        (false, true) => Order::Last,
        (true, true) | (false, false) => Order::Any,
    }
}

fn schooling(lines: &[Line<'_>], schools: &[usize], idx: usize) -> Option<Fact> {
    let name = school(lines.get(idx)?.text)?;
    let order = order(lines, schools);
    let own = |it: &usize| {
        let is_in_section = lines.get(*it).is_some_and(|it| it.section == Section::Education);
        let distance = it.abs_diff(idx);
        let mut others = schools.iter().filter(|other| **other != idx);
        is_in_section
            && match order {
                Order::First => *it >= idx && others.all(|other| *other < idx || *other > *it),
                Order::Last => *it <= idx && others.all(|other| *other > idx || *other < *it),
                Order::Any => others.all(|other| it.abs_diff(*other) > distance),
            }
    };
    let own: Vec<&str> = (idx.saturating_sub(NEAR)..=idx + NEAR)
        .filter(own)
        .filter_map(|it| lines.get(it))
        .map(|it| it.text)
        .collect();
    let (since, until) = years(&own);
    let mut degrees = own.iter().filter_map(|it| degree(it, name));
    let degree = degrees.next().filter(|_| degrees.next().is_none());
    Some(Fact::Schooling { school: name.into(), degree: degree.map(Into::into), since, until })
}

/// The one stretch or year of these lines.
fn years(lines: &[&str]) -> (Option<Date>, Option<Date>) {
    let mut periods = lines.iter().filter_map(|it| period::find(it));
    if let Some(period) = periods.next() {
        return if periods.next().is_none() { period.days() } else { (None, None) };
    }
    let mut years = lines.iter().filter_map(|it| period::single_year(it));
    match (years.next(), years.next()) {
        (Some(year), None) => (None, Date::new(year, 12, 31).ok()),
        (Some(_), Some(_)) | (None, _) => (None, None),
    }
}

/// The parts of a line between separators.
fn parts(line: &str) -> impl Iterator<Item = &str> {
    let is_separator =
        |it: char| matches!(it, '\t' | '|' | ',' | '·' | '•' | ';' | '–' | '—' | '(' | ')');
    line.split(is_separator).flat_map(|it| it.split(" - ")).map(bare).filter(|it| !it.is_empty())
}

/// The part of a line that names a school.
fn school(line: &str) -> Option<&str> {
    let has_word = |part: &&str| {
        let lower = part.to_lowercase();
        lower.split(|it: char| !it.is_alphabetic()).any(|word| {
            SCHOOLS.iter().any(|it| word.starts_with(it))
                || word.ends_with("schule")
                || word.ends_with("universität")
        })
    };
    let is_name = |part: &&str| {
        words::is_party(part) && !words::is_bullet(line) && period::single_year(part).is_none()
    };
    let mut found = parts(line).filter(has_word).filter(is_name);
    let first = found.next()?;
    // `School of Engineering, University of Westmere`: the last is the larger.
    Some(found.last().unwrap_or(first))
}

/// The part of a line that names a degree.
fn degree<'t>(line: &'t str, school: &str) -> Option<&'t str> {
    let is_degree = |part: &&str| {
        let lower = part.to_lowercase().replace('.', "");
        *part != school
            && lower.split(|it: char| !it.is_alphabetic()).any(|word| DEGREES.contains(&word))
    };
    let found = parts(line)
        .filter(is_degree)
        .find(|it| words::is_short(it) && period::find(it).is_none())?;
    // `Abschluss: Diplom`
    Some(found.rsplit_once(':').map_or(found, |(_, degree)| bare(degree)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shelf::resume_files::sections::lines;

    fn schools(text: &str) -> Vec<String> {
        let text = format!("Education\n{text}");
        let lines = lines(&text);
        let shown = |fact: Fact| {
            let Fact::Schooling { school, degree, since, until } = fact else { panic!("a school") };
            let day = |it: Option<Date>| it.map_or("-".to_owned(), |it| it.to_string());
            format!(
                "{school} | {} | {} | {}",
                degree.as_deref().unwrap_or("-"),
                day(since),
                day(until)
            )
        };
        found_in(&lines).into_iter().map(|(_, fact)| shown(fact)).collect()
    }

    #[test]
    fn a_school_has_its_degree_and_years_beside_it() {
        for (text, expected) in [
            (
                "University of Westmere\t2012 – 2016\nBSc Computer Science",
                "University of Westmere | BSc Computer Science | 2012-01-01 | 2016-12-31",
            ),
            (
                "B.Sc. in Physics, Harrow Point College, 2016",
                "Harrow Point College | B.Sc. in Physics | - | 2016-12-31",
            ),
            (
                "10/2011 – 02/2016\tTechnische Universität Musterstadt\nAbschluss: Diplom",
                "Technische Universität Musterstadt | Diplom | 2011-10-01 | 2016-02-29",
            ),
            (
                "École d'Exemple\nLicence d'informatique\n2010 - 2013",
                "École d'Exemple | Licence d'informatique | 2010-01-01 | 2013-12-31",
            ),
            (
                "Politechnika Przykładowa, magister, 2009 – 2014",
                "Politechnika Przykładowa | magister | 2009-01-01 | 2014-12-31",
            ),
        ] {
            assert_eq!(schools(text), [expected], "{text}");
        }
    }

    #[test]
    fn two_schools_keep_their_own() {
        let text = "University of Westmere\t2012 – 2016\nBSc Computer Science\nPort Alder Institute\t2016 – 2018\nMSc Information Systems";
        assert_eq!(
            schools(text),
            [
                "University of Westmere | BSc Computer Science | 2012-01-01 | 2016-12-31",
                "Port Alder Institute | MSc Information Systems | 2016-01-01 | 2018-12-31"
            ]
        );
    }

    #[test]
    fn elsewhere_a_school_is_an_employer_or_a_word() {
        let lines = lines(
            "Experience\nUniversity of Westmere\t2012 – 2016\nEducation\n• taught at a school\nwent to school",
        );
        assert!(found_in(&lines).is_empty());
    }
}
