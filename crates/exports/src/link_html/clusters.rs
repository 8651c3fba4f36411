//! The cluster browser, and joins that were refused.

use std::fmt::{self, Write};

use bonafide_model::{Bits, Linkage, RefusedBecause, RefusedJoin};
use bonafide_views::{
    anchor, cell, counted, esc, members_picture, members_table, pairs_matrix, signed, table,
};

use super::{
    MOST_BYTES, MOST_MEMBERS, Page,
    choose::{Chosen, ClusterSeen},
    left_out,
};

/// Refused joins that are shown. Guess.
const MOST_REFUSED: usize = 8;
/// Records from which a drawing says more than its pair's weight.
const DRAWN: usize = 3;

/// Chosen clusters: a list, then each with its records side by side.
pub(super) fn write(
    out: &mut String,
    page: Page<'_>,
    (seen, chosen): (&[ClusterSeen], &[Chosen<'_>]),
) -> fmt::Result {
    out.write_str("<section id=\"clusters\" aria-labelledby=\"clusters-title\"><h2 id=\"clusters-title\">Clusters</h2>")?;
    if chosen.is_empty() {
        return out.write_str("<p>No cluster has several records.</p></section>");
    }
    let mut told = String::new();
    let mut shown = 0;
    for it in chosen {
        if told.len() > MOST_BYTES {
            break;
        }
        cluster(&mut told, page, it)?;
        shown += 1;
    }
    let heads =
        ["Cluster", "Records", "Weakest join", "Lightest pair", "Density", "Shown since it is"];
    table(out, "chosen", "The largest, the least sure and the most conflicted clusters", &heads)?;
    for Chosen { cluster, why } in &chosen[..shown] {
        let name = cluster.id.to_string();
        out.write_str("<tr>")?;
        cell(
            out,
            heads[0],
            format_args!("<a href=\"#{}\">{}</a>", anchor("cluster", &name), esc(&name)),
        )?;
        cell(out, heads[1], cluster.rows.len())?;
        cell(out, heads[2], bits(cluster.weakest))?;
        cell(out, heads[3], bits(cluster.lightest))?;
        cell(out, heads[4], format_args!("{:.2}", cluster.density()))?;
        cell(out, heads[5], esc(&why.join("; ")))?;
        out.write_str("</tr>")?;
    }
    out.write_str("</tbody></table><p class=\"note\">Weakest join: the lightest of the joins that hold the records together. Density: pairs from the threshold on, of all pairs.</p>")?;
    out.push_str(&told);
    left_out(out, seen.len() - shown, ("clusters of several records", "clusters.csv"))?;
    out.write_str("</section>")
}

/// Bits of a cluster; `–` where no pair was looked at.
fn bits(weight: f64) -> String {
    if weight.is_finite() { signed(Bits(weight)) } else { "\u{2013}".to_owned() }
}

fn cluster(out: &mut String, page: Page<'_>, chosen: &Chosen<'_>) -> fmt::Result {
    let cluster = chosen.cluster;
    let name = cluster.id.to_string();
    let rows = &cluster.rows[..cluster.rows.len().min(MOST_MEMBERS)];
    let members = page.members(rows);
    write!(
        out,
        "<details class=\"folded\"><summary><span class=\"name\" id=\"{}\">{}</span> <span class=\"note\">{}, weakest join {}; {}</span></summary>",
        anchor("cluster", &name),
        esc(&name),
        counted(cluster.rows.len(), "record"),
        bits(cluster.weakest),
        esc(&chosen.why.join("; ")),
    )?;
    members_table(out, &members, "Records side by side")?;
    left_out(out, cluster.rows.len() - rows.len(), ("records of this cluster", "clusters.csv"))?;
    between(out, page, &members)?;
    out.write_str("</details>")
}

fn between(out: &mut String, page: Page<'_>, members: &bonafide_views::Members) -> fmt::Result {
    if members.names.len() < DRAWN {
        return match members.pairs.first() {
            Some((_, _, weight)) => {
                write!(out, "<p>The pair weighs <strong>{} bits</strong>.</p>", signed(*weight))
            }
            None => Ok(()),
        };
    }
    out.write_str("<div class=\"between\">")?;
    members_picture(out, members, page.least())?;
    pairs_matrix(out, members, page.least())?;
    out.write_str("</div>")
}

/// A refused join with records of both groups: each row and the group that it is of.
pub(super) struct Sides<'a> {
    join: &'a RefusedJoin,
    pub(super) rows: Vec<(u32, &'static str)>,
}

/// The joins that are shown, the surest first.
pub(super) fn sides_of_refused<'a>(linkage: &'a Linkage, seen: &[ClusterSeen]) -> Vec<Sides<'a>> {
    let side = |row: u32, name: &'static str| {
        let id = linkage.clusters[row as usize];
        let place = seen.binary_search_by_key(&id, |it| it.id);
        let others = place.map_or(&[][..], |it| &seen[it].rows[..]).iter();
        let others = others.filter(move |it| **it != row).take(MOST_MEMBERS / 2 - 1);
        std::iter::once(row).chain(others.copied()).map(move |it| (it, name))
    };
    // What was refused on the way can have been joined by others since.
    let apart = linkage
        .refused
        .iter()
        .filter(|it| linkage.clusters[it.a as usize] != linkage.clusters[it.b as usize]);
    apart
        .take(MOST_REFUSED)
        .map(|join| Sides {
            join,
            rows: side(join.a, "one").chain(side(join.b, "other")).collect(),
        })
        .collect()
}

