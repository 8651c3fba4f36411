//! A table of people as delimited text.

use std::path::Path;

use bonafide_model::Table;
use csv::{ByteRecord, ReaderBuilder};

use super::{People, ROWS, opened, too_many_rows};
use crate::{
    Limits,
    delimiter::{self, Delimiter},
    file::{Opener, Text, decode_head},
    place::Place,
    unpack::Packing,
};

/// Refused rows that are told one by one.
const TOLD: usize = 20; // guess: more do not help anybody

/// Reads the table of a file that begins with `start`; `row` is told the line of each row that is taken.
pub(super) fn read(path: &Path, start: &[u8], row: &mut dyn FnMut(u64)) -> Result<People, String> {
    let (found, text) = opened_text(path, start)?;
    let mut reader = ReaderBuilder::new()
        .delimiter(found.byte)
        .has_headers(false)
        .flexible(true)
        .buffer_capacity(1 << 18)
        .from_reader(text);
    let mut record = ByteRecord::new();
    let mut next =
        |record: &mut ByteRecord| reader.read_byte_record(record).map_err(|it| it.to_string());
    // A declaration of the delimiter is a line before the header.
    let mut is_there = next(&mut record)?;
    if found.is_declared {
        is_there = next(&mut record)?;
    }
    if !is_there {
        return Err("there is no header".to_owned());
    }
    let names: Result<Vec<&str>, _> = record.iter().map(std::str::from_utf8).collect();
    let names = names
        .map_err(|_broken| "a name in the header is not text; save the file as UTF-8".to_owned())?;
    let (mut res, places) = opened(names.into_iter())?;
    while next(&mut record)? {
        let line = record.position().map_or(0, csv::Position::line);
        match take(&mut res.table, &places, &record) {
            Ok(()) if res.table.rows >= ROWS => return Err(too_many_rows()),
            Ok(()) => row(line),
            Err(why) => {
                res.refused += 1;
                if res.refusals.len() < TOLD {
                    res.refusals.push((line, why));
                }
            }
        }
    }
    Ok(res)
}

/// How the table is delimited, and its text: packing and encoding are told as those of any export.
fn opened_text(path: &Path, start: &[u8]) -> Result<(Delimiter, Text), String> {
    let (place, limits, name) =
        (Place::Disk(path.to_owned()), Limits::default(), path.to_string_lossy());
    let packing = Packing::of(start);
    let opener = Opener { name: &name, place: &place, limits: &limits, packing };
    let (head, is_whole) = opener.head()?;
    let encoding = opener.encoding(&head, is_whole)?;
    let found = delimiter::sniff(&decode_head(&head, encoding), is_whole, true)
        .ok_or("expected delimited text with a header; save the table as CSV")?;
    Ok((found, opener.text(encoding)?))
}

fn take(table: &mut Table, places: &[Option<usize>], record: &ByteRecord) -> Result<(), String> {
    if record.len() != places.len() {
        return Err(format!(
            "{} cells where the header has {}; put quotes around cells that hold the delimiter",
            record.len(),
            places.len()
        ));
    }
    let mut cells = Vec::with_capacity(places.len());
    for cell in record {
        cells.push(std::str::from_utf8(cell).map_err(|_broken| {
            "bytes that are no text in the encoding of the file; save it as UTF-8".to_owned()
        })?);
    }
    for (cell, place) in cells.into_iter().zip(places) {
        if let Some(place) = place {
            table.columns[*place].push(cell);
        }
    }
    table.rows += 1;
    Ok(())
}
