//! One question in SQL to the file of a scan: read-only, within a time and a size.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use rusqlite::{
    Connection, ErrorCode, OpenFlags, Statement,
    hooks::{AuthAction, AuthContext, Authorization},
    limits::Limit,
    types::ValueRef,
};

use crate::{StoreError, VERSION};

/// How long a question may take. Guess: longer than any good one.
pub(crate) const MOST_TIME: Duration = Duration::from_secs(30);
/// How large an answer may be. Guess: more than anybody reads, less than any machine has.
const MOST_MIB: usize = 256;
/// How long one text may become on the way, in bytes, against questions that build huge ones. Guess.
const MOST_TEXT: i32 = 16 << 20;
/// Steps of SQLite's machine between two looks at the clock: some tens of microseconds. Guess.
const STEPS: i32 = 10_000;
/// Characters of the question that a message repeats. Guess.
const MOST_NEAR: usize = 40;
/// What a cell takes beside its text. Guess from the size of the type.
const CELL_BYTES: usize = 32;

/// One value of an answer.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// No value.
    Null,
    /// A whole number.
    Integer(i64),
    /// A number.
    Real(f64),
    /// A text.
    Text(String),
    /// Bytes.
    Blob(Vec<u8>),
}

impl std::fmt::Display for Cell {
    /// As a table for people shows it: nothing for no value, bytes by their number.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Null => Ok(()),
            Self::Integer(value) => write!(f, "{value}"),
            Self::Real(value) => write!(f, "{value}"),
            Self::Text(value) => f.write_str(value),
            Self::Blob(bytes) => write!(f, "({} bytes)", bytes.len()),
        }
    }
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    /// Column names.
    pub columns: Vec<String>,
    /// Rows, each with one cell a column.
    pub rows: Vec<Vec<Cell>>,
}

/// Asks one question.
pub fn query(path: &Path, sql: &str) -> Result<Table, StoreError> {
    query_within(path, sql, MOST_TIME)
}

pub(crate) fn query_within(
    path: &Path,
    sql: &str,
    most_time: Duration,
) -> Result<Table, StoreError> {
    let connection = open(path)?;
    let tables =
        tables(&connection).map_err(|cause| StoreError::Open { path: path.to_owned(), cause })?;
    confine(&connection, allow).map_err(|cause| explain(cause, &tables, most_time))?;
    ask(&connection, sql, (&tables, most_time))
}

/// Asks a connection that can only read.
pub(crate) fn ask(
    connection: &Connection,
    sql: &str,
    (tables, most_time): (&[String], Duration),
) -> Result<Table, StoreError> {
    let explain = |cause| explain(cause, tables, most_time);
    let start = Instant::now();
    connection
        .progress_handler(STEPS, Some(move || start.elapsed() > most_time))
        .map_err(explain)?;
    let mut statement = connection.prepare(sql).map_err(explain)?;
    // A comment alone, or a statement that answers nothing, such as VACUUM.
    if statement.column_count() == 0 || !statement.readonly() {
        return Err(StoreError::NotOneStatement);
    }
    answer(&mut statement).map_err(|it| it.map_or(StoreError::TooLarge(MOST_MIB), explain))
}

fn open(path: &Path) -> Result<Connection, StoreError> {
    let failed = |cause| StoreError::Open { path: path.to_owned(), cause };
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).map_err(failed)?;
    let found: i32 =
        connection.pragma_query_value(None, "user_version", |row| row.get(0)).map_err(failed)?;
    if found != VERSION {
        return Err(StoreError::Version { path: path.to_owned(), expected: VERSION, found });
    }
    Ok(connection)
}

pub(crate) fn tables(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut statement =
        connection.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")?;
    statement.query_map([], |row| row.get(0))?.collect()
}

