//! The coverage page for readers: one table after the other, each made from the data and the cards.

use std::collections::BTreeSet;

use bonafide_model::{Card, Family, Need, Stage};
use bonafide_signals::SIGNALS;
use bonafide_sources::{SOURCES, Source};

use super::{COUNTER_EVIDENCE, Coverage, PARTS, Row, answering};
use crate::tell::line;

/// Columns of the comparison with others: the key in the data, and what stands above the column.
const COLUMNS: [(&str, &str); 10] = [
    ("application", "application"),
    ("interview", "interview"),
    ("identity", "identity"),
    ("shipping", "shipping"),
    ("location", "place and network"),
    ("remote_control", "remote control"),
    ("sharing", "sharing and pattern"),
    ("code", "code and data"),
    ("pay", "pay"),
    ("exit", "leaving"),
];

/// The whole page.
pub fn coverage_markdown(coverage: &Coverage) -> String {
    let mut page = String::new();
    head(&mut page, coverage);
    by_stage(&mut page);
    beside_others(&mut page, coverage);
    by_kind_of_record(&mut page);
    by_source(&mut page);
    rows(&mut page, coverage);
    left_out(&mut page, coverage);
    statements(&mut page, coverage);
    gaps(&mut page, coverage);
    faults(&mut page, coverage);
    counter_evidence(&mut page, coverage);
    never(&mut page, coverage);
    page
}

fn head(page: &mut String, coverage: &Coverage) {
    let count = |is_wanted: fn(&str, &Row) -> bool| {
        coverage.rows.iter().filter(|(id, row)| is_wanted(id, row)).count()
    };
    let whole = count(|id, row| is_signaled(id) && row.out.is_none());
    let in_part = count(|id, row| is_signaled(id) && row.out.is_some());
    let linked = count(|id, row| !is_signaled(id) && row.linked.is_some());
    let out = count(is_left_out);
    line(
        page,
        "# Coverage\n\nMade from the cards of signals and sources and from `crates/casebook/src/coverage.toml`; do not edit. What \
         is published about remote workers who are not who, or not where, they say they are, and what answers it here; what \
         is left out, and why; what others ship.\n",
    );
    line(page, "| | |\n|---|---|");
    for (what, n) in [
        ("published indicators that were gone through", coverage.rows.len()),
        ("answered by signals", whole),
        ("answered by signals in part, with the rest left out for a reason", in_part),
        ("answered otherwise: by ties, networks, or what is told as unchecked", linked),
        ("left out, with the reason", out),
        ("signals", SIGNALS.len()),
        (
            "of them, speaking for the person",
            SIGNALS.iter().filter(|it| it.card.weight.0 < 0.0).count(),
        ),
        ("exports that can be read", SOURCES.len()),
    ] {
        line(page, &format!("| {what} | {n} |"));
    }
}

fn is_signaled(id: &str) -> bool {
    answering(id).next().is_some()
}

const STAGES: [Stage; 14] = [
    Stage::Sourcing,
    Stage::Application,
    Stage::Interview,
    Stage::Identity,
    Stage::Shipping,
    Stage::Access,
    Stage::Endpoint,
    Stage::VirtualDesktop,
    Stage::Code,
    Stage::Payment,
    Stage::Conduct,
    Stage::Data,
    Stage::Offboarding,
    Stage::References,
];

fn by_stage(page: &mut String) {
    line(page, "\n## Signals by stage\n\n| stage | signals | which |\n|---|---|---|");
    for stage in STAGES {
        let ids = signals_where(|it| it.stage == stage);
        line(page, &format!("| {} | {} | {} |", stage.as_str(), ids.len(), links(ids)));
    }
}

