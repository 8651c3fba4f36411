//! Which row of a sheet is its header.

use std::collections::VecDeque;

use super::Row;
use crate::delimiter::is_plausible;

/// Rows looked at for a header of two cells; without one the first filled row is it.
const LOOKED_AT: usize = 50; // guess: titles, logos and notes above a table take ten

/// The rows from the header on.
pub(crate) fn first(
    mut rows: impl Iterator<Item = Row> + Send,
) -> impl Iterator<Item = Row> + Send {
    let mut looked_at: VecDeque<Row> = VecDeque::new();
    let mut is_begun = false;
    std::iter::from_fn(move || {
        if !is_begun {
            is_begun = true;
            while looked_at.len() < LOOKED_AT
                && !looked_at.back().is_some_and(|(_, it)| is_header(it))
                && let Some(row) = rows.next()
            {
                looked_at.push_back(row);
            }
            if looked_at.back().is_some_and(|(_, it)| is_header(it)) {
                // One row more, since the names of groups may stand above the names of columns.
                looked_at.extend(rows.next());
                drop_titles(&mut looked_at);
            } else {
                looked_at.retain(|(_, it)| it.as_ref().map_or(true, |it| n_filled(it) > 0));
            }
        }
        looked_at.pop_front().or_else(|| rows.next())
    })
}

/// Leaves the header and what follows it; a row that was refused is kept, so that it is told.
fn drop_titles(looked_at: &mut VecDeque<Row>) {
    let at = looked_at.iter().position(|(_, it)| is_header(it)).unwrap_or_default();
    let groups = looked_at.get(at).and_then(|(_, it)| it.as_ref().ok());
    let names = looked_at.get(at + 1).and_then(|(_, it)| it.as_ref().ok());
    let has_groups = match (groups, names) {
        (Some(groups), Some(names)) => {
            n_filled(groups) < groups.len().max(names.len())
                && n_filled(names) > n_filled(groups)
                && is_plausible(names)
        }
        (_, _) => false,
    };
    let mut idx = 0;
    let at = at + usize::from(has_groups);
    looked_at.retain(|(_, row)| {
        idx += 1;
        idx > at || row.is_err()
    });
}

fn is_header(row: &Result<Vec<String>, String>) -> bool {
    row.as_ref().is_ok_and(|it| n_filled(it) > 1)
}

fn n_filled(cells: &[String]) -> usize {
    cells.iter().filter(|it| !it.trim().is_empty()).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from_header(rows: &[&str]) -> Vec<String> {
        let rows: Vec<Row> = rows
            .iter()
            .zip(1..)
            .map(|(it, at)| (at, Ok(it.split(',').map(str::to_owned).collect())))
            .collect();
        first(rows.into_iter()).map(|(at, it)| format!("{at} {}", it.unwrap().join(","))).collect()
    }

    #[test]
    fn titles_and_groups_above_a_header_are_no_records() {
        for (rows, expected) in [
            (&["id,name", "1,Ada"] as &[&str], &["1 id,name", "2 1,Ada"] as &[&str]),
            (&["Workers", ",", "id,name", "1,Ada"], &["3 id,name", "4 1,Ada"]),
            (
                &["Who,,Where,", "id,name,city,country", "1,A,B,C"],
                &["2 id,name,city,country", "3 1,A,B,C"],
            ),
            (&["id,name,note", "1,Ada,"], &["1 id,name,note", "2 1,Ada,"]),
            (&["id,,note", "1,2026-03-01,x"], &["1 id,,note", "2 1,2026-03-01,x"]),
            (&["", "mail", "a@x.example"], &["2 mail", "3 a@x.example"]),
            (&[], &[]),
        ] {
            assert_eq!(from_header(rows), expected);
        }
    }
}
