//! Times look-ups and insertions in process: `screen_bench INDEX HELD_OUT.csv`. It prints milliseconds for every percentile that is
//! asked for, and the peak of resident memory; see `cargo xtask bench screen`.

use std::{
    fs,
    path::Path,
    time::{Duration, Instant},
};

use anyhow::{Context, ensure};
use bonafide_pipeline::online::Index;
use bonafide_store::{IndexFile, Journal};

fn main() -> anyhow::Result<()> {
    let args: Vec<String> = std::env::args().collect();
    let [_, index, held_out] = &args[..] else { anyhow::bail!("expected INDEX HELD_OUT.csv") };
    let people = bonafide_intake::people(Path::new(held_out))?;
    let start = Instant::now();
    let mut index_file = Index::open(Box::new(IndexFile::open(Path::new(index))?))?;
    let opened = start.elapsed();
    let known = index_file.records();
    let journal = Path::new(index).with_extension("bench-journal");
    if journal.exists() {
        fs::remove_file(&journal)?;
    }
    let (mut kept, _) = Journal::open(&journal)?;
    kept.keep(&index_file.journal_start())?;
    let places: Vec<Option<usize>> =
        index_file.columns().iter().map(|(name, _)| people.table.column(name)).collect();
    ensure!(places.iter().any(Option::is_some), "{held_out}: no column of the index is in it");
    let (mut looked_up, mut inserted, mut both, mut written) = (vec![], vec![], vec![], vec![]);
    let (mut candidates, mut ties) = (0, 0);
    for row in 0..people.table.rows {
        let cells: Vec<&str> = places
            .iter()
            .map(|it| it.map_or("", |place| people.table.columns[place].text(row)))
            .collect();
        let start = Instant::now();
        let asked = index_file.asked(&format!("held out {row}"), &cells);
        let screened = index_file.screen(&asked)?;
        let look_up = start.elapsed();
        let start = Instant::now();
        let mut on_disk = Duration::ZERO;
        index_file.insert(&asked, |bytes| {
            let start = Instant::now();
            let outcome = kept.keep(bytes);
            on_disk = start.elapsed();
            outcome
        })?;
        let insertion = start.elapsed().saturating_sub(on_disk);
        looked_up.push(look_up);
        inserted.push(insertion);
        both.push(look_up + insertion);
        written.push(on_disk);
        candidates += screened.candidates.len();
        ties += screened.ties.iter().filter(|it| it.muted.is_none()).count();
    }
    let start = Instant::now();
    let mut again = Index::open(Box::new(IndexFile::open(Path::new(index))?))?;
    let journal_bytes = fs::read(&journal)?;
    let whole = again.replay(&journal_bytes)?;
    let replayed = start.elapsed();
    ensure!(
        whole == journal_bytes.len() && again.added() == people.table.rows,
        "the journal lost records"
    );
    drop(kept);
    fs::remove_file(&journal)?;
    println!(
        "{{\"records\":{known},\"asked\":{},\"open_ms\":{:.3},\"candidates\":{candidates},\"ties\":{ties},",
        people.table.rows,
        ms(opened)
    );
    for (name, times) in
        [("look_up", looked_up), ("insert", inserted), ("both", both), ("durable_write", written)]
    {
        let mut times = times;
        times.sort_unstable();
        let at = |part: f64| ms(times[((times.len() - 1) as f64 * part) as usize]);
        println!(
            "\"{name}_ms\":{{\"p50\":{:.3},\"p90\":{:.3},\"p99\":{:.3},\"max\":{:.3}}},",
            at(0.5),
            at(0.9),
            at(0.99),
            at(1.0)
        );
    }
    println!(
        "\"replay_ms\":{:.1},\"peak_mib\":{}}}",
        ms(replayed),
        peak_mib().context("no /proc/self/status")?
    );
    Ok(())
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// The highest resident size so far, as Linux counts it.
fn peak_mib() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|it| it.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse::<u64>().ok().map(|it| it / 1024)
}
