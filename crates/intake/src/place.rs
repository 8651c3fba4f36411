//! Where the bytes of one file lie, so that they can be read again from the start as often as needed.

use std::{
    fs::File,
    io::{self, Cursor, Read, Seek, SeekFrom},
    path::PathBuf,
    sync::Arc,
};

use flate2::{Crc, read::DeflateDecoder};

use crate::{
    Limits,
    unpack::{Allowance, Metered},
};

/// Bytes that can be opened more than once.
#[derive(Debug, Clone)]
pub(crate) enum Place {
    /// A file on disk.
    Disk(PathBuf),
    /// Bytes in memory.
    Memory(Arc<[u8]>),
    /// A member of a zip archive.
    Member(Box<Member>),
}

/// A member of a zip archive, by position.
#[derive(Debug, Clone)]
pub(crate) struct Member {
    /// The archive.
    pub(crate) archive: Place,
    /// Where the packed bytes begin.
    pub(crate) start: u64,
    /// How many there are.
    pub(crate) packed_bytes: u64,
    /// Packed with deflate; stored as they are otherwise.
    pub(crate) deflated: bool,
    /// Checksum of the unpacked bytes.
    pub(crate) crc32: u32,
}

/// What can be read from any position.
pub(crate) trait Seekable: Read + Seek + Send {}
impl<T: Read + Seek + Send> Seekable for T {}

impl Place {
    /// A reader over the file's own bytes.
    pub(crate) fn reader(&self, limits: &Limits) -> io::Result<Box<dyn Read + Send>> {
        match self {
            Place::Disk(path) => Ok(Box::new(File::open(path)?)),
            Place::Memory(bytes) => Ok(Box::new(Cursor::new(Arc::clone(bytes)))),
            Place::Member(member) => member.reader(limits),
        }
    }

    /// The same with random access; members are read into memory up to `cap` bytes.
    pub(crate) fn seekable(&self, limits: &Limits, cap: u64) -> io::Result<Box<dyn Seekable>> {
        match self {
            Place::Disk(path) => Ok(Box::new(io::BufReader::new(File::open(path)?))),
            Place::Memory(bytes) => Ok(Box::new(Cursor::new(Arc::clone(bytes)))),
            Place::Member(_) => Ok(Box::new(Cursor::new(self.bytes(limits, cap)?))),
        }
    }

    /// All bytes, refused when there are more than `cap`.
    pub(crate) fn bytes(&self, limits: &Limits, cap: u64) -> io::Result<Arc<[u8]>> {
        if let Place::Memory(bytes) = self
            && bytes.len() as u64 <= cap
        {
            return Ok(Arc::clone(bytes));
        }
        let mut res = Vec::new();
        self.reader(limits)?.take(cap.saturating_add(1)).read_to_end(&mut res)?;
        if res.len() as u64 > cap {
            return Err(io::Error::other(format!("larger than {} MiB", cap >> 20)));
        }
        Ok(res.into())
    }

    /// Size of the file's own bytes, packed ones for archive members; for progress bars.
    pub(crate) fn size(&self) -> u64 {
        match self {
            // A size that cannot be read is found out when the file is opened; a progress bar can live without it.
            Place::Disk(path) => path.metadata().map_or(0, |it| it.len()),
            Place::Memory(bytes) => bytes.len() as u64,
            Place::Member(member) => member.packed_bytes,
        }
    }
}

impl Member {
    fn reader(&self, limits: &Limits) -> io::Result<Box<dyn Read + Send>> {
        let mut archive = self.archive.seekable(limits, limits.inner_archive_bytes)?;
        archive.seek(SeekFrom::Start(self.start))?;
        let packed = archive.take(self.packed_bytes);
        if !self.deflated {
            return Ok(Box::new(Checked::new(packed, self.crc32)));
        }
        let allowance = Allowance::new(limits);
        let unpacked = allowance.guard(DeflateDecoder::new(Metered::new(packed, &allowance)));
        Ok(Box::new(Checked::new(unpacked, self.crc32)))
    }
}

/// Compares the checksum at the end, so that a damaged or cut member is not taken for a whole one.
struct Checked<R> {
    inner: R,
    crc: Crc,
    expected: u32,
}

impl<R: Read> Checked<R> {
    fn new(inner: R, expected: u32) -> Self {
        Self { inner, crc: Crc::new(), expected }
    }
}

impl<R: Read> Read for Checked<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(into)?;
        self.crc.update(&into[..n]);
        if n == 0 && !into.is_empty() && self.crc.sum() != self.expected {
            return Err(io::Error::new(
                io::ErrorKind::InvalidData,
                "checksum of the archive member does not fit; copy the archive again",
            ));
        }
        Ok(n)
    }
}
