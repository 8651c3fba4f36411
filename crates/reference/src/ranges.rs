//! Address ranges without gaps: where each starts and what holds until the next one does.

use crate::packed::Unpacked;

/// Ranges of IPv4 (`u32`) or of the upper half of IPv6 (`u64`); the value 0 stands for "not in the table".
pub(crate) struct Ranges<Key> {
    starts: Vec<Key>,
    values: Vec<u32>,
}

impl<Key: Copy + Ord + TryFrom<u64>> Ranges<Key> {
    /// Reads the row count, the alignment, the steps between starts and the values.
    ///
    /// Most starts lie on a /24 (IPv4) or a /48 (IPv6): a step in whole such networks is stored as that number of them.
    pub(crate) fn read(table: &mut Unpacked<'_>) -> Self {
        let n_ranges = table.number();
        let aligned_bits = table.number();
        let mut at = 0;
        let starts = (0..n_ranges)
            .map(|_| {
                let step = table.number();
                at += if step & 1 == 0 { (step >> 1) << aligned_bits } else { step >> 1 };
                Key::try_from(at).ok().expect("a shipped range starts within its address family")
            })
            .collect();
        Self { starts, values: (0..n_ranges).map(|_| table.index()).collect() }
    }

    /// What holds at an address.
    pub(crate) fn at(&self, address: Key) -> Option<u32> {
        let idx = self.starts.partition_point(|start| *start <= address).checked_sub(1)?;
        Some(self.values[idx]).filter(|value| *value != 0)
    }

    /// Every range with a value: its first address, the first address behind it if there is one, its value.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (Key, Option<Key>, u32)> + '_ {
        let behind = self.starts.iter().skip(1).copied().map(Some).chain([None]);
        let rows = self.starts.iter().copied().zip(behind).zip(self.values.iter().copied());
        rows.map(|((start, end), value)| (start, end, value)).filter(|(_, _, value)| *value != 0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn lookup_agrees_with_a_scan(
            rows in prop::collection::btree_map(0_u32..5_000, 0_u32..4, 0..60),
            asked in prop::collection::vec(0_u32..6_000, 1..60),
        ) {
            let ranges = Ranges { starts: rows.keys().copied().collect(), values: rows.values().copied().collect() };
            for address in asked {
                let mut expected = None;
                for (start, value) in &rows {
                    if *start <= address {
                        expected = (*value != 0).then_some(*value);
                    }
                }
                prop_assert_eq!(ranges.at(address), expected);
            }
        }
    }

    #[test]
    fn aligned_and_odd_steps_read_back() {
        // Three ranges, aligned to /24: at 0 (step 0 networks), at 256 (1 network), at 259 (3 addresses).
        let mut table = Unpacked::new(&[3, 8, 0, 2, 7, 9, 0, 5]);
        let ranges = Ranges::<u32>::read(&mut table);
        assert_eq!(
            [0, 255, 256, 258, 259, 70_000].map(|it| ranges.at(it)),
            [Some(9), Some(9), None, None, Some(5), Some(5)]
        );
        assert_eq!(ranges.iter().collect::<Vec<_>>(), [(0, Some(256), 9), (259, None, 5)]);
    }
}