fn beside_others(page: &mut String, coverage: &Coverage) {
    line(
        page,
        "\n## Beside others\n\nRules of others that can be run and bear on this threat, as counted in their public repositories in \
         autumn 2026; `~` where the count rests on names alone. A rule and a signal are not the same thing: one rule may hold a \
         list of fifty programs, as one signal does here, and fifty rules may hold one program each. So the columns say where \
         somebody looks at all, and not how well. Detections that vendors keep closed could not be counted. Access signals of \
         sharing and of patterns of work stand under *sharing and pattern*, as the others' do.\n",
    );
    let names = COLUMNS.map(|(_, name)| name).join(" | ");
    line(page, &format!("| | {names} |\n|---|{}", "---|".repeat(COLUMNS.len())));
    let ours =
        COLUMNS.map(|(key, _)| signals_where(|it| column(it) == key).len().to_string()).join(" | ");
    line(page, &format!("| **bonafide** (signals) | {ours} |"));
    for peer in &coverage.peers {
        let theirs =
            COLUMNS.map(|(key, _)| peer.counts.get(key).map_or(".", String::as_str)).join(" | ");
        line(page, &format!("| {} | {theirs} |", peer.name));
    }
    line(
        page,
        "\n`*` the same four rules read the firm's own meetings; they meet an interview only if the candidate joins on the firm's account.",
    );
}

/// The column of the comparison in which a signal stands.
fn column(card: &Card) -> &'static str {
    match (card.stage, card.family) {
        (Stage::Access, Family::Share | Family::Work) | (Stage::Conduct, _) => "sharing",
        (Stage::Sourcing | Stage::Application | Stage::References, _) => "application",
        (Stage::Interview, _) => "interview",
        (Stage::Identity, _) => "identity",
        (Stage::Shipping, _) => "shipping",
        (Stage::Access, _) => "location",
        (Stage::Endpoint | Stage::VirtualDesktop, _) => "remote_control",
        (Stage::Code | Stage::Data, _) => "code",
        (Stage::Payment, _) => "pay",
        (Stage::Offboarding, _) => "exit",
    }
}

fn by_kind_of_record(page: &mut String) {
    line(
        page,
        "\n## Signals by kind of record\n\nA signal is blind for whoever has no record of a kind that it needs, and says so; many \
         look at more kinds where they are there. Kinds that no signal needs are read for ties, for people, or for places.\n\n\
         | kind of record | exports that give it | signals that need it |\n|---|---|---|",
    );
    let fed = SOURCES.iter().flat_map(|it| it.feeds).copied();
    let kinds = fed.chain(SIGNALS.iter().flat_map(|it| it.card.needs).copied());
    for kind in kinds.collect::<BTreeSet<Need>>() {
        let givers = SOURCES.iter().filter(|it| it.feeds.contains(&kind));
        let givers = givers.map(|it| format!("[{0}](sources/{0}.md)", it.id)).collect::<Vec<_>>();
        let ids = links(signals_where(|it| it.needs.contains(&kind)));
        line(page, &format!("| {} | {} | {ids} |", kind.label(), joined(&givers)));
    }
}

fn by_source(page: &mut String) {
    line(
        page,
        "\n## Signals by export\n\nHow many signals an export is one of the grounds of, and how many need nothing else.\n\n\
         | export | one ground of | enough for |\n|---|---|---|",
    );
    for Source { id, feeds, .. } in SOURCES {
        let grounds = signals_where(|it| it.needs.iter().any(|need| feeds.contains(need))).len();
        let alone = signals_where(|it| it.needs.iter().all(|need| feeds.contains(need))).len();
        line(page, &format!("| [{id}](sources/{id}.md) | {grounds} | {alone} |"));
    }
}

fn rows(page: &mut String, coverage: &Coverage) {
    line(
        page,
        "\n## Published indicators, one by one\n\nThe ids are those of our catalogue of reports, which cards name as indicators.",
    );
    for (part, title, _) in PARTS {
        line(
            page,
            &format!(
                "\n### {title}\n\n| id | what can be seen | answered by | left out |\n|---|---|---|---|"
            ),
        );
        for (id, row) in coverage.part(part) {
            let mut answers = answering(id).map(|it| link(it.card.id)).collect::<Vec<_>>();
            answers.extend(row.linked.clone());
            let out = row.out.as_deref().unwrap_or("");
            line(page, &format!("| {id} | {} | {} | {out} |", row.seen, joined(&answers)));
        }
    }
}

