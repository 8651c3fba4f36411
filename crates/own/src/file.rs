//! One file of YAML → one signal: its card, what it asks, how much must be seen, and the examples that keep it true.

use std::collections::BTreeMap;

use bonafide_model::{Bits, Card, Family, Need, Stage, nearest};
use jiff::civil::Date;
use serde::{Deserialize, Deserializer};

use crate::{Fault, Rule};

/// A user's signal.
#[derive(Debug)]
pub struct OwnSignal {
    /// The same card as a shipped signal has.
    pub card: &'static Card,
    /// Name of its file in the folder.
    pub file: String,
    /// What it looks for.
    pub asks: Asks,
    /// How much must be seen of it.
    pub least: Least,
    /// The sentence of its findings, with `{names}` of values in it; without one the title and a count.
    pub says: Option<String>,
    /// What it must and must not fire on.
    pub examples: Vec<Example>,
}

/// What a signal looks for.
#[derive(Debug)]
pub enum Asks {
    /// Records that a Sigma rule matches.
    Sigma(Box<Rule>),
    /// Rows of the scan's tables.
    Sql(String),
}

/// What must be seen of one persona before there is a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Least {
    /// Records or rows.
    pub count: u64,
    /// UTC days.
    pub days: u64,
}

/// Exports, and whom the signal must be seen on.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// What it tells.
    pub name: String,
    /// Exports by path.
    pub files: BTreeMap<String, String>,
    /// Day of the scan.
    #[serde(default)]
    pub as_of: Option<Date>,
    /// Keys of records of everybody on whom the signal must be seen; empty: on nobody.
    pub fires_on: Vec<String>,
}

/// A card as a user writes it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CardText {
    pub(crate) id: String,
    title: Option<String>,
    #[serde(deserialize_with = "stage")]
    stage: Stage,
    #[serde(deserialize_with = "family")]
    family: Family,
    weight: f64,
    weight_from: String,
    #[serde(deserialize_with = "needs")]
    needs: Vec<Need>,
    benign: Option<Vec<String>>,
    verify: String,
    #[serde(default)]
    sources: Vec<String>,
    #[serde(default)]
    indicators: Vec<String>,
    attack: Option<Vec<String>>,
    pub(crate) rule: Option<String>,
    pub(crate) sql: Option<String>,
    /// Id of the source whose records the rule is for, where its logsource does not tell.
    pub(crate) source: Option<String>,
    /// Field that names the person, for records of which the source itself says nothing.
    pub(crate) who: Option<String>,
    /// Field that holds the time of such a record.
    pub(crate) when: Option<String>,
    #[serde(default = "one")]
    at_least: u64,
    #[serde(default = "one")]
    on_days: u64,
    says: Option<String>,
    #[serde(default)]
    tests: Vec<Example>,
}

/// What a file is, before it is read as one or the other.
#[derive(Debug, Deserialize)]
pub(crate) struct Head {
    pub(crate) bonafide: Option<CardText>,
    detection: Option<serde::de::IgnoredAny>,
    correlation: Option<serde::de::IgnoredAny>,
}

impl Head {
    /// Whether the file is a Sigma rule.
    pub(crate) fn is_rule(&self) -> bool {
        self.detection.is_some() || self.correlation.is_some()
    }
}

/// A file's YAML as a type of ours.
pub(crate) fn parse<T: for<'de> Deserialize<'de>>((file, text): (&str, &str)) -> Result<T, Fault> {
    yaml_serde::from_str(text).map_err(|err| {
        let block = err.location().map_or(0, |it| it.line());
        let why = err.to_string();
        Fault::new(file, line_of_word(text, block, &why), why)
    })
}

/// The parser knows where the block begins that holds an error; the line is that of the word which the error quotes.
fn line_of_word(text: &str, block: usize, why: &str) -> usize {
    let Some(word) = why.split('`').nth(1).filter(|it| !it.is_empty()) else { return block };
    let below = text.lines().enumerate().skip(block.saturating_sub(1));
    below.into_iter().find(|(_, line)| line.contains(word)).map_or(block, |(idx, _)| idx + 1)
}

