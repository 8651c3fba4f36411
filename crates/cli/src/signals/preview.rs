//! `signals preview`: what an overlay would change, without writing anything.

use std::collections::BTreeMap;

use anyhow::ensure;
use bonafide_model::{Case, Finding, PersonaId, Scan, Settings};
use bonafide_pipeline::Tables;

use crate::{
    args::{self, Format},
    console, exports,
    own::House,
    scan::as_of,
};

/// Scans twice over what was read once, and tells the difference.
pub(super) fn run(args: &args::Preview, format: Format) -> anyhow::Result<()> {
    ensure!(args.own.overlay.is_some(), "expected --overlay FILE: what would it change?");
    let mut house = House::load(&args.own)?;
    let shipped = exports::tables(&args.reading)?;
    let read = house.read(&args.exports, &args.reading, None)?;
    let tables = Tables { atlas: &shipped, lists: shipped.lists() };
    let settings = Settings { as_of: as_of(&args.reading)?, ..Settings::default() };
    let scan = bonafide_pipeline::analyze(read.ledger, read.intake, tables, &settings);
    let overlay = std::mem::take(&mut house.overlay);
    let before = house.add_to(scan.clone(), tables, &settings)?.scan;
    house.overlay = overlay;
    let after = house.add_to(scan, tables, &settings)?;
    let rows = changes(&before, &after.scan);
    after.own.tell();
    after.own.tell_failures();
    if rows.is_empty() {
        eprintln!("nothing would change");
        return Ok(());
    }
    console::rows(format, &["persona", "what", "before", "after"], &rows)
}

/// What differs, a row each, in the order of cases before.
fn changes(before: &Scan, after: &Scan) -> Vec<Vec<String>> {
    let later: BTreeMap<&PersonaId, &Case> =
        after.cases.iter().map(|it| (&it.persona, it)).collect();
    let mut res = Vec::new();
    for case in &before.cases {
        let Some(then) = later.get(&case.persona) else { continue };
        let who = case.persona.to_string();
        if case.priority != then.priority {
            let words = [case, then].map(|it| it.priority.as_str().to_owned());
            let [before, after] = words;
            res.push(vec![who.clone(), "priority".to_owned(), before, after]);
        }
        for (what, before, after) in findings(case, then) {
            res.push(vec![who.clone(), what.to_owned(), before, after]);
        }
    }
    res
}

/// Findings whose own weight differs, or that are left out.
fn findings(before: &Case, after: &Case) -> Vec<(&'static str, String, String)> {
    let key = |it: &Finding| (it.card.id, it.evidence.lines().to_vec());
    let mut then: BTreeMap<_, Vec<String>> = BTreeMap::new();
    for it in &after.assessment.findings {
        then.entry(key(&it.finding)).or_default().push(it.finding.bits.to_string());
    }
    let mut res = Vec::new();
    for it in &before.assessment.findings {
        let now = it.finding.bits.to_string();
        let later = then.get_mut(&key(&it.finding)).and_then(Vec::pop);
        let later = later.unwrap_or_else(|| "left out".to_owned());
        if now != later {
            res.push((it.finding.card.id, now, later));
        }
    }
    res
}
