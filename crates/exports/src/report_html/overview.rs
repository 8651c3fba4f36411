//! The headline, what it starts from, and what must not be done yet.

use std::fmt::{self, Write};

use bonafide_model::{Case, Priority};
use bonafide_views::{day, grouped, one_in, percent};

use super::Report;

/// The headline in two sentences.
pub(super) fn headline(out: &mut String, report: Report<'_>) -> fmt::Result {
    let cases = &report.scan.cases;
    let first = first_to_review(report);
    write!(
        out,
        "<p class=\"kicker\">Records as of {} · {} personas</p><h1>",
        day(report.scan.as_of),
        grouped(cases.len() as u64)
    )?;
    if first.is_empty() {
        return out.write_str(
            "Nobody needs a check on these records.</h1><p class=\"lead\">That is not the same as cleared: what could not be checked is listed below.</p>",
        );
    }
    match first.as_slice() {
        [only] => write!(
            out,
            "One case to review; the chance that it is real is {}.</h1>",
            percent(only.assessment.probability)
        )?,
        several => {
            let [low, about, high] = expected(several);
            let range = if low == high {
                String::new()
            } else {
                format!(" (<span class=\"range-words\">{low}\u{2013}{high}</span>)")
            };
            let are = if about == 1 { "is" } else { "are" };
            write!(
                out,
                "Review these {} first; about {about} of them{range} {are} expected to be real.</h1>",
                several.len()
            )?;
        }
    }
    out.write_str(
        "\
         <p class=\"lead\">Real means: somebody who is not who, or not where, they say they are. Nothing here is a verdict; each case says what speaks \
         against the person, what speaks for them, and which small check would settle it.</p>",
    )
}

/// As many cases as the organisation can review, of those that need a check.
fn first_to_review<'a>(report: Report<'a>) -> Vec<&'a Case> {
    report
        .scan
        .cases
        .iter()
        .filter(|it| it.priority != Priority::None)
        .take(report.settings.budget)
        .collect()
}

/// How many of them to expect: at least, about, at most. Cases of one network stand and fall together, so the ends of the
/// ranges are added, not averaged.
fn expected(cases: &[&Case]) -> [u64; 3] {
    let ends: [fn(&Case) -> f64; 3] =
        [|it| it.assessment.low, |it| it.assessment.probability, |it| it.assessment.high];
    ends.map(|end| cases.iter().map(|it| end(it)).sum::<f64>().round() as u64)
}

/// What the numbers start from, and the rules for the reader.
pub(super) fn write(out: &mut String, report: Report<'_>) -> fmt::Result {
    let settings = report.settings;
    write!(
        out,
        "<div class=\"pair\"><section aria-labelledby=\"not-yet\" class=\"warn\"><h2 id=\"not-yet\">What must not be done yet</h2><ul>\
         <li><strong>Do not confront anybody.</strong> An honest person is harmed, and somebody who is not honest is warned.</li>\
         <li><strong>Do not dismiss, refuse or lock out anybody on this page alone.</strong> It orders checks; people decide, after the checks.</li>\
         <li><strong>Do not share names or this page</strong> beyond those who make the checks. If a name turns out to be borrowed or stolen, its owner is a victim.</li>\
         <li>Keep the records as they are until the checks are made.</li></ul></section>\
         <section aria-labelledby=\"base\"><h2 id=\"base\">What the numbers start from</h2><p>Before any evidence, {} applicants and referees and {} staff \
         are taken to misrepresent who or where they are. Set these to what your organisation has seen: everything below moves with them.</p>\
         <p>The list is cut for {} reviews.</p></section></div>",
        one_in(settings.applicant_base_rate),
        one_in(settings.staff_base_rate),
        settings.budget,
    )
}
