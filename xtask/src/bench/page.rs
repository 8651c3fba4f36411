//! The page that tells what folding took.

use super::fold::{Answer, Runs, Took};

/// The page, in Markdown.
pub(super) fn of(few: &Runs, many: &Runs, machine: &str) -> String {
    format!(
        "# Folding sign-ins\n\n\
         Sign-ins in Okta's shape (1.5 kB each) folded into footprints, and DuckDB counting distinct networks, devices and hours per\n\
         person and day in the same file (`peer.py`), in turn, after a run that does not count. CPU seconds are user and system time;\n\
         medians over the rounds; ratios are of the two runs of one round, as median (least to most). The start of the peer's\n\
         interpreter is not counted, and what we write is thrown away. The larger file is read from the disk as far as it has no room in\n\
         its cache.\n\n\
         {machine}; built with `--release`.\n\n{}\n{}\n\
         {}\n\n\
         Both give the same answer. {} {}\n\n\
         Held constant when rows grow: people, days, devices and networks (see `xtask/src/bench/rows.rs`). Not held: that a\n\
         person's second network or the one elsewhere is met on more of their days, so that there are some more cells.\n\n\
         Made by `cargo xtask bench fold`.\n",
        table(few),
        table(many),
        hashing(few),
        told(few.rows, &few.answer),
        told(many.rows, &many.answer),
    )
}

fn table(Runs { rows: n, ours, named, theirs, .. }: &Runs) -> String {
    let ratios = |runs: &[Took]| {
        let ratios = runs.iter().zip(theirs).map(|(ours, theirs)| theirs.cpu / ours.cpu);
        spread(&ratios.collect::<Vec<_>>())
    };
    let row = |name: &str, runs: &[Took], ratio: &str| {
        let cpu = median(runs.iter().map(|it| it.cpu));
        let wall = median(runs.iter().map(|it| it.wall));
        let peak = runs.iter().map(|it| it.peak_kib).max().unwrap_or(0) / 1024;
        let per_second = *n as f64 / cpu;
        format!("| {name} | {cpu:.2} | {wall:.2} | {per_second:.0} | {ratio} | {peak} MiB |\n")
    };
    let rows = [
        row("`bonafide fold - < FILE`", ours, &ratios(ours)),
        row("`bonafide fold FILE`, which hashes it too", named, &ratios(named)),
        row("DuckDB `read_json`", theirs, "1"),
    ];
    let n_rounds = ours.len();
    format!(
        "| {n} rows, {n_rounds} rounds | CPU s | wall s | rows per CPU s | ratio to DuckDB | peak memory |\n\
         |---|---|---|---|---|---|\n{}",
        rows.concat()
    )
}

/// What it takes to name a file. The file is read once, so that hardly more than the hash lies between the two.
fn hashing(Runs { rows: n, bytes, ours, named, theirs, .. }: &Runs) -> String {
    let cpu = |of: &[Took]| median(of.iter().map(|it| it.cpu));
    let hash = cpu(named) - cpu(ours);
    format!(
        "A file that is named is read once and hashed with SHA-256 on the way, since its account names the very bytes that were\n\
         read: `merge` and `check` tell files of one name apart by it, and evidence leads back to it. Of {n} rows that takes\n\
         {hash:.2} CPU s more, {:.2} for a GB; three times DuckDB's rate would leave {:.2} CPU s for everything. What comes through a\n\
         pipe has no hash.",
        hash / (*bytes as f64 / 1e9),
        cpu(theirs) / 3.0,
    )
}

fn told(rows: u64, [groups, n, networks, devices, hours]: &Answer) -> String {
    format!(
        "Of {rows} rows {n} are counted for {groups} people and days: {networks} networks, {devices} devices, {hours} hours."
    )
}

fn median(numbers: impl Iterator<Item = f64>) -> f64 {
    let mut numbers: Vec<f64> = numbers.collect();
    numbers.sort_by(f64::total_cmp);
    numbers.get(numbers.len() / 2).copied().unwrap_or(f64::NAN)
}

fn spread(numbers: &[f64]) -> String {
    let least = numbers.iter().copied().fold(f64::INFINITY, f64::min);
    let most = numbers.iter().copied().fold(0.0, f64::max);
    format!("{:.2} ({least:.2} to {most:.2})", median(numbers.iter().copied()))
}
