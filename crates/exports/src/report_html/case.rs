//! One case in full.

use std::{
    collections::BTreeMap,
    fmt::{self, Write},
};

use bonafide_model::{Bits, Case, Need, NetworkId};
use bonafide_views::{
    Picture, anchor, claims_table, counted, esc, facilitators_table, network_picture, one_in,
    percent, priority_words, range_bar, range_words, signed, spaced, stage_words, ties_table,
    timeline, timeline_table, waterfall,
};

use super::{Report, findings};

/// Writes the case; `network` is the one to link to.
pub(super) fn write(
    out: &mut String,
    report: Report<'_>,
    (case, network): (&Case, Option<&NetworkId>),
) -> fmt::Result {
    let id = anchor("case", &case.persona.0);
    let name = report.shown.person(&report.scan.linked, &case.persona);
    let stage =
        report.scan.linked.personas.get(&case.persona).map_or("", |it| stage_words(it.stage));
    write!(
        out,
        "<article class=\"case\" id=\"{id}\" aria-labelledby=\"{id}-title\"><h3 id=\"{id}-title\">{}. {}</h3>\
         <p class=\"kicker\">{stage} · {}</p>",
        case.rank,
        esc(&name),
        priority_words(case.priority),
    )?;
    answer(out, case, &name)?;
    next_checks(out, case)?;
    if !case.claims.is_empty() {
        out.write_str("<h4>Said and observed</h4>")?;
        claims_table(out, &case.claims, report.shown)?;
    }
    out.write_str("<h4>How it adds up</h4>")?;
    waterfall(out, &case.assessment)?;
    findings::write(out, report, case)?;
    explanations(out, case)?;
    times(out, report, case)?;
    links(out, report, (case, network))?;
    blind(out, case)?;
    out.write_str("<p><a href=\"#main\">Back to the order</a></p></article>")
}

fn answer(out: &mut String, case: &Case, name: &str) -> fmt::Result {
    let assessment = &case.assessment;
    write!(
        out,
        "<div class=\"answer\"><p class=\"question\">Is {} who, and where, they say they are?</p><p>The records do not settle it. They put the chance that \
         they are not at <strong>{}</strong> (range {}); it was {} before any evidence. ",
        esc(name),
        percent(assessment.probability),
        range_words(assessment.low, assessment.high),
        one_in(assessment.prior.probability()),
    )?;
    let supporting = assessment.findings.iter().filter(|it| it.finding.bits.0 > 0.0).count();
    let clearing = assessment.findings.iter().filter(|it| it.finding.bits.0 < 0.0).count();
    write!(
        out,
        "{supporting} {} against the person, {clearing} for them, and {} could not run.</p>",
        if supporting == 1 { "finding speaks" } else { "findings speak" },
        counted(assessment.blind.len(), "check"),
    )?;
    range_bar(out, assessment)?;
    out.write_str("</div>")
}

fn next_checks(out: &mut String, case: &Case) -> fmt::Result {
    if case.next_checks.is_empty() {
        return Ok(());
    }
    out.write_str("<h4>What would settle it</h4><p>What settles most comes first. Each check can clear as well as confirm.</p><ol class=\"checks\">")?;
    for check in &case.next_checks {
        let settles: Vec<&str> = check.settles.iter().map(|it| title(case, it)).collect();
        let settles = settles.join("; ");
        write!(
            out,
            "<li>{} <span class=\"note\">If it clears, {} bits fall away ({}).</span></li>",
            esc(check.step),
            signed(Bits(check.bits.abs())).trim_start_matches('+'),
            esc(&settles),
        )?;
    }
    out.write_str("</ol>")
}

/// The title of a signal of this case; its id if the case lacks it.
fn title<'a>(case: &'a Case, signal: &'a str) -> &'a str {
    let mut cards = case.assessment.findings.iter().map(|it| it.finding.card);
    cards.find(|it| it.id == signal).map_or(signal, |it| it.title)
}

/// The reasons for an explanation, each once, without the signal's id in front.
fn reasons<'a>(case: &Case, supports: &'a [String]) -> Vec<&'a str> {
    let mut res: Vec<&str> = Vec::new();
    for support in supports {
        let reason = match support.split_once(": ") {
            Some((id, reason)) if title(case, id) != id => reason,
            Some(_) | None => support,
        };
        if !res.contains(&reason) {
            res.push(reason);
        }
    }
    res
}

fn explanations(out: &mut String, case: &Case) -> fmt::Result {
    if case.explanations.is_empty() {
        return Ok(());
    }
    out.write_str("<h4>Explanations that compete</h4><ol class=\"explanations\">")?;
    for explanation in &case.explanations {
        write!(out, "<li><strong>{}</strong>", esc(explanation.name))?;
        if !explanation.supports.is_empty() {
            write!(out, "<br>Fits: {}.", esc(&reasons(case, &explanation.supports).join("; ")))?;
        }
        write!(out, "<br>Told apart by: {}.</li>", esc(explanation.tells_apart))?;
    }
    out.write_str("</ol>")
}

fn times(out: &mut String, report: Report<'_>, case: &Case) -> fmt::Result {
    if case.timeline.is_empty() {
        return Ok(());
    }
    out.write_str("<h4>Timeline</h4>")?;
    timeline(out, &case.timeline)?;
    write!(out, "<details><summary>All {} moments with their rows</summary>", case.timeline.len())?;
    timeline_table(out, &case.timeline, report.shown)?;
    out.write_str("</details>")
}

fn links(
    out: &mut String,
    report: Report<'_>,
    (case, network): (&Case, Option<&NetworkId>),
) -> fmt::Result {
    let Some(picture) = Picture::around(&case.persona, &report.scan.linked) else {
        return out
            .write_str("<h4>Links</h4><p>No tie to another persona shows in these records.</p>");
    };
    out.write_str("<h4>Links</h4>")?;
    network_picture(out, &picture)?;
    ties_table(out, &picture, report.shown)?;
    facilitators_table(out, &picture, report.shown)?;
    match network {
        Some(network) => write!(
            out,
            "<p><a href=\"#{}\">The whole network {}</a></p>",
            anchor("network", &network.0),
            esc(&network.0)
        ),
        None => Ok(()),
    }
}

/// Checks that could not run, by the records that they miss.
fn blind(out: &mut String, case: &Case) -> fmt::Result {
    out.write_str("<h4>What could not be checked</h4>")?;
    let mut signals_by_need: BTreeMap<Need, Vec<&str>> = BTreeMap::new();
    for blind in &case.assessment.blind {
        signals_by_need.entry(blind.need).or_default().push(blind.signal);
    }
    if signals_by_need.is_empty() {
        return out.write_str("<p>Every check could run.</p>");
    }
    out.write_str("<p>Missing records are not a good sign and not a bad one; they make the range wider.</p><ul class=\"blind\">")?;
    for (need, signals) in signals_by_need {
        write!(
            out,
            "<li>Without {}: <details><summary>{}</summary>{}</details></li>",
            esc(need.label()),
            counted(signals.len(), "check"),
            esc(&spaced(&signals.join(", "))),
        )?;
    }
    out.write_str("</ul>")
}
