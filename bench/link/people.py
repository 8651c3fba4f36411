#!/usr/bin/env python3
"""Deterministic generator of applicant/employee/reference/account records with ground truth.

    people.py --rows 1000000 --seed 7 --out people_1m          # -> people_1m.csv, people_1m.truth.csv, people_1m.meta.json

What is in it (defaults; every rate is a constant below and is echoed in meta.json):
  * rows        N records, shuffled; `rec_id` is 0..N-1 in file order.
  * duplicates  30 % of rows are extra copies of an entity already present; cluster size 2..12,
                P(size=k) ~ k^-1.6.  The other entities are singletons.
  * names       Zipf-Mandelbrot given names (top ~1.9 %) and surnames (top ~0.7 %), ASCII, with nickname and
                transliteration groups (william/bill/will, aleksandr/alexander/oleksandr/sasha, ...).
  * noise       each row draws a severity (0.3 / 1 / 2); per-field typo (insert/delete/substitute/transpose),
                nickname, initial, first<->last swap, surname change, day<->month swap, blanks,
                moved address, changed phone / e-mail / device / payout account. First copies get 1/4 rates.
  * households  12 % of entities live with another one: same surname+address, 60 % same phone, 3 % twins (same dob).
  * hubs        unrelated entities that share a value: office phone (1.5 % of entities), forwarding/dorm
                address (1 %), shared device (0.7 %), payroll/umbrella payout account (0.5 %).
                Hub sizes are heavy-tailed up to 0.05 % of N -> the "black hole" test.
  * rings       0.4 % of entities belong to operators who run 2..12 personas: different name/dob/e-mail,
                each shared thing (device, payout, phone, address) used with p=0.6.
Truth file: rec_id, entity_id (same claimed person), operator_id (same human behind it; = entity_id+10^9
outside rings), kind (single|dup|household|hub flags as bit mask).
Determinism: one PCG64 stream per section, seeded from (seed, section); same numpy -> same bytes (sha256 in meta).
Only numpy + pyarrow.  Roughly 10-15 s and 2 GB for 1M rows on one slow core.
"""
import argparse, hashlib, json, time
import numpy as np

W = 32  # fixed byte width for the vectorised typo engine

