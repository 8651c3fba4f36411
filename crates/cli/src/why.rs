//! `why`: the evidence behind a rank, or behind (or against) a link, from a scan's own files.

mod pair;
mod who_else;

use std::{fs, io::Write, path::Path};

use anyhow::{Context, bail};
use serde::Deserialize;

use crate::{
    args, console,
    scan::{DATABASE, MARK},
};

#[derive(Debug, Deserialize)]
struct PersonaLine {
    rank: u64,
    persona: String,
    records: Vec<RecordLine>,
    stage: String,
    priority: String,
    probability: f64,
    probability_low: f64,
    probability_high: f64,
    prior_bits: f64,
    bits: f64,
    findings: Vec<FindingLine>,
    blind: Vec<String>,
    network: Option<String>,
}

#[derive(Debug, Deserialize)]
struct RecordLine {
    source: String,
    key: String,
}

#[derive(Debug, Deserialize)]
struct FindingLine {
    signal: String,
    family: String,
    bits: f64,
    counted_bits: f64,
    because: String,
    benign: Vec<String>,
    verify: String,
    evidence: Vec<EvidenceLine>,
}

#[derive(Debug, Deserialize)]
struct EvidenceLine {
    file: String,
    line: Option<u64>,
    pointer: Option<String>,
    page: Option<u32>,
    commit: Option<String>,
}

impl EvidenceLine {
    fn shown(&self) -> String {
        match self {
            Self { line: Some(line), .. } => format!("{}:{line}", self.file),
            Self { pointer: Some(pointer), .. } => format!("{}#{pointer}", self.file),
            Self { page: Some(page), .. } => format!("{} page {page}", self.file),
            Self { commit: Some(commit), .. } => format!("{}@{commit}", self.file),
            Self { .. } => self.file.clone(),
        }
    }
}

/// Prints the evidence.
pub(crate) fn run(args: &args::Why) -> anyhow::Result<()> {
    let people = load(&args.out)?;
    let persona = pick(&people, &args.persona)?;
    match &args.other {
        None if args.who_else => who_else::tell(&args.out, &people, persona),
        None => tell(&args.out, persona),
        Some(other) => pair::tell(&args.out, persona, pick(&people, other)?),
    }
}

/// Answers of the scan's own database, a row of words each.
fn ask(out: &Path, sql: &str) -> anyhow::Result<Vec<Vec<String>>> {
    let table = bonafide_store::query(&out.join(DATABASE), sql)?;
    Ok(table.rows.iter().map(|row| row.iter().map(ToString::to_string).collect()).collect())
}

/// How a persona was put together: one line a join.
fn joins(out: &Path, persona: &str) -> anyhow::Result<Vec<String>> {
    let sql = format!("select reason from joins where persona = '{persona}' order by position");
    Ok(ask(out, &sql)?.into_iter().flatten().map(|it| console::plain(&it)).collect())
}

fn load(out: &Path) -> anyhow::Result<Vec<PersonaLine>> {
    let path = out.join(MARK);
    let text = fs::read_to_string(&path).with_context(|| {
        format!("cannot read {}: give the folder of a scan with --out", path.display())
    })?;
    let parse = |(line, idx): (&str, usize)| {
        serde_json::from_str(line).with_context(|| format!("{}:{idx}", path.display()))
    };
    text.lines().zip(1..).map(parse).collect()
}

fn pick<'a>(people: &'a [PersonaLine], wanted: &str) -> anyhow::Result<&'a PersonaLine> {
    let by_rank =
        wanted.parse::<u64>().ok().and_then(|rank| people.iter().find(|it| it.rank == rank));
    let by_id = || people.iter().find(|it| it.persona == wanted);
    let by_key = || {
        people
            .iter()
            .find(|it| it.records.iter().any(|record| record.key.eq_ignore_ascii_case(wanted)))
    };
    match by_rank.or_else(by_id).or_else(by_key) {
        Some(persona) => Ok(persona),
        None => bail!(
            "no persona `{wanted}`: give a rank from 1 to {}, a pseudonym (P-…) or the key of a record",
            people.len()
        ),
    }
}

fn tell(folder: &Path, persona: &PersonaLine) -> anyhow::Result<()> {
    let joins = joins(folder, &persona.persona)?;
    let mut out = std::io::stdout().lock();
    let head = format!(
        "{} · rank {} · {} · priority {} · {} (range {} to {}){}",
        persona.persona,
        persona.rank,
        persona.stage,
        persona.priority,
        console::percent(persona.probability),
        console::percent(persona.probability_low),
        console::percent(persona.probability_high),
        persona.network.as_ref().map_or(String::new(), |it| format!(" · network {it}"))
    );
    console::line(&mut out, &head)?;
    let records: Vec<String> =
        persona.records.iter().map(|it| format!("{} {}", it.source, it.key)).collect();
    console::paragraph(&mut out, "records", &records.join(" · "))?;
    for (idx, join) in joins.iter().enumerate() {
        console::paragraph(&mut out, if idx == 0 { "joined" } else { "" }, join)?;
    }
    writeln!(out, "\n  {:+7.2}  before the evidence (log2 of the odds)", persona.prior_bits)?;
    for finding in &persona.findings {
        let note = if finding.counted_bits == finding.bits {
            String::new()
        } else {
            format!(", {:+.1} alone; its family `{}` is counted once", finding.bits, finding.family)
        };
        writeln!(out, "  {:+7.2}  {}{note}", finding.counted_bits, finding.signal)?;
        console::paragraph(&mut out, "", &finding.because)?;
        console::paragraph(
            &mut out,
            "lines",
            &finding.evidence.iter().map(EvidenceLine::shown).collect::<Vec<_>>().join("  "),
        )?;
        console::paragraph(&mut out, "or else", &finding.benign.join("; "))?;
        console::paragraph(&mut out, "check", &finding.verify)?;
    }
    writeln!(out, "  {:+7.2}  together", persona.bits)?;
    if let Some(network) = &persona.network {
        grown(&mut out, folder, network)?;
    }
    if !persona.blind.is_empty() {
        writeln!(out, "\ncould not be checked:")?;
        for blind in &persona.blind {
            console::line(&mut out, &format!("  {blind}"))?;
        }
    }
    Ok(())
}

/// Members of a network in the order in which records first show them.
fn grown(out: &mut impl Write, folder: &Path, network: &str) -> anyhow::Result<()> {
    let members = ask(
        folder,
        &format!(
            "select coalesce(substr(first, 1, 10), 'no date'), coalesce(substr(last, 1, 10), 'no date'), persona, role \
             from network_members where network = '{network}' order by first is null, first, persona"
        ),
    )?;
    writeln!(out, "\nnetwork {network}, as its members came:")?;
    for member in &members {
        let [first, last, persona, role] = member.as_slice() else { continue };
        writeln!(out, "  {first} to {last}  {persona}  {role}")?;
    }
    Ok(())
}
