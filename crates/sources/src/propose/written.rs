//! A proposal as an entry of a mapping file, with the evidence beside every line.

use std::fmt::Write as _;

use bonafide_model::{FileForm, value::DateOrder};

use super::{Filling, Proposal};
use crate::{
    Source,
    profile::{ColumnProfile, Kind, Profile},
};

/// Columns that are named as left over. Guess: more is a list that nobody reads.
const MOST_LEFT_OVER: usize = 40;

/// What an entry says of its file.
pub struct Context<'a> {
    /// The file, as a mapping names it.
    pub file: &'a str,
    /// What was known of it before.
    pub known: &'a str,
    /// Number of its records.
    pub n_records: u64,
    /// What sees nothing without columns that are not among these, a sentence each.
    pub blinds: &'a dyn Fn(&Source, &[&str]) -> Vec<String>,
}

/// The entry.
pub fn toml(proposal: &Proposal, context: &Context<'_>) -> String {
    let mut page = String::new();
    let source = proposal.source;
    note(
        &mut page,
        &format!(
            "{}: {} record{}, {}",
            context.file,
            grouped(context.n_records),
            if context.n_records == 1 { "" } else { "s" },
            context.known
        ),
    );
    note(&mut page, &format!("as {}: {}", source.id, source.title));
    for doubt in &proposal.doubts {
        note(&mut page, &format!("look: {doubt}"));
    }
    line(&mut page, "[[file]]");
    line(&mut page, &format!("pattern = {}", quoted(context.file)));
    line(&mut page, &format!("source = {}", quoted(source.id)));
    form(&mut page, &proposal.form);
    if proposal.is_table {
        line(&mut page, "only_listed = true");
    }
    line(&mut page, "[file.columns]");
    for pick in &proposal.picks {
        let content = match &pick.from {
            Filling::Fields(names) => match names.as_slice() {
                [one] => quoted(one),
                several => {
                    let names: Vec<String> = several.iter().map(|it| quoted(it)).collect();
                    format!("[{}]", names.join(", "))
                }
            },
            Filling::Constant(text) => format!("{{ value = {} }}", quoted(text)),
            Filling::Group => {
                note(
                    &mut page,
                    &format!("{} is a group of the pattern, {}", pick.ours, pick.evidence),
                );
                continue;
            }
        };
        line(&mut page, &format!("{} = {content}  # {}", pick.ours, plain(&pick.evidence)));
    }
    left_over(&mut page, &proposal.left_over);
    let listed: Vec<&str> = proposal.picks.iter().map(|it| it.ours).collect();
    for sentence in (context.blinds)(source, &listed) {
        note(&mut page, &sentence);
    }
    page
}

fn form(page: &mut String, form: &FileForm) {
    if let Some(path) = &form.each {
        line(page, &format!("each = {}", quoted(path)));
    }
    match form.line.as_slice() {
        [] => {}
        [one] => line(page, &format!("line = {}", literal(one))),
        several => {
            line(page, "line = [");
            for pattern in several {
                line(page, &format!("  {},", literal(pattern)));
            }
            line(page, "]");
        }
    }
    match form.times.order {
        Some(DateOrder::DayFirst) => {
            line(page, "dates = \"day_first\"  # some dates can only be read so")
        }
        Some(DateOrder::MonthFirst) => {
            line(page, "dates = \"month_first\"  # some dates can only be read so");
        }
        Some(DateOrder::Unknown) | None => {}
    }
    if let Some(year) = form.times.year {
        line(page, &format!("year = {year}"));
    }
    if let Some(row) = form.header_row {
        line(page, &format!("header_row = {row}"));
    }
}

fn left_over(page: &mut String, columns: &[(String, Option<Kind>)]) {
    if columns.is_empty() {
        return;
    }
    let named: Vec<String> = columns
        .iter()
        .take(MOST_LEFT_OVER)
        .map(|(name, kind)| match kind {
            Some(kind) => format!("{name} ({})", kind.label()),
            None => name.clone(),
        })
        .collect();
    let more = columns.len().saturating_sub(named.len());
    let more = if more > 0 { format!(" and {more} others") } else { String::new() };
    note(page, &format!("not proposed, since nothing of ours fits: {}{more}", named.join(", ")));
}

/// What was seen in a column, in words.
pub(super) fn evidence(profile: &Profile, column: &ColumnProfile) -> String {
    let (filled, places) = (column.n_filled(), profile.n_places(column));
    if filled == 0 {
        return "empty in every row".to_owned();
    }
    let mut res = String::new();
    if let Some((kind, n)) = column.kinds().first() {
        let share = percent(*n, column.n_looked_at());
        put(
            &mut res,
            format_args!(
                "{share} % of {} cells are {}",
                grouped(column.n_looked_at()),
                kind.label()
            ),
        );
    }
    if filled < places {
        put(&mut res, format_args!(", filled in {} %", percent(filled, places)));
    }
    if column.is_unique() {
        res.push_str(", all different");
    }
    res
}

/// Never 100 where something is missing, nor 0 where something is there.
fn percent(part: u64, whole: u64) -> u64 {
    match part * 100 / whole.max(1) {
        0 if part > 0 => 1,
        percent => percent,
    }
}

/// `1204` → `1,204`.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut res = String::new();
    for (idx, digit) in digits.chars().enumerate() {
        if idx > 0 && (digits.len() - idx).is_multiple_of(3) {
            res.push(',');
        }
        res.push(digit);
    }
    res
}

/// A text as TOML writes it.
fn quoted(text: &str) -> String {
    let mut res = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => res.extend(['\\', letter]),
            it if it.is_control() => put(&mut res, format_args!("\\u{:04X}", u32::from(it))),
            it => res.push(it),
        }
    }
    res.push('"');
    res
}

/// A pattern as TOML writes it, so that it can be read.
fn literal(pattern: &str) -> String {
    if pattern.contains("'''") || pattern.ends_with('\'') || pattern.chars().any(char::is_control) {
        return quoted(pattern);
    }
    if pattern.contains('\'') { format!("'''{pattern}'''") } else { format!("'{pattern}'") }
}

/// Text for a comment: one line.
fn plain(text: &str) -> String {
    text.chars().map(|it| if it.is_control() { ' ' } else { it }).collect()
}

fn note(page: &mut String, text: &str) {
    line(page, &format!("# {}", plain(text)));
}

fn line(page: &mut String, text: &str) {
    put(page, format_args!("{text}\n"));
}

fn put(page: &mut String, text: std::fmt::Arguments<'_>) {
    page.write_fmt(text).expect("writing to a String cannot fail");
}
