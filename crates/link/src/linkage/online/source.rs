//! The file of an index as it is read: piece by piece, each piece measured before it is asked for.

use bonafide_model::Positioned;

use super::{IndexError, codec::Take};

/// Bytes of one piece at most: more is damage, and would ask for memory that nobody has. Guess.
const MOST: u64 = 1 << 24;

/// Where the bytes come from.
pub(super) struct Source(pub(super) Box<dyn Positioned>);

impl std::fmt::Debug for Source {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} bytes", self.0.size())
    }
}

impl Source {
    /// Two offsets that stand one behind the other: where a piece starts and ends.
    pub(super) fn span(&self, at: u64) -> Result<(u64, u64), IndexError> {
        let mut bytes = [0; 16];
        self.fill(at, &mut bytes)?;
        let mut take = Take::new(&bytes, at);
        let (start, end) = (take.fixed()?, take.fixed()?);
        if start <= end && end <= self.0.size() && end - start <= MOST {
            Ok((start, end))
        } else {
            Err(IndexError::Damaged { at })
        }
    }

    /// Looks at the bytes between two places.
    pub(super) fn with<T>(
        &self,
        start: u64,
        end: u64,
        look: impl FnOnce(&[u8]) -> Result<T, IndexError>,
    ) -> Result<T, IndexError> {
        let len = end.checked_sub(start).filter(|it| *it <= MOST && end <= self.0.size());
        let len = len.ok_or(IndexError::Damaged { at: start })? as usize;
        let mut room = vec![0; len];
        self.fill(start, &mut room)?;
        look(&room)
    }

    fn fill(&self, at: u64, into: &mut [u8]) -> Result<(), IndexError> {
        let end = at.checked_add(into.len() as u64).filter(|it| *it <= self.0.size());
        if end.is_none() {
            return Err(IndexError::Damaged { at });
        }
        self.0.read_at(at, into).map_err(IndexError::Unreadable)
    }
}
