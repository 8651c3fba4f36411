//! Writes tables in the form that `packed.rs` of the library reads, and the catalogue that names their origins.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use crate::Outcome;
use crate::origins::Package;

/// Slowest level that keeps the window at 8 MiB, which the pure-Rust decoder reads without more memory.
const ZSTD_LEVEL: i32 = 19;

/// A table being written.
#[derive(Default)]
pub(crate) struct Packer {
    bytes: Vec<u8>,
}

impl Packer {
    pub(crate) fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.bytes.push((number & 0x7f) as u8 | 0x80);
            number >>= 7;
        }
        self.bytes.push(number as u8);
    }

    pub(crate) fn signed(&mut self, number: i32) {
        self.number(u64::from(((number << 1) ^ (number >> 31)).cast_unsigned()));
    }

    pub(crate) fn text(&mut self, text: &str) {
        self.number(text.len() as u64);
        self.bytes.extend_from_slice(text.as_bytes());
    }

    pub(crate) fn column(&mut self, numbers: impl ExactSizeIterator<Item = u32>) {
        self.number(numbers.len() as u64);
        for number in numbers {
            self.number(u64::from(number));
        }
    }

    /// Texts, one a line; a line break inside becomes a space.
    pub(crate) fn lines<'a>(&mut self, lines: impl Iterator<Item = &'a str>) {
        let mut text = String::new();
        for line in lines {
            text.push_str(&line.replace('\n', " "));
            text.push('\n');
        }
        self.text(&text);
    }
}

/// What the catalogue says of a table.
pub(crate) struct Card {
    pub(crate) id: &'static str,
    pub(crate) title: &'static str,
    pub(crate) origin: &'static str,
    pub(crate) licence: &'static str,
    pub(crate) version: String,
    pub(crate) date: &'static str,
    pub(crate) rows: usize,
}

impl Card {
    /// A card whose version and date are a package's.
    pub(crate) fn of(package: &Package, id: &'static str, title: &'static str) -> Self {
        let (origin, licence) = ("", "");
        Self {
            id,
            title,
            origin,
            licence,
            version: package.version().to_owned(),
            date: package.date,
            rows: 0,
        }
    }

    pub(crate) fn by(self, origin: &'static str, licence: &'static str) -> Self {
        Self { origin, licence, ..self }
    }

    pub(crate) fn with_rows(self, rows: usize) -> Self {
        Self { rows, ..self }
    }
}

/// The folder of tables.
pub(crate) struct Shelf {
    folder: PathBuf,
    catalogue: String,
    total: usize,
}

impl Shelf {
    pub(crate) fn new(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
            catalogue: String::from("# Written by `cargo xtask repack`.\n"),
            total: 0,
        }
    }

    /// Compresses and writes one table, and enters it into the catalogue.
    pub(crate) fn put(&mut self, table: &Packer, card: &Card) -> Outcome<()> {
        let packed = zstd::bulk::compress(&table.bytes, ZSTD_LEVEL)?;
        std::fs::write(self.folder.join(format!("{}.zst", card.id)), &packed)?;
        let Card { id, title, origin, licence, version, date, rows } = card;
        write!(
            self.catalogue,
            "\n[[table]]\nid = {id:?}\ntitle = {title:?}\norigin = {origin:?}\nlicence = {licence:?}\nversion = {version:?}\n\
             date = {date:?}\nrows = {rows}\nbytes = {}\n",
            packed.len()
        )?;
        self.total += packed.len();
        eprintln!("{id}: {rows} rows, {} bytes, packed {}", table.bytes.len(), packed.len());
        Ok(())
    }

    /// Writes the catalogue; gives the bytes of all tables.
    pub(crate) fn finish(self) -> Outcome<usize> {
        std::fs::write(self.folder.join("catalogue.toml"), self.catalogue)?;
        Ok(self.total)
    }
}
