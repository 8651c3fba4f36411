//! Who is one person in a table of people: record linkage after Fellegi and Sunter, trained on the table itself, without labels.
//!
//! The same rows give the same answer in whatever order they stand and on however many threads. Pairs are looked at and let go, never
//! kept, but for those that may be one person. A shared thing is no identity: pairs that a household or a shared thing explains are
//! classes of their own.
//!
//! Read in the order of the way: `kinds` (what columns hold), `features` and `shape` (what is compared), `comparison` (levels), `key` and `choose`
//! (blocking), `blocks` (pairs), `train` and `model` (weights), `clusters`.

mod agree;
mod blocks;
mod choose;
mod clusters;
mod comparison;
mod decisions;
mod feature;
mod features;
mod fold;
mod grid;
mod key;
mod kinds;
mod levels;
mod model;
pub mod online;
mod operators;
mod order;
mod room;
mod shape;
mod short;
#[cfg(test)]
mod tests;
mod told;
mod train;

use std::{
    collections::BTreeSet,
    io::{self, Write},
};

use bonafide_model::{ClusterId, ColumnKind, Decided, LinkSettings, Linkage, ProposedKind, Table};
use rayon::prelude::*;

use blocks::Blocks;
use clusters::{Clusters, Edge};
use comparison::Measure;
use decisions::Decisions;
use feature::{Feature, Role};
use grid::Grid;
use key::{Facet, Key};
use model::{LEVELS, MEASURES, Model, Pattern, Weights};
use train::{Counted, Patterns};

/// Pairs from which the model is trained at most.
const TRAINING_PAIRS: u64 = 1_000_000;
/// Mean weight between the members of two groups below which they stay apart, in bits. Measured: on the benchmark's tables lower
/// values join households and higher ones part people who write themselves in many ways.
const LEAST_MEAN: f64 = -8.0;
/// Recall below which the share of same-person pairs is not corrected any further. Guess.
const LEAST_RECALL: f64 = 0.3;

/// Rows up to which an index has more keys than those that were chosen: in a table in which hardly anybody stands twice there is
/// nothing to choose by. Guess: more rows hold enough who do.
const FEW_ROWS: usize = 100_000;
/// Part of those who come to an index that are in it already, at least. Guess: of a hundred applicants one has applied before.
const COME_AGAIN: f64 = 0.01;

/// Why a table cannot be linked.
#[derive(Debug, thiserror::Error)]
pub enum LinkError {
    /// No column can be compared.
    #[error(
        "no column can be compared; say what columns hold, for example --column full_name=name"
    )]
    NothingToCompare,
    /// More comparisons than a pattern holds.
    #[error("{0} columns to compare, of at most {MEASURES}; set some to `ignored`")]
    TooMany(usize),
    /// A model that was trained for other columns.
    #[error(
        "the model compares {model:?}, the table has {table:?}; use the columns that the model was trained on, or train a new one"
    )]
    OtherModel {
        /// Comparisons of the model.
        model: Vec<String>,
        /// Comparisons of the table.
        table: Vec<String>,
    },
    /// A long text or list of documents, whose weight follows from all others of a table and not from two records.
    #[error(
        "an index can't hold long texts and lists of documents; set the column `{0}` to `ignored`"
    )]
    Text(String),
    /// The index can't be written.
    #[error("cannot write the index: {0}")]
    Unwritten(#[source] io::Error),
}

/// Proposes what the columns of a table hold.
pub fn propose_kinds(table: &Table) -> Vec<ProposedKind> {
    kinds::propose(table)
}

/// Bytes of memory that linking a table takes at its peak, the table itself among them; about, from a sample of its rows.
pub fn memory_needed(table: &Table, kinds: &[ColumnKind]) -> u64 {
    room::needed(table, kinds)
}

/// Links a table.
pub fn link_table(table: &Table, settings: &LinkSettings) -> Result<Linkage, LinkError> {
    linked(table, settings, None)
}

/// Links a table, and writes an index of its people that [`online::Index`] opens.
///
/// # Errors
/// The table can't be linked, or the index not be written.
pub fn index_table(
    table: &Table,
    settings: &LinkSettings,
    out: &mut dyn Write,
) -> Result<Linkage, LinkError> {
    linked(table, settings, Some((out, Rows::MayRepeat)))
}

/// Writes an index of people who are known to be different, such as those whom a scan has told apart: there is nobody to train a model
/// on, so that it is guessed but for what strangers have in common.
///
/// # Errors
/// As [`index_table`].
pub fn index_people(
    table: &Table,
    settings: &LinkSettings,
    out: &mut dyn Write,
) -> Result<Linkage, LinkError> {
    linked(table, settings, Some((out, Rows::AreApart)))
}

