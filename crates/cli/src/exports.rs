//! From a path to a ledger: opens the input, reads every file, keeps the account.

use std::{
    io::{BufReader, Read},
    path::{Path, PathBuf},
    time::Duration,
};

use anyhow::Context;
use bonafide_intake::{FileError, Input, Limits, Workers};
use bonafide_model::{FileReport, InputFile, Ledger, MappedFile, Mapping, nearest};
use bonafide_reference::Shipped;
use indicatif::{ProgressBar, ProgressStyle};

use crate::{args::Reading, console, kept::Kept, phases};

/// Bytes by which folded lines are known.
const HEAD: u64 = 32;

/// What was read.
pub(crate) struct Exports {
    /// Everything said.
    pub(crate) ledger: Ledger,
    /// One entry a file.
    pub(crate) intake: Vec<FileReport>,
}

/// Makes an account of one file.
pub(crate) type Account<'a> =
    &'a mut dyn FnMut(InputFile<'_>, Option<&MappedFile>) -> (FileReport, Ledger);

/// Reads all files below a path, each with a reader of the caller's own; those that have not changed since the last time are taken
/// from what was kept.
pub(crate) fn each(
    path: &Path,
    reading: &Reading,
    mut kept: Option<&mut Kept>,
    read: Account<'_>,
) -> anyhow::Result<Exports> {
    let mapping = mapping(reading)?;
    let input = open(path, reading)?;
    refuse_idle_entries(reading, &mapping, &input)?;
    let progress = bar(input.len() as u64, reading.quiet);
    let mut res = Exports { ledger: Ledger::default(), intake: Vec::new() };
    let mut n_opened = 0;
    for idx in 0..input.len() {
        progress.set_message(console::plain(input.file_name(idx).unwrap_or_default()));
        match file((&input, idx), &mapping, kept.as_deref_mut(), read) {
            Ok((reports, said)) => {
                n_opened += 1;
                res.ledger.merge(said);
                res.intake.extend(reports);
            }
            Err(error) if input.len() == 1 => return Err(error.into()),
            // One broken file among many is told in the account, and the others are read.
            Err(error) => {
                res.intake.push(bonafide_pipeline::unopened(error.file, error.why));
            }
        }
        progress.inc(1);
    }
    progress.finish_and_clear();
    if n_opened == 0 {
        anyhow::bail!("{}: none of its {} files can be read", path.display(), input.len());
    }
    sort(&mut res.intake);
    Ok(res)
}

/// One file: kept from the last time, folded before, or read.
fn file(
    (input, idx): (&Input, usize),
    mapping: &Mapping,
    kept: Option<&mut Kept>,
    read: Account<'_>,
) -> Result<(Vec<FileReport>, Ledger), FileError> {
    let name = input.file_name(idx).unwrap_or_default();
    if let Some(folded) = folded(input, idx) {
        return folded.map_err(|why| FileError { file: name.to_owned(), why });
    }
    let mapped = mapping.entry(name);
    let mut kept = kept.zip(input.sha256(idx)).map(|(kept, sha256)| {
        let key = kept.key(name, sha256, mapped);
        (kept, key)
    });
    if let Some((kept, key)) = &mut kept
        && let Some((report, said)) = kept.find(key)
    {
        return Ok((vec![report], said));
    }
    let opened = input.file(idx, mapping).expect("an input has as many files as it says");
    let (report, said) = read(opened?, mapped);
    // A document may be refused because the machine was busy; it is tried again the next time.
    let is_refused_whole = report.says == 0 && !report.rejected.is_empty();
    if let Some((kept, key)) = kept.filter(|_| !is_refused_whole) {
        kept.keep(&key, &report, &said);
    }
    Ok((vec![report], said))
}

/// What a file of folded lines holds; `None` for any other file.
fn folded(input: &Input, idx: usize) -> Option<Result<(Vec<FileReport>, Ledger), String>> {
    let mut start = Vec::new();
    input.bytes(idx)?.take(HEAD).read_to_end(&mut start).ok()?;
    if !bonafide_store::is_folded(&start) {
        return None;
    }
    let read = bonafide_store::read_fold(BufReader::new(input.bytes(idx)?));
    Some(read.map_err(|why| format!("{:#}", anyhow::Error::from(why))))
}

/// Accounts in order of name; the hash decides between files of one name from several machines.
pub(crate) fn sort(intake: &mut [FileReport]) {
    intake.sort_by(|a, b| (&a.file, &a.sha256).cmp(&(&b.file, &b.sha256)));
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

/// What lies below a path.
pub(crate) fn open(path: &Path, reading: &Reading) -> anyhow::Result<Input> {
    Ok(bonafide_intake::open(path, &limits(reading)?)?)
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
fn refuse_idle_entries(reading: &Reading, mapping: &Mapping, input: &Input) -> anyhow::Result<()> {
    let Some(file) = &reading.mapping else { return Ok(()) };
    let idle: Vec<String> = idle_entries(mapping, input)
        .into_iter()
        .map(|it| format!("{}:{it}", file.display()))
        .collect();
    anyhow::ensure!(idle.is_empty(), "{}", idle.join("\n"));
    Ok(())
}

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
    let style = ProgressStyle::with_template("reading {wide_msg} {pos}/{len} files {elapsed}")
        .unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::with_draw_target(Some(n_files), phases::target(quiet)).with_style(style)
}
