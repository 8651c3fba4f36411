//! Our own commands: `cargo xtask test`, `tidy`, `repack`, `bench`. No dependencies, so that they start at once.

mod bench;
mod setup;
mod tidy;

use std::{
    path::{Path, PathBuf},
    process::{Command, ExitCode},
};

const HELP: &str = "usage: cargo xtask <command>

  test            everything that must pass: format, lints, tidy, all tests, generated docs
  tidy            the house's own rules
  repack DIR REF  make the shipped reference tables anew: DIR is a scratch folder, REF holds the lists that no registry carries
  bench           time a scan of a simulated company of 1,000 staff and 12 months
  bench fold      hold the folding of sign-ins against DuckDB's `read_json`; needs python3 and a package index, and 17 GB of disk
  bench link DATA hold linking against Splink; DATA has the public tables (bench/link/run.py says which); --rounds N, --large
  bench screen    time look-up and insertion of one record against a million people; --large adds ten million
  bench names CSV measure the comparer of names on labelled pairs
";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = args.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        ["test"] => test(),
        ["tidy"] => tidy::run(&root()),
        ["repack", scratch, lists] => repack(scratch, lists),
        ["bench"] => bench::run(&root()),
        ["bench", "fold"] => bench::fold::run(&root()),
        ["bench", "link", data, more @ ..] => bench::link::run(&root(), data, more),
        ["bench", "screen", more @ ..] => bench::screen::run(&root(), more),
        ["bench", "names", pairs] => bench_names(pairs),
        _ => {
            eprint!("{HELP}");
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("xtask: {why}");
            ExitCode::FAILURE
        }
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies in the workspace").to_owned()
}

/// Everything that must pass before a change lands.
fn test() -> Result<(), String> {
    setup::browser()?;
    step("format", &["fmt", "--all", "--check"])?;
    tidy::run(&root())?;
    step("lints", &["clippy", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings"])?;
    step("tests", &["test", "--workspace", "--locked"])
}

fn repack(scratch: &str, lists: &str) -> Result<(), String> {
    let head = [
        "run",
        "--release",
        "--locked",
        "-p",
        "bonafide-reference",
        "--features",
        "repack",
        "--bin",
        "repack",
        "--",
    ];
    let args: Vec<&str> = head.into_iter().chain([scratch, lists]).collect();
    step("repack", &args)
}

fn bench_names(pairs: &str) -> Result<(), String> {
    let pairs = Path::new(pairs).canonicalize().map_err(|it| format!("{pairs}: {it}"))?;
    let pairs = pairs.to_string_lossy();
    let head = ["run", "--release", "--locked", "-p", "bonafide-link", "--example", "name_bench"];
    let args: Vec<&str> = head.into_iter().chain(["--", &pairs]).collect();
    step("bench names", &args)
}

/// Runs cargo in the workspace and says what ran.
fn step(name: &str, args: &[&str]) -> Result<(), String> {
    eprintln!("── {name}: cargo {}", args.join(" "));
    let status = Command::new(env!("CARGO")).args(args).current_dir(root()).status();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("{name} failed ({status})")),
        Err(error) => Err(format!("{name}: cargo did not start: {error}")),
    }
}
