//! `why PERSONA --who-else`: whom ties lead to from one persona, ranked and explained.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::Write,
    path::Path,
};

use anyhow::Context;
use bonafide_model::{PersonaId, TieKind};
use bonafide_pipeline::{MOST_STEPS, Reached, Step, who_else};

use super::{PersonaLine, ask};
use crate::console;

/// People told of; the rest is counted. Guess: more than one sitting reviews.
const MOST: usize = 25;

/// Reason of the heaviest tie of every pair, from both sides.
type Reasons = BTreeMap<(PersonaId, PersonaId), String>;

/// Prints everybody within reach.
pub(super) fn tell(
    folder: &Path,
    people: &[PersonaLine],
    persona: &PersonaLine,
) -> anyhow::Result<()> {
    let from = PersonaId(persona.persona.as_str().into());
    let (steps, reasons) = steps(folder, &from)?;
    let reached = who_else(&from, &steps);
    let sql = format!("select count(*) from muted_personas where persona = '{}'", persona.persona);
    let n_muted = ask(folder, &sql)?.concat().concat();
    let by_id: BTreeMap<&str, &PersonaLine> =
        people.iter().map(|it| (it.persona.as_str(), it)).collect();
    let mut out = std::io::stdout().lock();
    if reached.is_empty() {
        writeln!(out, "nobody: {from} shares nothing with anybody that is rare here")?;
    }
    for (found, place) in reached.iter().take(MOST).zip(1..) {
        let line = found.way.last().and_then(|it| by_id.get(&*it.0));
        if let Some(other) = line {
            console::line(&mut out, &format!("{place:>3}. {}", headline(found, other)))?;
        }
        let mut at = &from;
        for next in &found.way {
            let because = reasons.get(&(at.clone(), next.clone()));
            console::paragraph(&mut out, "", because.map_or("", String::as_str))?;
            at = next;
        }
    }
    if reached.len() > MOST {
        writeln!(out, "and {} more, less firmly tied", reached.len() - MOST)?;
    }
    if n_muted != "0" {
        writeln!(
            out,
            "not followed: {n_muted} things that too many share, or that an agency explains"
        )?;
    }
    Ok(())
}

fn headline(found: &Reached, other: &PersonaLine) -> String {
    let steps = match found.way.len() {
        1 => "directly".to_owned(),
        n => format!("over {n} steps"),
    };
    let network = other.network.as_ref().map_or(String::new(), |it| format!(" · network {it}"));
    format!(
        "{} · {:.1} bits {steps} · rank {} · {} · priority {}{network}",
        other.persona, found.bits, other.rank, other.stage, other.priority,
    )
}

/// Every tie within reach that weighs something. Only these are asked for: a scan may hold millions.
fn steps(folder: &Path, from: &PersonaId) -> anyhow::Result<(Vec<Step>, Reasons)> {
    let mut steps = Vec::new();
    let mut reasons = Reasons::new();
    let mut met = BTreeSet::from([from.clone()]);
    let mut front = met.clone();
    for _ in 0..MOST_STEPS {
        let ids: Vec<String> = front.iter().map(|it| format!("'{it}'")).collect();
        let ids = ids.join(", ");
        let sql = format!(
            "select a, b, kind, bits, because from ties where bits > 0 and (a in ({ids}) or b in ({ids})) \
             order by a, b, bits desc, kind"
        );
        front.clear();
        for row in ask(folder, &sql)? {
            let [a, b, kind, bits, because] = row.as_slice() else { continue };
            let known = TieKind::ALL.into_iter().find(|it| it.as_str() == kind);
            let kind = known.with_context(|| format!("`{kind}` is no kind of tie: scan again"))?;
            let [a, b] = [a, b].map(|it| PersonaId(it.as_str().into()));
            for pair in [(a.clone(), b.clone()), (b.clone(), a.clone())] {
                reasons.entry(pair).or_insert_with(|| because.clone());
            }
            front.extend([&a, &b].into_iter().filter(|it| met.insert((*it).clone())).cloned());
            steps.push(Step { a, b, kind, bits: bits.parse()? });
        }
    }
    Ok((steps, reasons))
}
