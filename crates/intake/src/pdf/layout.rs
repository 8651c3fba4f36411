//! Runs of letters → the text of a page as somebody reads it: words, lines, columns.
//!
//! A gap down the page is a gutter between columns only where both sides are texts of their own. Dates that stand at the edge
//! beside the jobs they belong to leave such a gap, too, and must stay on the lines of those jobs.

use super::runs::Run;

/// A gap between letters that is a space, in sizes of the letters: guess, a space is 0.25 and kerning 0.05.
const SPACE: f32 = 0.17;
/// A gap that is more than the widest space of justified text, likewise: guess.
const BREAK: f32 = 1.5;
/// How far letters of one line may be above or below it, likewise: guess, superscripts are a third.
const LINE: f32 = 0.4;
/// Width of a piece of the page by which gutters are looked for, in points.
const BIN: f32 = 2.0;
/// Least width of a gutter in bins: guess, 10 points are a bit more than the widest space.
const GUTTER_BINS: usize = 5;
/// Lines that each column has at least: guess.
const COLUMN_LINES: usize = 5;
/// Columns inside columns: guess, pages have at most three.
const DEPTH: usize = 3;
/// How far apart cells of one row are at most, in points: guess, rows are drawn on one line and columns by chance.
const EXACT: f32 = 0.7;
/// Widest page that is cut into bins, in points: published (PDF 32000-1, annex C): 14,400.
const WIDEST: f32 = 14_400.0;

/// Words on one line without a wide gap between them.
#[derive(Debug, Clone, PartialEq)]
struct Piece {
    x: (f32, f32),
    y: f32,
    size: f32,
    text: String,
}

/// The text of a page.
pub(super) fn text(runs: Vec<Run>) -> String {
    let mut by_turn: Vec<Vec<Run>> = vec![Vec::new(); 4];
    for run in runs {
        if let Some(group) = by_turn.get_mut(usize::from(run.turns)) {
            group.push(run);
        }
    }
    // The page is read the way most of it is written; what stands sideways comes after.
    by_turn.sort_by_key(|it| std::cmp::Reverse(it.len()));
    let mut res = String::new();
    for group in by_turn {
        put_columns(pieces(group), DEPTH, &mut res);
    }
    res
}

/// Joins runs into pieces, top line first, from left to right.
fn pieces(mut runs: Vec<Run>) -> Vec<Piece> {
    runs.sort_by(|a, b| b.y.total_cmp(&a.y));
    let mut res: Vec<Piece> = Vec::new();
    let mut line: Vec<Run> = Vec::new();
    for run in runs {
        let is_same_line = line
            .first()
            .is_none_or(|first| (first.y - run.y).abs() <= LINE * first.size.max(run.size));
        if !is_same_line {
            put_line(std::mem::take(&mut line), &mut res);
        }
        line.push(run);
    }
    put_line(line, &mut res);
    res
}

fn put_line(mut line: Vec<Run>, res: &mut Vec<Piece>) {
    line.sort_by(|a, b| a.x.0.total_cmp(&b.x.0).then(a.x.1.total_cmp(&b.x.1)));
    let start = res.len();
    let mut before: Option<Run> = None;
    for run in line {
        // Some programs draw letters twice to make them bold.
        let is_twice = before
            .as_ref()
            .is_some_and(|it| it.text == run.text && (it.x.0 - run.x.0).abs() < SPACE * run.size);
        if is_twice {
            continue;
        }
        match res.get_mut(start..).and_then(<[Piece]>::last_mut) {
            Some(piece) if run.x.0 - piece.x.1 <= BREAK * run.size => {
                let is_apart = run.x.0 - piece.x.1 > SPACE * run.size.min(piece.size);
                if is_apart && !piece.text.ends_with(' ') && !run.text.starts_with(' ') {
                    piece.text.push(' ');
                }
                piece.text.push_str(&run.text);
                piece.x.1 = piece.x.1.max(run.x.1);
            }
            Some(_) | None => {
                res.push(Piece { x: run.x, y: run.y, size: run.size, text: run.text.clone() })
            }
        }
        before = Some(run);
    }
    // Spaces drawn at the ends of lines would bridge gutters.
    let kept: Vec<Piece> = res.drain(start..).filter(|it| !it.text.trim().is_empty()).collect();
    res.extend(kept);
}

/// Writes pieces column by column; what reaches across the gutter ends both columns above it.
fn put_columns(pieces: Vec<Piece>, depth: usize, res: &mut String) {
    let Some(gutter) = (depth > 0).then(|| gutter(&pieces)).flatten() else {
        return put_rows(pieces, res);
    };
    let (mut left, mut right) = (Vec::new(), Vec::new());
    let mut spanning: Vec<Piece> = Vec::new();
    for piece in pieces {
        let is_spanning = piece.x.0 < gutter && piece.x.1 > gutter;
        if !is_spanning && !spanning.is_empty() {
            put_rows(std::mem::take(&mut spanning), res);
        }
        if is_spanning {
            put_columns(std::mem::take(&mut left), depth - 1, res);
            put_columns(std::mem::take(&mut right), depth - 1, res);
            spanning.push(piece);
        } else if piece.x.1 <= gutter {
            left.push(piece);
        } else {
            right.push(piece);
        }
    }
    put_rows(spanning, res);
    put_columns(left, depth - 1, res);
    put_columns(right, depth - 1, res);
}

