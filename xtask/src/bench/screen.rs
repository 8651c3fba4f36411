//! Times `screen` in process against a million and ten million generated people. By hand and before a release; never a gate.

use std::{path::Path, process::Command};

/// What generates people.
const PACKAGES: [&str; 2] = ["numpy", "pyarrow"];

/// Measures and stores the table in `bench/screen/README.md`; `--large` adds ten million, which takes 6 GB of memory and 6 of disk.
pub(crate) fn run(root: &Path, more: &[&str]) -> Result<(), String> {
    let args =
        ["build", "--release", "--locked", "-p", "bonafide-link", "--example", "screen_bench"];
    crate::step("build", &args)?;
    let python = super::python(root, "people", &PACKAGES)?;
    let outcome = Command::new(&python)
        .arg(root.join("bench/screen/run.py"))
        .arg("--example")
        .arg(root.join("target/release/examples/screen_bench"))
        .arg("--work")
        .arg(root.join("bench/work/screen"))
        .arg("--page")
        .arg(root.join("bench/screen/README.md"))
        .args(more)
        .status();
    match outcome {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("bench/screen/run.py failed ({status})")),
        Err(error) => Err(format!("{}: {error}", python.display())),
    }
}
