//! Rows that share a key, and the pairs that come of them: each pair once, never kept.

use std::ops::Range;

use rayon::prelude::*;

use super::{
    grid::{Grid, ROWS_OF_PIECE},
    key::{Facet, Key},
};

/// Rows of a table by the keys that were chosen.
#[derive(Debug, Default)]
pub(crate) struct Blocks {
    /// Keys of each row, one row behind the other; 0 where a key is missing or its block is too big.
    of_row: Vec<u32>,
    /// For each key, the blocks that it makes.
    of_key: Vec<Together>,
    /// For each key, what came of it.
    pub(crate) told: Vec<KeyCount>,
}

/// Blocks of one key.
#[derive(Debug, Default)]
struct Together {
    /// Rows, one block behind the other, each in order.
    rows: Vec<u32>,
    /// Where each block ends.
    ends: Vec<u32>,
}

/// What came of a key.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct KeyCount {
    /// Pairs that the key gives, also those that an earlier key gives.
    pub(crate) pairs: u64,
    /// Rows that have the key.
    pub(crate) rows: usize,
    /// Rows of blocks that were left out.
    pub(crate) rows_left_out: usize,
    /// Blocks left out since more rows shared them than a block may have.
    pub(crate) too_big: usize,
    /// Pairs that were left out with them.
    pub(crate) left_out: u64,
}

/// How many pairs a piece of work has at least, so that a thread is worth its start.
const PAIRS_OF_PIECE: u64 = 20_000;

