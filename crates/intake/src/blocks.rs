//! A file of JSON lines in blocks of whole lines, for readers that know most lines at a glance.

use std::{io::Read, sync::Arc};

use bonafide_model::{Block, Body, LineFile, LineGate, Locator, Provenance, Record, Reject};
use encoding_rs::Encoding;
use memchr::memrchr;

use crate::{
    Limits, encoding, file::Opener, lines, place::Place, scrub::Scrub, unpack::Packing,
    window::Window,
};

/// Bytes of a block: measured, 1 to 8 MiB are alike; smaller ones cost hand-overs.
const BLOCK: usize = 4 << 20;

/// How to read the lines of one file, as often as somebody asks.
pub(crate) struct JsonLines {
    pub(crate) name: Arc<str>,
    pub(crate) place: Place,
    pub(crate) packing: Packing,
    pub(crate) encoding: &'static Encoding,
    pub(crate) limits: Limits,
}

impl LineFile for JsonLines {
    fn blocks(&self) -> Box<dyn Iterator<Item = Block> + Send> {
        let opener = Opener {
            name: &self.name,
            place: &self.place,
            limits: &self.limits,
            packing: self.packing,
        };
        let (name, cap) = (Arc::clone(&self.name), self.limits.record_bytes);
        match opener.text(self.encoding) {
            Ok(text) => Box::new(Blocks { name, cap, window: Window::new(text) }),
            Err(why) => {
                Box::new(std::iter::once(Block::Refused(Provenance::line(name, 1), Reject(why))))
            }
        }
    }

    fn gate(&self) -> LineGate {
        let (name, cap) = (Arc::clone(&self.name), self.limits.record_bytes);
        let mut scrub = Scrub::default();
        Box::new(move |line, text| {
            let from = Provenance { file: Arc::clone(&name), at: Locator::Line(line) };
            if text.len() > cap {
                return Err((from, Reject(lines::too_long(cap))));
            }
            match encoding::text(text.to_vec()).and_then(|it| scrub.clean(it)) {
                Ok(text) => Ok(Record { from, body: Body::Json(text.into_boxed_str()) }),
                Err(why) => Err((from, Reject(why))),
            }
        })
    }
}

struct Blocks<R> {
    name: Arc<str>,
    cap: usize,
    window: Window<R>,
}

impl<R: Read> Iterator for Blocks<R> {
    type Item = Block;

    fn next(&mut self) -> Option<Block> {
        let first = self.window.line();
        let here = self.window.ahead(BLOCK);
        if let Some(end) = memrchr(b'\n', here) {
            let bytes = here[..=end].to_vec();
            self.window.advance(bytes.len());
            return Some(Block::Lines { first, bytes });
        }
        // One line longer than a block, or the last one, or the end.
        let (line, text) = lines::next_line(&mut self.window, self.cap)?;
        Some(match text {
            Ok(bytes) => Block::Lines { first: line, bytes },
            Err(why) => Block::Refused(Provenance::line(Arc::clone(&self.name), line), Reject(why)),
        })
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    fn lines_of(text: &[u8], cap: usize) -> Vec<(u64, String)> {
        let window = Window::new(Cursor::new(text.to_vec()));
        let blocks = Blocks { name: "t".into(), cap, window };
        blocks
            .map(|it| match it {
                Block::Lines { first, bytes } => (first, String::from_utf8(bytes).unwrap()),
                Block::Refused(from, why) => {
                    let Locator::Line(line) = from.at else { panic!("a line") };
                    (line, format!("refused: {}", &why.0[..11]))
                }
            })
            .collect()
    }

    #[test]
    fn whole_lines_come_at_once_and_the_last_needs_no_end() {
        let found = lines_of(b"{\"a\":1}\n\n{\"a\":2}\n{\"a\":3}", 100);
        assert_eq!(found, [(1, "{\"a\":1}\n\n{\"a\":2}\n".into()), (4, "{\"a\":3}".into())]);
    }

    #[test]
    fn a_line_above_the_cap_is_refused_and_the_next_is_read() {
        let long = vec![b'x'; 2 * BLOCK];
        let text = [b"{}\n", long.as_slice(), b"\n{\"b\":1}\n"].concat();
        let found = lines_of(&text, 1000);
        assert_eq!(
            found,
            [(1, "{}\n".into()), (2, "refused: record long".into()), (3, "{\"b\":1}\n".into())]
                .map(|(line, text): (u64, String)| (
                    line,
                    text.chars().take(20).collect::<String>()
                ))
        );
    }
}
