//! The forms of all rows, one row behind the other, so that a pair is two looks at memory and not twenty.

use rayon::prelude::*;

use super::{feature::Feature, short::Hint};

/// Rows that are put into place by one thread at a time: what it writes to stays near, and what it reads lies in order. Guess.
const ROWS_OF_PIECE: usize = 1 << 17;
/// Rows from which reading in order is worth a sort. A look-up has a hundred. Guess.
const FEW_ROWS: usize = 4096;

/// All rows.
#[derive(Debug)]
pub(crate) struct Grid {
    /// Features of a row.
    features: usize,
    /// Words of a row: numbers, then the hints that it has.
    width: usize,
    words: Vec<u32>,
}

/// One row: the number of the form of each feature, and the hints of some.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row<'a> {
    /// Numbers of forms; 0 where there is none.
    pub(crate) numbers: &'a [u32],
    /// Hints of forms, at the places that features name.
    hints: &'a [[u32; 2]],
}

/// Bytes that a row takes at most.
pub(crate) const fn most_bytes(features: usize) -> usize {
    3 * features * size_of::<u32>()
}

impl Grid {
    /// The rows of a table in the order that is given.
    pub(crate) fn of(features: &[Feature], order: &[u32]) -> Self {
        let hinted = features.iter().filter_map(|it| it.hint_at).max().map_or(0, |it| it + 1);
        let width = features.len() + 2 * hinted;
        let mut words = vec![0; width * order.len()];
        let put = |(words, order): (&mut [u32], &[u32])| {
            for (place, row) in by_row(order) {
                fill(&mut words[place as usize * width..][..width], features, row as usize);
            }
        };
        if order.len() <= ROWS_OF_PIECE {
            // A look-up takes less time than waking a thread.
            put((&mut words, order));
        } else {
            let pieces = words.par_chunks_mut((width * ROWS_OF_PIECE).max(1));
            pieces.zip(order.par_chunks(ROWS_OF_PIECE)).for_each(put);
        }
        Self { features: features.len(), width, words }
    }

    /// All rows, in order.
    pub(crate) fn every(&self) -> impl Iterator<Item = Row<'_>> {
        self.words.chunks_exact(self.width.max(1)).map(|it| self.read(it))
    }

    /// A row.
    #[inline]
    pub(crate) fn row(&self, row: u32) -> Row<'_> {
        self.read(&self.words[row as usize * self.width..][..self.width])
    }

    #[inline]
    fn read<'a>(&self, words: &'a [u32]) -> Row<'a> {
        let (numbers, hints) = words.split_at(self.features);
        Row { numbers, hints: hints.as_chunks().0 }
    }

    /// How many rows there are.
    pub(crate) fn rows(&self) -> usize {
        self.words.len().checked_div(self.width).unwrap_or(0)
    }
}

/// Places and their rows, in the order of rows where that is worth it: columns are read from one end to the other then.
fn by_row(order: &[u32]) -> Vec<(u32, u32)> {
    let mut res: Vec<(u32, u32)> = (0..).zip(order.iter().copied()).collect();
    if res.len() > FEW_ROWS {
        res.sort_unstable_by_key(|it| it.1);
    }
    res
}

fn fill(words: &mut [u32], features: &[Feature], row: usize) {
    let (numbers, hints) = words.split_at_mut(features.len());
    let hints = hints.as_chunks_mut().0;
    for (number, feature) in numbers.iter_mut().zip(features) {
        *number = feature.cells[row];
        if let Some(place) = feature.hint_at {
            hints[place] = feature.hint(*number).words();
        }
    }
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
}
