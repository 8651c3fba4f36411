//! `link.html`: a linked table for people, in one file that asks nothing of a network and runs no script.
//!
//! The page is bounded whatever the table's size: it shows a chosen part of clusters, pairs and groups, says by what they were chosen, and
//! names the files that have the rest. Values are masked unless the run was told to reveal them.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::{self, Write},
};

use bonafide_model::{Bits, ColumnKind, Linkage, value::masked_cell};
use bonafide_views::{
    MemberColumn, Members, esc, m_and_u, match_weights, members_table, weights_histogram,
};
use rayon::prelude::*;

use crate::{
    Reveal,
    frame::{self, Frame},
    link::Asked,
};

mod choose;
mod clusters;
mod groups;
mod pairs;
mod summary;

/// Style of this page alone.
const CSS: &str = include_str!("link_html/link.css");
/// Records of one cluster that are shown side by side. Guess: what a screen holds.
const MOST_MEMBERS: usize = 8;
/// Columns of the table that are shown. A model has at most 16 comparisons.
const MOST_COLUMNS: usize = 24;
/// Characters of a cell or a name that are shown.
const MOST_CHARS: usize = 60;
/// Bytes after which a part shows nothing further, so that the page stays under 3 MB. Guess.
const MOST_BYTES: usize = 700_000;

/// What every part of the page looks at.
#[derive(Clone, Copy)]
struct Page<'a> {
    linkage: &'a Linkage,
    asked: Asked<'a>,
    reveal: Reveal,
    /// Places of pairs among rows that are shown.
    places: &'a BTreeMap<(u32, u32), usize>,
}

/// The page.
pub fn page(linkage: &Linkage, asked: Asked<'_>, reveal: Reveal) -> Vec<u8> {
    let mut out = String::new();
    body(&mut out, linkage, asked, reveal).expect("writing into a string cannot fail");
    out.into_bytes()
}

fn body(out: &mut String, linkage: &Linkage, asked: Asked<'_>, reveal: Reveal) -> fmt::Result {
    let seen = choose::clusters(linkage, asked.settings.least);
    let chosen = choose::of_clusters(&seen, asked.settings.least);
    let sides = clusters::sides_of_refused(linkage, &seen);
    let shown: BTreeSet<u32> = chosen
        .iter()
        .flat_map(|it| it.cluster.rows.iter().take(MOST_MEMBERS))
        .chain(sides.iter().flat_map(|it| it.rows.iter().map(|(row, _)| row)))
        .copied()
        .collect();
    let decided = asked.settings.decisions.iter().map(|it| (it.a, it.b));
    let asked_for: BTreeSet<(u32, u32)> =
        linkage.refused.iter().map(|it| (it.a, it.b)).chain(decided).collect();
    let places: BTreeMap<(u32, u32), usize> = (0..linkage.pairs.len())
        .into_par_iter()
        .map(|place| (place, &linkage.pairs[place]))
        .filter(|(_, it)| {
            (shown.contains(&it.a) && shown.contains(&it.b)) || asked_for.contains(&(it.a, it.b))
        })
        .map(|(place, it)| ((it.a, it.b), place))
        .collect();
    let page = Page { linkage, asked, reveal, places: &places };
    let title = "Who is one person in a table";
    frame::open(out, &Frame { title, skip: "Skip to the summary", css: CSS })?;
    summary::write(out, page, &seen)?;
    weights(out, page)?;
    clusters::write(out, page, (&seen, &chosen))?;
    clusters::refused(out, page, &sides)?;
    pairs::write(out, page)?;
    groups::write(out, page)?;
    frame::close(out)
}

fn weights(out: &mut String, page: Page<'_>) -> fmt::Result {
    out.write_str("<section id=\"weights\" aria-labelledby=\"weights-title\"><h2 id=\"weights-title\">Match weights</h2>")?;
    match_weights(out, &page.linkage.model)?;
    out.write_str("<h3>m and u</h3>")?;
    m_and_u(out, &page.linkage.model)?;
    out.write_str("<h3>Pairs by match weight</h3><p>Of pairs that the blocking rules put together: all from the lowest weight that is told on, and every pair within a cluster.</p>")?;
    weights_histogram(out, &page.linkage.pairs, page.asked.settings.least)?;
    out.write_str("</section>")
}

impl Page<'_> {
    /// What a record is called: its id, or its number, and its table where there are two.
    fn name(&self, row: u32) -> String {
        let ids = self.asked.ids();
        let written = ids.map_or("", |it| it.text(row as usize));
        let number = (self.asked.own_number(row) + 1).to_string();
        let name = if written.is_empty() {
            format!("row {number}")
        } else {
            self.cell(ColumnKind::RecordId, written)
        };
        match self.asked.settings.second_from {
            Some(_) => format!("{name} (table {})", self.asked.table_of(row)),
            None => name,
        }
    }

    /// A cell as it may be shown.
    fn cell(&self, kind: ColumnKind, text: &str) -> String {
        match self.reveal {
            Reveal::Masked => cut(&masked_cell(kind, text)),
            Reveal::Revealed => cut(text),
        }
    }

    /// Records side by side, with the pairs between them. Columns that are not compared stay out.
    fn members(&self, rows: &[u32]) -> Members {
        let columns = self.asked.table.columns.iter().zip(&self.asked.settings.kinds);
        let compared =
            columns.filter(|(_, kind)| !matches!(kind, ColumnKind::RecordId | ColumnKind::Ignored));
        let columns = compared.take(MOST_COLUMNS).map(|(column, kind)| MemberColumn {
            name: cut(&column.name),
            cells: rows
                .iter()
                .map(|row| column.text(*row as usize))
                .map(|text| (self.cell(*kind, text), text.to_lowercase()))
                .collect(),
        });
        let mut pairs = Vec::new();
        for (a, row_a) in rows.iter().enumerate() {
            for (b, row_b) in rows.iter().enumerate().skip(a + 1) {
                let key = ((*row_a).min(*row_b), (*row_a).max(*row_b));
                if let Some(place) = self.places.get(&key) {
                    pairs.push((a, b, self.linkage.pairs[*place].weight));
                }
            }
        }
        Members {
            names: rows.iter().map(|it| self.name(*it)).collect(),
            groups: Vec::new(),
            columns: columns.collect(),
            pairs,
        }
    }

    fn least(&self) -> Bits {
        self.asked.settings.least
    }

    fn two_side_by_side(&self, out: &mut String, rows: [u32; 2]) -> fmt::Result {
        members_table(out, &self.members(&rows), "The two records side by side")
    }
}

/// A text of outside, cut.
fn cut(text: &str) -> String {
    match text.char_indices().nth(MOST_CHARS) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

/// Says what stays out of a part, and where it is.
fn left_out(out: &mut String, n: usize, (what, file): (&str, &str)) -> fmt::Result {
    if n == 0 {
        return Ok(());
    }
    write!(
        out,
        "<p class=\"note\">{} more {what} are in <code>{file}</code>.</p>",
        esc(&bonafide_views::grouped(n as u64))
    )
}
