//! The report of `check` for people: one table of all files, then what is worth a look, as wide as the terminal.

use std::io::{self, Write};

use bonafide_model::Header;
use bonafide_sources::{
    mapping::Found,
    profile::{ColumnProfile, Kind, Shape},
};

use super::{
    Blind,
    quality::{Checked, Known, missing, signals},
};
use crate::console;

/// Widths of the four counts.
const COUNTS: [usize; 4] = [9, 9, 9, 9];
/// Kinds of value that are told of a column. Guess: the rest is noise.
const KINDS_TOLD: usize = 3;
/// Letters of the name of a column that are shown at most, in percent of the width. Guess.
const NAME_PERCENT: usize = 30;
/// Room beside a column's numbers below which what it holds stands on lines of its own. Guess.
const LEAST_ROOM: usize = 20;
/// Files up to which every column is told without being asked for. Guess: more than a screenful each.
const FEW_FILES: usize = 3;

/// How much is told.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Telling {
    /// Every column of every file.
    pub(crate) columns: bool,
    /// One value of each column in full.
    pub(crate) reveal: bool,
    /// Columns of the terminal that it is told for.
    pub(crate) width: usize,
}

/// Prints everything.
pub(crate) fn report(
    out: &mut impl Write,
    (files, blind): (&[Checked], &Blind),
    telling: Telling,
) -> io::Result<()> {
    let page = Page { files, telling };
    page.table(out)?;
    page.confirmations(out)?;
    page.columns(out)?;
    page.missing(out)?;
    page.blindness(out, blind)
}

struct Page<'a> {
    files: &'a [Checked],
    telling: Telling,
}

