//! What a few words of a résumé look like: a title, the name of an employer, an item of a list, a length of time.

use super::period::Period;

/// Words of which a title has at least one and an employer's name seldom any. Guess.
const TITLES: &[&str] = &[
    "administrator",
    "analyst",
    "architect",
    "assistant",
    "associate",
    "consultant",
    "coordinator",
    "designer",
    "developer",
    "devops",
    "director",
    "engineer",
    "freelancer",
    "intern",
    "lead",
    "manager",
    "officer",
    "programmer",
    "scientist",
    "specialist",
    "sre",
    "technician",
    "tester",
    "recruiter",
    "accountant",
    "bookkeeper",
    "founder",
    "cto",
    "ceo",
    "cio",
    "owner",
    "researcher",
    "translator",
    "writer",
    "editor",
    "strategist",
    "trainee",
    "apprentice",
    "teacher",
    "lecturer",
    "tutor",
    // German; compounds by their ends below
    "praktikant",
    "praktikantin",
    "werkstudent",
    "werkstudentin",
    "auszubildender",
    "sachbearbeiter",
    "sachbearbeiterin",
    "geschäftsführer",
    "geschäftsführerin",
    "freiberufler",
    // French
    "développeur",
    "développeuse",
    "ingénieur",
    "ingénieure",
    "analyste",
    "consultante",
    "responsable",
    "directeur",
    "directrice",
    "stagiaire",
    "technicien",
    "technicienne",
    "comptable",
    "chef",
    "architecte",
    "administrateur",
    // Spanish, Portuguese, Italian
    "desarrollador",
    "desarrolladora",
    "ingeniero",
    "ingeniera",
    "analista",
    "gerente",
    "consultor",
    "consultora",
    "directora",
    "jefe",
    "jefa",
    "becario",
    "becaria",
    "técnico",
    "técnica",
    "arquitecto",
    "arquitecta",
    "programador",
    "programadora",
    "desenvolvedor",
    "desenvolvedora",
    "engenheiro",
    "engenheira",
    "estagiário",
    "estagiária",
    "gestor",
    "arquiteto",
    "arquiteta",
    "sviluppatore",
    "sviluppatrice",
    "ingegnere",
    "responsabile",
    "consulente",
    "tirocinante",
    "tecnico",
    "programmatore",
    "impiegato",
    "impiegata",
    "direttore",
    // Polish, Dutch
    "programista",
    "programistka",
    "inżynier",
    "analityk",
    "kierownik",
    "konsultant",
    "konsultantka",
    "stażysta",
    "stażystka",
    "specjalista",
    "specjalistka",
    "księgowa",
    "księgowy",
    "ontwikkelaar",
    "ontwikkelaarster",
    "beheerder",
    "adviseur",
    "stagiair",
    "medewerker",
    "projectleider",
];
/// Ends of German and Dutch compounds.
const TITLE_ENDS: &[&str] = &[
    "entwickler",
    "entwicklerin",
    "ingenieur",
    "ingenieurin",
    "leiter",
    "leiterin",
    "berater",
    "beraterin",
    "architekt",
    "architektin",
    "techniker",
    "technikerin",
    "informatiker",
    "informatikerin",
    "programmierer",
    "programmiererin",
    "administratorin",
    "managerin",
];
/// Small words in names and titles.
const PARTICLES: &[&str] = &[
    "of", "and", "the", "for", "de", "del", "la", "le", "les", "des", "du", "der", "die", "das",
    "und", "von", "für", "y", "e", "i", "da", "do", "dos", "di", "della", "van", "en", "et", "&",
    "à", "w", "na", "het",
];
/// Units of a length of time, in eight languages, with and without their ends.
const UNITS: &[&str] = &[
    "yr",
    "yrs",
    "year",
    "years",
    "mo",
    "mos",
    "month",
    "months",
    "jahr",
    "jahre",
    "jahren",
    "monat",
    "monate",
    "monaten",
    "an",
    "ans",
    "mois",
    "année",
    "années",
    "año",
    "años",
    "mes",
    "meses",
    "ano",
    "anos",
    "mês",
    "anno",
    "anni",
    "mese",
    "mesi",
    "rok",
    "lata",
    "lat",
    "miesiąc",
    "miesiące",
    "miesięcy",
    "jaar",
    "jaren",
    "maand",
    "maanden",
];
/// Small words inside a length of time.
const JOINTS: &[&str] = &["and", "und", "et", "y", "e", "i", "en", "less", "than", "a"];
/// Legal forms that stand behind a comma, in lower case and without dots.
const LEGAL_FORMS: &[&str] = &[
    "inc", "ltd", "llc", "llp", "plc", "corp", "co", "gmbh", "ag", "sa", "sl", "sas", "sarl",
    "spa", "srl", "bv", "nv", "lda", "se", "kg", "mbh", "ug", "oy", "ab", "as", "oü", "sro", "zoo",
    "kft", "pty", "limited",
];
/// Longest name of an employer or title, in letters and in words: guess.
const LETTERS: usize = 60;
const WORDS: usize = 8;

/// Without the punctuation that parts it from its neighbors.
pub(super) fn bare(text: &str) -> &str {
    let text = text.trim_matches(|it: char| {
        it.is_whitespace()
            || matches!(it, ',' | ';' | '|' | ':' | '·' | '-' | '–' | '—' | '*' | '#')
    });
    let is_unmatched = |open: char, close: char| !text.contains(open) && text.ends_with(close);
    let text = if is_unmatched('(', ')') { text.trim_end_matches(')') } else { text };
    let text = if text.ends_with('(') { text.trim_end_matches('(') } else { text };
    text.trim()
}

