//! `report.html`: the scan for people who decide, in one file that asks nothing of a network and runs no script.

use std::{
    collections::BTreeSet,
    fmt::{self, Write},
};

use bonafide_model::{Case, NetworkId, PersonaId, Priority, Scan, Settings};
use bonafide_views::Shown;

use crate::{Export, Reveal, frame};

mod case;
mod findings;
mod intake;
mod method;
mod networks;
mod order;
mod overview;
mod page;

/// The format.
pub(crate) const EXPORT: Export =
    Export { file: "report.html", about: "the cases for people to read, in one file", write };

/// Cases that are told in full, however many reviews fit: guess, more than a team reviews in a month.
const MOST_CASES: usize = 50;
/// Bytes after which no further case is told in full, so that the page stays under 3 MB with what follows the cases. Guess.
const MOST_BYTES: usize = 2_300_000;

/// What every part of the report looks at.
#[derive(Clone, Copy)]
struct Report<'a> {
    scan: &'a Scan,
    settings: &'a Settings,
    shown: Shown,
}

/// A part that may be cut short: its HTML, and what it tells in full, so that others link to nothing else.
struct Told<T> {
    html: String,
    ids: BTreeSet<T>,
}

fn write(scan: &Scan, settings: &Settings, reveal: Reveal) -> Vec<u8> {
    let report = Report { scan, settings, shown: reveal.shown() };
    let mut out = String::new();
    body(&mut out, report).expect("writing into a string cannot fail");
    out.into_bytes()
}

fn body(out: &mut String, report: Report<'_>) -> fmt::Result {
    let networks = networks::tell(report)?;
    let cases = tell_cases(report, &networks)?;
    page::open(out, report)?;
    overview::write(out, report)?;
    order::write(out, report, &cases)?;
    out.push_str(&cases.html);
    out.push_str(&networks.html);
    intake::write(out, report)?;
    method::write(out, report)?;
    frame::close(out)
}

fn tell_cases<'a>(
    report: Report<'a>,
    networks: &Told<&NetworkId>,
) -> Result<Told<&'a PersonaId>, fmt::Error> {
    let mut html = String::from(
        "<section id=\"cases\" aria-labelledby=\"cases-title\"><h2 id=\"cases-title\">Cases</h2>",
    );
    let mut ids = BTreeSet::new();
    let all: Vec<&Case> =
        report.scan.cases.iter().filter(|it| it.priority != Priority::None).collect();
    if all.is_empty() {
        html.push_str("<p>No persona needs a check on these records.</p>");
    }
    for case in all.iter().take(report.settings.budget.min(MOST_CASES)) {
        if html.len() > MOST_BYTES {
            break;
        }
        let network = case.network.as_ref().filter(|it| networks.ids.contains(it));
        case::write(&mut html, report, (case, network))?;
        ids.insert(&case.persona);
    }
    if all.len() > ids.len() {
        let more = all.len() - ids.len();
        write!(
            html,
            "<p class=\"note\">{more} more cases are in <code>personas.jsonl</code>, in the same order.</p>"
        )?;
    }
    html.push_str("</section>");
    Ok(Told { html, ids })
}
