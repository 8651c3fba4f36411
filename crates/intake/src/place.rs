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
    mail::Transfer,
    unpack::{Allowance, Metered, Packing},
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
    /// A member of a tar archive, or what is attached to a mail.
    Run(Box<Run>),
    /// A sheet of a workbook; its own bytes are the workbook's.
    Sheet(Box<Sheet>),
    /// A folder that is a git repository; it has no bytes of its own.
    Repository(PathBuf),
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

/// A run of bytes inside a container, by position.
#[derive(Debug, Clone)]
pub(crate) struct Run {
    /// The container.
    pub(crate) of: Place,
    /// How the container as a whole is compressed.
    pub(crate) packing: Packing,
    /// Where the run begins in the unpacked container.
    pub(crate) start: u64,
    /// How many bytes it has there.
    pub(crate) bytes: u64,
    /// How they are written there.
    pub(crate) transfer: Transfer,
}

/// A sheet of a workbook.
#[derive(Debug, Clone)]
pub(crate) struct Sheet {
    /// The workbook.
    pub(crate) book: Place,
    /// Its format.
    pub(crate) format: crate::workbook::Format,
    /// The sheet's name in it.
    pub(crate) name: String,
    /// The workbook's size, spread over its sheets; for progress bars.
    pub(crate) bytes: u64,
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
            Place::Run(run) => run.reader(limits),
            Place::Sheet(sheet) => sheet.book.reader(limits),
            Place::Repository(_) => Err(no_bytes()),
        }
    }

    /// The same with random access; members are read into memory up to `cap` bytes.
    pub(crate) fn seekable(&self, limits: &Limits, cap: u64) -> io::Result<Box<dyn Seekable>> {
        match self {
            Place::Disk(path) => Ok(Box::new(io::BufReader::new(File::open(path)?))),
            Place::Memory(bytes) => Ok(Box::new(Cursor::new(Arc::clone(bytes)))),
            Place::Member(_) | Place::Run(_) => Ok(Box::new(Cursor::new(self.bytes(limits, cap)?))),
            Place::Sheet(sheet) => sheet.book.seekable(limits, cap),
            Place::Repository(_) => Err(no_bytes()),
        }
    }

    /// Whether any position can be reached without reading all bytes before it.
    pub(crate) fn is_seekable(&self) -> bool {
        matches!(self, Place::Disk(_) | Place::Memory(_))
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
            Place::Run(run) => run.bytes,
            Place::Sheet(sheet) => sheet.bytes,
            Place::Repository(path) => crate::git::size(path),
        }
    }
}

fn no_bytes() -> io::Error {
    io::Error::new(io::ErrorKind::IsADirectory, "a repository is a folder")
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

impl Run {
    fn reader(&self, limits: &Limits) -> io::Result<Box<dyn Read + Send>> {
        let from_start: Box<dyn Read + Send> =
            if self.packing == Packing::Plain && self.of.is_seekable() {
                let mut container = self.of.seekable(limits, limits.inner_archive_bytes)?;
                container.seek(SeekFrom::Start(self.start))?;
                Box::new(container)
            } else {
                let mut container = self.packing.unpack(self.of.reader(limits)?, limits);
                io::copy(&mut container.by_ref().take(self.start), &mut io::sink())?;
                container
            };
        Ok(self.transfer.decode(Box::new(Whole { inner: from_start, left: self.bytes })))
    }
}

/// Exactly so many bytes; that there are fewer is a failure, so that a cut member is not taken for a whole one.
struct Whole<R> {
    inner: R,
    left: u64,
}

impl<R: Read> Read for Whole<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let room = usize::try_from(self.left).unwrap_or(usize::MAX).min(into.len());
        let n = self.inner.read(&mut into[..room])?;
        if n == 0 && room > 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        self.left -= n as u64;
        Ok(n)
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
