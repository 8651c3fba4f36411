//! What a part of a file came to. Accounts of parts add up to the account of the file.

use std::collections::BTreeMap;

use bonafide_model::{FileReport, Ledger, Provenance, Reading, Reject, Repeats, Statement};
use jiff::Timestamp;

/// Rejected records that are shown with their place: guess, enough to see the pattern.
const EXAMPLES: usize = 20;

/// Counts of records by what became of them, and what was said.
#[derive(Debug, Default)]
pub(crate) struct Account {
    records: u64,
    says: u64,
    passed_over: BTreeMap<String, u64>,
    rejected: BTreeMap<String, u64>,
    examples: Vec<(Provenance, String)>,
    span: Option<(Timestamp, Timestamp)>,
    pub(crate) ledger: Ledger,
}

impl Account {
    /// Enters one record.
    pub(crate) fn enter(&mut self, from: Provenance, outcome: Result<Reading, Reject>) {
        match outcome {
            Ok(Reading::Says(statements)) => {
                self.records += 1;
                self.says += 1;
                for statement in statements {
                    let at = statement.fact.as_access().map(|it| it.at).or(statement.at);
                    self.widen(at);
                    self.ledger.fold(statement, &from);
                }
            }
            Ok(Reading::PassOver(why)) => self.pass_over(why, 1),
            Err(reject) => {
                self.records += 1;
                if self.examples.len() < EXAMPLES {
                    self.examples.push((from, reject.0.clone()));
                }
                *self.rejected.entry(reject.0).or_default() += 1;
            }
        }
    }

    /// Enters records that said nothing.
    pub(crate) fn pass_over(&mut self, why: &'static str, count: u64) {
        self.records += count;
        // Not by `entry`, which would ask for a text of its own each time.
        if let Some(n) = self.passed_over.get_mut(why) {
            *n += count;
        } else {
            self.passed_over.insert(why.to_owned(), count);
        }
    }

    /// Counts records that said the same, each at its own time. What they said is folded into the ledger by the caller.
    pub(crate) fn count_repeats(&mut self, statements: &[Statement], repeats: &[Repeats]) {
        let count: u64 = repeats.iter().map(|it| u64::from(it.count)).sum();
        self.records += count;
        self.says += count;
        if statements.iter().any(|it| it.at.is_some()) {
            for it in repeats {
                self.widen(Some(it.first));
                self.widen(Some(it.last));
            }
        }
    }

    fn widen(&mut self, at: Option<Timestamp>) {
        let Some(at) = at else { return };
        let (first, last) = self.span.unwrap_or((at, at));
        self.span = Some((first.min(at), last.max(at)));
    }

    /// Adds the account of a later part.
    pub(crate) fn add(&mut self, other: Self) {
        self.records += other.records;
        self.says += other.says;
        for (why, count) in other.passed_over {
            *self.passed_over.entry(why).or_default() += count;
        }
        for (why, count) in other.rejected {
            *self.rejected.entry(why).or_default() += count;
        }
        self.examples.extend(other.examples);
        self.examples.truncate(EXAMPLES);
        if let Some((first, last)) = other.span {
            self.widen(Some(first));
            self.widen(Some(last));
        }
        self.ledger.merge(other.ledger);
    }

    /// Adds the accounts of parts that lie mixed in the file, each in order in itself.
    pub(crate) fn of_mixed(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut res = Self::default();
        let mut examples = Vec::new();
        for mut part in parts {
            examples.append(&mut part.examples);
            res.add(part);
        }
        examples.sort();
        examples.truncate(EXAMPLES);
        res.examples = examples;
        res
    }

    /// Closes the account of a file.
    pub(crate) fn close(self, report: FileReport) -> (FileReport, Ledger) {
        let report = FileReport {
            records: self.records,
            says: self.says,
            passed_over: self.passed_over,
            rejected: self.rejected,
            reject_examples: self.examples,
            span: self.span,
            ..report
        };
        (report, self.ledger)
    }
}
