//! What became of the personas of an earlier scan in the same place: who is one person now, who is several.
//!
//! Told on the terminal alone: what a scan writes follows from its inputs, whatever was written before.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use bonafide_model::Scan;
use serde::Deserialize;

use crate::scan::MARK;

#[derive(Deserialize)]
struct Line {
    persona: String,
    records: Vec<Record>,
}

#[derive(Deserialize)]
struct Record {
    source: String,
    key: String,
}

/// Whose records were whose.
pub(crate) struct Earlier {
    owners: BTreeMap<(String, String), String>,
}

impl Earlier {
    /// Reads an earlier scan; `None` if there is none. What cannot be read is of no use, and no fault of this scan.
    pub(crate) fn of(out: &Path) -> Option<Self> {
        let text = fs::read_to_string(out.join(MARK)).ok()?;
        let mut owners = BTreeMap::new();
        for line in text.lines() {
            let line: Line = serde_json::from_str(line).ok()?;
            for record in line.records {
                owners.insert((record.source, record.key), line.persona.clone());
            }
        }
        Some(Self { owners })
    }

    /// One line for each persona that merged, split or goes by another id, in order.
    pub(crate) fn changes(&self, scan: &Scan) -> Vec<String> {
        let mut became: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        let mut came_of: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for persona in scan.linked.personas.values() {
            for record in &persona.records {
                let key = (record.source.to_owned(), record.key.to_string());
                if let Some(before) = self.owners.get(&key) {
                    became.entry(before).or_default().insert(&persona.id.0);
                    came_of.entry(&persona.id.0).or_default().insert(before);
                }
            }
        }
        let listed = |ids: &BTreeSet<&str>| ids.iter().copied().collect::<Vec<_>>().join(", ");
        let merged = came_of
            .iter()
            .filter(|(_, before)| before.len() > 1)
            .map(|(now, before)| format!("{} are one person now: {now}", listed(before)));
        let split = became
            .iter()
            .filter(|(_, now)| now.len() > 1)
            .map(|(before, now)| format!("{before} is several people now: {}", listed(now)));
        let renamed = became.iter().filter_map(|(before, now)| {
            let now = now.first().filter(|_| now.len() == 1)?;
            let is_alone = came_of.get(now).is_some_and(|it| it.len() == 1);
            (is_alone && now != before).then(|| format!("{before} is {now} now"))
        });
        merged.chain(split).chain(renamed).collect()
    }
}
