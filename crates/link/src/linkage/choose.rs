//! Choosing blocking keys from the table itself: what a key costs is counted, what it finds is weighed, on a sample of rows.

use super::{
    blocks::{Blocks, KeyCount},
    comparison::Measure,
    feature::Feature,
    grid::{Grid, Row},
    key::{Facet, Key},
    model::{LEVELS, Pattern},
    train::{self, Counted, Patterns},
};

/// Rows of the sample at least. Measured: of 40,000 rows in a million some 1,500 same-person pairs are among them.
const SAMPLE: usize = 40_000;
/// Of so many rows one is in the sample, if that is more: blocks of the sample stay as fine, however many rows there are. Measured: of
/// ten million rows 40,000 hold so few same-person pairs that two keys were chosen, and a third of the pairs was lost.
const ONE_IN: usize = 25;
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
const WORTH: f64 = 0.0004;
/// Pairs that may be looked at for each same-person pair that no other key finds. Measured: on the benchmark's million three keys more,
/// which find one in some 1,200, raise the best F1 from 0.9855 to 0.9861 for 7.9 instead of 5.5 million pairs.
const PAIRS_FOR_ONE: f64 = 500.0;
/// Same-person pairs that are made up.
const MADE_UP: usize = 8192;
/// Part of the rows from which a key alone leaves nothing for the same key with another facet. Guess.
const NEARLY_ALL: f64 = 0.95;
/// Part of the rows that must stand in blocks small enough for a key to be looked at. Guess.
const LEAST_KEPT: f64 = 0.2;
/// Probability from which a pair of the sample counts as found. Guess.
const SURE: f64 = 0.5;
/// Keys that are looked at, and chosen, at most.
const MOST_LOOKED_AT: usize = 64;
const MOST_CHOSEN: usize = 16;

/// What a candidate costs on the whole table.
struct Costed {
    key: Key,
    pairs: f64,
    /// The part of the rows that stand in blocks small enough.
    kept: f64,
}

/// A pair of the sample: in which facets it agrees, and how likely it is one person.
struct Found {
    facets: u64,
    same: f64,
}

/// Keys, and the part of all same-person pairs that they are expected to find.
pub(crate) struct Chosen {
    /// The keys; the first ones find most for what they cost.
    pub(crate) keys: Vec<Key>,
    /// Between 0 and 1.
    pub(crate) recall: f64,
}

/// Places of a sample, from the hash of each row: the first of them are as good a sample as any.
fn sample(hashes: &[u64]) -> Vec<u32> {
    let wanted = hashes.len().min((hashes.len() / ONE_IN).max(SAMPLE));
    // Some more than are wanted, so that hardly ever fewer come.
    let part = 1.1 * wanted as f64 / hashes.len().max(1) as f64;
    let most = (part * u64::MAX as f64) as u64;
    let scattered = (0..).zip(hashes).map(|(place, hash)| (train::mix(*hash), place));
    let mut res: Vec<(u64, u32)> = scattered.filter(|it| it.0 <= most).collect();
    res.sort_unstable();
    res.truncate(wanted);
    res.into_iter().map(|(_, place)| place).collect()
}

