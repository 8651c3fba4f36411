//! Writing an index: records in the order of their hashes, records by key, counts of forms, and last what the file says about itself.

use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use bonafide_model::{ColumnKind, LinkModel, Table, value::DateOrder};

use super::{
    MAGIC,
    codec::{Put, sealed},
    head::{Posted, Shape, Written, is_stored},
    stored::{DecidedRows, Stored},
    table::{self, Counting, Place},
};
use crate::linkage::{
    blocks,
    choose::BLOCK,
    clusters::Edge,
    decisions::Decisions,
    feature::{Feature, Role},
    features::{self, Recipe},
    grid::Grid,
    key::{Facet, Key},
    operators::MOST_SHARERS,
    order::{content_hash, name_of, names_of},
};

/// What a run has made of a table.
pub(crate) struct Run<'a> {
    pub(crate) table: &'a Table,
    pub(crate) kinds: &'a [ColumnKind],
    pub(crate) features: &'a [Feature],
    pub(crate) facets: &'a [Facet<'a>],
    pub(crate) keys: &'a [Key],
    /// The row of each place.
    pub(crate) order: &'a [u32],
    /// The forms of each place.
    pub(crate) grid: &'a Grid,
    /// Pairs by place; only those that may be one person are kept.
    pub(crate) found: &'a [Edge],
    /// The first place of each place's person.
    pub(crate) people: &'a [u32],
    /// What was decided about places.
    pub(crate) decisions: &'a Decisions,
    pub(crate) least: f64,
    pub(crate) model: &'a LinkModel,
}

/// Writes an index of what a run has made.
pub(crate) fn write(out: &mut dyn Write, run: &Run<'_>) -> io::Result<()> {
    let recipes = features::recipes(run.table, run.kinds);
    let dates = recipes.iter().find(|it| it.role == Role::Born);
    let dates = dates.map_or(DateOrder::DayFirst, |it| it.dates);
    let mut out = Counting { out, at: 0 };
    out.write(MAGIC)?;
    let offsets = rows(&mut out, run, &recipes)?;
    let mut tables = Vec::new();
    for (key, is_blocking, thing) in posted(run) {
        let place = records_by(&mut out, run, (&key, thing.is_some()))?;
        tables.push(Posted { key, is_blocking, thing, place });
    }
    let mut counts = Vec::new();
    for feature in run.features {
        counts.push(forms(&mut out, feature)?);
    }
    let shape = |it: &Feature| Shape { role: it.role, name: it.name.clone(), filled: it.filled() };
    let names = run.table.columns.iter().map(|it| it.name.as_str());
    let head = Written {
        columns: names.zip(run.kinds.iter().copied()).collect(),
        dates,
        features: run.features.iter().map(shape).collect(),
        told: run.model,
        least: run.least,
        rows: run.order.len() as u32,
        offsets,
        tables,
        counts,
    };
    let (start, bytes) = (out.at, sealed(&head.bytes()));
    out.write(&bytes)?;
    let end = out.at;
    out.write(&start.to_le_bytes())?;
    out.write(&end.to_le_bytes())?;
    out.write(MAGIC)?;
    out.out.flush()
}

/// Keys by which records are found: those that block, and every thing that people can share.
fn posted(run: &Run<'_>) -> Vec<(Key, bool, Option<usize>)> {
    let mut things: Vec<(Key, usize)> = Vec::new();
    for (place, facet) in run.facets.iter().enumerate() {
        let feature = &run.features[facet.feature];
        // The facet that is called as the feature is the whole of it.
        if feature.role.is_thing() && facet.name == feature.name {
            things.push((Key { facets: vec![place] }, facet.feature));
        }
    }
    let thing = |key: &Key| things.iter().find(|it| it.0 == *key).map(|it| it.1);
    let mut res: Vec<(Key, bool, Option<usize>)> =
        run.keys.iter().map(|it| (it.clone(), true, thing(it))).collect();
    let others = things.iter().filter(|it| !run.keys.contains(&it.0));
    res.extend(others.map(|(key, feature)| (key.clone(), false, Some(*feature))));
    res
}

