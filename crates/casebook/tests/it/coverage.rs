//! Holds that every published indicator has an answer, every signal a reason to be, and every page that is named exists.

use std::collections::BTreeSet;

use bonafide_casebook::{COUNTER_EVIDENCE, Coverage, PARTS, answering, pages};
use bonafide_signals::SIGNALS;

use crate::root;

fn coverage() -> Coverage {
    Coverage::load().expect("the table of coverage is well formed")
}

#[test]
fn every_part_of_the_catalogue_is_gone_through_from_its_first_number_to_its_last() {
    let coverage = coverage();
    for (part, _, most) in PARTS {
        let ids = coverage.part(part).map(|(id, _)| id.to_owned()).collect::<Vec<_>>();
        let expected = (1..=most).map(|it| format!("{part}-{it:02}")).collect::<Vec<_>>();
        assert_eq!(ids, expected);
    }
    assert_eq!(coverage.rows.len(), PARTS.iter().map(|(.., most)| most).sum::<usize>());
}

#[test]
fn every_indicator_is_answered_or_left_out_for_a_reason() {
    let coverage = coverage();
    let is_open = |id: &str| answering(id).next().is_none();
    let open = coverage
        .rows
        .iter()
        .filter(|(id, row)| row.linked.is_none() && row.out.is_none() && is_open(id))
        .map(|(id, _)| id)
        .collect::<Vec<_>>();
    assert!(open.is_empty(), "neither a signal's indicator, nor linked, nor out: {open:?}");
}

#[test]
fn every_signal_names_an_indicator_of_the_catalogue() {
    let coverage = coverage();
    for signal in SIGNALS {
        let (id, indicators) = (signal.card.id, signal.card.indicators);
        assert!(!indicators.is_empty(), "{id} names no indicator");
        for it in indicators {
            let is_known = *it == COUNTER_EVIDENCE || coverage.rows.contains_key(*it);
            assert!(is_known, "{id} names `{it}`, which is no row of the table");
        }
        let speaks_for = indicators.contains(&COUNTER_EVIDENCE);
        assert!(!speaks_for || signal.card.weight.0 < 0.0, "{id} speaks for nobody");
    }
}

#[test]
fn signals_and_pages_that_the_table_names_exist() {
    let coverage = coverage();
    let told = pages(&root().join("casebook")).expect("pages are well formed");
    let stories: BTreeSet<String> = told
        .into_iter()
        .map(|it| if it.is_innocent { format!("innocent/{}", it.stem) } else { it.stem })
        .collect();
    let ids: BTreeSet<&str> = SIGNALS.iter().map(|it| it.card.id).collect();
    let named = coverage.gaps.iter().flat_map(|it| &it.signals);
    for id in named.chain(coverage.statements.iter().flat_map(|it| &it.signals)) {
        assert!(ids.contains(id.as_str()), "no signal is called `{id}`");
    }
    let named = coverage.gaps.iter().flat_map(|it| &it.pages);
    for page in named.chain(coverage.faults.iter().flat_map(|it| &it.pages)) {
        assert!(stories.contains(page), "no page is called `{page}`");
    }
}

#[test]
fn every_gap_fault_and_statement_has_an_answer() {
    let coverage = coverage();
    for it in &coverage.gaps {
        assert!(!it.signals.is_empty() || !it.pages.is_empty(), "nothing closes: {}", it.gap);
    }
    for it in &coverage.faults {
        assert!(!it.pages.is_empty(), "no page shows ours: {}", it.rule);
    }
    for it in &coverage.statements {
        assert!(!it.signals.is_empty() || it.answer.is_some(), "nothing answers: {}", it.says);
    }
    assert_eq!((coverage.gaps.len(), coverage.faults.len()), (18, 9));
}
