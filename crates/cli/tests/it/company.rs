//! One demo for all tests, and what they ask of a scan.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
    sync::LazyLock,
};

use serde_json::Value;
use tempfile::TempDir;

/// The demo, made once: `demo/exports`, `demo/truth.json`, `demo/out`.
pub(crate) static DEMO: LazyLock<(TempDir, Output)> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let output = bonafide(folder.path(), &["demo", "--quiet"]);
    assert!(output.status.success(), "demo failed: {}", String::from_utf8_lossy(&output.stderr));
    (folder, output)
});

/// A path of the demo.
pub(crate) fn demo(path: &str) -> PathBuf {
    DEMO.0.path().join("demo").join(path)
}

/// Runs the binary in a folder.
pub(crate) fn bonafide(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_bonafide")).args(args).current_dir(folder).output().unwrap()
}

/// Scans a folder and returns where the result is.
pub(crate) fn scan(exports: &Path, out: &Path) {
    let output = bonafide(
        out.parent().unwrap(),
        &["scan", exports.to_str().unwrap(), "--out", out.to_str().unwrap(), "--quiet"],
    );
    assert!(output.status.success(), "scan failed: {}", String::from_utf8_lossy(&output.stderr));
}

/// Lines of a JSON-lines file.
pub(crate) fn lines(path: &Path) -> Vec<Value> {
    let text = fs::read_to_string(path).unwrap_or_else(|it| panic!("{}: {it}", path.display()));
    text.lines().map(|it| serde_json::from_str(it).unwrap()).collect()
}

/// Persona line by each of its records.
pub(crate) fn by_record(personas: &[Value]) -> BTreeMap<(String, String), &Value> {
    let mut res = BTreeMap::new();
    for persona in personas {
        for record in persona["records"].as_array().unwrap() {
            res.insert(
                (
                    record["source"].as_str().unwrap().to_owned(),
                    record["key"].as_str().unwrap().to_owned(),
                ),
                persona,
            );
        }
    }
    res
}

/// Copies a folder, files changed by `edit` (path, bytes) → (path, bytes), or left out.
/// What becomes of a copied file: another path and other bytes, or nothing.
pub(crate) type Edit<'a> = &'a dyn Fn(&str, Vec<u8>) -> Option<(String, Vec<u8>)>;

pub(crate) fn copy(from: &Path, to: &Path, edit: Edit<'_>) {
    let mut folders = vec![from.to_owned()];
    let mut n_files = 0;
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.strip_prefix(from).unwrap().to_str().unwrap().to_owned();
            let Some((name, bytes)) = edit(&name, fs::read(&path).unwrap()) else { continue };
            let target = to.join(name);
            fs::create_dir_all(target.parent().unwrap()).unwrap();
            fs::write(target, bytes).unwrap();
            n_files += 1;
        }
    }
    assert!(n_files > 0, "{} holds no files", from.display());
}
