//! A look-up: who a record may be, and which things it shares with people who say that they are somebody else.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use bonafide_model::{
    Bits, Candidate, ClusterId, Column, MutedTie, Screened, SharedWith, Step, Table,
};

use super::{Group, Index, IndexError, people::People, scratch::Scratch, stored::Stored};
use crate::linkage::{
    choose::BLOCK, feature::Role, features, model::Weights, operators::MOST_SHARERS, short,
};

/// Weight from which a candidate is told: one in seventeen. Guess, as for pairs of a run.
const TOLD: f64 = -4.0;
/// Candidates that are told. Guess: nobody reads more.
const MOST_TOLD: usize = 20;

/// A record in the form in which an index compares it.
#[derive(Debug, Clone)]
pub struct Asked(pub(super) Stored);

/// A record with all by which it is found.
pub(super) struct Probe {
    pub(super) record: Arc<Stored>,
    /// The value of each table's key; 0 where it has none.
    pub(super) keys: Vec<u32>,
    pub(super) groups: Vec<Option<Group>>,
}

impl Probe {
    /// Whether few enough records share the value of a table's key.
    pub(super) fn finds(&self, table: usize) -> bool {
        self.groups[table].as_ref().is_some_and(|it| it.len() < BLOCK)
    }
}

impl Index {
    /// Takes a record from cells in the order of [`Index::columns`].
    pub fn asked(&self, id: &str, cells: &[&str]) -> Asked {
        let columns = self.head.columns.iter().enumerate().map(|(place, (name, _))| {
            let mut column = Column::new(name.as_str());
            column.push(cells.get(place).copied().unwrap_or_default());
            column
        });
        let table = Table { columns: columns.collect(), rows: 1 };
        let kinds: Vec<_> = self.head.columns.iter().map(|it| it.1).collect();
        let mut recipes = features::recipes(&table, &kinds);
        let forms = self.head.stored.iter().map(|shape| {
            let mut form = String::new();
            let own = recipes.iter_mut();
            if let Some(own) =
                own.into_iter().find(|it| it.role == shape.role && it.name() == shape.name)
            {
                own.dates = self.head.dates;
                own.form(&mut form, 0);
            }
            form
        });
        let forms: Vec<String> = forms.collect();
        Asked(Stored::new(id, forms.iter().map(String::as_str)))
    }

    /// Who a record may be, and what it shares with others. Nothing is kept of it.
    ///
    /// # Errors
    /// The index is damaged or can't be read.
    pub fn screen(&self, asked: &Asked) -> Result<Screened, IndexError> {
        let probe = self.probe(&asked.0)?;
        let scratch = self.beside(&probe)?;
        let weights = scratch.weights();
        let weighed = weighed(&scratch, &weights, probe.record.row);
        let mut told: Vec<(f64, u32)> = weighed.into_iter().filter(|it| it.0 >= TOLD).collect();
        told.sort_by(|x, y| y.0.total_cmp(&x.0).then_with(|| x.1.cmp(&y.1)));
        let row = |place: u32| scratch.rows[place as usize].row;
        let mut held = Vec::new();
        let things = self.head.tables.iter().zip(&probe.groups);
        for (posted, group) in things {
            if let (Some(feature), Some(group)) = (posted.thing, group) {
                held.push((feature, group));
            }
        }
        let mut wanted: BTreeSet<u32> = told.iter().map(|it| row(it.1)).collect();
        wanted.extend(held.iter().flat_map(|it| it.1.rows()));
        let people = self.people(wanted)?;
        let same: BTreeSet<ClusterId> =
            told.iter().filter_map(|it| people.of_row.get(&row(it.1)).copied()).collect();
        let mut ties = Vec::new();
        for (feature, group) in held {
            ties.extend(self.tie(&probe, (feature, group), (&people, &same)));
        }
        ties.sort_by(|x, y| {
            let muted = x.muted.is_some().cmp(&y.muted.is_some());
            muted
                .then_with(|| y.rarity.0.total_cmp(&x.rarity.0))
                .then_with(|| x.column.cmp(&y.column))
        });
        let own = scratch.find(probe.record.row).unwrap_or(0);
        let candidates = told.iter().take(MOST_TOLD).map(|(weight, place)| Candidate {
            record: people.known(self, row(*place)),
            weight: Bits(*weight),
            steps: steps(&scratch, &weights, (own, *place)),
        });
        Ok(Screened { candidates: candidates.collect(), ties, hot: self.hot(&probe) })
    }

    /// The records of an id among those that a record is compared with.
    ///
    /// # Errors
    /// The index is damaged or can't be read.
    pub fn compared(&self, asked: &Asked, id: &str) -> Result<Vec<u32>, IndexError> {
        let probe = self.probe(&asked.0)?;
        let scratch = self.beside(&probe)?;
        let others = scratch.rows.iter().filter(|it| it.row != probe.record.row && it.id == id);
        Ok(others.map(|it| it.row).collect())
    }

