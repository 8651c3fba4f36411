//! A file's fingerprint: the hash of its bytes, found when it is first asked for, or on the way by who reads them all anyway.

use std::{
    io::{self, Read},
    sync::{Arc, OnceLock},
};

use sha2::{Digest, Sha256};

use crate::{Limits, document::hex, file::HEAD, git, place::Place, unpack::Packing};

/// Bytes from which it is told how a file is packed.
const MAGIC: u64 = 4;

/// The fingerprint of one file, shared by all who open it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Print(Arc<OnceLock<Result<Found, String>>>);

#[derive(Debug)]
struct Found {
    /// Lower-case hex.
    sha256: String,
    packing: Packing,
}

impl Print {
    /// SHA-256, lower-case hex. Reads all bytes of the file, unless somebody has.
    pub(crate) fn sha256(&self, place: &Place, limits: &Limits) -> Result<&str, String> {
        self.found(place, limits).map(|it| it.sha256.as_str())
    }

    /// How the file is packed.
    pub(crate) fn packing(&self, place: &Place, limits: &Limits) -> Result<Packing, String> {
        if self.is_known() || !place.is_seekable() {
            // Members of archives are dear to open, so all that is asked of them is found at once.
            return self.found(place, limits).map(|it| it.packing);
        }
        let mut start = Vec::new();
        let reader = place.reader(limits).map_err(unreadable)?;
        reader.take(MAGIC).read_to_end(&mut start).map_err(unreadable)?;
        Ok(Packing::of(&start))
    }

    /// The same bytes, hashed while they are read to their end. They must be those of an unpacked file.
    pub(crate) fn on_the_way(&self, reader: Box<dyn Read + Send>) -> Box<dyn Read + Send> {
        if self.is_known() {
            return reader;
        }
        Box::new(Printing { inner: reader, hash: Some(Sha256::new()), print: self.clone() })
    }

    fn is_known(&self) -> bool {
        self.0.get().is_some()
    }

    fn found(&self, place: &Place, limits: &Limits) -> Result<&Found, String> {
        self.0.get_or_init(|| Found::of(place, limits)).as_ref().map_err(Clone::clone)
    }
}

impl Found {
    /// Reads all bytes of a file once.
    fn of(place: &Place, limits: &Limits) -> Result<Self, String> {
        if let Place::Repository(path) = place {
            return Ok(Self { sha256: git::print(path), packing: Packing::Plain });
        }
        place.reader(limits).and_then(Self::of_bytes).map_err(unreadable)
    }

    fn of_bytes(mut reader: Box<dyn Read + Send>) -> io::Result<Self> {
        let mut hash = Sha256::new();
        let mut packing = None;
        let mut chunk = vec![0; HEAD];
        loop {
            let n = match reader.read(&mut chunk) {
                Ok(0) => break,
                Ok(n) => n,
                Err(why) if why.kind() == io::ErrorKind::Interrupted => continue,
                Err(why) if is_damage(&why) => break,
                Err(why) => return Err(why),
            };
            let bytes = chunk.get(..n).unwrap_or_default();
            hash.update(bytes);
            packing.get_or_insert_with(|| Packing::of(bytes));
        }
        Ok(Self { sha256: hex(&hash.finalize()), packing: packing.unwrap_or(Packing::Plain) })
    }
}

/// A damaged archive member still has its readable part; the records say where it ends.
fn is_damage(why: &io::Error) -> bool {
    !matches!(why.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::Interrupted)
}

fn unreadable(why: io::Error) -> String {
    format!("cannot be read ({why}); check its permissions, or fetch it again")
}

/// Hashes what passes, and leaves the hash when the end has passed.
struct Printing {
    inner: Box<dyn Read + Send>,
    hash: Option<Sha256>,
    print: Print,
}

impl Read for Printing {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let outcome = self.inner.read(into);
        let is_over = match &outcome {
            Ok(n) => *n == 0 && !into.is_empty(),
            Err(why) => is_damage(why),
        };
        if is_over && let Some(hash) = self.hash.take() {
            let found = || Ok(Found { sha256: hex(&hash.finalize()), packing: Packing::Plain });
            self.print.0.get_or_init(found);
        } else if let (Ok(n), Some(hash)) = (&outcome, &mut self.hash) {
            hash.update(into.get(..*n).unwrap_or_default());
        }
        outcome
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    #[test]
    fn a_file_that_is_read_to_its_end_has_the_print_of_one_that_is_read_for_it() {
        let bytes: Arc<[u8]> = (0..=255).cycle().take(3 * HEAD + 17).collect();
        let (place, limits) = (Place::Memory(Arc::clone(&bytes)), Limits::default());
        let expected = Print::default().sha256(&place, &limits).unwrap().to_owned();
        let print = Print::default();
        let mut reader = print.on_the_way(Box::new(Cursor::new(bytes)));
        let mut chunk = vec![0; 1000];
        while reader.read(&mut chunk).unwrap() > 0 {
            assert!(!print.is_known());
        }
        assert!(print.is_known());
        assert_eq!(print.sha256(&place, &limits).unwrap(), expected);
    }

    #[test]
    fn what_can_be_read_of_a_damaged_file_is_its_print_either_way() {
        struct Broken;
        impl Read for Broken {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                Err(io::ErrorKind::UnexpectedEof.into())
            }
        }
        let damaged = || Box::new(Cursor::new(b"{\"a\":1}\n{\"b\"").chain(Broken));
        let expected = Found::of_bytes(damaged()).unwrap().sha256;
        let print = Print::default();
        io::copy(&mut print.on_the_way(damaged()), &mut io::sink()).unwrap_err();
        assert_eq!(print.0.get().unwrap().as_ref().unwrap().sha256, expected);
    }
}
