//! A shelf entry: a card that says what an export is, and the function that reads one record of it.

use std::cmp::Reverse;

use bonafide_model::{Body, Header, Need, Reading, Record, Reject};

use crate::{SOURCES, columns::Column};

/// One kind of export of one vendor.
#[derive(Debug)]
pub struct Source {
    /// `<vendor>_<export>`, stable for ever.
    pub id: &'static str,
    /// Who makes the system, or `any` for tables whose columns the customer chooses.
    pub vendor: &'static str,
    /// What it is, as a sentence without full stop.
    pub title: &'static str,
    /// Kinds of record that it gives to signals; none if that follows from what a mapping says of each file.
    pub feeds: &'static [Need],
    /// How to get the export.
    pub how: &'static str,
    /// Role, plan or scope that it takes.
    pub permission: &'static str,
    /// What can be learned from it.
    pub tells: &'static str,
    /// What cannot.
    pub cannot: &'static str,
    /// Where its shape is known from: `real sample: …`, `vendor reference: …` or `our columns`.
    pub shape_from: &'static str,
    /// Columns that are read, for tables whose columns the customer names; empty for others.
    pub columns: &'static [Column],
    /// For such tables: of every group at least one column is there.
    pub marks: &'static [&'static [&'static str]],
    /// Whether a record looks like one of this export.
    pub recognize: fn(&Record) -> bool,
    /// Reads one record.
    pub read: fn(&Record) -> Result<Reading, Reject>,
}

/// Sources that read what many vendors' records were turned into: a vendor's own source knows its records better.
const SHARED_SCHEMAS: &[&str] = &["ecs_events", "ocsf_events"];

/// What the gate leaves of the header of a protected trait.
pub(crate) const DROPPED: &str = "(dropped)";

impl Source {
    /// Columns of a table that this source does not look at, as the file writes them; none for sources without `columns`.
    /// What the gate has dropped for good is not among them.
    pub fn unused_columns(&self, header: &Header) -> Vec<String> {
        if self.columns.is_empty() {
            return Vec::new();
        }
        let written = header.written.iter().zip(&header.folded);
        written
            .filter(|(written, folded)| *written != DROPPED && !self.knows(folded))
            .map(|(written, _)| written.clone())
            .collect()
    }

    /// The kinds of record that it gives, in words.
    pub fn gives(&self) -> String {
        if self.feeds.is_empty() {
            let is_mapped = self.id == "mapped_events";
            return if is_mapped { "whatever its mapping says" } else { "who is who" }.to_owned();
        }
        self.feeds.iter().map(|it| it.label()).collect::<Vec<_>>().join(", ")
    }

    /// The column that a folded header stands for.
    pub fn column(&self, folded: &str) -> Option<&'static Column> {
        self.columns.iter().find(|it| it.names().any(|it| it == folded))
    }

    fn knows(&self, folded: &str) -> bool {
        self.column(folded).is_some()
    }

    /// How many columns of the record's table are read; 0 for what is no table.
    fn n_known_columns(&self, record: &Record) -> usize {
        let Body::Row { header, .. } = &record.body else { return 0 };
        header.folded.iter().filter(|it| self.knows(it)).count()
    }
}

/// The source that reads a file, judged by a sample of its records.
///
/// Every record votes for every source that recognizes it; most votes win, and a source needs at least half of the sample.
/// Among equals the more specific one wins: a vendor's own format before a schema that vendors share, that before tables whose
/// columns the customer names, then the
/// one that reads more of the table's columns, then the one that asks for more
/// marks, then the one that knows fewer columns in all, then the first by id.
pub fn recognize(sample: &[Record]) -> Option<&'static Source> {
    let first = sample.first()?;
    let candidates = SOURCES.iter().filter_map(|it| Some((votes(it, sample)?, *it)));
    let specificity = |it: &Source| {
        let has_own_format = it.columns.is_empty();
        (
            has_own_format && !SHARED_SCHEMAS.contains(&it.id),
            has_own_format,
            it.n_known_columns(first),
            it.marks.len(),
            Reverse(it.columns.len()),
            Reverse(it.id),
        )
    };
    let (_, source) = candidates.max_by_key(|(votes, it)| (*votes, specificity(it)))?;
    Some(source)
}

