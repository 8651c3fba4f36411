//! The lines under a statement, as a list of `file:line`.

use std::fmt::{self, Write};

use bonafide_model::Evidence;

use crate::{Shown, counted, esc};

/// How many lines a page shows under one statement; the machine-readable files have all. Guess: what a reader opens by hand.
const MOST: usize = 6;

/// The lines behind a summary that counts them, for cells that would grow tall.
pub fn evidence_folded(out: &mut String, evidence: &Evidence, shown: Shown) -> fmt::Result {
    write!(out, "<details><summary>{}</summary>", counted(evidence.lines().len(), "row"))?;
    evidence_lines(out, evidence, shown)?;
    out.write_str("</details>")
}

/// The first lines as a list, and how many more there are.
pub fn evidence_lines(out: &mut String, evidence: &Evidence, shown: Shown) -> fmt::Result {
    let lines = evidence.lines();
    out.write_str("<ul class=\"lines\">")?;
    for line in lines.iter().take(MOST) {
        write!(out, "<li><code>{}</code></li>", esc(&shown.place(line)))?;
    }
    if let Some(more) = lines.len().checked_sub(MOST).filter(|it| *it > 0) {
        write!(out, "<li>and {more} more in the machine-readable file</li>")?;
    }
    out.write_str("</ul>")
}
