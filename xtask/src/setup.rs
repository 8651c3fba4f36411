//! What the tests need on the machine besides Rust: installed when we may, named when we may not, never skipped.

use std::process::{Command, Stdio};

/// A browser for the tests of pages.
pub(crate) fn browser() -> Result<(), String> {
    if runs("chromium", &["--version"]) {
        return Ok(());
    }
    let remedy = "the tests open the report in a browser: install Debian's package `chromium` (`apt-get install chromium`)";
    if !runs("apt-get", &["--version"]) || !is_root() {
        return Err(remedy.to_owned());
    }
    eprintln!("── set-up: installing chromium");
    apt(&["update", "-qq"])?;
    apt(&["install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-dejavu-core"])?;
    if runs("chromium", &["--version"]) {
        Ok(())
    } else {
        Err(format!("apt-get ran, but chromium does not start; {remedy}"))
    }
}

fn apt(args: &[&str]) -> Result<(), String> {
    let status = Command::new("apt-get")
        .args(args)
        .env("DEBIAN_FRONTEND", "noninteractive")
        .stdout(Stdio::null())
        .status();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("apt-get {} failed ({status})", args.join(" "))),
        Err(error) => Err(format!("apt-get did not start: {error}")),
    }
}

fn is_root() -> bool {
    let output = Command::new("id").arg("-u").output();
    output.is_ok_and(|it| it.stdout.trim_ascii() == b"0")
}

fn runs(program: &str, args: &[&str]) -> bool {
    Command::new(program)
        .args(args)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|it| it.success())
}
