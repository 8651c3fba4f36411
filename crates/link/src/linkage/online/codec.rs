//! Numbers and texts as bytes, and back: what is taken is measured first, so that bytes of others can't ask for more than is there.

use super::IndexError;
use crate::linkage::train::mix;

/// Bytes that are written.
#[derive(Debug, Default)]
pub(super) struct Put(pub(super) Vec<u8>);

impl Put {
    pub(super) fn number(&mut self, number: u64) {
        let mut left = number;
        while left >= 0x80 {
            self.0.push(left as u8 | 0x80);
            left >>= 7;
        }
        self.0.push(left as u8);
    }

    pub(super) fn fixed(&mut self, number: u64) {
        self.0.extend_from_slice(&number.to_le_bytes());
    }

    pub(super) fn float(&mut self, number: f64) {
        self.fixed(number.to_bits());
    }

    pub(super) fn text(&mut self, text: &str) {
        self.number(text.len() as u64);
        self.0.extend_from_slice(text.as_bytes());
    }

    /// Numbers that grow, each as its distance from the one before.
    pub(super) fn ascending(&mut self, numbers: &[u32]) {
        self.number(numbers.len() as u64);
        let mut before = 0;
        for number in numbers {
            self.number(u64::from(number - before));
            before = *number;
        }
    }
}

/// Bytes that are read, and where they stand.
#[derive(Debug, Clone, Copy)]
pub(super) struct Take<'a> {
    bytes: &'a [u8],
    at: u64,
}

impl<'a> Take<'a> {
    /// Bytes that start at a place of a file.
    pub(super) const fn new(bytes: &'a [u8], at: u64) -> Self {
        Self { bytes, at }
    }

    /// Bytes of which the first four are a hash of the rest.
    pub(super) fn checked(bytes: &'a [u8], at: u64) -> Result<Self, IndexError> {
        match bytes.split_first_chunk::<4>() {
            Some((said, rest)) if check(rest).to_le_bytes() == *said => {
                Ok(Self { bytes: rest, at: at + 4 })
            }
            _ => Err(IndexError::Damaged { at }),
        }
    }

    pub(super) const fn damaged(&self) -> IndexError {
        IndexError::Damaged { at: self.at }
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    pub(super) fn bytes(&mut self, len: usize) -> Result<&'a [u8], IndexError> {
        let (res, rest) = self.bytes.split_at_checked(len).ok_or(self.damaged())?;
        self.bytes = rest;
        self.at += len as u64;
        Ok(res)
    }

    pub(super) fn byte(&mut self) -> Result<u8, IndexError> {
        Ok(self.bytes(1)?[0])
    }

    pub(super) fn number(&mut self) -> Result<u64, IndexError> {
        let mut res = 0_u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            res |= u64::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return Ok(res);
            }
        }
        Err(self.damaged())
    }

    pub(super) fn small(&mut self) -> Result<u32, IndexError> {
        let number = self.number()?;
        u32::try_from(number).map_err(|_too_big| self.damaged())
    }

    /// How many things follow, each of which takes at least a byte.
    pub(super) fn count(&mut self) -> Result<usize, IndexError> {
        let count = self.number()?;
        let has_room = |it: &usize| *it <= self.bytes.len();
        usize::try_from(count).ok().filter(has_room).ok_or(self.damaged())
    }

    pub(super) fn fixed(&mut self) -> Result<u64, IndexError> {
        let bytes = self.bytes(8)?;
        Ok(bytes.iter().rev().fold(0, |res, it| res << 8 | u64::from(*it)))
    }

    pub(super) fn float(&mut self) -> Result<f64, IndexError> {
        let number = f64::from_bits(self.fixed()?);
        if number.is_finite() { Ok(number) } else { Err(self.damaged()) }
    }

    pub(super) fn text(&mut self) -> Result<&'a str, IndexError> {
        let len = self.count()?;
        let bytes = self.bytes(len)?;
        std::str::from_utf8(bytes).map_err(|_broken| self.damaged())
    }

    pub(super) fn ascending(&mut self) -> Result<Vec<u32>, IndexError> {
        let count = self.count()?;
        let mut before = 0_u32;
        (0..count)
            .map(|_| {
                before = before.checked_add(self.small()?).ok_or(self.damaged())?;
                Ok(before)
            })
            .collect()
    }
}

/// A hash by which damage shows; it keeps out nobody who means harm.
pub(super) fn check(bytes: &[u8]) -> u32 {
    let words = bytes.chunks(8).fold(bytes.len() as u64, |res, chunk| {
        let word = chunk.iter().rev().fold(0, |word, it| word << 8 | u64::from(*it));
        mix(res ^ word)
    });
    (words >> 32) as u32
}

/// Bytes behind their hash.
pub(super) fn sealed(bytes: &[u8]) -> Vec<u8> {
    let mut res = check(bytes).to_le_bytes().to_vec();
    res.extend_from_slice(bytes);
    res
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_put_is_taken(numbers in prop::collection::vec(any::<u64>(), 0..9), text in ".{0,9}") {
            let mut put = Put::default();
            for number in &numbers {
                put.number(*number);
                put.fixed(*number);
            }
            put.text(&text);
            let mut rows: Vec<u32> = numbers.iter().map(|it| *it as u32).collect();
            rows.sort_unstable();
            put.ascending(&rows);
            let bytes = sealed(&put.0);
            let mut take = Take::checked(&bytes, 0).unwrap();
            for number in numbers {
                prop_assert_eq!((take.number().unwrap(), take.fixed().unwrap()), (number, number));
            }
            prop_assert_eq!(take.text().unwrap(), text);
            prop_assert_eq!(take.ascending().unwrap(), rows);
            prop_assert!(take.is_empty());
        }

        #[test]
        fn any_bytes_are_refused_or_taken(bytes in prop::collection::vec(any::<u8>(), 0..40)) {
            let mut take = Take::new(&bytes, 0);
            while take.ascending().is_ok() && take.text().is_ok() && take.float().is_ok() {}
        }
    }
}
