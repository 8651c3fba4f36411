//! A person's name as written, and the folded words by which two writings are compared.

use std::fmt;

use super::{ValueError, tidy};

const EXPECTED: ValueError = ValueError::Expected("a person's name");
/// Characters above which a text is not a name. Guess.
const MAX_CHARS: usize = 200;
/// Words before a name. They are left out of the tokens.
const TITLES: &[&str] = &[
    "dipl",
    "doctor",
    "dr",
    "frau",
    "herr",
    "ing",
    "madame",
    "miss",
    "mme",
    "mr",
    "mrs",
    "ms",
    "mx",
    "prof",
    "professor",
    "sir",
];
/// Words behind a name. They are left out of the tokens where a given and a family name remain.
const SUFFIXES: &[&str] = &[
    "cissp", "cpa", "dds", "esq", "ii", "iii", "iv", "jd", "jr", "junior", "mba", "md", "msc",
    "phd", "pmp", "senior", "sr",
];
/// Words that begin a family name.
const PARTICLES: &[&str] = &[
    "abu", "al", "bin", "da", "das", "de", "del", "della", "den", "der", "di", "do", "dos", "du",
    "el", "ibn", "la", "le", "san", "ten", "ter", "van", "von", "zu", "zum",
];

/// Whether a folded word stands before names and is no part of them (`dr`).
pub fn is_title(word: &str) -> bool {
    TITLES.contains(&word)
}

/// A name. Which word is the family name is kept only where the writing tells it, since in half of the world it
/// comes first; nothing about the person is guessed from it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonName {
    written: String,
    given: Option<String>,
    family: Option<String>,
    tokens: Vec<String>,
}

impl PersonName {
    /// Reads `Ada Lovelace`, `Lovelace, Ada`, `Dr. Ada van der Lovelace, PhD`. What directories add in brackets is dropped.
    pub fn parse(text: &str) -> Result<PersonName, ValueError> {
        let written = tidy(&without_brackets(text));
        let written = written.trim_matches(['"', ',', ' ']);
        let is_name = written.chars().any(char::is_alphabetic)
            && written.chars().count() <= MAX_CHARS
            && !written.contains(['@', '/', '<', '>'])
            && !written.chars().any(char::is_control);
        if !is_name {
            return Err(EXPECTED);
        }
        let (given, family) = split(written);
        PersonName::build(written.to_owned(), given, family)
    }

    /// Takes a name whose parts have columns of their own; either may be empty, not both.
    pub fn from_parts(given: &str, family: &str) -> Result<PersonName, ValueError> {
        let part = |text: &str| Some(tidy(text)).filter(|it| !it.is_empty());
        let (given, family) = (part(given), part(family));
        let written = [given.as_deref(), family.as_deref()]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" ");
        PersonName::parse(&written)?;
        PersonName::build(written, given, family)
    }

    /// The name that an earlier run of ours has read, by its parts.
    pub(super) fn rebuilt(
        written: String,
        given: Option<String>,
        family: Option<String>,
    ) -> Result<PersonName, ValueError> {
        PersonName::parse(&written)?;
        PersonName::build(written, given, family)
    }

    fn build(
        written: String,
        given: Option<String>,
        family: Option<String>,
    ) -> Result<PersonName, ValueError> {
        let in_order = match (&given, &family) {
            (Some(given), Some(family)) => format!("{given} {family}"),
            (Some(_), None) | (None, Some(_)) | (None, None) => written.clone(),
        };
        let tokens = without_titles(fold(&in_order));
        if tokens.is_empty() {
            return Err(EXPECTED);
        }
        Ok(PersonName { written, given, family, tokens })
    }

    /// The words of the name in lower-case ASCII, given names first where known; titles and suffixes are left out.
    pub fn tokens(&self) -> &[String] {
        &self.tokens
    }

    /// The given names, where the writing tells them.
    pub fn given(&self) -> Option<&str> {
        self.given.as_deref()
    }

    /// The family name, where the writing tells it.
    pub fn family(&self) -> Option<&str> {
        self.family.as_deref()
    }

    /// Given and family names; where the writing does not tell them, the last word is the family name.
    pub fn given_and_family(&self) -> (String, String) {
        if let (Some(given), Some(family)) = (self.given(), self.family()) {
            return (given.to_owned(), family.to_owned());
        }
        match self.written.rsplit_once(' ') {
            Some((given, family)) => (given.to_owned(), family.to_owned()),
            None => (String::new(), self.written.clone()),
        }
    }

    /// The name as written, but for spaces.
    pub fn reveal(&self) -> &str {
        &self.written
    }
}