    /// What finds a record.
    pub(super) fn probe(&self, record: &Stored) -> Result<Probe, IndexError> {
        let mut record = record.clone();
        let alone = Scratch::of(&self.head, vec![Arc::new(record.clone())]);
        record.hash = alone.hash(0);
        record.counts = Vec::with_capacity(alone.features.len());
        for (place, feature) in alone.features.iter().enumerate() {
            let form = feature.cells[0];
            let is_there = form != 0;
            let hash = feature.hashes[form as usize];
            record.counts.push(if is_there { self.seen(place, hash)? } else { 0 });
        }
        let keys = alone.keys(&alone.facets(), 0);
        let mut groups = Vec::with_capacity(keys.len());
        for (table, key) in keys.iter().enumerate() {
            groups.push(if *key == 0 { None } else { Some(self.group(table, *key)?) });
        }
        Ok(Probe { record: Arc::new(record), keys, groups })
    }

    /// The record among all with which it is compared.
    pub(super) fn beside(&self, probe: &Probe) -> Result<Scratch<'_>, IndexError> {
        let mut found = BTreeSet::new();
        for (table, posted) in self.head.tables.iter().enumerate() {
            if posted.is_blocking && probe.finds(table) {
                found.extend(probe.groups[table].iter().flat_map(Group::rows));
            }
        }
        let mut rows = vec![Arc::clone(&probe.record)];
        for row in found {
            rows.push(self.row(row)?);
        }
        Ok(Scratch::of(&self.head, rows))
    }

    /// Rules that gave nothing, since too many records share the value.
    fn hot(&self, probe: &Probe) -> Vec<String> {
        let facets = self.head.facets();
        let tables = self.head.tables.iter().enumerate();
        tables
            .filter(|(table, it)| {
                it.is_blocking && probe.groups[*table].is_some() && !probe.finds(*table)
            })
            .map(|(_, it)| it.key.name(&facets))
            .collect()
    }

    /// A thing that people share with the record who are told as nobody it may be.
    fn tie(
        &self,
        probe: &Probe,
        (feature, group): (usize, &Group),
        (people, same): (&People, &BTreeSet<ClusterId>),
    ) -> Option<SharedWith> {
        let shape = &self.head.features[feature];
        let value = self.value(&probe.record, feature);
        let holds = |row: &u32| {
            let record = people.rows.get(row);
            record.is_some_and(|it| self.value(it, feature) == value)
        };
        // One record of each person, the first.
        let mut holders: BTreeMap<ClusterId, u32> = BTreeMap::new();
        for row in group.rows().filter(holds) {
            let person = people.of_row.get(&row).copied().unwrap_or(ClusterId(0));
            holders.entry(person).or_insert(row);
        }
        holders.retain(|person, _| !same.contains(person));
        let listed = holders.len() as u32;
        let others = listed + group.people;
        let is_unlisted = group.listed.is_none();
        if others == 0 && !is_unlisted {
            return None;
        }
        let is_home = shape.role != Role::Identifier;
        let family = self.head.stored.iter().position(|it| it.role == Role::Family);
        let is_family = |row: &u32| {
            family.is_some_and(|it| {
                let own = probe.record.form(it);
                let other = people.rows.get(row).map_or("", |record| record.form(it));
                own == other || short::is_close(own.as_bytes(), other.as_bytes())
            })
        };
        let muted = if is_unlisted || others as usize > MOST_SHARERS {
            Some(MutedTie::TooMany)
        } else if is_home && holders.values().all(is_family) {
            Some(MutedTie::OneFamily)
        } else {
            None
        };
        let told = holders.values().filter(|_| muted != Some(MutedTie::TooMany));
        let filled = (shape.filled as f64).max(1.0);
        Some(SharedWith {
            column: shape.name.clone(),
            value,
            holders: told.map(|it| people.known(self, *it)).collect(),
            people: others,
            rarity: Bits((filled / group.len().max(1) as f64).log2().max(0.0)),
            muted,
        })
    }

    /// What a record holds of a feature; an address is its street and postal code.
    fn value(&self, record: &Stored, feature: usize) -> String {
        let shape = &self.head.features[feature];
        let stored = self.head.stored.iter().enumerate();
        let is_part = |it: &super::head::Shape| match shape.role == Role::Address {
            true => matches!(it.role, Role::Street | Role::Postcode),
            false => it.role == shape.role && it.name == shape.name,
        };
        let forms = stored.filter(|(_, it)| is_part(it));
        let forms: Vec<&str> = forms.map(|(place, _)| record.form(place)).collect();
        forms.join(", ")
    }
}

impl Group {
    /// Records that are known one by one.
    fn rows(&self) -> impl Iterator<Item = u32> {
        self.listed.iter().flatten().chain(&self.added).copied()
    }
}

/// The weight of a record with each other one of a scratch, by place.
pub(super) fn weighed(scratch: &Scratch<'_>, weights: &Weights<'_>, row: u32) -> Vec<(f64, u32)> {
    let Some(own) = scratch.find(row) else { return Vec::new() };
    let others = (0..scratch.rows.len() as u32).filter(|it| *it != own);
    others
        .map(|it| {
            let (a, b) = (own.min(it), own.max(it));
            (weights.weigh_rows(scratch.grid.row(a), scratch.grid.row(b)), it)
        })
        .collect()
}

fn steps(scratch: &Scratch<'_>, weights: &Weights<'_>, (x, y): (u32, u32)) -> Vec<Step> {
    let (a, b) = (scratch.grid.row(x.min(y)), scratch.grid.row(x.max(y)));
    weights.steps(weights.pattern(a, b), a).collect()
}
