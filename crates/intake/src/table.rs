//! Tables: rows of delimited text with quoted line ends, each at most as long as the gate holds, and any rows under a header.

use std::{io::Read, sync::Arc};

use bonafide_model::{Body, Header, MappedFile};
use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

use crate::{
    encoding::text,
    lines::too_long,
    mapped::{Layout, missing_columns},
    traits,
    window::Window,
};

/// Most columns of a table.
const COLUMN_CAP: usize = 16_384; // published: Excel's own limit
/// What delimited files of OFAC write for nothing; they have no header, and a header has no cell of it.
const NO_VALUE: &str = "-0-"; // published: OFAC data specification

/// Splits text into rows of cells.
pub(crate) struct Rows<R> {
    window: Window<R>,
    core: Reader,
    record_bytes: usize,
    cells: Vec<u8>,
    ends: Vec<usize>,
}

impl<R: Read> Rows<R> {
    pub(crate) fn new(window: Window<R>, delimiter: u8, record_bytes: usize) -> Self {
        let core = ReaderBuilder::new().delimiter(delimiter).build();
        Self { window, core, record_bytes, cells: vec![0; 1 << 10], ends: vec![0; 64] }
    }

    /// The next row that is not blank, with the line it begins on; or why it cannot be handed on.
    pub(crate) fn next_row(&mut self) -> Option<(u64, Result<Vec<String>, String>)> {
        while let Some(b'\r' | b'\n') = self.window.ahead(1).first() {
            self.window.advance(1);
        }
        let line = self.window.line();
        self.core.reset();
        let (mut n_cell_bytes, mut n_ends) = (0, 0);
        let (mut refused, mut is_begun, mut is_closing) = (None, false, false);
        loop {
            let here = self.window.ahead(1);
            let is_over = here.is_empty();
            if is_over && (!is_begun || self.window.failure().is_some()) {
                return self.window.take_failure().map(|why| (line, Err(why)));
            }
            if is_over && is_closing {
                return Some((line, Err(open_quote())));
            }
            // At the end of the file a line end closes the row, unless a quote is still open.
            is_closing = is_over;
            let here = if is_over { b"\n" } else { self.window.ahead(1) };
            let (outcome, n_in, n_out, n_end) = self.core.read_record(
                here,
                &mut self.cells[n_cell_bytes..],
                &mut self.ends[n_ends..],
            );
            if !is_over {
                self.window.advance(n_in);
            }
            is_begun = true;
            n_cell_bytes += n_out;
            n_ends += n_end;
            match outcome {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull if self.cells.len() < self.record_bytes => {
                    self.cells.resize(self.cells.len() * 2, 0);
                    is_closing = false;
                }
                ReadRecordResult::OutputEndsFull if self.ends.len() < COLUMN_CAP => {
                    self.ends.resize(self.ends.len() * 2, 0);
                    is_closing = false;
                }
                // What is over a cap is skipped to its end without being held.
                ReadRecordResult::OutputFull => {
                    refused.get_or_insert_with(|| too_long(self.record_bytes));
                    (is_closing, n_cell_bytes, n_ends) = (false, 0, 0);
                }
                ReadRecordResult::OutputEndsFull => {
                    refused.get_or_insert_with(too_wide);
                    (is_closing, n_cell_bytes, n_ends) = (false, 0, 0);
                }
                ReadRecordResult::Record | ReadRecordResult::End => break,
            }
        }
        if let Some(why) = refused {
            return Some((line, Err(why)));
        }
        Some((line, self.split(n_cell_bytes, n_ends)))
    }

    fn split(&self, n_cell_bytes: usize, n_ends: usize) -> Result<Vec<String>, String> {
        let all = text(self.cells[..n_cell_bytes].to_vec())?;
        let mut start = 0;
        let mut res = Vec::with_capacity(n_ends);
        for end in &self.ends[..n_ends] {
            // Cells could share a letter only if the whole were valid by accident.
            let cell = all
                .get(start..*end)
                .ok_or_else(|| "a cell ends inside a letter; save the file as UTF-8".to_owned())?;
            res.push(cell.to_owned());
            start = *end;
        }
        Ok(res)
    }
}

fn too_wide() -> String {
    format!("row of more than {COLUMN_CAP} columns, skipped to its end; export fewer columns")
}

fn open_quote() -> String {
    "a quote that opens in this row never closes, so all that follows is one cell; close the quote and export again".to_owned()
}

