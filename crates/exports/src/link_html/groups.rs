//! Groups of different people who share what different people don't.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::{self, Write},
};

use bonafide_model::{ClusterId, ColumnKind, OperatorGroup, SharedThing};
use bonafide_views::{cell, counted, esc, table};

use super::{MOST_BYTES, Page, cut, left_out};

/// Groups, and things and people of each, that are shown. Guess.
const MOST_GROUPS: usize = 15;
const MOST_THINGS: usize = 10;
const MOST_PEOPLE: usize = 12;

/// The section.
pub(super) fn write(out: &mut String, page: Page<'_>) -> fmt::Result {
    out.write_str("<section id=\"operators\" aria-labelledby=\"operators-title\"><h2 id=\"operators-title\">Groups that share</h2>")?;
    let mut groups: Vec<(usize, &OperatorGroup)> = (1..).zip(&page.linkage.operators).collect();
    if groups.is_empty() {
        return out.write_str(
            "<p>No group of different people shares what different people don't.</p></section>",
        );
    }
    out.write_str(
        "<p>These are different people, and stay so. One operator may be behind them, or a flat, a family, an agency or an office: a shared thing has many \
         honest reasons. The largest groups come first.</p>",
    )?;
    groups.sort_by_key(|(number, it)| (std::cmp::Reverse(it.people.len()), *number));
    let first_row = first_rows(page, groups.iter().take(MOST_GROUPS).map(|(_, it)| *it));
    let start = out.len();
    let mut shown = 0;
    for (number, group) in groups.iter().take(MOST_GROUPS) {
        if out.len() - start > MOST_BYTES {
            break;
        }
        shown += 1;
        one(out, page, (*number, group, &first_row))?;
    }
    left_out(out, groups.len() - shown, ("groups", "operators.csv"))?;
    out.write_str("</section>")
}

/// The first row of everybody in some groups.
fn first_rows<'a>(
    page: Page<'a>,
    groups: impl Iterator<Item = &'a OperatorGroup>,
) -> BTreeMap<ClusterId, u32> {
    let people: BTreeSet<ClusterId> = groups.flat_map(|it| it.people.iter().copied()).collect();
    let mut res = BTreeMap::new();
    for (row, id) in (0..).zip(&page.linkage.clusters) {
        if people.contains(id) {
            res.entry(*id).or_insert(row);
        }
    }
    res
}

fn one(
    out: &mut String,
    page: Page<'_>,
    (number, group, first_row): (usize, &OperatorGroup, &BTreeMap<ClusterId, u32>),
) -> fmt::Result {
    let columns: std::collections::BTreeSet<&str> =
        group.things.iter().map(|it| it.column.as_str()).collect();
    let columns: Vec<String> = columns.iter().map(|it| cut(it)).collect();
    write!(
        out,
        "<details class=\"folded\"><summary><span class=\"name\">o{number}</span> <span class=\"note\">{} share {}: {}</span></summary>",
        if group.people.len() == 1 {
            "1 person".to_owned()
        } else {
            format!("{} people", group.people.len())
        },
        counted(group.things.len(), "thing"),
        esc(&columns.join(", ")),
    )?;
    let rows: Vec<u32> = group
        .people
        .iter()
        .filter_map(|it| first_row.get(it))
        .take(super::MOST_MEMBERS)
        .copied()
        .collect();
    let mut members = page.members(&rows);
    members.names = group.people.iter().take(rows.len()).map(ToString::to_string).collect();
    bonafide_views::members_table(out, &members, "One record of each person, side by side")?;
    let heads = ["Shared", "Value", "By", "Seen at"];
    table(out, "shared", "What they share", &heads)?;
    for thing in group.things.iter().take(MOST_THINGS) {
        out.write_str("<tr>")?;
        cell(out, heads[0], esc(&cut(&thing.column)))?;
        cell(out, heads[1], esc(&value(page, thing)))?;
        cell(out, heads[2], esc(&people(thing)))?;
        cell(out, heads[3], esc(&page.name(thing.row)))?;
        out.write_str("</tr>")?;
    }
    out.write_str("</tbody></table>")?;
    left_out(out, group.things.len().saturating_sub(MOST_THINGS), ("things", "operators.csv"))?;
    out.write_str("</details>")
}

/// What is shared, as it may be shown.
fn value(page: Page<'_>, thing: &SharedThing) -> String {
    let table = page.asked.table;
    let columns = table.columns.iter().zip(&page.asked.settings.kinds);
    let own = columns.filter(|(it, kind)| {
        **kind != ColumnKind::Ignored && thing.column.split('+').any(|name| name == it.name)
    });
    let cells = own.map(|(it, kind)| page.cell(*kind, it.text(thing.row as usize)));
    cells.filter(|it| !it.is_empty()).collect::<Vec<_>>().join(" ")
}

fn people(thing: &SharedThing) -> String {
    let mut res: Vec<String> =
        thing.people.iter().take(MOST_PEOPLE).map(ToString::to_string).collect();
    let more = thing.people.len().saturating_sub(MOST_PEOPLE);
    if more > 0 {
        res.push(format!("and {more} more"));
    }
    res.join(", ")
}
