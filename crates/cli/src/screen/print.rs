//! The answer in words.

use std::io::{self, Write};

use bonafide_exports::screen::{Answer, RecordLine, StepLine};

use crate::console;

/// Prints an answer.
pub(crate) fn answer(out: &mut impl Write, answer: &Answer<'_>) -> io::Result<()> {
    writeln!(out, "{}", console::plain(answer.applicant))?;
    writeln!(out, "\nMay be the same person as")?;
    if answer.candidates.is_empty() {
        writeln!(out, "  nobody who is known")?;
    }
    for it in &answer.candidates {
        writeln!(
            out,
            "  {:>6}  {:+.1} bits  {}",
            console::percent(it.match_probability),
            it.match_weight,
            record(&it.record)
        )?;
        writeln!(out, "          {:+7.2}  before the comparison (log2 of the odds)", it.prior)?;
        for step in &it.waterfall {
            writeln!(out, "          {}", waterfall(step))?;
        }
        if it.explained_otherwise < -0.005 {
            writeln!(
                out,
                "          {:+7.2}  a household or shared things explain it too",
                it.explained_otherwise
            )?;
        }
    }
    ties(out, answer)?;
    findings(out, answer)?;
    for rule in answer.left_out {
        writeln!(
            out,
            "\nnot looked at: others who agree in {} alone, since too many do",
            console::plain(rule)
        )?;
    }
    writeln!(out, "\nThis is no verdict: it says what to ask about, and a person decides.\n")
}

fn waterfall(step: &StepLine<'_>) -> String {
    let level = step.level.unwrap_or("one side has nothing");
    format!("{:+7.2}  {}: {level}", step.bits, console::plain(step.comparison))
}

fn record(it: &RecordLine<'_>) -> String {
    let known = it.known.map_or(String::new(), |it| format!(" · {it}"));
    let name = if it.name.is_empty() { String::new() } else { format!(" · {}", it.name) };
    console::plain(&format!("{}{name}{known} · {}", it.record, it.cluster_id))
}

fn ties(out: &mut impl Write, answer: &Answer<'_>) -> io::Result<()> {
    writeln!(out, "\nShares with people of other names")?;
    if answer.ties.is_empty() {
        writeln!(out, "  nothing")?;
    }
    for tie in &answer.ties {
        let (column, value) = (console::plain(tie.column), console::plain(&tie.value));
        let people = if tie.people == 1 { "1 other person" } else { "other people" };
        let count = if tie.people == 1 { String::new() } else { format!("{} ", tie.people) };
        let head = format!("  {column} {value} with {count}{people}");
        match tie.muted {
            Some(why) => writeln!(out, "{head}; it ties nobody: {why}")?,
            None => writeln!(out, "{head} ({:+.1} bits of rarity)", tie.rarity_bits)?,
        }
        for it in &tie.with {
            writeln!(out, "          {}", record(it))?;
        }
    }
    Ok(())
}

fn findings(out: &mut impl Write, answer: &Answer<'_>) -> io::Result<()> {
    writeln!(out, "\nApplication data on their own show")?;
    if answer.findings.is_empty() {
        writeln!(out, "  nothing to ask about")?;
    }
    for it in &answer.findings {
        writeln!(out, "  {:+7.2}  {}", it.bits, it.signal)?;
        console::paragraph(out, "", it.because)?;
        console::paragraph(out, "or else", &it.benign.join("; "))?;
        console::paragraph(out, "check", it.verify)?;
    }
    Ok(())
}