/// Brackets hold employment notes and pronouns, `(External)`, `[she/her]`: the one is no name, the other is not ours to keep.
/// A nickname in brackets stays.
fn without_brackets(text: &str) -> String {
    const NOTES: &[&str] = &[
        "consultant",
        "contractor",
        "ext",
        "extern",
        "external",
        "guest",
        "intern",
        "remote",
        "vendor",
    ];
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find(['(', '[']) {
        let Some(len) = rest[open..].find([')', ']']) else {
            break;
        };
        let inside = &rest[open + 1..open + len];
        let note = NOTES.contains(&inside.trim().to_lowercase().as_str());
        let several = inside.contains(['/', '|']);
        kept.push_str(&rest[..open]);
        if !note && !several {
            kept.push_str(&rest[open..=open + len]);
        }
        rest = &rest[open + len + 1..];
    }
    kept + rest
}

/// Given and family name, where a comma, or two words and more, tell them.
fn split(written: &str) -> (Option<String>, Option<String>) {
    if let Some((before, after)) = written.split_once(',') {
        let only_suffixes = fold(after).iter().all(|it| SUFFIXES.contains(&it.as_str()));
        if !only_suffixes {
            let given = after.split(',').next().unwrap_or(after);
            return (part(given), part(before));
        }
        return split(before.trim());
    }
    let words: Vec<&str> = written.split_whitespace().collect();
    let word_is = |idx: usize, list: &[&str]| {
        let folded = fold(words[idx]);
        !folded.is_empty() && folded.iter().all(|it| list.contains(&it.as_str()))
    };
    let start = (0..words.len()).find(|idx| !word_is(*idx, TITLES)).unwrap_or(0);
    let end = (start + 2..=words.len())
        .rev()
        .find(|end| *end == start + 2 || !word_is(end - 1, SUFFIXES))
        .unwrap_or(words.len());
    if end < start + 2 {
        return (None, None);
    }
    let mut family_at = end - 1;
    while family_at > start + 1 && word_is(family_at - 1, PARTICLES) {
        family_at -= 1;
    }
    (part(&words[start..family_at].join(" ")), part(&words[family_at..end].join(" ")))
}

fn part(text: &str) -> Option<String> {
    Some(text.trim().to_owned()).filter(|it| !it.is_empty())
}

/// Lower-case ASCII words. `O'Brien` is one, `Anne-Marie` two.
fn fold(text: &str) -> Vec<String> {
    let ascii = any_ascii::any_ascii(text).to_ascii_lowercase().replace(['\'', '`'], "");
    ascii
        .split(|it: char| !it.is_ascii_alphanumeric())
        .filter(|it| !it.is_empty())
        .map(str::to_owned)
        .collect()
}

fn without_titles(mut tokens: Vec<String>) -> Vec<String> {
    let titles = tokens.iter().take_while(|it| is_title(it)).count();
    if titles < tokens.len() {
        tokens.drain(..titles);
    }
    while tokens.len() > 2 && tokens.last().is_some_and(|it| SUFFIXES.contains(&it.as_str())) {
        tokens.pop();
    }
    tokens
}

