//! Writes the files of the hand-made sample into a folder: `cargo run -p bonafide-exports --example sample_report -- FOLDER [reveal]`.

use std::{env, fs, io, path::PathBuf};

use bonafide_exports::{Reveal, sample, write_scan};
use bonafide_model::Settings;

fn main() -> io::Result<()> {
    let mut words = env::args().skip(1);
    let folder =
        words.next().map(PathBuf::from).ok_or_else(|| io::Error::other("expected a folder"))?;
    let reveal =
        if words.next().as_deref() == Some("reveal") { Reveal::Revealed } else { Reveal::Masked };
    fs::create_dir_all(&folder)?;
    for (name, bytes) in write_scan(&sample::scan(), &Settings::default(), reveal) {
        fs::write(folder.join(name), bytes)?;
    }
    Ok(())
}
