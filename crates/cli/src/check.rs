//! `check`: what would be read and how good it is, without analyzing or writing anything but a mapping that is asked for.

mod clues;
mod lines;
mod printed;
mod proposal;
mod quality;
#[cfg(test)]
mod tests;

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    sync::{Arc, Mutex, PoisonError},
};

use bonafide_model::{Card, FileReport, InputFile, Ledger, MappedFile, Need};
use bonafide_sources::profile::Profile;

use crate::{
    args::{self, Format},
    console,
    exports::{self, Exports},
    own::House,
};
use quality::Checked;

/// What cannot run on these exports.
pub(crate) struct Blind {
    /// Ids of the signals.
    pub(crate) signals: BTreeSet<&'static str>,
    /// How many signals there are, the user's own among them.
    pub(crate) of: usize,
    /// What is missing.
    pub(crate) needs: BTreeMap<Need, Lacking>,
}

/// A kind of record that is missing.
#[derive(Default)]
pub(crate) struct Lacking {
    /// Ids of the signals that need it.
    pub(crate) signals: Vec<&'static str>,
    /// Ids of the sources that would give it.
    pub(crate) givers: Vec<&'static str>,
}

/// Reads everything and reports per file and column, and what will be blind.
pub(crate) fn run(args: &args::Check) -> anyhow::Result<()> {
    if let Some(path) = &args.propose {
        proposal::refuse_existing(path)?;
    }
    let own = args::Own { signals: args.signals.clone(), overlay: None };
    let house = House::load(&own)?;
    house.tell_faults();
    let mut files = Vec::new();
    let read = exports::each(&args.exports, &args.reading, None, &mut |file, mapped| {
        let (checked, ledger) = look(file, mapped);
        let report = checked.report.clone();
        files.push(checked);
        (report, ledger)
    })?;
    for report in &read.intake {
        let is_same = |it: &FileReport| (&it.file, &it.sha256) == (&report.file, &report.sha256);
        if !files.iter().any(|it| is_same(&it.report)) {
            files.push(Checked {
                report: report.clone(),
                profile: Profile::default(),
                mapped: None,
                unread: Vec::new(),
            });
        }
    }
    files.sort_by(|a, b| a.report.file.cmp(&b.report.file));
    let blind = blind(&read, &house);
    let telling =
        printed::Telling { columns: args.columns, reveal: args.reveal, width: console::width() };
    match console::format(args.format) {
        Format::Table => printed::report(&mut std::io::stdout().lock(), (&files, &blind), telling)?,
        Format::Jsonl => lines::report(&files, &blind, telling)?,
    }
    args.propose.as_ref().map_or(Ok(()), |path| propose(args, path, &files))
}

/// Writes the mapping that was asked for, and says what to do with it.
fn propose(args: &args::Check, path: &Path, files: &[Checked]) -> anyhow::Result<()> {
    let drafted = proposal::draft(&exports::open(&args.exports, &args.reading)?, files);
    let Some((page, n_entries)) = drafted.filter(|(_, n_entries)| *n_entries > 0) else {
        eprintln!(
            "\nnothing to propose: no file could be read better by a mapping; nothing is written"
        );
        return Ok(());
    };
    proposal::write(path, &page)?;
    let path = path.display();
    let entries = if n_entries == 1 { "entry" } else { "entries" };
    eprintln!("\n{path}: {n_entries} {entries} proposed; read it, change what is wrong, then");
    eprintln!("  bonafide check {} --mapping {path}", args.exports.display());
    Ok(())
}

/// Reads a file and looks at every record on its way.
fn look(file: InputFile<'_>, mapped: Option<&MappedFile>) -> (Checked, Ledger) {
    let seen = Arc::new(Mutex::new(Profile::default()));
    let on_its_way = Arc::clone(&seen);
    let records = file.records.inspect(move |it| {
        if let Ok(record) = it {
            on_its_way.lock().unwrap_or_else(PoisonError::into_inner).add(record);
        }
    });
    // Lines that are known at a glance would pass unseen, so every record takes the long way.
    let file = InputFile { records: Box::new(records), lines: None, ..file };
    let (mut report, ledger) = bonafide_pipeline::read(file, mapped);
    for names in [&mut report.unused_columns, &mut report.dropped_columns] {
        names.iter_mut().for_each(|it| *it = quality::shown(it));
    }
    let profile = std::mem::take(&mut *seen.lock().unwrap_or_else(PoisonError::into_inner));
    let unread = quality::unread(&ledger);
    (Checked { report, profile, mapped: mapped.cloned(), unread }, ledger)
}

fn blind(read: &Exports, house: &House) -> Blind {
    let fed = bonafide_pipeline::fed(&read.intake, &read.ledger);
    let shipped = bonafide_signals::SIGNALS.iter().map(|it| it.card);
    let cards: Vec<&'static Card> = shipped.chain(house.signals.iter().map(|it| it.card)).collect();
    let mut res = Blind { signals: BTreeSet::new(), of: cards.len(), needs: BTreeMap::new() };
    for card in cards {
        for need in card.needs.iter().filter(|it| !fed.contains(it)) {
            res.signals.insert(card.id);
            res.needs.entry(*need).or_default().signals.push(card.id);
        }
    }
    for (need, lacking) in &mut res.needs {
        let gives = bonafide_sources::SOURCES.iter().filter(|it| it.feeds.contains(need));
        lacking.givers = gives.map(|it| it.id).collect();
    }
    res
}
