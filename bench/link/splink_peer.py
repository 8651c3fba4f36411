#!/usr/bin/env python3
"""Splink (DuckDB) baseline: time, CPU, peak memory, accuracy.  One dataset per process.

    splink_peer.py run febrl4|fake1000|h50k|syn:PATH_WITHOUT_EXT [--data DIR] [--threads 2]   -> one JSON line
    splink_peer.py all --data DIR --out results.jsonl [--sizes 100k,500k,1000k]

Configurations follow Splink's own example notebooks (febrl4, deduplicate_50k_synthetic) and tutorial (fake_1000);
the synthetic one is the same style (name, dob, e-mail, phone, address, device, payout; exact-match columns with term
frequencies; 10 blocking rules).  Timed: register + train (prior, u, EM) + predict + cluster.  Not timed: imports,
reading the file into Arrow is timed separately, evaluation.  "default" = match probability 0.95, the value Splink's
docs use for clustering.  Peak memory = ru_maxrss of the process before evaluation starts.
"""
import argparse, json, logging, os, resource, subprocess, sys, time
from pathlib import Path

HERE = Path(__file__).resolve().parent


def cpu():
    r = resource.getrusage(resource.RUSAGE_SELF); return r.ru_utime + r.ru_stime


class Phase:
    def __init__(s):
        s.d = {}
    def __call__(s, name, f):
        w, c = time.perf_counter(), cpu(); r = f(); s.d[name] = [round(time.perf_counter() - w, 2), round(cpu() - c, 2)]; return r


