//! The words that address lines are made of, in the languages of the exports seen.

/// Street types and their abbreviations, folded; the last of each row is the form that all become.
const STREET_TYPES: &[&[&str]] = &[
    &["aly", "alley"],
    &["al", "aleja", "aleje", "allee"],
    &["ave", "av", "aven", "avn", "avda", "avd", "avenida", "avenue"],
    &["blvd", "boul", "bd", "bld", "boulevard"],
    &["bdwy", "broadway"],
    &["cir", "circ", "circle"],
    &["c", "cl", "calle"],
    &["cres", "cresc", "crescent"],
    &["ct", "crt", "court"],
    &["dr", "drv", "drive"],
    &["expy", "expressway"],
    &["gdns", "gardens"],
    &["gr", "grove"],
    &["hwy", "highway"],
    &["hts", "heights"],
    &["ln", "lane"],
    &["pde", "parade"],
    &["pkwy", "pky", "parkway"],
    &["pl", "plac", "plaza", "plz", "platz", "praca", "place"],
    &["r", "rua"],
    &["rd", "road"],
    &["sq", "square"],
    &["ter", "terr", "terrace"],
    &["trl", "trail"],
    &["tpke", "turnpike"],
    &["ulitsa", "ulica", "ul"],
    &["wy", "way"],
];
/// Points of the compass in English street names, folded.
const DIRECTIONS: &[(&str, &str)] = &[
    ("north", "n"),
    ("south", "s"),
    ("east", "e"),
    ("west", "w"),
    ("northeast", "ne"),
    ("northwest", "nw"),
    ("southeast", "se"),
    ("southwest", "sw"),
];
/// Words before the name of a dwelling. All of them say the same: which door.
#[rustfmt::skip]
const UNIT_WORDS: &[&str] = &[
    "#", "ap", "apart", "apartment", "apartamento", "app", "appartement", "appt", "apt", "apto", "byt", "depto", "dpto",
    "departamento", "flat", "int", "interno", "kv", "kvartira", "lgh", "lok", "lokal", "m", "mieszkanie", "piso", "puerta",
    "rm", "room", "sala", "ste", "suite", "top", "unit", "whg", "wohnung",
];
/// Unit words that are met without a space before the number (`Apt4B`). No word for a street starts so.
const GLUED_UNIT_WORDS: &[&str] = &["apt", "flat", "rm", "ste", "suite", "unit"];
/// Words before a house number, or between a unit word and its number. They say nothing.
const NUMBER_WORDS: &[&str] = &["#", "no", "nr", "num", "numero"];
/// Words before a floor or a house on the same ground: kept beside the unit, since they tell units apart.
const FLOOR_WORDS: &[(&str, &str)] = &[
    ("bldg", "bldg"),
    ("building", "bldg"),
    ("bloco", "bldg"),
    ("fl", "fl"),
    ("floor", "fl"),
    ("og", "fl"),
    ("etage", "fl"),
    ("bat", "bldg"),
    ("batiment", "bldg"),
    ("blk", "bldg"),
    ("block", "bldg"),
    ("tower", "bldg"),
];
/// The beginnings of a post-office box, folded.
const BOXES: &[&[&str]] = &[
    &["post", "office", "box"],
    &["p", "o", "box"],
    &["po", "box"],
    &["pob"],
    &["pobox"],
    &["postfach"],
    &["postbus"],
    &["apartado", "postal"],
    &["apartado", "de", "correos"],
    &["apartado"],
    &["boite", "postale"],
    &["caixa", "postal"],
    &["casella", "postale"],
    &["casilla"],
    &["skrytka", "pocztowa"],
];

/// Lower-case ASCII words, `#` and `/` as words of their own; `Straße` becomes `strasse`.
pub(super) fn fold(text: &str) -> Vec<String> {
    let ascii = any_ascii::any_ascii(text)
        .to_ascii_lowercase()
        .replace('\'', "")
        .replace('#', " # ")
        .replace('/', " / ");
    let split =
        ascii.split(|it: char| !it.is_ascii_alphanumeric() && it != '#' && it != '/' && it != '-');
    split.map(|it| it.trim_matches('-')).filter(|it| !it.is_empty()).map(str::to_owned).collect()
}

/// The street's name with its types and directions in one spelling, without spaces: `Lange Str.` is `Langestraße`.
pub(super) fn street_key(words: &[String]) -> String {
    let mut key = String::new();
    let last = words.len().saturating_sub(1);
    for (idx, word) in words.iter().enumerate() {
        key.push_str(match word.as_str() {
            // At the start, and before another word that is no direction, `St` is a saint.
            "st" if idx == 0 && words.len() > 1 => "saint",
            "st" if idx == last || is_direction(&words[idx + 1]) => "street",
            "st" => "saint",
            // Poles and Russians leave the word for street out as often as not.
            "ul" | "ulica" | "ulitsa" if idx == 0 => "",
            "of" | "the" | "/" | "#" => "",
            other => canonical(other),
        });
    }
    match key.strip_suffix("str") {
        Some(stem) if !stem.is_empty() => format!("{stem}strasse"),
        _ => key,
    }
}

fn canonical(word: &str) -> &str {
    if let Some(row) = STREET_TYPES.iter().find(|row| row.contains(&word)) {
        return row.last().copied().unwrap_or(word);
    }
    DIRECTIONS.iter().find(|(long, _)| *long == word).map_or(word, |(_, short)| short)
}

fn is_direction(word: &str) -> bool {
    DIRECTIONS.iter().any(|(long, short)| *long == word || *short == word)
}

/// Whether a dwelling's name follows.
pub(super) fn is_unit_word(word: &str) -> bool {
    UNIT_WORDS.contains(&word)
}

/// Whether the word only announces a number.
pub(super) fn is_number_word(word: &str) -> bool {
    NUMBER_WORDS.contains(&word)
}

/// What follows a unit word in one piece with it: `4b` of `apt4b`.
pub(super) fn glued_unit(word: &str) -> Option<&str> {
    let name = GLUED_UNIT_WORDS.iter().find_map(|it| word.strip_prefix(it))?;
    name.starts_with(|it: char| it.is_ascii_digit()).then_some(name)
}

/// The short form of a word for floor or building.
pub(super) fn floor_word(word: &str) -> Option<&'static str> {
    FLOOR_WORDS.iter().find(|(long, _)| *long == word).map(|(_, short)| *short)
}

/// How many words at the start say that a post-office box follows.
pub(super) fn box_words(words: &[String]) -> Option<usize> {
    BOXES
        .iter()
        .find(|row| words.len() > row.len() && row.iter().zip(words).all(|(a, b)| a == b))
        .map(|row| row.len())
}
