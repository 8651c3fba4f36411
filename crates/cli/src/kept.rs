//! What unchanged files came to, kept beside the result of a scan. Keeping is a convenience: when it fails the scan goes on.

use std::{
    io,
    path::{Path, PathBuf},
};

use bonafide_model::{FileReport, Ledger, MappedFile, Scan};
use bonafide_store::{FoldKey, Folds};

use crate::{args, known};

/// What is kept, and how much of it was of use.
pub(crate) struct Kept {
    folds: Folds,
    folder: PathBuf,
    has_failed: bool,
    /// Files that were not read again.
    pub(crate) n_unchanged: usize,
}

impl Kept {
    /// What an earlier scan into the same folder, with the same rules of the user's own, has kept; `None` if nothing is to be
    /// kept, or the folder can't be used.
    pub(crate) fn of(args: &args::Scan, rules: &str) -> Option<Self> {
        if args.no_cache {
            return None;
        }
        let folder = args.cache.clone().or_else(|| beside(&args.out))?;
        let opened = std::env::current_exe().and_then(|program| Folds::open(&folder, &program));
        match opened {
            Ok(folds) => Some(Self {
                folds: folds.read_with(rules),
                folder,
                has_failed: false,
                n_unchanged: 0,
            }),
            Err(why) => {
                tell(&folder, &why);
                None
            }
        }
    }

    /// Under which name a file is kept.
    pub(crate) fn key(&self, file: &str, sha256: &str, mapped: Option<&MappedFile>) -> FoldKey {
        self.folds.key(file, sha256, mapped)
    }

    /// What the file came to the last time.
    pub(crate) fn find(&mut self, key: &FoldKey) -> Option<(FileReport, Ledger)> {
        let found = self.folds.find(key)?;
        self.n_unchanged += 1;
        Some(found)
    }

    /// Keeps what the file came to.
    pub(crate) fn keep(&mut self, key: &FoldKey, report: &FileReport, ledger: &Ledger) {
        if self.has_failed {
            return;
        }
        if let Err(why) = self.folds.keep(key, report, ledger) {
            tell(&self.folder, &why);
            self.has_failed = true;
        }
    }

    /// Keeps an index of the people, for `screen`.
    pub(crate) fn keep_people(&self, scan: &Scan) {
        if let Err(why) = known::write_of_scan(&self.folder, scan) {
            eprintln!(
                "{}: cannot keep an index of the people ({why:#}); `screen` has nothing to ask until a scan can",
                self.folder.display()
            );
        }
    }

    /// After a scan: what it had no use for goes.
    pub(crate) fn close(&self) {
        if let Err(why) = self.folds.forget_unused() {
            tell(&self.folder, &why);
        }
    }
}

/// `.out.cache` beside `out`.
pub(crate) fn beside(out: &Path) -> Option<PathBuf> {
    let name = out.file_name()?.to_string_lossy();
    Some(out.with_file_name(format!(".{name}.cache")))
}

fn tell(folder: &Path, why: &io::Error) {
    eprintln!(
        "{}: cannot be used to keep what was read ({why}); the next scan reads everything anew. --cache names another folder",
        folder.display()
    );
}