def run(ds, data, threads, online, max_u=None):
    import duckdb, numpy as np, splink
    import splink.comparison_library as cl, splink.comparison_level_library as cll
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on
    logging.getLogger("splink").setLevel(logging.ERROR)
    sys.path.insert(0, str(HERE)); import score as ev
    con = duckdb.connect(":memory:"); con.execute(f"set threads={threads}"); con.execute("set enable_progress_bar=false")
    ph = Phase(); D = Path(data); tp = ""

    # ---------- load -> list of (name, relation) with integer uid, truth
    def load():
        if ds == "febrl4":
            f = lambda x, off: con.sql(f"""select row_number() over () - 1 + {off} as uid, * replace (trim(date_of_birth) as date_of_birth),
                split_part(rec_id,'-',2)::int as truth from (select trim(rec_id) rec_id, trim(given_name) given_name, trim(surname) surname, nullif(trim(street_number),'') street_number,
                nullif(trim(address_1),'') address_1, nullif(trim(postcode),'') postcode, nullif(trim(state),'') state, nullif(trim(date_of_birth),'') date_of_birth, nullif(trim(soc_sec_id),'') soc_sec_id
                from read_csv('{D}/febrl/{x}.csv', all_varchar=true, normalize_names=true))""").to_arrow_table()
            a, b = f("dataset4a", 0), f("dataset4b", 5000)
            # 4a has rec-N-org, 4b rec-N-dup-0
            return {"a": a, "b": b}
        if ds == "fake1000":
            return {"a": con.sql(f"select unique_id::int as uid, * exclude(unique_id), cluster::int as truth from read_csv('{D}/fake_1000.csv', all_varchar=true)").to_arrow_table()}
        if ds == "h50k":
            return {"a": con.sql(f"""select row_number() over () - 1 as uid, * exclude(unique_id), substr(cluster,2)::bigint as truth, first_name || ' ' || surname as first_name_surname_concat
                from '{D}/historical_figures_with_errors_50k.parquet'""").to_arrow_table()}
        p = ds[4:]
        return {"a": con.sql(f"select rec_id::int as uid, * exclude(rec_id), first_name || ' ' || last_name as name_concat from read_csv('{p}.csv', all_varchar=true) order by uid").to_arrow_table()}
    tabs = ph("load", load)
    n = sum(t.num_rows for t in tabs.values())
    if ds.startswith("syn:"):
        import pyarrow.csv as pc
        tt = pc.read_csv(ds[4:] + ".truth.csv"); truth = tt["entity_id"].to_numpy(); oper = tt["operator_id"].to_numpy(); kind = tt["kind"].to_numpy()
    else:
        truth = np.concatenate([t["truth"].to_numpy() for t in tabs.values()])
    TF = dict(term_frequency_adjustments=True)

    # ---------- configuration
    if ds == "febrl4":
        rules = [block_on("given_name", "surname"), "l.given_name = r.surname and l.surname = r.given_name", block_on("date_of_birth"), block_on("soc_sec_id"),
                 block_on("state", "address_1"), block_on("street_number", "address_1"), block_on("postcode")]
        comps = [cl.NameComparison("given_name").configure(**TF), cl.NameComparison("surname").configure(**TF),
                 cl.DateOfBirthComparison("date_of_birth", input_is_string=True, datetime_format="%Y%m%d", invalid_dates_as_null=True),
                 cl.DamerauLevenshteinAtThresholds("soc_sec_id", [1, 2]), cl.ExactMatch("street_number").configure(**TF),
                 cl.DamerauLevenshteinAtThresholds("postcode", [1, 2]).configure(**TF)]
        det, recall, maxu = [block_on("soc_sec_id"), block_on("given_name", "surname", "date_of_birth")], .8, 1e6
        em = [block_on("date_of_birth"), block_on("postcode")]; emk = dict(estimate_without_term_frequencies=True); link = "link_only"
    elif ds == "fake1000":
        rules = [block_on("first_name", "city"), block_on("surname"), block_on("dob")]
        comps = [cl.NameComparison("first_name").configure(**TF), cl.NameComparison("surname").configure(**TF), cl.DateOfBirthComparison("dob", input_is_string=True),
                 cl.ExactMatch("city").configure(**TF), cl.EmailComparison("email")]
        rules = [block_on("first_name"), block_on("surname"), block_on("dob"), block_on("email")]
        det, recall, maxu = [block_on("first_name", "dob"), "l.first_name = r.first_name and levenshtein(r.surname, l.surname) <= 2", block_on("email")], .7, 1e6
        em = [block_on("first_name", "surname"), block_on("dob")]; emk = {}; link = "dedupe_only"
    elif ds == "h50k":
        rules = [block_on("substr(first_name,1,3)", "substr(surname,1,4)"), block_on("surname", "dob"), block_on("first_name", "dob"), block_on("postcode_fake", "first_name"),
                 block_on("postcode_fake", "surname"), block_on("dob", "birth_place"), block_on("substr(postcode_fake,1,3)", "dob"), block_on("substr(postcode_fake,1,3)", "first_name"),
                 block_on("substr(postcode_fake,1,3)", "surname"), block_on("substr(first_name,1,2)", "substr(surname,1,2)", "substr(dob,1,4)")]
        comps = [cl.ForenameSurnameComparison("first_name", "surname", forename_surname_concat_col_name="first_name_surname_concat"), cl.DateOfBirthComparison("dob", input_is_string=True),
                 cl.PostcodeComparison("postcode_fake"), cl.ExactMatch("birth_place").configure(**TF), cl.ExactMatch("occupation").configure(**TF)]
        det, recall, maxu = [block_on("first_name", "surname", "dob"), block_on("substr(first_name,1,2)", "surname", "substr(postcode_fake,1,2)"), block_on("dob", "postcode_fake")], .6, 1e7
        em = [block_on("first_name", "surname"), block_on("dob")]; emk = dict(estimate_without_term_frequencies=True); link = "dedupe_only"
    else:
        rules = [block_on("first_name", "last_name"), block_on("last_name", "dob"), block_on("first_name", "dob"), block_on("email"), block_on("phone"), block_on("street", "postcode"),
                 block_on("postcode", "last_name"), block_on("postcode", "first_name"), block_on("device_id"), block_on("payout_id")]
        comps = [cl.ForenameSurnameComparison("first_name", "last_name", forename_surname_concat_col_name="name_concat"), cl.DateOfBirthComparison("dob", input_is_string=True),
                 cl.EmailComparison("email"), cl.DamerauLevenshteinAtThresholds("phone", [1]).configure(**TF),
                 cl.CustomComparison(output_column_name="address", comparison_levels=[
                     cll.NullLevel("street"), cll.ExactMatchLevel("street", term_frequency_adjustments=True), cll.JaroWinklerLevel("street", 0.92), cll.ExactMatchLevel("postcode"), cll.ElseLevel()]),
                 cl.ExactMatch("device_id").configure(**TF), cl.ExactMatch("payout_id").configure(**TF)]
        det, recall, maxu = [block_on("first_name", "last_name", "dob"), block_on("email")], .7, 1e7
        em = [block_on("first_name", "last_name"), block_on("dob"), block_on("email")]; emk = dict(estimate_without_term_frequencies=True, max_pairs=5e6); link = "dedupe_only"
    maxu = max_u or maxu
    settings = SettingsCreator(link_type=link, unique_id_column_name="uid", comparisons=comps, blocking_rules_to_generate_predictions=rules)
    db = DuckDBAPI(connection=con)

    def mk():
        return Linker([db.register(t) for t in tabs.values()] if len(tabs) > 1 else db.register(tabs["a"]), settings)
    lk = ph("register", mk)
    ph("prior", lambda: lk.training.estimate_probability_two_random_records_match(det, recall=recall))
    ph("u", lambda: lk.training.estimate_u_using_random_sampling(max_pairs=maxu))
    for i, r in enumerate(em):
        ph(f"em{i}", lambda: lk.training.estimate_parameters_using_expectation_maximisation(r, **emk))
    pred = ph("predict", lambda: lk.inference.predict(threshold_match_probability=0.01))
    clu = ph("cluster", lambda: lk.clustering.cluster_pairwise_predictions_at_threshold(pred, threshold_match_probability=0.95))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    timed = [k for k in ph.d if k != "load"]
    out = dict(tool=f"splink {splink.__version__} duckdb {duckdb.__version__}", dataset=ds.split("/")[-1], rows=n, threads=threads, max_u=maxu, wall_s=round(sum(ph.d[k][0] for k in timed), 2),
               cpu_s=round(sum(ph.d[k][1] for k in timed), 2), peak_mb=round(peak), phases=ph.d)
    # ---------- evaluation (untimed)
    P = pred.as_pyarrow_table(); a, b = P["uid_l"].to_numpy(), P["uid_r"].to_numpy(); s = P["match_weight"].to_numpy(); pr = P["match_probability"].to_numpy()
    total = 5000 if ds == "febrl4" else ev.n_pairs(truth)
    out["true_pairs"], out["scored_over_0.01"] = int(total), len(a)
    B = lk.inference.compute_blocked_pairs_for_predict().as_pyarrow_table(); jl, jr = [B[c].to_numpy(zero_copy_only=False) for c in ("join_key_l", "join_key_r")]
    if jl.dtype == object:  # link_only keys look like 'table-__-uid'
        jl, jr = (np.array([int(x.rsplit("-", 1)[1]) for x in v.tolist()]) for v in (jl, jr))
    out["blocked_pairs"] = len(jl); out["blocking_recall"] = round(float((truth[jl] == truth[jr]).sum() / total), 5); del B, jl, jr
    out["pair_best"] = ev.sweep(truth, a, b, s, total); out["pair_default"] = ev.at(truth, a, b, pr, total, .95)
    C = clu.as_pyarrow_table(); lab = np.empty(n, np.int64); lab[C["uid"].to_numpy()] = np.unique(C["cluster_id"].to_numpy(zero_copy_only=False), return_inverse=True)[1]
    out["cluster_default"] = ev.clusters(truth, lab)
    sw = []
    for th in (0, 2, 4, 6, 8, 10, 12, 15, 18, 22):
        m = s >= th; sw.append((th, ev.clusters(truth, ev.components(n, a[m], b[m]))))
    th, best = max(sw, key=lambda x: x[1]["b3"]["f1"]); out["cluster_best_weight"] = th; out["cluster_best"] = best
    out["b3_by_weight"] = {str(t): [r["b3"]["f1"], r["largest"]] for t, r in sw}
    if ds.startswith("syn:"):
        # persona rings: pairs of different entities with the same operator
        m = pr >= .95; x, y = a[m], b[m]; ring = (oper[x] == oper[y]) & (truth[x] != truth[y]); tot = ev.n_pairs(oper) - ev.n_pairs(truth)
        out["ring_pairs_true"] = int(tot); out["ring_pairs_found_at_0.95"] = int(ring.sum())
        ring = (oper[a] == oper[b]) & (truth[a] != truth[b]); out["ring_pairs_found_at_0.01"] = int(ring.sum())
        fp = truth[x] != truth[y]; hh = fp & (np.abs(truth[x] - truth[y]) == 1) & (kind[x] & 1 > 0) & (kind[y] & 1 > 0)  # generator: household = entities i, i-1
        out["fp_at_0.95"], out["fp_household_at_0.95"] = int(fp.sum()), int(hh.sum())
        hub = (kind[x] & 30 > 0) & (kind[y] & 30 > 0) & (oper[x] != oper[y]); out["false_hub_pairs_at_0.95"] = int(hub.sum())
    if online and link == "dedupe_only":
        # one new record against everything already there (incremental linkage, predict_between)
        import pyarrow as pa
        t = tabs["a"]; tfcols = [c for c in ("name_concat", "first_name", "last_name", "surname", "phone", "street", "device_id", "payout_id", "city", "birth_place", "occupation", "first_name_surname_concat") if c in t.column_names]
        try:
            for c in tfcols:
                try:
                    lk.table_management.compute_tf_table(c)
                except Exception:
                    pass
            ex = db.register(t); lat = []
            for i in range(12):
                r = t.slice(1000 * (i % 10) % n, 1); r = r.set_column(r.column_names.index("uid"), "uid", pa.array([10 ** 8 + i]))
                w = time.perf_counter(); q = lk.inference.predict_between(db.register(r), ex, threshold_match_probability=0.5); k = q.as_duckdbpyrelation().count("*").fetchall()[0][0]
                lat.append(time.perf_counter() - w)
            lat = sorted(lat[2:]); out["online_ms"] = dict(median=round(1000 * lat[len(lat) // 2], 1), min=round(1000 * lat[0], 1), max=round(1000 * lat[-1], 1), last_hits=k)
        except Exception as e:
            out["online_ms"] = "failed: " + str(e)[:300]
    print(json.dumps(out))


if __name__ == "__main__":
    ap = argparse.ArgumentParser(); ap.add_argument("cmd"); ap.add_argument("ds", nargs="?"); ap.add_argument("--data", default=os.environ.get("ER_DATA", "er-data")); ap.add_argument("--threads", type=int, default=os.cpu_count())
    ap.add_argument("--out", default="results.jsonl"); ap.add_argument("--sizes", default="100k,500k,1000k"); ap.add_argument("--no-online", action="store_true"); ap.add_argument("--max-u", type=float)
    x = ap.parse_args()
    if x.cmd == "run":
        run(x.ds, x.data, x.threads, not x.no_online, x.max_u)
    else:
        for d in ["febrl4", "fake1000", "h50k"] + [f"syn:{x.data}/syn/p{s}" for s in x.sizes.split(",")]:
            r = subprocess.run([sys.executable, __file__, "run", d, "--data", x.data, "--threads", str(x.threads)], capture_output=True, text=True)
            line = r.stdout.strip().splitlines()[-1] if r.stdout.strip() else json.dumps(dict(dataset=d, error=r.stderr[-1500:]))
            open(x.out, "a").write(line + "\n"); print(line[:400], flush=True)
