//! A scan into a fresh file, in one transaction and a fixed order.

mod apart;

use std::{collections::BTreeMap, net::IpAddr, path::Path};

use bonafide_model::{
    Case, CellKey, Evidence, Facilitator, FileReport, Locator, Network, Outcome, PersonaId,
    Provenance, Scan, Sentence, Show, Span, Tie,
};
use rusqlite::{Connection, OpenFlags, Statement, ToSql, Transaction, params, params_from_iter};

use crate::{StoreError, VERSION};

/// Writes the file. With `reveal`, personal values and names are in it in full, else masked.
pub fn write(path: &Path, scan: &Scan, reveal: bool) -> Result<(), StoreError> {
    if path.exists() {
        return Err(StoreError::Exists(path.to_owned()));
    }
    fill(path, scan, reveal).map_err(|cause| StoreError::Write { path: path.to_owned(), cause })
}

fn fill(path: &Path, scan: &Scan, reveal: bool) -> rusqlite::Result<()> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = Connection::open_with_flags(path, flags)?;
    put(&mut connection, scan, reveal)?;
    connection.close().map_err(|(_, cause)| cause)
}

/// Writes all tables.
pub(crate) fn put(connection: &mut Connection, scan: &Scan, reveal: bool) -> rusqlite::Result<()> {
    // The file appears whole or its folder is thrown away, so a journal would only be written for nothing.
    connection.execute_batch(
        "PRAGMA page_size = 4096; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;",
    )?;
    let transaction = connection.transaction()?;
    transaction.execute_batch(include_str!("schema.sql"))?;
    let mut rows = Rows {
        transaction: &transaction,
        scan,
        reveal,
        seen: scan.linked.personas.iter().filter_map(|(id, it)| Some((id, it.seen()?))).collect(),
        next_tie: 1,
        next_facilitator: 1,
        next_finding: 1,
    };
    rows.write()?;
    transaction.execute_batch(include_str!("indexes.sql"))?;
    transaction.pragma_update(None, "user_version", VERSION)?;
    transaction.commit()
}

/// What a write in progress holds.
struct Rows<'a> {
    transaction: &'a Transaction<'a>,
    scan: &'a Scan,
    reveal: bool,
    /// From when to when records show each persona.
    seen: BTreeMap<&'a PersonaId, Span>,
    next_tie: i64,
    next_facilitator: i64,
    next_finding: i64,
}

