//! `why A B`: what ties two personas; what they share that ties nobody; and why they are not one person or one network.

use std::{io::Write, path::Path};

use super::{PersonaLine, ask, joins};
use crate::console;

/// A place in an input file as text, from the columns that tables of places have.
const PLACE: &str = "e.file || coalesce(':' || e.line, '#' || e.pointer, ' page ' || e.page, '@' || e.git_commit, '')";

/// Prints everything that the scan knows of the two together.
pub(super) fn tell(folder: &Path, a: &PersonaLine, b: &PersonaLine) -> anyhow::Result<()> {
    if a.persona == b.persona {
        return one(folder, a);
    }
    let pair = if a.persona < b.persona {
        [a.persona.as_str(), b.persona.as_str()]
    } else {
        [b.persona.as_str(), a.persona.as_str()]
    };
    let (ties, muted) = (ties(folder, pair)?, muted(folder, pair)?);
    let (refused, borrowed) = (refused(folder, pair)?, borrowed(folder, pair)?);
    let mut out = std::io::stdout().lock();
    writeln!(out, "{} and {}:", a.persona, b.persona)?;
    for (name, reason) in &borrowed {
        writeln!(out, "  {name}")?;
        console::paragraph(&mut out, "", reason)?;
    }
    for thing in ties.iter().chain(&muted) {
        let head = format!("  {:>6}  {}", thing.weight, console::plain(&thing.what));
        console::line(&mut out, &head)?;
        console::paragraph(&mut out, "", &thing.because)?;
        console::paragraph(&mut out, "lines", &thing.lines)?;
    }
    if ties.is_empty() && muted.is_empty() {
        console::line(
            &mut out,
            "  no tie: the records share no phone, mailbox, address, account, device, client machine, document or reference that is rare here",
        )?;
    }
    for (asked, reason) in &refused {
        writeln!(out, "  not {asked}")?;
        console::paragraph(&mut out, "", reason)?;
    }
    let same = a.network.is_some() && a.network == b.network;
    let verdict =
        if same { "both stand in one network" } else { "they do not stand in one network" };
    writeln!(out, "  {verdict}")?;
    Ok(())
}

/// Two records of one persona: how they came together.
fn one(folder: &Path, persona: &PersonaLine) -> anyhow::Result<()> {
    let joins = joins(folder, &persona.persona)?;
    let mut out = std::io::stdout().lock();
    writeln!(out, "both are {}: their records were folded into one persona", persona.persona)?;
    for join in joins {
        console::line(&mut out, &format!("  {join}"))?;
    }
    Ok(())
}

/// Something that the two share.
struct Thing {
    weight: String,
    what: String,
    because: String,
    lines: String,
}

impl Thing {
    fn of(row: Vec<String>) -> Option<Self> {
        let [weight, what, because, lines] = <[String; 4]>::try_from(row).ok()?;
        Some(Self { weight, what, because, lines })
    }
}

fn ties(folder: &Path, [a, b]: [&str; 2]) -> anyhow::Result<Vec<Thing>> {
    let sql = format!(
        "select printf('%+.1f', bits), kind || ' (shared by ' || sharers || ')', because, \
         (select group_concat({PLACE}, '  ') from evidence e where e.kind = 'tie' and e.id = t.tie) \
         from ties t where a = '{a}' and b = '{b}' order by bits desc, kind, because"
    );
    Ok(ask(folder, &sql)?.into_iter().filter_map(Thing::of).collect())
}

fn muted(folder: &Path, [a, b]: [&str; 2]) -> anyhow::Result<Vec<Thing>> {
    let sql = format!(
        "select 'muted', m.kind || ': ' || m.value, m.reason, group_concat({PLACE}, '  ') \
         from muted m join muted_personas e using (muted) where e.persona in ('{a}', '{b}') \
         group by m.muted having count(*) = 2 order by m.muted"
    );
    Ok(ask(folder, &sql)?.into_iter().filter_map(Thing::of).collect())
}

/// What was asked of the two and answered with no, and why.
fn refused(folder: &Path, [a, b]: [&str; 2]) -> anyhow::Result<Vec<(String, String)>> {
    two(
        folder,
        &format!(
            "select asked, reason from refused where a = '{a}' and b = '{b}' order by asked, reason"
        ),
    )
}

/// Whether the one shows the other's identity.
fn borrowed(folder: &Path, [a, b]: [&str; 2]) -> anyhow::Result<Vec<(String, String)>> {
    two(
        folder,
        &format!(
            "select iif(is_lent, 'an identity that is lent', 'an identity whose owner is a victim'), reason \
             from borrowed where (owner = '{a}' and by = '{b}') or (owner = '{b}' and by = '{a}')"
        ),
    )
}

fn two(folder: &Path, sql: &str) -> anyhow::Result<Vec<(String, String)>> {
    let pairs = ask(folder, sql)?.into_iter().filter_map(|row| <[String; 2]>::try_from(row).ok());
    Ok(pairs.map(|[name, reason]| (name, reason)).collect())
}