/// An item of a list: what somebody did, not where.
pub(super) fn is_bullet(line: &str) -> bool {
    line.starts_with(['•', '·', '◦', '▪', '‣', '*', '➢', '✓', '●', '○', '■'])
        || line.strip_prefix(['-', '–', '—']).is_some_and(|it| it.starts_with(' '))
}

/// Whether some words read like a title.
pub(super) fn is_title(text: &str) -> bool {
    let lower = text.to_lowercase();
    lower
        .split(|it: char| !it.is_alphanumeric())
        .any(|word| TITLES.contains(&word) || TITLE_ENDS.iter().any(|end| word.ends_with(end)))
}

/// `Contoso, Berlin` → `Contoso`, but `Contoso, Inc.` as it is; none if there is more than one such part.
pub(super) fn without_place(employer: &str) -> Option<&str> {
    let is_form = |it: &str| LEGAL_FORMS.contains(&it.replace('.', "").to_lowercase().trim());
    match employer.split_once(", ") {
        Some((_, rest)) if is_form(rest) => Some(employer),
        Some((name, place)) if !place.contains(", ") => Some(bare(name)),
        Some(_) => None,
        None => Some(employer),
    }
}

/// Whether it ends with a legal form, as only employers do.
pub(super) fn has_legal_form(text: &str) -> bool {
    let last = text.rsplit(' ').next().unwrap_or_default();
    let n_words = text.split_whitespace().count();
    n_words > 1
        && is_capital(last)
        && LEGAL_FORMS.contains(&last.replace('.', "").to_lowercase().as_str())
}

/// Whether it begins as names and titles do.
pub(super) fn is_capital(text: &str) -> bool {
    text.chars().next().is_some_and(|it| it.is_uppercase() || it.is_ascii_digit())
}

/// Whether it is short enough for a name or a title.
pub(super) fn is_short(text: &str) -> bool {
    !text.is_empty() && text.chars().count() <= LETTERS && text.split_whitespace().count() <= WORDS
}

/// Whether some words may be the name of an employer: short, written as names are, and no sentence, address or link.
pub(super) fn is_party(text: &str) -> bool {
    if !is_short(text) || !is_capital(text) || text.contains(['@', '<', '>', '?', '!', ':', '\t']) {
        return false;
    }
    let is_name = |word: &&str| {
        // `d'Exemple`, `dell'Esempio`
        let word = word.split_once(['\'', '’']).map_or(*word, |(_, name)| name);
        is_capital(word.trim_start_matches(['(', '"', '“', '&'])) || PARTICLES.contains(&word)
    };
    let n_words = text.split_whitespace().count();
    let n_names = text.split_whitespace().filter(is_name).count();
    let has_letters = text.chars().filter(|it| it.is_alphabetic()).count() > 1;
    // `Acme Inc.` and `Ejemplo, S.A.` end like sentences.
    let last = text.rsplit(' ').next().unwrap_or_default();
    let is_sentence = text.ends_with('.') && (n_words > 5 || last.len() > 6);
    has_letters && !is_sentence && !is_duration(text) && n_names * 3 >= n_words * 2
}

/// `5 years 2 months`, `(2 Jahre)`, `· 3 yrs`.
pub(super) fn is_duration(text: &str) -> bool {
    let lower = text.to_lowercase();
    let mut words =
        lower.split(|it: char| !it.is_alphanumeric()).filter(|it| !it.is_empty()).peekable();
    let is_time = |it: &str| {
        it.bytes().all(|it| it.is_ascii_digit()) || UNITS.contains(&it) || JOINTS.contains(&it)
    };
    words.peek().is_some() && lower.contains(|it: char| it.is_ascii_digit()) && words.all(is_time)
}

/// The line of a stretch of time without it, if all of the rest stands on one side, or signs part it on both.
pub(super) fn without<'t>(period: &Period<'t>) -> Option<&'t str> {
    let after = bare(period.after);
    let after = if is_duration(after) { "" } else { after };
    let before = bare(period.before);
    match (before, after) {
        (_, "") => Some(before),
        ("", _) => Some(after),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_employers_are_told_from_sentences() {
        for text in [
            "Contoso Ltd.",
            "University of Westmere",
            "Ejemplo, S.A.",
            "3Example",
            "Blue Heron Payments (Remote)",
        ] {
            assert!(is_party(text), "{text}");
        }
        for text in [
            "",
            "rebuilt the import",
            "Rebuilt the nightly import of invoices",
            "Led a team.",
            "5 years 2 months",
            "a@mail.example",
            "See <https://corp.example>",
            "X",
            "Responsible for: hiring",
        ] {
            assert!(!is_party(text), "{text}");
        }
    }

    #[test]
    fn titles_of_eight_languages() {
        for text in [
            "Senior Engineer",
            "Softwareentwicklerin",
            "Projektleiter",
            "Développeuse web",
            "Ingeniera de datos",
            "Desenvolvedora",
            "Sviluppatore",
            "Starszy programista",
            "Applicatiebeheerder / beheerder",
        ] {
            assert!(is_title(text), "{text}");
        }
        for text in ["Contoso", "Engineering Village", "Leadership Ltd", "Berlin"] {
            assert!(!is_title(text), "{text}");
        }
    }
}
