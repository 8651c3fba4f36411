//! `link`: who is one person in a table of people, on its own.

mod decisions;

use std::{
    fs::File,
    io::{BufWriter, Write},
    path::Path,
};

use anyhow::{Context, bail};
use bonafide_exports::{
    Reveal,
    link::{self, Asked, TableFormat},
};
use bonafide_intake::People;
use bonafide_model::{
    Bits, Column, ColumnKind, Decided, LinkModel, LinkSettings, Linkage, ProposedKind, Table,
};

use crate::{args, console, known, publish::Draft};

/// A file that marks a folder of results as ours.
const MARK: &str = "operators.csv";

/// Links one table, or two.
pub(crate) fn run(args: &args::Link) -> anyhow::Result<()> {
    let first = read(&args.table)?;
    let (table, second_from) = match &args.second {
        None => (first.table, None),
        Some(path) => {
            let from = u32::try_from(first.table.rows).context("too many rows")?;
            (one_under_the_other(first.table, read(path)?.table), Some(from))
        }
    };
    let proposed = proposed(&table, &args.column)?;
    let mut settings = LinkSettings::new(proposed.iter().map(|it| it.kind).collect());
    settings.least = Bits(args.least_bits);
    settings.told = Bits(settings.told.0.min(args.least_bits));
    settings.second_from = second_from;
    settings.model = args.model.as_deref().map(model).transpose()?;
    if let Some(allowed) = args.memory {
        refuse_too_much(&args.table, &table, (&settings.kinds, allowed))?;
    }
    if let Some(path) = &args.decisions {
        let asked = Asked { table: &table, settings: &settings };
        settings.decisions = decisions::read(path, asked)?;
    }
    let draft = Draft::start(&args.out, MARK)?;
    let linkage = if args.index {
        known::write(&draft.path().join(known::FILE), &table, &settings)
    } else {
        Ok(bonafide_pipeline::link_table(&table, &settings)?)
    };
    let linkage = linkage.with_context(|| args.table.display().to_string())?;
    let asked = Asked { table: &table, settings: &settings };
    let reveal = if args.reveal { Reveal::Revealed } else { Reveal::Masked };
    let format = match args.format {
        args::TableFormat::Csv => TableFormat::Csv,
        args::TableFormat::Parquet => TableFormat::Parquet,
    };
    let name = |of: &str| format!("{of}.{}", format.ending());
    put(draft.path(), &name("pairs"), |out| link::pairs(out, &linkage, asked, format))?;
    put(draft.path(), &name("clusters"), |out| link::clusters(out, &linkage, asked, format))?;
    put(draft.path(), MARK, |out| link::operators(out, &linkage, asked))?;
    put(draft.path(), "model.json", |out| out.write_all(&link::model(&linkage.model)))?;
    put(draft.path(), "link.html", |out| out.write_all(&link::page(&linkage, asked, reveal)))?;
    draft.publish()?;
    tell((&table, &settings), &proposed, &linkage, args)
}

/// Refuses a table that needs more memory than it may take.
fn refuse_too_much(
    path: &Path,
    table: &Table,
    (kinds, allowed): (&[ColumnKind], f64),
) -> anyhow::Result<()> {
    let needed = bonafide_pipeline::memory_needed(table, kinds) as f64 / 1e9;
    if needed > allowed {
        bail!(
            "{}: linking {} rows takes about {needed:.1} GB of memory, more than the {allowed} GB of --memory; allow more, leave columns out \
             with --column NAME=ignored, or link the table in parts",
            path.display(),
            table.rows,
        );
    }
    Ok(())
}

fn put(
    folder: &Path,
    name: &str,
    write: impl FnOnce(&mut BufWriter<File>) -> std::io::Result<()>,
) -> anyhow::Result<()> {
    let path = folder.join(name);
    let file = File::create(&path).with_context(|| format!("cannot write {}", path.display()))?;
    let mut out = BufWriter::new(file);
    write(&mut out)
        .and_then(|()| out.flush())
        .with_context(|| format!("cannot write {}", path.display()))
}

fn read(path: &Path) -> anyhow::Result<People> {
    let res = bonafide_intake::people(path)?;
    tell_left_out(path, &res);
    if res.table.rows < 2 {
        bail!("{}: fewer than two rows, so there is nothing to link", path.display());
    }
    Ok(res)
}

/// Says what was not taken of a table: columns of protected traits, and rows that were refused.
pub(crate) fn tell_left_out(path: &Path, people: &People) {
    for name in &people.dropped {
        eprintln!(
            "{}: column `{}` holds a protected trait and is not read",
            path.display(),
            console::plain(name)
        );
    }
    for (line, why) in &people.refusals {
        eprintln!("{}:{line}: row refused: {}", path.display(), console::plain(why));
    }
    let more = people.refused - people.refusals.len();
    if more > 0 {
        eprintln!("{}: {more} more rows refused", path.display());
    }
}

