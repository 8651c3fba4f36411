//! Every source is given its own exports damaged in every way that we could think of, through the real gate: nothing panics, no
//! record is left out of the account, no message shows anybody, the reader that knows lines at a glance says what the full one
//! says, and memory stays bounded.
//!
//! The damage is by chance and the same every time. `MUTATIONS=<files for each fixture>` makes it longer, `MUTATED=<part of a
//! source's id>` narrower.

mod bytes;
mod chance;
mod json;
mod odd;
mod table;
mod told;

use std::{
    fs,
    panic::{AssertUnwindSafe, catch_unwind},
    path::PathBuf,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use chance::Chance;
use json::Damage;
use serde_json::Value;
use table::Table;
use told::{Shown, Told};

/// Damaged files for each fixture: measured, some twenty seconds on two cores.
const MUTATIONS: usize = 20;
/// Faults after which no more are looked for.
const ENOUGH: usize = 40;
/// Time for one file after which it is told of: guess.
const SLOW: Duration = Duration::from_secs(2);
/// Memory of the whole run in KiB: measured, 101 MiB, twice as much for other machines.
const MOST_MEMORY: u64 = 256 << 10;

/// An export of a source.
struct Fixture {
    source: &'static str,
    name: String,
    bytes: Vec<u8>,
    text: String,
    json: Option<Vec<Value>>,
    table: Option<Table>,
}

impl Fixture {
    fn new(source: &'static str, name: &str, bytes: Vec<u8>) -> Self {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        // Texts of applicants lie in folders of such names.
        let folder = if source == "resume_files" { "resumes/" } else { "" };
        let (json, table) = (json::texts(&text), Table::of(&text));
        Self { source, name: format!("{folder}{name}"), bytes, text, json, table }
    }

    /// The file damaged in the way that the number says; the first few are the ways that cost most.
    fn damaged(&self, n: usize, is_long: bool, chance: &mut Chance) -> Vec<u8> {
        let is_costly = n < 2 && (is_long || chance.one_in(6));
        match (&self.json, &self.table) {
            (Some(texts), _) if n == 0 && is_costly => json::damaged(texts, Damage::Huge, chance),
            (Some(texts), _) if n == 1 => json::damaged(texts, Damage::Deep, chance),
            (Some(texts), _) if !n.is_multiple_of(3) => json::damaged(texts, Damage::Small, chance),
            (None, Some(table)) if !n.is_multiple_of(3) || is_costly => {
                table.damaged(n == 0 && is_costly, chance)
            }
            _ if n == 0 && is_costly => self.with_huge_word(chance),
            _ => return bytes::damaged(&self.bytes, chance),
        }
        .into_bytes()
    }

    fn with_huge_word(&self, chance: &mut Chance) -> String {
        let (head, tail) = self.text.split_at(chance.place(&self.text));
        format!("{head}{}{tail}", odd::huge(chance))
    }
}

fn fixtures() -> Vec<Fixture> {
    let shelf = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../sources/src/shelf");
    let wanted = std::env::var("MUTATED").unwrap_or_default();
    let mut res = Vec::new();
    for source in bonafide_sources::SOURCES.iter().filter(|it| it.id.contains(&wanted)) {
        let folder = shelf.join(source.id).join("fixtures");
        let entries = fs::read_dir(folder).expect("a source has fixtures");
        let mut paths: Vec<PathBuf> =
            entries.map(|it| it.expect("the folder can be listed").path()).collect();
        paths.sort();
        for path in paths.iter().filter(|it| it.extension().is_some_and(|it| it == "in")) {
            let name = path.file_stem().expect("fixtures have names").to_string_lossy();
            res.push(Fixture::new(source.id, &name, fs::read(path).expect("it can be read")));
        }
    }
    res
}

/// What becomes of one damaged file.
fn tried(fixture: &Fixture, n: usize, is_long: bool) -> Told {
    let mut chance = Chance::new(seed(fixture, n));
    let bytes = fixture.damaged(n, is_long, &mut chance);
    // Most are told what they are: a file that nobody recognizes is read by nobody.
    let source = (n % 4 != 3).then_some(fixture.source);
    let start = Instant::now();
    let shown = Shown::of(&String::from_utf8_lossy(&bytes));
    let answer =
        catch_unwind(AssertUnwindSafe(|| told::told(&fixture.name, &bytes, source, &shown)));
    if start.elapsed() > SLOW {
        eprintln!("{} {} {n}: {:?}", fixture.source, fixture.name, start.elapsed());
    }
    let panicked = vec!["PANIC, see above".to_owned()];
    let mut res = answer.unwrap_or(Told { faults: panicked, ..Told::default() });
    if !res.faults.is_empty()
        && let Some(folder) = std::env::var_os("MUTATED_TO")
    {
        let name = format!("{}-{}-{n}", fixture.source, fixture.name.replace('/', "_"));
        fs::write(PathBuf::from(folder).join(name), &bytes).expect("the folder can be written");
    }
    let place = format!("{} {} {n}", fixture.source, fixture.name);
    res.faults.iter_mut().for_each(|it| *it = format!("{place}: {it}"));
    res
}

/// The damage to one fixture does not change when others come or go.
fn seed(fixture: &Fixture, n: usize) -> u64 {
    let name = fixture.source.bytes().chain(fixture.name.bytes());
    name.fold(n as u64, |all, it| all.wrapping_mul(1_099_511_628_211) ^ u64::from(it))
}

#[test]
fn no_damage_to_any_export_panics_or_loses_a_record() {
    let fixtures = fixtures();
    let asked = std::env::var("MUTATIONS").ok().and_then(|it| it.parse().ok());
    let n_mutations: usize = asked.unwrap_or(MUTATIONS);
    let next = AtomicUsize::new(0);
    let all: Mutex<Told> = Mutex::default();
    let work = || {
        while let Some(fixture) = fixtures.get(next.fetch_add(1, Ordering::Relaxed)) {
            for n in 0..n_mutations {
                let told = tried(fixture, n, asked.is_some());
                let mut all = all.lock().expect("nobody panics while holding it");
                all.add(told);
                if all.faults.len() > ENOUGH {
                    return;
                }
            }
        }
    };
    let n_threads = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| (0..n_threads).for_each(|_| drop(scope.spawn(work))));
    let Told { files, said, passed_over, rejected, faults } =
        all.into_inner().expect("nobody panicked while holding it");
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
    eprintln!(
        "{files} files: {said} records say, {passed_over} are passed over, {rejected} rejected"
    );
    // Damage that no record survives, or that all survive, would test nothing.
    assert!(said > files && rejected > files, "{said} say, {rejected} are rejected");
    if let Some(peak) = peak_memory() {
        eprintln!("peak memory: {} MiB", peak >> 10);
        assert!(peak < MOST_MEMORY, "{peak} KiB of memory were in use");
    }
}

/// The most memory that this process has used so far, in KiB, where the system tells.
fn peak_memory() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|it| it.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}
