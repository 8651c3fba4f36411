//! `screen`: one applicant against people who are known. It answers, and decides nothing.

mod applicant;
mod print;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    io::{self, Write},
    path::Path,
};

use anyhow::{Context, bail};
use bonafide_exports::{
    Reveal,
    screen::{Screening, answer, json},
};
use bonafide_model::{ClusterChange, Decided, Screened};
use bonafide_pipeline::online::{Asked, Index};
use serde::Deserialize;

use crate::{
    args::{self, Format},
    console,
    known::Known,
    own::House,
    scan::MARK,
};
use applicant::Applicant;

/// Answers for every applicant of a file.
pub(crate) fn run(args: &args::Screen) -> anyhow::Result<()> {
    let mut known = Known::open(&args.against, args.cache.as_deref(), args.add)?;
    let house = House::load(&args.own)?;
    let applicants = applicant::read(args, known.index.columns(), &house)?;
    let people = people(&args.against)?;
    let reveal = if args.reveal { Reveal::Revealed } else { Reveal::Masked };
    let format = console::format(args.format);
    let told = known.path().display().to_string();
    if applicants.len() > 1 && !(args.different_from.is_empty() && args.same_as.is_empty()) {
        bail!(
            "{}: --different-from and --same-as are about one applicant, and the file has {}; screen that one alone",
            args.applicant.display(),
            applicants.len()
        );
    }
    for applicant in &applicants {
        let screened = screened(&known.index, applicant).with_context(|| told.clone())?;
        let screening = Screening {
            applicant: &applicant.name,
            screened: &screened,
            model: known.index.model(),
            findings: &applicant.findings,
            known: &people,
        };
        let answer = answer(&screening, reveal);
        let mut out = io::stdout().lock();
        match format {
            Format::Table => print::answer(&mut out, &answer)?,
            Format::Jsonl => writeln!(out, "{}", json(&answer))?,
        }
        if args.add {
            let decided = decided(&known.index, applicant, args).with_context(|| told.clone())?;
            add(&mut known, applicant, &decided).with_context(|| told.clone())?;
        }
    }
    Ok(())
}

/// What the index knows of all rows of an applicant, each thing once.
fn screened(index: &Index, applicant: &Applicant) -> anyhow::Result<Screened> {
    let mut res = Screened::default();
    for cells in &applicant.rows {
        let one = index.screen(&asked(index, applicant, cells))?;
        res.candidates.extend(one.candidates);
        res.ties.extend(one.ties);
        res.hot.extend(one.hot);
    }
    res.candidates.sort_by(|x, y| y.weight.0.total_cmp(&x.weight.0));
    let mut seen = BTreeSet::new();
    res.candidates.retain(|it| seen.insert(it.record.id.clone()));
    // Somebody whom one row finds by name is no stranger to another row.
    let same: BTreeSet<_> = res.candidates.iter().map(|it| it.record.person).collect();
    for tie in &mut res.ties {
        tie.holders.retain(|it| !same.contains(&it.person));
    }
    res.ties.retain(|it| it.muted.is_some() || !it.holders.is_empty());
    let mut seen = BTreeSet::new();
    res.ties.retain(|it| seen.insert((it.column.clone(), it.value.clone())));
    res.hot.sort();
    res.hot.dedup();
    Ok(res)
}

fn asked(index: &Index, applicant: &Applicant, cells: &[String]) -> Asked {
    let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
    index.asked(&applicant.name, &cells)
}

/// What was decided about an applicant, by rows of the index.
fn decided(
    index: &Index,
    applicant: &Applicant,
    args: &args::Screen,
) -> anyhow::Result<BTreeMap<u32, Decided>> {
    let different = args.different_from.iter().map(|it| (it, Decided::DifferentPeople));
    let same = args.same_as.iter().map(|it| (it, Decided::OnePerson));
    let mut res = BTreeMap::new();
    for (id, decided) in different.chain(same) {
        let mut is_known = false;
        for cells in &applicant.rows {
            for row in index.compared(&asked(index, applicant, cells), id)? {
                is_known = true;
                if res.insert(row, decided).is_some_and(|it| it != decided) {
                    bail!(
                        "`{}` is named by --same-as and --different-from; keep one of the two",
                        console::plain(id)
                    );
                }
            }
        }
        if !is_known {
            bail!(
                "`{}` is no record that {} is compared with, so nothing was added; name one that the answer names",
                console::plain(id),
                console::plain(&applicant.name)
            );
        }
    }
    Ok(res)
}

fn add(
    known: &mut Known,
    applicant: &Applicant,
    decided: &BTreeMap<u32, Decided>,
) -> anyhow::Result<()> {
    for cells in &applicant.rows {
        let (index, journal) = known.parts();
        let asked = asked(index, applicant, cells);
        let journal = journal.context("the index is not open for adding")?;
        for change in index.insert(&asked, decided, |bytes| journal.keep(bytes))? {
            eprintln!("{}", words(&change));
        }
    }
    Ok(())
}

fn words(change: &ClusterChange) -> String {
    let list = |it: &[bonafide_model::ClusterId]| {
        it.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
    };
    match change {
        ClusterChange::Created(person) => format!("added as {person}, a person of one record"),
        ClusterChange::Joined(person) => format!("added to {person}"),
        ClusterChange::Merged { into, gone } if gone.is_empty() => format!("added to {into}"),
        ClusterChange::Merged { into, gone } => format!("{into} now holds {}", list(gone)),
        ClusterChange::Split { from, into } => format!("{from} is now {}", list(into)),
    }
}

/// What a scan's own list says of a person.
#[derive(Deserialize)]
struct PersonLine {
    rank: u64,
    persona: String,
    stage: String,
}

/// What else is known of people, where the answer is held against a scan.
fn people(against: &Path) -> anyhow::Result<BTreeMap<String, String>> {
    let path = against.join(MARK);
    if !path.is_file() {
        return Ok(BTreeMap::new());
    }
    let text =
        fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut res = BTreeMap::new();
    for (line, number) in text.lines().zip(1..) {
        let line: PersonLine =
            serde_json::from_str(line).with_context(|| format!("{}:{number}", path.display()))?;
        res.insert(line.persona, format!("{}, rank {}", line.stage, line.rank));
    }
    if res.is_empty() {
        bail!("{}: no people are in it", path.display());
    }
    Ok(res)
}
