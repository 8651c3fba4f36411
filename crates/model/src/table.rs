//! A table of people as it was read, one row a record; and texts that are numbered, so that equal ones are equal numbers.

use std::{hash::BuildHasher, ops::Range};

use foldhash::fast::FixedState;
use hashbrown::HashTable;

/// Texts one behind the other, numbered from 1; 0 means none.
#[derive(Debug, Clone, Default)]
pub struct Texts {
    text: String,
    ends: Ends,
}

/// Where texts end, in five bytes each: of ten million rows of a dozen columns three bytes more are a third of a gigabyte. The five
/// lie together, so that a text anywhere in memory is waited for once.
#[derive(Debug, Clone, Default)]
struct Ends(Vec<[u8; 5]>);

impl Ends {
    fn push(&mut self, end: usize) {
        let [a, b, c, d, e, 0, 0, 0] = (end as u64).to_le_bytes() else {
            panic!("a column holds less than a terabyte")
        };
        self.0.push([a, b, c, d, e]);
    }

    #[inline]
    fn get(&self, place: usize) -> Option<usize> {
        let [a, b, c, d, e] = *self.0.get(place)?;
        usize::try_from(u64::from_le_bytes([a, b, c, d, e, 0, 0, 0])).ok()
    }
}

impl Texts {
    /// Adds a text and returns its number.
    pub fn push(&mut self, text: &str) -> u32 {
        self.text.push_str(text);
        self.ends.push(self.text.len());
        u32::try_from(self.len()).expect("a column has fewer than four billion distinct texts")
    }

    /// The text of a number; empty for 0 and for numbers that were never given out.
    #[inline]
    pub fn get(&self, number: u32) -> &str {
        &self.text[self.range(number)]
    }

    #[inline]
    fn range(&self, number: u32) -> Range<usize> {
        let Some(place) = (number as usize).checked_sub(1) else { return 0..0 };
        let Some(end) = self.ends.get(place) else { return 0..0 };
        let start = place.checked_sub(1).and_then(|before| self.ends.get(before)).unwrap_or(0);
        start..end
    }

    /// Takes all texts out and keeps their room.
    pub fn clear(&mut self) {
        self.text.clear();
        self.ends.0.clear();
    }

    /// How many texts there are.
    pub fn len(&self) -> usize {
        self.ends.0.len()
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.ends.0.is_empty()
    }

    /// All texts with their numbers, in order of number.
    pub fn iter(&self) -> impl Iterator<Item = (u32, &str)> {
        (1..).zip(0..self.len()).map(|(number, _)| (number, self.get(number)))
    }
}

/// Gives equal texts one number, in the order in which they first come.
#[derive(Debug, Default)]
pub struct Numbering {
    texts: Texts,
    hashes: Vec<u64>,
    known: HashTable<Known>,
}

/// A text that has a number. Half of its hash stands beside it, so that hardly any other text is looked at in vain, and a table that
/// grows looks at none.
#[derive(Debug, Clone, Copy)]
struct Known {
    half: u32,
    number: u32,
}

impl Known {
    const fn half(hash: u64) -> u32 {
        (hash >> 32) as u32
    }

    /// Where to look for a text, from half of its hash: table and place within it take different bits.
    const fn place(half: u32) -> u64 {
        (half as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15)
    }
}

impl Numbering {
    /// The number of a text; 0 for the empty one.
    #[inline]
    pub fn number(&mut self, text: &str) -> u32 {
        if text.is_empty() {
            return 0;
        }
        let hash = hash(text);
        self.find(hash, text).unwrap_or_else(|| self.add(hash, text))
    }

    /// The numbers of several texts, put behind others. In a large table each step of a look-up waits for memory; those of several texts
    /// wait together.
    pub fn number_all(&mut self, texts: &Texts, numbers: &mut Vec<u32>) {
        let hashed: Vec<(u64, &str)> = texts.iter().map(|(_, text)| (hash(text), text)).collect();
        let alike: Vec<u32> = hashed.iter().map(|(hash, _)| self.alike(*hash)).collect();
        let ranges: Vec<Range<usize>> = alike.iter().map(|it| self.texts.range(*it)).collect();
        let is_equal: Vec<bool> = ranges
            .into_iter()
            .zip(&hashed)
            .map(|(range, (_, text))| self.texts.text[range] == **text)
            .collect();
        for ((number, is_equal), (hash, text)) in alike.into_iter().zip(is_equal).zip(hashed) {
            // A text that is new may stand there twice.
            let found = if is_equal { Some(number) } else { self.find(hash, text) };
            numbers.push(found.unwrap_or_else(|| self.add(hash, text)));
        }
    }

