//! Rows that share a key, and the pairs that come of them: each pair once, never kept.

use std::ops::Range;

use rayon::prelude::*;

use super::{
    grid::Grid,
    key::{Facet, Key},
};

/// Rows of a table by the keys that were chosen.
#[derive(Debug)]
pub(crate) struct Blocks {
    /// Keys of each row, one row behind the other; 0 where a key is missing or its block is too big.
    of_row: Vec<u32>,
    /// For each key, rows sorted by it.
    sorted: Vec<Vec<u64>>,
    /// For each key, what came of it.
    pub(crate) told: Vec<KeyCount>,
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
    /// Puts rows together by keys; a block of more rows than `most` is left out.
    pub(crate) fn of(keys: &[Key], facets: &[Facet], grid: &Grid, most: usize) -> Self {
        let columns: Vec<(Vec<u64>, KeyCount, Vec<u32>)> = keys
            .par_iter()
            .map(|key| {
                let of_row: Vec<u32> =
                    grid.every().map(|row| key.of(facets, row.numbers)).collect();
                let (sorted, told) = put_together(&of_row, most);
                let mut kept = vec![0; of_row.len()];
                for entry in &sorted {
                    kept[*entry as u32 as usize] = (*entry >> 32) as u32;
                }
                (sorted, told, kept)
            })
            .collect();
        let width = columns.len();
        let mut of_row = vec![0; grid.rows() * width];
        of_row.par_chunks_mut(width.max(1)).enumerate().for_each(|(row, keys)| {
            for (key, (_, _, kept)) in keys.iter_mut().zip(&columns) {
                *key = kept[row];
            }
        });
        let (sorted, told) = columns.into_iter().map(|(sorted, told, _)| (sorted, told)).unzip();
        Self { of_row, sorted, told }
    }

    /// Visits every pair once, under the first key that gives it; results of pieces come in order.
    pub(crate) fn visit<T, F>(&self, new: impl Fn() -> T + Sync, visit: F) -> Vec<T>
    where
        T: Send,
        F: Fn(&mut T, u32, u32) + Sync,
    {
        let width = self.sorted.len();
        let mut res = Vec::new();
        for (place, sorted) in self.sorted.iter().enumerate() {
            let pieces: Vec<T> = pieces(sorted)
                .into_par_iter()
                .map(|piece| {
                    let mut piece_res = new();
                    for block in blocks(&sorted[piece]) {
                        for (idx, a) in block.iter().enumerate() {
                            let a = *a as u32;
                            let keys_a = &self.of_row[a as usize * width..][..place];
                            for b in &block[idx + 1..] {
                                let b = *b as u32;
                                let keys_b = &self.of_row[b as usize * width..][..place];
                                let is_known =
                                    keys_a.iter().zip(keys_b).any(|(x, y)| *x != 0 && x == y);
                                if !is_known {
                                    visit(&mut piece_res, a, b);
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

/// Rows sorted by key, without those that stand alone and those of blocks too big; entries are key and row.
fn put_together(of_row: &[u32], most: usize) -> (Vec<u64>, KeyCount) {
    let entries = sorted(of_row.iter().copied());
    let mut told = KeyCount { rows: entries.len(), ..KeyCount::default() };
    let mut kept = Vec::with_capacity(entries.len());
    for block in blocks(&entries) {
        let pairs = pairs_of(block.len());
        if block.len() > most {
            told.too_big += 1;
            told.rows_left_out += block.len();
            told.left_out += pairs;
        } else if block.len() > 1 {
            told.pairs += pairs;
            kept.extend_from_slice(block);
        }
    }
    kept.shrink_to_fit();
    (kept, told)
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

/// Cuts sorted rows into pieces of work at the borders of blocks.
fn pieces(sorted: &[u64]) -> Vec<Range<usize>> {
    let mut res = Vec::new();
    let (mut start, mut end, mut pairs) = (0, 0, 0);
    for block in blocks(sorted) {
        end += block.len();
        pairs += pairs_of(block.len());
        if pairs >= PAIRS_OF_PIECE {
            res.push(start..end);
            (start, pairs) = (end, 0);
        }
    }
    if start < end {
        res.push(start..end);
    }
    res
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
        let (kept, told) = put_together(&[7, 7, 7, 9, 9, 0, 0, 8], 2);
        assert_eq!(kept, [9 << 32 | 3, 9 << 32 | 4]);
        assert_eq!(told, KeyCount { pairs: 1, rows: 6, rows_left_out: 3, too_big: 1, left_out: 3 });
    }
}