/// How many records of a sample a source takes for its own, if they are half of it.
fn votes(source: &Source, sample: &[Record]) -> Option<usize> {
    let mut n_others = 0;
    for record in sample {
        n_others += usize::from(!(source.recognize)(record));
        // Nearly every source has said no often enough after half of the sample.
        if n_others * 2 > sample.len() {
            return None;
        }
    }
    Some(sample.len() - n_others)
}

/// A source by its id.
pub fn by_id(id: &str) -> Option<&'static Source> {
    SOURCES.iter().find(|it| it.id == id).copied()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::testing;

    #[test]
    fn sources_are_in_order_and_found() {
        assert!(SOURCES.is_sorted_by(|a, b| a.id < b.id));
        assert_eq!(by_id("hris_workers").map(|it| it.id), Some("hris_workers"));
        assert!(by_id("hris").is_none());
    }

    #[test]
    fn a_header_means_one_column_and_is_written_folded() {
        for source in SOURCES {
            let mut seen = BTreeSet::new();
            for name in source.columns.iter().flat_map(Column::names) {
                assert!(seen.insert(name), "{}: `{name}` stands for two columns", source.id);
                assert_eq!(Header::fold(name), name, "{}", source.id);
            }
            for mark in source.marks.iter().copied().flatten() {
                assert!(
                    source.columns.iter().any(|it| it.name == *mark),
                    "{}: `{mark}`",
                    source.id
                );
            }
        }
    }

    #[test]
    fn every_source_answers_every_other_source_s_records() {
        let records = testing::all_fixtures();
        assert!(records.len() > 100);
        for source in SOURCES {
            for record in &records {
                // Whatever the answer is: there is one, and nothing panics.
                assert!((source.read)(record).is_ok() || (source.read)(record).is_err());
            }
        }
    }

    #[test]
    fn what_must_not_be_read_is_not_said() {
        // Fixtures write these words where a record holds traits, free text or other people.
        const UNREAD: &str = "not to be read";
        for source in SOURCES {
            for record in testing::all_fixtures() {
                let Ok(Reading::Says(said)) = (source.read)(&record) else { continue };
                for statement in said {
                    let fact = serde_json::to_string(&statement.fact).expect("facts are written");
                    assert!(!fact.contains(UNREAD), "{}: {}", source.id, record.from);
                }
            }
        }
    }

    #[test]
    fn a_table_is_no_answer_of_an_api() {
        let id = |header: &str| {
            let blank = ",".repeat(header.matches(',').count());
            recognize(&testing::records("t.csv", &format!("{header}\n{blank}\n"))).map(|it| it.id)
        };
        assert_eq!(
            id("id,employee_number,user_id,work_email,personal_email,start_date,full_name"),
            Some("hris_workers")
        );
        assert_eq!(
            id("worker_id,original_name,iban,bank_country_code,created_at"),
            Some("payroll_accounts")
        );
    }

    #[test]
    fn a_file_of_odd_rows_is_nobody_s() {
        let records = testing::records("odd.csv", "a,b\n1,2\n3,4\n");
        assert!(recognize(&records).is_none());
        assert!(recognize(&[]).is_none());
    }

    #[test]
    fn a_table_of_accounts_is_payroll_s_and_a_table_of_workers_with_accounts_is_not() {
        let id = |header: &str| {
            let blank = ",".repeat(header.matches(',').count());
            recognize(&testing::records("t.csv", &format!("{header}\n{blank}\n"))).map(|it| it.id)
        };
        assert_eq!(id("worker_number,start_date,iban,bank_name"), Some("payroll_accounts"));
        assert_eq!(
            id("worker_number,first_name,last_name,title,hire_date,iban"),
            Some("hris_workers")
        );
        assert_eq!(
            id("worker_number,work_email,changed_at,old_account,new_account"),
            Some("bank_account_changes")
        );
        assert_eq!(id("tracking_number,event_at,description"), Some("carrier_events"));
        assert_eq!(
            id("order_id,worker_number,title,tracking_number,shipped_at"),
            Some("asset_shipments")
        );
        assert_eq!(id("ticket_id,received_at,email,summary"), None);
        assert_eq!(id("position_id,worker_id,business_title,effective_date,end_date"), None);
    }

    #[test]
    fn columns_that_nobody_reads_are_named() {
        let header = Header::new(
            ["Worker Number", "Shoe size", DROPPED, "Start Date"].map(str::to_owned).to_vec(),
        );
        let source = by_id("hris_workers").expect("it is on the shelf");
        assert_eq!(source.unused_columns(&header), ["Shoe size"]);
    }
}
