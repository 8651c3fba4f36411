//! Which clusters and pairs the page shows, and by what they were chosen. Ties are broken by names that follow from what records hold.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_model::{Bits, ClusterId, LinkSettings, Linkage, RefusedBecause, representative};
use rayon::prelude::*;

/// Clusters that each reason may bring. Guess: with three reasons more than anybody reads at a sitting.
const MOST_CLUSTERS: usize = 8;
/// Pairs that each reason may bring.
const MOST_PAIRS: usize = 5;

/// A cluster of several records.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ClusterSeen {
    pub(super) id: ClusterId,
    /// Its records: those of the lightest pair, then the others in order.
    pub(super) rows: Vec<u32>,
    /// The lightest of the joins that hold it together.
    pub(super) weakest: f64,
    /// The lightest pair in it, which may have been joined by others.
    pub(super) lightest: f64,
    /// Pairs from the threshold on.
    pub(super) edges: usize,
    /// The records of the lightest pair.
    apart: [u32; 2],
}

impl ClusterSeen {
    /// Splink's density: pairs from the threshold on, of all pairs of the cluster.
    pub(super) fn density(&self) -> f64 {
        let n = self.rows.len() as f64;
        self.edges as f64 / (n * (n - 1.0) / 2.0)
    }
}

/// A cluster that is shown, and why.
pub(super) struct Chosen<'a> {
    pub(super) cluster: &'a ClusterSeen,
    pub(super) why: Vec<&'static str>,
}

/// All clusters of several records, in order of their names.
pub(super) fn clusters(linkage: &Linkage, least: Bits) -> Vec<ClusterSeen> {
    let mut rows: Vec<(ClusterId, u32)> = linkage.clusters.iter().copied().zip(0..).collect();
    rows.par_sort_unstable();
    let several = || rows.chunk_by(|x, y| x.0 == y.0).filter(|it| it.len() > 1);
    // Looked up by row, since of millions of pairs a search by name is most of the page's time.
    let mut places = vec![u32::MAX; rows.len()];
    for (place, cluster) in (0..).zip(several()) {
        cluster.iter().for_each(|(_, row)| places[*row as usize] = place);
    }
    let mut res: Vec<ClusterSeen> = several()
        .map(|it| ClusterSeen {
            id: it[0].0,
            rows: it.iter().map(|(_, row)| *row).collect(),
            weakest: f64::INFINITY,
            lightest: f64::INFINITY,
            edges: 0,
            apart: [it[0].1, it[1].1],
        })
        .collect();
    let mut roots: Vec<u32> = (0..).take(linkage.clusters.len()).collect();
    for pair in linkage.pairs.iter().filter(|it| it.is_joined) {
        let Some(cluster) = res.get_mut(places[pair.a as usize] as usize) else { continue };
        // Pairs come the heaviest first: the last one that joins two parts is the lightest that was needed.
        let (a, b) = (representative(&mut roots, pair.a), representative(&mut roots, pair.b));
        if a != b {
            roots[a as usize] = b;
            cluster.weakest = pair.weight.0;
        }
        cluster.lightest = pair.weight.0;
        cluster.apart = [pair.a, pair.b];
        cluster.edges += usize::from(pair.weight.0 >= least.0);
    }
    for cluster in &mut res {
        let apart = cluster.apart;
        cluster.rows.sort_by_key(|it| (!apart.contains(it), *it));
    }
    res
}

/// The largest, the least sure and the most conflicted, each once.
pub(super) fn of_clusters(seen: &[ClusterSeen], least: Bits) -> Vec<Chosen<'_>> {
    let mut why: BTreeMap<ClusterId, Vec<&'static str>> = BTreeMap::new();
    let mut order = Vec::new();
    let mut all: Vec<&ClusterSeen> = seen.iter().collect();
    let mut take = |all: &[&ClusterSeen], reason: &'static str| {
        for cluster in all.iter().take(MOST_CLUSTERS) {
            let reasons = why.entry(cluster.id).or_default();
            if reasons.is_empty() {
                order.push(cluster.id);
            }
            reasons.push(reason);
        }
    };
    all.sort_by_key(|it| (std::cmp::Reverse(it.rows.len()), it.id));
    take(&all, "among the largest");
    all.sort_by(|x, y| x.weakest.total_cmp(&y.weakest).then_with(|| x.id.cmp(&y.id)));
    take(&all, "held by a weak join");
    all.retain(|it| it.lightest < least.0);
    all.sort_by(|x, y| x.lightest.total_cmp(&y.lightest).then_with(|| x.id.cmp(&y.id)));
    take(&all, "a pair in it speaks against it");
    let place = |id: &ClusterId| seen.binary_search_by_key(id, |it| it.id).ok();
    order
        .iter()
        .filter_map(|id| {
            Some(Chosen { cluster: &seen[place(id)?], why: why.remove(id).unwrap_or_default() })
        })
        .collect()
}

/// A pair that is shown: its place, and why.
pub(super) type ChosenPair = (usize, &'static str);

/// Pairs that were decided, the surest, those that something else explains, those whose join was refused, and those around the threshold;
/// each once.
pub(super) fn of_pairs(
    linkage: &Linkage,
    settings: &LinkSettings,
    places: &BTreeMap<(u32, u32), usize>,
) -> Vec<ChosenPair> {
    let (pairs, least) = (&linkage.pairs, settings.least);
    let at = pairs.partition_point(|it| it.weight.0 >= least.0);
    let decided = settings.decisions.iter().filter_map(|it| places.get(&(it.a, it.b)));
    let mut res: Vec<ChosenPair> = decided.take(MOST_PAIRS).map(|it| (*it, "Decided")).collect();
    let joined = (0..at).filter(|it| pairs[*it].is_joined);
    res.extend(joined.take(MOST_PAIRS).map(|it| (it, "The surest")));
    // Without what a household or a shared thing explains they would have been one person.
    let mut otherwise: Vec<(f64, usize)> = (0..pairs.len())
        .filter(|it| pairs[*it].weight.0 < least.0 && !pairs[*it].is_joined)
        .map(|it| (linkage.explained_otherwise(it).0, it))
        .filter(|(taken, it)| pairs[*it].weight.0 - taken >= least.0)
        .collect();
    otherwise.sort_by(|x, y| x.0.total_cmp(&y.0).then_with(|| x.1.cmp(&y.1)));
    res.extend(
        otherwise
            .iter()
            .take(MOST_PAIRS)
            .map(|(_, it)| (*it, "Kept apart, since a household or a shared thing explains them")),
    );
    let refused = linkage.refused.iter().filter_map(|it| {
        let why = match it.because {
            RefusedBecause::Mean(_) => "Refused, since others speak against it",
            RefusedBecause::Decided(..) => "Refused by a decision",
        };
        Some((*places.get(&(it.a, it.b))?, why))
    });
    let mut refused: Vec<ChosenPair> = refused.take(MOST_PAIRS).collect();
    refused.sort_by_key(|it| it.1);
    res.extend(refused);
    res.extend((at.saturating_sub(MOST_PAIRS)..at).map(|it| (it, "Just above the threshold")));
    res.extend((at..pairs.len().min(at + MOST_PAIRS)).map(|it| (it, "Just below the threshold")));
    let mut known = BTreeSet::new();
    res.retain(|(place, _)| known.insert(*place));
    res
}
