//! One file as `check` sees it: what became of its records, what lies in its columns, and what is worth a look.

use std::collections::BTreeMap;

use bonafide_model::{Fact, FileReport, Ledger, MappedFile, Provenance};
use bonafide_sources::{
    Source,
    mapping::{Found, found},
    profile::{ColumnProfile, Profile, Shape, is_value},
};

use super::clues::{self, Clue};

/// Share of filled cells, in percent, below which a column is called sparse. Guess.
const SPARSE_PERCENT: u64 = 50;

/// A file, read.
pub(crate) struct Checked {
    /// The account of its records.
    pub(crate) report: FileReport,
    /// Its columns.
    pub(crate) profile: Profile,
    /// The entry of the user's mapping that it was read by.
    pub(crate) mapped: Option<MappedFile>,
    /// Cells and fields that could not be read in records that said something.
    pub(crate) unread: Vec<Unread>,
}

/// Cells of one column that could not be read for one reason.
pub(crate) struct Unread {
    pub(crate) column: String,
    pub(crate) why: String,
    pub(crate) count: u64,
    pub(crate) first: Provenance,
}

/// By what a file was recognized.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Known {
    /// By its content alone: a vendor's own format.
    ByContent,
    /// By the names of its columns, which the customer chooses: to be confirmed.
    ByColumnNames,
    /// The user's mapping says so.
    ByMapping,
    /// By nothing.
    Not,
}

impl Known {
    /// For people.
    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::ByContent => "recognized by content",
            Self::ByColumnNames => "recognized by the names of its columns, to be confirmed",
            Self::ByMapping => "as your mapping says",
            Self::Not => "not recognized",
        }
    }

    /// What stands behind the source's id in the table.
    pub(crate) fn mark(self) -> &'static str {
        match self {
            Self::ByContent | Self::Not => "",
            Self::ByColumnNames => " ?",
            Self::ByMapping => " =",
        }
    }
}

