//! Folding sign-ins against DuckDB's `read_json` doing the same group-by: CPU seconds of both in turn, and their peak memory.
//! By hand and before a release; never a gate.
//!
//! The peer runs in Python, in an environment of its own under `bench/work`; its interpreter's start is not counted against it.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs::{self, File},
    io::{BufRead, BufReader, BufWriter},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Instant,
};

use super::{page, rows};

/// The version that is measured against.
const PEER: &str = "duckdb==2.0.1";
/// Rows of the rounds, and of the larger run that shows what memory does.
const ROWS: u64 = 1_000_000;
const MANY_ROWS: u64 = 10_000_000;
/// Guesses: odd, and enough for a median.
const ROUNDS: usize = 7;
const MANY_ROUNDS: usize = 3;
const SECONDS_OF_A_DAY: u64 = 24 * 60 * 60;
/// Kernels count CPU time in hundredths of a second.
const TICKS: f64 = 100.0;

/// What one run took.
#[derive(Clone, Copy)]
pub(super) struct Took {
    pub(super) cpu: f64,
    pub(super) wall: f64,
    pub(super) peak_kib: u64,
}

/// What both are asked: how many people and days, and over all of them the rows, distinct networks, devices and hours.
pub(super) type Answer = [u64; 5];

/// What was measured over one file.
pub(super) struct Runs {
    pub(super) rows: u64,
    pub(super) bytes: u64,
    pub(super) ours: Vec<Took>,
    /// The same, of a file that is named and so hashed too.
    pub(super) named: Vec<Took>,
    pub(super) theirs: Vec<Took>,
    pub(super) answer: Answer,
}

struct Bench {
    binary: PathBuf,
    python: PathBuf,
    script: PathBuf,
    work: PathBuf,
}

/// Measures, prints the table and stores it in `bench/fold/README.md`.
pub(crate) fn run(root: &Path) -> Result<(), String> {
    crate::step("build", &["build", "--release", "--locked", "-p", "bonafide"])?;
    let work = root.join("bench/work");
    fs::create_dir_all(&work).map_err(|it| format!("{}: {it}", work.display()))?;
    let bench = Bench {
        binary: root.join("target/release/bonafide"),
        python: super::python(root, "fold-peer", &[PEER])?,
        script: root.join("bench/fold/peer.py"),
        work,
    };
    let few = bench.measure(ROWS, ROUNDS)?;
    let many = bench.measure(MANY_ROWS, MANY_ROUNDS)?;
    fs::remove_file(bench.rows(MANY_ROWS)?)
        .map_err(|it| format!("{}: {it}", bench.work.display()))?;
    let page = page::of(&few, &many, &bench.machine());
    eprintln!("{page}");
    fs::write(root.join("bench/fold/README.md"), page).map_err(|it| format!("README.md: {it}"))
}

/// The one answer that all runs gave.
fn one(answers: &[Answer]) -> Result<Answer, String> {
    match answers {
        [first, rest @ ..] if rest.iter().all(|it| it == first) => Ok(*first),
        _ => Err(format!("the runs do not agree: {answers:?}")),
    }
}

impl Bench {
    /// Both over so many rows, in turn.
    fn measure(&self, n: u64, rounds: usize) -> Result<Runs, String> {
        let rows = self.rows(n)?;
        let (mut ours, mut named, mut theirs) = (Vec::new(), Vec::new(), Vec::new());
        // Once for the answer, so that of the file what has room lies in the cache of the disk for all rounds.
        let mut answers = vec![self.our_answer(&rows)?];
        for round in 0..rounds {
            eprintln!("{n} rows, round {} of {rounds}", round + 1);
            // In turn, so that whatever else the machine does hits both.
            let is_first = round % 2 == 0;
            let early = if is_first { Some(self.ours(&rows, false)?) } else { None };
            let (took, answer) = self.theirs(&rows)?;
            theirs.push(took);
            answers.push(answer);
            let late = if is_first { None } else { Some(self.ours(&rows, false)?) };
            ours.extend(early.or(late));
            named.push(self.ours(&rows, true)?);
        }
        let bytes = fs::metadata(&rows).map_or(0, |it| it.len());
        Ok(Runs { rows: n, bytes, ours, named, theirs, answer: one(&answers)? })
    }

    /// A file of so many rows, written if it is not there.
    fn rows(&self, n: u64) -> Result<PathBuf, String> {
        let path = self.work.join(format!("sign_ins_{n}.ndjson"));
        if !path.exists() {
            eprintln!("writing {} ({} MB)", path.display(), n * 3 / 2000);
            let draft = path.with_extension("draft");
            let written = File::create(&draft)
                .and_then(|it| rows::write(n, &mut BufWriter::with_capacity(1 << 20, it)))
                .and_then(|()| fs::rename(&draft, &path));
            written.map_err(|it| format!("{}: {it}", path.display()))?;
        }
        Ok(path)
    }

    /// What we answer, from a run that is not timed.
    fn our_answer(&self, rows: &Path) -> Result<Answer, String> {
        let out = self.work.join("out.fold");
        let mut command = Command::new(&self.binary);
        watch(command.args(["fold", "-"]).stdin(open(rows)?).stdout(create(&out)?))?;
        answer(&out)
    }

    /// A timed run. What it writes is thrown away, since the peer has nothing to write.
    fn ours(&self, rows: &Path, is_named: bool) -> Result<Took, String> {
        let mut command = Command::new(&self.binary);
        command.arg("fold").arg(if is_named { rows } else { Path::new("-") });
        watch(command.stdin(open(rows)?).stdout(Stdio::null()))
    }