impl Page<'_> {
    /// One line a file, all documents of one kind together; then what each file is and what is worth a look.
    fn table(&self, out: &mut impl Write) -> io::Result<()> {
        let rows = rows(self.files);
        let source_width = widest(rows.iter().map(|it| it.source.as_str()), "SOURCE");
        let counts: usize = COUNTS.iter().sum();
        let room = self.telling.width.saturating_sub(source_width + counts + 2);
        let names: Vec<String> = rows.iter().map(|it| tail(&it.name, room)).collect();
        let file_width = widest(names.iter().map(String::as_str), "FILE");
        let line = |out: &mut dyn Write, [file, source]: [&str; 2], counts: [&str; 4]| {
            write!(out, "{}  {}", pad(file, file_width), pad(source, source_width))?;
            for (cell, width) in counts.iter().zip(COUNTS) {
                write!(out, "{cell:>width$}")?;
            }
            writeln!(out)
        };
        line(out, ["FILE", "SOURCE"], ["ROWS", "SAID", "PASSED", "REJECTED"])?;
        for (row, name) in rows.iter().zip(&names) {
            let counts = row.counts.map(|it| it.to_string());
            line(out, [name, &row.source], counts.each_ref().map(String::as_str))?;
        }
        let legend = [Known::ByColumnNames, Known::ByMapping];
        for known in
            legend.into_iter().filter(|it| self.files.iter().any(|file| file.known() == *it))
        {
            writeln!(out, "{} {}", known.mark(), known.label())?;
        }
        writeln!(out)?;
        for file in self.files {
            let notes = file.notes();
            if file.profile.shape() == Shape::Document && notes.is_empty() {
                continue;
            }
            let span =
                file.report.span.map(|(first, last)| format!(", {} to {}", day(first), day(last)));
            let what = file.source().map_or("not recognized", |it| it.title);
            let head = format!("{}: {what}{}", file.report.file, span.unwrap_or_default());
            for (idx, line) in console::wrapped(&head, self.telling.width - 4).iter().enumerate() {
                writeln!(out, "{}{line}", if idx == 0 { "" } else { "    " })?;
            }
            for note in notes {
                self.item(out, &note)?;
            }
        }
        Ok(())
    }

    /// Tables that were recognized by the names of their columns: the mapping that was used.
    fn confirmations(&self, out: &mut impl Write) -> io::Result<()> {
        let guessed: Vec<&Checked> =
            self.files.iter().filter(|it| it.known() == Known::ByColumnNames).collect();
        if guessed.is_empty() {
            return Ok(());
        }
        writeln!(
            out,
            "\nTO CONFIRM: these tables are read by the names of their columns (our column ← theirs)"
        )?;
        for file in guessed {
            let as_what = file.report.source.unwrap_or_default();
            writeln!(out, "\n{} as {as_what}", console::plain(&file.report.file))?;
            let found = file.found();
            let (same, other): (Vec<&Found>, Vec<&Found>) = found
                .iter()
                .partition(|it| it.theirs.iter().all(|theirs| Header::fold(theirs) == it.ours));
            let pairs: Vec<String> = other
                .iter()
                .map(|it| format!("{} ← {}", it.ours, it.theirs.join(", else ")))
                .collect();
            if !pairs.is_empty() {
                self.paragraph(out, &pairs)?;
            }
            if !same.is_empty() {
                let names: Vec<&str> = same.iter().map(|it| it.ours).collect();
                self.item(out, &format!("by our own names: {}", names.join(", ")))?;
            }
            if !file.report.unused_columns.is_empty() {
                self.item(out, &format!("not read: {}", file.report.unused_columns.join(", ")))?;
            }
        }
        writeln!(
            out,
            "\n  to say it otherwise: bonafide check EXPORTS --propose mapping.toml, edit it,"
        )?;
        writeln!(out, "  and give it with --mapping mapping.toml")
    }

    /// Every column of the files whose columns are the customer's own, or of all files when asked.
    fn columns(&self, out: &mut impl Write) -> io::Result<()> {
        let is_told = |it: &&Checked| {
            self.telling.columns || (self.files.len() <= FEW_FILES && it.has_own_columns())
        };
        let told: Vec<&Checked> = self
            .files
            .iter()
            .filter(is_told)
            .filter(|it| !it.profile.columns().is_empty())
            .collect();
        if told.is_empty() {
            return writeln!(
                out,
                "\n  every column of every file: bonafide check EXPORTS --columns"
            );
        }
        for file in told {
            writeln!(out, "\nCOLUMNS of {}", console::plain(&file.report.file))?;
            let columns = file.profile.columns();
            let most = self.telling.width * NAME_PERCENT / 100;
            let names: Vec<String> =
                columns.iter().map(|it| tail(&console::plain(&it.written), most)).collect();
            let width = widest(names.iter().map(String::as_str), "column");
            let ours: Vec<&str> =
                columns.iter().map(|it| file.read_as(it).unwrap_or("–")).collect();
            let ours_width = widest(ours.iter().copied(), "read as");
            writeln!(
                out,
                "  {}  {}  filled   different  holds",
                pad("column", width),
                pad("read as", ours_width)
            )?;
            for ((column, name), ours) in columns.iter().zip(&names).zip(ours) {
                let lead = format!(
                    "  {}  {}  {:>6}  {:>10}  ",
                    pad(name, width),
                    pad(ours, ours_width),
                    share(column.n_filled(), file.profile.n_places(column)),
                    column.n_distinct().map_or_else(|| "many".to_owned(), |it| it.to_string())
                );
                self.column(out, &lead, column)?;
            }
        }
        Ok(())
    }

    fn column(&self, out: &mut impl Write, lead: &str, column: &ColumnProfile) -> io::Result<()> {
        let mut text = mix(column);
        if let Some((first, last)) = column.dates().span() {
            text = format!("{text}, {} to {}", day(first), day(last));
        }
        if let Some(example) = column.example().filter(|_| self.telling.reveal) {
            text = format!("{text}; such as {example}");
        }
        let mut indent = lead.chars().count();
        let mut lead = lead.to_owned();
        if self.telling.width < indent + LEAST_ROOM {
            writeln!(out, "{}", lead.trim_end())?;
            indent = 6;
            lead = " ".repeat(indent);
        }
        let lines = console::wrapped(&text, self.telling.width - indent);
        for (idx, line) in lines.iter().enumerate() {
            let lead = if idx == 0 { lead.clone() } else { " ".repeat(indent) };
            writeln!(out, "{}", format!("{lead}{line}").trim_end())?;
        }
        Ok(())
    }

    /// What tables lack, and which signals see nothing for it.
    fn missing(&self, out: &mut impl Write) -> io::Result<()> {
        let mut is_first = true;
        for file in self.files {
            let missing = missing(file, self.files);
            if missing.is_empty() {
                continue;
            }
            if is_first {
                writeln!(
                    out,
                    "\nMISSING COLUMNS, and what sees nothing unless another export says it"
                )?;
                is_first = false;
            }
            writeln!(out, "\n{}", console::plain(&file.report.file))?;
            for clue in missing {
                self.item(
                    out,
                    &format!(
                        "{} ({}): {}",
                        clue.what,
                        clue.columns.join(", "),
                        signals(clue.signals)
                    ),
                )?;
            }
        }
        Ok(())
    }

    fn blindness(&self, out: &mut impl Write, blind: &Blind) -> io::Result<()> {
        writeln!(
            out,
            "\nBLIND: {} of {} signals cannot run on these exports",
            blind.signals.len(),
            blind.of
        )?;
        for (need, lacking) in &blind.needs {
            let givers: Vec<&str> = lacking.givers.iter().copied().take(6).collect();
            let more = lacking.givers.len().saturating_sub(givers.len());
            let more = if more > 0 { format!(" or {more} others") } else { String::new() };
            self.item(
                out,
                &format!(
                    "{}: {}; any of {}{more} would give it",
                    need.label(),
                    signals(&lacking.signals),
                    givers.join(", ")
                ),
            )?;
        }
        Ok(())
    }

    fn item(&self, out: &mut impl Write, text: &str) -> io::Result<()> {
        for (idx, line) in console::wrapped(text, self.telling.width - 4).iter().enumerate() {
            writeln!(out, "{}{line}", if idx == 0 { "  - " } else { "    " })?;
        }
        Ok(())
    }

    /// Pairs one after another, none torn apart unless it is longer than a line.
    fn paragraph(&self, out: &mut impl Write, pairs: &[String]) -> io::Result<()> {
        let mut line = String::new();
        for pair in pairs {
            let pair = console::plain(pair);
            if !line.is_empty()
                && line.chars().count() + pair.chars().count() + 3 > self.telling.width - 4
            {
                writeln!(out, "    {line}")?;
                line.clear();
            }
            if !line.is_empty() {
                line.push_str(" · ");
            }
            line.push_str(&pair);
        }
        if line.chars().count() > self.telling.width - 4 {
            return self.item(out, &line);
        }
        writeln!(out, "    {line}")
    }
}

