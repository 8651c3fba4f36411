//! Tells a page: writes its exports, scans them, and prints the cases in a form that a human can read and a test can compare.

use std::{collections::BTreeMap, fmt::Write as _, path::Path};

use bonafide_model::{FileReport, Ledger, Mapping, Persona, Priority, Scan, Settings};
use bonafide_pipeline::Tables;
use bonafide_reference::Shipped;

use crate::{KnockedOut, Page, PageError, StoryAtlas, knocked_out};

/// What came of a page.
pub struct Told {
    /// The cases, printed.
    pub cases: String,
    /// The ties, printed, and what stays apart.
    pub ties: String,
    /// The scan behind it.
    pub scan: Scan,
}

/// In which order rows and files are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    AsWritten,
    Reversed,
}

/// Scans a page forwards and backwards.
pub fn tell(page: &Page, shipped: &Shipped) -> Result<Told, PageError> {
    let forwards = scan(page, shipped, Order::AsWritten)?;
    let backwards = scan(page, shipped, Order::Reversed)?;
    let (cases, reversed) = (print(&forwards), print(&backwards));
    if cases != reversed {
        return Err(PageError(format!(
            "{}: the order of rows changed the result:\n{cases}\nagainst\n{reversed}",
            page.path.display()
        )));
    }
    let (ties, reversed) = (crate::ties::print(&forwards), crate::ties::print(&backwards));
    if ties != reversed {
        return Err(PageError(format!(
            "{}: the order of rows changed the ties:\n{ties}\nagainst\n{reversed}",
            page.path.display()
        )));
    }
    Ok(Told { cases, ties, scan: forwards })
}

/// What the page shows otherwise without one of its sources, and should not: see [`knocked_out`].
pub fn tell_without_each_source(page: &Page, shipped: &Shipped) -> Result<KnockedOut, PageError> {
    let read = read(page)?;
    let said = read.iter().flat_map(|(_, it)| it.said.values().flat_map(|it| it.values()));
    let used =
        read.iter().flat_map(|(_, it)| it.footprints.values().flat_map(|it| it.cells.values()));
    let latest = said.filter_map(|it| it.last).chain(used.map(|it| it.last)).max();
    // The same day for all, though the last record may be among those that are left out.
    let settings = Settings { as_of: page.as_of.or(latest), ..Settings::default() };
    let atlas = StoryAtlas::new(shipped);
    let tables = Tables { atlas: &atlas, lists: shipped.lists() };
    Ok(knocked_out(&read, tables, &settings))
}

fn scan(page: &Page, shipped: &Shipped, order: Order) -> Result<Scan, PageError> {
    let mut read = read_in(page, order)?;
    if order == Order::Reversed {
        read.reverse();
    }
    let mut ledger = Ledger::default();
    let mut reports = Vec::new();
    for (report, said) in read {
        ledger.merge(said);
        reports.push(report);
    }
    reports.sort_by(|a, b| a.file.cmp(&b.file));
    let settings = Settings { as_of: page.as_of, ..Settings::default() };
    let atlas = StoryAtlas::new(shipped);
    Ok(bonafide_pipeline::analyze(
        ledger,
        reports,
        Tables { atlas: &atlas, lists: shipped.lists() },
        &settings,
    ))
}

/// Reads the exports of a page as they are written.
pub(crate) fn read(page: &Page) -> Result<Vec<(FileReport, Ledger)>, PageError> {
    read_in(page, Order::AsWritten)
}

