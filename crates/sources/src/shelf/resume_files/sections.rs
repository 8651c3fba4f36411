//! A document's text as lines, each with its page and the section it stands in, told by headings in eight languages.

/// Which part of a résumé a line stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Section {
    /// Above the first heading: name, contact details, summary.
    Head,
    Contact,
    Experience,
    Education,
    Skills,
    References,
    Other,
}

/// One line that is no heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Line<'t> {
    /// 1-based.
    pub(super) page: u32,
    pub(super) section: Section,
    /// Trimmed; not empty.
    pub(super) text: &'t str,
}

/// Text in which claims are looked for, in bytes: guess, a résumé of ten dense pages; what is longer is a portfolio.
const REACH: usize = 64 << 10;
/// Longest heading in letters: guess.
const HEADING: usize = 40;

/// Headings in lower case and without spaces, since some are set with a space between letters.
const HEADINGS: &[(Section, &[&str])] = &[
    (
        Section::Contact,
        &[
            "contact",
            "contactdetails",
            "contactinformation",
            "contactinfo",
            "contactme",
            "personaldetails",
            "personalinformation",
            "personaldata",
            "kontakt",
            "kontaktdaten",
            "persönlichedaten",
            "coordonnées",
            "informationspersonnelles",
            "contacto",
            "datosdecontacto",
            "datospersonales",
            "contato",
            "dadospessoais",
            "contatti",
            "datipersonali",
            "danekontaktowe",
            "daneosobowe",
            "contactgegevens",
            "persoonlijkegegevens",
        ],
    ),
    (
        Section::Experience,
        &[
            "experience",
            "workexperience",
            "professionalexperience",
            "employment",
            "employmenthistory",
            "workhistory",
            "careerhistory",
            "professionalbackground",
            "relevantexperience",
            "berufserfahrung",
            "beruflichererdegang",
            "beruflicherwerdegang",
            "werdegang",
            "berufspraxis",
            "praxiserfahrung",
            "expérience",
            "expériences",
            "expérienceprofessionnelle",
            "expériencesprofessionnelles",
            "parcoursprofessionnel",
            "experiencia",
            "experiencialaboral",
            "experienciaprofesional",
            "historiallaboral",
            "experiência",
            "experiênciaprofissional",
            "experiênciasprofissionais",
            "esperienza",
            "esperienze",
            "esperienzalavorativa",
            "esperienzelavorative",
            "esperienzaprofessionale",
            "esperienzeprofessionali",
            "doświadczenie",
            "doświadczeniezawodowe",
            "przebiegpracyzawodowej",
            "werkervaring",
            "ervaring",
            "loopbaan",
            "arbeidsverleden",
        ],
    ),
    (
        Section::Education,
        &[
            "education",
            "educationandtraining",
            "educationalbackground",
            "academicbackground",
            "academichistory",
            "qualifications",
            "ausbildung",
            "bildung",
            "bildungsweg",
            "schulbildung",
            "studium",
            "ausbildungundstudium",
            "formation",
            "formations",
            "études",
            "diplômes",
            "formationacadémique",
            "educación",
            "formación",
            "formaciónacadémica",
            "estudios",
            "educação",
            "formação",
            "formaçãoacadêmica",
            "formaçãoacadémica",
            "istruzione",
            "istruzioneeformazione",
            "formazione",
            "studi",
            "wykształcenie",
            "edukacja",
            "opleiding",
            "opleidingen",
            "onderwijs",
        ],
    ),
    (
        Section::Skills,
        &[
            "skills",
            "technicalskills",
            "keyskills",
            "coreskills",
            "technologies",
            "techstack",
            "tools",
            "skillset",
            "skillsandtools",
            "technicalexpertise",
            "corecompetencies",
            "competencies",
            "kenntnisse",
            "fähigkeiten",
            "itkenntnisse",
            "edvkenntnisse",
            "technischekenntnisse",
            "kompetenzen",
            "compétences",
            "compétencestechniques",
            "savoirfaire",
            "habilidades",
            "competencias",
            "conocimientos",
            "habilidadestécnicas",
            "competências",
            "conhecimentos",
            "habilidadestécnicas",
            "competenze",
            "competenzetecniche",
            "conoscenze",
            "umiejętności",
            "kompetencje",
            "vaardigheden",
            "competenties",
            "technischevaardigheden",
        ],
    ),
    (
        Section::References,
        &[
            "references",
            "reference",
            "referees",
            "professionalreferences",
            "referenzen",
            "referenz",
            "références",
            "référence",
            "referencias",
            "referencia",
            "referências",
            "referência",
            "referenze",
            "referenza",
            "referencje",
            "referenties",
            "referentie",
        ],
    ),
    (
        Section::Other,
        &[
            "summary",
            "professionalsummary",
            "profile",
            "about",
            "aboutme",
            "objective",
            "careerobjective",
            "projects",
            "personalprojects",
            "keyprojects",
            "publications",
            "patents",
            "awards",
            "honors",
            "honours",
            "achievements",
            "certifications",
            "certificates",
            "licenses",
            "licensesandcertifications",
            "courses",
            "training",
            "languages",
            "interests",
            "hobbies",
            "volunteering",
            "volunteerexperience",
            "volunteerwork",
            "activities",
            "memberships",
            "additionalinformation",
            "profil",
            "überm ich",
            "übermich",
            "projekte",
            "veröffentlichungen",
            "zertifikate",
            "weiterbildung",
            "weiterbildungen",
            "sprachen",
            "sprachkenntnisse",
            "interessen",
            "ehrenamt",
            "àpropos",
            "projets",
            "certifications",
            "langues",
            "centresd'intérêt",
            "loisirs",
            "bénévolat",
            "perfil",
            "resumen",
            "proyectos",
            "certificaciones",
            "cursos",
            "idiomas",
            "intereses",
            "voluntariado",
            "resumo",
            "projetos",
            "certificações",
            "interesses",
            "profilo",
            "progetti",
            "certificazioni",
            "corsi",
            "lingue",
            "interessi",
            "podsumowanie",
            "projekty",
            "certyfikaty",
            "kursy",
            "języki",
            "zainteresowania",
            "profiel",
            "projecten",
            "certificaten",
            "cursussen",
            "talen",
            "interesses",
            "hobby's",
            "vrijwilligerswerk",
        ],
    ),
];