/// Chooses keys for rows, of which each has a hash, by a sample of them.
pub(crate) fn keys(
    (features, measures, facets): (&[Feature], &[Measure], &[Facet<'_>]),
    strangers: &[[f64; LEVELS]],
    (all, hashes): (&Grid, &[u64]),
) -> Chosen {
    let grid = &all.picked(&sample(hashes));
    let (sample, rows) = (grid.rows(), all.rows() as f64);
    let scale = (rows / sample.max(1) as f64).powi(2);
    let budget = PAIRS_A_ROW * rows + PAIRS_ALWAYS;
    let of_key = KEY_PAIRS_A_ROW * rows + PAIRS_ALWAYS / 2.0;
    let candidates = costed(facets, (grid, sample), (scale, of_key));
    let looked_at: f64 = candidates.iter().map(|it| it.pairs / scale).sum();
    let part = (SAMPLE_PAIRS / looked_at.max(1.0)).min(1.0).sqrt();
    let sample = (grid, (sample as f64 * part) as usize);
    let found = found((features, measures, facets), strangers, (sample, &candidates));
    let same = found.len() as f64 * (rows / sample.1.max(1) as f64).powi(2);
    cover(&candidates, &made_up(&found, &candidates, facets), (budget, same))
}

fn costed(facets: &[Facet<'_>], sample: (&Grid, usize), (scale, most): (f64, f64)) -> Vec<Costed> {
    let keys = Key::candidates(facets);
    // A block that will be too big among all rows is one that is too big for its part of them.
    let most_together = (1.0 + (BLOCK - 1) as f64 / scale.sqrt()).max(2.0) as usize;
    let told = Blocks::count(&keys, facets, sample, most_together);
    let kept = |it: &KeyCount| 1.0 - it.rows_left_out as f64 / it.rows.max(1) as f64;
    let mut res: Vec<Costed> = keys
        .into_iter()
        .zip(told)
        .map(|(key, it)| Costed { key, pairs: it.pairs as f64 * scale, kept: kept(&it) })
        .filter(|it| it.pairs > 0.0 && it.pairs <= most && it.kept > LEAST_KEPT)
        .collect();
    drop_narrower(&mut res);
    res.sort_by(|a, b| a.pairs.total_cmp(&b.pairs).then_with(|| a.key.cmp(&b.key)));
    res.truncate(MOST_LOOKED_AT);
    res
}

/// Where a facet alone is cheap enough, the same facet with another finds nothing more.
fn drop_narrower(candidates: &mut Vec<Costed>) {
    let alone: Vec<usize> = candidates
        .iter()
        .filter_map(|it| {
            if let [one] = it.key.facets[..]
                && it.kept > NEARLY_ALL
            {
                Some(one)
            } else {
                None
            }
        })
        .collect();
    candidates.retain(|it| {
        it.key.facets.len() == 1 || !it.key.facets.iter().any(|it| alone.contains(it))
    });
}

fn found(
    (features, measures, facets): (&[Feature], &[Measure], &[Facet<'_>]),
    strangers: &[[f64; LEVELS]],
    (sample, candidates): ((&Grid, usize), &[Costed]),
) -> Vec<Found> {
    let keys: Vec<Key> = candidates.iter().map(|it| it.key.clone()).collect();
    let blocks = Blocks::of(&keys, facets, sample, BLOCK);
    let (grid, rows) = sample;
    let pieces = blocks.visit(Vec::new, |res: &mut Vec<(Pattern, u64)>, a, b| {
        let pattern = Pattern::of(measures, features, grid.row(a), grid.row(b));
        res.push((pattern, agreement(facets, grid.row(a), grid.row(b))));
    });
    let mut patterns = Patterns::default();
    for (pattern, _) in pieces.iter().flatten() {
        *patterns.entry(*pattern).or_default() += 1;
    }
    let patterns = sorted(patterns);
    let rows = rows as f64;
    let counted = Counted { patterns: &patterns, pairs: rows * (rows - 1.0) / 2.0 };
    let model = train::train(measures, strangers, &counted);
    let mut res: Vec<Found> = pieces
        .into_iter()
        .flatten()
        .map(|(pattern, facets)| Found { facets, same: model.same(pattern) })
        .filter(|it| it.same > SURE)
        .collect();
    res.sort_by(|a, b| a.facets.cmp(&b.facets).then_with(|| a.same.total_cmp(&b.same)));
    res
}

/// The facets in which two rows agree, as bits.
fn agreement(facets: &[Facet<'_>], a: Row<'_>, b: Row<'_>) -> u64 {
    facets
        .iter()
        .enumerate()
        .fold(0, |res, (place, facet)| res | u64::from(facet.is_equal(a, b)) << place)
}

/// Same-person pairs as they would be found if nothing had to be found: each measure agrees as it does among pairs that other
/// measures have found, independently of the rest.
fn made_up(found: &[Found], candidates: &[Costed], facets: &[Facet<'_>]) -> Vec<u64> {
    let masks: Vec<u64> = candidates.iter().map(|it| it.key.mask()).collect();
    let measures = facets.iter().map(|it| it.measure + 1).max().unwrap_or(0);
    let mut res = vec![0; MADE_UP];
    for measure in 0..measures {
        let own = facets.iter().enumerate().filter(|(_, it)| it.measure == measure);
        let own = own.fold(0_u64, |res, (place, _)| res | 1 << place);
        let is_found_without =
            |it: &&Found| masks.iter().any(|mask| mask & own == 0 && it.facets & mask == *mask);
        let seen: Vec<u64> =
            found.iter().filter(is_found_without).map(|it| it.facets & own).collect();
        if seen.is_empty() {
            continue;
        }
        for (number, pair) in (0_u64..).zip(&mut res) {
            let drawn = train::mix(number * 64 + measure as u64) % seen.len() as u64;
            *pair |= seen[drawn as usize];
        }
    }
    res
}

/// Patterns in order, so that sums over them are the same in every run.
pub(crate) fn sorted(patterns: Patterns) -> Vec<(Pattern, u64)> {
    let mut res: Vec<(Pattern, u64)> = patterns.into_iter().collect();
    res.sort_unstable();
    res
}

/// Takes key after key, the one that finds most for its cost, until nothing is worth it or the budget is spent; `same` is how many
/// same-person pairs the table may have.
fn cover(candidates: &[Costed], pairs: &[u64], (budget, same): (f64, f64)) -> Chosen {
    let masks: Vec<u64> = candidates.iter().map(|it| it.key.mask()).collect();
    let mut open: Vec<u64> = pairs.to_vec();
    let mut spent = 0.0;
    let mut keys: Vec<Key> = Vec::new();
    while keys.len() < MOST_CHOSEN {
        let gain = |place: &usize| {
            let finds = |it: &&u64| **it & masks[*place] == masks[*place];
            open.iter().filter(finds).count() as f64 * candidates[*place].kept
        };
        let best = (0..candidates.len())
            .filter(|it| !keys.contains(&candidates[*it].key))
            .filter(|it| spent + candidates[*it].pairs <= budget)
            .map(|it| (it, gain(&it)))
            .filter(|(it, gain)| {
                let part = gain / pairs.len() as f64;
                let is_free = spent + candidates[*it].pairs <= PAIRS_ALWAYS;
                part > WORTH && (is_free || part * same * PAIRS_FOR_ONE > candidates[*it].pairs)
            })
            .map(|(it, gain)| (it, gain / (candidates[it].pairs + budget / 100.0)))
            .max_by(|a, b| a.1.total_cmp(&b.1).then_with(|| b.0.cmp(&a.0)));
        let Some((best, _)) = best else { break };
        spent += candidates[best].pairs;
        keys.push(candidates[best].key.clone());
        let mut number = 0;
        open.retain(|it| {
            number += 1;
            let is_kept = (train::mix(number) % 1000) as f64 / 1000.0 < candidates[best].kept;
            !is_kept || it & masks[best] != masks[best]
        });
    }
    let recall = 1.0 - open.len() as f64 / pairs.len().max(1) as f64;
    Chosen { keys, recall }
}
