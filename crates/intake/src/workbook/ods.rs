//! OpenDocument's workbooks while their one part streams by. Cells and rows may say that they stand there many times over; such
//! repetitions are taken one by one, never multiplied in memory.

use std::io::Read;

use super::{Row, cell};
use crate::{
    Limits, archive,
    lines::too_long,
    markup::{Element, Markup, Piece},
    place::{Place, Sheet},
    window::Window,
};

/// Most columns of a sheet.
const COLUMN_CAP: usize = 16_384; // published: LibreOffice's own limit
/// Most rows of a sheet.
const ROW_CAP: u64 = 1 << 20; // published: LibreOffice's own limit

/// Names of the sheets.
pub(crate) fn sheets(book: &Place, limits: &Limits) -> Result<Vec<String>, String> {
    let mut markup = content(book, limits)?;
    let mut res: Vec<String> = Vec::new();
    let mut depth = 0_usize;
    loop {
        match markup.next_piece().map_err(damaged)? {
            Piece::End => return Ok(res),
            Piece::Open(element) => {
                depth += 1;
                // office:document-content > office:body > office:spreadsheet > table:table
                if depth == 4 && element.name == "table" {
                    res.push(element.attribute("name").unwrap_or("Sheet").to_owned());
                }
                if res.len() > limits.files {
                    return Err(archive::too_many(limits));
                }
            }
            Piece::Close => depth = depth.saturating_sub(1),
            Piece::Blank(_) | Piece::Text(_) => {}
        }
    }
}

/// The rows of a sheet that have a filled cell.
pub(crate) fn rows(sheet: &Sheet, limits: &Limits) -> impl Iterator<Item = Row> + Send + use<> {
    let cap = limits.record_bytes;
    let mut state = match content(&sheet.book, limits) {
        Ok(markup) => State::Open(Box::new(Table { markup, at: 0, cap, repeated: None, depth: 0 })),
        Err(why) => State::Refused(why),
    };
    let name = sheet.name.clone();
    let mut is_entered = false;
    std::iter::from_fn(move || match std::mem::replace(&mut state, State::Over) {
        State::Over => None,
        State::Refused(why) => Some((1, Err(why))),
        State::Open(mut table) => {
            let entered = if is_entered { Ok(()) } else { table.enter(&name) };
            is_entered = true;
            match entered.and_then(|()| table.next_row()) {
                Ok(Some(row)) => {
                    state = State::Open(table);
                    Some(row)
                }
                Ok(None) => None,
                Err(why) => Some((table.at + 1, Err(damaged(why)))),
            }
        }
    })
}

enum State {
    Open(Box<Table>),
    Refused(String),
    Over,
}

type Content = Markup<Box<dyn Read + Send>>;

fn content(book: &Place, limits: &Limits) -> Result<Content, String> {
    let part = archive::parts(book, limits)?.into_iter().find(|it| it.name == "content.xml");
    let place = part.ok_or_else(|| damaged("no part with cells".to_owned()))?.place?;
    let reader = place.reader(limits).map_err(|why| damaged(why.to_string()))?;
    Ok(Markup::new(Window::new(reader), limits.record_bytes))
}

fn damaged(why: String) -> String {
    format!(
        "workbook is damaged or has a password ({why}); save it anew, or save each sheet as CSV"
    )
}

struct Table {
    markup: Content,
    /// 1-based number of the last row that was met.
    at: u64,
    cap: usize,
    /// A row that stands there more often.
    repeated: Option<(Vec<String>, u64)>,
    /// Groups of rows that are open.
    depth: usize,
}

impl Table {
    /// Goes to the first row of a sheet.
    fn enter(&mut self, name: &str) -> Result<(), String> {
        let mut depth = 0_usize;
        loop {
            match self.markup.next_piece()? {
                Piece::End => return Err("the sheet is not there".to_owned()),
                Piece::Open(element) => {
                    depth += 1;
                    let called = element.attribute("name").unwrap_or("Sheet");
                    if depth == 4 && element.name == "table" && called == name {
                        return Ok(());
                    }
                }
                Piece::Close => depth = depth.saturating_sub(1),
                Piece::Blank(_) | Piece::Text(_) => {}
            }
        }
    }

