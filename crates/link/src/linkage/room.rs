//! How much memory a run over a table takes at its peak, told before it is taken: what a run holds at once, from a sample of its rows.

use bonafide_model::{Column, ColumnKind, Table};

use super::{clusters::Edge, comparison::Measure, features, grid};

/// Rows of the sample. Guess: enough to see which columns hold other forms in every row.
const SAMPLE: usize = 40_000;
/// Keys by which rows are put together. Measured: seven on the benchmark's tables.
const KEYS: usize = 8;
/// Bytes that a row takes for each key: its value, its place in a block, and where blocks end.
const OF_KEY: usize = 10;
/// Pairs a row that are told. Measured: 0.9 in ten million generated people.
const PAIRS_A_ROW: f64 = 1.0;
/// Bytes of a cell beside its text.
const OF_CELL: usize = 5;
/// Bytes of a row for its order, its name and its cluster.
const OF_ROW: usize = 40;

/// Bytes that a run over a table takes at its peak, the table itself among them.
pub(crate) fn needed(table: &Table, kinds: &[ColumnKind]) -> u64 {
    let sample = thinned(table);
    let features = features::features(&sample, kinds);
    let measures = Measure::of(&features).len();
    let texts: usize = sample.columns.iter().flat_map(Column::texts).map(str::len).sum();
    let cells = sample.columns.len() * OF_CELL;
    let forms: usize = features.iter().map(|it| it.bytes_of_forms()).sum();
    let of_row = cells + grid::most_bytes(features.len()) + KEYS * OF_KEY + OF_ROW;
    // A pair is held as it was found, in the order of weights, and told.
    let of_pair = 3 * size_of::<Edge>() + measures * 5;
    let rows = table.rows as f64;
    let scale = rows / sample.rows.max(1) as f64;
    let res =
        (texts + forms) as f64 * scale + rows * (of_row as f64 + PAIRS_A_ROW * of_pair as f64);
    res as u64
}

/// Some of the rows, from all parts of the table.
fn thinned(table: &Table) -> Table {
    let step = table.rows.div_ceil(SAMPLE).max(1);
    let columns = table.columns.iter().map(|column| {
        let mut res = Column::new(column.name.as_str());
        (0..table.rows).step_by(step).for_each(|row| res.push(column.text(row)));
        res
    });
    Table { columns: columns.collect(), rows: table.rows.div_ceil(step) }
}