fn put_rows(pieces: Vec<Piece>, res: &mut String) {
    let mut before: Option<(f32, f32)> = None;
    for piece in pieces {
        if let Some((y, size)) = before {
            let is_same_row = (y - piece.y).abs() <= LINE * size.max(piece.size);
            res.push(if is_same_row { '\t' } else { '\n' });
        }
        before = Some((piece.y, piece.size));
        res.push_str(piece.text.trim());
    }
    if before.is_some() {
        res.push('\n');
    }
}

/// Where a gutter between two columns is.
fn gutter(pieces: &[Piece]) -> Option<f32> {
    if pieces.len() < 2 * COLUMN_LINES {
        return None;
    }
    let start = pieces.iter().map(|it| it.x.0).fold(f32::INFINITY, f32::min);
    let end = pieces.iter().map(|it| it.x.1).fold(f32::NEG_INFINITY, f32::max);
    if !(0.0..=WIDEST).contains(&(end - start)) {
        return None;
    }
    let bin = |x: f32| ((x - start) / BIN).max(0.0) as usize;
    let mut covered = vec![0_usize; bin(end) + 1];
    for piece in pieces {
        let covers = covered.get_mut(bin(piece.x.0)..=bin(piece.x.1)).into_iter().flatten();
        covers.for_each(|it| *it += 1);
    }
    // A heading or two may reach across.
    let most = pieces.len() / 10;
    let mut gaps: Vec<(usize, usize)> = Vec::new();
    let mut gap_start = None;
    for (idx, n) in covered.iter().enumerate() {
        match (gap_start, *n <= most) {
            (None, true) => gap_start = Some(idx),
            (Some(from), false) => {
                gaps.push((from, idx));
                gap_start = None;
            }
            (None, false) | (Some(_), true) => {}
        }
    }
    gaps.retain(|(from, to)| to - from >= GUTTER_BINS && *from > 0);
    gaps.sort_by_key(|(from, to)| std::cmp::Reverse(to - from));
    let middle = |(from, to): (usize, usize)| start + (from + to) as f32 / 2.0 * BIN;
    gaps.into_iter().map(middle).find(|it| parts_columns(pieces, *it))
}

/// Whether both sides are columns, and not one the margin of the other.
fn parts_columns(pieces: &[Piece], gutter: f32) -> bool {
    let left: Vec<&Piece> = pieces.iter().filter(|it| it.x.1 <= gutter).collect();
    let right: Vec<&Piece> = pieces.iter().filter(|it| it.x.0 >= gutter).collect();
    let (few, many) = if left.len() < right.len() { (left, right) } else { (right, left) };
    if few.len() < COLUMN_LINES {
        return false;
    }
    let is_beside = |it: &&&Piece| many.iter().any(|other| (other.y - it.y).abs() <= EXACT);
    let n_beside = few.iter().filter(is_beside).count();
    let n_dated = few.iter().filter(|it| holds_year(&it.text)).count();
    let is_margin_of_dates = n_dated * 2 >= few.len();
    // Nearly every piece exactly beside one of the other side: a table with short cells, or places at the edge.
    let is_table = n_beside * 10 >= few.len() * 9
        && (few.len() * 5 < many.len() * 2 || is_ragged(pieces, gutter));
    !is_margin_of_dates && !is_table && !holds_times_of_rows(&few, &many)
}

/// Whether most pieces on the left end well before the gutter, as labels do and lines of a text do not.
fn is_ragged(pieces: &[Piece], gutter: f32) -> bool {
    let start = pieces.iter().map(|it| it.x.0).fold(f32::INFINITY, f32::min);
    let left: Vec<&Piece> = pieces.iter().filter(|it| it.x.1 <= gutter).collect();
    let short = gutter - (gutter - start) / 4.0;
    left.iter().filter(|it| it.x.1 < short).count() * 2 >= left.len()
}

/// Whether stretches of time stand alone on one side and beside words on the other, as in a table of jobs.
fn holds_times_of_rows(few: &[&Piece], many: &[&Piece]) -> bool {
    let is_row = |side: &[&Piece], other: &[&Piece]| {
        let times: Vec<&&Piece> = side.iter().filter(|it| is_only_time(&it.text)).collect();
        // A cell may stand in the middle of the lines beside it; then the side has to be one of times above all.
        let near = |it: &Piece| if times.len() * 4 >= side.len() { it.size } else { EXACT };
        let is_beside =
            |it: &&&&Piece| other.iter().any(|other| (other.y - it.y).abs() <= near(it));
        times.len() > 1 && times.iter().filter(is_beside).count() * 5 >= times.len() * 4
    };
    is_row(few, many) || is_row(many, few)
}

/// `01/2020 – heute`, `Jan 2019 - Mar 2020`: a year and little else.
fn is_only_time(text: &str) -> bool {
    const WORDS: usize = 6;
    let n_letters = text.chars().filter(|it| it.is_alphabetic()).count();
    holds_year(text)
        && text.split_whitespace().count() <= WORDS
        && n_letters * 3 <= text.chars().count() * 2
}

fn holds_year(text: &str) -> bool {
    text.split(|it: char| !it.is_ascii_digit())
        .any(|it| it.len() == 4 && (it.starts_with("19") || it.starts_with("20")))
}

#[cfg(test)]
mod tests;
