//! Keys of lines, and the numbers of the answers to them.

use std::ops::Range;

use hashbrown::HashTable;

use super::tally::AnswerId;

/// A map from keys to answers. The keys lie one behind the other, so that looking one up touches little memory.
#[derive(Debug, Clone, Default)]
pub(super) struct Keys {
    // Looked up by key only; the order in which they are walked over changes nothing.
    table: HashTable<Slot>,
    bytes: Vec<u8>,
}

/// An answer, and where its key stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Slot {
    hash: u64,
    start: usize,
    n_bytes: usize,
    pub(super) id: AnswerId,
}

impl Slot {
    fn is(&self, key: &[u8], bytes: &[u8]) -> bool {
        bytes.get(self.start..self.start + self.n_bytes) == Some(key)
    }
}

/// Keys that are being written, one behind the other.
#[derive(Debug, Default)]
pub(super) struct Written {
    /// What is written, and room for more.
    bytes: Vec<u8>,
    n: usize,
}

/// Bytes that are copied in one step: most leaves of a key are hardly longer, and a call of a copy costs more than some bytes
/// too many.
const STEP: usize = 16;

impl Written {
    pub(super) fn clear(&mut self) {
        self.n = 0;
    }

    /// Bytes written.
    pub(super) fn len(&self) -> usize {
        self.n
    }

    /// Forgets what was written behind so many bytes.
    pub(super) fn truncate(&mut self, n: usize) {
        self.n = self.n.min(n);
    }

    /// Some of what is written.
    #[inline]
    pub(super) fn get(&self, range: Range<usize>) -> &[u8] {
        self.bytes.get(range).unwrap_or_default()
    }

    /// Writes the leaf that is the first so many of these bytes, with an end of its own, which keeps `1`, `23` apart from
    /// `12`, `3`.
    #[inline]
    pub(super) fn push(&mut self, bytes: &[u8], n_leaf: usize) {
        let n_steps = n_leaf.div_ceil(STEP);
        if self.bytes.len() < self.n + n_steps * STEP + 1 {
            self.bytes.resize(2 * self.bytes.len() + n_steps * STEP + 1, 0);
        }
        let room = self.bytes.get_mut(self.n..).unwrap_or_default();
        let (steps, _) = bytes.as_chunks::<STEP>();
        if let Some(steps) = steps.get(..n_steps) {
            let (room, _) = room.as_chunks_mut::<STEP>();
            for at in 0..n_steps {
                if let (Some(to), Some(step)) = (room.get_mut(at), steps.get(at)) {
                    *to = *step;
                }
            }
        } else {
            let leaf = bytes.get(..n_leaf).unwrap_or_default();
            room.get_mut(..leaf.len()).unwrap_or_default().copy_from_slice(leaf);
        }
        self.n += n_leaf;
        if let Some(end) = self.bytes.get_mut(self.n) {
            *end = 0;
        }
        self.n += 1;
    }
}

/// How keys are hashed.
pub(super) type Hasher = foldhash::quality::RandomState;

impl Keys {
    /// The answer to a key.
    #[inline]
    pub(super) fn find(&self, hash: u64, key: &[u8]) -> Option<AnswerId> {
        let slot = self.table.find(hash, |it| it.hash == hash && it.is(key, &self.bytes))?;
        Some(slot.id)
    }

    /// What [`find`](Self::find) gives unless two keys have one hash, which [`holds`](Self::holds) tells: to look many keys up, one
    /// step for all of them and then the next, so that none waits for the memory of the one before.
    #[inline]
    pub(super) fn likely(&self, hash: u64) -> Option<Slot> {
        self.table.find(hash, |it| it.hash == hash).copied()
    }

    /// Whether the answer is to this key.
    #[inline]
    pub(super) fn holds(&self, slot: Slot, key: &[u8]) -> bool {
        slot.is(key, &self.bytes)
    }

    /// Puts the answer to a key that has none by.
    pub(super) fn insert(&mut self, hash: u64, key: &[u8], id: AnswerId) {
        let slot = Slot { hash, start: self.bytes.len(), n_bytes: key.len(), id };
        self.bytes.extend_from_slice(key);
        self.table.insert_unique(hash, slot, |it| it.hash);
    }

    /// Forgets them all.
    pub(super) fn clear(&mut self) {
        self.table.clear();
        self.bytes.clear();
    }

    /// Bytes of all keys.
    pub(super) fn n_bytes(&self) -> usize {
        self.bytes.len()
    }

    /// Answers of another map, hashed the same way, and of this one to the same keys.
    pub(super) fn shared(&self, other: &Self) -> Vec<(AnswerId, AnswerId)> {
        let same = |theirs: &Slot| {
            let key = other.bytes.get(theirs.start..theirs.start + theirs.n_bytes)?;
            Some((theirs.id, self.find(theirs.hash, key)?))
        };
        other.table.iter().filter_map(same).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leaves_are_written_one_behind_the_other_wherever_they_end() {
        let line: Vec<u8> = (1..=200).collect();
        for n_line in 0..=line.len() {
            let mut written = Written::default();
            let mut expected = Vec::new();
            for n_leaf in [0, 1, 15, 16, 17, 32, 47, 48, 100].into_iter().filter(|it| *it <= n_line)
            {
                written.push(&line[..n_line], n_leaf);
                expected.extend_from_slice(&line[..n_leaf]);
                expected.push(0);
                assert_eq!(written.get(0..written.len()), expected, "{n_line} {n_leaf}");
            }
            written.truncate(1);
            written.push(b"ab", 2);
            assert_eq!(written.get(1..written.len()), b"ab\0");
        }
    }
}
