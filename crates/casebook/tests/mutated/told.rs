//! What a damaged file came to, and whether every record of it is accounted for in words that show nobody.

use std::collections::BTreeSet;

use bonafide_intake::{Input, Limits};
use bonafide_model::{FileReport, InputFile, MappedFile, Mapping};
use bonafide_sources::profile::Profile;

/// What became of damaged files.
#[derive(Debug, Default)]
pub(crate) struct Told {
    /// Files.
    pub(crate) files: u64,
    /// Records that say something.
    pub(crate) said: u64,
    /// Records that are passed over.
    pub(crate) passed_over: u64,
    /// Records that are rejected.
    pub(crate) rejected: u64,
    /// What is wrong with the answers.
    pub(crate) faults: Vec<String>,
}

impl Told {
    pub(crate) fn add(&mut self, other: Self) {
        self.files += other.files;
        self.said += other.said;
        self.passed_over += other.passed_over;
        self.rejected += other.rejected;
        self.faults.extend(other.faults);
    }
}

/// What becomes of one file, read as this source's; as whichever it is taken for if there is none.
pub(crate) fn told(name: &str, bytes: &[u8], source: Option<&str>, shown: &Shown) -> Told {
    let mapping = Mapping { files: source.map(read_as).into_iter().collect() };
    let mapped = mapping.files.first();
    let input = Input::from_memory(vec![(name.to_owned(), bytes.to_vec())], &Limits::default());
    let mut res = Told { files: 1, ..Told::default() };
    for idx in 0..input.len() {
        let open = || input.file(idx, &mapping).expect("there are as many files as it says");
        let (file, again) = match (open(), open()) {
            (Ok(file), Ok(again)) => (file, again),
            (Err(why), _) | (_, Err(why)) => {
                res.faults.extend(shown.faults_of(&why.why));
                continue;
            }
        };
        let is_lines = file.lines.is_some();
        let answer = bonafide_pipeline::read(file, mapped);
        of_report(&answer.0, shown, &mut res);
        let n_records = seen(again);
        if n_records != answer.0.records {
            res.faults.push(format!("{n_records} left the gate, {} came out", answer.0.records));
        }
        // In UTF-16 every letter holds a zero, and line ends are longer.
        if is_lines && !bytes.contains(&0) && n_records != filled_lines(bytes) {
            res.faults.push(format!("{n_records} records of {} lines", filled_lines(bytes)));
        }
        if is_lines && let Ok(file) = open() {
            let in_full = bonafide_pipeline::read(InputFile { lines: None, ..file }, mapped);
            if in_full != answer {
                res.faults.push(difference(&in_full, &answer));
            }
        }
    }
    res
}

/// Every record is accounted for, in words of ours.
fn of_report(report: &FileReport, shown: &Shown, told: &mut Told) {
    let passed_over: u64 = report.passed_over.values().sum();
    let rejected: u64 = report.rejected.values().sum();
    let n = report.says + passed_over + rejected;
    if n != report.records {
        told.faults.push(format!("{} records, {n} of them accounted for", report.records));
    }
    told.said += report.says;
    told.passed_over += passed_over;
    told.rejected += rejected;
    let why = report.rejected.keys().chain(report.passed_over.keys());
    told.faults.extend(why.flat_map(|it| shown.faults_of(it)));
}

fn filled_lines(bytes: &[u8]) -> u64 {
    let text = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    text.split(|it| *it == b'\n').filter(|it| !it.trim_ascii().is_empty()).count() as u64
}

/// The records of a file, each of which the profile of `check` looks at.
fn seen(file: InputFile<'_>) -> u64 {
    let mut profile = Profile::default();
    let mut res = 0;
    for record in file.records {
        res += 1;
        if let Ok(record) = record {
            profile.add(&record);
        }
    }
    res
}

fn read_as(source: &str) -> MappedFile {
    MappedFile { pattern: "*".to_owned(), source: source.to_owned(), ..MappedFile::default() }
}

/// The first lines on which two answers differ.
fn difference<T: std::fmt::Debug>(in_full: &T, at_a_glance: &T) -> String {
    let (a, b) = (format!("{in_full:#?}"), format!("{at_a_glance:#?}"));
    let differs = a.lines().zip(b.lines()).find(|(a, b)| a != b);
    let (a, b) = differs.unwrap_or(("one is longer", "than the other"));
    format!("read in full: {}; at a glance: {}", a.trim(), b.trim())
}

/// Values of an export that no message may show.
pub(crate) struct Shown(BTreeSet<String>);

impl Shown {
    /// Mailboxes, addresses, numbers and names that stand in the file.
    pub(crate) fn of(file: &str) -> Self {
        let is_part = |it: char| it.is_alphanumeric() || "@.-_+:".contains(it);
        let words =
            file.split(|it: char| !is_part(it)).map(|it| it.trim_matches([':', '.', '-', '_']));
        let is_personal = |it: &str| {
            let n_digits = it.chars().filter(char::is_ascii_digit).count();
            it.chars().count() >= LEAST_LETTERS
                && (it.find('@').is_some_and(|at| at > 0) || n_digits >= LEAST_DIGITS)
        };
        Self(words.filter(|it| is_personal(it)).map(str::to_owned).collect())
    }

    /// What is wrong with the words in which a record is refused or passed over.
    fn faults_of(&self, why: &str) -> Vec<String> {
        let own = EXAMPLES.iter().fold(why.to_owned(), |why, it| why.replace(it, ""));
        let mut res: Vec<String> = self
            .0
            .iter()
            .filter(|it| own.contains(it.as_str()))
            .map(|it| format!("`{it}` is shown in `{why}`"))
            .collect();
        let first = why.split_whitespace().next().unwrap_or_default();
        let is_abbreviation = first.chars().filter(|it| it.is_uppercase()).count() > 1;
        if first.is_empty() || first.starts_with(char::is_uppercase) && !is_abbreviation {
            res.push(format!("`{why}` does not begin as a message of ours does"));
        }
        if why.ends_with('.') || why.chars().count() > MOST_LETTERS || why.contains('\n') {
            res.push(format!("`{why}` is no message of ours"));
        }
        res
    }
}

/// What messages give as an example, and exports hold too.
const EXAMPLES: &[&str] = &["ASA-6-113039", "2026:15:00:01"];
/// Letters of the shortest value looked for: guess, shorter ones stand in words.
const LEAST_LETTERS: usize = 7;
/// Digits that make a value somebody's: guess.
const LEAST_DIGITS: usize = 4;
/// Letters of the longest message: guess, a few lines of a terminal.
const MOST_LETTERS: usize = 400;