    /// The next row with a filled cell.
    fn next_row(&mut self) -> Result<Option<Row>, String> {
        if self.at > ROW_CAP {
            return Err(format!("more than {ROW_CAP} rows"));
        }
        if let Some((cells, n_left)) = self.repeated.take() {
            self.at += 1;
            if n_left > 1 {
                self.repeated = Some((cells.clone(), n_left - 1));
            }
            return Ok(Some((self.at, Ok(cells))));
        }
        loop {
            match self.markup.next_piece()? {
                Piece::End => return Err("the file ends inside a sheet".to_owned()),
                Piece::Close if self.depth == 0 => return Ok(None),
                Piece::Close => self.depth -= 1,
                Piece::Text(_) => {}
                Piece::Blank(element) if element.name == "table-row" => {
                    self.at = self.at.saturating_add(times(&element, "number-rows-repeated"));
                }
                Piece::Blank(_) => {}
                Piece::Open(element) if element.name == "table-row" => {
                    let n = times(&element, "number-rows-repeated");
                    let cells = self.cells()?;
                    let first = self.at.saturating_add(1);
                    if cells.as_ref().is_ok_and(|it| it.iter().all(String::is_empty)) {
                        self.at = self.at.saturating_add(n);
                        continue;
                    }
                    self.at = first;
                    if let Ok(cells) = &cells
                        && n > 1
                    {
                        self.repeated = Some((cells.clone(), n - 1));
                    }
                    return Ok(Some((first, cells)));
                }
                // Groups of rows hold rows.
                Piece::Open(_) => self.depth += 1,
            }
        }
    }

    /// The cells of a row, to its end.
    fn cells(&mut self) -> Result<Result<Vec<String>, String>, String> {
        let mut res = Vec::new();
        let (mut n_blank, mut bytes_left, mut failure) = (0_usize, self.cap, None);
        let mut depth = 0_usize;
        loop {
            let (text, n) = match self.markup.next_piece()? {
                Piece::End => return Err("the file ends inside a row".to_owned()),
                Piece::Close if depth == 0 => return Ok(failure.map_or(Ok(res), Err)),
                Piece::Close => {
                    depth -= 1;
                    continue;
                }
                Piece::Text(_) => continue,
                Piece::Blank(element) if is_cell(&element) => (
                    value(&element).unwrap_or_default(),
                    times(&element, "number-columns-repeated"),
                ),
                Piece::Blank(_) => continue,
                Piece::Open(element) if is_cell(&element) => {
                    let shown = self.shown()?;
                    (value(&element).unwrap_or(shown), times(&element, "number-columns-repeated"))
                }
                Piece::Open(_) => {
                    depth += 1;
                    continue;
                }
            };
            let n = usize::try_from(n).unwrap_or(usize::MAX);
            if text.is_empty() {
                n_blank = n_blank.saturating_add(n);
                continue;
            }
            let n_columns = res.len().saturating_add(n_blank).saturating_add(n);
            let n_bytes = text.len().saturating_mul(n);
            if n_columns > COLUMN_CAP {
                failure =
                    Some(format!("row of more than {COLUMN_CAP} columns; export fewer columns"));
            } else if n_bytes > bytes_left {
                failure = Some(too_long(self.cap));
            }
            if failure.is_none() {
                bytes_left -= n_bytes;
                res.resize(res.len() + n_blank, String::new());
                res.resize(res.len() + n, text);
            }
            n_blank = 0;
        }
    }

    /// The text that a cell shows, to its end: paragraphs, without notes that hang on it.
    fn shown(&mut self) -> Result<String, String> {
        let mut res = String::new();
        let (mut depth, mut note_from) = (0_usize, None);
        loop {
            match self.markup.next_piece()? {
                Piece::End => return Err("the file ends inside a cell".to_owned()),
                Piece::Close if depth == 0 => return Ok(res),
                Piece::Close => {
                    depth -= 1;
                    if note_from == Some(depth) {
                        note_from = None;
                    }
                }
                Piece::Open(element) => {
                    if element.name == "annotation" && note_from.is_none() {
                        note_from = Some(depth);
                    } else if element.name == "p" && !res.is_empty() && note_from.is_none() {
                        res.push('\n');
                    }
                    depth += 1;
                }
                Piece::Blank(element) if note_from.is_none() => match element.name.as_str() {
                    "s" => res.push(' '),
                    "tab" => res.push('\t'),
                    "line-break" => res.push('\n'),
                    _ => {}
                },
                Piece::Text(text) if note_from.is_none() && res.len() <= self.cap => {
                    res.push_str(&text)
                }
                Piece::Blank(_) | Piece::Text(_) => {}
            }
        }
    }
}

fn is_cell(element: &Element) -> bool {
    element.name == "table-cell" || element.name == "covered-table-cell"
}

fn times(element: &Element, name: &str) -> u64 {
    element.attribute(name).and_then(|it| it.parse().ok()).unwrap_or(1).max(1)
}

/// The value that a cell holds beside what it shows.
fn value(element: &Element) -> Option<String> {
    match element.attribute("value-type")? {
        "float" | "percentage" | "currency" => {
            let number: f64 = element.attribute("value")?.parse().ok()?;
            Some(cell::number(number))
        }
        "date" => element.attribute("date-value").map(day),
        "boolean" => element.attribute("boolean-value").map(str::to_owned),
        "string" => element.attribute("string-value").map(str::to_owned),
        _ => None,
    }
}

/// `2026-03-01` of `2026-03-01T00:00:00`.
fn day(written: &str) -> String {
    written.strip_suffix("T00:00:00").unwrap_or(written).to_owned()
}
