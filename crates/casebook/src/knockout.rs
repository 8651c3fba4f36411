//! Without one of its sources a scan says less, says that it could not look, and says nothing else.
//!
//! People are compared by their records, since with a source goes what held the records of one person together.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_model::{
    Blind, Card, Case, Family, FileReport, Ledger, Need, PersonaId, RecordKey, Scan, Settings,
};
use bonafide_pipeline::Tables;

/// A file that was read: its account, and what it says.
pub type Read = (FileReport, Ledger);

/// What is otherwise than it should be without one source.
#[derive(Debug, Default)]
pub struct KnockedOut {
    /// Signals that rest on nothing of the source and came or went with it.
    pub changed: Vec<String>,
    /// Sources without which a kind of record is missing, and nobody is told to be less known for it.
    pub not_blinder: Vec<&'static str>,
}

/// Takes every source of a company away in turn. The day must be given, as the last record may be among those left out.
pub fn knocked_out(read: &[Read], tables: Tables<'_>, settings: &Settings) -> KnockedOut {
    let (whole, all_fed) = without(read, (tables, settings), None);
    let all_shown = Shown::of(&whole);
    let sources: BTreeSet<&'static str> = read.iter().filter_map(|(it, _)| it.source).collect();
    let mut res = KnockedOut::default();
    for source in sources {
        let (scan, left) = without(read, (tables, settings), Some(source));
        let is_only_source = !left.is_superset(&all_fed);
        let now = Shown::of(&scan);
        if is_only_source && !now.is_blinder_than(&all_shown) {
            res.not_blinder.push(source);
        }
        let feeds = bonafide_sources::by_id(source).map_or(&[][..], |it| it.feeds);
        for (case, id, how) in changes(&all_shown, &now) {
            let cards = bonafide_signals::SIGNALS.iter().map(|it| it.card);
            let card = cards.into_iter().find(|it| it.id == id).expect("findings are of signals");
            if !feeds.iter().any(|it| rests_on(card, *it)) {
                let persona = &whole.cases[case].persona;
                res.changed.push(format!("without {source}: {id} {how}: {persona}"));
            }
        }
    }
    res
}

/// Analyzes all files but those of a source; gives the kinds of record that are left, too.
fn without(
    read: &[Read],
    (tables, settings): (Tables<'_>, &Settings),
    source: Option<&str>,
) -> (Scan, BTreeSet<Need>) {
    let mut ledger = Ledger::default();
    let mut reports = Vec::new();
    for (report, said) in read.iter().filter(|(it, _)| source.is_none() || it.source != source) {
        ledger.merge(said.clone());
        reports.push(report.clone());
    }
    let fed = bonafide_pipeline::fed(&reports, &ledger);
    (bonafide_pipeline::analyze(ledger, reports, tables, settings), fed)
}

/// What people show otherwise than before: a place among the cases of before, a signal, and how.
fn changes(before: &Shown<'_>, now: &Shown<'_>) -> Vec<(usize, &'static str, &'static str)> {
    // Whoever came apart shows what all parts show.
    let mut parts: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for (record, part) in &now.owners {
        if let Some(case) = before.owners.get(record) {
            parts.entry(*case).or_default().insert(*part);
        }
    }
    let mut res = Vec::new();
    for (case, parts) in parts {
        let (old, new) = (before.signals(&BTreeSet::from([case])), now.signals(&parts));
        let how = |id: &&str| if new.contains(*id) { "appears" } else { "is gone" };
        res.extend(old.symmetric_difference(&new).map(|id| (case, *id, how(id))));
    }
    res
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

    /// Whether of anybody who is left something cannot be told that could be before; true if nobody is left.
    fn is_blinder_than(&self, before: &Self) -> bool {
        let blind = |shown: &Self, case: usize| -> BTreeSet<Blind> {
            shown.cases[case].assessment.blind.iter().cloned().collect()
        };
        self.owners.is_empty()
            || self.owners.iter().any(|(record, now)| {
                let old = before.owners.get(record);
                old.is_some_and(|old| !blind(self, *now).is_subset(&blind(before, *old)))
            })
    }
}

/// Families of signals that compare what people claim, or ask whether people who share a thing are one, live together or work
/// through one agency.
const OF_CLAIMS: [Family; 8] = [
    Family::Netloc,
    Family::Share,
    Family::Persona,
    Family::Doc,
    Family::Ship,
    Family::Payout,
    Family::Refnet,
    Family::List,
];
/// Kinds of record that tell who somebody is, where they say they live and by whom they are paid.
const OF_WHO: [Need; 5] =
    [Need::Applications, Need::Workers, Need::Payroll, Need::Shipments, Need::References];
/// What is seen on devices, whose holders an inventory tells.
const ON_DEVICES: [Need; 4] =
    [Need::DeviceNetworks, Need::Peripherals, Need::Programs, Need::Alerts];

/// Whether a signal rests on a kind of record: because its card asks for it, or because it could say nothing of anybody without it.
fn rests_on(card: &Card, need: Need) -> bool {
    let is_paper = matches!(need, Need::Resumes | Need::IdentityDocuments);
    card.needs.contains(&need)
        || OF_WHO.contains(&need) && OF_CLAIMS.contains(&card.family)
        // HR tells who keeps machines running, which explains what stands on a laptop.
        || need == Need::Workers && card.family == Family::Remctl
        || is_paper && matches!(card.family, Family::Share | Family::Refnet | Family::Ship)
        || need == Need::Devices && ON_DEVICES.iter().any(|it| card.needs.contains(it))
}
