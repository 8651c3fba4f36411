//! Times a scan of a simulated company: rows per second and peak memory. By hand and before a release; never a gate.

pub(crate) mod fold;
pub(crate) mod link;
mod page;
mod rows;
pub(crate) mod screen;

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Child, Command},
    thread,
    time::{Duration, Instant},
};

/// Runs whose median is told: guess, odd and short.
const RUNS: usize = 3;
/// Between two looks at the memory of the scan.
const LOOK: Duration = Duration::from_millis(20);

/// Writes `bench/work/company` once, scans it, prints the figures and stores them in `bench/scan.md`.
pub(crate) fn run(root: &Path) -> Result<(), String> {
    super::step("build", &["build", "--release", "--locked"])?;
    let binary = root.join("target/release/bonafide");
    let work = root.join("bench/work");
    let company = work.join("company");
    if !company.exists() {
        fs::create_dir_all(&work).map_err(|it| format!("{}: {it}", work.display()))?;
        let staff =
            ["simulate", "--staff", "1000", "--applicants", "4000", "--months", "12", "--out"];
        watch(Command::new(&binary).args(staff).arg(&company))?;
    }
    let out = work.join("out");
    let mut runs: Vec<(Duration, u64)> = Vec::new();
    for _ in 0..RUNS {
        runs.push(watch(
            Command::new(&binary).arg("scan").arg(&company).arg("--out").arg(&out).arg("--quiet"),
        )?);
    }
    runs.sort();
    let (took, _) = runs[RUNS / 2];
    let peak_mib = runs.iter().map(|(_, kib)| kib / 1024).max().unwrap_or(0);
    let intake =
        fs::read_to_string(out.join("intake.jsonl")).map_err(|it| format!("intake.jsonl: {it}"))?;
    let rows: u64 = intake.lines().filter_map(records).sum();
    let (seconds, per_second) = (took.as_secs_f64(), rows as f64 / took.as_secs_f64());
    let told = format!(
        "{rows} rows in {seconds:.1} s (median of {RUNS}): {per_second:.0} rows/s, peak memory {peak_mib} MiB"
    );
    eprintln!("{told}");
    let page = format!(
        "# Scan of a simulated company\n\n1,000 staff, 4,000 applicants, 12 months of logs: {told}.\n\nMade by `cargo xtask bench`.\n"
    );
    fs::write(root.join("bench/scan.md"), page).map_err(|it| format!("bench/scan.md: {it}"))
}

/// The number behind `"records":` of an intake line.
fn records(line: &str) -> Option<u64> {
    let rest = line.split("\"records\":").nth(1)?;
    rest.split(|it: char| !it.is_ascii_digit()).next()?.parse().ok()
}

/// Runs a command to its end; how long it took and its peak resident memory in KiB.
fn watch(command: &mut Command) -> Result<(Duration, u64), String> {
    let start = Instant::now();
    let peak = peak_of(command.stdout(std::process::Stdio::null()))?;
    Ok((start.elapsed(), peak))
}

/// Runs a command to its end; its peak resident memory in KiB.
fn peak_of(command: &mut Command) -> Result<u64, String> {
    let mut child = command.spawn().map_err(|it| format!("{command:?} did not start: {it}"))?;
    let mut peak = 0;
    loop {
        peak = peak.max(peak_kib(&child).unwrap_or(0));
        match child.try_wait() {
            Ok(Some(status)) if status.success() => return Ok(peak),
            Ok(Some(status)) => return Err(format!("{command:?} failed ({status})")),
            Ok(None) => thread::sleep(LOOK),
            Err(error) => return Err(format!("{command:?}: {error}")),
        }
    }
}

/// The highest resident size so far, as Linux counts it; elsewhere nothing is known.
fn peak_kib(child: &Child) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).ok()?;
    let line = status.lines().find(|it| it.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

/// The Python of an environment under `bench/work` that has these packages.
fn python(root: &Path, name: &str, packages: &[&str]) -> Result<PathBuf, String> {
    let folder = root.join("bench/work").join(name);
    let python = folder.join("bin/python");
    let mark = folder.join("packages");
    let wanted = packages.join(" ");
    if fs::read_to_string(&mark).is_ok_and(|it| it == wanted) {
        return Ok(python);
    }
    let mut made = Command::new("python3");
    made.args(["-m", "venv"]).arg(&folder);
    let mut filled = Command::new(&python);
    filled.args(["-m", "pip", "install", "--quiet"]).args(packages);
    for command in [&mut made, &mut filled] {
        if !command.status().is_ok_and(|it| it.success()) {
            return Err(format!(
                "{command:?} failed; the peer needs python3 with venv and pip, and a package index that has {wanted}"
            ));
        }
    }
    fs::write(&mark, wanted).map_err(|it| format!("{}: {it}", mark.display()))?;
    Ok(python)
}
