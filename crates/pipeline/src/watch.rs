//! Records that rules of the user's own look at: what the source says of them, and that a rule matched.
//!
//! A match is said of whom the source speaks, at the record's time, and folds as everything else. Files of a source that a
//! rule looks at are read in full: a line that says again what an earlier line said may differ where the rule looks.

use std::collections::BTreeMap;

use bonafide_model::{
    Fact, Reading, Record, Reject, Statement, Subject, nearest,
    value::{parse_time, utc_day},
};
use bonafide_own::{Asks, Fault, OwnSignal, Rule, View};
use bonafide_sources::{Logsource, Source};
use jiff::{Timestamp, civil::Date};

/// Of a record that a rule matched and that names nobody.
const NOBODY: &str = "a rule of your own matches it, and neither the source nor the rule's `who` tells whom it is about";

/// Rules by the source whose records they look at.
#[derive(Default)]
pub struct Watch<'a> {
    by_source: BTreeMap<&'static str, Vec<Watched<'a>>>,
}

struct Watched<'a> {
    signal: &'static str,
    rule: &'a Rule,
    row: Option<&'static Logsource>,
}

impl<'a> Watch<'a> {
    /// Which records the rules of these signals look at; and rules that look at none that we can read.
    pub fn of(signals: &'a [OwnSignal]) -> (Self, Vec<Fault>) {
        let (mut res, mut faults) = (Self::default(), Vec::new());
        for signal in signals {
            let Asks::Sigma(rule) = &signal.asks else { continue };
            match place(rule) {
                Ok((row, sources)) => {
                    for source in sources {
                        let watched = Watched { signal: signal.card.id, rule, row };
                        res.by_source.entry(source).or_default().push(watched);
                    }
                }
                Err(why) => faults.push(Fault::new(&signal.file, 0, why)),
            }
        }
        (res, faults)
    }

    /// Whether a rule looks at records of this source.
    pub(crate) fn has(&self, source: &Source) -> bool {
        self.by_source.contains_key(source.id)
    }

    /// What a reading rests on besides the file and the program: empty without rules.
    pub fn fingerprint(&self) -> String {
        let mut res = String::new();
        for (source, watched) in &self.by_source {
            for it in watched {
                let rule = it.rule;
                res.push_str(&format!(
                    "{source}\0{}\0{:?}\0{:?}\0{}\0",
                    it.signal, rule.who, rule.when, rule.text
                ));
            }
        }
        res
    }

    /// Reads one record.
    pub(crate) fn read(&self, source: &'static Source, record: &Record) -> Result<Reading, Reject> {
        let reading = (source.read)(record)?;
        let Some(watched) = self.by_source.get(source.id) else { return Ok(reading) };
        let Some(fields) = View::fields(record) else { return Ok(reading) };
        let matches = |it: &&Watched<'_>| {
            let row = it.row;
            let view = View::new(&fields, row.map_or(&[], |it| it.below));
            view.is_event(row.map_or(&[], |it| it.event_ids)) && it.rule.matches(&view)
        };
        let matched: Vec<&Watched<'_>> = watched.iter().filter(matches).collect();
        if matched.is_empty() {
            return Ok(reading);
        }
        let mut said = match reading {
            Reading::Says(said) => said,
            Reading::PassOver(_) => Vec::new(),
        };
        let subject = about(&said);
        for it in matched {
            match &subject {
                Some((subject, at)) => {
                    let fact = matched_on(it.signal, *at);
                    said.push(Statement { subject: subject.clone(), fact, at: *at });
                }
                None => said.extend(it.of_named(source.id, &View::new(&fields, &[]))),
            }
        }
        Ok(if said.is_empty() { Reading::PassOver(NOBODY) } else { Reading::Says(said) })
    }
}

impl Watched<'_> {
    /// A match on a record of which its source says nothing: said of whom, or else of which device, the record names.
    fn of_named(&self, source: &'static str, view: &View<'_>) -> Vec<Statement> {
        let first = |usual: &[&str]| usual.iter().find_map(|it| view.text(it));
        let field = |own: &Option<String>, usual: &[&str]| {
            own.as_deref().and_then(|it| view.text(it)).or_else(|| first(usual))
        };
        let when = field(&self.rule.when, self.row.map_or(&[], |it| it.when));
        let at = when.as_deref().and_then(|it| parse_time(it).ok());
        let fact = matched_on(self.signal, at);
        if let Some(who) = field(&self.rule.who, self.row.map_or(&[], |it| it.who)) {
            return bonafide_sources::named(source, &who, when.as_deref(), fact);
        }
        let device = first(self.row.map_or(&[], |it| it.on));
        device.map_or(Vec::new(), |it| bonafide_sources::on_device(&it, when.as_deref(), fact))
    }
}

/// The row of a rule's logsource, and the ids of the sources that it looks at.
fn place(rule: &Rule) -> Result<(Option<&'static Logsource>, Vec<&'static str>), String> {
    let row = bonafide_sources::logsource(
        rule.product.as_deref(),
        rule.service.as_deref(),
        rule.category.as_deref(),
    );
    if let Some(id) = &rule.source {
        let Some(source) = bonafide_sources::by_id(id) else {
            let known = bonafide_sources::SOURCES.iter().map(|it| it.id);
            let hint = nearest(id, known).map_or_else(
                || "see `bonafide sources list`".to_owned(),
                |it| format!("did you mean `{it}`?"),
            );
            return Err(format!("source: there is no source `{id}`: {hint}"));
        };
        return Ok((row.filter(|it| it.sources.contains(&source.id)), vec![source.id]));
    }
    let row = row.ok_or_else(|| {
        format!(
            "logsource ({}): no source of ours is known to hold such records under these names; if one does, name it in the card: `source: ID` (see `bonafide sources list`)",
            rule.logsource()
        )
    })?;
    Ok((Some(row), row.sources.to_vec()))
}

/// Whom a record is about and when: the first that is said with a time, else the first.
fn about(said: &[Statement]) -> Option<(Subject, Option<Timestamp>)> {
    let time = |it: &Statement| it.fact.as_access().map(|it| it.at).or(it.at);
    let it = said.iter().find(|it| time(it).is_some()).or(said.first())?;
    Some((it.subject.clone(), time(it)))
}

fn matched_on(signal: &str, at: Option<Timestamp>) -> Fact {
    let day: Option<Date> = at.map(utc_day);
    Fact::Matched { signal: signal.into(), day }
}
