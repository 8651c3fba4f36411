"""Shared evaluation for entity resolution runs: pairwise P/R/F1 sweep, cluster metrics, B-cubed.

Library use:    evaluate_pairs(truth, a, b, score) / evaluate_clusters(truth, labels)
Command line (any tool, e.g. the Rust product):
    score.py --truth people.truth.csv --label entity_id --clusters out.csv   # columns rec_id,cluster_id
    score.py --truth people.truth.csv --label entity_id --pairs out.csv      # columns rec_id_l,rec_id_r,score
rec_id must be 0..N-1.  Pairs absent from --pairs count as rejected (blocking misses hurt recall).
"""
import argparse, json
import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components


def n_pairs(labels):
    c = np.unique(labels, return_counts=True)[1].astype(np.int64)
    return int((c * (c - 1) // 2).sum())


def prf(tp, fp, fn):
    p = tp / (tp + fp) if tp + fp else 1.0
    r = tp / (tp + fn) if tp + fn else 1.0
    return dict(p=round(p, 5), r=round(r, 5), f1=round(2 * p * r / (p + r) if p + r else 0.0, 5))


def sweep(truth, a, b, score, total):
    """threshold with the best pairwise F1, ties kept together"""
    o = np.argsort(-score, kind="stable"); s = score[o]; y = (truth[a] == truth[b])[o]
    tp = np.cumsum(y); k = np.arange(1, len(s) + 1)
    last = np.r_[s[1:] != s[:-1], True]
    f1 = 2 * tp / (k + total)
    f1 = np.where(last, f1, -1); i = int(np.argmax(f1))
    return dict(threshold=float(s[i]), **prf(int(tp[i]), int(k[i] - tp[i]), int(total - tp[i])))


def at(truth, a, b, score, total, thr):
    m = score >= thr; tp = int((truth[a[m]] == truth[b[m]]).sum()); k = int(m.sum())
    return dict(threshold=thr, **prf(tp, k - tp, total - tp))


def components(n, a, b):
    return connected_components(coo_matrix((np.ones(len(a), np.int8), (a, b)), shape=(n, n)), directed=False)[1]


def clusters(truth, lab):
    """B-cubed + pairwise (after closure) from a contingency table"""
    n = len(truth); t = np.unique(truth, return_inverse=True)[1]; l = np.unique(lab, return_inverse=True)[1]
    key, cnt = np.unique(t.astype(np.int64) * (l.max() + 1) + l, return_counts=True)
    ti, li = key // (l.max() + 1), key % (l.max() + 1)
    ts, ls = np.bincount(t), np.bincount(l); c = cnt.astype(float)
    bp = float((c * c / ls[li]).sum() / n); br = float((c * c / ts[ti]).sum() / n)
    tp = int((cnt.astype(np.int64) * (cnt - 1) // 2).sum()); pt, pl = n_pairs(t), n_pairs(l)
    return dict(b3=dict(p=round(bp, 5), r=round(br, 5), f1=round(2 * bp * br / (bp + br), 5)), pair_closed=prf(tp, pl - tp, pt - tp),
                n_clusters=int(len(ls)), true_clusters=int(len(ts)), largest=int(ls.max()), true_largest=int(ts.max()))


if __name__ == "__main__":
    import pyarrow.csv as pc
    ap = argparse.ArgumentParser(); ap.add_argument("--truth", required=True); ap.add_argument("--label", default="entity_id")
    ap.add_argument("--clusters"); ap.add_argument("--pairs"); x = ap.parse_args()
    t = pc.read_csv(x.truth); o = np.argsort(t["rec_id"].to_numpy()); truth = t[x.label].to_numpy()[o]
    out = {}
    if x.clusters:
        c = pc.read_csv(x.clusters); lab = np.full(len(truth), -1, np.int64)
        u = np.unique(c["cluster_id"].to_numpy(zero_copy_only=False), return_inverse=True)[1]
        lab[c["rec_id"].to_numpy()] = u; miss = lab < 0; lab[miss] = u.max() + 1 + np.arange(miss.sum())
        out["clusters"] = clusters(truth, lab)
    if x.pairs:
        p = pc.read_csv(x.pairs); a, b, s = (p[k].to_numpy() for k in ("rec_id_l", "rec_id_r", "score"))
        out["best"] = sweep(truth, a, b, s.astype(float), n_pairs(truth)); out["scored_pairs"] = len(a)
    print(json.dumps(out, indent=1))
