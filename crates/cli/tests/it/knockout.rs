//! Without one of its sources a scan says less, says that it could not look, and says nothing else.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use bonafide_model::{
    Card, Case, Family, FileReport, Ledger, Mapping, Need, PersonaId, RecordKey, Scan, Settings,
};
use bonafide_pipeline::Tables;
use bonafide_reference::Shipped;

use crate::company::bonafide;

/// A file that was read: its account, and what it says.
type Read = (FileReport, Ledger);

fn read(exports: &Path) -> Vec<Read> {
    let input = bonafide_intake::open(exports, &bonafide_intake::Limits::default()).unwrap();
    let mapping = Mapping::default();
    input.files(&mapping).map(|it| bonafide_pipeline::read(it.unwrap(), None)).collect()
}

/// Analyzes all files but those of a source; gives the kinds of record that are left, too.
fn without(read: &[Read], shipped: &Shipped, source: Option<&str>) -> (Scan, BTreeSet<Need>) {
    let mut ledger = Ledger::default();
    let mut reports = Vec::new();
    for (report, said) in read.iter().filter(|(it, _)| source.is_none() || it.source != source) {
        ledger.merge(said.clone());
        reports.push(report.clone());
    }
    let tables = Tables { atlas: shipped, lists: shipped.lists() };
    // The same day for all, though the last record may be among those that are left out.
    let settings =
        Settings { as_of: Some("2026-06-30T00:00:00Z".parse().unwrap()), ..Settings::default() };
    let fed = bonafide_pipeline::fed(&reports, &ledger);
    (bonafide_pipeline::analyze(ledger, reports, tables, &settings), fed)
}

/// What the people of a scan show.
struct Shown<'a> {
    /// By record whose it is: a place among the cases.
    owners: BTreeMap<&'a RecordKey, usize>,
    cases: &'a [Case],
}

impl<'a> Shown<'a> {
    fn of(scan: &'a Scan) -> Self {
        let records = scan.cases.iter().enumerate().flat_map(|(place, case)| {
            scan.linked.personas[&case.persona].records.iter().map(move |it| (it, place))
        });
        Self { owners: records.collect(), cases: &scan.cases }
    }

    /// The signals that these cases show together, without what they say of one another.
    fn signals(&self, cases: &BTreeSet<usize>) -> BTreeSet<&'static str> {
        let own: BTreeSet<&PersonaId> = cases.iter().map(|it| &self.cases[*it].persona).collect();
        let findings = cases.iter().flat_map(|it| &self.cases[*it].assessment.findings);
        let of_others = findings.map(|it| &it.finding).filter(|it| {
            it.others.is_empty() || it.others.iter().any(|other| !own.contains(other))
        });
        of_others.map(|it| it.card.id).collect()
    }
}

/// Whether a signal rests on a kind of record: because its card asks for it; because it is about things that people share who
/// are not one and do not live together, and the record tells who somebody is and where they live; or because HR tells who keeps
/// machines running, which explains what stands on a laptop.
fn rests_on(card: &Card, need: Need) -> bool {
    let tells_who = matches!(
        need,
        Need::Applications
            | Need::Resumes
            | Need::Workers
            | Need::Payroll
            | Need::References
            | Need::Shipments
    );
    card.needs.contains(&need)
        || tells_who && matches!(card.family, Family::Share | Family::Refnet)
        || need == Need::Workers && card.family == Family::Remctl
}

fn n_blind(scan: &Scan) -> usize {
    scan.cases.iter().map(|it| it.assessment.blind.len()).sum()
}

#[test]
fn without_one_source_the_signals_of_others_stay_and_more_is_blind() {
    let folder = tempfile::tempdir().unwrap();
    let args =
        ["simulate", "--staff", "70", "--applicants", "120", "--months", "6", "--out", "company"];
    let made = bonafide(folder.path(), &args);
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let shipped = bonafide_reference::load();
    let read = read(&folder.path().join("company"));
    let (whole, all_fed) = without(&read, &shipped, None);
    let all_shown = Shown::of(&whole);
    let sources: BTreeSet<&'static str> = read.iter().filter_map(|(it, _)| it.source).collect();
    assert!(sources.len() >= 12, "{sources:?}");
    let mut faults = Vec::new();
    for source in sources {
        let (scan, left) = without(&read, &shipped, Some(source));
        let is_only_source = !left.is_superset(&all_fed);
        if is_only_source && n_blind(&scan) <= n_blind(&whole) {
            faults.push(format!("without {source}: nothing more is blind"));
        }
        let feeds = bonafide_sources::by_id(source).unwrap().feeds;
        let now = Shown::of(&scan);
        // Whoever came apart shows what all parts show.
        let mut parts: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for (record, part) in &now.owners {
            parts.entry(all_shown.owners[record]).or_default().insert(*part);
        }
        for (case, parts) in parts {
            let (before, after) = (all_shown.signals(&BTreeSet::from([case])), now.signals(&parts));
            for id in before.symmetric_difference(&after) {
                let cards = bonafide_signals::SIGNALS.iter().map(|it| it.card);
                let card = cards.into_iter().find(|it| it.id == *id).unwrap();
                if !feeds.iter().any(|it| rests_on(card, *it)) {
                    let how = if after.contains(id) { "appears" } else { "is gone" };
                    faults.push(format!(
                        "without {source}: {id} {how}: {}",
                        whole.cases[case].persona
                    ));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}
