//! Training without labels: strangers by counting, the other classes by expectation and maximization over counted patterns.

use std::collections::HashMap;

use foldhash::fast::FixedState;
use rayon::prelude::*;

use super::{
    comparison::{EXACT, MISSING, Measure},
    feature::Feature,
    grid::Grid,
    levels::Equal,
    model::{Class, LEVELS, Model, Pattern, Shares},
};

/// How many pairs of which pattern.
pub(crate) type Patterns = HashMap<Pattern, u64, FixedState>;

/// Random pairs that are looked at for the shares of levels among strangers. Guess: a level of one in ten thousand is seen 30 times.
const RANDOM_PAIRS: u64 = 300_000;
/// Of them so many are worth a thread. Guess.
const STEPS_OF_PIECE: usize = 20_000;
/// Random pairs of a level from which its share is taken as seen. Guess.
const SEEN: f64 = 8.0;
/// Pairs that the shares to start from are worth. Guess: a level that a hundred pairs show is trained by them.
const PRIOR_PAIRS: f64 = 20.0;
/// Rounds at most.
const ROUNDS: usize = 40;
/// Change of the share of same-person pairs, in parts, at which training ends.
const SETTLED: f64 = 1e-4;
/// Pairs of one household that bear one given name: children called after a parent. Guess.
const NAMESAKES: f64 = 0.03;
/// Pairs expected at a level below which it counts as untrained. Guess.
const UNTRAINED: f64 = 3.0;

/// Shares of levels among strangers: equal forms in closed form, likeness by random pairs.
pub(crate) fn strangers(
    measures: &[Measure],
    features: &[Feature],
    grid: &Grid,
) -> Vec<[f64; LEVELS]> {
    let counts = random_levels(measures, features, grid);
    measures
        .iter()
        .zip(&counts)
        .map(|(measure, counts)| {
            let seen: f64 = counts[1..].iter().sum();
            let mut res = [0.0; LEVELS];
            for (place, level) in measure.levels().iter().enumerate() {
                let number = place + 1;
                // A level that is never seen is rarer than one in what was looked at.
                res[number] = (counts[number] + 0.3) / (seen + 1.0);
                let is_rare = counts[number] < SEEN * 20.0;
                if number == usize::from(EXACT) || (level.equal != Equal::Nothing && is_rare) {
                    let equal = measure.equal_feature(number as u8).map(|it| &features[it]);
                    res[number] = equal.map_or(res[number], Feature::collision).max(1e-12);
                }
            }
            let sum: f64 = res.iter().sum();
            let other = measure.levels().len();
            res[other] = (res[other] + 1.0 - sum).max(1e-6);
            res[usize::from(MISSING)] = 1.0;
            res
        })
        .collect()
}

fn random_levels(measures: &[Measure], features: &[Feature], grid: &Grid) -> Vec<[f64; LEVELS]> {
    let mut res = vec![[0.0; LEVELS]; measures.len()];
    let rows = grid.rows() as u64;
    if rows < 2 {
        return res;
    }
    let all = rows * (rows - 1) / 2;
    let steps: Vec<u64> = (0..RANDOM_PAIRS.min(all * 2)).collect();
    let pieces: Vec<Vec<[f64; LEVELS]>> = steps
        .par_chunks(STEPS_OF_PIECE)
        .map(|steps| {
            let mut res = vec![[0.0; LEVELS]; measures.len()];
            for step in steps {
                let (a, b) = (mix(step * 2) % rows, mix(step * 2 + 1) % rows);
                if a == b {
                    continue;
                }
                let (a, b) = (grid.row(a as u32), grid.row(b as u32));
                for (counts, measure) in res.iter_mut().zip(measures) {
                    counts[usize::from(measure.level(features, a, b))] += 1.0;
                }
            }
            res
        })
        .collect();
    // Sums of whole numbers, so that their order does not matter.
    for piece in pieces {
        for (sums, counts) in res.iter_mut().zip(piece) {
            sums.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
        }
    }
    res
}

