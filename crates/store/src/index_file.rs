//! An index of people on disk: read piece by piece, written whole or not at all, and beside it the journal of records that were added.
//!
//! Both hold people's records in full and are for their owner's eyes only.

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io::{self, BufWriter, Read, Write},
    path::Path,
};

use bonafide_model::Positioned;

use crate::folds::{make_private, private_file};

/// Bytes that are written at once. Guess: few calls, little memory.
const AT_ONCE: usize = 1 << 20;

/// A file that is read where it is needed.
#[derive(Debug)]
pub struct IndexFile {
    file: File,
    size: u64,
}

impl IndexFile {
    /// Opens a file; nothing of it is read.
    ///
    /// # Errors
    /// It is not there, or can't be read.
    pub fn open(path: &Path) -> io::Result<Self> {
        let file = File::open(path)?;
        let size = file.metadata()?.len();
        Ok(Self { file, size })
    }
}

impl Positioned for IndexFile {
    fn size(&self) -> u64 {
        self.size
    }

    #[cfg(unix)]
    fn read_at(&self, at: u64, into: &mut [u8]) -> io::Result<()> {
        std::os::unix::fs::FileExt::read_exact_at(&self.file, into, at)
    }

    #[cfg(windows)]
    fn read_at(&self, at: u64, into: &mut [u8]) -> io::Result<()> {
        let mut done = 0;
        while done < into.len() {
            let at = at + done as u64;
            match std::os::windows::fs::FileExt::seek_read(&self.file, &mut into[done..], at)? {
                0 => return Err(io::ErrorKind::UnexpectedEof.into()),
                read => done += read,
            }
        }
        Ok(())
    }
}

/// Writes a file that only its owner can read; it appears whole or not at all.
///
/// # Errors
/// What the disk or `write` says.
pub fn write_private<E: From<io::Error>>(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> Result<(), E>,
) -> Result<(), E> {
    if let Some(folder) = path.parent().filter(|it| !it.as_os_str().is_empty()) {
        make_private(folder)?;
    }
    let name = path.file_name().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
    let draft = path.with_file_name(format!("{name}.draft-{}", std::process::id()));
    let outcome = private_file(&draft).map_err(E::from).and_then(|file| {
        let mut out = BufWriter::with_capacity(AT_ONCE, file);
        write(&mut out)?;
        out.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()?;
        Ok(fs::rename(&draft, path)?)
    });
    if outcome.is_err() {
        // The failure is what is told; the leftover is a draft that the next run removes.
        drop(fs::remove_file(&draft));
    }
    outcome
}

/// Records that were added to an index, kept for one program at a time.
#[derive(Debug)]
pub struct Journal {
    file: File,
    whole: u64,
}

impl Journal {
    /// Opens a journal, or starts one, and gives what it holds. While it is open no other program adds to it.
    ///
    /// # Errors
    /// The file can't be opened, or another program adds to it.
    pub fn open(path: &Path) -> io::Result<(Self, Vec<u8>)> {
        let mut options = OpenOptions::new();
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.read(true).write(true).create(true).truncate(false).open(path)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(io::Error::other("another program is adding records to it"));
            }
            Err(TryLockError::Error(error)) => return Err(error),
        }
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        Ok((Self { file, whole: bytes.len() as u64 }, bytes))
    }

    /// What stands behind so many bytes was never acknowledged and goes.
    ///
    /// # Errors
    /// What the disk says.
    pub fn cut(&mut self, whole: u64) -> io::Result<()> {
        self.whole = whole;
        self.file.set_len(whole)
    }

    /// Keeps bytes behind what is there; when it returns they are on the disk. Bytes that were not kept whole are cut off again.
    ///
    /// # Errors
    /// What the disk says.
    pub fn keep(&mut self, bytes: &[u8]) -> io::Result<()> {
        use std::io::{Seek, SeekFrom};
        let written = self
            .file
            .seek(SeekFrom::Start(self.whole))
            .and_then(|_| self.file.write_all(bytes))
            .and_then(|()| self.file.sync_data());
        match written {
            Ok(()) => {
                self.whole += bytes.len() as u64;
                Ok(())
            }
            Err(error) => {
                // If even this fails, the next who opens the journal cuts it.
                drop(self.file.set_len(self.whole));
                Err(error)
            }
        }
    }
}

/// What a journal that is only looked at holds; nothing if there is none.
///
/// # Errors
/// It is there and can't be read.
pub fn journal_bytes(path: &Path) -> io::Result<Vec<u8>> {
    match fs::read(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        read => read,
    }
}
