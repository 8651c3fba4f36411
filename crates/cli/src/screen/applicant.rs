//! An applicant from a file: a table or a JSON object whose columns the index has, any record or résumé that a source reads, or any
//! other table of people. Signals of the user's own see what a source reads; an overlay counts for all.

use std::{collections::BTreeMap, fs, path::Path};

use anyhow::{Context, bail};
use bonafide_model::{Column, ColumnKind, Settings, Table, Weighed, value::PersonName};
use bonafide_pipeline::Tables;
use serde_json::Value;

use crate::{args, exports, own::House, scan::Made};

/// Columns of the index that a table must have to be taken for rows of it. Guess: one may be a coincidence.
const COMMON: usize = 2;

/// One applicant.
pub(crate) struct Applicant {
    /// What names the applicant.
    pub(crate) name: String,
    /// Cells in the order of the index's columns; several where somebody has several mailboxes or telephones.
    pub(crate) rows: Vec<Vec<String>>,
    /// What application data show on their own.
    pub(crate) findings: Vec<Weighed>,
}

/// Columns and what they hold.
type Columns = [(String, ColumnKind)];

/// Reads the applicants of a file.
pub(crate) fn read(
    args: &args::Screen,
    columns: &Columns,
    house: &House,
) -> anyhow::Result<Vec<Applicant>> {
    let path = &args.applicant;
    let table = table(path)?;
    let is_own = |table: &Table| {
        !args.column.is_empty()
            || columns.iter().filter(|it| table.column(&it.0).is_some()).count() >= COMMON
    };
    if let Some(table) = table.as_ref().filter(|it| is_own(it)) {
        return of_table(args, table, columns, house);
    }
    let tables = exports::tables(&args.reading)?;
    let read = house.read(path, &args.reading, None);
    if let Ok(read) = read
        && read.intake.iter().any(|it| it.says > 0)
    {
        let tables = Tables { atlas: &tables, lists: tables.lists() };
        let settings = settings(args)?;
        let scan = bonafide_pipeline::analyze(read.ledger, read.intake, tables, &settings);
        let Made { scan, own } = house.add_to(scan, tables, &settings)?;
        own.tell_failures();
        let (table, kinds) = bonafide_pipeline::known(&scan.linked);
        let mut res: BTreeMap<String, Applicant> = BTreeMap::new();
        for row in 0..table.rows {
            let name = table.columns[0].text(row).to_owned();
            let cells = cells(columns, (&table, &kinds), row);
            let new = || Applicant { name: name.clone(), rows: Vec::new(), findings: Vec::new() };
            res.entry(name.clone()).or_insert_with(new).rows.push(cells);
        }
        for case in &scan.cases {
            if let Some(own) = res.get_mut(&*case.persona.0) {
                own.findings.clone_from(&case.assessment.findings);
            }
        }
        return Ok(res.into_values().collect());
    }
    match table {
        Some(table) => of_table(args, &table, columns, house),
        None => bail!(
            "{}: expected a JSON object, a table of people as CSV, or a record or résumé that a source reads (`bonafide check` says which)",
            path.display()
        ),
    }
}

fn settings(args: &args::Screen) -> anyhow::Result<Settings> {
    crate::scan::as_of(&args.reading).map(|as_of| Settings { as_of, ..Settings::default() })
}

/// Rows of a table, each an applicant.
fn of_table(
    args: &args::Screen,
    table: &Table,
    columns: &Columns,
    house: &House,
) -> anyhow::Result<Vec<Applicant>> {
    let proposed = crate::link::proposed(table, &args.column)?;
    let kinds: Vec<ColumnKind> = table
        .columns
        .iter()
        .zip(&proposed)
        .map(|(column, it)| {
            let said = args.column.iter().any(|(name, _)| name.eq_ignore_ascii_case(&column.name));
            let own = columns.iter().find(|(name, _)| name.eq_ignore_ascii_case(&column.name));
            own.filter(|_| !said).map_or(it.kind, |own| own.1)
        })
        .collect();
    if kinds.iter().all(|it| matches!(it, ColumnKind::Ignored | ColumnKind::RecordId)) {
        bail!(
            "{}: no column tells what it holds; say it with --column NAME=KIND",
            args.applicant.display()
        );
    }
    let shipped = exports::tables(&args.reading)?;
    let tables = Tables { atlas: &shipped, lists: shipped.lists() };
    let (settings, file) = (settings(args)?, args.applicant.display().to_string());
    let overlay = house.overlay_alone();
    let ids = kinds.iter().position(|it| *it == ColumnKind::RecordId);
    let of_row = |row: usize| -> anyhow::Result<Applicant> {
        let id = ids.map_or("", |it| table.columns[it].text(row));
        let name = if id.is_empty() { format!("row {} of {file}", row + 1) } else { id.to_owned() };
        let ledger = bonafide_pipeline::applicant(table, &kinds, (row, &file));
        let scan = bonafide_pipeline::analyze(ledger, Vec::new(), tables, &settings);
        let Made { scan, .. } = overlay.add_to(scan, tables, &settings)?;
        let findings = scan.cases.into_iter().flat_map(|it| it.assessment.findings).collect();
        Ok(Applicant { name, rows: vec![cells(columns, (table, &kinds), row)], findings })
    };
    (0..table.rows).map(of_row).collect()
}

