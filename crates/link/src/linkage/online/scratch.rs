//! Some records of an index as the tables that the engine compares, keys and joins: one engine, whether a run is over all records or
//! over a handful.

use std::sync::Arc;

use bonafide_model::Numbering;

use super::{head::Head, stored::Stored};
use crate::linkage::{
    clusters::{self, Clusters, Edge},
    feature::{Feature, Frequencies},
    features,
    grid::Grid,
    key::{self, Facet},
    model::Weights,
    order::content_hash,
};

/// Records in the order of a run over all.
#[derive(Debug)]
pub(super) struct Scratch<'a> {
    head: &'a Head,
    pub(super) rows: Vec<Arc<Stored>>,
    pub(super) features: Vec<Feature>,
    pub(super) grid: Grid,
}

impl<'a> Scratch<'a> {
    /// Puts records into order, each once.
    pub(super) fn of(head: &'a Head, rows: Vec<Arc<Stored>>) -> Self {
        let mut rows = rows;
        rows.sort_unstable_by(|x, y| (x.place(), x.row).cmp(&(y.place(), y.row)));
        rows.dedup_by_key(|it| it.row);
        let features = features_of(head, &rows);
        let grid = Grid::of(&features);
        Self { head, rows, features, grid }
    }

    /// The place of a record.
    pub(super) fn find(&self, row: u32) -> Option<u32> {
        self.rows.iter().position(|it| it.row == row).map(|it| it as u32)
    }

    /// What the record of a place holds, as a number.
    pub(super) fn hash(&self, place: u32) -> u64 {
        content_hash(&self.features, self.grid.row(place).numbers)
    }

    pub(super) fn weights(&self) -> Weights<'_> {
        Weights::of(&self.head.model, &self.head.measures, &self.features)
    }

    pub(super) fn facets(&self) -> Vec<Facet<'_>> {
        key::facets(&self.features, &self.head.measures)
    }

    /// The keys of the record of a place, one for each table of the index; 0 where it has none.
    pub(super) fn keys(&self, facets: &[Facet<'_>], place: u32) -> Vec<u32> {
        let tables = self.head.tables.iter();
        tables.map(|it| it.key.of(facets, self.grid.row(place).numbers)).collect()
    }

    /// People among records with all that may be one with them: what was decided and the surest first, as over all.
    pub(super) fn join(&self) -> Clusters {
        let weights = self.weights();
        let row = |place: u32| self.grid.row(place);
        let weigh = |a: u32, b: u32| weights.weigh_rows(row(a), row(b));
        let mut places: Vec<(u32, u32)> =
            (0..).zip(&self.rows).map(|(at, it)| (it.row, at)).collect();
        places.sort_unstable();
        let place = |row: u32| {
            places.binary_search_by_key(&row, |it| it.0).ok().map(|found| places[found].1)
        };
        let (mut edges, mut decided) = (Vec::new(), Vec::new());
        for (a, record) in (0..).zip(&self.rows) {
            let own = record.decided.all();
            decided.extend(own.filter_map(|(row, it)| Some((a, place(row)?, it))));
            let own = &record.decided.one_person;
            let more = own.iter().filter(|it| record.neighbors.binary_search(it).is_err());
            let others = record.neighbors.iter().chain(more).filter_map(|it| place(*it));
            let others = others.filter(|b| a < *b);
            edges.extend(others.map(|b| Edge::between(&weights, &self.grid, (a, b))));
        }
        let decisions = decided.into_iter().collect();
        clusters::clusters(self.rows.len(), edges, (weigh, crate::linkage::LEAST_MEAN), &decisions)
    }
}

/// The features of records, with the counts of where the model was trained.
fn features_of(head: &Head, rows: &[Arc<Stored>]) -> Vec<Feature> {
    let stored = head.stored.iter().enumerate().map(|(place, shape)| {
        let mut numbering = Numbering::default();
        let cells = rows.iter().map(|it| numbering.number(it.form(place))).collect();
        Feature::new(shape.role, shape.name.clone(), numbering, cells)
    });
    let mut res = stored.collect();
    features::derive(&mut res);
    res.retain(|it| head.features.iter().any(|own| own.role == it.role && own.name == it.name));
    for (place, feature) in res.iter_mut().enumerate() {
        let mut counts = vec![2; feature.counts.len()];
        for (row, cell) in rows.iter().zip(&feature.cells) {
            let count = row.counts.get(place).copied().unwrap_or(0);
            counts[*cell as usize] = count.max(2);
        }
        let filled = head.features.get(place).map_or(0, |it| it.filled);
        feature.trained = Some(Frequencies { counts, filled });
    }
    res
}
