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
const SMALL_COUNTS: u32 = 1 << 15;
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
    /// One entry for each comparison.
    said: Vec<[Said; LEVELS]>,
    /// `log2` of the rows that bear each feature.
    filled: Vec<f64>,
    prior: [f64; 3],
}

/// What one level of a comparison says.
#[derive(Debug, Clone, Copy, Default)]
struct Said {
    /// `log2` of each class's share over the strangers'.
    bits: [f64; 3],
    /// What rarity replaces: `log2` of the strangers' share.
    expected: f64,
    /// The feature whose rarity counts.
    rarity: Option<usize>,
}

impl Said {
    fn of(shares: &Shares, measure: &Measure, level: usize) -> Self {
        let strangers = shares.strangers[level];
        if level == usize::from(MISSING) || strangers <= 0.0 {
            return Self::default();
        }
        Self {
            bits: shares.classes.map(|class| (class[level] / strangers).log2()),
            expected: strangers.log2(),
            rarity: measure.equal_feature(level as u8),
        }
    }
}

impl<'a> Weights<'a> {
    /// Weights of a model.
    pub(crate) fn of(model: &Model, measures: &'a [Measure], features: &'a [Feature]) -> Self {
        let said = model.shares.iter().zip(measures);
        let said =
            said.map(|(shares, it)| std::array::from_fn(|level| Said::of(shares, it, level)));
        let filled = features.iter().map(|it| (it.filled_at_training() as f64).max(1.0).log2());
        Self {
            measures,
            features,
            said: said.collect(),
            filled: filled.collect(),
            prior: model.classes.map(f64::log2),
        }
    }

    /// How much rarer, in bits, the shared form is than an average shared form; 0 where nothing is equal.
    #[inline]
    fn rarity(&self, said: &Said, level: u8, row: Row<'_>) -> f64 {
        let Some(feature) = said.rarity else { return 0.0 };
        let count = row.count(self.features, feature);
        let count = LOGS.get(count as usize).copied().unwrap_or_else(|| f64::from(count).log2());
        let share = count - self.filled[feature];
        if level == EXACT || said.expected < share { said.expected - share } else { 0.0 }
    }

    /// The bits of one comparison for a class, rarity included.
    pub(crate) fn bits(&self, class: Class, (measure, level): (usize, u8), row: Row<'_>) -> f64 {
        let said = &self.said[measure][usize::from(level)];
        said.bits[class as usize] + self.rarity(said, level, row)
    }

    /// The weight of evidence for each class rather than strangers, prior included, in bits.
    #[inline]
    fn classes(&self, pattern: Pattern, row: Row<'_>) -> [f64; 3] {
        let mut sums = self.prior;
        for (measure, levels) in self.said.iter().enumerate() {
            let level = pattern.level(measure);
            let said = &levels[usize::from(level)];
            let rarity = self.rarity(said, level, row);
            for (sum, bits) in sums.iter_mut().zip(said.bits) {
                *sum += bits + rarity;
            }
        }
        sums
    }

    /// The weight of evidence that two rows are one person rather than anything else, prior included, in bits.
    pub(crate) fn weigh(&self, pattern: Pattern, row: Row<'_>) -> f64 {
        against_all(self.classes(pattern, row))
    }

    /// The same where it is not below `least`. Most pairs are not even likelier one person than strangers, so that the other classes
    /// need not be asked.
    pub(crate) fn weigh_from(&self, least: f64, pattern: Pattern, row: Row<'_>) -> Option<f64> {
        let classes = self.classes(pattern, row);
        if classes[0] < least {
            return None;
        }
        Some(against_all(classes)).filter(|it| *it >= least)
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

/// The weight of one person against the other classes and strangers.
fn against_all([same, household, sharing]: [f64; 3]) -> f64 {
    same - (1.0 + household.exp2() + sharing.exp2()).log2()
}
