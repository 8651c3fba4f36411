//! What is compared of a row: a column, or columns put together, in a folded form, each distinct form numbered.
//!
//! Equal forms have equal numbers, so that equality costs nothing; likeness is looked at only where numbers differ.

use bonafide_model::{Numbering, name_words::nicknames};

use super::{
    shape::Shape,
    short::{Hint, Short},
};

/// Hints that lie near enough to be looked up for each pair: half a megabyte. Guess.
const MANY_HINTS: usize = 1 << 16;

/// What a feature holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Role {
    /// Given names.
    Given,
    /// Family names.
    Family,
    /// Date of birth as `YYYYMMDD`.
    Born,
    /// Whole mail address.
    Mail,
    /// What stands before the `@`.
    MailLocal,
    /// Digits of a telephone number.
    Phone,
    /// Number and street.
    Street,
    /// Postal code.
    Postcode,
    /// Town.
    City,
    /// Street and postal code together: one building or unit.
    Address,
    /// Issued to one holder.
    Identifier,
    /// Shared by many.
    Category,
    /// Long text: a résumé, a letter.
    Text,
    /// Latitude and longitude.
    Place,
    /// Perceptual hash of an image.
    Image,
    /// Documents, and those that they were made from.
    Documents,
}

impl Role {
    /// Whether it is a thing that people have for themselves and can share.
    pub(crate) const fn is_thing(self) -> bool {
        matches!(self, Self::Mail | Self::Phone | Self::Address | Self::Identifier)
    }
}

/// One feature of all rows.
#[derive(Debug)]
pub(crate) struct Feature {
    /// What it holds.
    pub(crate) role: Role,
    /// The header of the column it is from, or headers joined by `+`.
    pub(crate) name: String,
    /// The number of each row's form; 0 where there is none. Empty once the grid has them.
    pub(crate) cells: Vec<u32>,
    /// How many rows there are.
    rows: usize,
    /// Forms by number; the form of 0 is empty.
    forms: Vec<Short>,
    /// A hash of each form's whole text, the same in every run.
    pub(crate) hashes: Vec<u64>,
    /// Rows that bear each form; for 0 the rows without one.
    pub(crate) counts: Vec<u32>,
    /// Hints of the forms; empty for roles whose forms are never compared by likeness.
    hints: Vec<Hint>,
    /// Where a row of the grid has the hint of this feature; `None` where the hints of all forms lie near anyway.
    pub(crate) hint_at: Option<usize>,
    /// For given names, each form's place among names that are said for one another; empty for other roles.
    pub(crate) said_for: Vec<u16>,
    /// What forms are that are no short texts.
    pub(crate) shape: Shape,
    /// What the model was trained on, where that was not these rows.
    pub(crate) trained: Option<Frequencies>,
}

/// How often forms were seen where a model was trained.
#[derive(Debug, Clone)]
pub(crate) struct Frequencies {
    /// Rows that bear each form, by number; at least two, since a form that two rows share is borne by two.
    pub(crate) counts: Vec<u32>,
    /// Rows that have a form.
    pub(crate) filled: usize,
}

impl Feature {
    /// A feature from the form of each row.
    pub(crate) fn new(role: Role, name: String, numbering: Numbering, cells: Vec<u32>) -> Self {
        let (texts, known) = numbering.into_texts();
        let forms: Vec<Short> =
            std::iter::once("").chain(texts.iter().map(|(_, it)| it)).map(Short::of).collect();
        let said_for = if role == Role::Given {
            std::iter::once(0).chain(texts.iter().map(|(_, it)| nicknames::place(it))).collect()
        } else {
            Vec::new()
        };
        let hashes = std::iter::once(0).chain(known).collect();
        let hints = forms.iter().map(Short::hint).collect();
        let alike = Self::of_hashes(role, name, hashes, cells);
        let shape = Shape::of(role, &texts, &alike.counts);
        Self { forms, hints, said_for, shape, ..alike }
    }

    /// A feature of equal things that are never compared by likeness, from the number of each row and a hash of each number.
    pub(crate) fn of_hashes(role: Role, name: String, hashes: Vec<u64>, cells: Vec<u32>) -> Self {
        let mut counts = vec![0; hashes.len()];
        for cell in &cells {
            counts[*cell as usize] += 1;
        }
        let (forms, hints, said_for) = (Vec::new(), Vec::new(), Vec::new());
        Self {
            role,
            name,
            rows: cells.len(),
            cells,
            forms,
            hashes,
            counts,
            hints,
            hint_at: None,
            said_for,
            shape: Shape::Short,
            trained: None,
        }
    }

    /// All forms as text, in order of number.
    pub(crate) fn forms(&self) -> impl Iterator<Item = &str> {
        self.forms.iter().map(|it| std::str::from_utf8(it.bytes()).unwrap_or_default())
    }

    /// The form of a number.
    pub(crate) fn form(&self, number: u32) -> &[u8] {
        self.forms.get(number as usize).map_or(&[], Short::bytes)
    }

    /// Bytes that its forms take.
    pub(crate) fn bytes_of_forms(&self) -> usize {
        size_of_val(&self.forms[..])
            + size_of_val(&self.hints[..])
            + size_of_val(&self.hashes[..])
            + size_of_val(&self.counts[..])
            + size_of_val(&self.said_for[..])
    }

    /// Whether the hints of its forms are so many that a row had better have its own.
    pub(crate) fn has_many_hints(&self) -> bool {
        self.hints.len() > MANY_HINTS
    }

    /// The hint of a number.
    #[inline]
    pub(crate) fn hint(&self, number: u32) -> Hint {
        self.hints.get(number as usize).copied().unwrap_or_default()
    }

    /// Rows that have a form.
    pub(crate) fn filled(&self) -> usize {
        self.rows - self.counts.first().map_or(0, |it| *it as usize)
    }

    /// Rows that bear each form where the model was trained.
    pub(crate) fn frequencies(&self) -> &[u32] {
        self.trained.as_ref().map_or(&self.counts, |it| &it.counts)
    }

    /// Rows that have a form where the model was trained.
    pub(crate) fn filled_at_training(&self) -> usize {
        self.trained.as_ref().map_or_else(|| self.filled(), |it| it.filled)
    }

    /// The probability that two random rows that have a form have the same one.
    pub(crate) fn collision(&self) -> f64 {
        let filled = self.filled() as f64;
        let counts = self.counts.iter().skip(1).map(|it| f64::from(*it));
        let pairs: f64 = counts.map(|it| it * (it - 1.0)).sum();
        if filled > 1.0 { pairs / (filled * (filled - 1.0)) } else { 0.0 }
    }
}
