//! `signals new`: a file with everything that a signal has, and what is still to do in it.

use std::{fs, io::Write, path::Path};

use anyhow::{Context, bail, ensure};
use bonafide_own::Rule;

use crate::{own::shipped_ids, summary::println_out};

/// Writes it; an existing file is left alone.
pub(super) fn run(id: &str, sigma: Option<&str>, folder: &Path) -> anyhow::Result<()> {
    let is_kebab = id.split('-').all(|part| {
        !part.is_empty() && part.bytes().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit())
    });
    ensure!(
        is_kebab,
        "`{id}`: expected words of small letters and digits joined by `-`, saying what is seen"
    );
    ensure!(
        !shipped_ids().contains(id),
        "`{id}` is a shipped signal: give yours a name of its own"
    );
    let text = match sigma {
        None => bonafide_own::card_of_sql(id),
        Some(name) => {
            let path = folder.join(name);
            let rule = fs::read_to_string(&path).with_context(|| {
                format!("cannot read {}: put the rule into the folder of your signals first, or below it", path.display())
            })?;
            let rule = Rule::parse((name, &rule)).map_err(|it| anyhow::anyhow!("{it}"))?;
            bonafide_own::card_of_rule(id, name, &rule)
        }
    };
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let path = folder.join(format!("{id}.yml"));
    if path.exists() {
        bail!("{}: lies there already, and is left alone", path.display());
    }
    let mut file =
        fs::File::create_new(&path).with_context(|| format!("cannot make {}", path.display()))?;
    file.write_all(text.as_bytes()).with_context(|| format!("cannot write {}", path.display()))?;
    println_out(&format!(
        "{}: fill in what is marked `TO DO`, then `bonafide signals lint {}`",
        path.display(),
        folder.display()
    ))?;
    Ok(())
}
