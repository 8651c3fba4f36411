//! What people who decide have said about rows, by place: it goes before all weights.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_model::{Decided, PairDecisions};

/// Decisions about places of a table, or about rows of an index. They can all hold.
#[derive(Debug, Default)]
pub(crate) struct Decisions(BTreeMap<(u32, u32), Decided>);

impl Decisions {
    /// Takes decisions about rows; `order` has the row of each place.
    pub(crate) fn of(said: &PairDecisions, order: &[u32]) -> Self {
        if said.is_empty() {
            return Self::default();
        }
        let rows: BTreeSet<u32> = said.iter().flat_map(|it| [it.a, it.b]).collect();
        let placed = (0..).zip(order).filter(|(_, row)| rows.contains(row));
        let places: BTreeMap<u32, u32> = placed.map(|(place, row)| (*row, place)).collect();
        let place = |row: u32| places.get(&row).copied();
        let by_place = said.iter().filter_map(|it| Some((place(it.a)?, place(it.b)?, it.decided)));
        by_place.collect()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What was decided about two.
    pub(crate) fn about(&self, a: u32, b: u32) -> Option<Decided> {
        if self.0.is_empty() { None } else { self.0.get(&(a.min(b), a.max(b))).copied() }
    }

    /// Each pair once, the smaller place first, in order.
    pub(crate) fn pairs(&self) -> impl Iterator<Item = (u32, u32, Decided)> {
        self.0.iter().map(|((a, b), decided)| (*a, *b, *decided))
    }

    /// The decisions about some places alone, by their positions among those; the places are in order.
    pub(crate) fn among(&self, places: &[u32]) -> Vec<(u32, u32, Decided)> {
        if self.0.is_empty() {
            return Vec::new();
        }
        let position = |place: u32| places.binary_search(&place).ok().map(|it| it as u32);
        let own = (0..).zip(places).flat_map(|(a, place)| {
            let others = self.0.range((*place, 0)..=(*place, u32::MAX));
            others.filter_map(move |((_, b), decided)| Some((a, position(*b)?, *decided)))
        });
        own.collect()
    }
}

impl FromIterator<(u32, u32, Decided)> for Decisions {
    fn from_iter<T: IntoIterator<Item = (u32, u32, Decided)>>(decided: T) -> Self {
        let ordered = decided.into_iter().map(|(a, b, decided)| ((a.min(b), a.max(b)), decided));
        Self(ordered.collect())
    }
}
