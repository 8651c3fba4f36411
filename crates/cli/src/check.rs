//! `check`: what would be read, without analyzing or writing anything.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_model::{Fact, FileReport, Ledger, Need, Provenance};

use crate::{args, console, exports};

/// Reads everything and reports per file, refusals with their place, and blind checks.
pub(crate) fn run(args: &args::Check) -> anyhow::Result<()> {
    let read = exports::read(&args.exports, &args.reading, None)?;
    let rows: Vec<Vec<String>> = read.intake.iter().map(row).collect();
    console::rows(
        console::format(args.format),
        &["file", "source", "rows", "said", "passed", "rejected", "notes"],
        &rows,
    )?;
    for report in &read.intake {
        for (from, why) in &report.reject_examples {
            eprintln!("rejected {}: {}", console::plain(&from.to_string()), console::plain(why));
        }
    }
    for (column, why, count, from) in unread(&read.ledger) {
        let cell = format!("first at {from}: column {column}: {why}");
        eprintln!("cell not read in {count} records, {}", console::plain(&cell));
    }
    let fed: BTreeSet<Need> = read
        .intake
        .iter()
        .filter(|it| it.says > 0)
        .filter_map(|it| bonafide_sources::by_id(it.source?))
        .flat_map(|it| it.feeds.iter().copied())
        .collect();
    let mut missing: BTreeSet<Need> = BTreeSet::new();
    let mut n_blind = 0;
    for signal in bonafide_signals::SIGNALS {
        let lacks: Vec<Need> =
            signal.card.needs.iter().copied().filter(|it| !fed.contains(it)).collect();
        n_blind += usize::from(!lacks.is_empty());
        missing.extend(lacks);
    }
    eprintln!(
        "\n{n_blind} of {} signals will be blind on these exports",
        bonafide_signals::SIGNALS.len()
    );
    if !missing.is_empty() {
        eprintln!("what is missing:");
    }
    for need in missing {
        let feeding: Vec<&str> = bonafide_sources::SOURCES
            .iter()
            .filter(|it| it.feeds.contains(&need))
            .map(|it| it.id)
            .collect();
        eprintln!("  {}: any of {} would give it", need.label(), feeding.join(", "));
    }
    Ok(())
}

/// Cells that could not be read in records that said something else, by column and reason.
fn unread(ledger: &Ledger) -> Vec<(String, String, u64, String)> {
    let mut res: BTreeMap<(String, String), (u64, &Provenance)> = BTreeMap::new();
    for (fact, sighting) in ledger.said.values().flatten() {
        let Fact::Unread { column, why } = fact else { continue };
        let entry = res.entry((column.to_string(), why.to_string())).or_insert((0, &sighting.from));
        entry.0 += sighting.count;
        entry.1 = entry.1.min(&sighting.from);
    }
    res.into_iter()
        .map(|((column, why), (count, from))| (column, why, count, from.to_string()))
        .collect()
}

fn row(report: &FileReport) -> Vec<String> {
    let mut notes: Vec<String> =
        report.passed_over.iter().map(|(why, n)| format!("{n}: {why}")).collect();
    notes.extend(report.rejected.iter().map(|(why, n)| format!("{n} rejected: {why}")));
    if !report.dropped_columns.is_empty() {
        notes.push(format!("dropped, protected traits: {}", report.dropped_columns.join(", ")));
    }
    if !report.unused_columns.is_empty() {
        notes.push(format!("not used: {}", report.unused_columns.join(", ")));
    }
    if report.records == 0 {
        notes.push("no records in it".to_owned());
    }
    vec![
        report.file.clone(),
        report.source.unwrap_or("–").to_owned(),
        report.records.to_string(),
        report.says.to_string(),
        report.passed_over.values().sum::<u64>().to_string(),
        report.rejected.values().sum::<u64>().to_string(),
        notes.join("; "),
    ]
}