impl Checked {
    /// The source that reads it.
    pub(crate) fn source(&self) -> Option<&'static Source> {
        self.report.source.and_then(bonafide_sources::by_id)
    }

    /// By what it was recognized.
    pub(crate) fn known(&self) -> Known {
        match self.source() {
            None => Known::Not,
            Some(_) if self.mapped.is_some() => Known::ByMapping,
            Some(source) if source.columns.is_empty() => Known::ByContent,
            Some(_) => Known::ByColumnNames,
        }
    }

    /// Whether its columns are the customer's own, so that each is worth a look.
    pub(crate) fn has_own_columns(&self) -> bool {
        self.known() != Known::ByContent && self.profile.shape() != Shape::Document
    }

    /// Our columns with those of the file, for a table whose source has columns.
    pub(crate) fn found(&self) -> Vec<Found> {
        self.source().map(|it| found(it, &self.profile)).unwrap_or_default()
    }

    /// Groups of columns of which the file should have one, each with the number of rows that its fullest fills.
    pub(crate) fn clues(&self) -> Vec<(&'static Clue, u64)> {
        let Some(source) = self.source().filter(|_| self.profile.shape() == Shape::Table) else {
            return Vec::new();
        };
        let found = self.found();
        let filled = |clue: &Clue| {
            let of_clue = found.iter().filter(|it| clue.columns.contains(&it.ours));
            of_clue.map(|it| it.n_filled).sum()
        };
        clues::of(source).map(|it| (it, filled(it))).collect()
    }

    /// Groups of columns that are filled in too few rows.
    fn sparse(&self) -> Vec<String> {
        let n_rows = self.profile.n_records();
        self.clues()
            .into_iter()
            .filter(|(clue, n)| !clue.is_of_few && *n > 0 && n * 100 < n_rows * SPARSE_PERCENT)
            .map(|(clue, n)| {
                format!(
                    "sparse: {} stands in {n} of {n_rows} rows; the others are blind for {}",
                    clue.what,
                    signals(clue.signals)
                )
            })
            .collect()
    }

    /// Our column that a column of the file is read as.
    pub(crate) fn read_as(&self, column: &ColumnProfile) -> Option<&'static str> {
        let known = self.source().and_then(|it| it.column(&column.folded));
        known.map(|it| it.name).filter(|_| self.profile.shape() == Shape::Table)
    }

    /// What is worth a look, in words; no value is in it.
    pub(crate) fn notes(&self) -> Vec<String> {
        let report = &self.report;
        let mut res: Vec<String> =
            report.passed_over.iter().map(|(why, n)| format!("{n} passed over: {why}")).collect();
        res.extend(report.rejected.iter().map(|(why, n)| {
            let first = report.reject_examples.iter().find(|(_, it)| it == why);
            let place = first.map(|(from, _)| format!(", first at {from}")).unwrap_or_default();
            format!("{n} rejected{place}: {why}")
        }));
        if report.records == 0 {
            res.push("no records in it".to_owned());
        }
        if self.profile.has_values_as_names() {
            res.push(
                "its first row holds values and no names of columns: give it a header row"
                    .to_owned(),
            );
        }
        let n_rejected: u64 = report.rejected.values().sum();
        if self.source().is_some() && n_rejected * 2 > report.records {
            res.push(
                "most records were rejected: it may be another export than it looks".to_owned(),
            );
        }
        if !report.dropped_columns.is_empty() {
            let names = report.dropped_columns.join(", ");
            res.push(format!("dropped at the door, protected traits: {names}"));
        }
        res.extend(self.unread.iter().map(|it| {
            format!("{}: {} not read, first at {}: {}", it.column, it.count, it.first, it.why)
        }));
        res.extend(self.sparse());
        for column in self.profile.columns() {
            if let Some(ours) = self.read_as(column) {
                res.extend(self.column_notes(column, ours));
            }
        }
        res
    }

    fn column_notes(&self, column: &ColumnProfile, ours: &str) -> Vec<String> {
        let name = &column.written;
        let mut res = Vec::new();
        let is_listed = self.mapped.as_ref().is_some_and(|it| it.columns.contains_key(ours));
        if is_listed && column.n_filled() == 0 {
            res.push(format!("{name}: your mapping names it, and it is empty in every row"));
        }
        let (n_repeated, first) = column.repeats();
        if let Some(first) = first.filter(|_| self.is_meant_unique(ours)) {
            res.push(format!("{name}: {n_repeated} repeat an earlier row, first at {first}"));
        }
        let dates = column.dates();
        if dates.is_in_two_orders() {
            res.push(format!(
                "{name}: dates in two orders, {} with the day first and {} with the month first; export it with dates as YYYY-MM-DD",
                dates.n_day_first, dates.n_month_first
            ));
        } else if dates.n_ambiguous > 0 {
            res.push(format!(
                "{name}: {} dates can be read with the day or the month first; say `dates` in a mapping file",
                dates.n_ambiguous
            ));
        }
        if dates.n_unzoned > 0 {
            res.push(format!(
                "{name}: {} times without a zone are taken for UTC; say `zone` in a mapping file",
                dates.n_unzoned
            ));
        }
        res
    }

    /// Whether two rows of such a table should not have one value here.
    fn is_meant_unique(&self, ours: &str) -> bool {
        const UNIQUE: &[(&str, &[&str])] = &[
            (
                "hris_workers",
                &["worker_number", "work_email", "personal_email", "iban", "account_number"],
            ),
            ("asset_shipments", &["order_id", "serial_number", "tracking_number"]),
            ("payroll_accounts", &["iban", "account_number", "wallet"]),
            ("reference_checks", &["reference_id"]),
            ("threat_reports", &["report_id"]),
            ("case_outcomes", &["case_id"]),
        ];
        let id = self.report.source;
        UNIQUE.iter().any(|(source, columns)| id == Some(source) && columns.contains(&ours))
    }
}

/// Groups of columns that a file lacks and no other file has.
pub(crate) fn missing<'f>(file: &'f Checked, files: &'f [Checked]) -> Vec<&'static Clue> {
    let is_elsewhere = |clue: &Clue| {
        files.iter().flat_map(Checked::clues).any(|(it, n)| n > 0 && it.what == clue.what)
    };
    file.clues()
        .into_iter()
        .filter(|(clue, n)| *n == 0 && !is_elsewhere(clue))
        .map(|(clue, _)| clue)
        .collect()
}

/// `3 signals (a, b, c)`.
pub(crate) fn signals(ids: &[&str]) -> String {
    let s = if ids.len() == 1 { "" } else { "s" };
    format!("{} signal{s} ({})", ids.len(), ids.join(", "))
}

/// The name of a column, unless it is a value that stands in the place of one.
pub(crate) fn shown(column: &str) -> String {
    if is_value(column) { "a column without a name".to_owned() } else { column.to_owned() }
}

/// Cells that could not be read in records that said something else, by column and reason.
pub(crate) fn unread(ledger: &Ledger) -> Vec<Unread> {
    let mut res: BTreeMap<(&str, &str), (u64, &Provenance)> = BTreeMap::new();
    for (fact, sighting) in ledger.said.values().flatten() {
        let Fact::Unread { column, why } = fact else { continue };
        let entry = res.entry((column, why)).or_insert((0, &sighting.from));
        entry.0 += sighting.count;
        entry.1 = entry.1.min(&sighting.from);
    }
    res.into_iter()
        .map(|((column, why), (count, first))| Unread {
            column: shown(column),
            why: why.to_owned(),
            count,
            first: first.clone(),
        })
        .collect()
}
