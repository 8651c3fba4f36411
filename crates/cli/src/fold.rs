//! `fold` and `merge`: the two halves of reading at scale. A cluster folds its partitions and joins what comes out; a scan
//! reads the result as it reads exports.

use std::{
    fs::File,
    io::{self, BufReader},
    path::Path,
};

use anyhow::Context;
use bonafide_intake::Stream;
use bonafide_model::{FileForm, FileReport, Ledger, MappedFile};

use crate::{
    args,
    exports::{self, Exports},
    own::House,
};

/// Reads exports and writes what they came to.
pub(crate) fn fold(args: &args::Fold) -> anyhow::Result<()> {
    let read = if args.exports == Path::new("-") {
        standard_input(args)?
    } else {
        house(args)?.read(&args.exports, &args.reading, None)?
    };
    put(args.out.as_deref(), &read.intake, &read.ledger)?;
    // The process ends here, and takes its memory along at once.
    std::mem::forget(read);
    Ok(())
}

/// Lines of JSON are folded as they come. Other formats have to be looked at more than once, so they are laid down first.
fn standard_input(args: &args::Fold) -> anyhow::Result<Exports> {
    let name = file_name(&args.name)?;
    let mapping = exports::mapping(&args.reading)?;
    let limits = bonafide_intake::Limits::default();
    // Rows that a mapping makes anew are made of a file.
    let says_how = |it: &MappedFile| it.makes_rows() || it.form != FileForm::default();
    // A rule looks at every line in full, and a pipe can be read at a glance only.
    let stream = if args.signals.is_some() || mapping.entry(name).is_some_and(says_how) {
        Stream::Other(Box::new(io::stdin()))
    } else {
        bonafide_intake::stream(name, Box::new(io::stdin()), &limits)
            .context("cannot read standard input")?
    };
    match stream {
        Stream::Lines(file) => {
            let (report, ledger) = bonafide_pipeline::read(file, mapping.entry(name));
            Ok(Exports { ledger, intake: vec![report] })
        }
        Stream::Other(mut rest) => {
            let spool = tempfile::tempdir().context("cannot make a folder for standard input")?;
            let path = spool.path().join(name);
            io::copy(&mut rest, &mut File::create(&path)?).context("cannot read standard input")?;
            house(args)?.read(&path, &args.reading, None)
        }
    }
}

/// Signals of the user's own, whose rules look on.
fn house(args: &args::Fold) -> anyhow::Result<House> {
    let house = House::load(&args::Own { signals: args.signals.clone(), overlay: None })?;
    house.tell_faults();
    Ok(house)
}

/// Joins folded files.
pub(crate) fn merge(args: &args::Merge) -> anyhow::Result<()> {
    let mut intake = Vec::new();
    let mut ledger = Ledger::default();
    for path in &args.files {
        let file = File::open(path).with_context(|| format!("{}", path.display()))?;
        let (reports, said) = bonafide_store::read_fold(BufReader::new(file))
            .with_context(|| format!("{}", path.display()))?;
        intake.extend(reports);
        ledger.merge(said);
    }
    exports::sort(&mut intake);
    put(args.out.as_deref(), &intake, &ledger)
}

fn put(out: Option<&Path>, intake: &[FileReport], ledger: &Ledger) -> anyhow::Result<()> {
    let Some(path) = out else {
        return Ok(bonafide_store::write_fold(io::stdout().lock(), intake, ledger)?);
    };
    let folder = path.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // It appears whole or not at all.
    let draft = tempfile::NamedTempFile::new_in(folder)
        .with_context(|| format!("cannot write in {}", folder.display()))?;
    bonafide_store::write_fold(draft.as_file(), intake, ledger)
        .with_context(|| format!("cannot write {}", path.display()))?;
    draft.persist(path).with_context(|| format!("cannot write {}", path.display()))?;
    Ok(())
}

/// A name that can stand in a folder.
fn file_name(name: &str) -> anyhow::Result<&str> {
    let is_plain =
        !name.is_empty() && !name.contains(['/', '\\', '\0']) && name != "." && name != "..";
    anyhow::ensure!(is_plain, "--name: expected a plain file name such as okta.ndjson");
    Ok(name)
}
