//! From a path to a ledger: opens the input, reads every file, keeps the account.

use std::path::Path;

use anyhow::Context;
use bonafide_intake::Input;
use bonafide_model::{FileReport, InputFile, Ledger, MappedFile, Mapping, nearest};
use bonafide_reference::Shipped;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::{args::Reading, console};

/// What was read.
pub(crate) struct Exports {
    /// Everything said.
    pub(crate) ledger: Ledger,
    /// One entry a file.
    pub(crate) intake: Vec<FileReport>,
}

/// Makes an account of one file.
pub(crate) type Read<'a> =
    &'a mut dyn FnMut(InputFile<'_>, Option<&MappedFile>) -> (FileReport, Ledger);

/// Reads all files below a path.
pub(crate) fn read(path: &Path, reading: &Reading) -> anyhow::Result<Exports> {
    each(path, reading, &mut |file, mapped| bonafide_pipeline::read(file, mapped))
}

/// The same with a reader of the caller's own.
pub(crate) fn each(path: &Path, reading: &Reading, read: Read<'_>) -> anyhow::Result<Exports> {
    let mapping = mapping(reading)?;
    let input = open(path)?;
    if let Some(file) = &reading.mapping {
        let idle: Vec<String> = idle_entries(&mapping, &input)
            .into_iter()
            .map(|it| format!("{}:{it}", file.display()))
            .collect();
        anyhow::ensure!(idle.is_empty(), "{}", idle.join("\n"));
    }
    let progress = bar(input.len() as u64, reading.quiet);
    let mut res = Exports { ledger: Ledger::default(), intake: Vec::new() };
    let mut n_opened = 0;
    for file in input.files(&mapping) {
        let report = match file {
            Ok(file) => {
                n_opened += 1;
                progress.set_message(console::plain(&file.name));
                let mapped = mapping.entry(&file.name);
                let (report, said) = read(file, mapped);
                res.ledger.merge(said);
                report
            }
            Err(error) if input.len() == 1 => return Err(error.into()),
            // One broken file among many is told in the account, and the others are read.
            Err(error) => bonafide_pipeline::unopened(error.file, error.why),
        };
        res.intake.push(report);
        progress.inc(1);
    }
    progress.finish_and_clear();
    if n_opened == 0 {
        anyhow::bail!("{}: none of its {} files can be read", path.display(), input.len());
    }
    res.intake.sort_by(|a, b| a.file.cmp(&b.file));
    Ok(res)
}

/// What lies below a path.
pub(crate) fn open(path: &Path) -> anyhow::Result<Input> {
    Ok(bonafide_intake::open(path, &bonafide_intake::Limits::default())?)
}

/// The user's mapping, if there is one, as far as it can be followed.
pub(crate) fn mapping(reading: &Reading) -> anyhow::Result<Mapping> {
    let Some(file) = &reading.mapping else { return Ok(Mapping::default()) };
    let mapping = bonafide_intake::mapping::load(file)?;
    let faults: Vec<String> = bonafide_sources::mapping::faults(&mapping)
        .into_iter()
        .map(|(line, why)| format!("{}:{line}: {why}", file.display()))
        .collect();
    anyhow::ensure!(faults.is_empty(), "{}", faults.join("\n"));
    Ok(mapping)
}

/// Entries that no file falls under are most often misspelled patterns.
fn idle_entries(mapping: &Mapping, input: &Input) -> Vec<String> {
    let names: Vec<&str> = (0..input.len()).filter_map(|it| input.file_name(it)).collect();
    let mut res = Vec::new();
    for entry in mapping.files.iter().filter(|it| !it.is_optional) {
        if names.iter().any(|it| mapping.entry(it) == Some(entry)) {
            continue;
        }
        let bases = names.iter().map(|it| it.rsplit('/').next().unwrap_or(it));
        let meant = nearest(&entry.pattern, names.iter().copied().chain(bases));
        let hint = meant.map_or_else(
            || "or say `optional = true` in the entry".to_owned(),
            |it| format!("did you mean `{it}`?"),
        );
        res.push(format!("{}: no file is read by `{}`; {hint}", entry.line, entry.pattern));
    }
    res
}

/// The reference tables, with the user's own database of addresses if given.
pub(crate) fn tables(reading: &Reading) -> anyhow::Result<Shipped> {
    let shipped = bonafide_reference::load();
    match &reading.mmdb {
        Some(path) => shipped.with_mmdb(path).with_context(|| format!("--mmdb {}", path.display())),
        None => Ok(shipped),
    }
}

fn bar(n_files: u64, quiet: bool) -> ProgressBar {
    let target = if quiet { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
    let style = ProgressStyle::with_template("reading {wide_msg} {pos}/{len} files {elapsed}")
        .unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::with_draw_target(Some(n_files), target).with_style(style)
}
