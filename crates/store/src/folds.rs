//! What files came to, kept between scans: a file that has not changed is not read again.
//!
//! One entry a file, named by a hash of everything that its answer depends on: the file's own hash and name, what the user says
//! about it, and the program that reads. An entry appears whole or not at all and says itself where it ends, so a scan may be
//! killed at any moment. Whatever can't be used is read anew; nothing here is ground truth. The folder holds people's records
//! in full, as the exports do, and is for its owner's eyes only.

use std::{
    collections::BTreeSet,
    fs::{self, DirBuilder, File, OpenOptions},
    io::{self, BufReader, BufWriter},
    path::{Path, PathBuf},
};

use bonafide_model::{FileReport, Ledger, MappedFile};
use flate2::{Compression, bufread::GzDecoder, write::GzEncoder};
use sha2::{Digest, Sha256};

use crate::fold_lines::{read_fold, write_fold};

/// Ending of an entry.
const ENDING: &str = ".fold.gz";
/// Ending of an entry that is being written.
const DRAFT: &str = ".draft";
/// Tells programs that make backups that this folder can be left out: the Cache Directory Tagging Specification's own words.
const TAG: (&str, &str) = ("CACHEDIR.TAG", "Signature: 8a477f597d28d172789f06886806bc55\n");

/// The folder in which they are kept.
#[derive(Debug)]
pub struct Folds {
    folder: PathBuf,
    reader: String,
    used: BTreeSet<String>,
}

/// Name of one entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoldKey(String);

impl Folds {
    /// What the folder keeps; it is made when there is something to keep. `program` is the file of the program that reads, since
    /// another one may answer otherwise.
    pub fn open(folder: &Path, program: &Path) -> io::Result<Self> {
        let reader = hex(&Sha256::digest(fs::read(program)?));
        Ok(Self { folder: folder.to_owned(), reader, used: BTreeSet::new() })
    }

    /// The same, read with rules of the user's own: another set of rules may answer otherwise, too.
    #[must_use]
    pub fn read_with(mut self, rules: &str) -> Self {
        if !rules.is_empty() {
            self.reader = hex(&Sha256::digest(format!("{}{rules}", self.reader)));
        }
        self
    }

    /// The entry of a file: its name, the hash of its bytes, and what the user says about it.
    pub fn key(&self, file: &str, sha256: &str, mapped: Option<&MappedFile>) -> FoldKey {
        let mut hash = Sha256::new();
        for part in [self.reader.as_str(), file, sha256, &format!("{mapped:?}")] {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part);
        }
        FoldKey(hex(&hash.finalize()))
    }

    /// What the file came to; `None` if it is not kept, or damaged.
    pub fn find(&mut self, key: &FoldKey) -> Option<(FileReport, Ledger)> {
        let file = File::open(self.path(key)).ok()?;
        let (mut reports, ledger) =
            read_fold(BufReader::new(GzDecoder::new(BufReader::new(file)))).ok()?;
        let report = reports.pop().filter(|_| reports.is_empty())?;
        self.used.insert(key.0.clone());
        Some((report, ledger))
    }

    /// Keeps what a file came to.
    pub fn keep(&mut self, key: &FoldKey, report: &FileReport, ledger: &Ledger) -> io::Result<()> {
        make_private(&self.folder)?;
        let draft = self.folder.join(format!("{}{DRAFT}-{}", key.0, std::process::id()));
        let outcome = write_entry(&draft, report, ledger)
            .and_then(|()| fs::rename(&draft, self.path(key)))
            .inspect_err(|_| drop(fs::remove_file(&draft)));
        self.used.insert(key.0.clone());
        outcome
    }

    /// Removes what no file of this scan asked for: files that are gone or have changed, and drafts of killed scans.
    pub fn forget_unused(&self) -> io::Result<()> {
        if !self.folder.exists() {
            return Ok(());
        }
        for entry in fs::read_dir(&self.folder)? {
            let path = entry?.path();
            let name = path.file_name().map(|it| it.to_string_lossy().into_owned());
            let name = name.unwrap_or_default();
            let is_unused = name.strip_suffix(ENDING).is_some_and(|it| !self.used.contains(it));
            if is_unused || name.contains(DRAFT) {
                fs::remove_file(&path)?;
            }
        }
        Ok(())
    }

    fn path(&self, key: &FoldKey) -> PathBuf {
        self.folder.join(format!("{}{ENDING}", key.0))
    }
}

fn write_entry(path: &Path, report: &FileReport, ledger: &Ledger) -> io::Result<()> {
    let file = BufWriter::new(private_file(path)?);
    let mut packed = GzEncoder::new(file, Compression::fast());
    write_fold(&mut packed, std::slice::from_ref(report), ledger)?;
    packed.finish()?.into_inner().map_err(io::IntoInnerError::into_error)?;
    Ok(())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|it| format!("{it:02x}")).collect()
}

/// Makes the folder for its owner alone, unless it is there.
pub(crate) fn make_private(folder: &Path) -> io::Result<()> {
    if folder.exists() {
        return Ok(());
    }
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(folder)?;
    let (tag, words) = TAG;
    fs::write(folder.join(tag), words)
}

pub(crate) fn private_file(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.write(true).create(true).truncate(true).open(path)
}