    /// The number of a text of half the same hash; 0 if there is none.
    #[inline]
    fn alike(&self, hash: u64) -> u32 {
        let half = Known::half(hash);
        self.known.find(Known::place(half), |it| it.half == half).map_or(0, |it| it.number)
    }

    #[inline]
    fn find(&self, hash: u64, text: &str) -> Option<u32> {
        if text.is_empty() {
            return Some(0);
        }
        let half = Known::half(hash);
        let is_it = |it: &Known| it.half == half && self.texts.get(it.number) == text;
        self.known.find(Known::place(half), is_it).map(|it| it.number)
    }

    fn add(&mut self, hash: u64, text: &str) -> u32 {
        let (half, number) = (Known::half(hash), self.texts.push(text));
        self.hashes.push(hash);
        let place = |it: &Known| Known::place(it.half);
        self.known.insert_unique(Known::place(half), Known { half, number }, place);
        number
    }

    /// The texts, and a hash of each that is the same in every run.
    pub fn into_texts(self) -> (Texts, Vec<u64>) {
        (self.texts, self.hashes)
    }
}

/// A hash of a text that is the same in every run of one version.
fn hash(text: &str) -> u64 {
    FixedState::default().hash_one(text)
}

/// One column: its cells one behind the other.
#[derive(Debug, Clone, Default)]
pub struct Column {
    /// Its header as written.
    pub name: String,
    cells: Texts,
}

impl Column {
    /// A column without cells.
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), cells: Texts::default() }
    }

    /// Adds the cell of the next row; blanks around it don't count.
    pub fn push(&mut self, cell: &str) {
        self.cells.push(cell.trim());
    }

    /// The text of a row; empty where the cell is blank.
    #[inline]
    pub fn text(&self, row: usize) -> &str {
        u32::try_from(row + 1).map_or("", |number| self.cells.get(number))
    }

    /// The texts of all rows.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.cells.iter().map(|(_, text)| text)
    }
}

/// A table.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// Columns, in order; all have as many cells as there are rows.
    pub columns: Vec<Column>,
    /// How many rows there are.
    pub rows: usize,
}

impl Table {
    /// The place of the column with this header, in any case of letters.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|it| it.name.eq_ignore_ascii_case(name))
    }
}

/// What a column of a table of people holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ColumnKind {
    /// Names the record itself; never compared.
    RecordId,
    /// Given names.
    Given,
    /// Family names.
    Family,
    /// A whole name.
    FullName,
    /// Date of birth.
    Born,
    /// Mail address.
    Mail,
    /// Telephone number.
    Phone,
    /// House number that stands in a column of its own.
    HouseNumber,
    /// Street, with or without the number.
    Street,
    /// Postal code.
    Postcode,
    /// Town, suburb, county: a place without a street.
    City,
    /// What is issued to one holder: a device, an account, a wallet, a number of an authority.
    Identifier,
    /// One of some values that many share: an occupation, a department, a birth place.
    Category,
    /// Long text: a résumé, a letter.
    Text,
    /// Latitude and longitude in one cell.
    Coordinates,
    /// Latitude, where longitude stands in a column of its own.
    Latitude,
    /// Longitude likewise.
    Longitude,
    /// Perceptual hash of an image: 64 bits in hexadecimal digits.
    ImageHash,
    /// Ids of documents and of those that they were made from, separated by `;`.
    Documents,
    /// Not compared.
    Ignored,
}

impl ColumnKind {
    /// Every kind with the word that says it on a command line and in a model file.
    pub const ALL: [(Self, &'static str); 20] = [
        (Self::RecordId, "id"),
        (Self::Given, "given"),
        (Self::Family, "family"),
        (Self::FullName, "name"),
        (Self::Born, "born"),
        (Self::Mail, "mail"),
        (Self::Phone, "phone"),
        (Self::HouseNumber, "house-number"),
        (Self::Street, "street"),
        (Self::Postcode, "postcode"),
        (Self::City, "city"),
        (Self::Identifier, "identifier"),
        (Self::Category, "category"),
        (Self::Text, "text"),
        (Self::Coordinates, "coordinates"),
        (Self::Latitude, "latitude"),
        (Self::Longitude, "longitude"),
        (Self::ImageHash, "image-hash"),
        (Self::Documents, "documents"),
        (Self::Ignored, "ignored"),
    ];

    /// The word for the kind.
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(kind, _)| *kind == self).map_or("ignored", |(_, word)| word)
    }

    /// The kind that a word says.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, it)| *it == word).map(|(kind, _)| *kind)
    }
}

/// What a column was taken for, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProposedKind {
    /// The kind.
    pub kind: ColumnKind,
    /// What it was seen by.
    pub why: &'static str,
}
