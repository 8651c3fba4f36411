//! Every trap at the door, through the one public function.

mod any_bytes;
mod calendars;
mod documents;
mod event_logs;
mod formats;
mod hostile;
mod inputs;
mod json;
mod logs;
mod mails;
mod mapped;
mod markup;
mod pages;
mod pictures;
mod tables;
mod tarballs;
mod workbooks;

use std::io::Write;

use bonafide_model::{Body, InputFile, Mapping, Provenance, Record, Reject};

use crate::{FileError, Input, Limits};

/// One line a record: where, what kind, what it holds.
fn show(record: &Result<Record, (Provenance, Reject)>) -> String {
    match record {
        Err((from, why)) => format!("{from} REFUSED {why}"),
        Ok(Record { from, body }) => match body {
            Body::Json(text) => format!("{from} {text}"),
            Body::Line(text) => format!("{from} |{text}"),
            Body::Document(document) => format!("{from} {:?} {:?}", document.kind, document.text),
            Body::Row { header, cells } => {
                let cells: Vec<String> = header
                    .folded
                    .iter()
                    .zip(cells)
                    .map(|(name, cell)| format!("{name}={cell}"))
                    .collect();
                assert_eq!(header.folded.len(), header.written.len());
                format!("{from} {}", cells.join(" "))
            }
        },
    }
}

fn show_file(file: Result<InputFile<'_>, FileError>) -> Vec<String> {
    match file {
        Err(why) => vec![format!("UNOPENED {why}")],
        Ok(file) => file.records.map(|it| show(&it)).collect(),
    }
}

fn read_with(name: &str, bytes: impl Into<Vec<u8>>, limits: &Limits) -> Vec<String> {
    let input = Input::from_memory(vec![(name.to_owned(), bytes.into())], limits);
    let mapping = Mapping::default();
    input.files(&mapping).flat_map(show_file).collect()
}

fn read(name: &str, bytes: impl Into<Vec<u8>>) -> Vec<String> {
    read_with(name, bytes, &Limits::default())
}

fn dropped(name: &str, bytes: impl Into<Vec<u8>>) -> Vec<String> {
    let input = Input::from_memory(vec![(name.to_owned(), bytes.into())], &Limits::default());
    let mapping = Mapping::default();
    let file = input.file(0, &mapping).unwrap().unwrap();
    file.dropped_columns
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut res = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    res.write_all(bytes).unwrap();
    res.finish().unwrap()
}

fn zip_of(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut res = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in members {
        res.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        res.write_all(bytes).unwrap();
    }
    res.finish().unwrap().into_inner()
}
