//! What was read, what was not, and what could therefore not be seen.

use std::{
    collections::BTreeMap,
    fmt::{self, Write},
};

use bonafide_model::{FileReport, Need};
use bonafide_views::{cell, esc, grouped, spaced, table};

use super::Report;

/// Files listed; the rest is counted. Guess.
const MOST_FILES: usize = 200;
/// Files of one source above which they share a row. Guess.
const MOST_ALIKE: usize = 8;
/// Reasons listed of one file. Guess.
const MOST_REASONS: usize = 12;
/// Decisions that were not kept and are listed. Guess.
const MOST_UNKEPT: usize = 50;
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
        grouped(files.len() as u64),
        grouped(sum(|it| it.records)),
        grouped(sum(|it| it.says)),
        grouped(sum(|it| it.passed_over.values().sum())),
        grouped(sum(|it| it.rejected.values().sum())),
    )?;
    rows(out, files)?;
    unkept(out, report)?;
    missing(out, report)?;
    out.write_str("</section>")
}

/// What people decided on who is one person and what could not be kept of it.
fn unkept(out: &mut String, report: Report<'_>) -> fmt::Result {
    let all = &report.scan.linked.unkept;
    if all.is_empty() {
        return Ok(());
    }
    out.write_str("<h3>Decisions that could not be kept</h3><ul>")?;
    for it in all.iter().take(MOST_UNKEPT) {
        write!(out, "<li>{}</li>", esc(&report.shown.words(it)))?;
    }
    out.write_str("</ul>")?;
    match all.len().saturating_sub(MOST_UNKEPT) {
        0 => Ok(()),
        more => write!(out, "<p class=\"note\">And {} more.</p>", grouped(more as u64)),
    }
}

fn rows(out: &mut String, files: &[FileReport]) -> fmt::Result {
    table(out, "intake", "Files", HEADS)?;
    let mut alike: BTreeMap<&str, Vec<&FileReport>> = BTreeMap::new();
    for file in files.iter().filter(|it| it.rejected.is_empty()) {
        alike.entry(file.source.unwrap_or_default()).or_default().push(file);
    }
    alike.retain(|_, it| it.len() > MOST_ALIKE);
    for group in alike.values() {
        if let Some((first, others)) = group.split_first() {
            let name = format!("{} files", grouped(group.len() as u64));
            row(out, &name, &together((first, others)))?;
        }
    }
    let is_alone = |it: &&FileReport| {
        !it.rejected.is_empty() || !alike.contains_key(it.source.unwrap_or_default())
    };
    for file in files.iter().filter(is_alone).take(MOST_FILES) {
        row(out, &format!("<code>{}</code>", esc(&file.file)), file)?;
    }
    out.write_str("</tbody></table>")?;
    let alone = files.iter().filter(is_alone).count();
    if alone > MOST_FILES {
        write!(
            out,
            "<p class=\"note\">{} more files are in <code>intake.jsonl</code>.</p>",
            alone - MOST_FILES
        )?;
    }
    Ok(())
}

/// Files of one source as if they were one; their names, which may be names of people, stay out.
fn together((first, others): (&FileReport, &[&FileReport])) -> FileReport {
    let mut res = first.clone();
    for file in others {
        res.records += file.records;
        res.says += file.says;
        for (reason, count) in &file.passed_over {
            *res.passed_over.entry(reason.clone()).or_default() += count;
        }
        res.dropped_columns.extend_from_slice(&file.dropped_columns);
    }
    res.dropped_columns.sort();
    res.dropped_columns.dedup();
    res
}

/// One row; `name` must be escaped already.
fn row(out: &mut String, name: &str, file: &FileReport) -> fmt::Result {
    out.write_str("<tr>")?;
    cell(out, "File", name)?;
    cell(out, "Read as", esc(&spaced(file.source.unwrap_or("not recognised"))))?;
    cell(out, "Records", grouped(file.records))?;
    cell(out, "Used", grouped(file.says))?;
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
            "<li>{}: missing for {} of {} personas</li>",
            esc(need.label()),
            grouped(n as u64),
            grouped(report.scan.cases.len() as u64)
        )?;
    }
    out.write_str("</ul>")
}
