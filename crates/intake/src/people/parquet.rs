//! A table of people as Parquet. Its parser is of others and runs apart; what a file announces is held against the file's own size.

use std::{
    fs::File,
    path::Path,
    sync::{Arc, mpsc::SyncSender},
};

use bonafide_model::Column;
use parquet::{
    column::reader::{ColumnReader, ColumnReaderImpl, get_column_reader},
    data_type::DataType,
    errors::ParquetError,
    file::metadata::{ParquetMetaData, ParquetMetaDataReader, RowGroupMetaData},
    schema::types::{ColumnDescPtr, ColumnDescriptor},
};

use super::{
    People, ROWS,
    cell::{self, Meaning},
    opened,
    page::Pages,
    too_many_rows,
};
use crate::{Limits, apart};

/// How a file begins, and ends.
pub(super) const MAGIC: &[u8] = b"PAR1";
/// Rows that are read at once; few, since of front-coded values each can be as long as its page.
const BATCH: usize = 256;
/// Bytes that a cell takes beside its text.
const CELL_BYTES: u64 = 8;

/// What the reading thread sends.
enum Told {
    /// The header: the columns in the order of the file.
    Header(Vec<String>),
    /// Cells of the next rows of a column.
    Cells(usize, Column),
    /// All columns have so many rows now.
    Rows(usize),
}

type Send = SyncSender<Result<Told, String>>;

/// Reads the table.
pub(super) fn read(path: &Path) -> Result<People, String> {
    let file = File::open(path).map_err(|it| it.to_string())?;
    let limits = Limits::default();
    let time = limits.document_time;
    let answers = apart::stream("Parquet table", time, move |send: &Send| {
        if let Err(Stop::Broken(why)) = tell(file, &limits, send) {
            // Whoever waited may have given up by now.
            drop(send.send(Err(why)));
        }
    });
    let (mut res, mut places) = (People::default(), Vec::new());
    for answer in answers {
        match answer? {
            Told::Header(names) => (res, places) = opened(names.iter().map(String::as_str))?,
            Told::Cells(place, cells) => {
                let Some(Some(place)) = places.get(place) else { continue };
                cells.texts().for_each(|it| res.table.columns[*place].push(it));
            }
            Told::Rows(rows) => res.table.rows = rows,
        }
    }
    Ok(res)
}

/// Why reading stops.
enum Stop {
    /// The file is no table that we read.
    Broken(String),
    /// Nobody waits for more.
    Unheard,
}

impl From<ParquetError> for Stop {
    fn from(error: ParquetError) -> Self {
        let why = error.to_string();
        let why = why.trim_start_matches("Parquet error: ");
        Self::Broken(format!("Parquet: {why}"))
    }
}

fn tell(file: File, limits: &Limits, send: &Send) -> Result<(), Stop> {
    let bytes = file.metadata().map_err(|it| Stop::Broken(it.to_string()))?.len();
    let metadata: ParquetMetaData = ParquetMetaDataReader::new().parse_and_finish(&file)?;
    let schema = metadata.file_metadata().schema_descr();
    let names: Vec<String> = schema.columns().iter().map(|it| name(it)).collect();
    let mut sending = Sending {
        send,
        left: limits.unpacked_grace_bytes.max(bytes.saturating_mul(limits.unpacked_ratio)),
    };
    sending.tell(Told::Header(names))?;
    let file = Arc::new(file);
    let mut rows = 0_usize;
    for group in metadata.row_groups() {
        let own = usize::try_from(group.num_rows()).unwrap_or(usize::MAX);
        rows = rows.saturating_add(own);
        if rows >= ROWS {
            return Err(Stop::Broken(too_many_rows()));
        }
        for place in 0..group.num_columns() {
            sending.column(&file, (group, own), (place, schema.column(place)))?;
        }
        sending.tell(Told::Rows(rows))?;
    }
    Ok(())
}

/// What a column is called: its path, without the two steps that stand for a list.
fn name(column: &ColumnDescriptor) -> String {
    let parts = column.path().parts();
    let kept =
        if column.max_rep_level() > 0 { parts.len().saturating_sub(2).max(1) } else { parts.len() };
    parts[..kept].join(".")
}

/// The sending side: it stops where a file unpacks to more than its size can bear.
struct Sending<'a> {
    send: &'a Send,
    left: u64,
}

