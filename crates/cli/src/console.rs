//! Tables and words for a terminal; JSON lines for a pipe.

use std::io::{self, IsTerminal, Write};

use crate::args::Format;

/// Columns that everything is laid out for, and the most: in a file or a pipe there is no terminal to ask.
const WIDTH: usize = 100;
/// Columns of the narrowest terminal that is laid out for. Guess: below, tables have no room for words.
const NARROWEST: usize = 60;
/// Width of a paragraph, and of what stands before it.
const PROSE: usize = 84;
const LEAD: usize = 19;

/// Columns of the terminal, within what is laid out for; none if standard output is no terminal.
fn columns() -> Option<usize> {
    let (terminal_size::Width(own), _) = terminal_size::terminal_size_of(io::stdout())?;
    Some(usize::from(own).clamp(NARROWEST, WIDTH))
}

/// Columns to lay out for. Everything that depends on the terminal's width asks here, or for [`room`].
pub(crate) fn width() -> usize {
    columns().unwrap_or(WIDTH)
}

/// Room behind a lead for text that is `most` wide in a file: no more than the terminal has.
pub(crate) fn room(lead: usize, most: usize) -> usize {
    room_in(columns(), lead, most)
}

fn room_in(columns: Option<usize>, lead: usize, most: usize) -> usize {
    columns.map_or(most, |it| most.min(it.saturating_sub(lead)))
}

/// A table for people on a terminal, JSON lines for programs in a pipe, unless told.
pub(crate) fn format(wanted: Option<Format>) -> Format {
    let by_place = if io::stdout().is_terminal() { Format::Table } else { Format::Jsonl };
    wanted.unwrap_or(by_place)
}

/// Prints rows under headings; the last column takes what is left of the width and wraps.
pub(crate) fn table(headings: &[&str], rows: &[Vec<String>]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    laid_out(headings, rows, width()).iter().try_for_each(|line| writeln!(out, "{line}"))
}

fn laid_out(headings: &[&str], rows: &[Vec<String>], width: usize) -> Vec<String> {
    let n_columns = headings.len();
    let rows: Vec<Vec<String>> =
        rows.iter().map(|row| row.iter().map(|it| plain(it)).collect()).collect();
    let mut widths: Vec<usize> = headings.iter().map(|it| it.chars().count()).collect();
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    let fixed: usize = widths[..n_columns - 1].iter().map(|it| it + 2).sum();
    let last = width.saturating_sub(fixed).max(24);
    let mut res = Vec::new();
    let heads: Vec<String> = headings.iter().map(|it| plain(it).to_uppercase()).collect();
    for row in std::iter::once(&heads).chain(&rows) {
        let lead: String = row[..n_columns - 1]
            .iter()
            .zip(&widths)
            .map(|(cell, width)| pad(cell, width + 2))
            .collect();
        for (idx, part) in wrapped(&row[n_columns - 1], last).iter().enumerate() {
            let lead = if idx == 0 { lead.clone() } else { " ".repeat(fixed) };
            res.push(format!("{lead}{part}").trim_end().to_owned());
        }
    }
    res
}

/// Prints rows as JSON objects.
pub(crate) fn jsonl(headings: &[&str], rows: &[Vec<String>]) -> anyhow::Result<()> {
    let mut out = io::stdout().lock();
    for row in rows {
        let object: serde_json::Map<String, serde_json::Value> = headings
            .iter()
            .zip(row)
            .map(|(name, cell)| ((*name).to_owned(), cell.clone().into()))
            .collect();
        serde_json::to_writer(&mut out, &object)?;
        writeln!(out)?;
    }
    Ok(())
}

/// Prints rows either way.
pub(crate) fn rows(format: Format, headings: &[&str], rows: &[Vec<String>]) -> anyhow::Result<()> {
    match format {
        Format::Table => Ok(table(headings, rows)?),
        Format::Jsonl => jsonl(headings, rows),
    }
}

/// Prints prose under a line that it explains, behind a name of its own.
pub(crate) fn paragraph(out: &mut impl Write, name: &str, text: &str) -> io::Result<()> {
    for (idx, line) in wrapped(text, room(LEAD, PROSE)).iter().enumerate() {
        let lead = if idx == 0 { name } else { "" };
        writeln!(out, "{:11}{lead:8}{line}", "")?;
    }
    Ok(())
}

/// Prints what is one line in a file, and on a terminal as many as it takes; all but the first stand farther in.
pub(crate) fn line(out: &mut impl Write, text: &str) -> io::Result<()> {
    let text = text.trim_end();
    let indent = text.chars().take_while(|it| *it == ' ').count();
    let (first, more) = (" ".repeat(indent), " ".repeat(indent + 4));
    let Some(columns) = columns() else { return writeln!(out, "{text}") };
    for (idx, line) in wrapped(text, columns - indent - 4).iter().enumerate() {
        writeln!(out, "{}{line}", if idx == 0 { &first } else { &more })?;
    }
    Ok(())
}

/// Words at most `width` wide, broken at spaces; at least one line.
pub(crate) fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut res = vec![String::new()];
    for word in text.split_whitespace().map(plain) {
        let line = res.last_mut().expect("starts with a line");
        if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > width {
            res.push(word);
        } else {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(&word);
        }
    }
    res
}

/// Text from outside for a terminal: what would steer it, or turn the direction of writing, is spelled out.
pub(crate) fn plain(text: &str) -> String {
    let steers = |it: char| {
        it.is_control()
            || matches!(it, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let mut res = String::with_capacity(text.len());
    for it in text.chars() {
        if steers(it) {
            res.extend(it.escape_default());
        } else {
            res.push(it);
        }
    }
    res
}

fn pad(text: &str, width: usize) -> String {
    let missing = width.saturating_sub(text.chars().count());
    format!("{text}{}", " ".repeat(missing))
}

/// A probability for people: never a certainty, and no more digits than it deserves.
pub(crate) fn percent(probability: f64) -> String {
    match probability * 100.0 {
        it if it > 99.0 => ">99%".to_owned(),
        it if it < 1.0 => "<1%".to_owned(),
        it => format!("{it:.0}%"),
    }
}

#[cfg(test)]
mod tests {
    use super::{laid_out, plain, room_in};

    #[test]
    fn what_would_steer_a_terminal_is_spelled_out() {
        assert_eq!(plain("a\nb\u{1b}[31m\u{9b}2J\u{202e}é"), "a\\nb\\u{1b}[31m\\u{9b}2J\\u{202e}é");
    }

    #[test]
    fn a_narrow_terminal_gets_narrow_lines_and_a_file_wide_ones() {
        let words = "a line that is laid out for the terminal in which it is read, whatever its width may be";
        let rows = [["P-1".to_owned(), words.to_owned()].to_vec()];
        let table = |width| laid_out(&["persona", "because"], &rows, width);
        assert_eq!(
            table(80),
            [
                "PERSONA  BECAUSE",
                "P-1      a line that is laid out for the terminal in which it is read, whatever",
                "         its width may be",
            ]
        );
        assert_eq!(
            table(100)[1..],
            [
                "P-1      a line that is laid out for the terminal in which it is read, whatever its width may be"
            ]
        );
        let rooms = [None, Some(60), Some(80), Some(100)].map(|it| room_in(it, 19, 84));
        assert_eq!(rooms, [84, 41, 61, 81]);
    }
}
