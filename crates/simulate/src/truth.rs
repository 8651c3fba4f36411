//! What is known about a simulated company because we made it: who is operated with whom, and which honest people look odd.

use serde::Serialize;

/// A record of one system that stands for a person.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct RecordRef {
    /// Source id, such as `hris_workers`.
    pub source: &'static str,
    /// The record's own key in that system.
    pub key: String,
}

/// A persona of an operated network.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TrueMember {
    /// `worker`, `applicant` or `referee`.
    pub role: &'static str,
    /// Every record that stands for the persona.
    pub records: Vec<RecordRef>,
}

/// Somebody or something that serves a network.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TrueFacilitator {
    /// In the words of the output contract: `laptop_host`, `payee`, `voucher` …
    pub role: &'static str,
    /// What it is known by: `address`, `bank_account`, `person` …
    pub kind: &'static str,
    /// As the exports write it.
    pub value: String,
}

/// An operated network.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TrueNetwork {
    /// Story name.
    pub name: &'static str,
    /// Personas.
    pub members: Vec<TrueMember>,
    /// Who serves them.
    pub facilitators: Vec<TrueFacilitator>,
}

/// An honest person whose records look odd.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Oddity {
    /// Story name; several people may share one.
    pub story: &'static str,
    /// A record that stands for the person.
    pub record: RecordRef,
}

/// The answer sheet of a simulated company. Whoever is in none of its networks is honest.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Truth {
    /// Operated networks.
    pub networks: Vec<TrueNetwork>,
    /// Honest people with odd records.
    pub oddities: Vec<Oddity>,
}

/// The answer sheet as a JSON document.
pub fn truth_json(truth: &Truth) -> String {
    let mut res = serde_json::to_string_pretty(truth).expect("strings and lists are always JSON");
    res.push('\n');
    res
}
