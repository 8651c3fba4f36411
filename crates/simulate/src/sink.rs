//! Files on their way out, collected into pieces of some size.

use std::io::{self, Write};

/// Takes a path and the next bytes of that file.
pub(crate) type Sink<'a> = dyn FnMut(&str, &[u8]) -> io::Result<()> + 'a;

/// Bytes that are collected before they are handed on; guess, a few pages of a disk.
const PIECE_BYTES: usize = 128 * 1024;

/// One file.
pub(crate) struct File<'a, 'b> {
    path: &'static str,
    sink: &'a mut Sink<'b>,
    piece: Vec<u8>,
}

impl<'a, 'b> File<'a, 'b> {
    /// Begins a file.
    pub(crate) fn new(path: &'static str, sink: &'a mut Sink<'b>) -> Self {
        Self { path, sink, piece: Vec::with_capacity(PIECE_BYTES) }
    }

    /// Writes a value as one line.
    pub(crate) fn line(&mut self, value: &serde_json::Value) -> io::Result<()> {
        writeln!(self, "{value}")
    }

    /// Hands on the rest.
    pub(crate) fn finish(mut self) -> io::Result<()> {
        self.flush()
    }
}

impl Write for File<'_, '_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.piece.extend_from_slice(bytes);
        if self.piece.len() >= PIECE_BYTES {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if !self.piece.is_empty() {
            (self.sink)(self.path, &self.piece)?;
            self.piece.clear();
        }
        Ok(())
    }
}

/// A list of JSON values as one array, each on a line of its own.
pub(crate) fn array(
    path: &'static str,
    sink: &mut Sink<'_>,
    values: impl Iterator<Item = serde_json::Value>,
) -> io::Result<()> {
    let mut file = File::new(path, sink);
    file.write_all(b"[")?;
    for (idx, value) in values.enumerate() {
        write!(file, "{}\n{value}", if idx > 0 { "," } else { "" })?;
    }
    file.write_all(b"\n]\n")?;
    file.finish()
}

/// A table with its header.
pub(crate) fn table(header: &[&str], rows: impl Iterator<Item = Vec<String>>) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let header = header.iter().map(|it| (*it).to_owned()).collect();
    for row in std::iter::once(header).chain(rows) {
        writer
            .write_record(&row)
            .expect("memory takes every row, and all rows are as long as the header");
    }
    writer.into_inner().expect("memory takes every row")
}
