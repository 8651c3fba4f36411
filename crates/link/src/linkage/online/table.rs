//! Sorted entries in the file that are found by a hash with two reads: where the hash's bucket lies, and the bucket.

use std::io::{self, Write};

use super::{
    IndexError,
    codec::{Put, Take, sealed},
    source::Source,
};

/// Entries of a bucket on average: what one read brings at once. Guess.
const IN_BUCKET: u64 = 32;

/// Where a table lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    /// Where the offsets of its buckets start; there is one more than there are buckets.
    offsets: u64,
    /// The logarithm of the number of buckets.
    bits: u32,
}

impl Place {
    pub(super) fn put(self, put: &mut Put) {
        put.number(self.offsets);
        put.number(u64::from(self.bits));
    }

    pub(super) fn take(take: &mut Take<'_>) -> Result<Self, IndexError> {
        let res = Self { offsets: take.number()?, bits: take.small()? };
        if res.bits < 64 { Ok(res) } else { Err(take.damaged()) }
    }

    const fn bucket(self, hash: u64) -> u64 {
        if self.bits == 0 { 0 } else { hash >> (64 - self.bits) }
    }

    /// The bytes in which an entry of this hash stands, if there is one.
    pub(super) fn read<T>(
        self,
        source: &Source,
        hash: u64,
        find: impl FnOnce(Take<'_>) -> Result<T, IndexError>,
    ) -> Result<T, IndexError> {
        let at = self.bucket(hash).checked_mul(8).and_then(|it| it.checked_add(self.offsets));
        let at = at.ok_or(IndexError::Damaged { at: self.offsets })?;
        let (start, end) = source.span(at)?;
        if start == end {
            return find(Take::new(&[], start));
        }
        source.with(start, end, |bytes| find(Take::checked(bytes, start)?))
    }
}

/// Writes a table from entries in order of their hashes; `put` writes one.
pub(super) fn write<T>(
    out: &mut Counting<'_>,
    entries: &[T],
    hash: impl Fn(&T) -> u64,
    put: impl Fn(&mut Put, &T),
) -> io::Result<Place> {
    let bits = (entries.len() as u64 / IN_BUCKET).checked_ilog2().unwrap_or(0);
    let mut res = Place { offsets: 0, bits };
    let mut offsets = Vec::with_capacity((1 << bits) + 1);
    let mut left = entries;
    for bucket in 0..1_u64 << bits {
        offsets.push(out.at);
        let len = left.partition_point(|it| res.bucket(hash(it)) <= bucket);
        let (own, rest) = left.split_at(len);
        left = rest;
        if own.is_empty() {
            continue;
        }
        let mut bytes = Put::default();
        for entry in own {
            put(&mut bytes, entry);
        }
        out.write(&sealed(&bytes.0))?;
    }
    res.offsets = out.offsets(offsets)?;
    Ok(res)
}

/// A writer that knows where it stands.
pub(super) struct Counting<'a> {
    pub(super) out: &'a mut dyn Write,
    pub(super) at: u64,
}

impl Counting<'_> {
    pub(super) fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.at += bytes.len() as u64;
        self.out.write_all(bytes)
    }

    /// Writes where pieces start, and where the last one ends, which is here; tells where that stands.
    pub(super) fn offsets(&mut self, starts: Vec<u64>) -> io::Result<u64> {
        let at = self.at;
        for offset in starts.into_iter().chain([at]) {
            self.write(&offset.to_le_bytes())?;
        }
        Ok(at)
    }
}
