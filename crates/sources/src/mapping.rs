//! Which columns of a table stand for which of ours; and whether a user's mapping can be followed: the sources and columns
//! that it names exist, and none is named twice.

use std::collections::BTreeMap;

use bonafide_model::{MappedFile, Mapping, nearest};

use crate::{
    Column, SOURCES, Source, by_id,
    profile::{Profile, Shape},
};

/// One of our columns in a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Our name.
    pub ours: &'static str,
    /// As the table writes it, most trusted first: a later one counts where the earlier are blank.
    pub theirs: Vec<String>,
    /// Filled cells of the fullest of them.
    pub n_filled: u64,
}

/// Our columns that a source finds in a table, in the source's order.
pub fn found(source: &Source, profile: &Profile) -> Vec<Found> {
    let mut res = Vec::new();
    if profile.shape() != Shape::Table {
        return res;
    }
    for column in source.columns {
        let mut theirs = Vec::new();
        let mut n_filled = 0;
        for name in column.names() {
            if let Some(it) = profile.column(name) {
                theirs.push(it.written.clone());
                n_filled = it.n_filled().max(n_filled);
            }
        }
        if !theirs.is_empty() {
            res.push(Found { ours: column.name, theirs, n_filled });
        }
    }
    res
}

/// What is wrong with a mapping, each with the line of the mapping file.
pub fn faults(mapping: &Mapping) -> Vec<(u64, String)> {
    let mut res: Vec<(u64, String)> = mapping.files.iter().flat_map(of_entry).collect();
    res.sort();
    res
}

fn of_entry(entry: &MappedFile) -> Vec<(u64, String)> {
    let Some(source) = by_id(&entry.source) else {
        let meant = nearest(&entry.source, SOURCES.iter().map(|it| it.id)).map_or_else(
            || "see `bonafide sources list`".to_owned(),
            |it| format!("did you mean `{it}`?"),
        );
        return vec![(entry.line, format!("no source is called `{}`; {meant}", entry.source))];
    };
    // The fields of a vendor's own format are not listed here, so any name may be one.
    if source.columns.is_empty() {
        return Vec::new();
    }
    let mut res = Vec::new();
    let mut seen: BTreeMap<&str, (&str, u64)> = BTreeMap::new();
    for (name, column) in &entry.columns {
        let Some(ours) = source.column(name) else {
            res.push((column.line, unknown(name, source)));
            continue;
        };
        if let Some((other, line)) = seen.insert(ours.name, (name, column.line)) {
            let why =
                format!("`{name}` and `{other}` (line {line}) are both the column `{}`", ours.name);
            res.push((column.line.max(line), why));
        }
    }
    res
}

fn unknown(name: &str, source: &Source) -> String {
    let meant = nearest(name, source.columns.iter().flat_map(Column::names));
    let hint = match meant.and_then(|it| source.column(it)) {
        Some(column) => format!("did you mean `{}`?", column.name),
        None => {
            let names: Vec<&str> = source.columns.iter().map(|it| it.name).collect();
            format!("it has {}", names.join(", "))
        }
    };
    format!("`{}` has no column `{name}`; {hint}", source.id)
}

#[cfg(test)]
mod tests {
    use bonafide_model::MappedColumn;

    use super::*;

    fn faults_of(source: &str, columns: &[(&str, u64)]) -> Vec<(u64, String)> {
        let column = |(name, line): &(&str, u64)| {
            ((*name).to_owned(), MappedColumn { line: *line, ..MappedColumn::named("x") })
        };
        let entry = MappedFile {
            source: source.to_owned(),
            columns: columns.iter().map(column).collect(),
            line: 1,
            ..MappedFile::default()
        };
        faults(&Mapping { files: vec![entry] })
    }

    #[test]
    fn what_does_not_exist_is_named_with_the_nearest_that_does() {
        let one = |line: u64, why: &str| vec![(line, why.to_owned())];
        assert_eq!(
            faults_of("hris_worker", &[]),
            one(1, "no source is called `hris_worker`; did you mean `hris_workers`?")
        );
        assert_eq!(
            faults_of("hris_workers", &[("worker_nubmer", 5)]),
            one(5, "`hris_workers` has no column `worker_nubmer`; did you mean `worker_number`?")
        );
        let why = &faults_of("hris_workers", &[("shoe_size", 5)])[0].1;
        assert!(
            why.starts_with("`hris_workers` has no column `shoe_size`; it has worker_number, ")
        );
    }

    #[test]
    fn two_names_of_one_column_are_told_and_a_synonym_alone_is_not() {
        assert!(faults_of("hris_workers", &[("employee_id", 5), ("work_email", 6)]).is_empty());
        assert!(faults_of("okta_system_log", &[("eventType", 5)]).is_empty());
        assert_eq!(
            faults_of("hris_workers", &[("employee_id", 5), ("worker_number", 6)]),
            [(
                6,
                "`worker_number` and `employee_id` (line 5) are both the column `worker_number`"
                    .to_owned()
            )]
        );
    }
}
