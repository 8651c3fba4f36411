//! A folder of results appears whole or not at all.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, bail};

/// A folder beside the wanted one, in which results are made; dropped without [`Draft::publish`] it vanishes.
pub(crate) struct Draft {
    draft: PathBuf,
    target: PathBuf,
}

impl Draft {
    /// Starts one. An existing target is accepted only if it holds `mark`, a file that we write ourselves.
    pub(crate) fn start(target: &Path, mark: &str) -> anyhow::Result<Self> {
        refuse_foreign(target, mark)?;
        let name = target
            .file_name()
            .with_context(|| format!("{}: expected a folder name", target.display()))?;
        let parent =
            target.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or(Path::new("."));
        fs::create_dir_all(parent).with_context(|| format!("cannot make {}", parent.display()))?;
        let draft =
            parent.join(format!(".{}.draft-{}", name.to_string_lossy(), std::process::id()));
        remove_abandoned(parent, &format!(".{}.draft-", name.to_string_lossy()))?;
        fs::create_dir(&draft).with_context(|| format!("cannot make {}", draft.display()))?;
        Ok(Self { draft, target: target.to_owned() })
    }

    /// Where to write meanwhile.
    pub(crate) fn path(&self) -> &Path {
        &self.draft
    }

    /// Writes files below the draft.
    pub(crate) fn put(&self, files: &BTreeMap<String, Vec<u8>>) -> anyhow::Result<()> {
        for (name, bytes) in files {
            let path = self.draft.join(name);
            if let Some(folder) = path.parent() {
                fs::create_dir_all(folder)
                    .with_context(|| format!("cannot make {}", folder.display()))?;
            }
            fs::write(&path, bytes).with_context(|| format!("cannot write {}", path.display()))?;
        }
        Ok(())
    }

    /// Puts the draft in the target's place.
    pub(crate) fn publish(self) -> anyhow::Result<()> {
        let former = self.draft.with_extension("former");
        if self.target.exists() {
            // A run that was killed between its last two steps has left one.
            if former.exists() {
                fs::remove_dir_all(&former)
                    .with_context(|| format!("cannot remove {}", former.display()))?;
            }
            fs::rename(&self.target, &former)
                .with_context(|| format!("cannot move the earlier {}", self.target.display()))?;
        }
        if let Err(error) = fs::rename(&self.draft, &self.target) {
            if former.exists() {
                fs::rename(&former, &self.target).context("cannot put the earlier result back")?;
            }
            return Err(error)
                .with_context(|| format!("cannot move the result to {}", self.target.display()));
        }
        if former.exists() {
            fs::remove_dir_all(&former)
                .with_context(|| format!("cannot remove {}", former.display()))?;
        }
        Ok(())
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        // After publish() there is nothing left here; after a failure the leftovers must go, and nobody is left to tell.
        drop(fs::remove_dir_all(&self.draft));
    }
}

/// An existing target is accepted only if it is empty or holds `mark`.
pub(crate) fn refuse_foreign(target: &Path, mark: &str) -> anyhow::Result<()> {
    if target.exists() && !target.join(mark).exists() && !is_empty_folder(target) {
        bail!(
            "{} exists and is not an earlier result of this command: choose another folder with --out",
            target.display()
        );
    }
    Ok(())
}

/// Results inside the input would be read as exports the next time.
pub(crate) fn refuse_inside(target: &Path, input: &Path) -> anyhow::Result<()> {
    // What cannot be resolved does not exist yet; its nearest folder that exists does.
    let resolved = std::path::absolute(target)
        .ok()
        .and_then(|it| it.ancestors().find_map(|it| it.canonicalize().ok()));
    let input = input.canonicalize().ok().filter(|it| it.is_dir());
    if let (Some(resolved), Some(input)) = (resolved, input)
        && resolved.starts_with(&input)
    {
        bail!(
            "{} lies inside the exports, and the next scan would read it: choose another folder with --out",
            target.display()
        );
    }
    Ok(())
}

fn is_empty_folder(path: &Path) -> bool {
    fs::read_dir(path).is_ok_and(|mut it| it.next().is_none())
}

/// Drafts of runs that were killed would lie there for ever, with people's records in them. Whose process still runs is left
/// alone; where the system does not tell (no `/proc`), only a draft of our own process number goes.
fn remove_abandoned(parent: &Path, prefix: &str) -> anyhow::Result<()> {
    let processes = Path::new("/proc");
    let own = std::process::id().to_string();
    for entry in
        fs::read_dir(parent).with_context(|| format!("cannot read {}", parent.display()))?
    {
        let path = entry.with_context(|| format!("cannot read {}", parent.display()))?.path();
        let name = path.file_name().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
        let Some(process) = name.strip_prefix(prefix) else { continue };
        let is_gone = processes.join("self").exists() && !processes.join(process).exists();
        if process == own || is_gone {
            fs::remove_dir_all(&path)
                .with_context(|| format!("cannot remove {}", path.display()))?;
        }
    }
    Ok(())
}
