//! Names of employers as they are compared.

/// Words that only say what kind of firm it is. Guess: the common ones of the countries whose exports are read.
const FORMS: &[&str] = &[
    "ab",
    "ag",
    "as",
    "bv",
    "co",
    "company",
    "corp",
    "corporation",
    "gmbh",
    "inc",
    "incorporated",
    "kg",
    "limited",
    "llc",
    "llp",
    "ltd",
    "nv",
    "oy",
    "plc",
    "pty",
    "pvt",
    "sa",
    "sarl",
    "sas",
    "se",
    "spa",
    "srl",
];

/// The words of an employer's name in lower case, without its legal form: `northmill` of `Northmill GmbH`.
pub(crate) fn key(written: &str) -> String {
    let words = written.to_lowercase().replace('.', "");
    let words: Vec<&str> =
        words.split(|it: char| !it.is_alphanumeric()).filter(|it| !it.is_empty()).collect();
    let kept: Vec<&str> = words.iter().copied().filter(|it| !FORMS.contains(it)).collect();
    if kept.is_empty() { words.concat() } else { kept.concat() }
}

#[cfg(test)]
mod tests {
    use super::key;

    #[test]
    fn legal_forms_do_not_make_another_employer() {
        for (written, expected) in [
            ("Northmill GmbH", "northmill"),
            ("NORTH-MILL, Inc.", "northmill"),
            ("Northmill S.A.", "northmill"),
            ("Co.", "co"),
            ("Tarn Systems", "tarnsystems"),
        ] {
            assert_eq!(key(written), expected, "{written}");
        }
    }
}