impl<R: Read> Iterator for Rows<R> {
    type Item = (u64, Result<Vec<String>, String>);

    fn next(&mut self) -> Option<Self::Item> {
        self.next_row()
    }
}

/// A table whose header has been read, over rows with their numbers.
pub(crate) struct Table<I> {
    rows: I,
    header: Arc<Header>,
    /// Number of the file's own columns.
    n_columns: usize,
    /// How cells are moved and settled, where a mapping says so.
    layout: Option<Layout>,
    dropped: Vec<usize>,
    first: Option<Row>,
}

/// A row with its line, or why it cannot be handed on.
type Row = (u64, Result<Vec<String>, String>);

impl<I: Iterator<Item = Row>> Table<I> {
    /// Reads the header; answers with the names of the columns that are dropped.
    pub(crate) fn open(mut rows: I, mapped: Option<&MappedFile>) -> (Self, Vec<String>) {
        let (line, written) = match rows.next() {
            Some((line, Ok(written))) => (line, written),
            Some((line, Err(why))) => {
                return (Self::refused(rows, line, format!("header: {why}")), Vec::new());
            }
            None => (1, Vec::new()),
        };
        // Such columns are called by their places, and the first row is a record.
        let has_header = !written.iter().any(|it| it.trim() == NO_VALUE);
        let names = written.iter().map(|it| if has_header { it.trim() } else { "" });
        let mut header = Header::new(names.map(str::to_owned).collect());
        let dropped: Vec<usize> = (0..header.folded.len())
            .filter(|it| traits::is_protected(&header.folded[*it]))
            .collect();
        let names = dropped.iter().map(|it| header.written[*it].clone()).collect();
        for idx in &dropped {
            header.written[*idx] = "(dropped)".to_owned();
            header.folded[*idx] = format!("dropped_{}", idx + 1);
        }
        number_duplicates(&mut header);
        let n_columns = header.written.len();
        let kept = (!has_header).then_some((line, Ok(written)));
        let Some(mapped) = mapped else {
            let header = Arc::new(header);
            return (Self { rows, header, n_columns, layout: None, dropped, first: kept }, names);
        };
        let (layout, missing) = Layout::of_fields(&header, mapped);
        let first = if missing.is_empty() {
            kept
        } else {
            Some((line, Err(missing_columns(&missing, &header))))
        };
        let header = Arc::clone(&layout.header);
        (Self { rows, header, n_columns, layout: Some(layout), dropped, first }, names)
    }

    fn refused(rows: I, line: u64, why: String) -> Self {
        Self {
            rows,
            header: Arc::new(Header::new(Vec::new())),
            n_columns: 0,
            layout: None,
            dropped: Vec::new(),
            first: Some((line, Err(why))),
        }
    }

    fn fit(&self, mut cells: Vec<String>) -> Result<Vec<String>, String> {
        let n_columns = self.n_columns;
        if cells.len() > n_columns && cells[n_columns..].iter().any(|it| !it.trim().is_empty()) {
            return Err(format!(
                "row has more cells than the header has ({n_columns}); put quotes around cells that hold the delimiter"
            ));
        }
        cells.resize(n_columns, String::new());
        for idx in &self.dropped {
            cells[*idx].clear();
        }
        Ok(match &self.layout {
            Some(layout) => layout.row(&cells),
            None => cells,
        })
    }
}

impl<I: Iterator<Item = Row>> Iterator for Table<I> {
    type Item = (u64, Result<Body, String>);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let (line, cells) = self.first.take().or_else(|| self.rows.next())?;
            // Spreadsheets end with rows of empty cells.
            if cells.as_ref().is_ok_and(|it| it.iter().all(|cell| cell.trim().is_empty())) {
                continue;
            }
            let row = cells.and_then(|it| self.fit(it));
            return Some((
                line,
                row.map(|cells| Body::Row { header: Arc::clone(&self.header), cells }),
            ));
        }
    }
}

/// `email,email` → `email`, `email_2`; a column without a name is called by its place.
fn number_duplicates(header: &mut Header) {
    let mut seen = std::collections::BTreeSet::new();
    for (idx, folded) in header.folded.iter_mut().enumerate() {
        if folded.is_empty() {
            *folded = format!("column_{}", idx + 1);
        }
        let base = folded.clone();
        let mut n = 1;
        while !seen.insert(folded.clone()) {
            n += 1;
            *folded = format!("{base}_{n}");
        }
    }
}