/// Writes the records and returns where their offsets stand.
fn rows(out: &mut Counting<'_>, run: &Run<'_>, recipes: &[Recipe<'_>]) -> io::Result<u64> {
    let stored = run.features.iter().filter(|it| is_stored(it.role));
    let recipes: Vec<&Recipe<'_>> = stored
        .filter_map(|own| recipes.iter().find(|it| it.role == own.role && it.name() == own.name))
        .collect();
    let names = names_of(run.table, run.kinds);
    let decided = decided(run.decisions);
    let neighbors = neighbors(run);
    let mut left = neighbors.as_slice();
    let mut offsets = Vec::with_capacity(run.order.len() + 1);
    let (mut before, mut number) = (None, 0);
    let mut forms = vec![String::new(); recipes.len()];
    for (place, row) in (0_u32..).zip(run.order) {
        let row = *row as usize;
        let numbers = run.grid.row(place).numbers;
        let hash = content_hash(run.features, numbers);
        number = if before == Some(hash) { number + 1 } else { 0 };
        before = Some(hash);
        for (form, recipe) in forms.iter_mut().zip(&recipes) {
            recipe.form(form, row);
        }
        let id = name_of(names, row as u32);
        let mut stored = Stored::new(&id, forms.iter().map(String::as_str));
        stored.decided = decided.get(&place).cloned().unwrap_or_default();
        (stored.hash, stored.number) = (hash, number);
        let own = left.partition_point(|it| it.0 == place);
        stored.neighbors = left[..own].iter().map(|it| it.1).collect();
        left = &left[own..];
        let counts = run.features.iter().zip(numbers);
        stored.counts = counts.map(|(it, number)| it.counts[*number as usize]).collect();
        let mut put = Put::default();
        stored.put(&mut put);
        offsets.push(out.at);
        out.write(&sealed(&put.0))?;
    }
    out.offsets(offsets)
}

/// What was decided about each place.
fn decided(decisions: &Decisions) -> BTreeMap<u32, DecidedRows> {
    let mut res: BTreeMap<u32, DecidedRows> = BTreeMap::new();
    for (a, b, decided) in decisions.pairs() {
        res.entry(a).or_default().add(b, decided);
        res.entry(b).or_default().add(a, decided);
    }
    res
}

/// Pairs that may be one person, from both sides, in order.
fn neighbors(run: &Run<'_>) -> Vec<(u32, u32)> {
    let sure = run.found.iter().filter(|it| it.weight >= run.least);
    let mut res: Vec<(u32, u32)> = sure.flat_map(|it| [(it.a, it.b), (it.b, it.a)]).collect();
    res.sort_unstable();
    res
}

/// Writes which records have which value of a key.
fn records_by(
    out: &mut Counting<'_>,
    run: &Run<'_>,
    (key, is_thing): (&Key, bool),
) -> io::Result<Place> {
    let keyed = run.grid.every().map(|it| key.of(run.facets, it.numbers));
    let entries = blocks::sorted(keyed);
    let groups = blocks::blocks(&entries);
    let mut room = Vec::new();
    let people = |group: &[u64], room: &mut Vec<u32>| {
        room.clear();
        room.extend(group.iter().map(|it| run.people[*it as u32 as usize]));
        room.sort_unstable();
        room.dedup();
        room.len()
    };
    // Few people can have many records; things that they share are still theirs.
    let told: Vec<(&[u64], usize)> = groups
        .map(|it| (it, if it.len() > BLOCK && is_thing { people(it, &mut room) } else { 0 }))
        .collect();
    table::write(
        out,
        &told,
        |(group, _)| group[0] & !u64::from(u32::MAX),
        |put, (group, people)| {
            put.number(group[0] >> 32);
            let is_listed = group.len() <= BLOCK || (is_thing && *people <= MOST_SHARERS);
            put.number((group.len() as u64) << 1 | u64::from(is_listed));
            if is_listed {
                let places: Vec<u32> = group.iter().map(|it| *it as u32).collect();
                put.ascending(&places);
            } else {
                put.number(*people as u64);
            }
        },
    )
}

/// Writes how often each form of a feature was seen that several rows have.
fn forms(out: &mut Counting<'_>, feature: &Feature) -> io::Result<Place> {
    let counted = feature.hashes.iter().zip(&feature.counts).skip(1);
    let mut entries: Vec<(u64, u32)> =
        counted.filter(|(_, it)| **it > 1).map(|(hash, count)| (*hash, *count)).collect();
    entries.sort_unstable();
    table::write(
        out,
        &entries,
        |it| it.0,
        |put, (hash, count)| {
            put.fixed(*hash);
            put.number(u64::from(*count));
        },
    )
}
