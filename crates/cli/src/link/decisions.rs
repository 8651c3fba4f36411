//! `--decisions`: what people who decide have said about pairs of records, as a table. `pairs.csv` with a column `decision` is one.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use anyhow::{Context, bail, ensure};
use bonafide_exports::link::{Asked, DECISION, IDS, SIDES, harmless};
use bonafide_model::{Contradiction, Decided, PairDecision, PairDecisions, Table};

use super::console;

/// The columns of a file of decisions.
struct Columns {
    ids: [usize; 2],
    sides: Option<[usize; 2]>,
    decision: usize,
}

/// Reads decisions about the rows of linked tables.
pub(super) fn read(path: &Path, asked: Asked<'_>) -> anyhow::Result<PairDecisions> {
    let (people, lines) = bonafide_intake::people_with_lines(path)?;
    let told = |place: usize| format!("{}:{}", path.display(), lines[place]);
    // A decision that is not read would be one that is not kept.
    if let Some((line, why)) = people.refusals.first() {
        bail!("{}:{line}: {}", path.display(), console::plain(why));
    }
    let table = people.table;
    let columns = columns(&table).with_context(|| path.display().to_string())?;
    let mut decided = Vec::new();
    for place in 0..table.rows {
        if let Some(it) =
            decision(table.columns[columns.decision].text(place)).with_context(|| told(place))?
        {
            decided.push((place, it));
        }
    }
    let names = Names::of(asked, &table, &columns, &decided);
    let mut said = Vec::with_capacity(decided.len());
    for (place, decided) in &decided {
        let row = |side: usize| names.row(asked, (&table, &columns), (*place, side));
        let row = |side: usize| row(side).with_context(|| told(*place));
        said.push(PairDecision { a: row(0)?, b: row(1)?, decided: *decided });
    }
    PairDecisions::of(&said).map_err(|it| {
        let at = |it: usize| lines[decided[it].0];
        anyhow::anyhow!("{}:{}: {}", path.display(), at(it.different), contradiction(&it, at))
    })
}

fn contradiction(it: &Contradiction, line: impl Fn(usize) -> u64) -> String {
    let lines: Vec<String> = it.same.iter().map(|it| line(*it).to_string()).collect();
    match lines.as_slice() {
        [] => "a record is named as a different person than itself; remove the line".to_owned(),
        [one] => format!(
            "says `different` of two that line {one} says are the same; keep one of the two"
        ),
        several => format!(
            "says `different` of two that lines {} together make the same; correct one of them",
            several.join(", ")
        ),
    }
}

fn columns(table: &Table) -> anyhow::Result<Columns> {
    let names: Vec<&str> = table.columns.iter().map(|it| it.name.as_str()).collect();
    let place = |name: &str| {
        table.column(name).with_context(|| {
            format!(
                "expected the columns {}, {} and {DECISION}, and found no {name}; the file has {}",
                IDS[0],
                IDS[1],
                console::plain(&names.join(", "))
            )
        })
    };
    let sides = SIDES.map(|it| table.column(it));
    Ok(Columns {
        ids: [place(IDS[0])?, place(IDS[1])?],
        sides: if let [Some(a), Some(b)] = sides { Some([a, b]) } else { None },
        decision: place(DECISION)?,
    })
}

fn decision(text: &str) -> anyhow::Result<Option<Decided>> {
    let folded = text.trim().to_lowercase().replace('_', " ");
    if folded.is_empty() {
        return Ok(None);
    }
    let found = Decided::WORDS.iter().find(|(word, _)| *word == folded).map(|it| it.1);
    found.with_context(|| {
        format!(
            "column {DECISION}: expected `{}`, `{}`, or nothing where it is undecided, not `{}`",
            Decided::OnePerson.word(),
            Decided::DifferentPeople.word(),
            console::plain(text)
        )
    })
}

/// The rows of each name that decisions use, by the table that the rows are of.
struct Names(BTreeMap<(u8, String), Vec<u32>>);

impl Names {
    fn of(
        asked: Asked<'_>,
        table: &Table,
        columns: &Columns,
        decided: &[(usize, Decided)],
    ) -> Self {
        let cells = decided.iter().flat_map(|(place, _)| columns.ids.map(|it| (it, *place)));
        let wanted: BTreeSet<Cow<'_, str>> =
            cells.map(|(column, row)| harmless(table.columns[column].text(row).trim())).collect();
        let ids = asked.ids();
        let mut res: BTreeMap<(u8, String), Vec<u32>> = BTreeMap::new();
        for row in 0..asked.table.rows as u32 {
            let name = asked.name(ids, row);
            if wanted.contains(&name) {
                res.entry((asked.table_of(row), name.into_owned())).or_default().push(row);
            }
        }
        Self(res)
    }

    /// The row that one side of a decision names.
    fn row(
        &self,
        asked: Asked<'_>,
        (table, columns): (&Table, &Columns),
        (place, side): (usize, usize),
    ) -> anyhow::Result<u32> {
        let cell = |column: usize| table.columns[column].text(place).trim();
        let name = cell(columns.ids[side]);
        ensure!(!name.is_empty(), "column {}: expected the id of a record", IDS[side]);
        let of = match columns.sides.map(|it| cell(it[side])) {
            Some("1") => 1,
            Some("2") if asked.settings.second_from.is_some() => 2,
            Some(other) if !other.is_empty() => bail!(
                "column {}: expected 1 or 2, the number of the table, not `{}`",
                SIDES[side],
                console::plain(other)
            ),
            // As pairs are written: the first is of the first table.
            _ if asked.settings.second_from.is_some() => side as u8 + 1,
            _ => 1,
        };
        let found = self.0.get(&(of, harmless(name).into_owned())).map_or(&[][..], Vec::as_slice);
        let shown = console::plain(name);
        let of_which = match (asked.settings.second_from, of) {
            (None, _) => "",
            (Some(_), 1) => "first ",
            (Some(_), _) => "second ",
        };
        let hint = match asked.ids() {
            Some(_) => "",
            None => "; without a column of ids rows are named by their numbers, from 1",
        };
        match found {
            [row] => Ok(*row),
            [] => bail!(
                "column {}: no row of the {of_which}table has the id `{shown}`{hint}",
                IDS[side]
            ),
            several => bail!(
                "column {}: {} rows have the id `{shown}`, and a decision is about one; give each row an id of its own",
                IDS[side],
                several.len()
            ),
        }
    }
}
