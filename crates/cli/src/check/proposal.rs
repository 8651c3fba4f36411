//! `check --propose`: a mapping file for what no source recognizes, and for tables that are read by the names of their
//! columns.
//!
//! Invariants: every entry has been tried on its file and makes it say something, else it stands there as a comment; an existing
//! file is never touched; no value of any file is written.

use std::{fs::OpenOptions, io::Write, path::Path};

use anyhow::Context as _;
use bonafide_intake::Input;
use bonafide_model::{FileForm, FileReport, MappedFile, Mapping};
use bonafide_sources::{
    Source,
    profile::{Profile, Shape},
    propose::{self, Context, Hints, Proposal},
};

use super::{
    clues,
    quality::{Checked, Known, signals},
};

/// Lines at the top of a table that may stand above its header. Guess: a title, a date, filters.
const HEADER_ROWS: std::ops::RangeInclusive<u64> = 2..=12;
/// Records that are looked at when a header is searched for. Guess.
const SAMPLE: usize = 500;

/// Records of which one at least must say something: one in this many of those that are not passed over. Guess.
const LEAST_SHARE: u64 = 10;

/// What stands at the top of the file.
const HEAD: &str = "\
# A draft by `bonafide check --propose`, from the names of columns and from what stands in them. Read every entry before
# you use it: a wrong column makes wrong findings. Lines that begin with # say why, and change nothing.
# Then: bonafide check EXPORTS --mapping THIS_FILE
";

/// Says so before anything is read if the file is there already.
pub(crate) fn refuse_existing(path: &Path) -> anyhow::Result<()> {
    anyhow::ensure!(
        !path.exists(),
        "{}: exists, and is not overwritten; give another name to --propose",
        path.display()
    );
    Ok(())
}

/// What came of one file.
enum Drafted {
    /// An entry that reads the file.
    Entry(String),
    /// Why there is none, as comments.
    Remark(String),
}

/// Drafts the mapping; `None` if no file needs an entry. The second is the number of entries.
pub(crate) fn draft(input: &Input, files: &[Checked]) -> Option<(String, usize)> {
    let year = usual_year(files);
    let mut drafted: Vec<(usize, &str, Drafted)> = Vec::new();
    for file in files {
        let name = file.report.file.as_str();
        let Some(idx) = (0..input.len()).find(|it| input.file_name(*it) == Some(name)) else {
            continue;
        };
        let place = Place { input, idx, hints: Hints { file: name, year } };
        if let Some(it) = place.of_file(file) {
            // What lies deeper comes first: the pattern `a.csv` would take `old/a.csv` too.
            drafted.push((usize::MAX - name.matches('/').count(), name, it));
        }
    }
    drafted.sort_by_key(|(depth, name, _)| (*depth, *name));
    let n_entries = drafted.iter().filter(|(.., it)| matches!(it, Drafted::Entry(_))).count();
    let mut page = HEAD.to_owned();
    for (.., Drafted::Entry(text) | Drafted::Remark(text)) in &drafted {
        page.push('\n');
        page.push_str(text);
    }
    (!drafted.is_empty()).then_some((page, n_entries))
}

/// Writes a file that must not exist yet.
pub(crate) fn write(path: &Path, page: &str) -> anyhow::Result<()> {
    bonafide_intake::mapping::parse(page)
        .map_err(|why| anyhow::anyhow!("the draft cannot be read ({why}); please report this"))?;
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(path)
        .with_context(|| format!("{}: cannot be written", path.display()))?;
    file.write_all(page.as_bytes()).with_context(|| path.display().to_string())
}

/// The year of the latest thing that any export speaks of; that of the clock if none speaks of any.
fn usual_year(files: &[Checked]) -> i16 {
    let latest = files.iter().filter_map(|it| it.report.span).map(|(_, last)| last).max();
    let utc = jiff::tz::TimeZone::UTC;
    latest.unwrap_or_else(jiff::Timestamp::now).to_zoned(utc).year()
}

/// One file of the input.
struct Place<'a> {
    input: &'a Input,
    idx: usize,
    hints: Hints<'a>,
}