NICK = """william bill will billy liam|robert bob rob bobby robbie|richard rick dick rich richie|james jim jimmy jamie|john jack johnny jon
michael mike mick mikey mikhail|thomas tom tommy|charles charlie chuck chas|joseph joe joey josef yusuf|david dave davey davide
daniel dan danny danil|matthew matt matteo matvey|anthony tony antonio anton|christopher chris kit topher|edward ed eddie ted teddy
andrew andy drew andrei andrey|kenneth ken kenny|steven steve stephen stefan|timothy tim timmy|gregory greg grigory|ronald ron ronnie
lawrence larry lars|samuel sam sammy|benjamin ben benny|patrick pat paddy|alexander alex aleksandr oleksandr sasha alessandro
nicholas nick nicky nikolai mykola|peter pete pyotr petro pietro|paul pavel paulo paolo|george yuri georgy jorge|philip phil filip
jonathan jon jonny|gerald gerry jerry|raymond ray|walter walt wally|frederick fred freddie|albert al bert alberto|henry harry hank enrique
elizabeth liz beth betty eliza lisa|margaret maggie peggy meg greta|katherine kate kathy katie ekaterina|jennifer jen jenny
patricia pat patty tricia|susan sue susie|deborah deb debbie|barbara barb babs|rebecca becky becca|christina tina chris kristina
victoria vicky tori viktoria|jessica jess jessie|samantha sam sammie|alexandra alex sandra sasha lexi|abigail abby gail|pamela pam
dmitry dmitri dmytro dima|sergei sergey serhii serge|vladimir volodymyr vova|evgeny eugene yevhen zhenya|natalia nataliya natasha nat
mohammed muhammad mohamed mohammad md|ahmed ahmad achmed|hussein husain hossein|yousef youssef yusuf joseph|ibrahim ebrahim abraham
fatima fatma fatimah|aisha aysha ayesha|nguyen nguyn|minh min|tuan twan|hiroshi hiro|takashi taka|kenji ken|yuki yukiko
jovan ivan john|milos miloš|nikola nick nikolas|stefan stevan steve|marko mark marco|luka luca lukas|petar peter|giuseppe joe beppe
francesco frank franco|giovanni john gianni|lorenzo enzo larry|jun junho june|minjun min jun|seojun seo jun|jiho jiwoo ji|sungmin sung min
wei way|xiaoming ming|jian jan|hao howe|chen chan""".replace("š", "s")
PLAIN = """mary linda sandra ashley kimberly emily donna michelle carol amanda melissa laura sharon cynthia amy angela brenda emma anna ruth
brian kevin jason jeffrey ryan jacob gary eric scott brandon frank raymond jerry tyler aaron jose adam nathan zachary kyle noah ethan jeremy
hannah olivia grace sofia chloe zoe mia ella lucy alice clara diego carlos luis miguel juan pablo javier lucia elena marta ines pedro tiago
bruno hugo leon felix max jonas lukas finn emil oskar anders lars nils bjorn sven ingrid astrid freya greta priya arjun rahul anil sunita
deepak vikram ananya rohan sanjay amit neha pooja kiran omar khalid hassan ali zainab layla noor tariq bilal kwame kofi ama chidi ngozi
adebayo oluwaseun thabo sipho zanele haruto sora ren aoi sakura kaito mei ling fang jing lei qiang yan siti nurul ahmad farid rizal agung
budi dewi putri thi linh hoa huong trang duc hung""".split()
SUR = """smith johnson williams brown jones garcia miller davis rodriguez martinez hernandez lopez gonzalez wilson anderson thomas taylor moore
jackson martin lee perez thompson white harris sanchez clark ramirez lewis robinson walker young allen king wright scott torres nguyen hill
flores green adams nelson baker hall rivera campbell mitchell carter roberts gomez phillips evans turner diaz parker cruz edwards collins
reyes stewart morris morales murphy cook rogers gutierrez ortiz morgan cooper peterson bailey reed kelly howard ramos kim cox ward richardson
watson brooks chavez wood james bennett gray mendoza ruiz hughes price alvarez castillo sanders patel myers long ross foster jimenez kovacs
novak horvat jovanovic petrovic nikolic ilic markovic ivanov petrov sidorov kuznetsov popov smirnov volkov shevchenko bondarenko kowalski
nowak wisniewski muller schmidt schneider fischer weber meyer wagner becker rossi russo ferrari esposito bianchi romano tanaka suzuki sato
takahashi watanabe ito yamamoto park choi jung kang cho yoon jang lim tran le pham hoang phan vu dang bui wang li zhang liu chen yang huang
zhao wu zhou singh kumar sharma gupta khan ali hussain ahmed rahman chowdhury silva santos oliveira souza lima ferreira costa pereira
okafor okeke adeyemi mensah ndlovu dlamini lindqvist johansson andersson nilsson hansen olsen larsen berg dubois durand moreau laurent""".split()
DOMAINS = ["gmail.com", "outlook.com", "yahoo.com", "proton.me", "hotmail.com", "icloud.com", "mail.com", "gmx.net", "aol.com", "zoho.com"]
DOM_W = [.48, .14, .12, .06, .06, .05, .03, .03, .02, .01]
SRC = ["applicant", "employee", "reference", "account"]
RATE = dict(nick=.12, initial=.03, swap=.03, fn_typo=.07, fn_blank=.015, ln_typo=.07, ln_change=.03, ln_blank=.01,
            dob_typo=.05, dob_dm=.03, dob_blank=.05, em_change=.28, em_typo=.03, em_blank=.15, ph_change=.22, ph_typo=.03,
            ph_blank=.15, move=.22, st_typo=.07, ad_blank=.05, dev_change=.35, dev_blank=.45, pay_change=.25, pay_blank=.55)
CFG = dict(dup_rows=.30, size_pow=1.6, size_max=12, household=.12, hh_phone=.60, twins=.03, hub_phone=.015, hub_addr=.010,
           hub_dev=.007, hub_pay=.005, hub_max=.0005, ring=.004, ring_use=.60, jan1=.015, orig_factor=.25,
           sev=[(.3, .4), (1., .4), (2., .2)], n_sur=40000, n_given_tail=3000, n_city=2000)


