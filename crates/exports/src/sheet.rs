//! Tables of results, row by row, as CSV or as Parquet. The same rows give the same bytes; writing takes little memory whatever their
//! number.

use std::{
    io::{self, Write},
    ops::Range,
    sync::Arc,
};

use parquet::{
    basic::{Compression, LogicalType, Repetition, Type as Physical},
    data_type::{BoolType, ByteArray, ByteArrayType, DoubleType, Int32Type},
    errors::ParquetError,
    file::{
        properties::WriterProperties,
        writer::{SerializedColumnWriter, SerializedFileWriter},
    },
    schema::types::Type,
};
use rayon::prelude::*;

/// Rows of a part of CSV, and of a group of Parquet. Guesses.
const CSV_ROWS: usize = 1 << 14;
const GROUP: usize = 1 << 16;
/// Parts that are made side by side before they are written. Guess.
const AT_ONCE: usize = 8;

/// How a table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableFormat {
    /// Comma-separated values.
    Csv,
    /// Apache Parquet, packed with snappy.
    Parquet,
}

impl TableFormat {
    /// What the names of its files end in.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Parquet => "parquet",
        }
    }
}

/// What a column holds.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Holds {
    Text,
    /// Bits and probabilities; CSV writes them with as many places as are given.
    Number,
    Whole,
    Truth,
}

/// Some rows of a table, as they will be written.
pub(crate) enum Part {
    /// Bytes of CSV.
    Csv(String),
    /// Cells by column, and the column that the next one is of.
    Parquet(Vec<Cells>, usize),
}

pub(crate) enum Cells {
    Text(Vec<ByteArray>),
    Number(Vec<f64>),
    Whole(Vec<i32>),
    Truth(Vec<bool>),
}

/// Writes a table of so many rows; `put` puts the cells of some, and ends each. Rows are made side by side and written in order.
///
/// # Errors
/// What the writer says.
pub(crate) fn write<W: Write + Send>(
    out: W,
    format: TableFormat,
    columns: &[(String, Holds)],
    (rows, put): (usize, impl Fn(&mut Part, Range<usize>) + Sync),
) -> io::Result<()> {
    match format {
        TableFormat::Csv => {
            let mut out = out;
            let mut header = csv::Writer::from_writer(&mut out);
            header.write_record(columns.iter().map(|(name, _)| name))?;
            header.flush()?;
            drop(header);
            let new = || Part::Csv(String::new());
            parts((CSV_ROWS, rows), new, put, |part| match part {
                Part::Csv(it) => out.write_all(it.as_bytes()),
                Part::Parquet(..) => Ok(()),
            })?;
            out.flush()
        }
        TableFormat::Parquet => {
            let mut out = opened(out, columns).map_err(broken)?;
            let new = || Part::Parquet(columns.iter().map(|(_, it)| Cells::of(*it)).collect(), 0);
            parts((GROUP, rows), new, put, |part| {
                if let Part::Parquet(mut cells, _) = part {
                    write_group(&mut out, &mut cells).map_err(broken)?;
                }
                Ok(())
            })?;
            out.into_inner().map_err(broken)?.flush()
        }
    }
}

fn parts(
    (size, rows): (usize, usize),
    new: impl Fn() -> Part + Sync,
    put: impl Fn(&mut Part, Range<usize>) + Sync,
    mut take: impl FnMut(Part) -> io::Result<()>,
) -> io::Result<()> {
    let starts: Vec<usize> = (0..rows).step_by(size).collect();
    for starts in starts.chunks(AT_ONCE) {
        let made: Vec<Part> = starts
            .par_iter()
            .map(|start| {
                let mut part = new();
                put(&mut part, *start..rows.min(start + size));
                part
            })
            .collect();
        for part in made {
            take(part)?;
        }
    }
    Ok(())
}

fn opened<W: Write + Send>(
    out: W,
    columns: &[(String, Holds)],
) -> Result<SerializedFileWriter<W>, ParquetError> {
    let fields = columns.iter().map(|(name, holds)| field(name, *holds));
    let fields = fields.collect::<Result<Vec<_>, _>>()?;
    let schema = Type::group_type_builder("table").with_fields(fields).build()?;
    let settings = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
    SerializedFileWriter::new(out, Arc::new(schema), Arc::new(settings))
}

fn write_group<W: Write + Send>(
    out: &mut SerializedFileWriter<W>,
    cells: &mut [Cells],
) -> Result<(), ParquetError> {
    let mut group = out.next_row_group()?;
    for cells in cells {
        if let Some(mut column) = group.next_column()? {
            cells.write(&mut column)?;
            column.close()?;
        }
    }
    group.close()?;
    Ok(())
}

impl Part {
    /// The next cell of the row, a text.
    pub(crate) fn text(&mut self, cell: &str) {
        match self {
            Self::Csv(out) => quoted(out, cell),
            Self::Parquet(..) => {
                if let Some(Cells::Text(cells)) = self.column() {
                    cells.push(ByteArray::from(cell));
                }
            }
        }
    }

    /// The next cell, a number; CSV writes it rounded to so many places.
    pub(crate) fn number(&mut self, cell: f64, places: u32) {
        match self {
            Self::Csv(out) => {
                rounded(out, cell, places);
                out.push(',');
            }
            Self::Parquet(..) => {
                if let Some(Cells::Number(cells)) = self.column() {
                    cells.push(cell);
                }
            }
        }
    }

