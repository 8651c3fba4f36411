//! What the name of a machine tells of its owner: an organization's asset, or a person's computer.

use bonafide_model::value::PersonName;

/// Abbreviations for kinds of machine in asset names (guess).
const MACHINE_KINDS: &[&str] =
    &["lt", "nb", "lap", "laptop", "wks", "ws", "mbp", "nbk", "pc", "dt", "l", "w", "mac"];
/// First words of names that makers give to what stands in homes (guess).
const HOUSEHOLD_WORDS: &[&str] = &[
    "desktop",
    "laptop",
    "android",
    "iphone",
    "ipad",
    "macbook",
    "galaxy",
    "pixel",
    "chromecast",
    "printer",
    "epson",
    "brother",
    "canon",
    "amazon",
    "echo",
    "nest",
    "sonos",
    "xbox",
    "playstation",
    "raspberrypi",
    "router",
    "gateway",
    "nas",
    "synology",
    "host",
    "unknown",
    "localhost",
    "samsung",
    "google",
    "home",
    "user",
    "dell",
    "lenovo",
    "thinkpad",
    "surface",
    "windows",
    "win",
];

/// The organization's word of an asset name such as `acme-lt-0412`.
pub(crate) fn organization(host: &str) -> Option<&str> {
    let (word, rest) = host.split_once('-')?;
    let is_word = word.len() >= 3
        && word.chars().all(|it| it.is_ascii_alphabetic())
        && !HOUSEHOLD_WORDS.contains(&word);
    let rest = rest.replace('-', "");
    let number = rest.trim_start_matches(|it: char| it.is_ascii_alphabetic());
    let kind = &rest[..rest.len() - number.len()];
    let is_number = number.len() >= 3 && number.chars().all(|it| it.is_ascii_digit());
    (is_word && is_number && MACHINE_KINDS.contains(&kind)).then_some(word)
}

/// Whether a machine bears first and last name of somebody: `bo-marsh-pc`, `bomarsh`.
pub(crate) fn names(host: &str, name: &PersonName) -> bool {
    let [first, .., last] = name.tokens() else { return false };
    let host = host.to_lowercase();
    let words = host.split(|it: char| !it.is_alphanumeric()).collect::<Vec<_>>();
    let has = |word: &str| words.contains(&word);
    has(&format!("{first}{last}")) || has(&format!("{last}{first}")) || (has(first) && has(last))
}

#[cfg(test)]
mod tests {
    use bonafide_model::value::PersonName;

    use super::{names, organization};

    #[test]
    fn asset_names_tell_the_organization_and_household_names_do_not() {
        assert_eq!(organization("acme-lt-0412"), Some("acme"));
        assert_eq!(organization("umbra-mbp1123"), Some("umbra"));
        for household in
            ["desktop-l123", "laptop-k2j4h5", "living-room", "iphone", "acme", "\u{e9}-1"]
        {
            assert_eq!(organization(household), None, "{household}");
        }
    }

    #[test]
    fn a_machine_named_for_somebody_is_told() {
        let name = |it: &str| PersonName::parse(it).unwrap();
        for (host, expected) in [
            ("bo-marsh-pc", true),
            ("marshbo-laptop", true),
            ("bomarsh", true),
            ("bo-pc", false),
            ("marsh-nas", false),
            ("bolt-marshmallow", false),
        ] {
            assert_eq!(names(host, &name("Bo Marsh")), expected, "{host}");
        }
        assert!(!names("quill", &name("Quill")));
    }
}
