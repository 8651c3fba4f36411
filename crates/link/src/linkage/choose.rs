//! Choosing blocking keys from the table itself: what a key costs is counted, what it finds is weighed, on a sample of rows.

use super::{
    blocks::Blocks,
    comparison::Measure,
    feature::Feature,
    key::{Facet, Key},
    model::{LEVELS, Pattern},
    train::{self, Counted, Grid, Patterns},
};

/// Rows of the sample. Measured: of 40,000 rows in a million some 1,500 same-person pairs are among them.
const SAMPLE: usize = 40_000;
/// Pairs of the sample that are looked at.
const SAMPLE_PAIRS: f64 = 400_000.0;
/// Rows that may share a key. Guess: what more rows share is looked at together with something else.
pub(crate) const BLOCK: usize = 80;
/// Pairs a row that one key may cost.
const KEY_PAIRS_A_ROW: f64 = 3.0;
/// Pairs a row that all keys together may cost. Measured: Splink's rules for the same tables cost 3 to 9.
const PAIRS_A_ROW: f64 = 8.0;
/// Pairs that may always be looked at, however few rows there are.
const PAIRS_ALWAYS: f64 = 300_000.0;
/// Part of the same-person pairs for which a key is worth having.
const WORTH: f64 = 0.0005;
/// What it is worth to find a pair once more, as a part of finding it the first time. Guess: pairs that no key of the sample finds
/// are like those that one finds, so that some overlap finds some of them.
const AGAIN: f64 = 0.15;
/// Keys that are looked at, and chosen, at most.
const MOST_LOOKED_AT: usize = 64;
const MOST_CHOSEN: usize = 16;

/// What a candidate costs on the whole table.
struct Costed {
    key: Key,
    pairs: f64,
}

/// A pair of the sample: the keys that give it, and how likely it is one person.
struct Found {
    keys: u64,
    same: f64,
}

/// Chooses keys; the first ones find most for what they cost.
pub(crate) fn keys(
    (features, measures, facets): (&[Feature], &[Measure], &[Facet]),
    strangers: &[[f64; LEVELS]],
    order: &[u32],
) -> Vec<Key> {
    let sample = &order[..order.len().min(SAMPLE)];
    let rows = order.len() as f64;
    let scale = (rows / sample.len().max(1) as f64).powi(2);
    let budget = PAIRS_A_ROW * rows + PAIRS_ALWAYS;
    let of_key = KEY_PAIRS_A_ROW * rows + PAIRS_ALWAYS / 2.0;
    let candidates = costed((facets, features), sample, (scale, of_key));
    let looked_at: f64 = candidates.iter().map(|it| it.pairs / scale).sum();
    let part = (SAMPLE_PAIRS / looked_at.max(1.0)).min(1.0).sqrt();
    let sample = &sample[..(sample.len() as f64 * part) as usize];
    let found = found((features, measures, facets), strangers, (sample, &candidates));
    cover(&candidates, found, budget)
}

fn costed((facets, features): (&[Facet], &[Feature]), sample: &[u32], (scale, most): (f64, f64)) -> Vec<Costed> {
    let keys = Key::candidates(facets);
    let told = Blocks::of(&keys, facets, features, sample, BLOCK).told;
    let mut res: Vec<Costed> = keys
        .into_iter()
        .zip(told)
        .map(|(key, it)| Costed { key, pairs: it.pairs as f64 * scale })
        .filter(|it| it.pairs > 0.0 && it.pairs <= most)
        .collect();
    drop_narrower(&mut res);
    res.sort_by(|a, b| a.pairs.total_cmp(&b.pairs).then_with(|| a.key.cmp(&b.key)));
    res.truncate(MOST_LOOKED_AT);
    res
}

/// Where a facet alone is cheap enough, the same facet with another finds nothing more.
fn drop_narrower(candidates: &mut Vec<Costed>) {
    let alone: Vec<usize> =
        candidates.iter().filter_map(|it| if let [one] = it.key.facets[..] { Some(one) } else { None }).collect();
    candidates
        .retain(|it| it.key.facets.len() == 1 || !it.key.facets.iter().any(|it| alone.contains(it)));
}

fn found(
    (features, measures, facets): (&[Feature], &[Measure], &[Facet]),
    strangers: &[[f64; LEVELS]],
    (sample, candidates): (&[u32], &[Costed]),
) -> Vec<Found> {
    let keys: Vec<Key> = candidates.iter().map(|it| it.key.clone()).collect();
    let blocks = Blocks::of(&keys, facets, features, sample, BLOCK);
    let grid = Grid::of(features, sample);
    let pieces = blocks.visit(Vec::new, |res: &mut Vec<(Pattern, u64)>, _, a, b| {
        let pattern = Pattern::of(measures, features, grid.row(a), grid.row(b));
        res.push((pattern, blocks.shared(a, b)));
    });
    let mut patterns = Patterns::default();
    for (pattern, _) in pieces.iter().flatten() {
        *patterns.entry(*pattern).or_default() += 1;
    }
    let patterns = sorted(patterns);
    let rows = sample.len() as f64;
    let counted = Counted { patterns: &patterns, pairs: rows * (rows - 1.0) / 2.0 };
    let model = train::train(measures, strangers, &counted);
    let found = pieces.into_iter().flatten();
    found
        .map(|(pattern, keys)| Found { keys, same: model.same(pattern) })
        .filter(|it| it.same > 0.01)
        .collect()
}

/// Patterns in order, so that sums over them are the same in every run.
pub(crate) fn sorted(patterns: Patterns) -> Vec<(Pattern, u64)> {
    let mut res: Vec<(Pattern, u64)> = patterns.into_iter().collect();
    res.sort_unstable();
    res
}

/// Takes key after key, the one that finds most for its cost, until nothing is worth it or the budget is spent.
fn cover(candidates: &[Costed], mut open: Vec<Found>, budget: f64) -> Vec<Key> {
    let all: f64 = open.iter().map(|it| it.same).sum();
    let mut spent = 0.0;
    let mut res = Vec::new();
    let mut is_taken = vec![false; candidates.len()];
    while res.len() < MOST_CHOSEN {
        let mut gains = vec![0.0; candidates.len()];
        for found in &open {
            for (place, gain) in gains.iter_mut().enumerate() {
                *gain += if found.keys >> place & 1 == 1 { found.same } else { 0.0 };
            }
        }
        let fits = |place: &usize| {
            !is_taken[*place]
                && gains[*place] > all * WORTH
                && spent + candidates[*place].pairs <= budget
        };
        let rate = |place: usize| gains[place] / (candidates[place].pairs + budget / 100.0);
        let best = (0..candidates.len())
            .filter(fits)
            .max_by(|a, b| rate(*a).total_cmp(&rate(*b)).then_with(|| b.cmp(a)));
        let Some(best) = best else { break };
        is_taken[best] = true;
        spent += candidates[best].pairs;
        res.push(candidates[best].key.clone());
        for found in open.iter_mut().filter(|it| it.keys >> best & 1 == 1) {
            found.same *= AGAIN;
        }
    }
    res
}