impl Rows<'_> {
    fn write(&mut self) -> rusqlite::Result<()> {
        for case in &self.scan.cases {
            self.case(case)?;
        }
        for persona in self.scan.linked.personas.values() {
            for record in &persona.records {
                let sql = "INSERT INTO records VALUES (?, ?, ?)";
                self.transaction.prepare_cached(sql)?.execute(params![
                    &*persona.id.0,
                    record.source,
                    &*record.key
                ])?;
            }
            for (join, position) in persona.joins.iter().zip(1_i64..) {
                let sql = "INSERT INTO joins VALUES (?, ?, ?)";
                self.transaction.prepare_cached(sql)?.execute(params![
                    &*persona.id.0,
                    position,
                    self.show(join)
                ])?;
            }
            for (key, cell) in &persona.footprint.cells {
                self.footprint(&persona.id, key, cell)?;
            }
        }
        for tie in &self.scan.linked.ties {
            self.tie(tie)?;
        }
        self.apart()?;
        for network in self.scan.linked.networks.values() {
            self.network(network)?;
        }
        for report in &self.scan.intake {
            self.intake(report)?;
        }
        Ok(())
    }

    fn show(&self, value: &impl Show) -> String {
        if self.reveal { value.full() } else { value.masked() }
    }

    fn case(&mut self, case: &Case) -> rusqlite::Result<()> {
        let persona = self.scan.linked.personas.get(&case.persona);
        let assessment = &case.assessment;
        let name = persona.filter(|_| self.reveal).and_then(|it| it.main_name()).map(Show::full);
        let sql = "INSERT INTO personas VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
        self.transaction.prepare_cached(sql)?.execute(params![
            &*case.persona.0,
            int(case.rank),
            persona.map_or("", |it| it.stage.as_str()),
            case.priority.as_str(),
            assessment.probability,
            assessment.low,
            assessment.high,
            assessment.prior.0,
            assessment.bits.0,
            case.network.as_ref().map(|it| &*it.0),
            name,
        ])?;
        self.findings(case)?;
        for blind in &assessment.blind {
            let sql = "INSERT INTO blind VALUES (?, ?, ?)";
            self.transaction.prepare_cached(sql)?.execute(params![
                &*case.persona.0,
                blind.signal,
                blind.need.label()
            ])?;
        }
        Ok(())
    }

    fn findings(&mut self, case: &Case) -> rusqlite::Result<()> {
        for weighed in &case.assessment.findings {
            let (finding, id) = (&weighed.finding, self.next_finding);
            self.next_finding += 1;
            let sql = "INSERT INTO findings VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
            self.transaction.prepare_cached(sql)?.execute(params![
                id,
                &*case.persona.0,
                finding.card.id,
                finding.card.title,
                finding.card.family.as_str(),
                finding.card.stage.as_str(),
                finding.bits.0,
                weighed.counted.0,
                self.show(&finding.because),
                list(finding.card.benign),
                finding.card.verify,
            ])?;
            self.evidence("finding", id, &finding.evidence)?;
        }
        Ok(())
    }

    fn footprint(
        &self,
        persona: &PersonaId,
        key: &CellKey,
        cell: &bonafide_model::Cell,
    ) -> rusqlite::Result<()> {
        let ip = |ip: Option<IpAddr>| ip.map(|it| self.show(&it));
        let outcome = match key.outcome {
            Outcome::Success => "success",
            Outcome::Failure => "failure",
        };
        let anonymizer =
            key.anonymizer.as_ref().map(|it| it.operator.as_deref().unwrap_or("not named"));
        let place = Place::new(&cell.example);
        let sql = "INSERT INTO footprints VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
        self.transaction.prepare_cached(sql)?.execute(params![
            &*persona.0,
            key.day.to_string(),
            key.channel.label(),
            outcome,
            ip(key.ip),
            ip(key.factor_ip),
            key.client.as_deref(),
            key.os.as_deref(),
            anonymizer,
            cell.count,
            cell.first.to_string(),
            cell.last.to_string(),
            cell.longest_minutes,
            cell.round_trips,
            cell.min_round_trip_ms,
            cell.vendor_place.as_deref().map(bonafide_model::Place::label),
            place.file,
            place.line,
            place.pointer,
            place.page,
            place.commit,
        ])?;
        Ok(())
    }

    fn seen(&self, persona: &PersonaId) -> Option<Span> {
        self.seen.get(persona).copied()
    }

    fn tie(&mut self, tie: &Tie) -> rusqlite::Result<()> {
        let sides = self.seen(&tie.a).zip(self.seen(&tie.b));
        let since = sides.map(|((a, _), (b, _))| a.max(b));
        let id = self.next_tie;
        self.next_tie += 1;
        let sql = "INSERT INTO ties VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
        self.transaction.prepare_cached(sql)?.execute(params![
            id,
            &*tie.a.0,
            &*tie.b.0,
            tie.kind.as_str(),
            tie.kind.family().as_str(),
            self.show(&tie.value),
            tie.bits.0,
            self.show(&tie.because),
            int(tie.sharers),
            since.map(|it| it.to_string()),
        ])?;
        self.evidence("tie", id, &tie.evidence)
    }

    fn network(&mut self, network: &Network) -> rusqlite::Result<()> {
        let sql = "INSERT INTO networks VALUES (?, ?, ?, ?)";
        let counts =
            [network.members.len(), network.facilitators.len(), network.ties.len()].map(int);
        self.transaction.prepare_cached(sql)?.execute(params![
            &*network.id.0,
            counts[0],
            counts[1],
            counts[2]
        ])?;
        for member in &network.members {
            let seen = self.seen(&member.persona);
            let sql = "INSERT INTO network_members VALUES (?, ?, ?, ?, ?)";
            self.transaction.prepare_cached(sql)?.execute(params![
                &*network.id.0,
                &*member.persona.0,
                member.role.as_str(),
                seen.map(|(first, _)| first.to_string()),
                seen.map(|(_, last)| last.to_string()),
            ])?;
        }
        for facilitator in &network.facilitators {
            self.facilitator(network, facilitator)?;
        }
        Ok(())
    }

    fn facilitator(
        &mut self,
        network: &Network,
        facilitator: &Facilitator,
    ) -> rusqlite::Result<()> {
        let id = self.next_facilitator;
        self.next_facilitator += 1;
        let value: &Sentence = &facilitator.value;
        let sql = "INSERT INTO facilitators VALUES (?, ?, ?, ?, ?)";
        let row = params![
            id,
            &*network.id.0,
            facilitator.role.as_str(),
            facilitator.kind.as_str(),
            self.show(value)
        ];
        self.transaction.prepare_cached(sql)?.execute(row)?;
        for persona in &facilitator.personas {
            let sql = "INSERT INTO facilitator_personas VALUES (?, ?)";
            self.transaction.prepare_cached(sql)?.execute(params![id, &*persona.0])?;
        }
        self.evidence("facilitator", id, &facilitator.evidence)
    }

    fn evidence(&self, kind: &str, id: i64, evidence: &Evidence) -> rusqlite::Result<()> {
        let mut insert =
            self.transaction.prepare_cached("INSERT INTO evidence VALUES (?, ?, ?, ?, ?, ?, ?)")?;
        for line in evidence.lines() {
            Place::new(line).insert(&mut insert, &[&kind, &id])?;
        }
        Ok(())
    }

    fn intake(&self, report: &FileReport) -> rusqlite::Result<()> {
        let sql = "INSERT INTO intake VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
        self.transaction.prepare_cached(sql)?.execute(params![
            report.file,
            report.sha256,
            report.source,
            int(report.records),
            int(report.says),
            int(report.passed_over.values().sum::<u64>()),
            int(report.rejected.values().sum::<u64>()),
            list(&report.dropped_columns),
            list(&report.unused_columns),
            report.span.map(|(first, _)| first.to_string()),
            report.span.map(|(_, last)| last.to_string()),
        ])?;
        for (outcome, reasons) in
            [("passed over", &report.passed_over), ("rejected", &report.rejected)]
        {
            for (reason, count) in reasons {
                let sql = "INSERT INTO intake_reasons VALUES (?, ?, ?, ?)";
                self.transaction.prepare_cached(sql)?.execute(params![
                    report.file,
                    outcome,
                    reason,
                    int(*count)
                ])?;
            }
        }
        Ok(())
    }
}