/// Refused joins, each with its why not.
pub(super) fn refused(out: &mut String, page: Page<'_>, sides: &[Sides<'_>]) -> fmt::Result {
    out.write_str("<section id=\"refused\" aria-labelledby=\"refused-title\"><h2 id=\"refused-title\">Refused joins</h2>")?;
    if sides.is_empty() {
        return out.write_str("<p>No join was refused.</p></section>");
    }
    out.write_str("<p>One pair asked to make two groups one, and the records of the two groups mostly speak against it, or somebody decided that they are different people.</p>")?;
    let mut shown = 0;
    let start = out.len();
    for it in sides {
        if out.len() - start > MOST_BYTES {
            break;
        }
        shown += 1;
        let rows: Vec<u32> = it.rows.iter().map(|(row, _)| *row).collect();
        let mut members = page.members(&rows);
        members.groups = it.rows.iter().map(|(_, group)| format!("{group} group")).collect();
        why_not(out, page, it.join)?;
        members_table(out, &members, "Records of both groups side by side")?;
        between(out, page, &members)?;
        out.write_str("</details>")?;
    }
    let more = page.linkage.refused.len() - shown;
    if more > 0 {
        write!(out, "<p class=\"note\">{} not shown.</p>", counted(more, "further refusal"))?;
    }
    out.write_str("</section>")
}

/// The head of a refused join, and what spoke against it.
fn why_not(out: &mut String, page: Page<'_>, join: &RefusedJoin) -> fmt::Result {
    let name = |row: u32| esc(&page.name(row)).to_string();
    let (a, b, weight) = (name(join.a), name(join.b), signed(join.weight));
    out.write_str("<details class=\"folded\"><summary>")?;
    write!(
        out,
        "<span class=\"name\">{a} and {b}</span> <span class=\"note\">the pair weighs {weight}, "
    )?;
    match join.because {
        RefusedBecause::Mean(mean) => write!(
            out,
            "the two groups on average {mean}</span></summary><p>Why not: {a} and {b} alone weigh {weight} bits, but between the members of the two \
             groups the mean is <strong>{mean} bits</strong>. A chain of likenesses is no identity.</p>",
            mean = signed(mean),
        ),
        RefusedBecause::Decided(one, other) => write!(
            out,
            "kept apart by a decision</span></summary><p>Why not: somebody decided that {} and {}, one of each group, are <strong>different \
             people</strong>. That goes before every weight.</p>",
            name(one),
            name(other),
        ),
    }
}
