//! Questions of signals in SQL, asked of the tables of a scan that is being made.

use std::collections::BTreeSet;

use anyhow::Context;
use bonafide_model::{Finding, Linked, Locator, Provenance, Scan};
use bonafide_own::{Asks, Fault, OwnSignal, Row, seen_in_rows};
use bonafide_store::{Cell, Questions, Table};
use jiff::Timestamp;

/// Rows that one question may give. Guess: more people than any organization reviews.
const MOST_ROWS: usize = 100_000;
/// Columns that say where a row rests, of which exactly one has a value.
const PLACES: [&str; 4] = ["line", "pointer", "page", "git_commit"];

/// Findings of all questions; a question that cannot be answered is a fault of its file.
pub(crate) fn ask(
    signals: &[OwnSignal],
    scan: &Scan,
) -> anyhow::Result<(Vec<Finding>, Vec<Fault>)> {
    let (mut found, mut failed) = (Vec::new(), Vec::new());
    let asking: Vec<(&OwnSignal, &str)> = signals.iter().filter_map(question).collect();
    if asking.is_empty() {
        return Ok((found, failed));
    }
    let questions = Questions::of(scan).context("questions of your signals")?;
    let files: BTreeSet<&str> = scan.intake.iter().map(|it| it.file.as_str()).collect();
    for (signal, sql) in asking {
        let answer = questions.ask(sql).map_err(|it| format!("sql: {:#}", anyhow::Error::from(it)));
        let seen = answer
            .and_then(|it| rows(&it))
            .and_then(|it| seen_in_rows(signal, &it, (&scan.linked, &files)));
        match seen {
            Ok(findings) => found.extend(findings),
            Err(why) => failed.push(Fault::new(&signal.file, 0, why)),
        }
    }
    Ok((found, failed))
}

/// What is wrong with the question of a signal, as far as the tables tell without a row in them.
pub(crate) fn fault(signal: &OwnSignal) -> anyhow::Result<Option<Fault>> {
    let Some((_, sql)) = question(signal) else { return Ok(None) };
    let nothing = Scan {
        as_of: Timestamp::UNIX_EPOCH,
        cases: Vec::new(),
        linked: Linked::default(),
        intake: Vec::new(),
        fed: BTreeSet::new(),
    };
    let answer = Questions::of(&nothing)?.ask(sql);
    let why =
        answer.map_err(|it| format!("sql: {:#}", anyhow::Error::from(it))).and_then(|it| rows(&it));
    Ok(why.err().map(|why| Fault::new(&signal.file, 0, why)))
}

fn question(signal: &OwnSignal) -> Option<(&OwnSignal, &str)> {
    if let Asks::Sql(sql) = &signal.asks { Some((signal, sql)) } else { None }
}

/// The rows of an answer.
fn rows(table: &Table) -> Result<Vec<Row>, String> {
    let position = |name: &str| table.columns.iter().position(|it| it == name);
    let missing =
        |name: &str| format!("sql: expected a column `{name}`, found {}", table.columns.join(", "));
    let persona = position("persona").ok_or_else(|| missing("persona"))?;
    let file = position("file").ok_or_else(|| missing("file"))?;
    let places: Vec<(&str, usize)> =
        PLACES.iter().filter_map(|name| Some((*name, position(name)?))).collect();
    if places.is_empty() {
        return Err(missing("line` (or `pointer`, `page`, `git_commit"));
    }
    if table.rows.len() > MOST_ROWS {
        return Err(format!("sql: {} rows, expected at most {MOST_ROWS}", table.rows.len()));
    }
    let one = |row: &Vec<Cell>| {
        let said = places.iter().map(|(name, idx)| (*name, &row[*idx]));
        let locator = said.filter_map(|(name, cell)| locator(name, cell)).next();
        let at = locator.ok_or("sql: a row without the line that it rests on: give `file` with `line`, `pointer`, `page` or `git_commit`")?;
        let from = Provenance { file: row[file].to_string().into(), at };
        let others = table.columns.iter().zip(row);
        let cells = others.map(|(name, it)| (name.clone(), it.to_string(), is_plain(it))).collect();
        Ok(Row { persona: row[persona].to_string(), from, cells })
    };
    table.rows.iter().map(one).collect()
}

fn locator(name: &str, cell: &Cell) -> Option<Locator> {
    match (name, cell) {
        ("line", Cell::Integer(line)) => u64::try_from(*line).ok().map(Locator::Line),
        ("page", Cell::Integer(page)) => u32::try_from(*page).ok().map(Locator::Page),
        ("pointer", Cell::Text(text)) => Some(Locator::Pointer(text.clone())),
        ("git_commit", Cell::Text(text)) => Some(Locator::Commit(text.clone())),
        _ => None,
    }
}

/// Numbers and days may be shown to all; any other text may be personal.
fn is_plain(cell: &Cell) -> bool {
    match cell {
        Cell::Null | Cell::Integer(_) | Cell::Real(_) => true,
        Cell::Text(text) => {
            text.parse::<jiff::civil::Date>().is_ok() || text.parse::<Timestamp>().is_ok()
        }
        Cell::Blob(_) => false,
    }
}