impl Blocks {
    /// Puts the first rows of a grid together by keys; a block of more rows than `most` is left out.
    pub(crate) fn of(
        keys: &[Key],
        facets: &[Facet<'_>],
        (grid, rows): (&Grid, usize),
        most: usize,
    ) -> Self {
        let width = keys.len();
        let mut of_row = vec![0; rows * width];
        let pieces = of_row.par_chunks_mut((width * ROWS_OF_PIECE).max(1)).enumerate();
        pieces.for_each(|(piece, of_rows)| {
            let first = piece * ROWS_OF_PIECE;
            for (row, own) in (first as u32..).zip(of_rows.chunks_exact_mut(width)) {
                let numbers = grid.row(row).numbers;
                own.iter_mut().zip(keys).for_each(|(it, key)| *it = key.of(facets, numbers));
            }
        });
        let made: Vec<(Together, KeyCount, Vec<u32>)> = (0..width)
            .into_par_iter()
            .map(|key| {
                let entries = sorted(of_row.iter().skip(key).step_by(width).copied());
                let (kept, told, left_out) = told_apart(&entries, most);
                (Together::of(kept), told, left_out)
            })
            .collect();
        let (mut of_key, mut told) = (Vec::with_capacity(width), Vec::with_capacity(width));
        for (key, (together, count, left_out)) in made.into_iter().enumerate() {
            left_out.iter().for_each(|row| of_row[*row as usize * width + key] = 0);
            of_key.push(together);
            told.push(count);
        }
        Self { of_row, of_key, told }
    }

    /// What would come of each of many keys on the first rows of a grid.
    pub(crate) fn count(
        keys: &[Key],
        facets: &[Facet<'_>],
        (grid, rows): (&Grid, usize),
        most: usize,
    ) -> Vec<KeyCount> {
        let of = |key: &Key| {
            let of_row = grid.every().take(rows).map(|row| key.of(facets, row.numbers));
            told_apart(&sorted(of_row), most).1
        };
        keys.par_iter().map(of).collect()
    }

    /// Visits every pair once, under the first key that gives it; results of pieces come in order.
    pub(crate) fn visit<T, F>(&self, new: impl Fn() -> T + Sync, visit: F) -> Vec<T>
    where
        T: Send,
        F: Fn(&mut T, u32, u32) + Sync,
    {
        let width = self.of_key.len();
        let mut res = Vec::new();
        for (place, together) in self.of_key.iter().enumerate() {
            let pieces: Vec<T> = together
                .pieces()
                .into_par_iter()
                .map(|piece| {
                    let mut piece_res = new();
                    for block in together.blocks(piece) {
                        for (idx, a) in block.iter().enumerate() {
                            let keys_a = &self.of_row[*a as usize * width..][..place];
                            for b in &block[idx + 1..] {
                                let keys_b = &self.of_row[*b as usize * width..][..place];
                                let is_known =
                                    keys_a.iter().zip(keys_b).any(|(x, y)| *x != 0 && x == y);
                                if !is_known {
                                    visit(&mut piece_res, *a, *b);
                                }
                            }
                        }
                    }
                    piece_res
                })
                .collect();
            res.extend(pieces);
        }
        res
    }
}

/// The blocks of sorted entries in which pairs are looked at, what came of the key, and the rows of blocks too big.
fn told_apart(entries: &[u64], most: usize) -> (Vec<&[u64]>, KeyCount, Vec<u32>) {
    let mut told = KeyCount { rows: entries.len(), ..KeyCount::default() };
    let (mut kept, mut left_out) = (Vec::new(), Vec::new());
    for block in blocks(entries) {
        let pairs = pairs_of(block.len());
        if block.len() > most {
            told.too_big += 1;
            told.rows_left_out += block.len();
            told.left_out += pairs;
            left_out.extend(rows_of(block));
        } else if block.len() > 1 {
            told.pairs += pairs;
            kept.push(block);
        }
    }
    (kept, told, left_out)
}

fn rows_of(block: &[u64]) -> impl Iterator<Item = u32> {
    block.iter().map(|it| *it as u32)
}

/// Entries of key and row by key and then by row, from the key of each row; rows without one are left out.
pub(crate) fn sorted(keys: impl Iterator<Item = u32>) -> Vec<u64> {
    let keyed = keys.zip(0_u64..).filter(|(key, _)| *key != 0);
    let mut res: Vec<u64> = keyed.map(|(key, row)| u64::from(key) << 32 | row).collect();
    sort(&mut res);
    res
}

/// Sorts by the upper half, keeping the order of the lower: three rounds over buckets of 11, 11 and 10 bits.
fn sort(entries: &mut Vec<u64>) {
    let mut other = vec![0; entries.len()];
    for (shift, bits) in [(32, 11), (43, 11), (54, 10)] {
        let bucket = |it: u64| (it >> shift) as usize & ((1 << bits) - 1);
        let mut starts = vec![0_usize; 1 << bits];
        for entry in entries.iter() {
            starts[bucket(*entry)] += 1;
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += std::mem::replace(start, sum);
        }
        for entry in entries.iter() {
            let place = &mut starts[bucket(*entry)];
            other[*place] = *entry;
            *place += 1;
        }
        std::mem::swap(entries, &mut other);
    }
}

/// Entries of one key together, in order.
pub(crate) fn blocks(sorted: &[u64]) -> impl Iterator<Item = &[u64]> {
    sorted.chunk_by(|a, b| a >> 32 == b >> 32)
}

fn pairs_of(rows: usize) -> u64 {
    let rows = rows as u64;
    rows * rows.saturating_sub(1) / 2
}

impl Together {
    /// Puts blocks in the order of their first rows: whoever visits them goes through the rows of a table from one end to the other.
    fn of(blocks: Vec<&[u64]>) -> Self {
        let mut res = Self::default();
        let rows = blocks.iter().map(|it| it.len()).sum();
        res.rows.reserve_exact(rows);
        res.ends.reserve_exact(blocks.len());
        let placed = (0..).zip(&blocks).map(|(place, block)| (block[0] << 32) | place);
        let mut placed: Vec<u64> = placed.collect();
        sort(&mut placed);
        for place in placed {
            res.rows.extend(rows_of(blocks[place as u32 as usize]));
            res.ends.push(res.rows.len() as u32);
        }
        res
    }

    fn block(&self, block: usize) -> &[u32] {
        let start = block.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.rows[start as usize..self.ends[block] as usize]
    }

    fn blocks(&self, blocks: Range<usize>) -> impl Iterator<Item = &[u32]> {
        blocks.map(|it| self.block(it))
    }

    /// Cuts the blocks into pieces of work.
    fn pieces(&self) -> Vec<Range<usize>> {
        let mut res = Vec::new();
        let (mut start, mut pairs) = (0, 0);
        for block in 0..self.ends.len() {
            pairs += pairs_of(self.block(block).len());
            if pairs >= PAIRS_OF_PIECE {
                res.push(start..block + 1);
                (start, pairs) = (block + 1, 0);
            }
        }
        if start < self.ends.len() {
            res.push(start..self.ends.len());
        }
        res
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_sort_by_key_and_keep_their_order() {
        let mut entries: Vec<u64> = (0..5000_u64)
            .map(|row| (row.wrapping_mul(0x9E37_79B9_7F4A_7C15) & 0xFFFF_FFFF_0000_0000) | row)
            .collect();
        let mut expected = entries.clone();
        expected.sort_unstable();
        sort(&mut entries);
        assert_eq!(entries, expected);
    }

    #[test]
    fn a_block_too_big_is_left_out_and_told() {
        let entries = super::sorted([7, 7, 7, 9, 9, 0, 0, 8].into_iter());
        let (kept, told, left_out) = told_apart(&entries, 2);
        let kept = Together::of(kept);
        assert_eq!((kept.rows, kept.ends), (vec![3, 4], vec![2]));
        assert_eq!(left_out, [0, 1, 2]);
        assert_eq!(told, KeyCount { pairs: 1, rows: 6, rows_left_out: 3, too_big: 1, left_out: 3 });
    }
}
