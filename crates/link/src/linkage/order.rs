//! The order in which rows are looked at: it follows from what they hold and what they are called, not from where they stood.

use bonafide_model::{Column, ColumnKind, Table};
use rayon::prelude::*;

use super::{
    feature::{Feature, Role},
    grid::Grid,
    train,
};

/// Bits of a row's hash that follow from the date of birth alone. Guess: more than there are dates in a century, and enough bits left
/// for ten million rows that all bear the date that a form proposes.
const NEAR_BITS: u32 = 16;

/// The column that names records, if there is one.
pub(crate) fn names_of<'a>(table: &'a Table, kinds: &[ColumnKind]) -> Option<&'a Column> {
    let place = kinds.iter().position(|it| *it == ColumnKind::RecordId)?;
    table.columns.get(place)
}

/// What names a row: its id, or its number counted from 1.
pub(crate) fn name_of(names: Option<&Column>, row: u32) -> String {
    let written = names.map_or("", |it| it.text(row as usize));
    if written.is_empty() { (u64::from(row) + 1).to_string() } else { written.to_owned() }
}

/// The order of records that hold the same: by their names, of which numbers stand in the order of numbers.
pub(crate) fn by_name(name: &str) -> (usize, &str) {
    (name.len(), name)
}

/// The rows in an order that follows from what they hold, not from where they stood; the row of each place, and a hash of what each holds.
pub(crate) fn in_order(
    features: &mut [Feature],
    names: Option<&Column>,
) -> (Grid, Vec<u32>, Vec<u64>) {
    let as_read = Grid::of(features);
    // From here on the grid has them, and a copy of all cells is much.
    features.iter_mut().for_each(|it| it.cells = Vec::new());
    let (order, hashes) = order(features, &as_read, names);
    (as_read.picked(&order), order, hashes)
}

fn order(features: &[Feature], grid: &Grid, names: Option<&Column>) -> (Vec<u32>, Vec<u64>) {
    let hash = |row: u32| (content_hash(features, grid.row(row).numbers), row);
    let mut hashed: Vec<(u64, u32)> = (0..grid.rows() as u32).into_par_iter().map(hash).collect();
    hashed.par_sort_unstable();
    // Rows that hold the same are told apart by counting them, so that each has its own hash.
    for same in hashed.chunk_by_mut(|x, y| x.0 == y.0) {
        if same.len() > 1 && names.is_some() {
            same.sort_by_cached_key(|(_, row)| {
                let name = name_of(names, *row);
                (name.len(), name)
            });
        }
        for (number, (hash, _)) in (0_u64..).zip(same).skip(1) {
            *hash = train::mix(*hash ^ number);
        }
    }
    hashed.into_iter().map(|(hash, row)| (row, hash)).unzip()
}

/// A hash of what a row holds, from the numbers of its forms. Those of one date of birth have hashes that lie together, so that in the
/// order of hashes most records of one person stand near one another: what is compared is near in memory then.
pub(crate) fn content_hash(features: &[Feature], numbers: &[u32]) -> u64 {
    let (mut whole, mut born) = (0, 0);
    for (feature, number) in features.iter().zip(numbers) {
        let own = feature.hashes[*number as usize];
        whole = train::mix(whole ^ own);
        if feature.role == Role::Born {
            born = own;
        }
    }
    if born == 0 {
        return whole;
    }
    let others = u64::MAX >> NEAR_BITS;
    (train::mix(born) & !others) | (whole & others)
}