/// What is known of the rows of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rows {
    /// Some may be of one person.
    MayRepeat,
    /// Each is somebody, or is named as the one before.
    AreApart,
}

fn linked(
    table: &Table,
    settings: &LinkSettings,
    index: Option<(&mut dyn Write, Rows)>,
) -> Result<Linkage, LinkError> {
    let mut features = features::features(table, &settings.kinds);
    let measures = measures(&features)?;
    if index.is_some() {
        refuse_texts(&features)?;
    }
    let known =
        settings.model.as_ref().map(|it| told::read(it, &measures, &features)).transpose()?;
    let (grid, order, hashes) =
        order::in_order(&mut features, order::names_of(table, &settings.kinds));
    let decisions = Decisions::of(&settings.decisions, &order);
    let features = features;
    let strangers = known.as_ref().map_or_else(
        || train::strangers(&measures, &features, &grid),
        |it| it.shares.iter().map(|it| it.strangers).collect(),
    );
    let facets = key::facets(&features, &measures);
    let mut chosen = choose::keys((&features, &measures, &facets), &strangers, (&grid, &hashes));
    if index.is_some() && table.rows <= FEW_ROWS {
        widen(&mut chosen.keys, key::plain(&facets, &features));
    }
    let blocks = Blocks::of(&chosen.keys, &facets, (&grid, table.rows), choose::BLOCK);
    let rules = rules(&chosen.keys, &facets, &blocks);
    let mut scene = Scene { measures: &measures, features: &features, grid: &grid, blocks };
    let of_index = index.as_ref().map(|it| it.1);
    let (model, looked) =
        known.map_or_else(|| scene.model(&strangers, chosen.recall, of_index), |it| (it, None));
    let weights = Weights::of(&model, &measures, &features);
    let is_asked = |a: u32, b: u32| {
        settings
            .second_from
            .is_none_or(|second| (order[a as usize] < second) != (order[b as usize] < second))
    };
    let found = scene.weigh(&weights, settings.told.0, (is_asked, looked));
    let found = scene.with_decided(&weights, found, &decisions);
    // Nothing is looked up by key any more, and what comes takes room.
    scene.blocks = Blocks::default();
    let clusters = scene.join(&weights, &found, (settings.least.0, &decisions));
    let ids = clusters.of_row.iter().map(|it| ClusterId(hashes[*it as usize])).collect();
    if let Some((out, _)) = index {
        let run = online::Run {
            table,
            kinds: &settings.kinds,
            features: &features,
            facets: &facets,
            keys: &chosen.keys,
            order: &order,
            grid: &grid,
            found: &found,
            people: &clusters.of_row,
            decisions: &decisions,
            least: settings.least.0,
            model: &told::written(&model, &scene, rules.clone()),
        };
        online::write(out, &run).map_err(LinkError::Unwritten)?;
    }
    let came = told::Came { found, clusters, ids, order: &order, rules, is_asked: &is_asked };
    Ok(told::tell(&scene, (&model, &weights), came, chosen.recall))
}

/// What is compared: something, and no more than a pattern holds.
fn measures(features: &[Feature]) -> Result<Vec<Measure>, LinkError> {
    let res = Measure::of(features);
    match res.len() {
        0 => Err(LinkError::NothingToCompare),
        len if len > MEASURES => Err(LinkError::TooMany(len)),
        _ => Ok(res),
    }
}

/// Long texts and lists of documents weigh by how all others of the table are, of which an index knows nothing.
fn refuse_texts(features: &[Feature]) -> Result<(), LinkError> {
    match features.iter().find(|it| matches!(it.role, Role::Text | Role::Documents)) {
        Some(found) => Err(LinkError::Text(found.name.clone())),
        None => Ok(()),
    }
}