/// The lines of a text. Headings are none of them.
pub(super) fn lines(text: &str) -> Vec<Line<'_>> {
    let mut page = 1;
    let mut section = Section::Head;
    let mut res = Vec::new();
    for line in within_reach(text).lines() {
        page += u32::try_from(line.matches('\u{c}').count()).unwrap_or(0);
        let line = line.trim();
        // In tables a heading stands beside what it heads.
        let (first, rest) = line.split_once('\t').unwrap_or((line, ""));
        let text = match heading(first) {
            Some(found) => {
                section = next_section(section, found);
                rest.trim()
            }
            None => line,
        };
        if !text.is_empty() {
            res.push(Line { page, section, text });
        }
    }
    res
}

fn within_reach(text: &str) -> &str {
    let end = (0..=REACH.min(text.len())).rev().find(|it| text.is_char_boundary(*it));
    text.get(..end.unwrap_or(0)).unwrap_or_default()
}

/// Among references a heading such as `Contact` is over the referee's.
fn next_section(section: Section, found: Section) -> Section {
    let is_referees = section == Section::References
        && matches!(found, Section::Contact | Section::Other | Section::Head);
    if is_referees { section } else { found }
}

fn heading(line: &str) -> Option<Section> {
    if line.len() > 2 * HEADING {
        return None;
    }
    let folded: String = line
        .chars()
        .filter(|it| it.is_alphabetic() || matches!(it, '&' | '\'' | '’'))
        .map(|it| if it == '’' { '\'' } else { it })
        .flat_map(char::to_lowercase)
        .collect();
    let folded = folded.replace('&', "and");
    // What has digits or a sentence's signs in it is no heading.
    let is_bare =
        !line.contains(|it: char| it.is_ascii_digit() || matches!(it, ',' | ';' | '.' | '@' | '/'));
    if !is_bare || folded.is_empty() || folded.chars().count() > HEADING {
        return None;
    }
    HEADINGS.iter().find(|(_, it)| it.contains(&folded.as_str())).map(|(section, _)| *section)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_told_from_lines() {
        for (line, expected) in [
            ("EXPERIENCE", Some(Section::Experience)),
            ("E X P E R I E N C E", Some(Section::Experience)),
            ("## Work Experience:", Some(Section::Experience)),
            ("Berufserfahrung", Some(Section::Experience)),
            ("Formación académica", Some(Section::Education)),
            ("Umiejętności", Some(Section::Skills)),
            ("— Références —", Some(Section::References)),
            ("Opleidingen", Some(Section::Education)),
            ("Esperienze lavorative", Some(Section::Experience)),
            ("Licenses & Certifications", Some(Section::Other)),
            ("Experience, Ltd", None),
            ("5 years of experience", None),
            ("Experience with Rust", None),
            ("", None),
        ] {
            assert_eq!(heading(line), expected, "{line}");
        }
    }

    #[test]
    fn lines_know_their_section_and_page() {
        let found = lines(
            "Ada\nExperience\tContoso\nb\n\u{c}c\nReferences\nGil\nContact\ngil@mail.example\nSkills\nRust",
        );
        let shown: Vec<_> = found.iter().map(|it| (it.page, it.section, it.text)).collect();
        assert_eq!(
            shown,
            [
                (1, Section::Head, "Ada"),
                (1, Section::Experience, "Contoso"),
                (1, Section::Experience, "b"),
                (2, Section::Experience, "c"),
                (2, Section::References, "Gil"),
                (2, Section::References, "gil@mail.example"),
                (2, Section::Skills, "Rust"),
            ]
        );
    }
}
