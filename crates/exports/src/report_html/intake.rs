//! What was read, what was not, and what could therefore not be seen.

use std::{
    collections::BTreeMap,
    fmt::{self, Write},
};

use bonafide_model::{FileReport, Need};
use bonafide_views::{cell, esc, table};

use super::Report;

/// Files listed; the rest is counted. Guess.
const MOST_FILES: usize = 200;
/// Reasons listed of one file. Guess.
const MOST_REASONS: usize = 12;
const HEADS: &[&str] =
    &["File", "Read as", "Records", "Used", "Of no use here", "Rejected", "Columns dropped"];

/// The section.
pub(super) fn write(out: &mut String, report: Report<'_>) -> fmt::Result {
    out.write_str("<section id=\"intake\" aria-labelledby=\"intake-title\"><h2 id=\"intake-title\">What was read</h2>")?;
    let files = &report.scan.intake;
    let sum = |count: fn(&FileReport) -> u64| files.iter().map(count).sum::<u64>();
    write!(
        out,
        "<p>{} files with {} records: {} used, {} of no use here, {} rejected.</p>",
        files.len(),
        sum(|it| it.records),
        sum(|it| it.says),
        sum(|it| it.passed_over.values().sum()),
        sum(|it| it.rejected.values().sum()),
    )?;
    table(out, "intake", "Files", HEADS)?;
    for file in files.iter().take(MOST_FILES) {
        row(out, file)?;
    }
    out.write_str("</tbody></table>")?;
    if files.len() > MOST_FILES {
        write!(
            out,
            "<p class=\"note\">{} more files are in <code>intake.jsonl</code>.</p>",
            files.len() - MOST_FILES
        )?;
    }
    missing(out, report)?;
    out.write_str("</section>")
}

fn row(out: &mut String, file: &FileReport) -> fmt::Result {
    out.write_str("<tr>")?;
    cell(out, "File", format_args!("<code>{}</code>", esc(&file.file)))?;
    cell(out, "Read as", esc(file.source.unwrap_or("not recognised")))?;
    cell(out, "Records", file.records)?;
    cell(out, "Used", file.says)?;
    cell(out, "Of no use here", reasons(&file.passed_over)?)?;
    let mut rejected = reasons(&file.rejected)?;
    for (from, why) in file.reject_examples.iter().take(MOST_REASONS) {
        write!(rejected, "<div><code>{}</code> {}</div>", esc(&from.to_string()), esc(why))?;
    }
    cell(out, "Rejected", rejected)?;
    let dropped = if file.dropped_columns.is_empty() {
        "none".to_owned()
    } else {
        file.dropped_columns.join(", ")
    };
    cell(out, "Columns dropped", esc(&dropped))?;
    out.write_str("</tr>")
}

fn reasons(counts: &BTreeMap<String, u64>) -> Result<String, fmt::Error> {
    let mut res = counts.values().sum::<u64>().to_string();
    if counts.is_empty() {
        return Ok(res);
    }
    res.push_str("<ul>");
    for (reason, count) in counts.iter().take(MOST_REASONS) {
        write!(res, "<li>{count} \u{d7} {}</li>", esc(reason))?;
    }
    if counts.len() > MOST_REASONS {
        write!(res, "<li>and {} more reasons</li>", counts.len() - MOST_REASONS)?;
    }
    res.push_str("</ul>");
    Ok(res)
}

/// For how many personas each kind of record was missing.
fn missing(out: &mut String, report: Report<'_>) -> fmt::Result {
    let mut personas_by_need: BTreeMap<Need, usize> = BTreeMap::new();
    for case in &report.scan.cases {
        let mut needs: Vec<Need> = case.assessment.blind.iter().map(|it| it.need).collect();
        needs.sort();
        needs.dedup();
        for need in needs {
            *personas_by_need.entry(need).or_default() += 1;
        }
    }
    if personas_by_need.is_empty() {
        return Ok(());
    }
    out.write_str("<h3>What these records could not show</h3><p>Export these too, and more checks can run.</p><ul>")?;
    for (need, n) in personas_by_need {
        write!(
            out,
            "<li>{}: missing for {n} of {} personas</li>",
            esc(need.label()),
            report.scan.cases.len()
        )?;
    }
    out.write_str("</ul>")
}