impl CardText {
    /// The signal; what the card leaves out is taken from its rule.
    pub(crate) fn signal(
        self,
        place: (&str, &str),
        asks: Asks,
        says_why: &[String],
    ) -> Result<OwnSignal, Fault> {
        check(&self, place)?;
        let rule = if let Asks::Sigma(rule) = &asks { Some(rule) } else { None };
        let title = self.title.or_else(|| rule.map(|it| it.title.clone()));
        let title = title.ok_or_else(|| missing(place, "title"))?;
        let benign = self.benign.unwrap_or_else(|| says_why.to_vec());
        if benign.iter().all(|it| it.trim().is_empty()) {
            return Err(missing(place, "benign"));
        }
        let attack = self.attack.unwrap_or_else(|| rule.map_or(Vec::new(), |it| it.attack()));
        // A card lives as long as the program, as those of the shelf do; a folder holds few.
        let card: &'static Card = Box::leak(Box::new(Card {
            id: self.id.leak(),
            title: title.trim().trim_end_matches('.').to_owned().leak(),
            stage: self.stage,
            family: self.family,
            weight: Bits(self.weight),
            weight_from: self.weight_from.leak(),
            needs: self.needs.leak(),
            benign: lasting(benign),
            verify: self.verify.leak(),
            sources: lasting(self.sources),
            indicators: lasting(self.indicators),
            attack: lasting(attack),
        }));
        let least = Least { count: self.at_least.max(1), days: self.on_days.max(1) };
        let file = place.0.to_owned();
        Ok(OwnSignal { card, file, asks, least, says: self.says, examples: self.tests })
    }
}

fn lasting(words: Vec<String>) -> &'static [&'static str] {
    words.into_iter().map(|it| &*it.leak()).collect::<Vec<&'static str>>().leak()
}

/// The heaviest that a user's signal may weigh, in bits: guess, more than any shipped signal alone.
const MOST_BITS: f64 = 10.0;
/// Letters of an id. Guess.
const LONGEST_ID: usize = 64;
/// Words with which a weight says where it comes from.
const PARENTS: [&str; 3] = ["measured", "published", "guess"];

fn check(card: &CardText, place: (&str, &str)) -> Result<(), Fault> {
    let wrong = |key: &str, why: String| Err(Fault::of_key(place, key, why));
    let is_kebab = card.id.split('-').all(|part| {
        !part.is_empty() && part.bytes().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit())
    });
    if !is_kebab || card.id.len() > LONGEST_ID {
        let why = "expected words of small letters and digits joined by `-`, saying what is seen";
        return wrong("id", format!("id `{}`: {why}", card.id));
    }
    if !card.weight.is_finite() || card.weight == 0.0 || card.weight.abs() > MOST_BITS {
        let why = format!("weight: expected bits from -{MOST_BITS} to {MOST_BITS} that are not 0");
        return wrong("weight", why);
    }
    if !PARENTS.iter().any(|it| card.weight_from.trim_start().starts_with(it)) {
        let why = "weight_from: expected where the weight is from: `measured: …`, `published (TAG): …` or `guess: …`";
        return wrong("weight_from", why.to_owned());
    }
    if card.needs.is_empty() {
        let why = "needs: expected at least one kind of record, so that it is told when the signal is blind";
        return wrong("needs", why.to_owned());
    }
    if card.verify.trim().is_empty() {
        return Err(missing(place, "verify"));
    }
    Ok(())
}

fn missing(place: (&str, &str), key: &str) -> Fault {
    let why = match key {
        "title" => "title: expected what is seen, as a sentence without full stop",
        "benign" => {
            "benign: expected at least one ordinary explanation (or `falsepositives` in the rule)"
        }
        _ => "verify: expected the least intrusive check that would settle it",
    };
    Fault::of_key(place, key, why)
}

fn one() -> u64 {
    1
}

fn stage<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Stage, D::Error> {
    let words: Vec<(Stage, &str)> = Stage::ALL.into_iter().map(|it| (it, it.as_str())).collect();
    word("stage", &String::deserialize(deserializer)?, &words)
}

fn family<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Family, D::Error> {
    let words: Vec<(Family, &str)> = Family::ALL.into_iter().map(|it| (it, it.as_str())).collect();
    word("family", &String::deserialize(deserializer)?, &words)
}

fn needs<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Need>, D::Error> {
    let words = Vec::<String>::deserialize(deserializer)?;
    words.iter().map(|it| word("needs", it, &Need::ALL)).collect()
}

/// One of a closed set of words.
fn word<T: Copy, E: serde::de::Error>(
    key: &str,
    given: &str,
    known: &[(T, &'static str)],
) -> Result<T, E> {
    if let Some((found, _)) = known.iter().find(|(_, it)| *it == given) {
        return Ok(*found);
    }
    let words: Vec<&str> = known.iter().map(|it| it.1).collect();
    let hint = nearest(given, words.iter().copied())
        .map_or(String::new(), |it| format!("did you mean `{it}`? "));
    Err(E::custom(format!("{key}: `{given}`: {hint}expected one of {}", words.join(", "))))
}
