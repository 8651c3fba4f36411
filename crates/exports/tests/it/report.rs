//! The report: self-contained, escaped, in words that judge nobody, and small enough.

use bonafide_exports::{Reveal, sample, write_scan};
use bonafide_model::{Case, NetworkId, PersonaId, Priority, Settings};

use crate::file;

#[test]
fn it_asks_nothing_of_a_network_and_runs_no_script() {
    let attribution = "IP Geolocation by DB-IP (https://db-ip.com)";
    let page = file("report.html", Reveal::Masked);
    assert!(page.contains(attribution), "the license of the table of addresses wants its name");
    let page = page.replace(attribution, "");
    for forbidden in
        ["<script", "http://", "https://", " style=\"", "@import", "url(", "javascript:"]
    {
        assert!(!page.contains(forbidden), "the report holds {forbidden}");
    }
    assert!(page.contains("content=\"default-src 'none'; style-src 'sha256-"));
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
}

#[test]
fn it_judges_nobody() {
    let page = file("report.html", Reveal::Masked).to_lowercase();
    for word in ["fraud", "suspect", "culprit", "fake", "criminal", "guilty"] {
        assert!(!page.contains(word), "the report says {word}");
    }
}

#[test]
fn it_has_its_parts() {
    let page = file("report.html", Reveal::Masked);
    for part in [
        "<html lang=\"en\">",
        "class=\"skip\"",
        "<main>",
        "<nav",
        "Review these 3 first",
        "What must not be done yet",
        "1 in 343",
        "1 in 5,000",
        "In order",
        "Said and observed",
        "How it adds up",
        "What speaks against the person",
        "What speaks for the person",
        "Explanations that compete",
        "Timeline",
        "Links",
        "What could not be checked",
        "Networks",
        "What was read",
        "Method and limits",
        "payroll/accounts.csv:3",
        "nationality",
    ] {
        assert!(page.contains(part), "the report lacks {part}");
    }
}

fn assert_links_lead_somewhere(page: &str) {
    for target in page.split("href=\"#").skip(1).filter_map(|it| it.split('"').next()) {
        assert!(page.contains(&format!("id=\"{target}\"")), "#{target} leads nowhere");
    }
}

#[test]
fn every_inner_link_leads_somewhere() {
    assert_links_lead_somewhere(&file("report.html", Reveal::Masked));
}

#[test]
fn elements_close() {
    let page = file("report.html", Reveal::Masked);
    for element in [
        "section", "article", "table", "tr", "td", "ul", "ol", "li", "div", "details", "svg",
        "figure", "dl", "p", "h4",
    ] {
        let opened = page.matches(&format!("<{element}>")).count()
            + page.matches(&format!("<{element} ")).count();
        assert_eq!(opened, page.matches(&format!("</{element}>")).count(), "{element}");
    }
}

#[test]
fn a_hundred_long_cases_stay_under_three_megabytes() {
    let mut scan = sample::scan();
    let first = scan.cases[0].clone();
    let long = |rank: usize| {
        let persona = PersonaId(format!("P-{rank}").into());
        let network = (rank == 1).then(|| NetworkId("N-not-told".into()));
        let mut case = Case { rank, persona, network, priority: Priority::Now, ..first.clone() };
        case.assessment.findings =
            case.assessment.findings.iter().cycle().take(40).cloned().collect();
        case.timeline = case.timeline.iter().cycle().take(60).cloned().collect();
        case
    };
    scan.cases = (1..=100).map(long).collect();
    let anybody = scan.linked.personas[&first.persona].clone();
    for case in &scan.cases {
        scan.linked.personas.insert(case.persona.clone(), anybody.clone());
    }
    let page = &write_scan(&scan, &Settings::default(), Reveal::Masked)["report.html"];
    assert!(page.len() < 3_000_000, "{} bytes", page.len());
    let page = String::from_utf8_lossy(page);
    assert!(page.contains("more cases are in"));
    assert_links_lead_somewhere(&page);
}

#[test]
fn nobody_to_review_is_said_and_is_no_clearance() {
    let mut scan = sample::scan();
    for case in &mut scan.cases {
        case.priority = Priority::None;
    }
    let page = String::from_utf8_lossy(
        &write_scan(&scan, &Settings::default(), Reveal::Masked)["report.html"],
    )
    .into_owned();
    assert!(
        page.contains("Nobody needs a check on these records")
            && page.contains("not the same as cleared")
    );
}

#[test]
fn a_lone_case_is_told_as_one() {
    let mut scan = sample::scan();
    for case in scan.cases.iter_mut().skip(1) {
        case.priority = Priority::None;
    }
    let page = String::from_utf8_lossy(
        &write_scan(&scan, &Settings::default(), Reveal::Masked)["report.html"],
    )
    .into_owned();
    assert!(page.contains("<h1>One case to review; the chance that it is real is "));
    assert!(!page.contains("beyond the reviews that fit"));
}
