//! Tables of results, row by row, as CSV or as Parquet. The same rows give the same bytes; writing takes little memory whatever their
//! number.

use std::{
    io::{self, Write},
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

/// Rows that are held until they are written as one group. Guess.
const GROUP: usize = 1 << 16;

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

/// A table that is being written.
pub(crate) enum Sheet<W: Write + Send> {
    /// CSV, with the row that is being written.
    Csv(Box<csv::Writer<W>>),
    /// Parquet, with the rows that wait.
    Parquet(Box<Waiting<W>>),
}

/// Cells that wait to be written, by column.
pub(crate) struct Waiting<W: Write + Send> {
    out: SerializedFileWriter<W>,
    columns: Vec<Cells>,
    /// The column that the next cell is of.
    at: usize,
}

enum Cells {
    Text(Vec<ByteArray>),
    Number(Vec<f64>),
    Whole(Vec<i32>),
    Truth(Vec<bool>),
}

impl<W: Write + Send> Sheet<W> {
    /// Opens a table of these columns.
    pub(crate) fn open(
        out: W,
        format: TableFormat,
        columns: &[(String, Holds)],
    ) -> io::Result<Self> {
        if format == TableFormat::Csv {
            let mut out = csv::WriterBuilder::new().buffer_capacity(1 << 18).from_writer(out);
            out.write_record(columns.iter().map(|(name, _)| name))?;
            return Ok(Self::Csv(Box::new(out)));
        }
        let fields = columns.iter().map(|(name, holds)| field(name, *holds));
        let fields = fields.collect::<Result<Vec<_>, _>>().map_err(broken)?;
        let schema = Type::group_type_builder("table").with_fields(fields).build();
        let settings = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
        let out =
            SerializedFileWriter::new(out, Arc::new(schema.map_err(broken)?), Arc::new(settings))
                .map_err(broken)?;
        let columns = columns.iter().map(|(_, holds)| Cells::of(*holds)).collect();
        Ok(Self::Parquet(Box::new(Waiting { out, columns, at: 0 })))
    }

    /// The next cell of the row, a text.
    pub(crate) fn text(&mut self, cell: &str) -> io::Result<()> {
        match self {
            Self::Csv(out) => Ok(out.write_field(cell)?),
            Self::Parquet(it) => it.put(|cells| {
                if let Cells::Text(cells) = cells {
                    cells.push(ByteArray::from(cell));
                }
            }),
        }
    }

    /// The next cell, a number; `written` is how CSV writes it.
    pub(crate) fn number(
        &mut self,
        cell: f64,
        written: impl FnOnce(f64) -> String,
    ) -> io::Result<()> {
        match self {
            Self::Csv(out) => Ok(out.write_field(written(cell))?),
            Self::Parquet(it) => it.put(|cells| {
                if let Cells::Number(cells) = cells {
                    cells.push(cell);
                }
            }),
        }
    }

    /// The next cell, a small whole number.
    pub(crate) fn whole(&mut self, cell: i32) -> io::Result<()> {
        match self {
            Self::Csv(out) => Ok(out.write_field(cell.to_string())?),
            Self::Parquet(it) => it.put(|cells| {
                if let Cells::Whole(cells) = cells {
                    cells.push(cell);
                }
            }),
        }
    }

    /// The next cell, yes or no; CSV writes 1 or 0.
    pub(crate) fn truth(&mut self, cell: bool) -> io::Result<()> {
        match self {
            Self::Csv(out) => Ok(out.write_field(if cell { "1" } else { "0" })?),
            Self::Parquet(it) => it.put(|cells| {
                if let Cells::Truth(cells) = cells {
                    cells.push(cell);
                }
            }),
        }
    }

    /// Ends the row.
    pub(crate) fn end_row(&mut self) -> io::Result<()> {
        match self {
            Self::Csv(out) => Ok(out.write_record(None::<&[u8]>)?),
            Self::Parquet(it) => {
                assert_eq!(it.at, it.columns.len(), "a row has a cell for each column");
                it.at = 0;
                if it.columns.first().is_some_and(|it| it.len() >= GROUP) {
                    it.write_group().map_err(broken)?;
                }
                Ok(())
            }
        }
    }

    /// Writes what waits, and the end.
    pub(crate) fn close(self) -> io::Result<()> {
        match self {
            Self::Csv(mut out) => out.flush(),
            Self::Parquet(mut it) => {
                it.write_group().map_err(broken)?;
                let mut out = it.out.into_inner().map_err(broken)?;
                out.flush()
            }
        }
    }
}

impl<W: Write + Send> Waiting<W> {
    fn put(&mut self, put: impl FnOnce(&mut Cells)) -> io::Result<()> {
        put(&mut self.columns[self.at]);
        self.at += 1;
        Ok(())
    }

    fn write_group(&mut self) -> Result<(), ParquetError> {
        if self.columns.first().is_none_or(|it| it.len() == 0) {
            return Ok(());
        }
        let mut group = self.out.next_row_group()?;
        for cells in &mut self.columns {
            if let Some(mut column) = group.next_column()? {
                cells.write(&mut column)?;
                column.close()?;
            }
        }
        group.close()?;
        Ok(())
    }
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

    fn len(&self) -> usize {
        match self {
            Self::Text(it) => it.len(),
            Self::Number(it) => it.len(),
            Self::Whole(it) => it.len(),
            Self::Truth(it) => it.len(),
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
