//! Keys of lines, and the numbers of the answers to them.

use hashbrown::HashTable;

use super::tally::AnswerId;

/// A map from keys to answers. The keys lie one behind the other, so that looking one up touches little memory.
#[derive(Debug, Clone, Default)]
pub(super) struct Keys {
    // Looked up by key only; the order in which they are walked over changes nothing.
    table: HashTable<Slot>,
    bytes: Vec<u8>,
}

#[derive(Debug, Clone)]
struct Slot {
    hash: u64,
    start: usize,
    n_bytes: usize,
    id: AnswerId,
}

impl Slot {
    fn is(&self, key: &[u8], bytes: &[u8]) -> bool {
        bytes.get(self.start..self.start + self.n_bytes) == Some(key)
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
