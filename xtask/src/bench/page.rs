//! The page that tells what folding took.

use super::fold::{Answer, MANY_ROWS, ROWS, Runs, Took};

/// The page, in Markdown.
pub(super) fn of(runs: &Runs, machine: &str) -> String {
    let Runs { ours, named, theirs, many: [our_many, their_many], answers: [few, many] } = runs;
    let ratios = |runs: &[Took]| -> Vec<f64> {
        runs.iter().zip(theirs).map(|(ours, theirs)| theirs.cpu / ours.cpu).collect()
    };
    let row = |name: &str, runs: &[Took], ratio: &str, many: Option<&Took>| {
        let cpu = median(runs.iter().map(|it| it.cpu));
        let wall = median(runs.iter().map(|it| it.wall));
        let peak = runs.iter().map(|it| it.peak_kib).max().unwrap_or(0);
        let (many_cpu, many_peak) = match many {
            Some(it) => (format!("{:.2}", it.cpu), format!("{} MiB", it.peak_kib / 1024)),
            None => ("".to_owned(), "".to_owned()),
        };
        format!(
            "| {name} | {cpu:.2} | {wall:.2} | {:.0} | {ratio} | {} MiB | {many_cpu} | {many_peak} |\n",
            ROWS as f64 / cpu,
            peak / 1024
        )
    };
    let rows = [
        row("`bonafide fold - < FILE`", ours, &spread(&ratios(ours)), Some(our_many)),
        row("`bonafide fold FILE`, which hashes it too", named, &spread(&ratios(named)), None),
        row("DuckDB `read_json`", theirs, "1", Some(their_many)),
    ];
    format!(
        "# Folding sign-ins\n\n\
         {ROWS} sign-ins in Okta's shape (1.5 kB each) folded into footprints, and DuckDB counting distinct networks, devices and\n\
         hours per person and day in the same file (`peer.py`). {} rounds in turn, after one that does not count; CPU seconds are user\n\
         and system time, medians over the rounds; ratios are of the two runs of one round, as median (least to most). The start of\n\
         the peer's interpreter is not counted. The larger file is read once by each, most of it from the disk.\n\n\
         {machine}.\n\n\
         | | CPU s | wall s | rows per CPU s | ratio to DuckDB | peak memory | CPU s, {MANY_ROWS} rows | peak memory, {MANY_ROWS} rows |\n\
         |---|---|---|---|---|---|---|---|\n{}\n\
         Both give the same answer. {} {}\n\n\
         Held constant when rows grow: people, days, devices and networks (see `xtask/src/bench/rows.rs`). Not held: that a\n\
         person's second network or the one elsewhere is met on more of their days, so that there are some more cells.\n\n\
         Made by `cargo xtask bench fold`.\n",
        ours.len(),
        rows.concat(),
        told(ROWS, few),
        told(MANY_ROWS, many),
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