/// A place as columns.
struct Place<'a> {
    file: &'a str,
    line: Option<i64>,
    pointer: Option<&'a str>,
    page: Option<u32>,
    commit: Option<&'a str>,
}

impl<'a> Place<'a> {
    fn new(from: &'a Provenance) -> Self {
        let res = Self { file: &from.file, line: None, pointer: None, page: None, commit: None };
        match &from.at {
            Locator::Line(line) => Self { line: Some(int(*line)), ..res },
            Locator::Pointer(pointer) => Self { pointer: Some(pointer), ..res },
            Locator::Page(page) => Self { page: Some(*page), ..res },
            Locator::Commit(commit) => Self { commit: Some(commit), ..res },
        }
    }

    /// Runs a statement whose last columns are those of a place.
    fn insert(&self, statement: &mut Statement<'_>, before: &[&dyn ToSql]) -> rusqlite::Result<()> {
        let place: [&dyn ToSql; 5] =
            [&self.file, &self.line, &self.pointer, &self.page, &self.commit];
        statement.execute(params_from_iter(before.iter().chain(&place)))?;
        Ok(())
    }
}

/// SQLite counts in 64 bits with sign; no count of ours comes near the end of that.
fn int(count: impl TryInto<i64>) -> i64 {
    count.try_into().unwrap_or(i64::MAX)
}

fn list<T: AsRef<str>>(words: &[T]) -> String {
    serde_json::Value::from_iter(words.iter().map(AsRef::as_ref)).to_string()
}
