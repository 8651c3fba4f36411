//! Record linkage on a table of people: what is asked, the model that was trained, and what came of it. Terms are Splink's.

use serde::{Deserialize, Serialize};

use crate::{Bits, ColumnKind, PairDecisions};

/// How a table is linked.
#[derive(Debug, Clone, PartialEq)]
pub struct LinkSettings {
    /// What each column holds, in the order of columns.
    pub kinds: Vec<ColumnKind>,
    /// Weight from which two records count as one person.
    pub least: Bits,
    /// Weight from which a pair is told at all.
    pub told: Bits,
    /// The first row of the second table, where two tables are linked: then only pairs between them are looked at.
    pub second_from: Option<u32>,
    /// A model that was trained before; without one the table trains its own.
    pub model: Option<LinkModel>,
    /// What people who decide have said about pairs of rows; it goes before all weights.
    pub decisions: PairDecisions,
}

impl LinkSettings {
    /// Settings for columns of these kinds, else as the product has them.
    pub fn new(kinds: Vec<ColumnKind>) -> Self {
        // Guess: a pair counts from where it is likelier than not, and is told from one in seventeen on.
        Self {
            kinds,
            least: Bits(0.0),
            told: Bits(-4.0),
            second_from: None,
            model: None,
            decisions: PairDecisions::default(),
        }
    }
}

/// A trained model: it can be kept, read, edited and used again. Its keys are those of a Splink model where that has them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LinkModel {
    /// Share of all pairs that are one person: Splink's probability that two random records match.
    #[serde(rename = "probability_two_random_records_match", alias = "same_person")]
    pub same_person: f64,
    /// Share of all pairs that are two of one household.
    pub same_household: f64,
    /// Share of all pairs that share things without being of one household.
    pub sharing: f64,
    /// Comparisons, in order.
    pub comparisons: Vec<Comparison>,
    /// Blocking rules, in order.
    #[serde(rename = "blocking_rules_to_generate_predictions", alias = "blocking")]
    pub blocking: Vec<BlockingRule>,
}

/// What is compared.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    /// Its columns, joined by `+`.
    #[serde(rename = "output_column_name", alias = "name")]
    pub name: String,
    /// Its levels, the closest agreement first.
    #[serde(rename = "comparison_levels", alias = "levels")]
    pub levels: Vec<ComparisonLevel>,
}

/// One level of agreement.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ComparisonLevel {
    /// What agrees.
    #[serde(rename = "label_for_charts", alias = "level")]
    pub level: String,
    /// Probability among pairs of one person.
    #[serde(rename = "m_probability", alias = "m")]
    pub m: f64,
    /// Probability among strangers.
    #[serde(rename = "u_probability", alias = "u")]
    pub u: f64,
    /// Probability among pairs of one household.
    pub household: f64,
    /// Probability among pairs that share things.
    pub sharing: f64,
    /// Whether pairs of the table trained it; an untrained level has the weight that we guess.
    pub is_trained: bool,
}

impl ComparisonLevel {
    /// The match weight of the level: `log2(m / u)`.
    pub fn weight(&self) -> Bits {
        Bits((self.m / self.u).log2())
    }
}

/// A rule by which records are put together for comparison.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BlockingRule {
    /// What must be equal.
    #[serde(rename = "blocking_rule", alias = "rule")]
    pub rule: String,
    /// Pairs that it gives.
    pub pairs: u64,
    /// Values left out since too many records share them.
    pub hot_values: u64,
    /// Pairs left out with them.
    pub pairs_left_out: u64,
}

/// Two records that may be one person.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LinkedPair {
    /// The smaller row.
    pub a: u32,
    /// The greater row.
    pub b: u32,
    /// Match weight, with everything else that could explain the pair taken off.
    pub weight: Bits,
    /// Whether both stand in one cluster.
    pub is_joined: bool,
}

/// What one comparison says about a pair.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Step {
    /// The level, counted from 1; 0 where one side has nothing.
    pub level: u8,
    /// Its weight in bits, the rarity of the shared value included.
    pub bits: f32,
}

/// Steps one behind the other: levels and weights apart, since of millions of pairs the gaps between them are much.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Steps {
    /// Levels.
    pub levels: Vec<u8>,
    /// Weights.
    pub bits: Vec<f32>,
}