/// The cells of a row in the order of an index's columns: by name, else the first, second … column of the same kind.
fn cells(columns: &Columns, (table, kinds): (&Table, &[ColumnKind]), row: usize) -> Vec<String> {
    let by_kind = |kind: ColumnKind| -> Vec<&Column> {
        let own = table.columns.iter().zip(kinds).filter(|(_, it)| **it == kind);
        let is_free =
            |it: &&Column| !columns.iter().any(|own| own.0.eq_ignore_ascii_case(&it.name));
        own.map(|(column, _)| column).filter(is_free).collect()
    };
    let mut used: BTreeMap<ColumnKind, usize> = BTreeMap::new();
    columns
        .iter()
        .map(|(name, kind)| {
            if let Some(own) = table.column(name) {
                return table.columns[own].text(row).to_owned();
            }
            let number = used.entry(*kind).or_default();
            *number += 1;
            match by_kind(*kind).get(*number - 1) {
                Some(column) => column.text(row).to_owned(),
                None => name_part(*kind, &by_kind, row),
            }
        })
        .collect()
}

/// A part of a name from the whole, or the whole from its parts.
fn name_part<'a>(
    kind: ColumnKind,
    by_kind: &impl Fn(ColumnKind) -> Vec<&'a Column>,
    row: usize,
) -> String {
    let first = |kind| by_kind(kind).first().map_or("", |it| it.text(row));
    let whole = || {
        PersonName::parse(first(ColumnKind::FullName))
            .map_or_else(|_blank| Default::default(), |it| it.given_and_family())
    };
    if kind == ColumnKind::Given {
        whole().0
    } else if kind == ColumnKind::Family {
        whole().1
    } else if kind == ColumnKind::FullName {
        let parts = [first(ColumnKind::Given), first(ColumnKind::Family)];
        parts.join(" ").trim().to_owned()
    } else {
        String::new()
    }
}

/// The file as a table, if it is one: delimited text, or JSON objects.
fn table(path: &Path) -> anyhow::Result<Option<Table>> {
    /// Bytes of a JSON file at most. Guess: one applicant, or a page of them.
    const MOST: u64 = 16 << 20;
    let size = fs::metadata(path).with_context(|| format!("cannot read {}", path.display()))?.len();
    let is_json = path.extension().is_some_and(|it| it.eq_ignore_ascii_case("json"));
    if is_json && size <= MOST {
        let bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
        let value: Value = serde_json::from_slice(&bytes)
            .with_context(|| format!("{}: expected JSON", path.display()))?;
        return Ok(of_json(&value));
    }
    let is_delimited = path
        .extension()
        .is_some_and(|it| ["csv", "tsv", "txt"].iter().any(|known| it.eq_ignore_ascii_case(known)));
    if !is_delimited {
        return Ok(None);
    }
    let Ok(people) = bonafide_intake::people(path) else { return Ok(None) };
    crate::link::tell_left_out(path, &people);
    Ok(Some(people.table).filter(|it| it.rows > 0))
}

/// Objects as rows; what is nested is called by the key that holds it.
fn of_json(value: &Value) -> Option<Table> {
    let objects: Vec<&Value> = match value {
        Value::Object(_) => vec![value],
        Value::Array(all) => all.iter().filter(|it| it.is_object()).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Vec::new(),
    };
    let mut res = Table { columns: Vec::new(), rows: 0 };
    for object in objects {
        let mut cells = BTreeMap::new();
        gather(object, "", &mut cells);
        for name in cells.keys().filter(|it| !bonafide_intake::is_dropped(it)) {
            if res.column(name).is_none() {
                let mut column = Column::new(name.as_str());
                (0..res.rows).for_each(|_| column.push(""));
                res.columns.push(column);
            }
        }
        for column in &mut res.columns {
            column.push(cells.get(&column.name).map_or("", String::as_str));
        }
        res.rows += 1;
    }
    (res.rows > 0 && !res.columns.is_empty()).then_some(res)
}

fn gather(value: &Value, key: &str, cells: &mut BTreeMap<String, String>) {
    let mut put = |text: String| {
        cells.entry(key.to_owned()).or_insert(text);
    };
    match value {
        Value::Null | Value::Bool(_) => {}
        Value::Number(number) => put(number.to_string()),
        Value::String(text) => put(text.clone()),
        // The first of several is the one that the form puts first.
        Value::Array(all) => all.iter().take(1).for_each(|it| gather(it, key, cells)),
        Value::Object(all) => all.iter().for_each(|(name, it)| gather(it, name, cells)),
    }
}
