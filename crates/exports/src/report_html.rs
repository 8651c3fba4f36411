//! `report.html`: the scan for people who decide, in one file that asks nothing of a network and runs no script.

use std::fmt::{self, Write};

use bonafide_model::{Priority, Scan, Settings};
use bonafide_views::Shown;

use crate::{Export, Reveal};

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

/// Cases that are told in full: guess, more than a team reviews in a month.
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

fn write(scan: &Scan, settings: &Settings, reveal: Reveal) -> Vec<u8> {
    let report = Report { scan, settings, shown: reveal.shown() };
    let mut out = String::new();
    body(&mut out, report).expect("writing into a string cannot fail");
    out.into_bytes()
}

fn body(out: &mut String, report: Report<'_>) -> fmt::Result {
    page::open(out, report)?;
    overview::write(out, report)?;
    order::write(out, report)?;
    cases(out, report)?;
    networks::write(out, report)?;
    intake::write(out, report)?;
    method::write(out, report)?;
    page::close(out)
}

fn cases(out: &mut String, report: Report<'_>) -> fmt::Result {
    out.write_str(
        "<section id=\"cases\" aria-labelledby=\"cases-title\"><h2 id=\"cases-title\">Cases</h2>",
    )?;
    let to_tell: Vec<_> =
        report.scan.cases.iter().filter(|it| it.priority != Priority::None).collect();
    if to_tell.is_empty() {
        out.write_str("<p>No persona needs a check on these records.</p>")?;
    }
    let mut told = 0;
    for case in to_tell.iter().take(MOST_CASES) {
        if out.len() > MOST_BYTES {
            break;
        }
        case::write(out, report, case)?;
        told += 1;
    }
    if to_tell.len() > told {
        write!(
            out,
            "<p class=\"note\">{} more cases are in <code>personas.jsonl</code>, in the same order.</p>",
            to_tell.len() - told
        )?;
    }
    out.write_str("</section>")
}
