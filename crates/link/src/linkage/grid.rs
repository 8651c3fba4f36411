//! The forms of all rows, one row behind the other, so that a pair is two looks at memory and not twenty.

use rayon::prelude::*;

use super::{feature::Feature, short::Hint};

/// Rows that are worth another thread: a look-up has a hundred. Guess.
const ROWS_OF_PIECE: usize = 4096;

/// All rows.
#[derive(Debug)]
pub(crate) struct Grid {
    width: usize,
    numbers: Vec<u32>,
    hints: Vec<Hint>,
}

/// One row: the number and the hint of the form of each feature.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row<'a> {
    /// Numbers of forms; 0 where there is none.
    pub(crate) numbers: &'a [u32],
    /// Hints of forms.
    pub(crate) hints: &'a [Hint],
}

impl Grid {
    /// The rows of a table in the order that is given.
    pub(crate) fn of(features: &[Feature], order: &[u32]) -> Self {
        let width = features.len();
        let mut numbers = vec![0; width * order.len()];
        let mut hints = vec![Hint::default(); width * order.len()];
        let rows = numbers.par_chunks_mut(width.max(1)).zip(hints.par_chunks_mut(width.max(1)));
        rows.zip(order).with_min_len(ROWS_OF_PIECE).for_each(|((numbers, hints), from)| {
            for ((number, hint), feature) in numbers.iter_mut().zip(hints).zip(features) {
                *number = feature.cells[*from as usize];
                *hint = feature.hint(*number);
            }
        });
        Self { width, numbers, hints }
    }

    /// All rows, in order.
    pub(crate) fn every(&self) -> impl Iterator<Item = Row<'_>> {
        let width = self.width.max(1);
        let rows = self.numbers.chunks_exact(width).zip(self.hints.chunks_exact(width));
        rows.map(|(numbers, hints)| Row { numbers, hints })
    }

    /// A row.
    pub(crate) fn row(&self, row: u32) -> Row<'_> {
        let start = row as usize * self.width;
        Row {
            numbers: &self.numbers[start..][..self.width],
            hints: &self.hints[start..][..self.width],
        }
    }

    /// How many rows there are.
    pub(crate) fn rows(&self) -> usize {
        self.numbers.len().checked_div(self.width).unwrap_or(0)
    }
}
