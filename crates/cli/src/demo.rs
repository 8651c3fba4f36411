//! `demo` and `simulate`: a synthetic company, written and scanned.

use std::{fs, io::Write, path::Path};

use anyhow::Context;
use bonafide_model::{Case, Scan};
use bonafide_simulate::Plan;

use crate::{args, book::book, console, own::House, phases::Phases, publish::Draft, scan, summary};

/// The file by which a folder is known as a simulated company.
const TRUTH: &str = "truth.json";
/// The folder of a demo that is scanned.
const EXPORTS: &str = "exports";
/// Width of prose on a terminal.
const PROSE: usize = 96;
/// Width of what stands before the words of a finding.
const LEAD: usize = 9;
/// Findings told in words.
const TOLD: usize = 5;

/// Writes a company, scans it, tells the first case.
pub(crate) fn run(args: &args::Demo) -> anyhow::Result<()> {
    let mut phases = Phases::start("making", args.quiet);
    let plan = Plan { seed: args.seed, ..Plan::default() };
    if !args.quiet {
        eprintln!("making a synthetic company of {} staff in {} …", plan.staff, args.out.display());
    }
    // The truth lies beside the exports: it is for the reader, not for the scan.
    let draft = Draft::start(&args.out, TRUTH)?;
    write(&plan, &draft.path().join(EXPORTS), &draft.path().join(TRUTH))?;
    draft.publish()?;
    let truth = args.out.join(TRUTH);
    let reading = args::Reading {
        mapping: None,
        mmdb: None,
        as_of: None,
        quiet: args.quiet,
        document_seconds: args::DOCUMENT_SECONDS,
    };
    let scan_args = args::Scan {
        exports: args.out.join(EXPORTS),
        out: args.out.join("out"),
        reading,
        own: args::Own::default(),
        cache: None,
        no_cache: true,
        reveal: false,
        budget: bonafide_model::Settings::BUDGET,
        applicant_base_rate: bonafide_model::Settings::APPLICANT_BASE_RATE,
        staff_base_rate: bonafide_model::Settings::STAFF_BASE_RATE,
        fail_on: None,
        format: Some(args::Format::Table),
    };
    let settings = scan::settings(&scan_args)?;
    phases.mark("reading");
    let made = scan::make(&scan_args, &House::default(), None, &mut phases)?;
    phases.begin("writing");
    scan::publish(&scan_args, &settings, &made)?;
    let took = phases.end();
    let scan = made.scan;
    summary::people(&scan, &settings, args::Format::Table, false)?;
    if let Some(case) = scan.cases.first() {
        tell(case, &scan)?;
    }
    if !args.quiet {
        summary::end(&scan, &settings, &scan_args.out, &took);
    }
    let mut out = std::io::stdout();
    writeln!(out, "\nreport:  {}", scan_args.out.join("report.html").display())?;
    writeln!(out, "truth:   {}", truth.display())?;
    writeln!(out, "next:    bonafide why 1 --out {}", scan_args.out.display())?;
    Ok(())
}

/// The first case in words.
fn tell(case: &Case, scan: &Scan) -> anyhow::Result<()> {
    let mut out = std::io::stdout();
    let persona = &scan.linked.personas[&case.persona];
    let assessment = &case.assessment;
    writeln!(out)?;
    let head = format!(
        "First case: {} ({}) needs a check. Before the evidence the odds were 1 in {:.0}; with it the probability that this person is not who or where they say is {} (range {} to {}). This is not a verdict.",
        case.persona,
        persona.stage.as_str(),
        1.0 / assessment.prior.probability(),
        console::percent(assessment.probability),
        console::percent(assessment.low),
        console::percent(assessment.high),
    );
    for line in console::wrapped(&head, console::room(0, PROSE)) {
        writeln!(out, "{line}")?;
    }
    for weighed in assessment.findings.iter().take(TOLD) {
        let from =
            weighed.finding.evidence.lines().first().map(ToString::to_string).unwrap_or_default();
        let text = format!("{} ({from})", weighed.finding.because);
        for (idx, line) in
            console::wrapped(&text, console::room(LEAD, PROSE - 10)).iter().enumerate()
        {
            let lead =
                if idx == 0 { format!("  {:+5.1}  ", weighed.counted.0) } else { " ".repeat(LEAD) };
            writeln!(out, "{lead}{line}")?;
        }
    }
    if let Some(check) = case.next_checks.first() {
        let clear = format!("What would clear them: {}.", check.step);
        for line in console::wrapped(&clear, console::room(0, PROSE)) {
            writeln!(out, "{line}")?;
        }
    }
    Ok(())
}

/// Writes a company and its truth.
pub(crate) fn simulate(args: &args::Simulate) -> anyhow::Result<()> {
    let plan = Plan {
        seed: args.seed,
        staff: args.staff,
        applicants: args.applicants,
        months: args.months,
        ..Plan::default()
    };
    let draft = Draft::start(&args.out, TRUTH)?;
    write(&plan, draft.path(), &draft.path().join(TRUTH))?;
    draft.publish()
}

/// Writes a company's exports below one folder and its truth elsewhere.
fn write(plan: &Plan, folder: &Path, truth: &Path) -> anyhow::Result<()> {
    let book = book(&bonafide_reference::load());
    let mut append = |name: &str, bytes: &[u8]| append(&folder.join(name), bytes);
    let answers = bonafide_simulate::write(plan, &book, &mut append)
        .context("cannot write the simulated company")?;
    fs::write(truth, bonafide_simulate::truth_json(&answers))
        .with_context(|| format!("cannot write {}", truth.display()))
}

fn append(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::OpenOptions::new().create(true).append(true).open(path)?.write_all(bytes)
}
