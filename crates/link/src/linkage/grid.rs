//! The forms of all rows, one row behind the other, so that a pair is two looks at memory and not twenty.

use rayon::prelude::*;

use super::{feature::Feature, short::Hint};

/// Rows up to which waking a second thread takes longer than the work. A look-up has a hundred. Guess.
pub(crate) const FEW_ROWS: usize = 4096;
/// Rows that one thread goes through at a time. Guess.
pub(crate) const ROWS_OF_PIECE: usize = 1 << 14;
/// A count that is looked up where all counts are: it or more. Most are less, and lie with the row.
const LARGE_COUNT: u32 = u8::MAX as u32;
/// Counts in a word.
const COUNTS_OF_WORD: usize = 4;

/// All rows.
#[derive(Debug)]
pub(crate) struct Grid {
    /// Features of a row.
    features: usize,
    /// Where counts begin in a row.
    counts_at: usize,
    /// Words of a row: numbers, the hints that it has, counts.
    width: usize,
    words: Vec<u32>,
}

/// One row: for each feature the number of its form and how many rows bear it, and the hints of some.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row<'a> {
    /// Numbers of forms; 0 where there is none.
    pub(crate) numbers: &'a [u32],
    /// Hints of forms, at the places that features name.
    hints: &'a [[u32; 2]],
    /// Counts of forms where they are small, four to a word.
    counts: &'a [u32],
}

/// Bytes that a row takes at most.
pub(crate) const fn most_bytes(features: usize) -> usize {
    (3 * features + features.div_ceil(COUNTS_OF_WORD)) * size_of::<u32>()
}

impl Grid {
    /// The rows of a table as they stand.
    pub(crate) fn of(features: &[Feature]) -> Self {
        let rows = features.first().map_or(0, |it| it.cells.len());
        let hinted = features.iter().filter_map(|it| it.hint_at).max().map_or(0, |it| it + 1);
        let counts_at = features.len() + 2 * hinted;
        let width = counts_at + features.len().div_ceil(COUNTS_OF_WORD);
        let res = Self { features: features.len(), counts_at, width, words: Vec::new() };
        res.put_rows(rows, |row, words| fill(words, (features, counts_at), row))
    }

    /// Some of the rows, or all in another order.
    pub(crate) fn picked(&self, rows: &[u32]) -> Self {
        let like = Self { words: Vec::new(), ..*self };
        like.put_rows(rows.len(), |place, words| words.copy_from_slice(self.words(rows[place])))
    }

    /// A grid as this one, with rows of its own.
    fn put_rows(self, rows: usize, put: impl Fn(usize, &mut [u32]) + Sync) -> Self {
        let width = self.width.max(1);
        let mut words = vec![0; width * rows];
        let put_piece = |(piece, words): (usize, &mut [u32])| {
            let first = piece * ROWS_OF_PIECE;
            (first..).zip(words.chunks_exact_mut(width)).for_each(|(row, words)| put(row, words));
        };
        if rows <= FEW_ROWS {
            put_piece((0, &mut words));
        } else {
            words.par_chunks_mut(width * ROWS_OF_PIECE).enumerate().for_each(put_piece);
        }
        Self { words, ..self }
    }

    /// All rows, in order.
    pub(crate) fn every(&self) -> impl Iterator<Item = Row<'_>> {
        self.words.chunks_exact(self.width.max(1)).map(|it| self.read(it))
    }

    /// A row.
    #[inline]
    pub(crate) fn row(&self, row: u32) -> Row<'_> {
        self.read(self.words(row))
    }

    #[inline]
    fn words(&self, row: u32) -> &[u32] {
        &self.words[row as usize * self.width..][..self.width]
    }

    #[inline]
    fn read<'a>(&self, words: &'a [u32]) -> Row<'a> {
        let (words, counts) = words.split_at(self.counts_at);
        let (numbers, hints) = words.split_at(self.features);
        Row { numbers, hints: hints.as_chunks().0, counts }
    }

    /// How many rows there are.
    pub(crate) fn rows(&self) -> usize {
        self.words.len().checked_div(self.width).unwrap_or(0)
    }
}

fn fill(words: &mut [u32], (features, counts_at): (&[Feature], usize), row: usize) {
    let (words, counts) = words.split_at_mut(counts_at);
    let (numbers, hints) = words.split_at_mut(features.len());
    let hints = hints.as_chunks_mut().0;
    for (place, (number, feature)) in numbers.iter_mut().zip(features).enumerate() {
        *number = feature.cells[row];
        if let Some(at) = feature.hint_at {
            hints[at] = feature.hint(*number).words();
        }
        let count = feature.frequencies()[*number as usize].min(LARGE_COUNT);
        counts[place / COUNTS_OF_WORD] |= count << shift(place);
    }
}

/// Where in its word the count of a feature stands.
const fn shift(place: usize) -> usize {
    place % COUNTS_OF_WORD * 8
}

impl Row<'_> {
    /// The hint of a feature's form.
    #[inline]
    pub(crate) fn hint(&self, features: &[Feature], place: usize) -> Hint {
        let feature = &features[place];
        match feature.hint_at {
            Some(at) => Hint::of_words(self.hints[at]),
            None => feature.hint(self.numbers[place]),
        }
    }

    /// How many rows bear the form of a feature where the model was trained.
    #[inline]
    pub(crate) fn count(&self, features: &[Feature], place: usize) -> u32 {
        let count = self.counts[place / COUNTS_OF_WORD] >> shift(place) & LARGE_COUNT;
        if count < LARGE_COUNT {
            count
        } else {
            features[place].frequencies()[self.numbers[place] as usize]
        }
    }
}
