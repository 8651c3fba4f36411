//! The forms of all rows, one row behind the other, so that a pair is two looks at memory and not twenty.

use super::{feature::Feature, short::Hint};

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
        for (place, feature) in features.iter().enumerate() {
            for (row, from) in order.iter().enumerate() {
                let number = feature.cells[*from as usize];
                numbers[row * width + place] = number;
                hints[row * width + place] = feature.hint(number);
            }
        }
        Self { width, numbers, hints }
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
