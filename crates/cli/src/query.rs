//! `query`: read-only SQL over a scan's own database.

use bonafide_store::Cell;

use crate::{args, console, scan::DATABASE};

/// Runs one SELECT.
pub(crate) fn run(args: &args::Query) -> anyhow::Result<()> {
    let table = bonafide_store::query(&args.out.join(DATABASE), &args.sql)?;
    let headings: Vec<&str> = table.columns.iter().map(String::as_str).collect();
    let rows: Vec<Vec<String>> =
        table.rows.iter().map(|row| row.iter().map(text).collect()).collect();
    console::rows(console::format(args.format), &headings, &rows)
}

fn text(cell: &Cell) -> String {
    cell.to_string()
}
