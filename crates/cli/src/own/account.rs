//! What an organization's own signals and its overlay did in a scan: for `own.jsonl`, and told at the end.

use bonafide_model::value::utc_day;
use std::collections::BTreeSet;

use bonafide_exports::own_jsonl::{OwnLine, OwnOutcome};
use bonafide_own::{Exception, Fault, OwnSignal};
use bonafide_pipeline::Reconsidered;
use jiff::Timestamp;

use super::{Account, House};

/// The account of a scan; without a second round there are only faults.
pub(super) fn of(
    house: &House,
    faults: &[Fault],
    second: Option<(&Reconsidered, Timestamp)>,
) -> Account {
    let mut lines: Vec<OwnLine> = faults.iter().map(|it| failed(house, it)).collect();
    let Some((reconsidered, as_of)) = second else { return Account { lines } };
    let failed: BTreeSet<&str> = faults.iter().map(|it| it.file.as_str()).collect();
    let off = house.overlay.off();
    let can_run = |it: &&OwnSignal| !failed.contains(it.file.as_str()) && !off.contains(it.card.id);
    lines.extend(house.signals.iter().filter(can_run).map(|it| ran(it, reconsidered)));
    let file = &house.overlay.file;
    for (id, setting) in &house.overlay.settings {
        let Some(reason) = &setting.off else { continue };
        let findings = reconsidered.off.get(id.as_str()).copied().unwrap_or_default();
        let why = Some(reason.clone());
        let line = blank(Some(id), file, OwnOutcome::Off);
        lines.push(OwnLine { line: Some(setting.line), findings, why, ..line });
    }
    let day = utc_day(as_of);
    for (exception, findings) in house.overlay.exceptions.iter().zip(&reconsidered.applied) {
        let outcome = if exception.holds(day) { OwnOutcome::Applied } else { OwnOutcome::Ended };
        lines.push(excepted(exception, *findings, blank(Some(&exception.signal), file, outcome)));
    }
    Account { lines }
}

fn blank(signal: Option<&str>, file: &str, outcome: OwnOutcome) -> OwnLine {
    OwnLine {
        signal: signal.map(str::to_owned),
        file: file.to_owned(),
        line: None,
        outcome,
        findings: 0,
        why: None,
        owner: None,
        until: None,
    }
}

fn failed(house: &House, fault: &Fault) -> OwnLine {
    let signal = house.signals.iter().find(|it| it.file == fault.file).map(|it| it.card.id);
    OwnLine {
        line: Some(fault.line).filter(|it| *it > 0),
        why: Some(fault.why.clone()),
        ..blank(signal, &fault.file, OwnOutcome::CouldNotRun)
    }
}

fn ran(signal: &OwnSignal, reconsidered: &Reconsidered) -> OwnLine {
    let all = reconsidered.cases.iter().flat_map(|it| &it.assessment.findings);
    let findings = all.filter(|it| it.finding.card.id == signal.card.id).count();
    OwnLine { findings, ..blank(Some(signal.card.id), &signal.file, OwnOutcome::Ran) }
}

fn excepted(exception: &Exception, findings: usize, line: OwnLine) -> OwnLine {
    OwnLine {
        line: Some(exception.line),
        findings,
        why: Some(exception.reason.clone()),
        owner: Some(exception.owner.clone()),
        until: Some(exception.until.to_string()),
        ..line
    }
}

impl Account {
    fn of(&self, outcome: OwnOutcome) -> impl Iterator<Item = &OwnLine> {
        self.lines.iter().filter(move |it| it.outcome == outcome)
    }

    /// What ran and what the overlay did, on stderr.
    pub(crate) fn tell(&self) {
        let ran = self.of(OwnOutcome::Ran);
        let ran: Vec<String> = ran.map(|it| format!("{} (on {})", name(it), it.findings)).collect();
        if !ran.is_empty() {
            eprintln!("\nyour signals: {}", ran.join(", "));
        }
        for it in self.of(OwnOutcome::Off) {
            eprintln!(
                "your overlay: {} is switched off: {} findings left out",
                name(it),
                it.findings
            );
        }
        for it in self.of(OwnOutcome::Applied) {
            let until = it.until.as_deref().unwrap_or_default();
            eprintln!(
                "your overlay: {}: {} findings not counted until {until}",
                name(it),
                it.findings
            );
        }
        for it in self.of(OwnOutcome::Ended) {
            let until = it.until.as_deref().unwrap_or_default();
            let owner = it.owner.as_deref().unwrap_or_default();
            eprintln!(
                "your overlay: {}: ended on {until} and does not apply; {owner} answered for it",
                name(it)
            );
        }
    }

    /// What could not run, on stderr.
    pub(crate) fn tell_failures(&self) {
        for it in self.of(OwnOutcome::CouldNotRun) {
            let place =
                it.line.map_or_else(|| it.file.clone(), |line| format!("{}:{line}", it.file));
            eprintln!(
                "your signals: could not run: {place}: {}",
                it.why.as_deref().unwrap_or_default()
            );
        }
    }

    /// The first that could not run.
    pub(crate) fn failure(&self) -> Option<&str> {
        self.of(OwnOutcome::CouldNotRun).find_map(|it| it.why.as_deref())
    }
}

fn name(line: &OwnLine) -> String {
    match (&line.signal, line.line) {
        (Some(signal), Some(at)) => format!("{}:{at}: {signal}", line.file),
        (Some(signal), None) => signal.clone(),
        (None, _) => line.file.clone(),
    }
}
