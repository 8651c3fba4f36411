//! What the levels of a comparison say: how often each is seen among pairs of four classes, and the weight in bits that follows.
//!
//! Two records can be *the same* person, two of one *household*, two who *share* things without living together (colleagues of one
//! switchboard, personas of one operator), or *strangers*. Only the first class is identity. That household and sharing are classes
//! of their own is what keeps spouses, twins and colleagues apart.

use std::sync::LazyLock;

use bonafide_model::Step;

use super::{
    comparison::{EXACT, MISSING, Measure},
    feature::Feature,
    grid::Row,
};

/// Levels that a comparison can have at most, *missing* included.
pub(crate) const LEVELS: usize = 10;
/// Comparisons that a pattern has room for.
pub(crate) const MEASURES: usize = 16;
/// Counts whose logarithm is kept.
const SMALL_COUNTS: u32 = 4096;
/// `log2` of small counts.
static LOGS: LazyLock<Vec<f64>> =
    LazyLock::new(|| (0..SMALL_COUNTS).map(|it| f64::from(it).log2()).collect());
/// Bits of a pattern that one comparison takes.
const BITS: usize = 4;

/// The levels of all comparisons of a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Pattern(pub(crate) u64);

impl Pattern {
    /// The pattern of two rows.
    pub(crate) fn of(measures: &[Measure], features: &[Feature], a: Row<'_>, b: Row<'_>) -> Self {
        let levels = measures.iter().enumerate();
        Self(levels.fold(0, |res, (place, it)| {
            res | u64::from(it.level(features, a, b)) << (place * BITS)
        }))
    }

    /// The level of a comparison.
    pub(crate) fn level(self, measure: usize) -> u8 {
        (self.0 >> (measure * BITS)) as u8 & 0xF
    }
}

/// A class of pairs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    /// One person.
    Same,
    /// Two of one household.
    Household,
    /// Two who share things.
    Sharing,
}

impl Class {
    /// All classes but strangers.
    pub(crate) const ALL: [Self; 3] = [Self::Same, Self::Household, Self::Sharing];

    /// Whether training tells how often the class agrees in a measure; elsewhere it agrees as strangers do, or as is guessed.
    pub(crate) fn has(self, measure: &Measure) -> bool {
        match (self, measure) {
            (Self::Same, _) => true,
            (_, Measure::Given { .. } | Measure::Born(_) | Measure::Mail { .. })
            | (Self::Sharing, Measure::Family { .. })
            | (Self::Household, Measure::Text(_) | Measure::Image(_) | Measure::Documents(_)) => {
                false
            }
            (
                Self::Household | Self::Sharing,
                Measure::Family { .. }
                | Measure::Phone(_)
                | Measure::Address(_)
                | Measure::Identifier(_)
                | Measure::Category(_)
                | Measure::Text(_)
                | Measure::Place(_)
                | Measure::Image(_)
                | Measure::Documents(_),
            ) => true,
        }
    }
}

/// How often each level is seen in one comparison, by class. Level 0 is always 1: what is missing says nothing.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Shares {
    /// Among strangers: Splink's *u*.
    pub(crate) strangers: [f64; LEVELS],
    /// Among the classes of [`Class::ALL`]; the first is Splink's *m*.
    pub(crate) classes: [[f64; LEVELS]; 3],
    /// Levels that no pair of the table could train.
    pub(crate) untrained: [bool; LEVELS],
}

/// A trained model.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Model {
    /// One entry for each comparison.
    pub(crate) shares: Vec<Shares>,
    /// The share of each class among all pairs of the table.
    pub(crate) classes: [f64; 3],
}

impl Model {
    /// How likely a pair of this pattern is one person, rarity left aside; between 0 and 1.
    pub(crate) fn same(&self, pattern: Pattern) -> f64 {
        let mut likely = [self.classes[0], self.classes[1], self.classes[2], 1.0];
        for (measure, shares) in self.shares.iter().enumerate() {
            let level = usize::from(pattern.level(measure));
            for (class, it) in shares.classes.iter().enumerate() {
                likely[class] *= it[level];
            }
            likely[3] *= shares.strangers[level];
        }
        let sum: f64 = likely.iter().sum();
        if sum > 0.0 { likely[0] / sum } else { 0.0 }
    }
}

