//! The report in a real browser: it renders, asks for nothing, and breaks no rule of its own policy.

use std::process::Command;

use crate::company::demo;

/// Runs Chromium on the report and returns what it prints and logs.
fn chromium(args: &[&str]) -> (String, String) {
    let profile = tempfile::tempdir().unwrap();
    let url = format!("file://{}", demo("out/report.html").display());
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

#[test]
fn the_report_renders_without_a_request_or_a_broken_rule() {
    let (page, log) = chromium(&["--dump-dom"]);
    let console: Vec<&str> = log.lines().filter(|it| it.contains("CONSOLE")).collect();
    assert!(console.is_empty(), "{console:#?}");
    assert!(
        page.contains("<main") && page.contains("needs a check"),
        "the page is not what was written"
    );
    assert!(page.contains("Content-Security-Policy"));
    for asked in ["http-equiv=\"refresh\"", "<script", "<iframe", "src=\"http", "href=\"http"] {
        assert!(!page.contains(asked), "the page holds {asked}");
    }
}

#[test]
fn the_report_fits_a_telephone() {
    let folder = tempfile::tempdir().unwrap();
    let picture = folder.path().join("narrow.png");
    let (_, log) =
        chromium(&["--window-size=400,900", &format!("--screenshot={}", picture.display())]);
    let bytes = std::fs::read(&picture).unwrap_or_else(|it| panic!("no screenshot ({it}): {log}"));
    // Width and height stand in the header of a PNG.
    let width = u32::from_be_bytes(bytes[16..20].try_into().unwrap());
    assert_eq!(width, 400);
    assert!(bytes.len() > 10_000, "an empty page of {} bytes", bytes.len());
}