impl Steps {
    /// Room for so many steps.
    pub fn of_len(len: usize) -> Self {
        Self { levels: vec![0; len], bits: vec![0.0; len] }
    }

    /// Some steps.
    fn some(&self, range: std::ops::Range<usize>) -> impl Iterator<Item = Step> {
        let levels = self.levels.get(range.clone()).unwrap_or_default();
        let bits = self.bits.get(range).unwrap_or_default();
        levels.iter().zip(bits).map(|(level, bits)| Step { level: *level, bits: *bits })
    }
}

impl Extend<Step> for Steps {
    fn extend<T: IntoIterator<Item = Step>>(&mut self, steps: T) {
        for step in steps {
            self.levels.push(step.level);
            self.bits.push(step.bits);
        }
    }
}

impl FromIterator<Step> for Steps {
    fn from_iter<T: IntoIterator<Item = Step>>(steps: T) -> Self {
        let mut res = Self::default();
        res.extend(steps);
        res
    }
}

/// Two groups that were kept apart although one pair asked to join them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RefusedJoin {
    /// The pair's smaller row.
    pub a: u32,
    /// The pair's greater row.
    pub b: u32,
    /// The pair's weight.
    pub weight: Bits,
    /// What spoke against it.
    pub because: RefusedBecause,
}

/// What kept two groups apart.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum RefusedBecause {
    /// The mean weight between members of the two groups.
    Mean(Bits),
    /// Somebody decided that these two rows, one of each group, are different people; the smaller row first.
    Decided(u32, u32),
}

/// People behind whom one operator may be, since they share what different people don't. It is no identity: they stay as many people as
/// they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OperatorGroup {
    /// Clusters of the group, in order of their names.
    pub people: Vec<ClusterId>,
    /// What they share.
    pub things: Vec<SharedThing>,
}

/// A thing that several people of a group share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedThing {
    /// The columns that hold it, joined by `+`.
    pub column: String,
    /// A row that holds it.
    pub row: u32,
    /// Who shares it, in order of their names.
    pub people: Vec<ClusterId>,
}

/// Values of a column that tie nobody, since too many people share them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MutedValues {
    /// The columns, joined by `+`.
    pub column: String,
    /// How many values.
    pub values: usize,
}

/// What came of linking a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Linkage {
    /// The model.
    pub model: LinkModel,
    /// Part of the same-person pairs that blocking is expected to give; between 0 and 1.
    pub blocking_recall: f64,
    /// Pairs in order of weight, the heaviest first.
    pub pairs: Vec<LinkedPair>,
    /// For each pair, one step a comparison.
    pub steps: Steps,
    /// The cluster of each row.
    pub clusters: Vec<ClusterId>,
    /// Joins that were refused, the surest first.
    pub refused: Vec<RefusedJoin>,
    /// Groups of people who share what different people don't, in order of their first people.
    pub operators: Vec<OperatorGroup>,
    /// Shared values that tie nobody.
    pub muted: Vec<MutedValues>,
}

/// A cluster's name: it follows from what its records hold, so that it is the same in every run and whatever else a table holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClusterId(pub u64);

impl std::fmt::Display for ClusterId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "p{:016x}", self.0)
    }
}

impl LinkModel {
    /// The weight that a pair starts from.
    pub fn prior(&self) -> Bits {
        Bits(self.same_person.log2())
    }

    /// What is taken off a pair of this weight since a household or shared things explain it too; never above 0.
    pub fn explained_otherwise(&self, weight: Bits, steps: impl Iterator<Item = Step>) -> Bits {
        let said: f64 = steps.map(|it| f64::from(it.bits)).sum();
        Bits((weight.0 - self.prior().0 - said).min(0.0))
    }
}

impl Linkage {
    /// What the comparisons say about a pair, in order.
    pub fn steps_of(&self, pair: usize) -> impl Iterator<Item = Step> {
        let width = self.model.comparisons.len();
        self.steps.some(pair * width..(pair + 1) * width)
    }

    /// The weight that a pair starts from.
    pub fn prior(&self) -> Bits {
        self.model.prior()
    }

    /// What is taken off a pair since a household or shared things explain it too; never above 0.
    pub fn explained_otherwise(&self, pair: usize) -> Bits {
        let weight = self.pairs.get(pair).map_or(Bits(0.0), |it| it.weight);
        self.model.explained_otherwise(weight, self.steps_of(pair))
    }
}