/// The model as logarithms, ready to weigh pairs.
#[derive(Debug)]
pub(crate) struct Weights<'a> {
    measures: &'a [Measure],
    features: &'a [Feature],
    /// For each feature, rows that bear each form where the model was trained.
    counts: Vec<&'a [u32]>,
    /// For each comparison and level, `log2` of the class's share over the strangers'.
    bits: Vec<[[f64; LEVELS]; 3]>,
    /// For each comparison and level, what rarity replaces: `log2` of the strangers' share.
    expected: Vec<[f64; LEVELS]>,
    /// For each comparison and level, the feature whose rarity counts.
    rarity: Vec<[Option<usize>; LEVELS]>,
    /// `log2` of the rows that bear each feature.
    filled: Vec<f64>,
    prior: [f64; 3],
}

impl<'a> Weights<'a> {
    /// Weights of a model.
    pub(crate) fn of(model: &Model, measures: &'a [Measure], features: &'a [Feature]) -> Self {
        let bits = model.shares.iter().map(|shares| {
            shares.classes.map(|class| {
                std::array::from_fn(|level| {
                    let is_said = level != usize::from(MISSING) && shares.strangers[level] > 0.0;
                    if is_said { (class[level] / shares.strangers[level]).log2() } else { 0.0 }
                })
            })
        });
        let expected = model.shares.iter().map(|it| it.strangers.map(f64::log2));
        let rarity = measures
            .iter()
            .map(|it| std::array::from_fn(|level| it.equal_feature(level as u8)))
            .collect();
        Self {
            measures,
            features,
            counts: features.iter().map(Feature::frequencies).collect(),
            bits: bits.collect(),
            expected: expected.collect(),
            rarity,
            filled: features
                .iter()
                .map(|it| (it.filled_at_training() as f64).max(1.0).log2())
                .collect(),
            prior: model.classes.map(f64::log2),
        }
    }

    /// How much rarer, in bits, the shared form is than an average shared form; 0 where nothing is equal.
    pub(crate) fn rarity(&self, measure: usize, level: u8, row: Row<'_>) -> f64 {
        let Some(feature) = self.rarity[measure][usize::from(level)] else { return 0.0 };
        let count = self.counts[feature][row.numbers[feature] as usize];
        let count = LOGS.get(count as usize).copied().unwrap_or_else(|| f64::from(count).log2());
        let share = count - self.filled[feature];
        if level == EXACT || self.expected[measure][usize::from(level)] < share {
            self.expected[measure][usize::from(level)] - share
        } else {
            0.0
        }
    }

    /// The bits of one comparison for a class, rarity included.
    pub(crate) fn bits(&self, class: Class, (measure, level): (usize, u8), row: Row<'_>) -> f64 {
        let own = self.bits[measure][class as usize][usize::from(level)];
        own + self.rarity(measure, level, row)
    }

    /// The weight of evidence that two rows are one person rather than anything else, prior included, in bits.
    pub(crate) fn weigh(&self, pattern: Pattern, row: Row<'_>) -> f64 {
        let mut sums = self.prior;
        for (measure, bits) in self.bits.iter().enumerate() {
            let level = pattern.level(measure);
            if level == MISSING {
                continue;
            }
            let rarity = self.rarity(measure, level, row);
            for (sum, class) in sums.iter_mut().zip(bits) {
                *sum += class[usize::from(level)] + rarity;
            }
        }
        let [same, household, sharing] = sums;
        same - (1.0 + household.exp2() + sharing.exp2()).log2()
    }

    /// The weight of two rows.
    pub(crate) fn weigh_rows(&self, a: Row<'_>, b: Row<'_>) -> f64 {
        self.weigh(self.pattern(a, b), a)
    }

    /// What each comparison says for one person of two rows that agree in a pattern.
    pub(crate) fn steps(&self, pattern: Pattern, a: Row<'_>) -> impl Iterator<Item = Step> {
        let step = move |measure: usize| {
            let level = pattern.level(measure);
            let is_said = level != MISSING;
            let bits = if is_said { self.bits(Class::Same, (measure, level), a) } else { 0.0 };
            Step { level, bits: bits as f32 }
        };
        (0..self.measures.len()).map(step)
    }

    /// The pattern of two rows.
    pub(crate) fn pattern(&self, a: Row<'_>, b: Row<'_>) -> Pattern {
        Pattern::of(self.measures, self.features, a, b)
    }
}
