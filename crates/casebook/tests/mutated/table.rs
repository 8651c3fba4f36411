//! Damage to tables: cells that are missing, too many, at the wrong place or of the wrong kind, and headers that are none.

use crate::{chance::Chance, odd};

/// A table taken apart.
pub(crate) struct Table {
    delimiter: char,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// The cells of a text whose first line holds a delimiter more than once; `None` for any other text.
    pub(crate) fn of(text: &str) -> Option<Self> {
        let head = text.trim_start_matches('\u{feff}').lines().next()?;
        let (n, delimiter) =
            [',', ';', '\t'].into_iter().map(|it| (head.matches(it).count(), it)).max()?;
        (n >= 2 && !head.starts_with(['{', '[', '<']))
            .then(|| Self { delimiter, rows: rows(text.trim_start_matches('\u{feff}'), delimiter) })
    }

    /// Every row damaged in some way; if `with_huge`, one cell is huge instead.
    pub(crate) fn damaged(&self, with_huge: bool, chance: &mut Chance) -> String {
        let mut rows = self.rows.clone();
        let chosen = chance.below(rows.len());
        for (idx, row) in rows.iter_mut().enumerate() {
            if with_huge {
                let at = chance.below(row.len());
                if let Some(cell) = row.get_mut(at).filter(|_| idx == chosen) {
                    *cell = odd::huge(chance);
                }
            // The header is spared as a rule, since nothing is read without it.
            } else if idx > 0 || chance.one_in(6) {
                damage(row, chance);
            }
        }
        if chance.one_in(12) {
            drop(rows.drain(..1));
        }
        self.written(&rows)
    }

    fn written(&self, rows: &[Vec<String>]) -> String {
        let mut res = String::new();
        for row in rows {
            let cells: Vec<String> = row.iter().map(|it| self.cell(it)).collect();
            res += &cells.join(&self.delimiter.to_string());
            res.push('\n');
        }
        res
    }

    fn cell(&self, text: &str) -> String {
        let needs_quotes = text.contains([self.delimiter, '"', '\n', '\r']);
        if needs_quotes { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
    }
}

fn damage(row: &mut Vec<String>, chance: &mut Chance) {
    let at = chance.below(row.len());
    match chance.below(9) {
        0 => row.truncate(at),
        1 => row.extend((0..=chance.below(5)).map(|it| "x".repeat(it % 2))),
        2 if !row.is_empty() => drop(row.remove(at)),
        3 => row.insert(at, String::new()),
        4 => row.rotate_left(at),
        _ => {
            for _ in 0..=chance.below(3) {
                let at = chance.below(row.len());
                if let Some(cell) = row.get_mut(at) {
                    *cell = if chance.one_in(2) {
                        odd::text(chance)
                    } else {
                        odd::damaged(cell, chance)
                    };
                }
            }
        }
    }
}

fn rows(text: &str, delimiter: char) -> Vec<Vec<String>> {
    let mut res = vec![vec![String::new()]];
    let mut is_quoted = false;
    for letter in text.chars() {
        let row = res.last_mut().expect("it starts with one");
        match letter {
            '"' => is_quoted = !is_quoted,
            '\r' => {}
            '\n' if !is_quoted => res.push(vec![String::new()]),
            it if it == delimiter && !is_quoted => row.push(String::new()),
            it => row.last_mut().expect("a row starts with a cell").push(it),
        }
    }
    if res.last().is_some_and(|it| it == &[String::new()]) {
        res.pop();
    }
    res
}