    /// The next cell, a small whole number.
    pub(crate) fn whole(&mut self, cell: i32) {
        match self {
            Self::Csv(out) => {
                out.push_str(itoa::Buffer::new().format(cell));
                out.push(',');
            }
            Self::Parquet(..) => {
                if let Some(Cells::Whole(cells)) = self.column() {
                    cells.push(cell);
                }
            }
        }
    }

    /// The next cell, yes or no; CSV writes 1 or 0.
    pub(crate) fn truth(&mut self, cell: bool) {
        match self {
            Self::Csv(out) => out.push_str(if cell { "1," } else { "0," }),
            Self::Parquet(..) => {
                if let Some(Cells::Truth(cells)) = self.column() {
                    cells.push(cell);
                }
            }
        }
    }

    /// The cells that the next one belongs to; CSV has none.
    fn column(&mut self) -> Option<&mut Cells> {
        let Self::Parquet(columns, at) = self else { return None };
        *at += 1;
        columns.get_mut(*at - 1)
    }

    /// Ends a row that has all its cells.
    pub(crate) fn end_row(&mut self) {
        match self {
            Self::Csv(out) => {
                out.pop();
                out.push('\n');
            }
            Self::Parquet(columns, at) => {
                assert_eq!(*at, columns.len(), "a row has a cell for each column");
                *at = 0;
            }
        }
    }
}

/// Writes a cell and its comma, in quotes where it holds what would end it. `csv` looks at each byte of each cell for that, also of
/// numbers; of millions of pairs that was a tenth of all time.
fn quoted(res: &mut String, cell: &str) {
    if cell.contains(['"', ',', '\r', '\n']) {
        res.push('"');
        res.push_str(&cell.replace('"', "\"\""));
        res.push_str("\",");
    } else {
        res.push_str(cell);
        res.push(',');
    }
}

/// Writes a number with some places behind the point. Much of the writing of pairs is this.
fn rounded(res: &mut String, number: f64, places: u32) {
    let unit = 10_u64.pow(places);
    let parts = (number.abs() * unit as f64).round() as u64;
    // Minus nothing is nothing.
    if number < 0.0 && parts > 0 {
        res.push('-');
    }
    res.push_str(itoa::Buffer::new().format(parts / unit));
    res.push('.');
    let mut buffer = itoa::Buffer::new();
    // A one in front keeps the zeros.
    res.push_str(&buffer.format(unit + parts % unit)[1..]);
}

impl Cells {
    fn of(holds: Holds) -> Self {
        match holds {
            Holds::Text => Self::Text(Vec::new()),
            Holds::Number => Self::Number(Vec::new()),
            Holds::Whole => Self::Whole(Vec::new()),
            Holds::Truth => Self::Truth(Vec::new()),
        }
    }

    fn write(&mut self, to: &mut SerializedColumnWriter<'_>) -> Result<(), ParquetError> {
        match self {
            Self::Text(it) => {
                to.typed::<ByteArrayType>().write_batch(it, None, None)?;
                it.clear();
            }
            Self::Number(it) => {
                to.typed::<DoubleType>().write_batch(it, None, None)?;
                it.clear();
            }
            Self::Whole(it) => {
                to.typed::<Int32Type>().write_batch(it, None, None)?;
                it.clear();
            }
            Self::Truth(it) => {
                to.typed::<BoolType>().write_batch(it, None, None)?;
                it.clear();
            }
        }
        Ok(())
    }
}

fn field(name: &str, holds: Holds) -> Result<Arc<Type>, ParquetError> {
    let (physical, logical) = match holds {
        Holds::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        Holds::Number => (Physical::DOUBLE, None),
        Holds::Whole => (Physical::INT32, None),
        Holds::Truth => (Physical::BOOLEAN, None),
    };
    let field = Type::primitive_type_builder(name, physical)
        .with_repetition(Repetition::REQUIRED)
        .with_logical_type(logical)
        .build()?;
    Ok(Arc::new(field))
}

fn broken(error: ParquetError) -> io::Error {
    io::Error::other(error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_not_negative() {
        let written = |number, places| {
            let mut res = String::new();
            rounded(&mut res, number, places);
            res
        };
        assert_eq!(written(-0.001, 2), "0.00");
        assert_eq!(written(-1.256, 2), "-1.26");
        assert_eq!(written(-0.5, 2), "-0.50");
        assert_eq!(written(12.0, 2), "12.00");
        assert_eq!(written(0.999_999_9, 6), "1.000000");
        assert_eq!(written(0.05, 6), "0.050000");
    }

    #[test]
    fn cells_are_quoted_as_csv_quotes_them() {
        let cells = ["plain", "", "a,b", "say \"no\"", "two\nlines", "cr\r", "'=1", " é "];
        let mut expected = csv::Writer::from_writer(Vec::new());
        expected.write_record(cells).unwrap();
        let mut part = Part::Csv(String::new());
        cells.iter().for_each(|it| part.text(it));
        part.end_row();
        let Part::Csv(written) = part else { panic!("CSV") };
        assert_eq!(written.into_bytes(), expected.into_inner().unwrap());
    }

    #[test]
    fn parts_are_written_in_order() {
        let columns = [("a".to_owned(), Holds::Whole)];
        let mut out = Vec::new();
        let rows = 3 * CSV_ROWS + 5;
        let put = |part: &mut Part, rows: Range<usize>| {
            for row in rows {
                part.whole(row as i32);
                part.end_row();
            }
        };
        write(&mut out, TableFormat::Csv, &columns, (rows, put)).unwrap();
        let expected: String = std::iter::once("a\n".to_owned())
            .chain((0..rows).map(|it| format!("{it}\n")))
            .collect();
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }
}
