//! The pages in a real browser: they render, ask for nothing, and break no rule of their own policy.

use std::{fs, path::Path, process::Command};

use crate::{
    company::{bonafide, demo},
    link::people,
};

/// Runs Chromium on a page and returns what it prints and logs.
fn chromium(page: &Path, args: &[&str]) -> (String, String) {
    let profile = tempfile::tempdir().unwrap();
    let url = format!("file://{}", page.display());
    let output = Command::new("chromium")
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--enable-logging=stderr",
        ])
        .arg(format!("--user-data-dir={}", profile.path().display()))
        .args(args)
        .arg(url)
        .output()
        .expect("chromium starts: `cargo xtask test` installs it or says how");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    (
        String::from_utf8_lossy(&output.stdout).into_owned(),
        String::from_utf8_lossy(&output.stderr).into_owned(),
    )
}

/// Links a table in a folder of its own.
fn linked(folder: &Path) -> std::path::PathBuf {
    fs::write(folder.join("people.csv"), people()).unwrap();
    assert!(bonafide(folder, &["link", "people.csv"]).status.success());
    folder.join("linked/link.html")
}

fn renders_quietly(page: &Path, parts: &[&str]) {
    let (page, log) = chromium(page, &["--dump-dom"]);
    let console: Vec<&str> = log.lines().filter(|it| it.contains("CONSOLE")).collect();
    assert!(console.is_empty(), "{console:#?}");
    for part in parts.iter().chain(&["<main", "Content-Security-Policy"]) {
        assert!(page.contains(part), "the page is not what was written: it lacks {part}");
    }
    for asked in ["http-equiv=\"refresh\"", "<script", "<iframe", "src=\"http", "href=\"http"] {
        assert!(!page.contains(asked), "the page holds {asked}");
    }
}

fn fits_a_telephone(page: &Path) {
    let folder = tempfile::tempdir().unwrap();
    let picture = folder.path().join("narrow.png");
    let (_, log) =
        chromium(page, &["--window-size=400,900", &format!("--screenshot={}", picture.display())]);
    let bytes = fs::read(&picture).unwrap_or_else(|it| panic!("no screenshot ({it}): {log}"));
    // Width and height stand in the header of a PNG.
    let width = u32::from_be_bytes(bytes[16..20].try_into().unwrap());
    assert_eq!(width, 400);
    assert!(bytes.len() > 10_000, "an empty page of {} bytes", bytes.len());
}

#[test]
fn the_report_renders_without_a_request_or_a_broken_rule() {
    renders_quietly(&demo("out/report.html"), &["needs a check"]);
}

#[test]
fn the_report_fits_a_telephone() {
    fits_a_telephone(&demo("out/report.html"));
}

#[test]
fn the_page_of_a_linked_table_renders_quietly_and_fits_a_telephone() {
    let folder = tempfile::tempdir().unwrap();
    let page = linked(folder.path());
    renders_quietly(&page, &["500 records are 400 people", "Match weights", "Pairs explained"]);
    fits_a_telephone(&page);
}
