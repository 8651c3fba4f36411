//! Which published indicator is answered by what, and what is left out and why.
//!
//! Rows, gaps, faults and statements stand in `coverage.toml`; which signals answer a row stands on the signals' own cards, so that
//! it is said once. The page made of both is in `page.rs`; `tests/it/coverage.rs` holds that nothing is missing.

use std::collections::BTreeMap;

use bonafide_signals::{SIGNALS, Signal};
use serde::Deserialize;

mod page;

pub use page::coverage_markdown;

/// Everything that is not said on a card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Coverage {
    /// Indicators of the threat catalogue by id.
    pub rows: BTreeMap<String, Row>,
    /// What other public detections have, by column of the comparison.
    pub peers: Vec<Peer>,
    /// What none of them ships.
    pub gaps: Vec<Gap>,
    /// Faults of their rules.
    pub faults: Vec<Fault>,
    /// What the founding report says.
    pub statements: Vec<Statement>,
    /// Evidence that speaks for people.
    pub counter_evidence: CounterEvidence,
    /// What is published and never weighed.
    pub never: Vec<Never>,
}

/// One indicator.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// What can be seen, in our words.
    pub seen: String,
    /// What else than a signal answers it.
    pub linked: Option<String>,
    /// What of it is left out, and why.
    pub out: Option<String>,
}

/// One collection of public detections.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Peer {
    /// Whose.
    pub name: String,
    /// Its rules, by key of a column.
    pub counts: BTreeMap<String, String>,
}

/// Something that no public detection looked at.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gap {
    /// What.
    pub gap: String,
    /// Signals that close it.
    #[serde(default)]
    pub signals: Vec<String>,
    /// Pages of the casebook that show it, besides the signals' own.
    #[serde(default)]
    pub pages: Vec<String>,
    /// What else closes it.
    pub answer: Option<String>,
}

/// What a public rule does wrong.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fault {
    /// Which.
    pub rule: String,
    /// What.
    pub fault: String,
    /// Pages of the casebook that show ours.
    pub pages: Vec<String>,
}

/// What the founding report says.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    /// In our words.
    pub says: String,
    /// Signals that answer it.
    #[serde(default)]
    pub signals: Vec<String>,
    /// What else does.
    pub answer: Option<String>,
}

/// What speaks for people and cannot be seen.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CounterEvidence {
    /// What, and why.
    pub out: Vec<String>,
}

/// What is never weighed.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Never {
    /// What.
    pub what: String,
    /// Why not.
    pub why: String,
    /// What is looked at instead.
    pub instead: String,
}

/// The indicator by which cards name evidence that speaks for a person.
pub const COUNTER_EVIDENCE: &str = "L10";

/// The parts of the threat catalogue, in the order of a worker's life: how its ids begin, its title, and how many it has.
pub const PARTS: [(&str, &str, usize); 16] = [
    ("SRC", "Sourcing", 10),
    ("APP", "Application", 19),
    ("INT", "Interview", 14),
    ("IDV", "Identity and background", 13),
    ("SHP", "Shipping", 13),
    ("ACC", "Access", 16),
    ("EPT", "Endpoint", 22),
    ("VDI", "Virtual desktop", 11),
    ("DEV", "Code", 13),
    ("PAY", "Payment", 12),
    ("CON", "Conduct", 10),
    ("DAT", "Data", 5),
    ("OFF", "Offboarding", 5),
    ("NET", "References", 7),
    ("FAC", "Facilitators", 3),
    ("3PT", "Suppliers", 3),
];

impl Coverage {
    /// Reads `coverage.toml`.
    pub fn load() -> Result<Self, toml::de::Error> {
        toml::from_str(include_str!("coverage.toml"))
    }

    /// Rows of one part, in order of number.
    pub fn part<'a>(&'a self, part: &'a str) -> impl Iterator<Item = (&'a str, &'a Row)> {
        let is_of = move |id: &str| id.strip_prefix(part).is_some_and(|it| it.starts_with('-'));
        self.rows.iter().map(|(id, row)| (id.as_str(), row)).filter(move |(id, _)| is_of(id))
    }
}

/// Signals whose cards name an indicator.
pub fn answering(indicator: &str) -> impl Iterator<Item = &'static Signal> {
    SIGNALS.iter().filter(move |it| it.card.indicators.contains(&indicator))
}