impl Place<'_> {
    fn of_file(&self, file: &Checked) -> Option<Drafted> {
        match file.known() {
            Known::ByMapping => None,
            Known::ByContent => {
                let rejected: u64 = file.report.rejected.values().sum();
                if file.profile.shape() == Shape::Document
                    && let Some((proposal, profile)) = self.below_a_title()
                {
                    let what = "taken for a document until now";
                    return Some(self.tried(Some(proposal), what, &profile));
                }
                let is_weak = rejected * 2 > file.report.records;
                is_weak.then(|| {
                    self.remark("recognized by content, but most of its records were rejected")
                })
            }
            Known::ByColumnNames => {
                let known = file
                    .source()
                    .and_then(|it| propose::of_known(it, &file.profile, self.hints))
                    .or_else(|| propose::of_file(&file.profile, self.hints));
                let what = "recognized by the names of its columns until now";
                Some(self.tried(known, what, &file.profile))
            }
            Known::Not if file.report.records == 0 => None,
            Known::Not => {
                let found = propose::of_file(&file.profile, self.hints);
                let what = "not recognized until now";
                if found.is_some() {
                    return Some(self.tried(found, what, &file.profile));
                }
                match self.below_a_title() {
                    Some((proposal, profile)) => Some(self.tried(Some(proposal), what, &profile)),
                    None => Some(self.remark(nothing_fits(&file.profile))),
                }
            }
        }
    }

    fn remark(&self, why: &str) -> Drafted {
        Drafted::Remark(commented(&format!("{}: {why}", self.hints.file)))
    }

    /// The entry, if it makes the file say something.
    fn tried(&self, proposal: Option<Proposal>, known: &str, profile: &Profile) -> Drafted {
        let Some(proposal) = proposal else { return self.remark(nothing_fits(profile)) };
        let context = Context {
            file: self.hints.file,
            known,
            n_records: profile.n_records(),
            blinds: &blinds,
        };
        let entry = propose::toml(&proposal, &context);
        let Some(report) = self.read(&entry) else {
            return self.remark("an entry was drafted that cannot be read; please report this");
        };
        let n_rejected: u64 = report.rejected.values().sum();
        let outcome = format!("tried: {} of {} say something", report.says, report.records);
        let why = report
            .rejected
            .iter()
            .max_by_key(|(_, n)| **n)
            .map(|(why, _)| format!(", {n_rejected} are rejected, most because: {why}"))
            .unwrap_or_default();
        let head = commented(&format!("{outcome}{why}"));
        let n_passed: u64 = report.passed_over.values().sum();
        if report.says * LEAST_SHARE < report.records - n_passed || report.says == 0 {
            return Drafted::Remark(format!("{head}{}", commented(&entry)));
        }
        Drafted::Entry(format!("{head}{entry}"))
    }

    /// What becomes of the file under an entry; `None` if the entry is none.
    fn read(&self, entry: &str) -> Option<FileReport> {
        let mapping = bonafide_intake::mapping::parse(entry).ok()?;
        if !bonafide_sources::mapping::faults(&mapping).is_empty() {
            return None;
        }
        let file = self.input.file(self.idx, &mapping)?.ok()?;
        Some(bonafide_pipeline::read(file, mapping.files.first()).0)
    }

    /// A table whose header stands below a title: the first row that gives a proposal is the header.
    fn below_a_title(&self) -> Option<(Proposal, Profile)> {
        for row in HEADER_ROWS {
            let profile = self.header_on(row)?;
            // PDF and Word documents stay what they are, and are not opened once more for every row.
            if profile.shape() == Shape::Document {
                return None;
            }
            if let Some(mut proposal) = propose::of_file(&profile, self.hints) {
                proposal.set_header_row(row);
                return Some((proposal, profile));
            }
        }
        None
    }

    /// What lies in the file if its header stands on this line.
    fn header_on(&self, row: u64) -> Option<Profile> {
        let form = FileForm { header_row: Some(row), ..FileForm::default() };
        let entry = MappedFile { pattern: "*".to_owned(), form, ..MappedFile::default() };
        let mapping = Mapping { files: vec![entry] };
        let file = self.input.file(self.idx, &mapping)?.ok()?;
        let mut profile = Profile::default();
        file.records.take(SAMPLE).flatten().for_each(|it| profile.add(&it));
        Some(profile)
    }
}

fn nothing_fits(profile: &Profile) -> &'static str {
    if profile.has_values_as_names() {
        return "its first row holds values and no names of columns; give it a header row, then ask again";
    }
    match profile.shape() {
        Shape::Document => "a document, and no résumé; nothing is proposed",
        Shape::Log => "a log whose lines do not say who did something when; nothing is proposed",
        Shape::Empty => "no record can be read; nothing is proposed",
        Shape::Table | Shape::Json => {
            "no source fits its columns: none has a person or device and what is said of them; nothing is proposed"
        }
    }
}

/// What sees nothing without columns that are not listed.
fn blinds(source: &Source, listed: &[&str]) -> Vec<String> {
    clues::of(source)
        .filter(|clue| !clue.columns.iter().any(|it| listed.contains(it)))
        .map(|clue| {
            format!(
                "no column for {} ({}): blinds {}",
                clue.what,
                clue.columns.join(", "),
                signals(clue.signals)
            )
        })
        .collect()
}

fn commented(text: &str) -> String {
    text.lines()
        .map(|it| if it.starts_with('#') { format!("{it}\n") } else { format!("# {it}\n") })
        .collect()
}
