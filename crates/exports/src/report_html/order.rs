//! The cases in strict order, one row each.

use std::fmt::{self, Write};

use bonafide_model::{Case, PersonaId, Priority, Weighed};
use bonafide_views::{
    anchor, cell, counted, esc, percent, priority_words, range_bar, range_words, stage_words, table,
};

use super::{Report, Told};

/// Rows of the table; the rest is counted. Guess: what a page still holds.
const MOST_ROWS: usize = 300;
/// Reasons in one row.
const MOST_REASONS: usize = 3;
const HEADS: &[&str] = &[
    "Rank",
    "Persona",
    "Chance and range",
    "Main reasons",
    "Speaks for the person",
    "Not checked",
];

/// The table and a count of the rest.
pub(super) fn write(out: &mut String, report: Report<'_>, told: &Told<&PersonaId>) -> fmt::Result {
    out.write_str("<section id=\"main\" tabindex=\"-1\" aria-labelledby=\"order-title\"><h2 id=\"order-title\">In order</h2>")?;
    let listed: Vec<&Case> =
        report.scan.cases.iter().filter(|it| it.priority != Priority::None).collect();
    let (first, others) = listed.split_at(report.settings.budget.min(listed.len()));
    let caption = "The order is strict: with time for three, take the first three";
    rows(out, report, (caption, first), told)?;
    let others = &others[..others.len().min(MOST_ROWS)];
    if !others.is_empty() {
        write!(
            out,
            "<details class=\"later\"><summary>{} more, beyond the reviews that fit</summary>",
            others.len()
        )?;
        rows(out, report, ("The same order goes on", others), told)?;
        out.write_str("</details>")?;
    }
    let rest = report.scan.cases.len() - listed.len();
    write!(
        out,
        "<p>{rest} more personas need no check on these records. That is not the same as cleared.</p>"
    )?;
    let shown = first.len() + others.len();
    if listed.len() > shown {
        write!(
            out,
            "<p class=\"note\">{} further rows are in <code>personas.jsonl</code>.</p>",
            listed.len() - shown
        )?;
    }
    out.write_str("</section>")
}

fn rows(
    out: &mut String,
    report: Report<'_>,
    (caption, cases): (&str, &[&Case]),
    told: &Told<&PersonaId>,
) -> fmt::Result {
    if cases.is_empty() {
        return Ok(());
    }
    table(out, "order", caption, HEADS)?;
    for case in cases {
        row(out, report, (case, told.ids.contains(&case.persona)))?;
    }
    out.write_str("</tbody></table>")
}

fn row(out: &mut String, report: Report<'_>, (case, is_told): (&Case, bool)) -> fmt::Result {
    let assessment = &case.assessment;
    let stage =
        report.scan.linked.personas.get(&case.persona).map_or("", |it| stage_words(it.stage));
    out.write_str("<tr>")?;
    cell(out, "Rank", case.rank)?;
    let name = report.shown.person(&report.scan.linked, &case.persona);
    let name = esc(&name);
    let about = format!("<span class=\"note\">{stage} · {}</span>", priority_words(case.priority));
    if is_told {
        let target = anchor("case", &case.persona.0);
        cell(out, "Persona", format_args!("<a href=\"#{target}\">{name}</a> {about}"))?;
    } else {
        cell(out, "Persona", format_args!("<span class=\"id\">{name}</span> {about}"))?;
    }
    let mut chance = format!("<strong>{}</strong> ", percent(assessment.probability));
    range_bar(&mut chance, assessment)?;
    write!(chance, "<span class=\"note\">{}</span>", range_words(assessment.low, assessment.high))?;
    cell(out, "Chance and range", chance)?;
    let against: Vec<&Weighed> =
        assessment.findings.iter().filter(|it| it.counted.0 > 0.0).take(MOST_REASONS).collect();
    cell(out, "Main reasons", reasons(&against)?)?;
    let counter: Vec<&Weighed> =
        assessment.findings.iter().filter(|it| it.finding.bits.0 < 0.0).take(1).collect();
    cell(out, "Speaks for the person", reasons(&counter)?)?;
    cell(out, "Not checked", counted(assessment.blind.len(), "check"))?;
    out.write_str("</tr>")
}

fn reasons(findings: &[&Weighed]) -> Result<String, fmt::Error> {
    if findings.is_empty() {
        return Ok("<span class=\"note\">nothing in these records</span>".to_owned());
    }
    let mut res = String::from("<ul>");
    for weighed in findings {
        write!(res, "<li>{}</li>", esc(weighed.finding.card.title))?;
    }
    res.push_str("</ul>");
    Ok(res)
}