/// From here on the connection reads what is allowed, and nothing else.
pub(crate) fn confine(
    connection: &Connection,
    allow: fn(AuthContext<'_>) -> Authorization,
) -> rusqlite::Result<()> {
    connection.pragma_update(None, "query_only", true)?;
    connection.pragma_update(None, "temp_store", "memory")?;
    connection.set_limit(Limit::SQLITE_LIMIT_LENGTH, MOST_TEXT)?;
    connection.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 0)?;
    connection.authorizer(Some(allow))
}

pub(crate) fn allow(context: AuthContext<'_>) -> Authorization {
    let is_loading = matches!(
        context.action,
        AuthAction::Function { function_name } if function_name.eq_ignore_ascii_case("load_extension")
    );
    let is_reading = matches!(
        context.action,
        AuthAction::Select
            | AuthAction::Read { .. }
            | AuthAction::Recursive
            | AuthAction::Function { .. }
    );
    if is_reading && !is_loading { Authorization::Allow } else { Authorization::Deny }
}

/// All rows; `Err(None)` when they are too large together.
fn answer(statement: &mut Statement<'_>) -> Result<Table, Option<rusqlite::Error>> {
    let columns: Vec<String> = statement.column_names().into_iter().map(str::to_owned).collect();
    let mut rows = statement.query([])?;
    let mut res = Table { columns, rows: Vec::new() };
    let mut left = MOST_MIB << 20;
    while let Some(row) = rows.next()? {
        let mut cells = Vec::with_capacity(res.columns.len());
        for idx in 0..res.columns.len() {
            let (cell, bytes) = cell(row.get_ref(idx)?);
            left = left.checked_sub(bytes + CELL_BYTES).ok_or(None)?;
            cells.push(cell);
        }
        res.rows.push(cells);
    }
    Ok(res)
}

fn cell(value: ValueRef<'_>) -> (Cell, usize) {
    match value {
        ValueRef::Null => (Cell::Null, 0),
        ValueRef::Integer(number) => (Cell::Integer(number), 0),
        ValueRef::Real(number) => (Cell::Real(number), 0),
        ValueRef::Text(text) => {
            (Cell::Text(String::from_utf8_lossy(text).into_owned()), text.len())
        }
        ValueRef::Blob(bytes) => (Cell::Blob(bytes.to_vec()), bytes.len()),
    }
}

/// SQLite's error in words for the person who asked.
fn explain(cause: rusqlite::Error, tables: &[String], most_time: Duration) -> StoreError {
    if matches!(cause, rusqlite::Error::MultipleStatement) {
        return StoreError::NotOneStatement;
    }
    let words = words(&cause);
    let code = cause.sqlite_error_code();
    if code == Some(ErrorCode::OperationInterrupted) {
        return StoreError::TooLong(most_time.as_secs());
    }
    if let Some((_, column)) = words.split_once("access to ") {
        return StoreError::Names(column.trim_end_matches(" is prohibited").to_owned());
    }
    if matches!(code, Some(ErrorCode::AuthorizationForStatementDenied | ErrorCode::ReadOnly))
        || words.contains("not authorized")
    {
        return StoreError::Refused;
    }
    match words.strip_prefix("no such table: ") {
        Some(table) => {
            let table = table.split(", at: ").next().unwrap_or(table).to_owned();
            StoreError::UnknownTable { table, tables: tables.to_vec() }
        }
        None => StoreError::Sql(words),
    }
}

/// What SQLite says, with the place in the question where it knows one.
fn words(cause: &rusqlite::Error) -> String {
    if let rusqlite::Error::SqlInputError { msg, sql, offset, .. } = cause {
        let rest = usize::try_from(*offset).ok().and_then(|it| sql.get(it..)).unwrap_or("");
        let near: String = rest.chars().take(MOST_NEAR).collect();
        return if near.is_empty() { msg.clone() } else { format!("{msg}, at: {near}") };
    }
    if let rusqlite::Error::SqliteFailure(_, Some(words)) = cause {
        return words.clone();
    }
    cause.to_string()
}