impl Sending<'_> {
    fn tell(&self, told: Told) -> Result<(), Stop> {
        self.send.send(Ok(told)).map_err(|_unheard| Stop::Unheard)
    }

    fn cells(&mut self, place: usize, cells: Column) -> Result<(), Stop> {
        let bytes: u64 = cells.texts().map(|it| it.len() as u64 + CELL_BYTES).sum();
        self.left = self.left.checked_sub(bytes).ok_or_else(|| {
            Stop::Broken(
                "the table unpacks to hundreds of times the size of its file; save it as CSV"
                    .to_owned(),
            )
        })?;
        self.tell(Told::Cells(place, cells))
    }

    fn column(
        &mut self,
        file: &Arc<File>,
        (group, rows): (&RowGroupMetaData, usize),
        (place, column): (usize, ColumnDescPtr),
    ) -> Result<(), Stop> {
        let pages = Pages::new(file, group.column(place), rows)?;
        let at = Place { place, rows, column: Arc::clone(&column) };
        let meaning = Meaning::of(&column);
        match get_column_reader(column, Box::new(pages)) {
            ColumnReader::BoolColumnReader(it) => {
                self.typed(it, &at, |res, it| res.push_str(if *it { "true" } else { "false" }))
            }
            ColumnReader::Int32ColumnReader(it) => {
                self.typed(it, &at, |res, it| cell::whole(res, i64::from(*it), 32, meaning))
            }
            ColumnReader::Int64ColumnReader(it) => {
                self.typed(it, &at, |res, it| cell::whole(res, *it, 64, meaning))
            }
            ColumnReader::Int96ColumnReader(it) => self.typed(it, &at, cell::old_instant),
            // By way of text, since 0.1 of 32 bits is another number in 64.
            ColumnReader::FloatColumnReader(it) => self.typed(it, &at, |res, it| {
                cell::broken(res, it.to_string().parse().unwrap_or(f64::NAN));
            }),
            ColumnReader::DoubleColumnReader(it) => {
                self.typed(it, &at, |res, it| cell::broken(res, *it))
            }
            ColumnReader::ByteArrayColumnReader(it) => {
                self.typed(it, &at, |res, it| cell::bytes(res, it.data(), meaning))
            }
            ColumnReader::FixedLenByteArrayColumnReader(it) => {
                self.typed(it, &at, |res, it| cell::bytes(res, it.data(), meaning))
            }
        }
    }

    fn typed<T: DataType>(
        &mut self,
        mut reader: ColumnReaderImpl<T>,
        at: &Place,
        write: impl Fn(&mut String, &T::T),
    ) -> Result<(), Stop> {
        let (mut defined, mut repeated, mut values) = (Vec::new(), Vec::new(), Vec::new());
        let mut read = 0;
        loop {
            defined.clear();
            repeated.clear();
            values.clear();
            let (rows, _, _) =
                reader.read_records(BATCH, Some(&mut defined), Some(&mut repeated), &mut values)?;
            if rows == 0 {
                break;
            }
            read += rows;
            let cells = at.cells((&defined, &repeated, &values), &write);
            if cells.texts().count() != rows {
                return Err(at.uneven(read));
            }
            self.cells(at.place, cells)?;
        }
        if read == at.rows { Ok(()) } else { Err(at.uneven(read)) }
    }
}

/// Where cells belong.
struct Place {
    place: usize,
    rows: usize,
    column: ColumnDescPtr,
}

impl Place {
    /// Cells of values: blank where none is defined, joined by `;` where there are several.
    fn cells<V>(
        &self,
        (defined, repeated, values): (&[i16], &[i16], &[V]),
        write: &impl Fn(&mut String, &V),
    ) -> Column {
        let mut res = Column::new("");
        let mut text = String::new();
        let mut values = values.iter();
        let levels = if self.column.max_def_level() > 0 { defined.len() } else { values.len() };
        for level in 0..levels {
            let is_next = repeated.get(level).is_none_or(|it| *it == 0);
            if is_next && level > 0 {
                res.push(&text);
                text.clear();
            }
            let is_there = defined.get(level).is_none_or(|it| *it == self.column.max_def_level());
            if is_there && let Some(value) = values.next() {
                if !text.is_empty() {
                    text.push(';');
                }
                write(&mut text, value);
            }
        }
        if levels > 0 {
            res.push(&text);
        }
        res
    }

    fn uneven(&self, read: usize) -> Stop {
        Stop::Broken(format!(
            "Parquet: column `{}` has {read} rows where its part of the table has {}; save the table anew",
            name(&self.column),
            self.rows
        ))
    }
}
