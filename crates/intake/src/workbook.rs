//! Workbooks: each sheet is a table of its own, `book.xlsx/Sheet1`, read row by row like CSV.
//!
//! Formulas count with the values that were stored with them. Dates become ISO, numbers lose the noise of their binary form,
//! and a whole number that a spreadsheet has rounded is written so that it is recognized as rounded. The header is the first
//! row in which at least two cells are filled; a title above it is no record.

mod cell;
mod excel;
mod guard;
mod header;
mod ods;

use std::{
    io::{Read, Seek},
    time::Duration,
};

use zip::ZipArchive;

use crate::{
    Limits, archive,
    place::{Place, Sheet},
};

/// Time for the next row, and for opening a workbook.
const PATIENCE: Duration = Duration::from_secs(60); // guess: 100 MiB of shared strings load in a few seconds

/// Format of a workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    /// Office Open XML.
    Xlsx,
    /// Excel's binary form of it.
    Xlsb,
    /// OpenDocument.
    Ods,
}

/// A row of a sheet: its 1-based number there, and its cells or why they cannot be handed on.
pub(crate) type Row = (u64, Result<Vec<String>, String>);

impl Format {
    /// By the parts of a zip; `None` if it is no workbook.
    pub(crate) fn of<R: Read + Seek>(zip: &mut ZipArchive<R>) -> Option<Self> {
        if zip.index_for_name("xl/workbook.bin").is_some() {
            return Some(Format::Xlsb);
        }
        if zip.index_for_name("xl/workbook.xml").is_some() {
            return Some(Format::Xlsx);
        }
        archive::media_type(zip)
            .starts_with(b"application/vnd.oasis.opendocument.spreadsheet")
            .then_some(Format::Ods)
    }
}

/// Names of the sheets of a workbook.
pub(crate) fn sheets(book: &Place, format: Format, limits: &Limits) -> Result<Vec<String>, String> {
    match format {
        Format::Xlsx | Format::Xlsb => {
            guard::check(book, limits)?;
            excel::sheets(book, format, limits)
        }
        Format::Ods => ods::sheets(book, limits),
    }
}

/// The rows of a sheet, header first: the row that the user names, or the first that looks like one; cells are as many as the
/// last filled one.
pub(crate) fn rows(
    sheet: &Sheet,
    header_row: Option<u64>,
    limits: &Limits,
) -> Box<dyn Iterator<Item = Row> + Send> {
    let all: Box<dyn Iterator<Item = Row> + Send> = match sheet.format {
        Format::Xlsx | Format::Xlsb => Box::new(excel::rows(sheet, limits)),
        Format::Ods => Box::new(ods::rows(sheet, limits)),
    };
    match header_row {
        Some(header) => Box::new(all.skip_while(move |(row, _)| *row < header)),
        None => Box::new(header::first(all)),
    }
}