fn read_in(page: &Page, order: Order) -> Result<Vec<(FileReport, Ledger)>, PageError> {
    let wrong = |what: String| PageError(format!("{}: {what}", page.path.display()));
    let folder = tempfile::tempdir().map_err(|it| wrong(it.to_string()))?;
    for (name, body) in &page.files {
        let body = if order == Order::Reversed { reversed(name, body) } else { body.clone() };
        put(&folder.path().join(name), body.as_bytes()).map_err(|it| wrong(it.to_string()))?;
    }
    for (name, description) in &page.documents {
        let bytes = if name.ends_with(".jpg") {
            crate::picture::photograph(description).map_err(|it| wrong(it.to_string()))?
        } else {
            crate::docx::bytes(description).map_err(|it| wrong(it.to_string()))?
        };
        put(&folder.path().join(name), &bytes).map_err(|it| wrong(it.to_string()))?;
    }
    let input = bonafide_intake::open(folder.path(), &bonafide_intake::Limits::default())
        .map_err(|it| wrong(it.to_string()))?;
    let mut read = Vec::new();
    for file in input.files(&Mapping::default()) {
        let file = file.map_err(|it| wrong(it.to_string()))?;
        read.push(bonafide_pipeline::read(file, None));
    }
    Ok(read)
}

fn put(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::write(path, bytes)
}

/// The rows of an export in reverse; a table's header stays on top, JSON that is one value stays as it is.
fn reversed(name: &str, body: &str) -> String {
    let is_table = body
        .lines()
        .next()
        .is_some_and(|it| it.contains(',') && !it.trim_start().starts_with(['{', '[']));
    let is_lines = body.lines().all(|it| it.starts_with('{') && it.ends_with('}'));
    if name.ends_with(".txt") || !(is_table || is_lines) {
        return body.to_owned();
    }
    let mut lines: Vec<&str> = body.lines().collect();
    let keep = usize::from(is_table);
    lines[keep..].reverse();
    lines.join("\n") + "\n"
}

/// The cases as text: who, how urgent, and every finding with what it counts.
fn print(scan: &Scan) -> String {
    let mut res = String::new();
    let mut n_quiet = 0;
    for case in &scan.cases {
        if case.assessment.findings.is_empty() {
            n_quiet += 1;
            continue;
        }
        let who = records(&scan.linked.personas[&case.persona]);
        let network = if case.network.is_some() { ", in a network" } else { "" };
        let (priority, probability) = (case.priority.as_str(), case.assessment.probability);
        line(&mut res, &format!("{priority}: {who} ({probability:.4}{network})"));
        for weighed in &case.assessment.findings {
            let (finding, counted) = (&weighed.finding, weighed.counted.0);
            line(&mut res, &format!("  {counted:+.1} {}", finding.card.id));
        }
    }
    for network in scan.linked.networks.values() {
        let members: Vec<String> =
            network.members.iter().map(|it| records(&scan.linked.personas[&it.persona])).collect();
        line(&mut res, &format!("network: {}", members.join(" + ")));
        for facilitator in &network.facilitators {
            line(
                &mut res,
                &format!("  {} by {}", facilitator.role.as_str(), facilitator.kind.as_str()),
            );
        }
    }
    let rejected: BTreeMap<String, u64> =
        scan.intake.iter().flat_map(|it| it.rejected.clone()).collect();
    for (why, count) in rejected {
        line(&mut res, &format!("rejected {count}: {why}"));
    }
    for report in scan.intake.iter().filter(|it| it.source.is_none()) {
        line(&mut res, &format!("not recognized: {}", report.file));
    }
    line(&mut res, &format!("nothing seen: {n_quiet}"));
    res
}

pub(crate) fn line(out: &mut String, text: &str) {
    writeln!(out, "{text}").expect("writing to a string does not fail");
}

pub(crate) fn records(persona: &Persona) -> String {
    persona
        .records
        .iter()
        .map(|it| it.key.as_ref())
        .collect::<std::collections::BTreeSet<_>>()
        .into_iter()
        .collect::<Vec<_>>()
        .join(" = ")
}

impl Told {
    /// Whether a signal is on any case.
    pub fn has(&self, signal: &str) -> bool {
        self.scan
            .cases
            .iter()
            .any(|case| case.assessment.findings.iter().any(|it| it.finding.card.id == signal))
    }

    /// The most urgent priority of the page.
    pub fn most_urgent(&self) -> Priority {
        self.scan.cases.iter().map(|it| it.priority).max().unwrap_or(Priority::None)
    }
}
