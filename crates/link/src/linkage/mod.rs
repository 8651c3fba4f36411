//! Who is one person in a table of people: record linkage after Fellegi and Sunter, trained on the table itself.
mod blocks;
mod choose;
mod clusters;
mod comparison;
mod feature;
mod features;
mod fold;
mod grid;
mod key;
mod model;
mod short;
mod train;

use bonafide_model::{ColumnKind, Table};

use blocks::Blocks;
use comparison::Measure;
use feature::Feature;
use model::{Model, Weights};
use grid::Grid;
use train::{Counted, Patterns};

pub struct Pair {
    pub a: u32,
    pub b: u32,
    pub weight: f64,
    pub pattern: u64,
}

/// Pairs from which the model is trained at most.
const TRAINING_PAIRS: u64 = 1_000_000;

pub fn link_table(table: &Table, kinds: &[ColumnKind], least: f64, (thr, mean): (f64, f64)) -> (Vec<Pair>, Vec<u32>, String) {
    let mut log = String::new();
    let clock = std::time::Instant::now();
    let mut note = |text: String| {
        log.push_str(&format!("{:.2} {text}\n", clock.elapsed().as_secs_f64()));
    };
    let features = features::features(table, kinds);
    let measures = Measure::of(&features);
    note(format!("features {:?}", features.iter().map(|it| (&it.name, it.role, it.hashes.len())).collect::<Vec<_>>()));
    let order = order(&features, table.rows);
    let grid = Grid::of(&features, &order);
    note("grid".into());
    let strangers = train::strangers(&measures, &features, &grid);
    note("strangers".into());
    let facets = key::facets(&features, &measures);
    let choose::Chosen { keys, recall } = choose::keys((&features, &measures, &facets), &strangers, &order);
    note(format!("keys, recall {recall}"));
    let blocks = Blocks::of(&keys, &facets, &features, &order, choose::BLOCK);
    for (key, told) in keys.iter().zip(&blocks.told) {
        note(format!("  {} {told:?}", key.name(&facets)));
    }
    let mut model = trained(&measures, &features, (&grid, &blocks), &strangers);
    model.classes[0] /= recall.max(0.3);
    note("trained".into());
    for (measure, shares) in measures.iter().zip(&model.shares) {
        note(format!("  {measure:?}"));
        for (place, level) in measure.levels().iter().enumerate() {
            let n = place + 1;
            note(format!("    {:32} u {:.2e} m {:.4} h {:.4} s {:.4} {:+.1} {}", level.words, shares.strangers[n], shares.classes[0][n], shares.classes[1][n], shares.classes[2][n], (shares.classes[0][n]/shares.strangers[n]).log2(), if shares.untrained[n] {"untrained"} else {""}));
        }
    }
    note(format!("  classes {:?}", model.classes));
    let weights = Weights::of(&model, &measures, &features);
    let pieces = blocks.visit(Vec::new, |res: &mut Vec<Pair>, _, a, b| {
        let (row_a, row_b) = (grid.row(a), grid.row(b));
        let pattern = weights.pattern(row_a, row_b);
        let weight = weights.weigh(pattern, row_a);
        if weight >= least {
            res.push(Pair { a: order[a as usize], b: order[b as usize], weight, pattern: pattern.0 });
        }
    });
    note(format!("weighed {}", pieces.iter().map(Vec::len).sum::<usize>()));
    let mut place = vec![0; order.len()];
    for (at, row) in order.iter().enumerate() { place[*row as usize] = at as u32; }
    let edges = pieces.iter().flatten().filter(|it| it.weight >= thr).map(|it| clusters::Edge { a: place[it.a as usize], b: place[it.b as usize], weight: it.weight }).collect();
    let made = clusters::clusters(order.len(), edges, |a, b| { let (a, b) = (grid.row(a), grid.row(b)); weights.weigh(weights.pattern(a, b), a) }, mean);
    let mut of_row = vec![0; order.len()];
    for (at, row) in order.iter().enumerate() { of_row[*row as usize] = order[made.of_row[at] as usize]; }
    note(format!("clusters: joins {} refused {}", made.joins.len(), made.refused.len()));
    (pieces.into_iter().flatten().collect(), of_row, log)
}

/// Rows in an order that follows from what they hold, not from where they stand.
fn order(features: &[Feature], rows: usize) -> Vec<u32> {
    let mut hashed: Vec<(u64, u32)> = (0..rows)
        .map(|row| {
            let hash = features.iter().fold(0, |res, it| {
                train::mix(res ^ it.hashes[it.cells[row] as usize])
            });
            (hash, row as u32)
        })
        .collect();
    hashed.sort_unstable();
    hashed.into_iter().map(|(_, row)| row).collect()
}

fn trained(
    measures: &[Measure],
    features: &[Feature],
    (grid, blocks): (&Grid, &Blocks),
    strangers: &[[f64; model::LEVELS]],
) -> Model {
    let given: u64 = blocks.told.iter().map(|it| it.pairs).sum();
    let one_in = given.div_ceil(TRAINING_PAIRS).max(1);
    let pieces = blocks.visit(Patterns::default, |res, _, a, b| {
        // By the pair, so that the choice is the same in whatever order the pairs come.
        if one_in == 1 || train::mix(u64::from(a) << 32 | u64::from(b)) % one_in == 0 {
            let pattern = model::Pattern::of(measures, features, grid.row(a), grid.row(b));
            *res.entry(pattern).or_default() += 1;
        }
    });
    let mut patterns = Patterns::default();
    for piece in pieces {
        for (pattern, count) in choose::sorted(piece) {
            *patterns.entry(pattern).or_default() += count;
        }
    }
    let rows = grid.rows() as f64;
    let pairs = rows * (rows - 1.0) / 2.0 / one_in as f64;
    train::train(measures, strangers, &Counted { patterns: &choose::sorted(patterns), pairs })
}
