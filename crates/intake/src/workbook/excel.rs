//! Excel's workbooks, cell by cell.

use std::sync::mpsc::SyncSender;

use calamine::{Cell, DataRef, Reader, SheetType, Xlsb, Xlsx};

use super::{Format, PATIENCE, Row, cell};
use crate::{
    Limits, apart,
    lines::too_long,
    place::{Place, Seekable, Sheet},
};

/// Most columns of a sheet.
const COLUMN_CAP: u32 = 16_384; // published: Excel's own limit
/// What a panic or a hang is said of.
const WHAT: &str = "workbook";

type Rows = SyncSender<Result<Row, String>>;

/// Names of the sheets that hold cells, hidden ones too.
pub(crate) fn sheets(book: &Place, format: Format, limits: &Limits) -> Result<Vec<String>, String> {
    let (book, limits) = (book.clone(), limits.clone());
    let names =
        apart::stream(WHAT, PATIENCE, move |send: &SyncSender<Result<Vec<String>, String>>| {
            let names = open(&book, &limits).and_then(|reader| match format {
                Format::Xlsb => {
                    Xlsb::new(reader).map(|it| names(it.sheets_metadata())).map_err(damaged)
                }
                Format::Xlsx | Format::Ods => {
                    Xlsx::new(reader).map(|it| names(it.sheets_metadata())).map_err(damaged)
                }
            });
            // The one who waits may have given up by now, and then nobody needs the answer.
            drop(send.send(names));
        })
        .next();
    names.unwrap_or_else(|| Err(damaged("no sheets")))
}

fn names(sheets: &[calamine::Sheet]) -> Vec<String> {
    sheets.iter().filter(|it| it.typ == SheetType::WorkSheet).map(|it| it.name.clone()).collect()
}

/// The rows of a sheet that have cells.
pub(crate) fn rows(sheet: &Sheet, limits: &Limits) -> impl Iterator<Item = Row> + Send + use<> {
    let (sheet, limits) = (sheet.clone(), limits.clone());
    let mut last = 0;
    let rows = apart::stream(WHAT, PATIENCE, move |send: &Rows| {
        if let Err(why) = send_rows(&sheet, &limits, send) {
            drop(send.send(Err(why)));
        }
    });
    rows.map(move |row| match row {
        Ok((at, cells)) => {
            last = at;
            (at, cells)
        }
        Err(why) => (last + 1, Err(why)),
    })
}

fn send_rows(sheet: &Sheet, limits: &Limits, send: &Rows) -> Result<(), String> {
    let reader = open(&sheet.book, limits)?;
    let cap = limits.record_bytes;
    match sheet.format {
        Format::Xlsb => {
            let mut book = Xlsb::new(reader).map_err(damaged)?;
            let mut cells = book.worksheet_cells_reader(&sheet.name).map_err(damaged)?;
            gather(|| cells.next_cell().map_err(damaged), cap, send)
        }
        Format::Xlsx | Format::Ods => {
            let mut book = Xlsx::new(reader).map_err(damaged)?;
            let mut cells = book.worksheet_cells_reader(&sheet.name).map_err(damaged)?;
            gather(|| cells.next_cell().map_err(damaged), cap, send)
        }
    }
}

fn open(book: &Place, limits: &Limits) -> Result<Box<dyn Seekable>, String> {
    book.seekable(limits, limits.inner_archive_bytes)
        .map_err(|why| format!("workbook cannot be read ({why}); save each sheet as CSV"))
}

fn damaged(why: impl std::fmt::Display) -> String {
    format!(
        "workbook is damaged or has a password ({why}); save it anew, or save each sheet as CSV"
    )
}

/// Joins cells to rows and sends them, until nobody takes them any more.
fn gather<'c>(
    mut next: impl FnMut() -> Result<Option<Cell<DataRef<'c>>>, String>,
    cap: usize,
    send: &Rows,
) -> Result<(), String> {
    let mut row: Option<Gathered> = None;
    loop {
        let cell = match next() {
            Ok(cell) => cell,
            Err(why) => {
                // What stands before the damage is good.
                if let Some(row) = row {
                    drop(send.send(Ok(row.finish())));
                }
                return Err(why);
            }
        };
        let Some(cell) = cell else { break };
        let (at, column) = cell.get_position();
        if row.as_ref().is_none_or(|it| it.at != at) {
            let whole =
                row.replace(Gathered { at, cells: Vec::new(), bytes_left: cap, failure: None });
            if let Some(whole) = whole
                && send.send(Ok(whole.finish())).is_err()
            {
                return Ok(());
            }
        }
        if let Some(row) = &mut row {
            row.put(column, cell.get_value(), cap);
        }
    }
    if let Some(row) = row {
        drop(send.send(Ok(row.finish())));
    }
    Ok(())
}

/// A row while its cells come.
struct Gathered {
    at: u32,
    cells: Vec<String>,
    bytes_left: usize,
    failure: Option<String>,
}

impl Gathered {
    fn put(&mut self, column: u32, value: &DataRef<'_>, cap: usize) {
        if self.failure.is_some() || *value == DataRef::Empty {
            return;
        }
        if column >= COLUMN_CAP {
            self.failure =
                Some(format!("row of more than {COLUMN_CAP} columns; export fewer columns"));
            return;
        }
        let text = cell::text(value);
        match self.bytes_left.checked_sub(text.len()) {
            Some(left) => self.bytes_left = left,
            None => {
                self.cells = Vec::new();
                self.failure = Some(too_long(cap));
                return;
            }
        }
        let idx = column as usize;
        if self.cells.len() <= idx {
            self.cells.resize(idx + 1, String::new());
        }
        self.cells[idx] = text;
    }

    fn finish(self) -> Row {
        let at = u64::from(self.at) + 1;
        (at, self.failure.map_or(Ok(self.cells), Err))
    }
}