/// Adds keys that are not there yet.
fn widen(keys: &mut Vec<Key>, more: Vec<Key>) {
    for key in more {
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
}

fn rules(keys: &[Key], facets: &[Facet<'_>], blocks: &Blocks) -> Vec<bonafide_model::BlockingRule> {
    let told = keys.iter().zip(&blocks.told);
    told.map(|(key, told)| bonafide_model::BlockingRule {
        rule: key.name(facets),
        pairs: told.pairs,
        hot_values: told.too_big as u64,
        pairs_left_out: told.left_out,
    })
    .collect()
}

/// A table that is ready to be looked at pair by pair.
struct Scene<'a> {
    measures: &'a [Measure],
    features: &'a [Feature],
    grid: &'a Grid,
    blocks: Blocks,
}

/// Pairs that share a key with how they agree, piece by piece.
type Looked = Vec<Vec<(u32, u32, Pattern)>>;

impl Scene<'_> {
    /// The model of a table, and all pairs if all of them were looked at. Of an index newcomers are asked after, of whom some are known,
    /// however few stand in it twice.
    fn model(
        &self,
        strangers: &[[f64; LEVELS]],
        recall: f64,
        index: Option<Rows>,
    ) -> (Model, Option<Looked>) {
        let rows = self.grid.rows();
        if index == Some(Rows::AreApart) {
            return (train::untrained(self.measures, strangers, (rows, COME_AGAIN)), None);
        }
        let (mut res, looked) = self.train(strangers, recall);
        if index.is_some() {
            res.classes[0] = res.classes[0].max(COME_AGAIN / rows.max(1) as f64);
        }
        (res, looked)
    }

    fn train(&self, strangers: &[[f64; LEVELS]], recall: f64) -> (Model, Option<Looked>) {
        let given: u64 = self.blocks.told.iter().map(|it| it.pairs).sum();
        let one_in = given.div_ceil(TRAINING_PAIRS).max(1);
        let looked: Looked = self.blocks.visit(Vec::new, |res, a, b| {
            // By the pair, so that the choice is the same in whatever order the pairs come.
            if one_in == 1 || train::mix(u64::from(a) << 32 | u64::from(b)).is_multiple_of(one_in) {
                let (row_a, row_b) = (self.grid.row(a), self.grid.row(b));
                res.push((a, b, Pattern::of(self.measures, self.features, row_a, row_b)));
            }
        });
        let mut patterns = Patterns::default();
        for (_, _, pattern) in looked.iter().flatten() {
            *patterns.entry(*pattern).or_default() += 1;
        }
        let rows = self.grid.rows() as f64;
        let pairs = rows * (rows - 1.0) / 2.0 / one_in as f64;
        let counted = Counted { patterns: &choose::sorted(patterns), pairs };
        let mut res = train::train(self.measures, strangers, &counted);
        res.classes[0] /= recall.max(LEAST_RECALL);
        (res, (one_in == 1).then_some(looked))
    }

    fn weigh(
        &self,
        weights: &Weights<'_>,
        least: f64,
        (is_asked, looked): (impl Fn(u32, u32) -> bool + Sync, Option<Looked>),
    ) -> Vec<Edge> {
        let edge = |a: u32, b: u32, pattern: Pattern| {
            let weight = weights.weigh_from(least, pattern, self.grid.row(a))?;
            Some(Edge { a: a.min(b), b: a.max(b), weight, pattern })
        };
        let pieces: Vec<Vec<Edge>> = match looked {
            Some(looked) => looked
                .into_par_iter()
                .map(|piece| {
                    let asked = piece.into_iter().filter(|(a, b, _)| is_asked(*a, *b));
                    asked.filter_map(|(a, b, pattern)| edge(a, b, pattern)).collect()
                })
                .collect(),
            None => self.blocks.visit(Vec::new, |res, a, b| {
                if is_asked(a, b) {
                    let pattern = weights.pattern(self.grid.row(a), self.grid.row(b));
                    res.extend(edge(a, b, pattern));
                }
            }),
        };
        pieces.into_iter().flatten().collect()
    }

    /// Pairs with those that were decided and that nothing has found, so that they are told whatever they weigh.
    fn with_decided(
        &self,
        weights: &Weights<'_>,
        found: Vec<Edge>,
        decisions: &Decisions,
    ) -> Vec<Edge> {
        if decisions.is_empty() {
            return found;
        }
        let decided = found.iter().filter(|it| decisions.about(it.a, it.b).is_some());
        let known: BTreeSet<(u32, u32)> = decided.map(|it| (it.a, it.b)).collect();
        let missing = decisions.pairs().filter(|(a, b, _)| !known.contains(&(*a, *b)));
        let mut res: Vec<Edge> =
            missing.map(|(a, b, _)| Edge::between(weights, self.grid, (a, b))).collect();
        res.extend(found);
        res
    }

    fn join(
        &self,
        weights: &Weights<'_>,
        found: &[Edge],
        (least, decisions): (f64, &Decisions),
    ) -> Clusters {
        let is_sure = |it: &&Edge| {
            it.weight >= least || decisions.about(it.a, it.b) == Some(Decided::OnePerson)
        };
        let sure: Vec<Edge> = found.iter().filter(is_sure).copied().collect();
        let weigh = |a, b| weights.weigh_rows(self.grid.row(a), self.grid.row(b));
        clusters::clusters(self.grid.rows(), sure, (weigh, LEAST_MEAN), decisions)
    }
}
