//! From a path to a ledger: opens the input, reads every file, keeps the account.

use std::path::Path;

use anyhow::Context;
use bonafide_model::{FileReport, Ledger, Mapping};
use bonafide_reference::Shipped;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::args::Reading;

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
    let input = bonafide_intake::open(path, &bonafide_intake::Limits::default())?;
    let progress = bar(input.len() as u64, reading.quiet);
    let mut res = Exports { ledger: Ledger::default(), intake: Vec::new() };
    for file in input.files(&mapping) {
        let file = file?;
        progress.set_message(file.name.clone());
        let mapped = mapping.entry(&file.name).cloned();
        let (report, said) = bonafide_pipeline::read(file, mapped.as_ref());
        res.ledger.merge(said);
        res.intake.push(report);
        progress.inc(1);
    }
    progress.finish_and_clear();
    res.intake.sort_by(|a, b| a.file.cmp(&b.file));
    Ok(res)
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
