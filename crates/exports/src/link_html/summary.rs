//! What came of it in numbers: rows, pairs, people, blocking rules, and what was left out.

use std::fmt::{self, Write};

use bonafide_views::{cell, counted, esc, grouped, percent, signed, table};

use super::{Page, choose::ClusterSeen, cut};

/// Sizes of clusters that are counted together.
const SIZES: [(usize, usize, &str); 6] = [
    (2, 2, "2"),
    (3, 3, "3"),
    (4, 5, "4 to 5"),
    (6, 10, "6 to 10"),
    (11, 20, "11 to 20"),
    (21, usize::MAX, "21 and more"),
];

/// The top of the page and its summary.
pub(super) fn write(out: &mut String, page: Page<'_>, seen: &[ClusterSeen]) -> fmt::Result {
    let (linkage, rows) = (page.linkage, page.asked.table.rows);
    let in_several: usize = seen.iter().map(|it| it.rows.len()).sum();
    let people = rows - in_several + seen.len();
    write!(
        out,
        "<header class=\"top\"><p class=\"kicker\">Record linkage after Fellegi and Sunter, trained on the table itself</p>\
         <h1>{} records are {} people.</h1><p class=\"lead\">{} of them have several records, {} in all. {} joins were refused. {} groups of different \
         people share what different people don't.</p>\
         <nav aria-label=\"Contents\"><ul><li><a href=\"#main\">Summary</a></li><li><a href=\"#weights\">Match weights</a></li>\
         <li><a href=\"#clusters\">Clusters</a></li><li><a href=\"#refused\">Refused joins</a></li><li><a href=\"#pairs\">Pairs explained</a></li>\
         <li><a href=\"#operators\">Groups that share</a></li></ul></nav></header>\n<main>\
         <section id=\"main\" tabindex=\"-1\" aria-labelledby=\"main-title\"><h2 id=\"main-title\">Summary</h2>",
        grouped(rows as u64),
        grouped(people as u64),
        grouped(seen.len() as u64),
        grouped(in_several as u64),
        grouped(linkage.refused.len() as u64),
        grouped(linkage.operators.len() as u64),
    )?;
    let from_threshold = linkage.pairs.partition_point(|it| it.weight.0 >= page.least().0);
    write!(
        out,
        "<p>A link is a statement with a weight, not a fact: people decide. Two records count as one person from <strong>{} bits</strong> on. \
         {} pairs are told, {} of them from the threshold on. Before any comparison two random records match with a probability of {}.</p>",
        signed(page.least()),
        grouped(linkage.pairs.len() as u64),
        grouped(from_threshold as u64),
        bonafide_views::one_in(linkage.model.same_person),
    )?;
    let decisions = &page.asked.settings.decisions;
    if !decisions.is_empty() {
        write!(
            out,
            "<p>{} of people went before every weight; <code>pairs</code> names them in its column <code>decision</code>.</p>",
            counted(decisions.iter().len(), "decision")
        )?;
    }
    sizes(out, seen)?;
    blocking(out, page)?;
    muted(out, page)?;
    files(out, page)?;
    out.write_str("</section>")
}

fn sizes(out: &mut String, seen: &[ClusterSeen]) -> fmt::Result {
    if seen.is_empty() {
        return out.write_str("<p>No two records are one person.</p>");
    }
    let heads = ["Records", "People"];
    table(out, "sizes", "People of several records by how many", &heads)?;
    for (least, most, words) in SIZES {
        let n = seen.iter().filter(|it| (least..=most).contains(&it.rows.len())).count();
        if n > 0 {
            out.write_str("<tr>")?;
            cell(out, heads[0], words)?;
            cell(out, heads[1], grouped(n as u64))?;
            out.write_str("</tr>")?;
        }
    }
    out.write_str("</tbody></table>")
}

fn blocking(out: &mut String, page: Page<'_>) -> fmt::Result {
    let caption = format!(
        "Blocking rules: only records that agree in one of them are compared. Together they are expected to give {} of the pairs of one person",
        percent(page.linkage.blocking_recall),
    );
    let heads = ["Equal", "Pairs", "Values left out", "Pairs left out with them"];
    table(out, "blocking", &caption, &heads)?;
    for rule in &page.linkage.model.blocking {
        out.write_str("<tr>")?;
        cell(out, heads[0], esc(&cut(&rule.rule)))?;
        for (head, n) in heads[1..].iter().zip([rule.pairs, rule.hot_values, rule.pairs_left_out]) {
            cell(out, head, grouped(n))?;
        }
        out.write_str("</tr>")?;
    }
    out.write_str("</tbody></table><p class=\"note\">A value is left out where too many records share it for them to be compared with one another.</p>")
}

fn muted(out: &mut String, page: Page<'_>) -> fmt::Result {
    if page.linkage.muted.is_empty() {
        return Ok(());
    }
    out.write_str("<h3>Values that tie nobody</h3><p>So many people share them that they say nothing of one operator behind them: an office, an agency, a switchboard.</p><ul>")?;
    for muted in &page.linkage.muted {
        write!(
            out,
            "<li>{} of <code>{}</code></li>",
            grouped(muted.values as u64),
            esc(&cut(&muted.column))
        )?;
    }
    out.write_str("</ul>")
}

fn files(out: &mut String, page: Page<'_>) -> fmt::Result {
    let values = match page.reveal {
        crate::Reveal::Masked => {
            "Values are masked; equal ones in a row carry the same letter. Run with <code>--reveal</code> to see them."
        }
        crate::Reveal::Revealed => {
            "Values are shown in full; keep this page from those who may not see them. Equal ones in a row carry the same letter."
        }
    };
    write!(
        out,
        "<h3>What is shown here</h3><p>Clusters and pairs are a chosen part; everything is in the files beside this page: the cluster of every record in \
         <code>clusters</code>, pairs with each comparison's bits in <code>pairs</code>, groups in <code>operators.csv</code>, the model in \
         <code>model.json</code>. {values}</p>"
    )
}
