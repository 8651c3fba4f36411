//! What was seen → findings: matches of rules folded by persona and day, and rows that a question gave.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_model::{
    ColumnKind, Fact, Finding, Linked, Persona, PersonaId, Provenance, Said, Scene, Sentence,
    value::masked_cell,
};
use jiff::civil::Date;

use crate::{Asks, OwnSignal};

/// A row that a question gave, as far as it is told: whom it is about, the line it rests on, and its other cells as text.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Pseudonym.
    pub persona: String,
    /// The line.
    pub from: Provenance,
    /// Other columns: name, text, and whether the text is a number or a day and so can be shown to all.
    pub cells: Vec<(String, String, bool)>,
}

/// Findings of all signals with a rule, in order of signal and persona.
pub fn see(signals: &[OwnSignal], scene: &Scene<'_>) -> Vec<Finding> {
    let rules: BTreeMap<&str, &OwnSignal> = signals
        .iter()
        .filter(|it| matches!(it.asks, Asks::Sigma(_)))
        .map(|it| (it.card.id, it))
        .collect();
    let mut res = Vec::new();
    for persona in scene.personas() {
        let mut matched: BTreeMap<&str, Vec<(Option<Date>, &Said)>> = BTreeMap::new();
        for said in own_and_of_devices(persona, scene) {
            if let Fact::Matched { signal, day } = &said.fact {
                matched.entry(signal).or_default().push((*day, said));
            }
        }
        for (id, matches) in matched {
            if let Some(signal) = rules.get(id) {
                res.extend(of_matches(signal, persona, &matches));
            }
        }
    }
    res.sort_by(|a, b| (a.card.id, &a.persona).cmp(&(b.card.id, &b.persona)));
    res
}

/// What was said of a persona, and of devices that nobody else ever held: whose act it was on others cannot be told.
fn own_and_of_devices<'a>(persona: &'a Persona, scene: &Scene<'a>) -> Vec<&'a Said> {
    let devices = scene.devices(persona).filter(|it| it.holders.len() == 1);
    persona.said.iter().chain(devices.flat_map(|it| &it.said)).collect()
}

fn of_matches(
    signal: &OwnSignal,
    persona: &Persona,
    matches: &[(Option<Date>, &Said)],
) -> Option<Finding> {
    let count: u64 = matches.iter().map(|(_, said)| said.sighting.count).sum();
    let days = matches.iter().filter_map(|(day, _)| *day).collect::<BTreeSet<Date>>();
    // Records without a time are of one day that nobody knows.
    let n_days = days.len().max(1) as u64;
    if count < signal.least.count || n_days < signal.least.days {
        return None;
    }
    let day = |it: Option<&Date>| it.map_or_else(|| "an unknown day".to_owned(), Date::to_string);
    let values = [
        ("count", count.to_string()),
        ("days", n_days.to_string()),
        ("first", day(days.first())),
        ("last", day(days.last())),
    ];
    let values = values.map(|(name, text)| (name.to_owned(), text, true));
    let because = match &signal.says {
        Some(words) => filled(words, &values),
        None => Sentence::plain(format!(
            "{}: {count} records on {n_days} days, the first on {}",
            signal.card.title,
            day(days.first())
        )),
    };
    let mut lines: Vec<(Option<jiff::Timestamp>, &Provenance)> =
        matches.iter().map(|(_, said)| (said.first(), said.from())).collect();
    lines.sort();
    let (_, first) = lines.first()?;
    Some(
        Finding::new(signal.card, &persona.id, because, first).and(lines.iter().map(|(_, it)| *it)),
    )
}

/// Findings of one signal with a question: rows of one persona are one finding. `Err`: what is wrong with the rows.
pub fn seen_in_rows(
    signal: &OwnSignal,
    rows: &[Row],
    (linked, files): (&Linked, &BTreeSet<&str>),
) -> Result<Vec<Finding>, String> {
    let mut by_persona: BTreeMap<PersonaId, Vec<&Row>> = BTreeMap::new();
    for row in rows {
        let id = PersonaId(row.persona.as_str().into());
        if !linked.personas.contains_key(&id) {
            return Err(format!(
                "sql: column `persona` gave `{id}`, which is no persona of the scan"
            ));
        }
        // From every finding a reader can walk to a line that was read.
        if !files.contains(&*row.from.file) {
            return Err(format!(
                "sql: column `file` gave `{}`, which is no file of the scan",
                row.from.file
            ));
        }
        by_persona.entry(id).or_default().push(row);
    }
    let enough = by_persona.into_iter().filter(|(_, it)| it.len() as u64 >= signal.least.count);
    Ok(enough.filter_map(|(persona, rows)| of_rows(signal, &persona, &rows)).collect())
}

fn of_rows(signal: &OwnSignal, persona: &PersonaId, rows: &[&Row]) -> Option<Finding> {
    let first = rows.first()?;
    let because = match &signal.says {
        Some(words) => {
            let mut values = first.cells.clone();
            values.push(("rows".to_owned(), rows.len().to_string(), true));
            filled(words, &values)
        }
        None => Sentence::plain(format!("{}: {} rows", signal.card.title, rows.len())),
    };
    let finding = Finding::new(signal.card, persona, because, &first.from);
    Some(finding.and(rows.iter().map(|it| &it.from)))
}

/// A sentence with the values for its `{names}`; what may be personal is masked in the masked form.
fn filled(words: &str, values: &[(String, String, bool)]) -> Sentence {
    let (mut masked, mut full) = (words.to_owned(), words.to_owned());
    for (name, text, is_plain) in values {
        let place = format!("{{{name}}}");
        masked = masked.replace(
            &place,
            &if *is_plain { text.clone() } else { masked_cell(ColumnKind::Ignored, text) },
        );
        full = full.replace(&place, text);
    }
    Sentence::new(masked, full)
}