/// Initials alone.
impl fmt::Display for PersonName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let initials: Vec<String> = self
            .tokens
            .iter()
            .filter_map(|it| it.chars().next())
            .map(|it| format!("{}.", it.to_ascii_uppercase()))
            .collect();
        f.write_str(&initials.join(" "))
    }
}

impl fmt::Debug for PersonName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PersonName({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, given: Option<&str>, family: Option<&str>, tokens: &str) {
        let name = PersonName::parse(text).unwrap();
        let found = (name.given(), name.family(), name.tokens().join(" "));
        assert_eq!(found, (given, family, tokens.to_owned()), "{text}");
    }

    #[test]
    fn parts_are_told_apart_where_the_writing_tells_them() {
        check("Ada Lovelace", Some("Ada"), Some("Lovelace"), "ada lovelace");
        check(" Lovelace,  Ada ", Some("Ada"), Some("Lovelace"), "ada lovelace");
        check(
            "Dr. Ada van der Lovelace, PhD",
            Some("Ada"),
            Some("van der Lovelace"),
            "ada van der lovelace",
        );
        check("Ada Lovelace Jr.", Some("Ada"), Some("Lovelace"), "ada lovelace");
        check("Ada", None, None, "ada");
        check("Dr No", None, None, "no");
        check("Md Rahman", Some("Md"), Some("Rahman"), "md rahman");
    }

    #[test]
    fn words_are_folded() {
        check("Zoë Žižková-Müller", Some("Zoë"), Some("Žižková-Müller"), "zoe zizkova muller");
        check("Bo O’Brien", Some("Bo"), Some("O’Brien"), "bo obrien");
        check("Robert (Bob) Smith", Some("Robert (Bob)"), Some("Smith"), "robert bob smith");
    }

    #[test]
    fn notes_and_pronouns_are_not_kept() {
        assert_eq!(
            PersonName::parse("Lovelace, Ada (External) [she/her]").unwrap().reveal(),
            "Lovelace, Ada"
        );
    }

    #[test]
    fn columns_are_taken_as_they_are() {
        let name = PersonName::from_parts("Ana Maria", "de la Cruz").unwrap();
        assert_eq!((name.given(), name.family()), (Some("Ana Maria"), Some("de la Cruz")));
        assert_eq!(name.reveal(), "Ana Maria de la Cruz");
        assert_eq!(PersonName::from_parts("", "Cher").unwrap().tokens(), ["cher"]);
        assert!(PersonName::from_parts("", " ").is_err());
    }

    #[test]
    fn only_initials_are_shown_and_other_texts_refused() {
        let name = PersonName::parse("Lovelace, Ada").unwrap();
        assert_eq!(format!("{name} {name:?}"), "A. L. PersonName(A. L.)");
        for text in ["", "123", "ada@corp.example", "n/a", "(External)"] {
            assert_eq!(
                PersonName::parse(text).unwrap_err().to_string(),
                "expected a person's name",
                "{text}"
            );
        }
    }

    proptest::proptest! {
        #[test]
        fn what_is_revealed_is_read_again(text in "\\PC{0,40}|[A-Z][a-z]{1,8} [A-Z][a-z]{1,8}(, (Jr|PhD))?|[A-Za-z,.()/ \\[-]{0,30}") {
            if let Ok(name) = PersonName::parse(&text) {
                proptest::prop_assert_eq!(PersonName::parse(name.reveal()), Ok(name.clone()));
            }
        }

        #[test]
        fn no_word_is_shown(given in "[A-Z][a-z]{3,8}", family in "[A-Z][a-z]{3,8}") {
            let name = PersonName::from_parts(&given, &family).unwrap();
            let shown = name.to_string();
            proptest::prop_assert!(!shown.contains(&given[..3]) && !shown.contains(&family[..3]));
            proptest::prop_assert_eq!(format!("{:?}", name), format!("PersonName({shown})"));
        }
    }
}