fn left_out(page: &mut String, coverage: &Coverage) {
    line(
        page,
        "\n## Left out altogether\n\nNo export that is read can show it, or it must not be weighed. The same rows as above, by themselves.\n\n\
         | id | what is published | why it is left out |\n|---|---|---|",
    );
    for (part, ..) in PARTS {
        for (id, row) in coverage.part(part).filter(|(id, row)| is_left_out(id, row)) {
            let why = row.out.as_deref().unwrap_or("");
            line(page, &format!("| {id} | {} | {why} |", row.seen));
        }
    }
}

fn is_left_out(id: &str, row: &Row) -> bool {
    !is_signaled(id) && row.linked.is_none()
}

fn statements(page: &mut String, coverage: &Coverage) {
    line(
        page,
        "\n## The founding report, statement by statement\n\nGoogle Threat Intelligence Group, *DPRK IT Workers Expanding in Scope \
         and Scale*, April 2025, in our words.\n\n| it says | signals | besides |\n|---|---|---|",
    );
    for it in &coverage.statements {
        let besides = it.answer.as_deref().unwrap_or("");
        line(page, &format!("| {} | {} | {besides} |", it.says, links(&it.signals)));
    }
}

fn gaps(page: &mut String, coverage: &Coverage) {
    line(
        page,
        "\n## What no public detection looked at\n\nEvery signal has a page in the casebook under its own name; more pages are \
         named here.\n\n| gap | signals | pages | besides |\n|---|---|---|---|",
    );
    for it in &coverage.gaps {
        let besides = it.answer.as_deref().unwrap_or("");
        let pages = page_links(&it.pages);
        line(page, &format!("| {} | {} | {pages} | {besides} |", it.gap, links(&it.signals)));
    }
}

fn faults(page: &mut String, coverage: &Coverage) {
    line(
        page,
        "\n## Faults of public rules, and the pages that show ours\n\n| rule | its fault | pages |\n|---|---|---|",
    );
    for it in &coverage.faults {
        line(page, &format!("| {} | {} | {} |", it.rule, it.fault, page_links(&it.pages)));
    }
}

fn counter_evidence(page: &mut String, coverage: &Coverage) {
    line(page, "\n## What speaks for a person\n\n| signal | bits | what it sees |\n|---|---|---|");
    for signal in SIGNALS.iter().filter(|it| it.card.weight.0 < 0.0) {
        let Card { id, weight, title, .. } = signal.card;
        line(page, &format!("| {} | {weight} | {title} |", link(id)));
    }
    line(
        page,
        &format!(
            "\nCards name the catalogue's part on such evidence as `{COUNTER_EVIDENCE}`. What of it no export shows:\n"
        ),
    );
    for it in &coverage.counter_evidence.out {
        line(page, &format!("- {it}"));
    }
}

fn never(page: &mut String, coverage: &Coverage) {
    line(
        page,
        "\n## What is published and never weighed\n\nThe model has no place for most of it, and the gate drops its columns.\n\n\
         | what | why not | instead |\n|---|---|---|",
    );
    for it in &coverage.never {
        line(page, &format!("| {} | {} | {} |", it.what, it.why, it.instead));
    }
}

fn signals_where(is_wanted: impl Fn(&Card) -> bool) -> Vec<&'static str> {
    SIGNALS.iter().map(|it| it.card).filter(|it| is_wanted(it)).map(|it| it.id).collect()
}

fn links(ids: impl IntoIterator<Item = impl AsRef<str>>) -> String {
    joined(&ids.into_iter().map(|it| link(it.as_ref())).collect::<Vec<_>>())
}

fn link(id: &str) -> String {
    format!("[{id}](signals.md#{id})")
}

fn page_links(pages: &[String]) -> String {
    joined(&pages.iter().map(|it| format!("[{it}](../casebook/{it}.md)")).collect::<Vec<_>>())
}

fn joined(parts: &[String]) -> String {
    parts.join("; ")
}
