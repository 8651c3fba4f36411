//! What a scan prints: the list of people, and at the end what was read, what could not be checked, what was written.

use std::{collections::BTreeMap, path::Path};

use bonafide_model::{Case, FileReport, Priority, Scan, Settings};

use crate::{args::Format, console};

/// Reasons that fit on a line of the list.
const REASONS: usize = 3;

/// The ordered list, within the budget on a terminal, whole in a pipe.
pub(crate) fn people(
    scan: &Scan,
    settings: &Settings,
    format: Format,
    reveal: bool,
) -> anyhow::Result<()> {
    let worth = scan.cases.iter().filter(|it| it.priority > Priority::None);
    let shown: Vec<&Case> = match format {
        Format::Table => worth.take(settings.budget).collect(),
        Format::Jsonl => worth.collect(),
    };
    if shown.is_empty() && format == Format::Table {
        println_out("nobody needs a check on these records")?;
        return Ok(());
    }
    let rows: Vec<Vec<String>> = shown.iter().map(|case| row(case, scan, reveal)).collect();
    console::rows(
        format,
        &["rank", "persona", "stage", "priority", "probability", "because"],
        &rows,
    )
}

fn row(case: &Case, scan: &Scan, reveal: bool) -> Vec<String> {
    let persona = &scan.linked.personas[&case.persona];
    let assessment = &case.assessment;
    let reasons: Vec<String> = assessment
        .findings
        .iter()
        .filter(|it| it.counted.0 > 0.0)
        .take(REASONS)
        .map(|it| it.finding.card.id.to_owned())
        .collect();
    let who = match (reveal, persona.main_name()) {
        (true, Some(name)) => bonafide_model::Show::full(name),
        _ => case.persona.to_string(),
    };
    vec![
        case.rank.to_string(),
        who,
        persona.stage.as_str().to_owned(),
        case.priority.as_str().to_owned(),
        format!(
            "{} ({}–{})",
            console::percent(assessment.probability),
            console::percent(assessment.low),
            console::percent(assessment.high)
        ),
        reasons.join(", "),
    ]
}

/// Decisions that were not kept and are told one by one; the rest is counted. Guess.
const MOST_UNKEPT: usize = 10;
/// Lines about an earlier scan's personas that are told; the rest is counted. Guess.
const MOST_CHANGES: usize = 10;

/// What became of an earlier scan's personas, on stderr.
pub(crate) fn changes(changes: &[String]) {
    if !changes.is_empty() {
        eprintln!("\nsince the last scan:");
    }
    for change in changes.iter().take(MOST_CHANGES) {
        eprintln!("  {change}");
    }
    if changes.len() > MOST_CHANGES {
        eprintln!("  and {} changes more of the kind", changes.len() - MOST_CHANGES);
    }
}

/// The end of a run and how long it took, on stderr.
pub(crate) fn end(scan: &Scan, settings: &Settings, out: &Path, took: &str) {
    eprintln!();
    for line in sources(&scan.intake) {
        eprintln!("{line}");
    }
    let count = |priority: Priority| scan.cases.iter().filter(|it| it.priority == priority).count();
    eprintln!(
        "people: {} now, {} soon, {} later, {} none; {} networks",
        count(Priority::Now),
        count(Priority::Soon),
        count(Priority::Later),
        count(Priority::None),
        scan.linked.networks.len()
    );
    let in_budget: Vec<&Case> =
        scan.cases.iter().take(settings.budget).filter(|it| it.priority > Priority::None).collect();
    let sum = |of: fn(&Case) -> f64| in_budget.iter().map(|it| of(it)).sum::<f64>();
    if !in_budget.is_empty() {
        eprintln!(
            "review the first {}: expect {:.0} to {:.0} real",
            in_budget.len(),
            sum(|it| it.assessment.low),
            sum(|it| it.assessment.high)
        );
    }
    unkept(scan);
    let blind = blind(scan);
    if !blind.is_empty() {
        eprintln!("could not be checked for want of records: {}", blind.join(" · "));
    }
    eprintln!(
        "as of {} · {took} · written: {}/report.html and the files beside it",
        scan.as_of.strftime("%Y-%m-%d"),
        out.display()
    );
}

/// Decisions that could not be kept: whoever made them has to hear of it.
fn unkept(scan: &Scan) {
    let all = &scan.linked.unkept;
    for it in all.iter().take(MOST_UNKEPT) {
        eprintln!("decision not kept: {}", console::plain(it.masked()));
    }
    if all.len() > MOST_UNKEPT {
        eprintln!("and {} more; the report has them", all.len() - MOST_UNKEPT);
    }
}

/// One line a source: files, rows, refusals, first and last time.
fn sources(intake: &[FileReport]) -> Vec<String> {
    let mut by_source: BTreeMap<&str, Vec<&FileReport>> = BTreeMap::new();
    for report in intake {
        by_source.entry(report.source.unwrap_or("(not recognized)")).or_default().push(report);
    }
    let line = |(source, reports): (&str, Vec<&FileReport>)| {
        let sum = |of: fn(&FileReport) -> u64| reports.iter().map(|it| of(it)).sum::<u64>();
        let (rows, rejected) = (sum(|it| it.records), sum(|it| it.rejected.values().sum()));
        let span =
            reports.iter().filter_map(|it| it.span).reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
        let span = span.map_or(String::new(), |(first, last)| {
            format!("  {} … {}", first.strftime("%Y-%m-%d"), last.strftime("%Y-%m-%d"))
        });
        let rejected = if rejected > 0 { format!(", {rejected} rejected") } else { String::new() };
        format!("  {source:36} {:4} files {rows:9} rows{rejected}{span}", reports.len())
    };
    by_source.into_iter().map(line).collect()
}

/// Kinds of record that nobody at all has.
fn blind(scan: &Scan) -> Vec<&'static str> {
    let mut people: BTreeMap<&'static str, usize> = BTreeMap::new();
    for case in &scan.cases {
        let needs: std::collections::BTreeSet<_> =
            case.assessment.blind.iter().map(|it| it.need).collect();
        for need in needs {
            *people.entry(need.label()).or_default() += 1;
        }
    }
    people.into_iter().filter(|(_, n)| *n == scan.cases.len()).map(|(label, _)| label).collect()
}

/// One line on stdout.
pub(crate) fn println_out(text: &str) -> std::io::Result<()> {
    use std::io::Write;
    writeln!(std::io::stdout(), "{text}")
}