def zipf(n, s, q):
    w = 1.0 / (np.arange(1, n + 1) + q) ** s
    return np.cumsum(w / w.sum())


def draw(rng, cdf, n):
    return np.searchsorted(cdf, rng.random(n), side="right").clip(max=len(cdf) - 1)


def syllables(rng, n, lo, hi, taken):
    on = "b br c ch d dr f g gr h j k kr l m n p pr r s sh st t tr v w y z".split()
    vo = "a e i o u ai ea ia ie o u a e".split()
    co = ["", "", "", "n", "r", "l", "s", "m", "k", "t", "nd", "rt", "ck"]
    out, seen = [], set(taken)
    while len(out) < n:
        m = n * 2
        k = rng.integers(lo, hi + 1, m)
        a = rng.integers(0, len(on), (m, hi)); b = rng.integers(0, len(vo), (m, hi)); c = rng.integers(0, len(co), (m, hi))
        for i in range(m):
            s = "".join(on[a[i, j]] + vo[b[i, j]] + (co[c[i, j]] if j == k[i] - 1 or c[i, j] < 6 else "") for j in range(k[i]))[:14]
            if len(s) >= 3 and s not in seen:
                seen.add(s); out.append(s)
                if len(out) == n:
                    break
    return out


def mat(a):
    return np.ascontiguousarray(a).view(np.uint8).reshape(len(a), W)


def typo(rng, arr, rows, digits=False):
    """one random edit in arr[rows], in place; arr dtype S32"""
    if len(rows) == 0:
        return
    sub = arr[rows].copy(); L = np.char.str_len(sub); ok = L >= 2
    rows, sub, L = rows[ok], sub[ok], L[ok]
    n = len(rows)
    M = mat(sub).copy(); J = np.arange(W)[None, :]
    op = rng.integers(1 if digits else 0, 4, n)  # 0 insert 1 substitute 2 transpose 3 delete
    pos = (rng.random(n) * L).astype(np.int64)
    pos = np.where(op == 2, np.minimum(pos, L - 2), pos)[:, None]
    ch = (48 + rng.integers(0, 10, n)) if digits else (97 + rng.integers(0, 26, n))
    o = op[:, None]
    src = np.where(o == 3, J + (J >= pos), np.where(o == 0, J - (J > pos), np.where(o == 2, np.where(J == pos, J + 1, np.where(J == pos + 1, J - 1, J)), J)))
    pad = np.concatenate([M, np.zeros((n, 2), np.uint8)], axis=1)
    out = np.take_along_axis(pad, src, axis=1)
    put = (op == 0) | (op == 1)
    out[np.nonzero(put)[0], pos[put, 0]] = ch[put]
    out[:, -1] = 0
    arr[rows] = np.ascontiguousarray(out.astype(np.uint8)).view(f"S{W}").ravel()


