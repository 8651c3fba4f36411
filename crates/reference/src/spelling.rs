//! One spelling for a place name, whatever accents, case, hyphens or abbreviations a record uses.

/// Letters and digits of `name` in lower-case ASCII, with the usual short forms written out (`St.` is `saint`).
///
/// The shipped gazetteer is sorted by this spelling: a change here needs the tables to be repacked.
pub fn fold(name: &str) -> String {
    let ascii = any_ascii::any_ascii(name).to_ascii_lowercase();
    let words = ascii.split(|it: char| !it.is_ascii_alphanumeric()).filter(|it| !it.is_empty());
    words
        .map(|word| match word {
            "st" => "saint",
            "ste" => "sainte",
            "mt" => "mount",
            "ft" => "fort",
            other => other,
        })
        .collect()
}

/// Letters and digits of a postal code, in capitals.
pub fn fold_postcode(code: &str) -> String {
    code.chars().filter(char::is_ascii_alphanumeric).map(|it| it.to_ascii_uppercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_hyphens_and_short_forms_fold_to_one_spelling() {
        assert_eq!(fold("St. Louis"), "saintlouis");
        assert_eq!(fold("Saint-Louis"), "saintlouis");
        assert_eq!(fold("Île-de-France"), "iledefrance");
        assert_eq!(fold("Москва"), "moskva");
        assert_eq!(fold_postcode("sw1a 1aa"), "SW1A1AA");
    }
}
