//! Lines of a document that state a protected trait, such as `Date of birth: …`, as older customs of writing a résumé have
//! them: they are left out at the door.
//!
//! The label must be the whole of what stands before the colon or the gap, since `Gender` is a trait and `Gender Data Lab` an
//! employer.

/// Labels in lower case, in the languages whose résumés carry them.
const LABELS: &[&str] = &[
    "age",
    "birth date",
    "birth place",
    "birthdate",
    "birthday",
    "birthplace",
    "born",
    "citizenship",
    "citizenships",
    "civil status",
    "country of birth",
    "d.o.b",
    "d.o.b.",
    "date & place of birth",
    "date and place of birth",
    "date of birth",
    "date/place of birth",
    "disability",
    "dob",
    "ethnic origin",
    "ethnicity",
    "family status",
    "gender",
    "health",
    "marital status",
    "military service",
    "mother tongue",
    "nationality",
    "nationalities",
    "native language",
    "place of birth",
    "pronouns",
    "race",
    "religion",
    "sex",
    "veteran status",
    "visa status",
    // German
    "alter",
    "familienstand",
    "geboren",
    "geboren am",
    "geburtsdatum",
    "geburtsdatum und -ort",
    "geburtsdatum/-ort",
    "geburtsort",
    "geburtstag",
    "geschlecht",
    "konfession",
    "muttersprache",
    "nationalität",
    "religion",
    "staatsangehörigkeit",
    "staatsbürgerschaft",
    "wehrdienst",
    // French
    "citoyenneté",
    "date de naissance",
    "date et lieu de naissance",
    "né le",
    "née le",
    "lieu de naissance",
    "langue maternelle",
    "nationalité",
    "sexe",
    "situation de famille",
    "situation familiale",
    "situation matrimoniale",
    "âge",
    // Spanish
    "ciudadanía",
    "edad",
    "estado civil",
    "fecha de nacimiento",
    "fecha y lugar de nacimiento",
    "género",
    "lengua materna",
    "lugar de nacimiento",
    "lugar y fecha de nacimiento",
    "nacionalidad",
    "sexo",
    // Portuguese
    "cidadania",
    "data de nascimento",
    "idade",
    "língua materna",
    "local de nascimento",
    "nacionalidade",
    "naturalidade",
    // Italian
    "cittadinanza",
    "data di nascita",
    "data e luogo di nascita",
    "età",
    "luogo di nascita",
    "luogo e data di nascita",
    "madrelingua",
    "nazionalità",
    "sesso",
    "stato civile",
    // Polish
    "data i miejsce urodzenia",
    "data urodzenia",
    "miejsce urodzenia",
    "narodowość",
    "obywatelstwo",
    "płeć",
    "stan cywilny",
    "wiek",
    // Dutch
    "burgerlijke staat",
    "geboortedatum",
    "geboortedatum en -plaats",
    "geboorteplaats",
    "geslacht",
    "leeftijd",
    "moedertaal",
    "nationaliteit",
];
/// Longest line that may be nothing but labels and values, in bytes: guess.
const LINE_BYTES: usize = 400;

/// Takes such statements out of a text; gives their labels, each once.
pub(crate) fn drop_lines(text: &mut String) -> Vec<String> {
    let mut dropped: Vec<String> = Vec::new();
    let mut kept = String::with_capacity(text.len());
    // A label that stands alone has its value on the next line.
    let mut is_value = false;
    for line in text.split_inclusive('\n') {
        if std::mem::take(&mut is_value) && !line.trim().is_empty() {
            kept.extend(line.chars().filter(|it| *it == '\u{c}'));
            continue;
        }
        match without_traits(line, &mut dropped) {
            None => kept.push_str(line),
            Some(rest) => {
                is_value = rest.trim().is_empty() && line.trim().ends_with(':');
                kept.push_str(&rest);
            }
        }
    }
    *text = kept;
    dropped.sort();
    dropped.dedup();
    dropped
}

/// What is left of a line; `None` if all of it.
fn without_traits(line: &str, dropped: &mut Vec<String>) -> Option<String> {
    if line.len() > LINE_BYTES {
        return None;
    }
    let is_gap = |it: char| matches!(it, '\t' | '|' | '•' | '·' | ';');
    let mut kept = String::new();
    let n_dropped = dropped.len();
    let mut is_value = false;
    for part in line.split_inclusive(is_gap) {
        let bare = part.trim_matches(|it: char| is_gap(it) || it.is_whitespace());
        let is_label_before = std::mem::take(&mut is_value);
        if is_label_before && !bare.is_empty() {
            continue;
        }
        let (label, value) = bare.split_once(':').unwrap_or((bare, ""));
        let label =
            label.trim_matches(|it: char| it.is_whitespace() || matches!(it, '-' | '*' | '–'));
        let is_stated = bare.contains(':') || part.ends_with('\t');
        if is_stated && is_label(label) {
            dropped.push(label.to_owned());
            is_value = value.trim().is_empty();
        } else {
            kept.push_str(part);
            is_value = is_label_before;
        }
    }
    if dropped.len() == n_dropped {
        return None;
    }
    let ends = line.chars().filter(|it| matches!(it, '\n' | '\u{c}'));
    let missing: String = ends.filter(|it| !kept.contains(*it)).collect();
    Some(if kept.trim().is_empty() { missing } else { kept + &missing })
}

/// `Nationality`, and `Nationality / Nationalité`, as forms of more than one language have it.
fn is_label(text: &str) -> bool {
    let lower = text.to_lowercase();
    LABELS.contains(&lower.as_str())
        || (lower.contains('/') && lower.split('/').all(|it| LABELS.contains(&it.trim())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, kept: &str, labels: &[&str]) {
        let mut actual = text.to_owned();
        assert_eq!(drop_lines(&mut actual), labels, "{text}");
        assert_eq!(actual, kept, "{text}");
    }

    #[test]
    fn statements_of_traits_are_left_out() {
        check(
            "Ada Novak\nDate of birth: 1 May 1990\nOslo",
            "Ada Novak\n\nOslo",
            &["Date of birth"],
        );
        check(
            "Nationalité / Nationality: X | ada@mail.example\n",
            " ada@mail.example\n",
            &["Nationalité / Nationality"],
        );
        check("Familienstand\tledig\tOslo\n", "Oslo\n", &["Familienstand"]);
        check("Gender:\nfemale\nOslo", "\nOslo", &["Gender"]);
        check("a\n\u{c}Sex: f\nb", "a\n\u{c}\nb", &["Sex"]);
    }

    #[test]
    fn what_only_sounds_like_one_stays() {
        for text in [
            "Visa — Software Engineer, Jan 2020 – Mar 2023\n",
            "Gender Data Lab: analyst\n",
            "Age\nof Empires: modding\n",
            "Health | Robotics\n",
            "Languages: Norwegian\n",
            "",
        ] {
            check(text, text, &[]);
        }
    }
}
