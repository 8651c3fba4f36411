//! Times look-ups and insertions in process; see `cargo xtask bench screen`.
//!
//! `screen_bench write TABLE.csv INDEX` links a table and writes its index, as `bonafide link --index` does; `screen_bench ask INDEX
//! HELD_OUT.csv` asks it about records that it does not hold, takes each in, and prints milliseconds and the peak of resident memory as JSON.

use std::{
    collections::BTreeMap,
    error::Error,
    fs::{self, File},
    io::{self, BufWriter, Seek, SeekFrom, Write},
    path::Path,
    time::{Duration, Instant},
};

use bonafide_link::{index_table, online::Index, propose_kinds};
use bonafide_model::{Column, LinkSettings, Positioned, Table};

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcome<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = args.iter().map(String::as_str).collect();
    match words[..] {
        ["write", table, index] => write(Path::new(table), Path::new(index)),
        ["ask", index, held_out] => ask(Path::new(index), Path::new(held_out)),
        _ => Err("expected `write TABLE.csv INDEX` or `ask INDEX HELD_OUT.csv`".into()),
    }
}

fn read(path: &Path) -> Outcome<Table> {
    let mut reader = csv::Reader::from_path(path)?;
    let mut columns: Vec<Column> = reader.headers()?.iter().map(Column::new).collect();
    let mut record = csv::StringRecord::new();
    let mut rows = 0;
    while reader.read_record(&mut record)? {
        for (column, cell) in columns.iter_mut().zip(&record) {
            column.push(cell);
        }
        rows += 1;
    }
    Ok(Table { columns, rows })
}

fn write(table: &Path, index: &Path) -> Outcome<()> {
    let table = read(table)?;
    let kinds = propose_kinds(&table).into_iter().map(|it| it.kind).collect();
    let mut out = BufWriter::with_capacity(1 << 20, File::create(index)?);
    let linkage = index_table(&table, &LinkSettings::new(kinds), &mut out)?;
    out.into_inner()?.sync_all()?;
    writeln!(io::stdout(), "{{\"rows\":{},\"pairs\":{}}}", table.rows, linkage.pairs.len())?;
    Ok(())
}

/// A file that is read where it is needed.
struct OnDisk(File, u64);

impl OnDisk {
    fn open(path: &Path) -> io::Result<Self> {
        let file = File::open(path)?;
        let size = file.metadata()?.len();
        Ok(Self(file, size))
    }
}

impl Positioned for OnDisk {
    fn size(&self) -> u64 {
        self.1
    }

    #[cfg(unix)]
    fn read_at(&self, at: u64, into: &mut [u8]) -> io::Result<()> {
        std::os::unix::fs::FileExt::read_exact_at(&self.0, into, at)
    }

    #[cfg(not(unix))]
    fn read_at(&self, at: u64, into: &mut [u8]) -> io::Result<()> {
        let mut file = &self.0;
        file.seek(SeekFrom::Start(at))?;
        io::Read::read_exact(&mut file, into)
    }
}

fn ask(path: &Path, held_out: &Path) -> Outcome<()> {
    let table = read(held_out)?;
    let start = Instant::now();
    let mut index = Index::open(Box::new(OnDisk::open(path)?))?;
    let opened = start.elapsed();
    let known = index.records();
    let places: Vec<Option<usize>> =
        index.columns().iter().map(|(name, _)| table.column(name)).collect();
    let kept = path.with_extension("bench-journal");
    let mut journal = File::create(&kept)?;
    journal.write_all(&index.journal_start())?;
    let [mut looked_up, mut inserted, mut both, mut written] = [const { Vec::new() }; 4];
    let (mut candidates, mut ties, mut changes) = (0, 0, 0);
    for row in 0..table.rows {
        let cells: Vec<&str> =
            places.iter().map(|it| it.map_or("", |place| table.columns[place].text(row))).collect();
        let start = Instant::now();
        let asked = index.asked(&format!("held out {row}"), &cells);
        let screened = index.screen(&asked)?;
        let look_up = start.elapsed();
        let start = Instant::now();
        let mut on_disk = Duration::ZERO;
        let told = index.insert(&asked, &BTreeMap::new(), |bytes| {
            let start = Instant::now();
            let outcome = journal.write_all(bytes).and_then(|()| journal.sync_data());
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
        changes += told.len();
    }
    let mut again = Index::open(Box::new(OnDisk::open(path)?))?;
    let start = Instant::now();
    journal.seek(SeekFrom::Start(0))?;
    let bytes = fs::read(&kept)?;
    if again.replay(&bytes)? != bytes.len() || again.added() != table.rows {
        return Err("the journal lost records".into());
    }
    let replayed = start.elapsed();
    fs::remove_file(&kept)?;
    let mut out = io::stdout().lock();
    writeln!(out, "{{\"records\":{known},\"asked\":{},\"open_ms\":{:.3},", table.rows, ms(opened))?;
    writeln!(out, "\"candidates\":{candidates},\"ties\":{ties},\"changes\":{changes},")?;
    for (name, times) in
        [("look_up", looked_up), ("insert", inserted), ("both", both), ("durable_write", written)]
    {
        writeln!(out, "\"{name}_ms\":{},", percentiles(times))?;
    }
    let peak = peak_mib().ok_or("no /proc/self/status")?;
    writeln!(out, "\"replay_ms\":{:.1},\"peak_mib\":{peak}}}", ms(replayed))?;
    Ok(())
}

fn percentiles(times: Vec<Duration>) -> String {
    let mut times = times;
    times.sort_unstable();
    let at = |part: f64| ms(times[((times.len() - 1) as f64 * part) as usize]);
    let [p50, p90, p99, most] = [0.5, 0.9, 0.99, 1.0].map(at);
    format!("{{\"p50\":{p50:.3},\"p90\":{p90:.3},\"p99\":{p99:.3},\"max\":{most:.3}}}")
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
