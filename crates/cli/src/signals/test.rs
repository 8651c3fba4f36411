//! `signals test`: the examples that stand in the files of signals, each scanned as exports are.

use std::{
    collections::BTreeSet,
    fs,
    path::{Component, Path},
};

use anyhow::{Context, bail, ensure};
use bonafide_model::{Persona, Scan, Settings};
use bonafide_own::{Example, Overlay, OwnSignal};
use bonafide_pipeline::Tables;
use bonafide_reference::Shipped;
use jiff::tz::TimeZone;

use crate::{
    args::{self, Own},
    exports,
    own::House,
    summary::println_out,
};

/// Runs all; an error if one does not give what it says, or a file cannot be used.
pub(super) fn run(folder: &Path) -> anyhow::Result<()> {
    let house = House::load(&Own { signals: Some(folder.to_owned()), overlay: None })?;
    house.tell_faults();
    let n_faults = house.faults.len();
    let reading = reading();
    let shipped = exports::tables(&reading)?;
    let (mut n_run, mut n_wrong) = (0, 0);
    for signal in house.signals {
        let alone =
            House { signals: vec![signal], faults: Vec::new(), overlay: Overlay::default() };
        for example in &alone.signals[0].examples {
            n_run += 1;
            let outcome = tell(&alone, example, &shipped);
            let name = format!("{}: {}", alone.signals[0].card.id, example.name);
            match outcome {
                Ok(()) => println_out(&format!("ok     {name}"))?,
                Err(why) => {
                    n_wrong += 1;
                    println_out(&format!("WRONG  {name}: {why:#}"))?;
                }
            }
        }
    }
    if n_wrong + n_faults > 0 {
        bail!("{n_wrong} of {n_run} tests gave something else; {n_faults} files cannot be used");
    }
    println_out(&format!("{n_run} tests, all as they say"))?;
    Ok(())
}

/// Nothing on the way, and the shipped tables.
fn reading() -> args::Reading {
    args::Reading {
        mapping: None,
        mmdb: None,
        as_of: None,
        quiet: true,
        document_seconds: args::DOCUMENT_SECONDS,
    }
}

/// Scans the example's exports and compares whom the signal is seen on.
fn tell(house: &House, example: &Example, shipped: &Shipped) -> anyhow::Result<()> {
    ensure!(!example.files.is_empty(), "files: expected at least one export");
    let folder = tempfile::tempdir().context("cannot make a folder for the example")?;
    for (name, text) in &example.files {
        put(folder.path(), name, text)?;
    }
    let read = house.read(folder.path(), &reading(), None)?;
    let as_of = example.as_of.map(|it| it.to_zoned(TimeZone::UTC)).transpose()?;
    let settings = Settings { as_of: as_of.map(|it| it.timestamp()), ..Settings::default() };
    let tables = Tables { atlas: shipped, lists: shipped.lists() };
    let scan = bonafide_pipeline::analyze(read.ledger, read.intake, tables, &settings);
    let unread: Vec<&str> =
        scan.intake.iter().filter(|it| it.source.is_none()).map(|it| it.file.as_str()).collect();
    ensure!(unread.is_empty(), "no source recognizes {}", unread.join(", "));
    let made = house.add_to(scan, tables, &settings)?;
    if let Some(why) = made.own.failure() {
        bail!("{why}");
    }
    compare(&house.signals[0], example, &made.scan)
}

fn put(folder: &Path, name: &str, text: &str) -> anyhow::Result<()> {
    let is_below = Path::new(name).components().all(|it| matches!(it, Component::Normal(_)));
    ensure!(is_below && !name.is_empty(), "files: `{name}`: expected a path below the example");
    let path = folder.join(name);
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    Ok(fs::write(path, text)?)
}

/// Everybody named must be among those on whom the signal is seen, and nobody else.
fn compare(signal: &OwnSignal, example: &Example, scan: &Scan) -> anyhow::Result<()> {
    let fires = |it: &&bonafide_model::Case| {
        it.assessment.findings.iter().any(|it| it.finding.card.id == signal.card.id)
    };
    let seen: Vec<&Persona> =
        scan.cases.iter().filter(fires).map(|it| &scan.linked.personas[&it.persona]).collect();
    let is = |persona: &Persona, key: &str| {
        persona.records.iter().any(|it| it.key.eq_ignore_ascii_case(key))
    };
    for key in &example.fires_on {
        ensure!(seen.iter().any(|it| is(it, key)), "is not seen on `{key}`, and {}", others(&seen));
    }
    let more: Vec<&Persona> = seen
        .into_iter()
        .filter(|persona| !example.fires_on.iter().any(|key| is(persona, key)))
        .collect();
    ensure!(more.is_empty(), "{}", others(&more));
    Ok(())
}

fn others(seen: &[&Persona]) -> String {
    let keys = seen.iter().map(|it| {
        it.records
            .iter()
            .map(|it| &*it.key)
            .collect::<BTreeSet<&str>>()
            .into_iter()
            .collect::<Vec<_>>()
            .join(" = ")
    });
    let keys: Vec<String> = keys.collect();
    if keys.is_empty() {
        "is seen on nobody".to_owned()
    } else {
        format!("is seen on {}", keys.join("; "))
    }
}
