//! People: records that may be one person, followed to the end and joined as a run over all joins them.

use std::{collections::BTreeMap, sync::Arc};

use bonafide_model::{ClusterId, KnownRecord};

use super::{Index, IndexError, scratch::Scratch, stored::Stored};
use crate::linkage::feature::Role;

/// The people of whole components.
#[derive(Debug, Default)]
pub(super) struct People {
    /// The person of each record.
    pub(super) of_row: BTreeMap<u32, ClusterId>,
    pub(super) rows: BTreeMap<u32, Arc<Stored>>,
}

impl People {
    /// The records of each person.
    pub(super) fn members(&self) -> BTreeMap<ClusterId, Vec<u32>> {
        let mut res: BTreeMap<ClusterId, Vec<u32>> = BTreeMap::new();
        for (row, person) in &self.of_row {
            res.entry(*person).or_default().push(*row);
        }
        res
    }

    /// A record in words for those who asked.
    pub(super) fn known(&self, index: &Index, row: u32) -> KnownRecord {
        let (id, name) =
            self.rows.get(&row).map_or_else(Default::default, |it| (it.id.clone(), index.name(it)));
        let person = self.of_row.get(&row).copied().unwrap_or(ClusterId(0));
        KnownRecord { id, person, name }
    }
}

impl Index {
    /// The people of some records, and of all records that may be one with those.
    pub(super) fn people(&self, of: impl IntoIterator<Item = u32>) -> Result<People, IndexError> {
        let mut open: Vec<u32> = of.into_iter().collect();
        let mut rows: BTreeMap<u32, Arc<Stored>> = BTreeMap::new();
        while let Some(row) = open.pop() {
            if rows.contains_key(&row) {
                continue;
            }
            let record = self.row(row)?;
            let near = record.neighbors.iter().chain(&record.decided.one_person);
            open.extend(near.filter(|it| !rows.contains_key(*it)));
            rows.insert(row, record);
        }
        let scratch = Scratch::of(&self.head, rows.values().cloned().collect());
        let groups = scratch.join().of_row;
        // The oldest record names the person; of one age, the first in the order of a run over all.
        let mut oldest: BTreeMap<u32, u32> = BTreeMap::new();
        let age = |place: u32| (scratch.rows[place as usize].age, place);
        for (place, group) in (0_u32..).zip(&groups) {
            let known = oldest.entry(*group).or_insert(place);
            *known = std::cmp::min_by_key(*known, place, |it| age(*it));
        }
        let person = |group: &u32| ClusterId(scratch.rows[oldest[group] as usize].own());
        let of_row = scratch.rows.iter().zip(&groups).map(|(it, group)| (it.row, person(group)));
        let of_row = of_row.collect();
        Ok(People { of_row, rows })
    }

    /// The person of a record.
    ///
    /// # Errors
    /// There is no such record, or the index is damaged.
    pub fn person(&self, record: u32) -> Result<ClusterId, IndexError> {
        let people = self.people([record])?;
        people.of_row.get(&record).copied().ok_or(IndexError::Damaged { at: self.head.offsets })
    }

    /// Given and family name as they are compared.
    pub(super) fn name(&self, record: &Stored) -> String {
        let of = |role: Role| self.head.stored.iter().position(|it| it.role == role);
        let names = [of(Role::Given), of(Role::Family)].into_iter().flatten();
        let names: Vec<&str> =
            names.map(|it| record.form(it)).filter(|it| !it.is_empty()).collect();
        names.join(" ")
    }
}
