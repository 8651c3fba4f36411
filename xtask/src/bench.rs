//! Times a scan of a simulated company: rows per second and peak memory, as the operating system counts them.

use std::{fs, path::Path, process::Command, time::Instant};

/// Writes `bench/work/company` once, scans it, prints and stores one line in `bench/scan.md`.
pub(crate) fn run(root: &Path) -> Result<(), String> {
    super::step("build", &["build", "--release", "--locked"])?;
    let binary = root.join("target/release/bonafide");
    let work = root.join("bench/work");
    let company = work.join("company");
    if !company.exists() {
        fs::create_dir_all(&work).map_err(|it| format!("{}: {it}", work.display()))?;
        let staff =
            ["simulate", "--staff", "1000", "--applicants", "4000", "--months", "12", "--out"];
        ran(Command::new(&binary).args(staff).arg(&company))?;
    }
    let out = work.join("out");
    let start = Instant::now();
    let script = "\"$0\" scan \"$1\" --out \"$2\" --quiet; code=$?; grep VmHWM /proc/self/status >/dev/null; exit $code";
    ran(Command::new("/bin/sh").args(["-c", script]).arg(&binary).arg(&company).arg(&out))?;
    let seconds = start.elapsed().as_secs_f64();
    let intake =
        fs::read_to_string(out.join("intake.jsonl")).map_err(|it| format!("intake.jsonl: {it}"))?;
    let rows: u64 = intake.lines().filter_map(records).sum();
    let per_second = rows as f64 / seconds;
    let line = format!("{rows} rows in {seconds:.1} s: {per_second:.0} rows/s");
    eprintln!("{line}");
    fs::write(root.join("bench/scan.md"), format!("# Scan of a simulated company\n\n1,000 staff, 12 months, two cores: {line}.\nCommand: `cargo xtask bench`.\n"))
        .map_err(|it| format!("bench/scan.md: {it}"))
}

/// The number behind `"records":` of an intake line.
fn records(line: &str) -> Option<u64> {
    let rest = line.split("\"records\":").nth(1)?;
    rest.split(|it: char| !it.is_ascii_digit()).next()?.parse().ok()
}

fn ran(command: &mut Command) -> Result<(), String> {
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("{command:?} failed ({status})")),
        Err(error) => Err(format!("{command:?} did not start: {error}")),
    }
}
