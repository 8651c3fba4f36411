//! What came of linking, in the words and row numbers of those who asked; and models that were kept.

use bonafide_model::{
    Bits, BlockingRule, ClusterId, Comparison, ComparisonLevel, LinkModel, Linkage, LinkedPair,
    MutedValues, OperatorGroup, RefusedBecause, RefusedJoin, SharedThing, Steps,
};

use rayon::prelude::*;

use super::{
    LinkError, Scene,
    clusters::{Because, Clusters, Edge},
    comparison::Measure,
    feature::Feature,
    model::{LEVELS, Model, Shares, Weights},
    operators,
};

/// Members of a cluster whose pairs are all told. Guess: nobody reads the pairs of more.
const TOLD_MEMBERS: usize = 40;

/// What was found, by place in the order of the grid.
pub(super) struct Came<'a> {
    pub(super) found: Vec<Edge>,
    pub(super) clusters: Clusters,
    pub(super) ids: Vec<ClusterId>,
    /// The row of each place.
    pub(super) order: &'a [u32],
    pub(super) rules: Vec<BlockingRule>,
    pub(super) is_asked: &'a dyn Fn(u32, u32) -> bool,
}

/// Tells what came.
pub(super) fn tell(
    scene: &Scene<'_>,
    (model, weights): (&Model, &Weights<'_>),
    came: Came<'_>,
    recall: f64,
) -> Linkage {
    let mut came = came;
    let mut edges = std::mem::take(&mut came.found);
    let only_joined = within(scene, weights, &came, &edges);
    edges.extend(only_joined);
    edges.par_sort_unstable_by(Edge::by_weight);
    let row = |place: u32| came.order[place as usize];
    let rows = |a: u32, b: u32| (row(a).min(row(b)), row(a).max(row(b)));
    let pairs = edges.par_iter().map(|edge| {
        let (a, b) = rows(edge.a, edge.b);
        let is_joined = came.ids[edge.a as usize] == came.ids[edge.b as usize];
        LinkedPair { a, b, weight: Bits(edge.weight), is_joined }
    });
    let pairs = pairs.collect();
    let width = scene.measures.len();
    let mut steps = Steps::of_len(edges.len() * width);
    let (levels, bits) = (steps.levels.par_chunks_mut(width), steps.bits.par_chunks_mut(width));
    levels.zip(bits).zip(&edges).for_each(|((levels, bits), edge)| {
        let own = levels.iter_mut().zip(bits);
        for ((level, bits), said) in own.zip(weights.steps(edge.pattern, scene.grid.row(edge.a))) {
            (*level, *bits) = (said.level, said.bits);
        }
    });
    let mut clusters = vec![ClusterId(0); came.order.len()];
    for (place, id) in came.ids.iter().enumerate() {
        clusters[came.order[place] as usize] = *id;
    }
    let refused = came.clusters.refused.iter().map(|it| {
        let (a, b) = rows(it.edge.a, it.edge.b);
        let because = match it.because {
            Because::Mean(mean) => RefusedBecause::Mean(Bits(mean)),
            Because::Decided(a, b) => {
                let (a, b) = rows(a, b);
                RefusedBecause::Decided(a, b)
            }
        };
        RefusedJoin { a, b, weight: Bits(it.edge.weight), because }
    });
    let (operators, muted) = operators(scene, &came);
    Linkage {
        model: written(model, scene, came.rules),
        blocking_recall: recall,
        pairs,
        steps,
        clusters,
        refused: refused.collect(),
        operators,
        muted,
    }
}

/// Members of a cluster whose one pair has joined it.
const PAIR: u8 = 2;

/// How many rows have each as the first of their cluster; of very many, as many as there is room for.
fn sizes(roots: &[u32]) -> Vec<u8> {
    let mut res = vec![0_u8; roots.len()];
    for root in roots {
        let size = &mut res[*root as usize];
        *size = size.saturating_add(1);
    }
    res
}

/// Pairs of one cluster that are not among those found: what others have joined is told as what it is.
fn within(scene: &Scene<'_>, weights: &Weights<'_>, came: &Came<'_>, found: &[Edge]) -> Vec<Edge> {
    let roots = &came.clusters.of_row;
    let sizes = sizes(roots);
    let is_several = |root: u32| sizes[root as usize] > PAIR;
    let mut known: Vec<(u32, u32, u32)> = found
        .par_iter()
        .map(|it| (roots[it.a as usize], it.a, it.b))
        .filter(|(root, _, b)| is_several(*root) && *root == roots[*b as usize])
        .collect();
    known.par_sort_unstable();
    let mut left = known.as_slice();
    let placed = (0..).zip(roots).map(|(place, root)| (*root, place));
    let mut members: Vec<(u32, u32)> = placed.filter(|(root, _)| is_several(*root)).collect();
    members.par_sort_unstable();
    let mut res = Vec::new();
    for cluster in members.chunk_by(|x, y| x.0 == y.0) {
        let root = cluster[0].0;
        left = &left[left.iter().take_while(|it| it.0 < root).count()..];
        let own = &left[..left.iter().take_while(|it| it.0 == root).count()];
        let pairs = cluster.len() * (cluster.len() - 1) / 2;
        if cluster.len() > TOLD_MEMBERS || own.len() == pairs {
            continue;
        }
        for (idx, (_, a)) in cluster.iter().enumerate() {
            for (_, b) in &cluster[idx + 1..] {
                if own.binary_search(&(root, *a, *b)).is_ok() || !(came.is_asked)(*a, *b) {
                    continue;
                }
                res.push(Edge::between(weights, scene.grid, (*a, *b)));
            }
        }
    }
    res
}

/// Groups of people who share things, with their clusters' names.
fn operators(scene: &Scene<'_>, came: &Came<'_>) -> (Vec<OperatorGroup>, Vec<MutedValues>) {
    let found = operators::operators(scene.features, scene.grid, &came.clusters.of_row);
    let names = |people: &[u32]| {
        let mut res: Vec<ClusterId> = people.iter().map(|it| came.ids[*it as usize]).collect();
        res.sort_unstable();
        res
    };
    let column = |feature: usize| scene.features[feature].name.clone();
    let mut groups: Vec<OperatorGroup> = found
        .groups
        .iter()
        .map(|group| OperatorGroup {
            people: names(&group.people),
            things: group
                .things
                .iter()
                .map(|it| SharedThing {
                    column: column(it.feature),
                    row: came.order[it.row as usize],
                    people: names(&it.people),
                })
                .collect(),
        })
        .collect();
    groups.sort_by(|x, y| x.people.cmp(&y.people));
    let muted = found.muted.iter();
    let muted =
        muted.map(|(feature, values)| MutedValues { column: column(*feature), values: *values });
    (groups, muted.collect())
}

fn names(measures: &[Measure], features: &[Feature]) -> Vec<String> {
    let name = |it: &Measure| {
        let own = it.features();
        // The parts of an address are named once each, the whole of them stands for street and postcode.
        let mut names: Vec<&str> = own.iter().map(|it| features[*it].name.as_str()).collect();
        names.retain(|it| !it.contains('+') || own.len() == 1);
        names.dedup();
        if names.is_empty() { features[own[0]].name.clone() } else { names.join("+") }
    };
    measures.iter().map(name).collect()
}

pub(super) fn written(model: &Model, scene: &Scene<'_>, blocking: Vec<BlockingRule>) -> LinkModel {
    let [same_person, same_household, sharing] = model.classes;
    let names = names(scene.measures, scene.features);
    let comparisons = scene.measures.iter().zip(&model.shares).zip(names);
    let comparisons = comparisons.map(|((measure, shares), name)| {
        let levels = (1..).zip(measure.levels()).map(|(number, level)| ComparisonLevel {
            level: level.words.to_owned(),
            m: shares.classes[0][number],
            u: shares.strangers[number],
            household: shares.classes[1][number],
            sharing: shares.classes[2][number],
            is_trained: !shares.untrained[number],
        });
        Comparison { name, levels: levels.collect() }
    });
    LinkModel { same_person, same_household, sharing, comparisons: comparisons.collect(), blocking }
}

/// A model that was kept, for the comparisons of a table.
pub(super) fn read(
    kept: &LinkModel,
    measures: &[Measure],
    features: &[Feature],
) -> Result<Model, LinkError> {
    let table = names(measures, features);
    let model: Vec<String> = kept.comparisons.iter().map(|it| it.name.clone()).collect();
    let fits = |(comparison, measure): (&Comparison, &Measure)| {
        let own = measure.levels().iter().map(|it| it.words);
        own.eq(comparison.levels.iter().map(|it| it.level.as_str()))
    };
    if model != table || !kept.comparisons.iter().zip(measures).all(fits) {
        return Err(LinkError::OtherModel { model, table });
    }
    let shares = kept.comparisons.iter().map(|comparison| {
        let mut shares = Shares {
            strangers: [0.0; LEVELS],
            classes: [[0.0; LEVELS]; 3],
            untrained: [false; LEVELS],
        };
        shares.strangers[0] = 1.0;
        for class in &mut shares.classes {
            class[0] = 1.0;
        }
        for (number, level) in (1..).zip(&comparison.levels) {
            shares.strangers[number] = level.u;
            for (class, share) in
                shares.classes.iter_mut().zip([level.m, level.household, level.sharing])
            {
                class[number] = share;
            }
            shares.untrained[number] = !level.is_trained;
        }
        shares
    });
    let classes = [kept.same_person, kept.same_household, kept.sharing];
    Ok(Model { shares: shares.collect(), classes })
}
