//! Indexes of people: where they lie, how they are written and opened, and the journal of records that were added.

use std::{
    io::Write,
    path::{Path, PathBuf},
};

use anyhow::{Context, bail};
use bonafide_model::{LinkSettings, Linkage, Scan, Table};
use bonafide_pipeline::{LinkError, online::Index};
use bonafide_store::{IndexFile, Journal, journal_bytes, write_private};

use crate::kept;

/// Name of an index in its folder.
pub(crate) const FILE: &str = "people.index";
/// Name of the journal beside it.
const JOURNAL: &str = "people.journal";

/// Links a table and writes an index of its people.
pub(crate) fn write(
    path: &Path,
    table: &Table,
    settings: &LinkSettings,
) -> anyhow::Result<Linkage> {
    written(path, |out| bonafide_pipeline::index_table(table, settings, out))
}

fn written(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> Result<Linkage, LinkError>,
) -> anyhow::Result<Linkage> {
    let mut res = None;
    write_private(path, |out| -> anyhow::Result<()> {
        res = Some(write(out)?);
        Ok(())
    })
    .with_context(|| format!("cannot write {}", path.display()))?;
    Ok(res.expect("writing went well"))
}

/// Writes an index of the people of a scan into the folder where it keeps what it read. A scan of people who cannot be compared
/// has none.
pub(crate) fn write_of_scan(folder: &Path, scan: &Scan) -> anyhow::Result<()> {
    let path = folder.join(FILE);
    let (table, kinds) = bonafide_pipeline::known(&scan.linked);
    if table.rows == 0 {
        // Nothing is made where nothing is known; what an earlier scan knew goes.
        remove(&path)?;
        return remove(&folder.join(JOURNAL));
    }
    let mut settings = LinkSettings::new(kinds);
    settings.decisions = bonafide_pipeline::known_pairs(&scan.linked, &table);
    match written(&path, |out| bonafide_pipeline::index_people(&table, &settings, out)) {
        Ok(_) => {}
        Err(error) => {
            let is_empty = matches!(error.downcast_ref(), Some(LinkError::NothingToCompare));
            // What an earlier scan knew is not what this one knows.
            remove(&path)?;
            if !is_empty {
                return Err(error);
            }
        }
    }
    // Records that were added belong to the index that was.
    remove(&folder.join(JOURNAL))
}

fn remove(path: &Path) -> anyhow::Result<()> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("cannot remove {}", path.display()))
        }
        _ => Ok(()),
    }
}

/// An open index with all that was added to it.
pub(crate) struct Known {
    pub(crate) index: Index,
    path: PathBuf,
    journal: Option<Journal>,
}

impl Known {
    /// Opens the index of a scan's or of `link`'s folder, or an index itself; `to_add` keeps others from adding meanwhile.
    pub(crate) fn open(against: &Path, cache: Option<&Path>, to_add: bool) -> anyhow::Result<Self> {
        let path = find(against, cache)?;
        let told = || path.display().to_string();
        let file = IndexFile::open(&path).with_context(told)?;
        let mut index = Index::open(Box::new(file)).with_context(told)?;
        let journal = path.with_file_name(JOURNAL);
        let told = || journal.display().to_string();
        let kept = if to_add {
            let (mut kept, bytes) = Journal::open(&journal).with_context(told)?;
            let whole = index.replay(&bytes).with_context(told)?;
            kept.cut(whole as u64).with_context(told)?;
            if whole == 0 {
                kept.keep(&index.journal_start()).with_context(told)?;
            }
            Some(kept)
        } else {
            let bytes = journal_bytes(&journal).with_context(told)?;
            index.replay(&bytes).with_context(told)?;
            None
        };
        Ok(Self { index, path, journal: kept })
    }

    /// Keeps the bytes of a record that is added.
    pub(crate) fn parts(&mut self) -> (&mut Index, Option<&mut Journal>) {
        (&mut self.index, self.journal.as_mut())
    }

    /// Where the index lies.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }
}

fn find(against: &Path, cache: Option<&Path>) -> anyhow::Result<PathBuf> {
    if against.is_file() {
        return Ok(against.to_owned());
    }
    let kept = cache.map(Path::to_owned).or_else(|| kept::beside(against));
    let places = [Some(against.to_owned()), kept];
    let found = places.into_iter().flatten().map(|it| it.join(FILE)).find(|it| it.is_file());
    match found {
        Some(found) => Ok(found),
        None => bail!(
            "{}: no index of people; `bonafide scan EXPORTS --out {0}` keeps one unless it is told --no-cache, and `bonafide link TABLE --index` writes one",
            against.display()
        ),
    }
}
