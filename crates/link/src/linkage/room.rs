//! How much memory a run over a table takes at its peak, told before it is taken: what a run holds at once, from samples of its rows.

use bonafide_model::{Column, ColumnKind, Table};

use super::{clusters::Edge, comparison::Measure, features, grid};

/// Rows of the greater sample; the other has a quarter. Guess: enough to see which columns hold other forms in every row.
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
    let (sample, few) = (thinned(table, SAMPLE), thinned(table, SAMPLE / 4));
    let (features, of_few) = (features::features(&sample, kinds), features::features(&few, kinds));
    let grown = table.rows as f64 / sample.rows.max(1) as f64;
    let step = sample.rows as f64 / few.rows.max(1) as f64;
    // Names repeat themselves the more, the more rows there are: as between the two samples, so from there on.
    let forms = features.iter().map(|it| {
        let own = it.bytes_of_forms() as f64;
        let before = of_few.iter().find(|few| few.role == it.role && few.name == it.name);
        let before = before.map_or(own / step, |few| few.bytes_of_forms() as f64);
        let power = if step > 1.0 { (own / before).log(step).clamp(0.0, 1.0) } else { 1.0 };
        own * grown.powf(power)
    });
    let measures = Measure::of(&features).len();
    let texts: usize = sample.columns.iter().flat_map(Column::texts).map(str::len).sum();
    let cells = sample.columns.len() * OF_CELL;
    let of_row = cells + grid::most_bytes(features.len()) + KEYS * OF_KEY + OF_ROW;
    // A pair is held as it was found, in the order of weights, and told.
    let of_pair = 3 * size_of::<Edge>() + measures * 5;
    let of_rows = table.rows as f64 * (of_row as f64 + PAIRS_A_ROW * of_pair as f64);
    (forms.sum::<f64>() + texts as f64 * grown + of_rows) as u64
}

/// Some of the rows, from all parts of the table.
fn thinned(table: &Table, most: usize) -> Table {
    let step = table.rows.div_ceil(most).max(1);
    let columns = table.columns.iter().map(|column| {
        let mut res = Column::new(column.name.as_str());
        (0..table.rows).step_by(step).for_each(|row| res.push(column.text(row)));
        res
    });
    Table { columns: columns.collect(), rows: table.rows.div_ceil(step) }
}
