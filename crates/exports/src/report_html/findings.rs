//! The findings of a case, against the person and for them.

use std::fmt::{self, Write};

use bonafide_model::{Case, Weighed};
use bonafide_views::{esc, evidence_lines, signed};

use super::Report;

/// Both lists, each finding with its ordinary explanations and its lines.
pub(super) fn write(out: &mut String, report: Report<'_>, case: &Case) -> fmt::Result {
    let (clearing, supporting): (Vec<&Weighed>, Vec<&Weighed>) =
        case.assessment.findings.iter().partition(|it| it.finding.bits.0 < 0.0);
    list(out, report, ("What speaks against the person", "against"), &supporting)?;
    list(out, report, ("What speaks for the person", "for"), &clearing)
}

fn list(
    out: &mut String,
    report: Report<'_>,
    (title, class): (&str, &str),
    findings: &[&Weighed],
) -> fmt::Result {
    write!(out, "<h4>{title} ({})</h4>", findings.len())?;
    if findings.is_empty() {
        return out.write_str("<p>Nothing in these records.</p>");
    }
    write!(out, "<ul class=\"findings {class}\">")?;
    let (counted, silent): (Vec<&Weighed>, Vec<&Weighed>) =
        findings.iter().partition(|it| it.counted.0 != 0.0);
    for weighed in counted {
        item(out, report, weighed)?;
    }
    out.write_str("</ul>")?;
    if silent.is_empty() {
        return Ok(());
    }
    write!(
        out,
        "<details><summary>{} more that add nothing here</summary><ul class=\"findings {class}\">",
        silent.len()
    )?;
    for weighed in silent {
        item(out, report, weighed)?;
    }
    out.write_str("</ul></details>")
}

fn item(out: &mut String, report: Report<'_>, weighed: &Weighed) -> fmt::Result {
    let finding = &weighed.finding;
    let card = finding.card;
    write!(
        out,
        "<li><h5>{}</h5><p>{}</p><dl><dt>Weight</dt><dd>{}</dd><dt>Ordinary explanations</dt><dd>{}</dd><dt>How to check</dt><dd>{}</dd></dl>",
        esc(card.title),
        esc(&report.shown.words(&finding.because)),
        weight(weighed),
        esc(&card.benign.join("; ")),
        esc(card.verify),
    )?;
    write!(
        out,
        "<details><summary>Rows it rests on ({})</summary>",
        finding.evidence.lines().len()
    )?;
    evidence_lines(out, &finding.evidence, report.shown)?;
    write!(out, "<p class=\"note\">Signal <code>{}</code></p></details></li>", esc(card.id))
}

fn weight(weighed: &Weighed) -> String {
    let (own, counted) = (weighed.finding.bits, weighed.counted);
    let family = weighed.finding.card.family.label();
    if own.0 == 0.0 {
        // Its sentence says why.
        format!("{} bits · {family}", signed(own))
    } else if counted.0 == 0.0 {
        format!(
            "{} bits alone; counts 0.0, because another finding on {family} already counts",
            signed(own)
        )
    } else if signed(own) == signed(counted) {
        format!("{} bits · {family}", signed(own))
    } else {
        format!("{} bits, counts {} · {family}", signed(own), signed(counted))
    }
}
