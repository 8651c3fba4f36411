//! `why`: the evidence behind a rank, or behind (or against) a link, from a scan's own files.

use std::{fs, io::Write, path::Path};

use anyhow::{Context, bail};
use serde::Deserialize;

use crate::{
    args, console,
    scan::{DATABASE, MARK},
};

/// Width of prose.
const PROSE: usize = 84;

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
        None => tell(persona),
        Some(other) => link(&args.out, persona, pick(&people, other)?),
    }
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

fn tell(persona: &PersonaLine) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(
        out,
        "{} · rank {} · {} · priority {} · {} (range {} to {}){}",
        persona.persona,
        persona.rank,
        persona.stage,
        persona.priority,
        console::percent(persona.probability),
        console::percent(persona.probability_low),
        console::percent(persona.probability_high),
        persona.network.as_ref().map_or(String::new(), |it| format!(" · network {it}"))
    )?;
    let records: Vec<String> =
        persona.records.iter().map(|it| format!("{} {}", it.source, it.key)).collect();
    paragraph(&mut out, "records", &records.join(" · "))?;
    writeln!(out, "\n  {:+7.2}  before the evidence (log2 of the odds)", persona.prior_bits)?;
    for finding in &persona.findings {
        let note = if finding.counted_bits == finding.bits {
            String::new()
        } else {
            format!(", {:+.1} alone; its family `{}` is counted once", finding.bits, finding.family)
        };
        writeln!(out, "  {:+7.2}  {}{note}", finding.counted_bits, finding.signal)?;
        paragraph(&mut out, "", &finding.because)?;
        paragraph(
            &mut out,
            "lines",
            &finding.evidence.iter().map(EvidenceLine::shown).collect::<Vec<_>>().join("  "),
        )?;
        paragraph(&mut out, "or else", &finding.benign.join("; "))?;
        paragraph(&mut out, "check", &finding.verify)?;
    }
    writeln!(out, "  {:+7.2}  together", persona.bits)?;
    if !persona.blind.is_empty() {
        writeln!(out, "\ncould not be checked:")?;
        for blind in &persona.blind {
            writeln!(out, "  {blind}")?;
        }
    }
    Ok(())
}

fn paragraph(out: &mut impl Write, name: &str, text: &str) -> std::io::Result<()> {
    for (idx, line) in console::wrapped(text, PROSE).iter().enumerate() {
        let lead = if idx == 0 { name } else { "" };
        writeln!(out, "           {lead:8}{line}")?;
    }
    Ok(())
}

/// Ties between two personas, or that there are none and what would be one.
fn link(out: &Path, a: &PersonaLine, b: &PersonaLine) -> anyhow::Result<()> {
    let mut stdout = std::io::stdout().lock();
    if a.persona == b.persona {
        writeln!(stdout, "both are {}: their records were folded into one persona", a.persona)?;
        let sql =
            format!("select reason from joins where persona = '{}' order by position", a.persona);
        for row in bonafide_store::query(&out.join(DATABASE), &sql)?.rows {
            let reason: String = row.iter().map(ToString::to_string).collect();
            writeln!(stdout, "  {}", console::plain(&reason))?;
        }
        return Ok(());
    }
    let (first, second) =
        if a.persona < b.persona { (&a.persona, &b.persona) } else { (&b.persona, &a.persona) };
    let sql = format!(
        "select kind, bits, sharers, because from ties where a = '{first}' and b = '{second}' order by bits desc, kind, because"
    );
    let table = bonafide_store::query(&out.join(DATABASE), &sql)?;
    writeln!(stdout, "{} and {}:", a.persona, b.persona)?;
    if table.rows.is_empty() {
        writeln!(
            stdout,
            "  no tie: the records share no phone, mailbox, address, account, device, client machine, document or reference that is rare here"
        )?;
    }
    for row in &table.rows {
        let cells: Vec<String> = row.iter().map(ToString::to_string).collect();
        writeln!(
            stdout,
            "  {:>6}  {} (shared by {})",
            format!("{:+.1}", cells[1].parse::<f64>().unwrap_or(0.0)),
            cells[0],
            cells[2]
        )?;
        paragraph(&mut stdout, "", &cells[3])?;
    }
    let same = a.network.is_some() && a.network == b.network;
    writeln!(
        stdout,
        "{}",
        if same { "  both stand in one network" } else { "  they do not stand in one network" }
    )?;
    Ok(())
}
