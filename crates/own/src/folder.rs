//! All files of a folder → its signals, and what is wrong with the others.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    Asks, Fault, OwnSignal, Rule,
    file::{CardText, Head, parse},
};

/// Files of a folder that are looked at. Guess: nobody keeps more signals by hand.
pub const MOST_FILES: usize = 1000;
/// Bytes of one file. Guess: the longest published rules have some tens of thousands.
pub const MOST_BYTES: u64 = 256 << 10;

/// What a folder came to.
#[derive(Debug, Default)]
pub struct Gathered {
    /// Signals in order of id.
    pub signals: Vec<OwnSignal>,
    /// What cannot be used.
    pub faults: Vec<Fault>,
}

/// Files by name, `/`-separated. Those at the top are signals or rules; those in folders below are rules that a card may name.
/// `taken` are the ids of shipped signals.
pub fn gather(files: &BTreeMap<String, String>, taken: &BTreeSet<&str>) -> Gathered {
    let mut res = Gathered::default();
    let mut rules: BTreeSet<&str> = BTreeSet::new();
    let mut named: BTreeSet<String> = BTreeSet::new();
    for (name, text) in files.iter().filter(|(name, _)| !name.contains('/')) {
        let place = (name.as_str(), text.as_str());
        match one(place, files, &mut named) {
            Ok(Some(signal)) => res.signals.push(signal),
            Ok(None) => {
                rules.insert(name);
            }
            Err(fault) => res.faults.push(fault),
        }
    }
    for name in rules.into_iter().filter(|it| !named.contains(*it)) {
        let why = format!(
            "a Sigma rule without a card, so nobody knows what it weighs: add a `bonafide:` block, or write a card beside it with `bonafide signals new ID --sigma {name}`"
        );
        res.faults.push(Fault::new(name, 0, why));
    }
    res.signals.sort_by_key(|it| (it.card.id, it.file.clone()));
    refuse_doubles(&mut res, taken);
    res.faults.sort();
    res
}

/// The signal of a file; `None` for a rule whose card is elsewhere.
fn one(
    place: (&str, &str),
    files: &BTreeMap<String, String>,
    named: &mut BTreeSet<String>,
) -> Result<Option<OwnSignal>, Fault> {
    let head: Head = parse(place)?;
    if head.is_rule() {
        let Some(card) = head.bonafide else { return Ok(None) };
        return of_rule(place, (card, place)).map(Some);
    }
    let mut card: CardText = parse(place)?;
    match (card.rule.take(), card.sql.take()) {
        (Some(rule), None) => {
            let (name, text) = files.get_key_value(&rule).ok_or_else(|| {
                let why = format!("rule: there is no `{rule}` in the folder or below it");
                Fault::of_key(place, "rule", why)
            })?;
            named.insert(rule);
            of_rule(place, (card, (name, text))).map(Some)
        }
        (None, Some(sql)) => card.signal(place, Asks::Sql(sql), &[]).map(Some),
        (Some(_), Some(_)) | (None, None) => {
            let why = "expected either `rule: FILE` (a Sigma rule) or `sql: |` (a question to the scan's tables)";
            Err(Fault::of_key(place, "id", why))
        }
    }
}

fn of_rule(
    place: (&str, &str),
    (mut card, rule): (CardText, (&str, &str)),
) -> Result<OwnSignal, Fault> {
    let mut parsed = Rule::parse(rule)?;
    parsed.source = card.source.take();
    parsed.who = card.who.take();
    parsed.when = card.when.take();
    let benign = parsed.falsepositives.clone();
    card.signal(place, Asks::Sigma(Box::new(parsed)), &benign)
}

fn refuse_doubles(all: &mut Gathered, taken: &BTreeSet<&str>) {
    let mut seen: BTreeMap<&str, String> = BTreeMap::new();
    let mut kept = Vec::new();
    for signal in all.signals.drain(..) {
        let id = signal.card.id;
        let fault = if taken.contains(id) {
            Some(format!(
                "`{id}` is a shipped signal: give yours a name of its own; an overlay changes shipped ones"
            ))
        } else {
            seen.get(id).map(|file| format!("`{id}` stands in {file} as well: one id, one signal"))
        };
        if let Some(why) = fault {
            all.faults.push(Fault::new(&signal.file, 0, why));
            continue;
        }
        seen.insert(id, signal.file.clone());
        kept.push(signal);
    }
    all.signals = kept;
}
