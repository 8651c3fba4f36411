//! `link`: who is one person in a table of people, on its own.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs::File,
    io::{BufWriter, Write},
    path::Path,
};

use anyhow::{Context, bail};
use bonafide_exports::link::{self, Asked};
use bonafide_intake::People;
use bonafide_model::{
    Bits, Column, ColumnKind, LinkModel, LinkSettings, Linkage, ProposedKind, Table,
};

use crate::{args, console, publish::Draft};

/// A file that marks a folder of results as ours.
const MARK: &str = "clusters.csv";

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
    let linkage = bonafide_pipeline::link_table(&table, &settings)
        .with_context(|| args.table.display().to_string())?;
    let asked = Asked { table: &table, kinds: &settings.kinds, second_from };
    let draft = Draft::start(&args.out, MARK)?;
    put(draft.path(), "pairs.csv", |out| link::pairs(out, &linkage, asked))?;
    put(draft.path(), MARK, |out| link::clusters(out, &linkage, asked))?;
    put(draft.path(), "operators.csv", |out| link::operators(out, &linkage, asked))?;
    put(draft.path(), "model.json", |out| out.write_all(&link::model(&linkage.model)))?;
    draft.publish()?;
    tell(&table, &proposed, &linkage, &args.out)
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
    for name in &res.dropped {
        eprintln!(
            "{}: column `{}` holds a protected trait and is not read",
            path.display(),
            console::plain(name)
        );
    }
    for (line, why) in &res.refusals {
        eprintln!("{}:{line}: row refused: {}", path.display(), console::plain(why));
    }
    if res.refused > res.refusals.len() {
        eprintln!("{}: {} more rows refused", path.display(), res.refused - res.refusals.len());
    }
    if res.table.rows < 2 {
        bail!("{}: fewer than two rows, so there is nothing to link", path.display());
    }
    Ok(res)
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
fn proposed(table: &Table, said: &[(String, ColumnKind)]) -> anyhow::Result<Vec<ProposedKind>> {
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
    table: &Table,
    proposed: &[ProposedKind],
    linkage: &Linkage,
    out: &Path,
) -> anyhow::Result<()> {
    let mut stdout = std::io::stdout().lock();
    let mut rows: BTreeMap<_, usize> = BTreeMap::new();
    for cluster in &linkage.clusters {
        *rows.entry(*cluster).or_default() += 1;
    }
    let several = rows.values().filter(|it| **it > 1).count();
    let largest = rows.values().max().copied().unwrap_or(0);
    writeln!(stdout, "Columns")?;
    let wide = table.columns.iter().map(|it| it.name.chars().count()).max().unwrap_or(0);
    for (column, it) in table.columns.iter().zip(proposed) {
        let name = console::plain(&column.name);
        writeln!(stdout, "  {name:wide$}  {:12}  {}", it.kind.word(), it.why)?;
    }
    writeln!(
        stdout,
        "\nBlocking rules, expected to give {:.1} % of the pairs of one person",
        linkage.blocking_recall * 100.0
    )?;
    for rule in &linkage.model.blocking {
        let hot = if rule.hot_values == 0 {
            String::new()
        } else {
            format!("  ({} values that too many share left out)", rule.hot_values)
        };
        writeln!(stdout, "  {:>12} pairs  {}{hot}", rule.pairs, console::plain(&rule.rule))?;
    }
    for muted in &linkage.muted {
        let column = console::plain(&muted.column);
        writeln!(
            stdout,
            "\n{column}: {} values tie nobody, since too many people share them",
            muted.values
        )?;
    }
    let untrained: BTreeSet<String> = linkage
        .model
        .comparisons
        .iter()
        .flat_map(|it| {
            it.levels
                .iter()
                .filter(|it| !it.is_trained)
                .map(move |level| format!("{}: {}", it.name, level.level))
        })
        .collect();
    if !untrained.is_empty() {
        writeln!(stdout, "\nLevels that too few pairs show; their weights are guesses")?;
        for level in untrained {
            writeln!(stdout, "  {}", console::plain(&level))?;
        }
    }
    writeln!(
        stdout,
        "\n{} rows are {} people: {several} of several rows, the largest of {largest}; {} joins refused\n\
         {} groups of different people share what different people don't\nSee {}",
        table.rows,
        rows.len(),
        linkage.refused.len(),
        linkage.operators.len(),
        out.display()
    )?;
    Ok(())
}
