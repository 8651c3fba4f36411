//! From a path to a ledger: opens the input, reads every file, keeps the account.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use anyhow::Context;
use bonafide_intake::{Limits, Workers};
use bonafide_model::{FileReport, Ledger, Mapping};
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

/// Reads all files below a path.
pub(crate) fn read(path: &Path, reading: &Reading) -> anyhow::Result<Exports> {
    let mapping = match &reading.mapping {
        Some(file) => bonafide_intake::mapping::load(file)?,
        None => Mapping::default(),
    };
    for entry in &mapping.files {
        if bonafide_sources::by_id(&entry.source).is_none() {
            anyhow::bail!(
                "mapping names the source `{}`, which does not exist: see `bonafide sources list`",
                entry.source
            );
        }
    }
    let input = bonafide_intake::open(path, &limits(reading)?)?;
    let progress = bar(input.len() as u64, reading.quiet);
    let mut res = Exports { ledger: Ledger::default(), intake: Vec::new() };
    let mut n_opened = 0;
    for file in input.files(&mapping) {
        let report = match file {
            Ok(file) => {
                n_opened += 1;
                progress.set_message(console::plain(&file.name));
                let mapped = mapping.entry(&file.name).cloned();
                let (report, said) = bonafide_pipeline::read(file, mapped.as_ref());
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
    tell_idle_entries(&mapping, &res.intake);
    res.intake.sort_by(|a, b| a.file.cmp(&b.file));
    Ok(res)
}

/// Documents are parsed in processes of their own, since applicants send them and parsers can be made to hang or to fill the
/// memory.
fn limits(reading: &Reading) -> anyhow::Result<Limits> {
    Ok(Limits {
        document_time: Duration::from_secs_f32(reading.document_seconds),
        document_workers: Some(Workers::new(own_program()?, ["read-documents"])),
        ..Limits::default()
    })
}

/// This very program. On Linux it can be started again even when its file was moved or replaced in the meantime.
fn own_program() -> anyhow::Result<PathBuf> {
    let running = Path::new("/proc/self/exe");
    if cfg!(target_os = "linux") && running.exists() {
        return Ok(running.to_owned());
    }
    std::env::current_exe().context("where this program lies cannot be found out")
}

/// An entry of the mapping that no file falls under is most often a misspelled pattern.
fn tell_idle_entries(mapping: &Mapping, intake: &[FileReport]) {
    for entry in &mapping.files {
        let is_used = intake.iter().any(|it| mapping.entry(&it.file) == Some(entry));
        if !is_used {
            eprintln!("mapping: no file is read by `{}`", console::plain(&entry.pattern));
        }
    }
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
