//! A pipe: what comes through it can be read once. Lines of JSON are read as they come, in constant memory; for anything else
//! the caller has to lay the bytes down first.

use std::{
    io::{self, Cursor, Read},
    sync::{Arc, Mutex},
};

use bonafide_model::{Incoming, InputFile, Provenance, Reject};
use encoding_rs::UTF_8;

use crate::{
    Limits,
    blocks::{Gate, StreamedLines},
    encoding,
    file::HEAD,
    lines,
    shape::{self, Magic, Shape},
    unpack::Packing,
    window::Window,
};

/// What a pipe carries.
pub enum Stream<'a> {
    /// Lines of JSON, not yet read; the records are those of its head, by which it is recognized.
    Lines(InputFile<'a>),
    /// Anything else, from its first byte on.
    Other(Box<dyn Read + Send>),
}

/// Looks at the head of a pipe. `name` is what evidence calls it.
pub fn stream<'a>(
    name: &str,
    mut reader: Box<dyn Read + Send>,
    limits: &Limits,
) -> io::Result<Stream<'a>> {
    let mut head = Vec::new();
    reader.by_ref().take(HEAD as u64 + 1).read_to_end(&mut head)?;
    let is_whole = head.len() <= HEAD;
    let start = head.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&head);
    let is_json_lines = Packing::of(&head) == Packing::Plain
        && matches!(Magic::of(&head), Magic::None)
        && encoding::guess(&head, &head) == UTF_8
        && matches!(shape::of_text(start, is_whole, name), Shape::JsonLines);
    if !is_json_lines {
        return Ok(Stream::Other(Box::new(Cursor::new(head).chain(reader))));
    }
    let name: Arc<str> = name.into();
    let end = head.iter().rposition(|it| *it == b'\n').map_or(head.len(), |it| it + 1);
    let (first, dropped_columns) = records(&name, head.get(..end).unwrap_or_default(), limits);
    let lines = StreamedLines {
        name: Arc::clone(&name),
        limits: limits.clone(),
        reader: Mutex::new(Some(Box::new(Cursor::new(head).chain(reader)))),
    };
    Ok(Stream::Lines(InputFile {
        name: name.to_string(),
        sha256: Box::new(String::new),
        dropped_columns,
        records: Box::new(first.into_iter()),
        lines: Some(Box::new(lines)),
    }))
}

/// The records of a head, and the keys that were dropped from them.
fn records(name: &Arc<str>, head: &[u8], limits: &Limits) -> (Vec<Incoming>, Vec<String>) {
    let mut gate = Gate::new(Arc::clone(name), limits.record_bytes);
    let mut window = Window::new(head);
    let mut records = Vec::new();
    while let Some((line, text)) = lines::next_line(&mut window, limits.record_bytes) {
        records.push(match text {
            Ok(text) => gate.record(line, text),
            Err(why) => Err((Provenance::line(Arc::clone(name), line), Reject(why))),
        });
    }
    (records, gate.dropped())
}

#[cfg(test)]
mod tests {
    use bonafide_model::Block;

    use super::*;

    fn of(bytes: &[u8]) -> Stream<'static> {
        stream("pipe.ndjson", Box::new(Cursor::new(bytes.to_vec())), &Limits::default()).unwrap()
    }

    #[test]
    fn lines_of_json_are_read_as_they_come() {
        let line = |n: usize| format!("{{\"n\":{n},\"gender\":\"x\"}}\n");
        let bytes: String = (0..20_000).map(line).collect();
        let Stream::Lines(file) = of(bytes.as_bytes()) else { panic!("lines") };
        assert_eq!(file.dropped_columns, ["gender"]);
        assert!(file.records.count() > 100);
        let lines = file.lines.unwrap();
        let mut blocks = lines.blocks();
        let mut all = Vec::new();
        while let Some(Block::Lines { first, bytes }) = blocks.next_block(Vec::new()) {
            assert_eq!(first, all.iter().filter(|it| **it == b'\n').count() as u64 + 1);
            all.extend(bytes);
        }
        assert!(all == bytes.as_bytes());
        assert!(matches!(lines.blocks().next_block(Vec::new()), Some(Block::Refused(..))));
    }

    #[test]
    fn anything_else_comes_back_whole() {
        for bytes in
            [b"a,b\n1,2\n".as_slice(), b"", b"\x1f\x8b\x08\0", b"[{\"a\":1}]", b"\xff\xfe{\0"]
        {
            let Stream::Other(mut reader) = of(bytes) else { panic!("{bytes:?}") };
            let mut back = Vec::new();
            reader.read_to_end(&mut back).unwrap();
            assert_eq!(back, bytes);
        }
    }
}