def S(seq):
    return np.array([x.encode() for x in seq], dtype=f"S{W}")


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--rows", type=int, required=True); ap.add_argument("--seed", type=int, default=7); ap.add_argument("--out", required=True)
    a = ap.parse_args(); t0 = time.time(); N = a.rows
    R = lambda tag: np.random.Generator(np.random.PCG64([a.seed, tag]))
    # ---- pools (same for every N and seed: seeded with a constant, so sizes are comparable)
    g = np.random.Generator(np.random.PCG64([0, 99]))
    groups = [x.split() for x in NICK.replace("\n", "|").split("|")]
    given = list(dict.fromkeys([x for gr in groups for x in gr] + PLAIN)); base = len(given)
    given += syllables(g, CFG["n_given_tail"], 2, 3, given)
    order = list(range(base)); g.shuffle(order); given_rank = np.array(order + list(range(base, len(given))))
    gid = {x: i for i, x in enumerate(given)}
    alt = [[] for _ in given]
    for gr in groups:
        for x in gr:
            alt[gid[x]] = list(dict.fromkeys(alt[gid[x]] + [gid[y] for y in gr if y != x]))
    amax = max(map(len, alt)); alt_n = np.array([len(x) for x in alt]); ALT = np.zeros((len(given), max(amax, 1)), np.int64)
    for i, x in enumerate(alt):
        ALT[i, :len(x)] = x
    sur = SUR + syllables(g, CFG["n_sur"] - len(SUR), 2, 4, SUR)
    street_names = syllables(g, 3000, 2, 3, []); suffix = ["st", "rd", "ave", "ln", "way", "dr", "ct", "blvd"]
    cities = syllables(g, CFG["n_city"], 2, 4, [])
    city_cdf = zipf(CFG["n_city"], .95, 6); n_pc = np.maximum(1, (30000 * np.diff(np.concatenate([[0], city_cdf]))).astype(int))
    pc_off = np.concatenate([[0], np.cumsum(n_pc)])
    given_cdf, sur_cdf = zipf(len(given), 1.0, 8), zipf(len(sur), .9, 10)
    GV, SV, ST, CT = S(given), S(sur), S(street_names), S(cities); SF = S(suffix)
    # ---- cluster structure
    r = R(1); ks = np.arange(2, CFG["size_max"] + 1); p = ks ** -CFG["size_pow"]; p /= p.sum()
    extra_target = int(round(CFG["dup_rows"] * N)); sizes = []; tot = 0
    while tot < extra_target:
        blk = r.choice(ks, size=max(1000, extra_target // 3), p=p); cs = np.cumsum(blk - 1)
        cut = np.searchsorted(cs, extra_target - tot, side="left") + 1
        sizes.append(blk[:cut]); tot += int((blk[:cut] - 1).sum())
    sizes = np.concatenate(sizes)
    while tot > extra_target and sizes[-1] > 2:
        sizes[-1] -= 1; tot -= 1
    E = N - tot; size = np.ones(E, np.int64); size[:len(sizes)] = sizes
    r.shuffle(size)
    # ---- entities
    def addr(rng, n):
        c = draw(rng, city_cdf, n)
        return dict(num=rng.integers(1, 400, n), st=rng.integers(0, 3000, n), sf=rng.integers(0, len(suffix), n), city=c,
                    pc=pc_off[c] + (rng.random(n) * n_pc[c]).astype(np.int64))
    r = R(2)
    fn = given_rank[draw(r, given_cdf, E)]; ln = draw(r, sur_cdf, E)
    lo, hi = np.datetime64("1955-01-01"), np.datetime64("2005-12-31"); span = int((hi - lo).astype(int))
    dob = lo + (span * (1 - np.abs(r.random(E) - r.random(E)) * (r.random(E) < .7)) * r.random(E)).astype("timedelta64[D]")
    j1 = r.random(E) < CFG["jan1"]; dob[j1] = dob[j1].astype("datetime64[Y]").astype("datetime64[D]")
    A = addr(r, E); phone = r.integers(2_000_000_000, 9_999_999_999, E); dev = r.integers(1, 2 ** 62, E); pay = r.integers(1, 10 ** 15, E)
    em_n = r.integers(0, 3000, E); em_d = r.choice(len(DOMAINS), E, p=DOM_W); em_s = r.integers(0, 4, E)
    kind = np.zeros(E, np.int64)
    # households: entity i copies address+surname of i-1 on a random half
    r = R(3); k = int(E * CFG["household"] / 2); pick = r.choice(E // 2 - 1, k, replace=False) * 2 + 1
    for f in A:
        A[f][pick] = A[f][pick - 1]
    ln[pick] = ln[pick - 1]; m = r.random(k) < CFG["hh_phone"]; phone[pick[m]] = phone[pick[m] - 1]
    m = r.random(k) < CFG["twins"]; dob[pick[m]] = dob[pick[m] - 1]; kind[pick] |= 1; kind[pick - 1] |= 1
    # hubs
    def hub_members(rng, share):
        n = int(E * share); who = rng.choice(E, n, replace=False); cap = max(10, int(N * CFG["hub_max"]))
        szs = []; t = 0
        while t < n:
            s = int(min(cap, max(5, 8 * (rng.pareto(1.1) + 1)))); szs.append(s); t += s
        lab = np.repeat(np.arange(len(szs)), szs)[:n]
        return who, lab, len(szs)
    r = R(4)
    w, lab, h = hub_members(r, CFG["hub_phone"]); phone[w] = r.integers(2_000_000_000, 9_999_999_999, h)[lab]; kind[w] |= 2
    w, lab, h = hub_members(r, CFG["hub_addr"]); HA = addr(r, h); kind[w] |= 4
    for f in A:
        A[f][w] = HA[f][lab]
    w, lab, h = hub_members(r, CFG["hub_dev"]); dev[w] = r.integers(1, 2 ** 62, h)[lab]; kind[w] |= 8
    w, lab, h = hub_members(r, CFG["hub_pay"]); pay[w] = r.integers(1, 10 ** 15, h)[lab]; kind[w] |= 16
    # rings (operators with several personas)
    r = R(5); n = int(E * CFG["ring"]); who = r.choice(E, n, replace=False); lab = np.repeat(np.arange(n), r.integers(2, 13, n))[:n]; h = lab.max() + 1 if n else 0
    operator = np.arange(E) + 10 ** 9
    if n:
        operator[who] = lab; kind[who] |= 32
        u = CFG["ring_use"]; rp, rd, ry = r.integers(2_000_000_000, 9_999_999_999, h), r.integers(1, 2 ** 62, h), r.integers(1, 10 ** 15, h); RA = addr(r, h)
        for arr, val in ((phone, rp), (dev, rd), (pay, ry)):
            m = r.random(n) < u; arr[who[m]] = val[lab[m]]
        m = r.random(n) < u
        for f in A:
            A[f][who[m]] = RA[f][lab[m]]
    # ---- rows
    ent = np.repeat(np.arange(E), size); first = np.zeros(N, bool); first[np.concatenate([[0], np.cumsum(size)[:-1]])] = True
    r = R(6); sev = np.array([s for s, _ in CFG["sev"]])[r.choice(len(CFG["sev"]), N, p=[q for _, q in CFG["sev"]])]
    sev = np.where(first, sev * CFG["orig_factor"], sev)
    hit = lambda rng, key: rng.random(N) < RATE[key] * sev
    rfn, rln, rdob = fn[ent].copy(), ln[ent].copy(), dob[ent].copy()
    r = R(7)
    m = hit(r, "nick") & (alt_n[rfn] > 0); i = np.nonzero(m)[0]; rfn[i] = ALT[rfn[i], (r.random(len(i)) * alt_n[rfn[i]]).astype(int)]
    m = hit(r, "ln_change"); rln[m] = draw(r, sur_cdf, int(m.sum()))
    FN, LN = GV[rfn], SV[rln]
    # e-mail is built from the clean entity name (people keep the address after a typo in a form)
    ech = hit(r, "em_change"); en, ed, es = em_n[ent].copy(), em_d[ent].copy(), em_s[ent].copy(); i = np.nonzero(ech)[0]
    en[i], ed[i], es[i] = r.integers(0, 3000, len(i)), r.choice(len(DOMAINS), len(i), p=DOM_W), r.integers(0, 4, len(i))
    f0, l0 = GV[fn[ent]], SV[ln[ent]]; num = en.astype("U4").astype("S4"); add = np.char.add
    f1 = f0.astype("S1")
    local = np.where(es == 0, add(add(f0, b"."), l0), np.where(es == 1, add(f1, l0), np.where(es == 2, add(f0, f1), add(l0, f1)))).astype("S26")
    EM = add(local, num).astype(f"S{W}")
    typo(r, EM, np.nonzero(hit(r, "em_typo"))[0])
    EM = add(add(EM, b"@"), np.array([d.encode() for d in DOMAINS])[ed])
    EM[hit(r, "em_blank")] = b""
    typo(r, FN, np.nonzero(hit(r, "fn_typo"))[0]); typo(r, LN, np.nonzero(hit(r, "ln_typo"))[0])
    m = hit(r, "initial"); FN[m] = FN[m].astype("S1")
    m = hit(r, "swap"); FN[m], LN[m] = LN[m].copy(), FN[m].copy()
    FN[hit(r, "fn_blank")] = b""; LN[hit(r, "ln_blank")] = b""
    r = R(8)
    ds = rdob.astype("U10").astype(f"S{W}"); m = hit(r, "dob_dm"); i = np.nonzero(m)[0]; q = mat(ds[i]).copy()
    dd = (q[:, 8] - 48) * 10 + (q[:, 9] - 48); ok = dd <= 12; q2 = q[ok].copy(); q2[:, [5, 6, 8, 9]] = q[ok][:, [8, 9, 5, 6]]
    ds[i[ok]] = np.ascontiguousarray(q2).view(f"S{W}").ravel()
    i = np.nonzero(hit(r, "dob_typo"))[0]; q = mat(ds[i]).copy(); c = np.array([2, 3, 6, 9])[r.integers(0, 4, len(i))]  # a digit that keeps a plausible date
    q[np.arange(len(i)), c] = np.where(c == 2, 53 + r.integers(0, 5, len(i)), np.where(c == 6, 49 + r.integers(0, 2, len(i)), 48 + r.integers(0, 9, len(i))))
    ds[i] = np.ascontiguousarray(q).view(f"S{W}").ravel(); ds[hit(r, "dob_blank")] = b""
    r = R(9)
    ph = phone[ent].copy(); m = hit(r, "ph_change"); ph[m] = r.integers(2_000_000_000, 9_999_999_999, int(m.sum()))
    PH = ph.astype("U10").astype(f"S{W}"); typo(r, PH, np.nonzero(hit(r, "ph_typo"))[0], digits=True); PH[hit(r, "ph_blank")] = b""
    ra = {f: A[f][ent].copy() for f in A}; m = hit(r, "move"); nw = addr(r, int(m.sum()))
    for f in ra:
        ra[f][m] = nw[f]
    STR = add(add(ra["num"].astype("U4").astype("S4"), b" "), add(add(ST[ra["st"]], b" "), SF[ra["sf"]])).astype(f"S{W}")
    typo(r, STR, np.nonzero(hit(r, "st_typo"))[0])
    CI = CT[ra["city"]].copy(); PC = np.char.zfill((10000 + ra["pc"] * 2 + 1).astype("U6"), 6).astype(f"S{W}")
    m = hit(r, "ad_blank"); STR[m] = b""; CI[m] = b""; PC[m] = b""
    r = R(10)
    dv = dev[ent].copy(); m = hit(r, "dev_change"); dv[m] = r.integers(1, 2 ** 62, int(m.sum()))
    py = pay[ent].copy(); m = hit(r, "pay_change"); py[m] = r.integers(1, 10 ** 15, int(m.sum()))
    DV = np.array([b"%016x" % x for x in dv.tolist()], dtype="S16"); PY = np.array([b"%015d" % x for x in py.tolist()], dtype="S15")
    DV[r.random(N) < RATE["dev_blank"]] = b""; PY[r.random(N) < RATE["pay_blank"]] = b""
    src = r.choice(4, N, p=[.55, .25, .1, .1])
    perm = R(11).permutation(N)
    import pyarrow as pa, pyarrow.csv as pc
    col = lambda x: pa.array(x[perm].astype("U"))
    t = pa.table({"rec_id": np.arange(N), "src": pa.array(np.array(SRC)[src][perm]), "first_name": col(FN), "last_name": col(LN), "dob": col(ds), "email": col(EM),
                  "phone": col(PH), "street": col(STR), "city": col(CI), "postcode": col(PC), "device_id": col(DV), "payout_id": col(PY)})
    pc.write_csv(t, a.out + ".csv", pc.WriteOptions(quoting_style="none"))
    pc.write_csv(pa.table({"rec_id": np.arange(N), "entity_id": ent[perm], "operator_id": operator[ent][perm], "kind": kind[ent][perm]}), a.out + ".truth.csv")
    sha = hashlib.sha256(open(a.out + ".csv", "rb").read()).hexdigest()
    ring_rows = int((kind[ent] & 32 > 0).sum())
    pairs = int((size * (size - 1) // 2).sum()); u, c = np.unique(operator[ent], return_counts=True)
    meta = dict(rows=N, seed=a.seed, entities=int(E), multi_clusters=int((size > 1).sum()), true_entity_pairs=pairs, true_operator_pairs=int((c * (c - 1) // 2).sum()),
                ring_rows=ring_rows, operators=int(h), sha256=sha, numpy=np.__version__, seconds=round(time.time() - t0, 1), rates=RATE, cfg=CFG)
    json.dump(meta, open(a.out + ".meta.json", "w"), indent=1)
    print({k: v for k, v in meta.items() if k not in ("rates", "cfg")})


if __name__ == "__main__":
    main()
