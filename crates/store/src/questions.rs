//! The tables of a scan that is being made, for questions of the organization's own.
//!
//! They lie in a temporary database of SQLite's own, which no other program can open and which is gone with the connection.
//! Values are in it in full, so that a question can compare them; where names of people stand it can't read, so that nobody is judged
//! by a name.

use std::time::Duration;

use bonafide_model::Scan;
use rusqlite::{
    Connection,
    hooks::{AuthAction, AuthContext, Authorization},
};

use crate::{
    StoreError, Table,
    query::{self, MOST_TIME},
    write,
};

/// Tables of one scan.
pub struct Questions {
    connection: Connection,
    tables: Vec<String>,
    most_time: Duration,
}

impl Questions {
    /// Writes the tables.
    pub fn of(scan: &Scan) -> Result<Self, StoreError> {
        Self::made(scan).map_err(StoreError::Temporary)
    }

    fn made(scan: &Scan) -> rusqlite::Result<Self> {
        // A database without a name: kept in memory as long as it is small, and never found in a folder.
        let mut connection = Connection::open("")?;
        write::put(&mut connection, scan, true)?;
        let tables = query::tables(&connection)?;
        query::confine(&connection, allow)?;
        Ok(Self { connection, tables, most_time: MOST_TIME })
    }

    /// Asks one question, with the time of one to itself.
    pub fn ask(&self, sql: &str) -> Result<Table, StoreError> {
        query::ask(&self.connection, sql, (&self.tables, self.most_time))
    }

    /// The same tables, where a question may take no longer than this.
    #[must_use]
    pub fn within(self, most_time: Duration) -> Self {
        Self { most_time, ..self }
    }
}

/// Columns in which names of people stand.
const TOLD: [(&str, &str); 7] = [
    ("borrowed", "reason"),
    ("facilitators", "value"),
    ("findings", "because"),
    ("joins", "reason"),
    ("personas", "name"),
    ("refused", "reason"),
    ("ties", "because"),
];

fn allow(context: AuthContext<'_>) -> Authorization {
    let is_told = matches!(
        context.action,
        AuthAction::Read { table_name, column_name } if TOLD.contains(&(table_name, column_name))
    );
    if is_told { Authorization::Deny } else { query::allow(context) }
}