/// The rows of two tables in one; columns of one name are one column.
fn one_under_the_other(first: Table, second: Table) -> Table {
    let mut res = first;
    for column in &mut res.columns {
        let other = second.column(&column.name).map(|it| &second.columns[it]);
        for row in 0..second.rows {
            column.push(other.map_or("", |it| it.text(row)));
        }
    }
    for column in second.columns {
        if res.column(&column.name).is_some() {
            continue;
        }
        let mut only = Column::new(column.name.as_str());
        for _ in 0..res.rows {
            only.push("");
        }
        for text in column.texts() {
            only.push(text);
        }
        res.columns.push(only);
    }
    res.rows += second.rows;
    res
}

/// What columns hold: as they were said, else as they look.
pub(crate) fn proposed(
    table: &Table,
    said: &[(String, ColumnKind)],
) -> anyhow::Result<Vec<ProposedKind>> {
    let mut res = bonafide_pipeline::propose_kinds(table);
    for (name, kind) in said {
        let Some(place) = table.column(name) else {
            let names: Vec<&str> = table.columns.iter().map(|it| it.name.as_str()).collect();
            bail!("--column {name}=…: there is no such column; the table has {}", names.join(", "));
        };
        res[place] = ProposedKind { kind: *kind, why: "you said so" };
    }
    Ok(res)
}

fn model(path: &Path) -> anyhow::Result<LinkModel> {
    let bytes = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    let model: LinkModel = serde_json::from_slice(&bytes).with_context(|| {
        format!("{}: expected a model.json that `bonafide link` has written", path.display())
    })?;
    for comparison in &model.comparisons {
        for level in &comparison.levels {
            let shares = [level.m, level.u, level.household, level.sharing];
            if shares.iter().any(|it| !(0.0..=1.0).contains(it)) || level.u == 0.0 {
                bail!(
                    "{}: `{}`, level `{}`: expected probabilities between 0 and 1, and u above 0",
                    path.display(),
                    comparison.name,
                    level.level
                );
            }
        }
    }
    Ok(model)
}

fn tell(
    (table, settings): (&Table, &LinkSettings),
    proposed: &[ProposedKind],
    linkage: &Linkage,
    args: &args::Link,
) -> anyhow::Result<()> {
    let mut to = std::io::stdout().lock();
    writeln!(to, "Columns")?;
    let wide = table.columns.iter().map(|it| it.name.chars().count()).max().unwrap_or(0);
    for (column, it) in table.columns.iter().zip(proposed) {
        let name = console::plain(&column.name);
        writeln!(to, "  {name:wide$}  {:12}  {}", it.kind.word(), it.why)?;
    }
    tell_blocking(&mut to, linkage)?;
    tell_untrained(&mut to, linkage)?;
    let mut clusters = linkage.clusters.clone();
    clusters.sort_unstable();
    let (mut people, mut several, mut largest) = (0, 0, 0);
    for rows in clusters.chunk_by(|x, y| x == y).map(<[_]>::len) {
        people += 1;
        several += usize::from(rows > 1);
        largest = largest.max(rows);
    }
    if args.decisions.is_some() {
        let (decisions, all) = (settings.decisions.iter(), settings.decisions.iter().len());
        let same = decisions.filter(|it| it.decided == Decided::OnePerson).count();
        writeln!(to, "\nDecisions kept: {same} same, {} different", all - same)?;
    }
    let refused = linkage.refused.len();
    writeln!(
        to,
        "\n{} rows are {people} people: {several} of several rows, the largest of {largest}; {refused} joins refused",
        table.rows
    )?;
    writeln!(
        to,
        "{} groups of different people share what different people don't",
        linkage.operators.len()
    )?;
    writeln!(to, "See {}", args.out.display())?;
    Ok(())
}

fn tell_blocking(to: &mut impl Write, linkage: &Linkage) -> std::io::Result<()> {
    let recall = linkage.blocking_recall * 100.0;
    writeln!(to, "\nBlocking rules, expected to give {recall:.1} % of the pairs of one person")?;
    for rule in &linkage.model.blocking {
        let hot = match rule.hot_values {
            0 => String::new(),
            1 => "  (a value that too many share left out)".to_owned(),
            several => format!("  ({several} values that too many share left out)"),
        };
        writeln!(to, "  {:>12} pairs  {}{hot}", rule.pairs, console::plain(&rule.rule))?;
    }
    if !linkage.muted.is_empty() {
        writeln!(to, "\nValues that tie nobody, since too many people share them")?;
    }
    for muted in &linkage.muted {
        writeln!(to, "  {:>12} of {}", muted.values, console::plain(&muted.column))?;
    }
    Ok(())
}

fn tell_untrained(to: &mut impl Write, linkage: &Linkage) -> std::io::Result<()> {
    let mut has_any = false;
    for comparison in &linkage.model.comparisons {
        let levels = comparison.levels.iter().filter(|it| !it.is_trained);
        let levels: Vec<&str> = levels.map(|it| it.level.as_str()).collect();
        if levels.is_empty() {
            continue;
        }
        if !has_any {
            writeln!(to, "\nLevels that too few pairs show; their weights are guesses")?;
            has_any = true;
        }
        console::line(to, &format!("  {}: {}", comparison.name, levels.join(", ")))?;
    }
    Ok(())
}