/// One line of the table.
struct Line {
    name: String,
    source: String,
    /// Rows, said, passed over, rejected.
    counts: [u64; 4],
    is_document: bool,
}

/// One line a file; documents, whose names are often people's, are counted together.
fn rows(files: &[Checked]) -> Vec<Line> {
    let mut res: Vec<Line> = Vec::new();
    for file in files {
        let report = &file.report;
        let counts = [
            report.records,
            report.says,
            report.passed_over.values().sum(),
            report.rejected.values().sum(),
        ];
        let source = match (report.source, file.known()) {
            (Some(id), known) => format!("{id}{}", known.mark()),
            (None, known) => format!("– {}", known.label()),
        };
        let is_document = file.profile.shape() == Shape::Document;
        let alike = res.iter_mut().find(|it| is_document && it.is_document && it.source == source);
        if let Some(line) = alike {
            let n: u64 = line.counts.first().copied().unwrap_or_default() + report.records;
            line.name = format!("{n} documents");
            for (ours, more) in line.counts.iter_mut().zip(counts) {
                *ours += more;
            }
        } else {
            res.push(Line { name: console::plain(&report.file), source, counts, is_document });
        }
    }
    res
}

fn day(at: jiff::Timestamp) -> String {
    at.strftime("%Y-%m-%d").to_string()
}

/// `mail addresses 98 %, words 2 %`.
fn mix(column: &ColumnProfile) -> String {
    let n = column.n_looked_at();
    let kinds: Vec<(Kind, u64)> = column.kinds();
    match kinds.as_slice() {
        [] => "nothing".to_owned(),
        [(kind, _)] => kind.label().to_owned(),
        _ => kinds
            .iter()
            .take(KINDS_TOLD)
            .map(|(kind, of)| format!("{} {}", kind.label(), share(*of, n)))
            .collect::<Vec<_>>()
            .join(", "),
    }
}

/// A share that is never rounded to all or nothing.
pub(crate) fn share(part: u64, whole: u64) -> String {
    match (part * 100).checked_div(whole) {
        None => "–".to_owned(),
        Some(0) if part > 0 => "<1 %".to_owned(),
        Some(percent) => format!("{percent} %"),
    }
}

fn widest<'a>(texts: impl Iterator<Item = &'a str>, heading: &str) -> usize {
    texts.map(|it| it.chars().count()).chain([heading.chars().count()]).max().unwrap_or_default()
}

fn pad(text: &str, width: usize) -> String {
    let missing = width.saturating_sub(text.chars().count());
    format!("{text}{}", " ".repeat(missing))
}

/// The end of a long name, which tells more than its start.
fn tail(text: &str, width: usize) -> String {
    let n = text.chars().count();
    let width = width.max(8);
    if n <= width {
        return text.to_owned();
    }
    let kept: String = text.chars().skip(n - width + 1).collect();
    format!("…{kept}")
}