/// Scatters a number over all numbers (SplitMix64).
pub(crate) fn mix(number: u64) -> u64 {
    let mut it = number.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    it = (it ^ (it >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    it = (it ^ (it >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    it ^ (it >> 31)
}

/// What was counted for training.
pub(crate) struct Counted<'a> {
    /// Patterns of pairs that share a key.
    pub(crate) patterns: &'a [(Pattern, u64)],
    /// All pairs of the table of which these are what the keys gave.
    pub(crate) pairs: f64,
}

/// Trains the classes.
pub(crate) fn train(
    measures: &[Measure],
    strangers: &[[f64; LEVELS]],
    counted: &Counted<'_>,
) -> Model {
    let mut model = start(measures, strangers, counted);
    for _ in 0..ROUNDS {
        let before = model.classes[0];
        let seen = expect(&model, counted);
        maximize(&mut model, measures, &seen, counted.pairs);
        if (model.classes[0] / before - 1.0).abs() < SETTLED {
            break;
        }
    }
    model
}

/// The classes as they are guessed where no table tells: `rows` people who are all different, of whom newcomers may be one.
pub(crate) fn untrained(
    measures: &[Measure],
    strangers: &[[f64; LEVELS]],
    (rows, again): (usize, f64),
) -> Model {
    let nothing = Counted { patterns: &[], pairs: 1.0 };
    let mut res = start(measures, strangers, &nothing);
    // Guess: one newcomer in ten lives with, and one in ten shares something with, somebody who is known.
    res.classes = [again, 0.1, 0.1].map(|it| it / rows.max(1) as f64);
    for shares in &mut res.shares {
        shares.untrained = [true; LEVELS];
    }
    res
}

fn start(measures: &[Measure], strangers: &[[f64; LEVELS]], counted: &Counted<'_>) -> Model {
    let shares = measures.iter().zip(strangers).map(|(measure, strangers)| Shares {
        strangers: *strangers,
        classes: Class::ALL.map(|class| first_guess(class, measure, strangers)),
        untrained: [false; LEVELS],
    });
    let found: u64 = counted.patterns.iter().map(|(_, count)| count).sum();
    let part = |share: f64| (found as f64 * share / counted.pairs).max(1e-15);
    Model { shares: shares.collect(), classes: [part(0.2), part(0.03), part(0.03)] }
}

/// Shares to start from. Guess: most of a household have one family name and one address, half of them one telephone.
fn first_guess(class: Class, measure: &Measure, strangers: &[f64; LEVELS]) -> [f64; LEVELS] {
    let equal = match (class, measure) {
        (Class::Same, _) => {
            let mut res = [0.0; LEVELS];
            for (place, level) in measure.levels().iter().enumerate() {
                res[place + 1] = level.prior;
            }
            res[0] = 1.0;
            return res;
        }
        (Class::Household, Measure::Given { .. }) => NAMESAKES,
        (_, measure) if !class.has(measure) => return *strangers,
        (Class::Household, Measure::Family { .. } | Measure::Address(_) | Measure::Place(_)) => 0.9,
        (Class::Household, Measure::Phone(_)) => 0.5,
        (Class::Household, _) => 0.1,
        (Class::Sharing, _) => 0.3,
    };
    let mut res = strangers.map(|it| it * (1.0 - equal));
    res[usize::from(EXACT)] += equal;
    res[0] = 1.0;
    res
}

/// Pairs expected at each level of each comparison, by class; in `[0]` of a class's first row all pairs of the class.
struct Seen {
    levels: Vec<[[f64; LEVELS]; 3]>,
    all: [f64; 3],
}

fn expect(model: &Model, counted: &Counted<'_>) -> Seen {
    let mut seen = Seen { levels: vec![[[0.0; LEVELS]; 3]; model.shares.len()], all: [0.0; 3] };
    for (pattern, count) in counted.patterns {
        let mut likely = [model.classes[0], model.classes[1], model.classes[2], 1.0];
        for (measure, shares) in model.shares.iter().enumerate() {
            let level = usize::from(pattern.level(measure));
            for (class, it) in shares.classes.iter().enumerate() {
                likely[class] *= it[level];
            }
            likely[3] *= shares.strangers[level];
        }
        let sum: f64 = likely.iter().sum();
        if sum <= 0.0 {
            continue;
        }
        for class in 0..3 {
            let part = likely[class] / sum * *count as f64;
            seen.all[class] += part;
            for (measure, levels) in seen.levels.iter_mut().enumerate() {
                levels[class][usize::from(pattern.level(measure))] += part;
            }
        }
    }
    seen
}

fn maximize(model: &mut Model, measures: &[Measure], seen: &Seen, pairs: f64) {
    for (class, all) in seen.all.iter().enumerate() {
        model.classes[class] = (all / pairs).max(1e-15);
    }
    for ((shares, measure), levels) in model.shares.iter_mut().zip(measures).zip(&seen.levels) {
        for class in Class::ALL.into_iter().filter(|it| it.has(measure)) {
            let guess = first_guess(class, measure, &shares.strangers);
            let counts = &levels[class as usize];
            let last = measure.levels().len();
            let sum: f64 = counts[1..=last].iter().sum::<f64>() + PRIOR_PAIRS;
            for level in 1..=last {
                shares.classes[class as usize][level] =
                    (counts[level] + PRIOR_PAIRS * guess[level]) / sum;
            }
            if class == Class::Same {
                shares.untrained = std::array::from_fn(|level| {
                    (1..=last).contains(&level)
                        && measure.can_have(level as u8)
                        && counts[level] < UNTRAINED
                });
                keep_order(&mut shares.classes[0], &shares.strangers, last);
            }
        }
    }
}

/// No level weighs less than *else*, and none more than equal forms: a likeness can't speak against one person more than its absence.
fn keep_order(same: &mut [f64; LEVELS], strangers: &[f64; LEVELS], last: usize) {
    let ratio = |same: &[f64; LEVELS], level: usize| same[level] / strangers[level].max(1e-15);
    let (most, least) = (ratio(same, usize::from(EXACT)), ratio(same, last));
    for level in 2..last {
        let own = ratio(same, level);
        if own < least {
            same[level] = least * strangers[level];
        } else if own > most {
            same[level] = most * strangers[level];
        }
    }
}
