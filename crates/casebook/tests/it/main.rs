//! Runs every page of the casebook and holds the generated catalogues against their cards.
//!
//! `UPDATE_EXPECT=1` rewrites expected cases and catalogues; `CASEBOOK=<part of a name>` runs the pages that have it.

mod coverage;

use std::{collections::BTreeSet, path::PathBuf};

use bonafide_casebook::{
    Coverage, Page, Told, coverage_markdown, pages, tell, tell_without_each_source, together,
};
use bonafide_model::{Family, Need, Priority, Stage, TieKind};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn is_update() -> bool {
    std::env::var_os("UPDATE_EXPECT").is_some()
}

/// The signal that a page is about: the longest signal id that its name starts with.
fn signal_of(page: &Page) -> Option<&'static str> {
    let ids = bonafide_signals::SIGNALS.iter().map(|it| it.card.id);
    ids.filter(|id| page.stem == *id || page.stem.starts_with(&format!("{id}-")))
        .max_by_key(|it| it.len())
}

#[test]
fn without_one_source_of_a_page_the_signals_of_others_stay() {
    let shipped = bonafide_reference::load();
    let pages = pages(&root().join("casebook")).expect("pages are well formed");
    let mut faults = Vec::new();
    for page in &pages {
        // Whether more is blind is held on a whole company: in a story often nobody is left of whom the lost records told.
        let found = tell_without_each_source(page, &shipped).expect("the page can be told");
        faults.extend(found.changed.into_iter().map(|it| format!("{}: {it}", page.path.display())));
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn every_page_gives_its_cases() {
    let shipped = bonafide_reference::load();
    let wanted = std::env::var("CASEBOOK").unwrap_or_default();
    let pages: Vec<Page> = pages(&root().join("casebook"))
        .expect("pages are well formed")
        .into_iter()
        .filter(|it| it.stem.contains(&wanted))
        .collect();
    assert!(!pages.is_empty(), "no page was found: expected Markdown files in casebook/");
    let mut faults = Vec::new();
    for page in &pages {
        let told = match tell(page, &shipped) {
            Ok(told) => told,
            Err(error) => {
                faults.push(error.to_string());
                continue;
            }
        };
        if let Some(signal) = signal_of(page) {
            if page.is_innocent && told.has(signal) && !told_of(page, signal) {
                faults.push(format!(
                    "{}: `{signal}` fires on an innocent story",
                    page.path.display()
                ));
            }
            if !page.is_innocent && page.stem == signal && !told.has(signal) {
                faults.push(format!(
                    "{}: `{signal}` does not fire; cases:\n{}",
                    page.path.display(),
                    told.cases
                ));
            }
        }
        if page.is_innocent && told.most_urgent() > Priority::Later {
            faults.push(format!(
                "{}: an innocent story stands above `later`:\n{}",
                page.path.display(),
                told.cases
            ));
        }
        faults.extend(ties_at_fault(page, &told));
        let ties_differ = page.ties.as_ref().is_some_and(|(_, expected)| *expected != told.ties);
        if page.expected.as_deref() != Some(told.cases.as_str()) || ties_differ {
            if is_update() {
                std::fs::write(&page.path, page.with_expected(&told.cases, &told.ties))
                    .expect("the page can be written");
            } else {
                let expected = page.expected.as_deref().unwrap_or("(none)");
                let ties = page.ties.as_ref().map_or("", |(_, expected)| expected);
                faults.push(format!(
                    "{}: expected\n{expected}{ties}\nfound\n{}{}",
                    page.path.display(),
                    told.cases,
                    told.ties
                ));
            }
        }
    }
    assert!(faults.is_empty(), "{} of {} pages:\n{}", faults.len(), pages.len(), faults.join("\n"));
}

#[test]
fn all_innocents_together_in_one_company_stay_at_later() {
    let pages = pages(&root().join("casebook")).expect("pages are well formed");
    let innocent: Vec<Page> = pages.into_iter().filter(|it| it.is_innocent).collect();
    let scan = together(&innocent, &bonafide_reference::load()).expect("stories can be read");
    let urgent = scan.cases.iter().filter(|it| it.priority > Priority::Later).map(|case| {
        let records: Vec<String> = scan.linked.personas[&case.persona]
            .records
            .iter()
            .map(|it| it.key.as_ref().to_owned())
            .collect();
        let seen = case.assessment.findings.iter().filter(|it| it.counted.0 != 0.0).map(|it| {
            let from = it.finding.evidence.lines().first().map(|it| it.file.as_ref());
            format!("  {:+.1} {} ({})", it.counted.0, it.finding.card.id, from.unwrap_or(""))
        });
        let seen: Vec<String> = seen.collect();
        format!("{}: {}\n{}", case.priority.as_str(), records.join(" = "), seen.join("\n"))
    });
    let urgent: Vec<String> = urgent.collect();
    assert!(urgent.is_empty(), "{} of {}:\n{}", urgent.len(), scan.cases.len(), urgent.join("\n"));
}

/// An innocent page may say that its signal fires weakly: by naming it in the expected cases.
fn told_of(page: &Page, signal: &str) -> bool {
    page.expected.as_deref().is_some_and(|it| it.contains(signal))
}

/// A page about a kind of tie shows one; its innocent twin shows none, or a weak one, and no network.
fn ties_at_fault(page: &Page, told: &Told) -> Option<String> {
    let (kind, _) = page.ties.as_ref()?;
    let of_kind = told.scan.linked.ties.iter().filter(|it| it.kind == *kind);
    let heaviest = of_kind.map(|it| it.bits.0).fold(0.0, f64::max);
    let fault = match (page.is_innocent, kind) {
        (false, _) if heaviest <= 0.0 => "no such tie is found",
        (true, _) if !told.scan.linked.networks.is_empty() => "an innocent story makes a network",
        // Who knows whom is known from the innocent as well; it weighs little by itself.
        (true, TieKind::Vouching | TieKind::Referral) => return None,
        (true, _) if heaviest >= WEAK_BITS => "an innocent story ties at full weight",
        (false | true, _) => return None,
    };
    Some(format!("{}: {}: {fault}:\n{}", page.path.display(), kind.as_str(), told.ties))
}

/// Bits from which a tie is a hard one: as `HARD_BITS` of the signals, and a bit for a place on the net that two honest people
/// can have in common.
const WEAK_BITS: f64 = 5.1;

#[test]
fn every_kind_of_tie_has_a_page_that_shows_it_and_an_innocent_twin() {
    let pages = pages(&root().join("casebook")).expect("pages are well formed");
    let mut missing = Vec::new();
    for kind in TieKind::ALL {
        for is_innocent in [false, true] {
            let tells = |it: &&Page| {
                it.is_innocent == is_innocent && it.ties.as_ref().is_some_and(|it| it.0 == kind)
            };
            if !pages.iter().any(|it| tells(&it)) {
                missing.push(format!("{} (innocent: {is_innocent})", kind.as_str()));
            }
        }
    }
    assert!(missing.is_empty(), "kinds of tie without a page: {missing:#?}");
}

#[test]
fn every_signal_has_a_page_that_fires_and_an_innocent_twin() {
    let pages = pages(&root().join("casebook")).expect("pages are well formed");
    let mut missing = BTreeSet::new();
    for signal in bonafide_signals::SIGNALS {
        let id = signal.card.id;
        if !pages.iter().any(|it| !it.is_innocent && it.stem == id) {
            missing.insert(format!("casebook/{id}.md"));
        }
        if !pages.iter().any(|it| it.is_innocent && signal_of(it) == Some(id)) {
            missing.insert(format!("casebook/innocent/{id}-….md"));
        }
    }
    assert!(missing.is_empty(), "missing pages: {missing:#?}");
}

#[test]
fn a_users_signal_can_name_every_need_stage_and_family_of_the_shipped_ones() {
    for signal in bonafide_signals::SIGNALS {
        let card = signal.card;
        assert!(
            card.needs.iter().all(|need| Need::ALL.iter().any(|it| it.0 == *need)),
            "{}",
            card.id
        );
        assert!(
            Stage::ALL.contains(&card.stage) && Family::ALL.contains(&card.family),
            "{}",
            card.id
        );
    }
}

#[test]
fn the_generated_catalogues_are_current() {
    let mut pages = bonafide_sources::catalogue_pages();
    pages.insert("signals.md".to_owned(), bonafide_signals::catalogue_markdown());
    let stories =
        bonafide_casebook::pages(&root().join("casebook")).expect("pages are well formed");
    pages.insert("ties.md".to_owned(), bonafide_casebook::ties_markdown(&stories));
    let coverage = Coverage::load().expect("the table of coverage is well formed");
    pages.insert("coverage.md".to_owned(), coverage_markdown(&coverage));
    let folder = root().join("docs/sources");
    if is_update() {
        std::fs::create_dir_all(&folder).expect("docs can be written");
    }
    let left = std::fs::read_dir(&folder).expect("sources have pages");
    for page in left.map(|it| it.expect("the folder can be listed").file_name()) {
        let name = format!("sources/{}", page.to_string_lossy());
        assert!(pages.contains_key(&name), "docs/{name} is of no source; delete it");
    }
    for (name, text) in pages {
        let path = root().join("docs").join(&name);
        if is_update() {
            std::fs::write(&path, &text).expect("docs can be written");
        }
        let written = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(
            written == text,
            "docs/{name} is not what the cards say; run with UPDATE_EXPECT=1 and read the change"
        );
    }
}