    fn theirs(&self, rows: &Path) -> Result<(Took, Answer), String> {
        let out = self.work.join("out.peer");
        let mut command = Command::new(&self.python);
        command.arg(&self.script).arg(rows).stdout(create(&out)?);
        let mut took = watch(&mut command)?;
        let text = fs::read_to_string(&out).map_err(|it| format!("{}: {it}", out.display()))?;
        let words: Vec<f64> = text.split_whitespace().filter_map(|it| it.parse().ok()).collect();
        let [groups, n, networks, devices, hours, cpu] = words[..] else {
            return Err(format!("the peer said {text:?}"));
        };
        took.cpu = cpu;
        Ok((took, [groups, n, networks, devices, hours].map(|it| it as u64)))
    }

    /// The machine and the versions, in words.
    fn machine(&self) -> String {
        let cpus = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
        let models: Vec<&str> = cpus.lines().filter(|it| it.starts_with("model name")).collect();
        let model = models.first().and_then(|it| it.split(':').nth(1)).unwrap_or("unknown").trim();
        let said = |command: &mut Command| {
            let out =
                command.output().map(|it| String::from_utf8_lossy(&it.stdout).trim().to_owned());
            out.unwrap_or_else(|_| "unknown".to_owned())
        };
        format!(
            "{}, {} cores of {model}, Linux {}; {}, {PEER}",
            said(Command::new("date").arg("+%Y-%m-%d")),
            models.len(),
            said(Command::new("uname").arg("-r")),
            said(Command::new(&self.binary).arg("--version")),
        )
    }
}

fn open(path: &Path) -> Result<Stdio, String> {
    File::open(path).map(Stdio::from).map_err(|it| format!("{}: {it}", path.display()))
}

fn create(path: &Path) -> Result<Stdio, String> {
    File::create(path).map(Stdio::from).map_err(|it| format!("{}: {it}", path.display()))
}

/// Runs a command to its end.
fn watch(command: &mut Command) -> Result<Took, String> {
    let (before, start) = (children_cpu()?, Instant::now());
    let peak_kib = super::peak_of(command)?;
    Ok(Took { cpu: children_cpu()? - before, wall: start.elapsed().as_secs_f64(), peak_kib })
}

/// CPU seconds of all children that have ended.
fn children_cpu() -> Result<f64, String> {
    let stat = fs::read_to_string("/proc/self/stat")
        .map_err(|it| format!("/proc/self/stat: {it}; CPU time is measured on Linux only"))?;
    let fields = stat.rsplit(')').next().unwrap_or_default();
    let ticks = fields.split_whitespace().skip(13).take(2).filter_map(|it| it.parse::<f64>().ok());
    Ok(ticks.sum::<f64>() / TICKS)
}

/// What our folded file answers to the question.
fn answer(path: &Path) -> Result<Answer, String> {
    #[derive(Default)]
    struct Group {
        n: u64,
        networks: BTreeSet<String>,
        devices: BTreeSet<String>,
        hours: BTreeSet<u64>,
    }
    let file = File::open(path).map_err(|it| format!("{}: {it}", path.display()))?;
    let mut groups: BTreeMap<(String, u64), Group> = BTreeMap::new();
    for line in BufReader::new(file).lines() {
        let line = line.map_err(|it| format!("{}: {it}", path.display()))?;
        if !line.starts_with("{\"Uses\"") {
            continue;
        }
        // {"Uses":[{"Record":{"source":…,"key":KEY}},{"kinds":[KIND,KIND…],"rows":[ROW,ROW…]}]}
        let key = between(&line, "\"key\":\"", '"');
        let (kinds, rows) = line.split_once("],\"rows\":[[").unwrap_or_default();
        // ["IP","CLIENT",…
        let kinds: Vec<Vec<&str>> =
            kinds.split("[\"").skip(1).map(|it| it.split('"').collect()).collect();
        for row in rows.split("],[") {
            let numbers: Vec<&str> = row.split([',', '[']).filter(|it| !it.is_empty()).collect();
            // KIND,COUNT,SECOND,NANOSECOND,SECOND,NANOSECOND,[START,[USES…
            let [kind, n, second, _, _, _, start, ..] = numbers[..] else {
                return Err(format!("{}: not a cell: {row}", path.display()));
            };
            let number = |text: &str| {
                text.parse::<u64>().map_err(|it| format!("{}: {it}: {row}", path.display()))
            };
            let Some([network, _, device, ..]) =
                kinds.get(number(kind)? as usize).map(|it| &it[..])
            else {
                return Err(format!("{}: no such kind: {row}", path.display()));
            };
            let day = number(second)? / SECONDS_OF_A_DAY;
            let group = groups.entry((key.to_owned(), day)).or_default();
            group.n += number(n)?;
            group.networks.insert((*network).to_owned());
            group.devices.insert((*device).to_owned());
            let uses = row.rsplit('[').next().unwrap_or_default().split(']').next();
            let uses = (number(start)?..).zip(uses.unwrap_or_default().split(','));
            group.hours.extend(uses.filter(|(_, it)| *it != "0").map(|(hour, _)| hour));
        }
    }
    let sum = |of: fn(&Group) -> usize| groups.values().map(|it| of(it) as u64).sum::<u64>();
    Ok([
        groups.len() as u64,
        groups.values().map(|it| it.n).sum(),
        sum(|it| it.networks.len()),
        sum(|it| it.devices.len()),
        sum(|it| it.hours.len()),
    ])
}

fn between<'a>(line: &'a str, start: &str, end: char) -> &'a str {
    let rest = line.split_once(start).map_or("", |(_, rest)| rest);
    rest.split(end).next().unwrap_or_default()
}
