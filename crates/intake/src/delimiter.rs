//! Whether a text is a table with a header, and what stands between its cells.

use std::io::Cursor;

use crate::{table::Rows, window::Window};

/// Delimiters in the order in which equal fits are decided.
const DELIMITERS: &[u8] = b",;\t|";
/// Rows looked at.
const ROWS_SEEN: usize = 50; // guess
/// Rows that must have as many cells as the header, in percent.
const FITTING_PERCENT: usize = 80; // guess: a few rows with a stray delimiter must not hide a table
/// The same for two columns, since prose often has one comma a line.
const PAIRS_FITTING_PERCENT: usize = 95; // guess
/// Digits from which a cell that begins with one is a value and no name: `2FA enabled` is a name, `2026-03-01` is not.
const VALUE_DIGITS: usize = 3; // guess
/// Words from which a full stop ends a sentence and no abbreviation.
const SENTENCE_WORDS: usize = 4; // guess
/// Columns from which some may be called after a group of them: `Primary Address: City`. Below, prose is more likely.
const GROUPED_COLUMNS: usize = 8; // guess
/// Longest name of a column, in letters.
const NAME_CAP: usize = 200; // guess: survey exports use whole questions as headers

/// How the cells of a table are kept apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Delimiter {
    /// The byte between two cells.
    pub(crate) byte: u8,
    /// The first line is `sep=;`, which spreadsheets write for one another.
    pub(crate) is_declared: bool,
}

/// Looks at the start of a text; `is_whole` says that this is all of it. Where the file's name says that it is a table, a
/// plausible header is enough, so that a table with broken rows is refused row by row and not taken for prose.
pub(crate) fn sniff(head: &[u8], is_whole: bool, is_named_table: bool) -> Option<Delimiter> {
    if let Some(rest) = head.strip_prefix(b"sep=")
        && let [byte, b'\r' | b'\n', ..] = rest
    {
        return Some(Delimiter { byte: *byte, is_declared: true });
    }
    let mut best: Option<(usize, u8)> = None;
    for byte in DELIMITERS {
        if let Some((n_columns, fits)) = columns(head, *byte, is_whole)
            && (fits || is_named_table)
            && best.is_none_or(|(most, _)| n_columns > most)
        {
            best = Some((n_columns, *byte));
        }
    }
    // What its name calls a table is never prose: with one column or without a header it still is refused as a table.
    let byte = best.map(|(_, byte)| byte).or(is_named_table.then_some(b','))?;
    Some(Delimiter { byte, is_declared: false })
}

/// Columns of the header, if this delimiter gives a plausible one, and whether the rows fit it.
fn columns(head: &[u8], delimiter: u8, is_whole: bool) -> Option<(usize, bool)> {
    let mut rows = Rows::new(Window::new(Cursor::new(head)), delimiter, head.len().max(1));
    let (_, header) = rows.next_row()?;
    let header = header.ok()?;
    if header.len() < 2 || !is_plausible(&header) {
        return None;
    }
    let mut sizes = Vec::new();
    while let Some((_, row)) = rows.next_row() {
        match row {
            Ok(cells) if cells.iter().all(|it| it.trim().is_empty()) => {}
            Ok(cells) => sizes.push(cells.len()),
            // A row that is no text or never closes is refused later, with its line; it says nothing about the delimiter.
            Err(_unreadable) => {}
        }
        if sizes.len() > ROWS_SEEN {
            break;
        }
    }
    // The last row may be cut by the end of the look-ahead.
    if !is_whole || sizes.len() > ROWS_SEEN {
        sizes.pop();
    }
    let n_fitting = sizes.iter().filter(|it| **it == header.len()).count();
    let percent = if header.len() == 2 { PAIRS_FITTING_PERCENT } else { FITTING_PERCENT };
    let fits = !sizes.is_empty() && n_fitting * 100 >= sizes.len() * percent;
    Some((header.len(), fits || is_wide(&header, &sizes)))
}

/// Rows that are all shorter or all longer than a header of names are still rows of that table; each is judged later.
fn is_wide(header: &[String], sizes: &[usize]) -> bool {
    const NAMES: usize = 4; // guess: prose rarely has four short words between commas in its first line
    let is_name =
        |it: &String| it.trim().chars().all(|it| it.is_alphanumeric() || "_- .()/#".contains(it));
    header.len() >= NAMES && header.iter().all(is_name) && sizes.iter().all(|it| *it > 1)
}

/// A header is made of names: most cells filled, none a number, a date, an address or a sentence, few a `name=value`, of
/// which lines of logs are made, and few a `group: name`, of which prose is.
pub(crate) fn is_plausible(header: &[String]) -> bool {
    let n_filled = header.iter().filter(|it| !it.trim().is_empty()).count();
    let n_pairs = header.iter().filter(|it| is_pair(it.trim())).count();
    let n_grouped = header.iter().filter(|it| it.contains(": ")).count();
    n_filled * 2 > header.len()
        && n_pairs * 2 < header.len()
        && (n_grouped == 0 || n_grouped * 2 < header.len() && header.len() >= GROUPED_COLUMNS)
        && header.iter().all(|it| is_name(it.trim()))
}

fn is_pair(cell: &str) -> bool {
    let name = cell.split_once('=').map_or("", |(name, _)| name);
    !name.is_empty() && name.chars().all(|it| it.is_alphanumeric() || "_-.".contains(it))
}

fn is_name(cell: &str) -> bool {
    let n_digits = cell.chars().filter(char::is_ascii_digit).count();
    let is_numbered = cell.starts_with(|it: char| it.is_ascii_digit())
        && n_digits < VALUE_DIGITS
        && cell.chars().any(char::is_alphabetic);
    let begins_well = cell.is_empty()
        || is_numbered
        || cell.starts_with(|it: char| it.is_alphabetic() || "_#(\"'@*$%".contains(it));
    let n_words = cell.split_whitespace().count();
    let has_sentence_end =
        n_words >= SENTENCE_WORDS && (cell.contains(". ") || cell.ends_with('.'));
    let is_value = cell.contains('@') && cell.contains('.') && !cell.starts_with('@');
    begins_well && !is_value && !has_sentence_end && cell.chars().count() <= NAME_CAP
}
